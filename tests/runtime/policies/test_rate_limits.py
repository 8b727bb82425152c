"""Token buckets: the bound, the order, pauses, clocks, threads, asyncio and stores."""

from __future__ import annotations

import asyncio
import bisect
import heapq
import logging
import os
import threading
import time
from collections.abc import Generator
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientome._runtime.base import errors
from clientome._runtime.base.timing import Deadline
from clientome._runtime.flow.drivers import AsyncDriver, SyncDriver
from clientome._runtime.flow.effects import Effect, Flow, Now, Sleep
from clientome._runtime.policies import rate_limits as limits
from clientome._runtime.policies.rate_limits import (
    Bucket,
    Limiter,
    LimitKey,
    account_of,
    admit,
    keys_of,
    pause,
)
from clientome._runtime.spec.api import Api, Environment, RateLimit
from clientome._runtime.spec.operation import Operation
from tests.support.flows import Clock, run

SUBSEQ = RateLimit(scope="address", burst=10, rate=6)


def key(limit: RateLimit = SUBSEQ, name: str = "demo") -> LimitKey:
    return LimitKey(name, limit.scope, "example.org", limit)


def go(limiter: Limiter, keys: list[LimitKey], clock: Clock) -> float:
    """A call that is answered at once."""
    moment = run(admit(limiter, keys), clock)
    limiter.arrived(keys, moment, moment)
    return moment


def check_bound(grants: list[float], burst: int, rate: float) -> None:
    """No window holds more than burst + rate * length; enough to look at windows from grant to grant."""
    for first, start in enumerate(grants):
        for last in range(first, len(grants)):
            assert last - first + 1 <= burst + rate * (grants[last] - start) + 1e-6


class World:
    """Many flows on one clock, performed in an order that hypothesis draws."""

    def __init__(self, limiter: Limiter, limit: RateLimit, late: list[float]) -> None:
        self.limiter = limiter
        self.limit = limit
        self.moment = 50.0
        self.late = late
        self.drawn = 0
        self.grants: list[tuple[float, int]] = []
        self.heap: list[tuple[float, int, Any]] = []
        self.count = 0
        self.steps = 0
        self.cancelled: set[int] = set()

    def at(self, moment: float, what: Any) -> None:
        self.count += 1
        heapq.heappush(self.heap, (moment, self.count, what))

    def cancel(self, flow: Flow[float], number: int) -> None:
        if number not in {one for _, one in self.grants}:
            flow.close()
            self.cancelled.add(number)

    def advance(self, flow: Generator[Effect, Any, float], number: int, value: Any) -> None:
        while number not in self.cancelled:
            self.steps += 1
            try:
                effect = flow.send(value)
            except StopIteration:
                self.grants.append((self.moment, number))
                self.sent(self.moment)
                return
            if isinstance(effect, Now):
                value = self.moment
                continue
            assert isinstance(effect, Sleep)
            # Nobody wakes up in time: threads and loops are late.
            lateness = self.late[self.drawn % len(self.late)] if self.late else 0.0
            self.drawn += 1
            self.at(self.moment + effect.seconds + lateness, lambda: self.advance(flow, number, None))
            return

    def sent(self, moment: float) -> None:
        """Calls are answered at once, unless a world knows better."""
        self.limiter.arrived([key(self.limit)], moment, moment)

    def run(self) -> None:
        while self.heap:
            moment, _, what = heapq.heappop(self.heap)
            self.moment = max(self.moment, moment)
            what()


