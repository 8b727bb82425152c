"""Two clocks that go on from the real one and never go back.

Virtual time is faster if wished: things go through their states by it. The wall clock is not: what people and programs
hold in their hands lives by it, such as tokens, codes, signed links and idempotency keys. Both are moved by `advance`,
which says that time has passed.
"""

from __future__ import annotations

import time


class Clock:
    """`speed` seconds of virtual time pass in a second. `advanced` is what was said to have passed at once."""

    def __init__(self, speed: float = 1.0, start: float | None = None, advanced: float = 0.0) -> None:
        self.speed = speed
        self.advanced = advanced
        self._start = time.time() if start is None else start
        self._from = time.monotonic()

    def now(self) -> float:
        """Virtual seconds of the epoch."""
        return self._start + (time.monotonic() - self._from) * self.speed

    def wall(self) -> float:
        """Seconds of the epoch as everybody's clock has them, and what was advanced."""
        return time.time() + self.advanced

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        self._start += max(seconds, 0.0)
        self.advanced += max(seconds, 0.0)

    def restart(self) -> None:
        """Begin at the present of the real world."""
        self._start, self._from, self.advanced = time.time(), time.monotonic(), 0.0

    def pace(self, speed: float) -> None:
        """Go on at another speed."""
        self._start, self._from, self.speed = self.now(), time.monotonic(), speed

    def real_delay(self, until: float) -> float:
        """Real seconds until a virtual time."""
        return max(until - self.now(), 0.0) / self.speed if self.speed > 0 else 3600.0
