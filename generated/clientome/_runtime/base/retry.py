"""What may be tried again, after what; when is in ``timing``. Pure: no clock of its own.

Rules:

- ``safe`` operations are repeated after retryable statuses and after every transport error.
- ``keyed`` operations likewise, but only while an idempotency key is being sent.
- ``never``, and keyed without a key: otherwise only when no byte of the request has left.
- A refusal that says nothing about the request (429, 425) is repeated whatever the operation does, paid calls included:
  it says that nothing was carried out. What other ends of an attempt say is in ``outcome``.
- 402 and 409 are never repeated, whatever a description says: the first is about money, the second about state.
"""

from __future__ import annotations

import re
from calendar import timegm
from email.utils import parsedate_tz

from .errors import BodyError, TransportError
from .outcome import PASSING

NEVER_REPEATED = frozenset({402, 409})
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


def is_repeatable(retry: str, keyed: bool = False) -> bool:
    """Whether sending a request twice does no more than sending it once."""
    return retry == "safe" or (retry == "keyed" and keyed)


def is_passing(status: int, statuses: tuple[int, ...]) -> bool:
    """Whether a refusal may be over soon; ``statuses`` are those that the description names."""
    return status in statuses and status not in NEVER_REPEATED


def may_repeat_status(repeatable: bool, status: int, statuses: tuple[int, ...]) -> bool:
    """Whether a status allows another attempt."""
    return (repeatable or status in PASSING) and is_passing(status, statuses)


def may_repeat_failure(repeatable: bool, error: TransportError) -> bool:
    """Whether a failure on the way allows another attempt. A body that cannot be read would fail in the same way again."""
    return not isinstance(error, BodyError) and (repeatable or not error.sent)