@settings(max_examples=200)
@given(
    burst=st.integers(1, 8),
    rate=st.floats(0.2, 20),
    arrivals=st.lists(st.floats(0, 30), min_size=1, max_size=40),
    late=st.lists(st.floats(0, 3), max_size=7),
    pauses=st.lists(st.tuples(st.floats(0, 30), st.floats(0, 8)), max_size=3),
    cancelled=st.dictionaries(st.integers(0, 39), st.floats(0, 10), max_size=15),
)
def test_no_window_sees_more_than_the_limit(
    burst: int,
    rate: float,
    arrivals: list[float],
    late: list[float],
    pauses: list[tuple[float, float]],
    cancelled: dict[int, float],
) -> None:
    limiter = Limiter()
    limit = RateLimit(scope="address", burst=burst, rate=rate)
    world = World(limiter, limit, late)
    for number, arrival in enumerate(arrivals):
        flow = admit(limiter, [key(limit)])
        world.at(50 + arrival, lambda flow=flow, number=number: world.advance(flow, number, None))
        if number in cancelled:
            world.at(
                50 + arrival + cancelled[number], lambda flow=flow, number=number: world.cancel(flow, number)
            )
    for moment, seconds in pauses:
        world.at(50 + moment, lambda seconds=seconds: limiter.pause([key(limit)], seconds, world.moment))
    world.run()
    assert len(world.grants) + len(world.cancelled) == len(arrivals)
    assert limiter.waiting(key(limit)) == 0
    check_bound([moment for moment, _ in world.grants], burst, rate)
    for moment, seconds in pauses:
        start, end = 50 + moment, 50 + moment + seconds
        assert not [m for m, _ in world.grants if start < m < end - 1e-6]
    # No busy loop: every call wakes up a bounded number of times.
    assert world.steps < 60 * len(arrivals) + 1000


@settings(max_examples=100)
@given(
    burst=st.integers(1, 5),
    rate=st.floats(0.5, 10),
    events=st.lists(st.tuples(st.sampled_from("epldc"), st.integers(0, 20), st.floats(0, 4)), max_size=120),
)
def test_any_interleaving_of_the_core(burst: int, rate: float, events: list[tuple[str, int, float]]) -> None:
    limiter = Limiter()
    limit = RateLimit(scope="account", burst=burst, rate=rate)
    tickets: list[limits.Ticket] = []
    grants: list[float] = []
    clock = passed = 0.0
    for kind, choice, amount in events:
        if kind == "e":
            tickets.append(limiter.enter([key(limit)]))
        elif kind == "p" and tickets:
            ticket = tickets[choice % len(tickets)]
            if limiter.poll(ticket, clock) == 0.0:
                grants.append(passed)
                tickets.remove(ticket)
        elif kind == "l" and tickets:
            limiter.leave(tickets.pop(choice % len(tickets)))
        elif kind == "d":
            clock += amount
            passed += amount
        elif kind == "c":
            clock -= amount * 10
            # A clock that is set back by less than a second only makes time stand still.
    check_bound(grants, burst, rate)


def test_calls_go_in_the_order_in_which_they_came() -> None:
    limiter = Limiter()
    world = World(limiter, SUBSEQ, [])
    for number in range(30):
        flow = admit(limiter, [key()])
        world.at(50 + number * 0.001, lambda flow=flow, number=number: world.advance(flow, number, None))
    world.run()
    assert [number for _, number in world.grants] == list(range(30))
    # Ten at once, the others at six per second.
    assert world.grants[9][0] < 50.02
    assert world.grants[29][0] == pytest.approx(50 + 20 / 6, abs=0.05)


def test_a_late_waker_is_not_overtaken_for_ever() -> None:
    limiter = Limiter()
    one = RateLimit(scope="address", burst=1, rate=1)
    tickets = [limiter.enter([key(one)]) for _ in range(3)]
    assert limiter.poll(tickets[0], 0.0) == 0.0
    limiter.arrived([key(one)], 0.0, 0.0)
    assert limiter.poll(tickets[2], 1.0) == pytest.approx(
        1.0
    )  # The token of second 1 belongs to the one before.
    assert limiter.poll(tickets[1], 1.5) == 0.0
    limiter.arrived([key(one)], 1.5, 1.5)
    assert limiter.poll(tickets[2], 2.5) == 0.0


def test_a_place_that_is_given_up_is_not_lost() -> None:
    limiter = Limiter()
    slow = RateLimit(scope="address", burst=1, rate=0.1)
    clock = Clock()
    assert run(admit(limiter, [key(slow)]), clock) == 1000.0
    others = [admit(limiter, [key(slow)]) for _ in range(50)]
    for flow in others:
        next(flow)
        assert isinstance(flow.send(1000.0), Sleep)
    last = admit(limiter, [key(slow)])
    next(last)
    effect = last.send(1000.0)
    assert isinstance(effect, Sleep)
    # A small share of the 510 s: then it looks again.
    assert effect.seconds < 10
    for flow in others:
        flow.close()
    assert limiter.waiting(key(slow)) == 1
    next(last)
    with pytest.raises(StopIteration) as end:
        last.send(1000.0 + 11)
    assert end.value.value == 1011.0


