"""Numbers that a provider or a store gives to the rate limits: bounded, told once, and within the call's own limits."""

from __future__ import annotations

import logging
import math
import os
import pickle
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientome._runtime.base import errors
from clientome._runtime.base.options import RequestOptions, Timeout
from clientome._runtime.base.retry import parse_retry_after
from clientome._runtime.base.timing import LONGEST_RETRY_AFTER, Deadline
from clientome._runtime.call.call import call
from clientome._runtime.call.session import Session
from clientome._runtime.flow.effects import Acquire, Now, Offload, Release, Sleep
from clientome._runtime.policies import rate_limits as limits
from clientome._runtime.policies.rate_limits import Limiter, LimitKey, admit, pause
from clientome._runtime.spec.api import Api, RateLimit
from clientome._runtime.spec.operation import Operation
from tests.support.flows import Clock, Player, answer, run, session
from tests.support.things import API, GET, KEY

SIX = RateLimit(scope="address", burst=10, rate=6)
LIMITED = Api(
    name="limited",
    title="Limited",
    package="limited",
    environments=API.environments,
    credentials=API.credentials,
    rate_limits=(SIX,),
)
STRANGE = [
    "999999999",
    "9" * 30,
    "9" * 5000,
    "86400",
    "121",
    "120.5",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Fri, 31 Dec 9999 23:59:59 -9999",
    "Fri, 31 Dec 99999999999999999999 23:59:59 GMT",
    "-5",
    "-0",
    "NaN",
    "inf",
    "Infinity",
    "1e9",
    "1e400",
    "0",
    "",
    " 7 ",
    "7.",
    "²",
    "٣",
    "1;2",
    "1, 2",
    "0x10",
    "1_000",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "Thu, 99 Jan 1970 99:99:99 GMT",
]


def key(limit: RateLimit = SIX) -> LimitKey:
    return LimitKey("demo", limit.scope, "example.org", limit)


def limited(limiter: Limiter, api: Api = LIMITED, **settings: Any) -> Session:
    made = session(api, {"api_key": KEY}, **settings)
    made.limiter = limiter
    return made


def ask(player: Player, made: Session, operation: Operation[Any] = GET, **options: Any) -> Any:
    return player.play(call(made, operation, {"thing_id": "t1"}, RequestOptions(**options)))


@given(st.one_of(st.sampled_from(STRANGE), st.text(max_size=40), st.from_regex(r"[0-9]{1,400}\.?[0-9]*")))
def test_no_retry_after_becomes_more_than_30_years(text: str) -> None:
    found = parse_retry_after(text, 1_800_000_000.0)
    assert found is None or 0 <= found <= 1e9


@given(st.floats(0, 4e9))
def test_a_date_of_any_age_is_a_pause(seconds: float) -> None:
    date = format_datetime(datetime.fromtimestamp(seconds, UTC), usegmt=True)
    assert parse_retry_after(date, 1_800_000_000.0) == min(max(int(seconds) - 1.8e9, 0), 1e9)


def test_a_number_too_long_to_be_meant_is_still_a_long_pause() -> None:
    assert parse_retry_after("99999999999", 0) == 1e9
    assert parse_retry_after("9" * 5000, 0) == 1e9


@pytest.mark.parametrize("value", STRANGE)
@pytest.mark.parametrize("status", [429, 503])
def test_whatever_one_answer_says_the_next_call_waits_a_bounded_time(status: int, value: str) -> None:
    limiter = Limiter()
    player = Player(answer(status, b"{}", {"Retry-After": "x"}), answer(200))
    # Headers on the wire are bytes of Latin-1; what is none of that cannot come.
    player.script[0].headers.raw[-1] = (b"Retry-After", value.encode("latin-1", "replace"))
    with pytest.raises(errors.APIError):
        ask(player, limited(limiter), retries=0)
    started = player.time
    told = parse_retry_after(value, player.wall)
    if status == 429 and told is not None and told > LONGEST_RETRY_AFTER:
        with pytest.raises(errors.RateLimitError) as caught:
            ask(player, limited(limiter))
        assert caught.value.retry_after == pytest.approx(told)
        assert player.sleeps == []
    else:
        assert ask(player, limited(limiter)).result.id == "t1"
    assert player.time - started <= LONGEST_RETRY_AFTER
    player.time = started + LONGEST_RETRY_AFTER + 1
    player.script = [answer(200)]
    assert ask(player, limited(limiter)).result.id == "t1"


@pytest.mark.parametrize("settings", [{}, {"deadline": 1e6}, {"timeout": Timeout(total=1e6, pool=None)}])
def test_more_than_two_minutes_is_an_error_at_once_also_with_time_enough(settings: dict[str, Any]) -> None:
    player = Player(answer(429, b"{}", {"Retry-After": "121"}), answer(200))
    with pytest.raises(errors.RateLimitError, match="wait 121 s") as caught:
        ask(player, limited(Limiter()), **settings)
    assert caught.value.retry_after == 121
    assert player.sleeps == []


