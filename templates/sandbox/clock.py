"""Virtual time: real time, faster if wished, and moved forward on demand. It never goes back."""

from __future__ import annotations

import time


class Clock:
    """`speed` seconds of virtual time pass in a second."""

    def __init__(self, speed: float = 1.0, start: float | None = None) -> None:
        self.speed = speed
        self._start = time.time() if start is None else start
        self._from = time.monotonic()

    def now(self) -> float:
        """Virtual seconds of the epoch."""
        return self._start + (time.monotonic() - self._from) * self.speed

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        self._start += max(seconds, 0.0)

    def restart(self, start: float | None = None) -> None:
        """Begin at a time, or at the present of the real world."""
        self._start = time.time() if start is None else start
        self._from = time.monotonic()

    def real_delay(self, until: float) -> float:
        """Real seconds until a virtual time."""
        return max(until - self.now(), 0.0) / self.speed if self.speed > 0 else 3600.0