def test_when_most_of_those_who_wait_give_up_the_others_go_at_the_full_rate() -> None:
    limiter = Limiter()
    world = World(limiter, SUBSEQ, [])
    for number in range(300):
        flow = admit(limiter, [key()])
        world.at(50.0, lambda flow=flow, number=number: world.advance(flow, number, None))
        if number % 6:
            world.at(51.0, lambda flow=flow, number=number: world.cancel(flow, number))
    world.run()
    assert limiter.waiting(key()) == 0
    # 16 of them have gone by then; the others leave as if those who gave up had never come.
    assert len(world.grants) + len(world.cancelled) == 300
    left = sum(moment > 51 for moment, _ in world.grants)
    assert world.grants[-1][0] <= 51 + left / SUBSEQ.rate + 1
    check_bound([moment for moment, _ in world.grants], 10, 6)
    assert world.steps < 300 * 30


def test_an_exception_while_waiting_gives_the_place_up() -> None:
    limiter = Limiter()
    one = RateLimit(scope="address", burst=1, rate=0.01)
    run(admit(limiter, [key(one)]))
    flow = admit(limiter, [key(one)])
    next(flow)
    flow.send(1000.0)
    assert limiter.waiting(key(one)) == 1
    with pytest.raises(KeyboardInterrupt):
        flow.throw(KeyboardInterrupt())
    assert limiter.waiting(key(one)) == 0


def test_all_limits_hold_at_once_and_no_token_is_lost_while_another_limit_waits() -> None:
    limiter = Limiter()
    short = RateLimit(scope="address", burst=5, rate=5)
    long = RateLimit(scope="global", burst=8, rate=1)
    keys = [key(short), key(long)]
    clock = Clock()
    moments = [go(limiter, keys, clock) for _ in range(12)]
    check_bound(moments, 5, 5)
    check_bound(moments, 8, 1)
    assert moments[7] < 1001
    assert moments[11] - moments[7] == pytest.approx(4 - 0.6, abs=0.1)


def test_a_429_pauses_everybody_who_shares() -> None:
    limiter = Limiter()
    clock = Clock()
    run(admit(limiter, [key()]), clock)
    run(pause(limiter, [key()], 7.0), clock)
    moments = [run(admit(limiter, [key()]), clock) for _ in range(3)]
    assert moments[0] == pytest.approx(1007.0)
    # The stock is gone: afterwards calls go at the plain rate.
    assert moments[1] - moments[0] == pytest.approx(1 / 6, abs=0.01)
    assert run(admit(limiter, [key(name="other")]), Clock(1000.0)) == 1000.0


def test_a_pause_reaches_those_who_sleep_already() -> None:
    limiter = Limiter()
    one = RateLimit(scope="address", burst=1, rate=1)
    run(admit(limiter, [key(one)]))
    flow = admit(limiter, [key(one)])
    next(flow)
    flow.send(1000.0)
    limiter.pause([key(one)], 30.0, 1000.5)
    next(flow)
    effect = flow.send(1001.0)
    assert isinstance(effect, Sleep)
    assert limiter.held([key(one)], 1001.0)[0] == pytest.approx(29.5)
    flow.close()
    moment = run(admit(limiter, [key(one)]), Clock(1001.0))
    assert moment == pytest.approx(1031.5, abs=0.1)


def test_a_429_without_retry_after_only_empties_the_stock() -> None:
    limiter = Limiter()
    clock = Clock()
    run(pause(limiter, [key()], None), clock)
    assert run(admit(limiter, [key()]), clock) == 1000.0
    assert run(admit(limiter, [key()]), clock) == pytest.approx(1000 + 1 / 6)


