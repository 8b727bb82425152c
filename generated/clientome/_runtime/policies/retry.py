"""Whether and when to try again. Pure: no clock, no randomness of its own.

Rules:

- ``safe`` operations are repeated after retryable statuses and after every transport error.
- ``keyed`` operations likewise, but only while an idempotency key is being sent.
- ``never``, and keyed without a key: otherwise only when no byte of the request has left.
- A refusal that says nothing about the request (429, 425) is repeated whatever the operation does, paid calls included:
  it says that nothing was carried out. What other ends of an attempt say is in ``outcome``.
- 402 and 409 are never repeated, whatever a description says: the first is about money, the second about state.
- A body that cannot rewind is not sent again once it was touched.
- Pauses grow exponentially with full jitter. A Retry-After of the provider wins; when it is longer than
  LONGEST_RETRY_AFTER, or does not fit into what is left of the deadline, the call fails at once instead of waiting for
  nothing, and the error has its ``retry_after``.
"""

from __future__ import annotations

import re
from calendar import timegm
from email.utils import parsedate_tz

from ..base.errors import TransportError
from ..base.outcome import PASSING
from ..body.body import Body

BASE = 0.5
CAP = 8.0
NEVER_REPEATED = frozenset({402, 409})
# Longer requests to wait are not obeyed: the caller gets the error and its retry_after.
LONGEST_RETRY_AFTER = 120.0
# What errors tell as retry_after is at most this (30 years).
_MOST = 1e9

_SECONDS = re.compile(r"[0-9]+(?:\.[0-9]*)?")


def parse_retry_after(value: str | None, wall_clock: float) -> float | None:
    """Seconds to wait from a Retry-After header: seconds, fractions of seconds, or an HTTP date. None if unreadable.

    The result is between 0 and 30 years, whatever the header says.
    """
    if value is None:
        return None
    text = value.strip()
    if _SECONDS.fullmatch(text):
        return min(float(text), _MOST)
    if not text.isascii():
        return None
    try:
        parsed = parsedate_tz(text)
        if parsed is None:
            return None
        offset: int = parsed[9] or 0
        moment = float(timegm((*parsed[:6], 0, 1, 0))) - offset
        return min(max(0.0, moment - wall_clock), _MOST)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def backoff(repeat: int, chance: float) -> float:
    """The pause before the given repeat (1 is the first): full jitter under a growing ceiling."""
    return chance * min(CAP, BASE * 2.0 ** min(repeat - 1, 60))


def is_repeatable(retry: str, keyed: bool) -> bool:
    """Whether sending a request twice does no more than sending it once."""
    return retry == "safe" or (retry == "keyed" and keyed)


def body_allows(body: bytes | Body | None) -> bool:
    """Whether the body can be sent again."""
    return not isinstance(body, Body) or body.rewindable or not body.touched


def may_repeat_status(repeatable: bool, status: int, statuses: tuple[int, ...]) -> bool:
    """Whether a status allows another attempt."""
    return (repeatable or status in PASSING) and status in statuses and status not in NEVER_REPEATED


def may_repeat_failure(repeatable: bool, error: TransportError) -> bool:
    """Whether a failure on the way allows another attempt."""
    return repeatable or not error.sent


def pause(repeat: int, chance: float, retry_after: float | None, remaining: float | None) -> float | None:
    """Seconds to wait before a repeat, or None when it is better to give up now."""
    wait = backoff(repeat, chance) if retry_after is None else retry_after
    if wait > LONGEST_RETRY_AFTER:
        return None
    return None if remaining is not None and wait >= remaining else wait
