"""The adapter to pyrate-limiter, with the real library."""

from __future__ import annotations

import sys
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrate_limiter import InMemoryStateStore

from clientome._runtime.base.errors import ConfigurationError
from clientome._runtime.policies.payment_x402 import X402Signer
from clientome._runtime.policies.rate_limits import Limiter, LimitKey, admit, pause
from clientome._runtime.policies.rate_limits_pyrate import PyrateStore
from clientome._runtime.spec.api import RateLimit
from tests.support.flows import Clock, run

LIMIT = RateLimit(scope="address", burst=10, rate=6)
KEY = LimitKey("demo", "address", "example.org", LIMIT)


def shared(clock: Clock) -> PyrateStore:
    stores: dict[str, InMemoryStateStore] = {}
    return PyrateStore(
        lambda key: stores.setdefault(key, InMemoryStateStore()), wall_clock=lambda: clock.time
    )


def test_two_processes_share_one_bucket() -> None:
    clock = Clock(1.7e9)
    store = shared(clock)
    # Two limiters stand for two processes: they share nothing but the store.
    processes = Limiter(store), Limiter(store)
    moments = [run(admit(processes[number % 2], [KEY]), clock) - 1.7e9 for number in range(22)]
    assert moments[9] == 0
    assert moments[21] == pytest.approx(2.0, abs=0.05)


@settings(max_examples=50)
@given(
    burst=st.integers(1, 6),
    rate=st.sampled_from([0.3, 1, 2.5, 6, 20]),
    steps=st.lists(st.floats(0, 2), min_size=1, max_size=60),
)
def test_the_bound_holds(burst: int, rate: float, steps: list[float]) -> None:
    clock = Clock(1.7e9)
    limit = RateLimit(scope="address", burst=burst, rate=rate)
    store = shared(clock)
    grants: list[float] = []
    for step in steps:
        clock.time += step
        if store.take("k", limit) == 0:
            grants.append(clock.time)
    for first, start in enumerate(grants):
        for last in range(first, len(grants)):
            # The library counts whole milliseconds.
            assert last - first + 1 <= burst + rate * (grants[last] - start + 0.002) + 1e-6


def test_a_pause_reaches_the_other_process() -> None:
    clock = Clock(1.7e9)
    store = shared(clock)
    run(pause(Limiter(store), [KEY], 7.0), clock)
    assert run(admit(Limiter(store), [KEY]), clock) - 1.7e9 == pytest.approx(7.0, abs=0.01)


def test_the_wall_clock_is_the_default() -> None:
    store = PyrateStore(lambda key: InMemoryStateStore())
    store.pause("k", LIMIT, 60)
    assert 0 <= store.take("other", LIMIT) < 1
    assert time.time() > 1.7e9


def test_redis_needs_only_a_client() -> None:
    class Redis:
        def register_script(self, source: str) -> Any:
            def script(keys: list[str], args: list[Any], client: Any) -> list[int]:
                self.keys = keys
                return [0, 250]

            return script

        def hmget(self, key: str, fields: list[str]) -> list[None]:
            return [None] * len(fields)

    client = Redis()
    assert PyrateStore.redis(client).take("k", LIMIT) == 0.25
    assert client.keys == ["clientome:k"]


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyrate_limiter", None)
    monkeypatch.setitem(sys.modules, "x402", None)
    with pytest.raises(ConfigurationError, match="pyrate-limiter"):
        PyrateStore(lambda key: None)
    with pytest.raises(ConfigurationError, match="x402"):
        X402Signer.from_account(None)