def test_two_minutes_are_waited_for() -> None:
    player = Player(answer(429, b"{}", {"Retry-After": "120"}), answer(200))
    assert ask(player, limited(Limiter())).info.attempts == 2
    assert sum(player.sleeps) == pytest.approx(120, abs=1)


@pytest.mark.parametrize("repeats", [0, 2])
@pytest.mark.parametrize("settings", [{"timeout": 3}, {"timeout": Timeout(pool=3)}, {"deadline": 3}])
def test_a_pause_of_others_keeps_to_the_timeout_and_the_deadline_of_a_call(
    settings: dict[str, Any], repeats: int
) -> None:
    limiter = Limiter()
    player = Player(answer(429, b"{}", {"Retry-After": "60"}), answer(200))
    with pytest.raises(errors.RateLimitError) as first:
        ask(player, limited(limiter), retries=repeats, **(settings if repeats else {}))
    assert first.value.retry_after == 60
    started = player.time
    with pytest.raises((errors.RateLimitError, errors.TimeoutError), match="nothing was sent") as caught:
        ask(player, limited(limiter), **settings)
    assert len(player.requests) == 1
    assert player.time == started
    if isinstance(caught.value, errors.RateLimitError):
        assert caught.value.retry_after == pytest.approx(60)
        assert caught.value.operation == "getThing"
        assert caught.value.is_retry_safe
        assert pickle.loads(pickle.dumps(caught.value)).retry_after == caught.value.retry_after


def test_the_own_pace_is_no_pause_and_keeps_to_the_deadline_only() -> None:
    limiter = Limiter()
    made = limited(limiter, timeout=Timeout.of(0.5, Timeout()))
    player = Player(*(answer(200) for _ in range(30)))
    clock = player.time
    flows = [call(made, GET, {"thing_id": "t1"}) for _ in range(30)]
    for flow in flows:
        player.play(flow)
    assert player.time - clock == pytest.approx(20 / 6, abs=0.2)


def test_who_waits_already_learns_of_a_pause_that_is_too_long() -> None:
    limiter = Limiter()
    slow = RateLimit(scope="address", burst=1, rate=0.1)
    run(admit(limiter, [key(slow)]))
    flow = admit(limiter, [key(slow)])
    next(flow)
    assert isinstance(flow.send(1000.0), Sleep)
    limiter.pause([key(slow)], 86400.0, 1000.5)
    next(flow)
    with pytest.raises(errors.RateLimitError):
        flow.send(1001.0)
    assert limiter.waiting(key(slow)) == 0


@pytest.mark.parametrize("seconds", [math.nan, math.inf, -math.inf, 1e300, -1.0, 1e9])
def test_a_pause_of_any_number_ends(seconds: float) -> None:
    limiter = Limiter()
    limiter.pause([key()], seconds, 1000.0)
    assert run(admit(limiter, [key()]), Clock(1000.0 + LONGEST_RETRY_AFTER)) == 1000.0 + LONGEST_RETRY_AFTER


def test_a_pause_is_told_once_and_a_long_wait_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "clientome")
    limiter = Limiter()
    clock = Clock()
    for _ in range(20):
        run(pause(limiter, [key()], 60.0), clock)
    assert [record.getMessage() for record in caplog.records] == [
        "demo: too many calls: the provider asks everybody to wait 60 s"
    ]
    assert caplog.records[0].levelname == "WARNING"
    caplog.clear()
    run(admit(limiter, [key()], name="getThing"), clock)
    assert len(clock.sleeps) > 10
    assert [record.getMessage() for record in caplog.records] == [
        "getThing: waiting 60 s for the turn under the rate limit"
    ]


def test_an_answer_makes_room_for_the_next_call() -> None:
    # Who is not answered keeps his token for a second; without answers 40 calls would take 7 s.
    limiter = Limiter()
    fast = RateLimit(scope="address", burst=5, rate=1000)
    made = limited(limiter, Api(**{**_fields(LIMITED), "rate_limits": (fast,)}))
    player = Player(*(answer(200) for _ in range(40)))
    for _ in range(40):
        ask(player, made)
    assert sum(player.sleeps) < 0.1


def _fields(api: Api) -> dict[str, Any]:
    return {name: getattr(api, name) for name in Api.__dataclass_fields__}


