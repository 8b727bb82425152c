"""Rate limits shared by several processes or hosts, on the library pyrate-limiter (extra ``limits``).

::

    from clientome import Limiter, PyrateStore

    client = Subseq(limiter=Limiter(PyrateStore.redis(redis.Redis())))

The library is imported when a store is made. Hosts that share a store need clocks that agree.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from ..base.errors import ConfigurationError
from ..spec.api import RateLimit

PAUSE = "|pause"


class PyrateStore:
    """A :class:`~.limits.LimitStore`. ``make`` gives the library's (not async) ``StateStore`` for a key."""

    def __init__(self, make: Callable[[str], Any], *, wall_clock: Callable[[], float] = time.time) -> None:
        self._library = _library()
        self._algorithm: Any = self._library.TokenBucket()
        self._make = make
        self._stores: dict[str, Any] = {}
        self._wall_clock = wall_clock

    @classmethod
    def redis(cls, client: Any, prefix: str = "clientome:") -> PyrateStore:
        """Share through a Redis server; ``client`` is a (not async) ``redis.Redis``."""
        library = _library()
        return cls(lambda key: library.RedisStateStore(client, prefix + key))

    def take(self, key: str, limit: RateLimit) -> float:
        """Take a token, or say how long to wait."""
        # The state of a pause is its end in microseconds since 1970; a key that was never used reads as 0.
        (end,) = self._store(key + PAUSE).read(self._algorithm, [self._rate(1, 1, 1)])
        pause = float(end) / 1e6 - self._wall_clock()
        if pause > 0:
            return pause
        decision = self._check(key, self._rate_of(limit))
        return 0.0 if decision.allowed else max(decision.retry_after_ms or 1, 1) / 1000

    def pause(self, key: str, limit: RateLimit, seconds: float) -> None:
        """Give no token for some seconds. A pause that is on already stays as it is."""
        _decision = self._check(key + PAUSE, self._rate(1, max(math.ceil(seconds * 1000), 1), 1))

    def _store(self, key: str) -> Any:
        store = self._stores.get(key)
        return store if store is not None else self._stores.setdefault(key, self._make(key))

    def _check(self, key: str, rate: Any) -> Any:
        return self._store(key).check(self._algorithm, [rate], int(self._wall_clock() * 1000), 1)

    def _rate(self, calls: int, milliseconds: int, burst: int) -> Any:
        return self._library.Rate(calls, milliseconds, burst)

    def _rate_of(self, limit: RateLimit) -> Any:
        period = limit.period * 1000
        if limit.rate == int(limit.rate) and period == int(period):
            return self._rate(int(limit.rate), int(period), limit.burst)
        return self._rate(1, math.ceil(period / limit.rate), limit.burst)


def _library() -> Any:
    try:
        library = import_module("pyrate_limiter")
        _needed = library.TokenBucket, library.RedisStateStore
        return library
    except (ImportError, AttributeError):
        raise ConfigurationError("shared rate limits need pyrate-limiter 4.5 or later") from None
