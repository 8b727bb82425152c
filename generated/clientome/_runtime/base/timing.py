"""When a call must be over, and how long to wait before it is tried again. Pure: no clock, no randomness of its own.

- Pauses grow exponentially with full jitter. A Retry-After of the provider wins; when it is longer than
  LONGEST_RETRY_AFTER, or does not fit into what is left of the deadline, the call fails at once instead of waiting for
  nothing, and the error has its ``retry_after``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import overload

# Longer requests to wait are not obeyed: the caller gets the error and its retry_after.
LONGEST_RETRY_AFTER = 120.0


def shorter(one: float | None, other: float | None) -> float | None:
    """The shorter of two time limits in seconds; None means no limit."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time of the monotonic clock by which something must be over; ``at`` None means that it may last for ever."""

    at: float | None = None

    @classmethod
    def after(cls, seconds: float | None, now: float) -> Deadline:
        """The deadline in so many seconds; None and infinity mean none."""
        return NEVER if seconds is None or seconds == math.inf else cls(now + seconds)

    def remaining(self, now: float) -> float | None:
        """The seconds until then, below 0 where it has passed; None for ever."""
        return None if self.at is None else self.at - now

    def passed(self, now: float) -> bool:
        """Whether there is no time left."""
        return self.at is not None and now >= self.at

    @overload
    def within(self, seconds: float, now: float) -> float: ...
    @overload
    def within(self, seconds: float | None, now: float) -> float | None: ...
    def within(self, seconds: float | None, now: float) -> float | None:
        """A time limit that begins now, cut to what remains; None for ever."""
        return seconds if self.at is None else shorter(seconds, max(self.at - now, 0.0))


NEVER = Deadline()


@dataclass(frozen=True, slots=True)
class Backoff:
    """Pauses between ``least`` and a ceiling that begins at ``base`` and grows by ``factor`` up to ``cap``, in seconds."""

    base: float
    cap: float
    least: float = 0.0
    factor: float = 2.0

    def delay(self, repeat: int, chance: float) -> float:
        """The pause before the given repeat (1 is the first); ``chance`` is a random number from 0 up to 1."""
        ceiling = max(self.least, min(self.cap, self.base * self.factor ** min(repeat - 1, 60)))
        return self.least + chance * (ceiling - self.least)

    def pause(
        self, repeat: int, chance: float, retry_after: float | None, deadline: Deadline, now: float
    ) -> float | None:
        """Seconds to wait before a repeat, or None when it is better to give up now."""
        wait = self.delay(repeat, chance) if retry_after is None else retry_after
        return None if wait > LONGEST_RETRY_AFTER or deadline.passed(now + wait) else wait


REPEATS = Backoff(base=0.5, cap=8.0)
"""The pauses between the attempts of a call."""