def test_a_limit_of_one_operation_holds_where_the_api_has_none() -> None:
    one = RateLimit(scope="address", burst=1, rate=0.5)
    operation: Operation[Any] = Operation(**{**_operation(GET), "rate_limits": (one,)})
    player = Player(*(answer(200) for _ in range(6)))
    made = limited(Limiter(), API)
    for _ in range(3):
        ask(player, made, operation)
    assert sum(player.sleeps) == pytest.approx(4.0)
    for _ in range(3):
        ask(player, made)
    assert sum(player.sleeps) == pytest.approx(4.0)


def _operation(operation: Operation[Any]) -> dict[str, Any]:
    return {name: getattr(operation, name) for name in Operation.__dataclass_fields__}


class Store:
    """A store that says what it is told to."""

    def __init__(self, *waits: Any) -> None:
        self.waits = list(waits)
        self.pauses: list[float] = []

    def take(self, key: str, limit: RateLimit) -> Any:
        return self.waits.pop(0) if self.waits else 0.0

    def pause(self, key: str, limit: RateLimit, seconds: float) -> None:
        self.pauses.append(seconds)


@pytest.mark.parametrize("wait", [math.nan, math.inf, -math.inf, "soon", None, 10**400])
def test_a_store_that_gives_no_number_does_not_count(wait: Any) -> None:
    clock = Clock()
    assert run(admit(Limiter(Store(wait)), [key()]), clock) == 1000.0


def test_a_store_that_asks_for_a_day_is_not_obeyed_and_is_told_no_day() -> None:
    store = Store(86400.0)
    limiter = Limiter(store)
    with pytest.raises(errors.RateLimitError) as caught:
        run(admit(limiter, [key()]))
    assert caught.value.retry_after == 86400
    run(pause(limiter, [key()], 86400.0))
    assert store.pauses == [LONGEST_RETRY_AFTER]


def test_a_slow_limit_of_a_store_is_waited_for() -> None:
    hourly = RateLimit(scope="address", burst=1, rate=1, period=3600)
    clock = Clock()
    assert run(admit(Limiter(Store(3000.0, 1000.0)), [key(hourly)]), clock) > 1500.0


@pytest.mark.parametrize(("at", "left"), [(1000.0, 5.0), (1003.0, 2.0), (1007.0, 0.0)])
def test_the_lock_of_the_store_is_waited_for_no_longer_than_the_call_lasts(at: float, left: float) -> None:
    flow = admit(Limiter(Store()), [key()], Deadline(1005.0))
    assert isinstance(next(flow), Now)
    effect = flow.send(1000.0)
    assert isinstance(effect, Acquire)
    assert effect.timeout == 5.0
    with pytest.raises(errors.TimeoutError, match="nothing was sent"):
        flow.send(False)
    # Time that the own queue took is gone.
    limiter = Limiter(Store())
    slow = RateLimit(scope="address", burst=1, rate=1000)
    run(admit(limiter, [key(slow)], Deadline(1005.0)))
    flow = admit(limiter, [key(slow)], Deadline(1005.0))
    next(flow)
    assert isinstance(flow.send(1000.0), Sleep)
    next(flow)
    effect = flow.send(max(at, 1000.0 + limits.ARRIVAL + 0.01) if left else at)
    assert isinstance(effect, Acquire)
    assert effect.timeout == pytest.approx(left, abs=1.1)
    assert effect.timeout <= 4.0


def test_the_store_is_not_asked_beyond_the_deadline() -> None:
    clock = Clock()
    with pytest.raises(errors.TimeoutError, match="time limit"):
        run(admit(Limiter(Store(3.0, 3.0, 3.0, 3.0)), [key()], Deadline(1005.0)), clock)
    assert clock.time <= 1005.0


def test_effects_of_a_shared_limit_are_those_that_tests_know() -> None:
    seen: list[type] = []
    flow = admit(Limiter(Store(0.5)), [key()])
    value: Any = None
    with suppress(StopIteration):
        while True:
            effect = flow.send(value)
            seen.append(type(effect))
            value = {Now: 1000.0, Acquire: True}.get(type(effect))
            if isinstance(effect, Offload):
                value = effect.function()
    assert seen == [Now, Acquire, Now, Offload, Sleep, Now, Offload, Release]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="signals and forks are those of POSIX")
def test_a_fork_while_a_limiter_of_the_caller_is_locked_does_not_block_the_child() -> None:
    limiter = Limiter()
    _ticket = limiter.enter([key()])
    limiter._lock.acquire()  # type: ignore[reportPrivateUsage] - as a thread that runs at the fork
    child = os.fork()
    if child == 0:
        ended = 1
        try:
            if limiter._lock.acquire(timeout=5):  # type: ignore[reportPrivateUsage]
                limiter._lock.release()  # type: ignore[reportPrivateUsage]
                ended = limiter.waiting(key())
        finally:
            os._exit(ended)
    limiter._lock.release()  # type: ignore[reportPrivateUsage]
    assert os.waitpid(child, 0)[1] == 0