def test_pauses_overlap_to_the_later_end() -> None:
    bucket = Bucket(SUBSEQ)
    bucket.pause(10, 0.0)
    bucket.pause(2, 1.0)
    assert bucket.wait(0, 1.0) == pytest.approx(9.0)


def test_no_limits_no_wait() -> None:
    clock = Clock()
    assert run(admit(Limiter(), ()), clock) == 1000.0
    run(pause(Limiter(), (), 5.0), clock)
    assert clock.sleeps == []


def test_a_turn_after_the_deadline_is_refused_at_once() -> None:
    limiter = Limiter()
    slow = RateLimit(scope="address", burst=1, rate=0.1)
    clock = Clock()
    run(admit(limiter, [key(slow)], Deadline(1005.0)), clock)
    with pytest.raises(errors.TimeoutError) as caught:
        run(admit(limiter, [key(slow)], Deadline(1005.0)), clock)
    assert clock.sleeps == []
    assert caught.value.sent is False
    assert "nothing was sent" in str(caught.value)
    assert limiter.waiting(key(slow)) == 0


def test_a_clock_that_is_set_back_neither_frees_nor_blocks() -> None:
    limiter = Limiter()
    clock = Clock(10_000.0)
    for _ in range(10):
        run(admit(limiter, [key()]), clock)
    limiter.pause([key()], 4.0, clock.time)
    clock.time = 100.0
    assert run(admit(limiter, [key()]), clock) == pytest.approx(104 + 1 / 6, abs=0.01)


def test_threads_that_read_the_clock_out_of_order_get_no_extra_tokens() -> None:
    bucket = Bucket(RateLimit(scope="address", burst=10, rate=10))
    bucket.tokens = 0.0
    bucket.advance(100.0)
    for _ in range(50):
        bucket.advance(100.5)
        bucket.advance(100.1)
    assert bucket.tokens == pytest.approx(5.0)


def test_a_clock_that_jumps_forward_fills_no_more_than_the_burst() -> None:
    limiter = Limiter()
    clock = Clock()
    for _ in range(10):
        run(admit(limiter, [key()]), clock)
    clock.time += 1e6
    moments = [run(admit(limiter, [key()]), clock) for _ in range(11)]
    assert moments[9] == moments[0]
    assert moments[10] > moments[0]


@pytest.mark.parametrize(("burst", "rate", "period"), [(0, 1, 1), (1, 0, 1), (1, 1, 0)])
def test_limits_that_cannot_be(burst: int, rate: float, period: float) -> None:
    with pytest.raises(ValueError, match="rate limit"):
        Bucket(RateLimit(scope="address", burst=burst, rate=rate, period=period))


def api(*rate_limits: RateLimit) -> Api:
    return Api(
        name="demo",
        title="Demo",
        package="demo",
        environments=(Environment(name="production", base_url="https://example.org"),),
        rate_limits=rate_limits,
    )


def test_keys_tell_hosts_accounts_and_operations_apart() -> None:
    account = RateLimit(scope="account", burst=1, rate=1)
    operation: Operation[Any] = Operation(
        id="list", method="GET", path="/", answers=(), rate_limits=(account,)
    )
    found = keys_of(api(SUBSEQ, account), operation, "example.org", account_of("key-1"))
    assert [(k.scope, k.operation, bool(k.account)) for k in found] == [
        ("address", "", False),
        ("account", "", True),
        ("account", "list", True),
    ]
    assert found != keys_of(api(SUBSEQ, account), operation, "example.org", account_of("key-2"))
    assert len({k.text for k in found}) == 3
    assert "key-1" not in repr(found) + "".join(k.text for k in found)


def test_threads_share_a_bucket() -> None:
    limiter = Limiter()
    limit = RateLimit(scope="address", burst=5, rate=1000)
    grants: list[float] = []

    def work() -> None:
        driver = SyncDriver(None)  # type: ignore[arg-type] - nothing is sent
        for _ in range(20):
            moment = driver.run(admit(limiter, [key(limit)]))
            bisect.insort(grants, moment)
            limiter.arrived([key(limit)], moment, time.monotonic())

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(grants) == 160
    # Threads read their clock a little before they go.
    assert grants[-1] - grants[0] >= (160 - 5) / 1000 - 0.02
    assert limiter.waiting(key(limit)) == 0


