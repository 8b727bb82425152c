"""Token buckets on the real clock, as `x-sdk-rate-limit` describes them."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

FORGET = 10_000


class Limits:
    """All buckets of a provider. What would be refused takes nothing from any bucket."""

    def __init__(
        self, everywhere: Sequence[Mapping[str, Any]], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._everywhere = everywhere
        self._clock = clock
        self._levels: dict[tuple[Any, ...], tuple[float, float]] = {}

    def wait(
        self, operation: str, own: Sequence[Mapping[str, Any]], address: str, account: str
    ) -> int | None:
        """Whole seconds until the call would be allowed; None where it is allowed, which counts it."""
        if not self._everywhere and not own:
            return None
        now = self._clock()
        taken: list[tuple[tuple[Any, ...], float]] = []
        longest = 0.0
        for place, rules in (("", self._everywhere), (operation, own)):
            for number, rule in enumerate(rules):
                who = {"address": address, "account": account}.get(str(rule["scope"]), "")
                key = (place, number, who)
                pace = float(rule["rate"]) / float(rule.get("period", 1))
                level, then = self._levels.get(key, (float(rule["burst"]), now))
                level = min(float(rule["burst"]), level + (now - then) * pace)
                if level < 1:
                    longest = max(longest, (1 - level) / pace)
                taken.append((key, level - 1))
        if longest:
            return max(1, math.ceil(longest))
        if len(self._levels) > FORGET:
            self._levels.clear()
        for key, level in taken:
            self._levels[key] = (level, now)
        return None

    def clear(self) -> None:
        """Fill all buckets."""
        self._levels.clear()
