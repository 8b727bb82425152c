"""Deadlines and pauses: values without a clock."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientome._runtime.base.options import RequestOptions, Timeout, deadline_of
from clientome._runtime.base.timing import (
    LONGEST_RETRY_AFTER,
    NEVER,
    REPEATS,
    Backoff,
    Deadline,
    shorter,
)

times = st.floats(-1e6, 1e6)
limits = st.none() | st.floats(0.0, 1e6)
deadlines = st.builds(Deadline, st.none() | times)


@given(limits, times, times)
def test_a_deadline_passes_when_nothing_remains(seconds: float | None, start: float, now: float) -> None:
    deadline = Deadline.after(seconds, start)
    left = deadline.remaining(now)
    assert (left is None) == (seconds is None)
    assert deadline.passed(now) == (left is not None and left <= 0)
    assert not deadline.passed(-math.inf)


@pytest.mark.parametrize("seconds", [None, math.inf])
def test_no_limit_never_passes(seconds: float | None) -> None:
    deadline = Deadline.after(seconds, 5.0)
    assert deadline == NEVER
    assert deadline.remaining(1e9) is None
    assert not deadline.passed(math.inf)
    assert (deadline.within(3.0, 1e9), deadline.within(None, 1e9)) == (3.0, None)


@given(deadlines, limits, times)
def test_a_limit_is_cut_to_what_remains(deadline: Deadline, seconds: float | None, now: float) -> None:
    cut = deadline.within(seconds, now)
    left = deadline.remaining(now)
    assert cut == shorter(seconds, None if left is None else max(left, 0.0))
    assert cut is None or cut >= 0


@given(limits, limits)
def test_the_shorter_of_two_limits(one: float | None, other: float | None) -> None:
    known = [limit for limit in (one, other) if limit is not None]
    assert shorter(one, other) == min(known, default=None)


@pytest.mark.parametrize(
    ("total", "deadline", "at"),
    [(None, None, None), (3, None, 103), (None, 4, 104), (3, 4, 103), (5, 4, 104)],
)
def test_the_total_and_the_deadline_of_a_call(
    total: float | None, deadline: float | None, at: float | None
) -> None:
    options = RequestOptions(deadline=deadline)
    assert deadline_of(options, Timeout(total=total), 100.0) == Deadline(at)


@pytest.mark.parametrize(("at", "read"), [(None, 60.0), (110.0, 10.0), (90.0, 0.0), (200.0, 60.0)])
def test_no_phase_is_longer_than_the_time_that_is_left(at: float | None, read: float) -> None:
    phases = Timeout(pool=None).within(Deadline(at), 100.0)
    assert phases["read"] == read
    assert phases["pool"] == (None if at is None else max(at - 100.0, 0.0))


repeats = st.integers(1, 5000)
chances = st.floats(0.0, 1.0, exclude_max=True)
seconds = st.floats(0.0, 1000.0)
backoffs = st.builds(Backoff, seconds, seconds, seconds, st.floats(1.0, 10.0))


@given(backoffs, repeats, chances)
def test_pauses_grow_between_the_least_and_the_cap(backoff: Backoff, repeat: int, chance: float) -> None:
    delay = backoff.delay(repeat, chance)
    highest = max(backoff.least, backoff.cap) * (1 + 1e-12)
    assert backoff.least <= delay <= highest
    assert backoff.delay(repeat, 0.0) == backoff.least
    assert backoff.delay(repeat, chance) <= backoff.delay(repeat + 1, chance)


@pytest.mark.parametrize(
    ("repeat", "ceiling"), [(1, 0.5), (2, 1.0), (3, 2.0), (5, 8.0), (6, 8.0), (5000, 8.0)]
)
def test_the_pauses_of_a_call(repeat: int, ceiling: float) -> None:
    assert REPEATS.delay(repeat, 1.0) == ceiling
    assert REPEATS.delay(repeat, 0.25) == ceiling / 4


@given(repeats, chances, st.none() | st.floats(0.0, 500.0), deadlines, times)
def test_no_pause_is_begun_that_leads_nowhere(
    repeat: int, chance: float, retry_after: float | None, deadline: Deadline, now: float
) -> None:
    wanted = REPEATS.delay(repeat, chance) if retry_after is None else retry_after
    too_long = wanted > LONGEST_RETRY_AFTER or deadline.passed(now + wanted)
    assert REPEATS.pause(repeat, chance, retry_after, deadline, now) == (None if too_long else wanted)


def test_a_retry_after_is_obeyed_up_to_its_limit() -> None:
    assert REPEATS.pause(1, 0.5, 120.0, NEVER, 0.0) == 120.0
    assert REPEATS.pause(1, 0.5, 120.1, NEVER, 0.0) is None
    assert REPEATS.pause(1, 0.5, 9.0, Deadline(10.0), 0.5) == 9.0
    assert REPEATS.pause(1, 0.5, 9.0, Deadline(10.0), 1.0) is None