def test_tasks_share_a_bucket_and_the_loop_goes_on() -> None:
    limiter = Limiter()
    limit = RateLimit(scope="address", burst=1, rate=100)
    ticks = 0

    async def main() -> float:
        nonlocal ticks
        driver = AsyncDriver(None)  # type: ignore[arg-type] - nothing is sent

        async def tick() -> None:
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0.005)

        async def go_once() -> float:
            moment = await driver.run(admit(limiter, [key(limit)]))
            limiter.arrived([key(limit)], moment, time.monotonic())
            return moment

        ticking = asyncio.create_task(tick())
        moments = await asyncio.gather(*(go_once() for _ in range(30)))
        ticking.cancel()
        return max(moments) - min(moments)

    assert asyncio.run(main()) >= 0.28
    assert ticks > 10


def test_cancelled_tasks_leave_the_queue() -> None:
    limiter = Limiter()
    limit = RateLimit(scope="address", burst=1, rate=0.001)

    async def main() -> None:
        driver = AsyncDriver(None)  # type: ignore[arg-type] - nothing is sent
        tasks = [asyncio.create_task(driver.run(admit(limiter, [key(limit)]))) for _ in range(5)]
        for _ in range(5):
            await asyncio.sleep(0)
        assert limiter.waiting(key(limit)) == 4
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(main())
    assert limiter.waiting(key(limit)) == 0


def test_a_child_of_a_fork_does_not_inherit_the_lock_or_the_queue() -> None:
    limits.LIMITER.enter([key(name="fork")])
    with limits.LIMITER._lock:  # A thread of the parent is inside as the fork happens.
        child = os.fork()
        if child == 0:
            free = limits.LIMITER.waiting(key(name="fork")) == 0
            os._exit(0 if free else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0


class Store:
    def __init__(self, *waits: float | Exception) -> None:
        self.waits = list(waits)
        self.asked: list[str] = []
        self.paused: list[float] = []

    def take(self, key: str, limit: RateLimit) -> float:
        self.asked.append(key)
        answer = self.waits.pop(0) if self.waits else 0.0
        if isinstance(answer, Exception):
            raise answer
        return answer

    def pause(self, key: str, limit: RateLimit, seconds: float) -> None:
        self.paused.append(seconds)
        if self.waits:
            raise OSError


def test_a_store_is_asked_until_it_grants() -> None:
    store = Store(0.5, 1e-9, 0.0)
    clock = Clock()
    moment = run(admit(Limiter(store), [key()]), clock)
    assert clock.sleeps == [0.5, 0.001]
    assert moment == clock.time
    assert store.asked == [key().text] * 3


def test_a_store_that_fails_is_reported_once_and_the_own_limits_hold(
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = Store(*[OSError("redis://user:pw@host") for _ in range(12)])
    clock = Clock()
    limiter = Limiter(store)
    with caplog.at_level(logging.WARNING, "clientome"):
        moments = [run(admit(limiter, [key()]), clock) for _ in range(12)]
        run(pause(limiter, [key()], 3.0), clock)
    assert moments[9] == 1000.0
    assert moments[11] > 1000.3
    assert len(caplog.records) == 1
    assert "pw@" not in caplog.text


def test_a_pause_is_told_to_the_store() -> None:
    store = Store()
    run(pause(Limiter(store), [key()], 3.0))
    assert store.paused == [3.0]
    run(pause(Limiter(store), [key()], None))
    assert store.paused == [3.0]


def test_a_store_that_is_too_slow_for_the_deadline() -> None:
    clock = Clock()
    with pytest.raises(errors.TimeoutError, match="rate limit"):
        run(admit(Limiter(Store(60.0)), [key()], Deadline(1010.0)), clock)
    assert clock.sleeps == []


def test_a_newcomer_does_not_overtake_those_who_wait() -> None:
    limiter = Limiter()
    one = RateLimit(scope="address", burst=1, rate=1)
    go(limiter, [key(one)], Clock())
    waiting, newcomer = admit(limiter, [key(one)]), admit(limiter, [key(one)])
    next(waiting)
    assert isinstance(waiting.send(1000.0), Sleep)
    next(newcomer)
    # There is a token at 1001, and it belongs to the one who waits.
    effect = newcomer.send(1001.0)
    assert isinstance(effect, Sleep)
    next(waiting)
    with pytest.raises(StopIteration):
        waiting.send(1001.2)
    limiter.arrived([key(one)], 1001.2, 1001.2)
    next(newcomer)
    assert isinstance(newcomer.send(1002.0), Sleep)
    next(newcomer)
    with pytest.raises(StopIteration):
        newcomer.send(1002.2)


@pytest.mark.parametrize("burst", [1, 3])
def test_those_who_hang_are_passed_over(burst: int) -> None:
    limiter = Limiter()
    limit = RateLimit(scope="address", burst=burst, rate=1)
    clock = Clock()
    for _ in range(burst):
        go(limiter, [key(limit)], clock)
    hanging = [limiter.enter([key(limit)]) for _ in range(10)]
    moments = [go(limiter, [key(limit)], clock) for _ in range(8)]
    assert moments[0] <= 1000 + burst + 5
    check_bound(moments, burst, 1)
    assert len(clock.sleeps) < 60
    for ticket in hanging:
        limiter.leave(ticket)


def test_a_bucket_that_was_full_long_ago_does_not_let_others_overtake() -> None:
    bucket = Bucket(RateLimit(scope="address", burst=1, rate=1))
    bucket.advance(0.0)
    bucket.advance(100.0)
    bucket.take(100.0)
    bucket.arrived(100.0, 100.0)
    bucket.queue += [1, 2]
    assert bucket.wait(2, 101.0) > 0
    assert bucket.wait(1, 101.0) == 0


class Provider(World):
    """A world with a provider in it: calls arrive late and are answered later, and its bucket is the documented one."""

    def __init__(
        self, limiter: Limiter, limit: RateLimit, late: list[float], ways: list[tuple[float, float]]
    ) -> None:
        super().__init__(limiter, limit, late)
        self.ways = ways
        self.level, self.then = float(limit.burst), self.moment
        self.refused = 0

    def arrive(self) -> None:
        limit = self.limit
        self.level = min(limit.burst, self.level + (self.moment - self.then) * limit.rate) - 1
        self.then = self.moment
        self.refused += self.level < -1e-6

    def sent(self, moment: float) -> None:
        there, back = self.ways[len(self.grants) % len(self.ways)]
        self.at(moment + there, self.arrive)
        self.at(moment + there + back, lambda: self.limiter.arrived([key(self.limit)], moment, self.moment))


@settings(max_examples=300)
@given(
    burst=st.integers(1, 8),
    rate=st.floats(0.2, 20),
    gaps=st.lists(st.floats(0, 2), min_size=1, max_size=60),
    late=st.lists(st.floats(0, 3), max_size=7),
    ways=st.lists(st.tuples(st.floats(0, limits.ARRIVAL), st.floats(0, 5)), min_size=1, max_size=7),
)
def test_however_late_calls_arrive_none_is_refused(
    burst: int, rate: float, gaps: list[float], late: list[float], ways: list[tuple[float, float]]
) -> None:
    limiter = Limiter()
    limit = RateLimit(scope="address", burst=burst, rate=rate)
    world = Provider(limiter, limit, late, ways)
    for number, arrival in enumerate(accumulate(gaps)):
        flow = admit(limiter, [key(limit)])
        world.at(50 + arrival, lambda flow=flow, number=number: world.advance(flow, number, None))
    world.run()
    assert len(world.grants) == len(gaps)
    assert world.refused == 0


def test_a_call_without_an_answer_holds_nobody_up_for_long() -> None:
    limiter = Limiter()
    clock = Clock()
    for _ in range(10):
        run(admit(limiter, [key()]), clock)
    moments = [go(limiter, [key()], clock) for _ in range(3)]
    assert moments[0] == pytest.approx(1000 + limits.ARRIVAL + 1 / 6, abs=0.2)
    assert moments[2] - moments[0] == pytest.approx(2 / 6)
