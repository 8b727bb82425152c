"""Numbers and options as callers give them: every type of number is taken, everything else is told in their words."""

from __future__ import annotations

import decimal
import math
import pickle
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from numbers import Integral, Real
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientome._runtime.base import errors
from clientome._runtime.base.options import FOR_EVER, RequestOptions, Timeout, whole_number
from clientome._runtime.client import AsyncClient, Client
from clientome._runtime.waiting.many import Waits
from tests.runtime.waiting.test_poller import waiter
from tests.support.clients import Driven, Things
from tests.support.flows import Player, answer, session
from tests.support.http import forever, serve
from tests.support.things import API, GET

NO_TIMES: list[Any] = ["5", "x", b"5", (5, 600), [5], {}, object(), True, 1j, timedelta(seconds=5)]
WRONG_TIMES: list[Any] = [0, -1, math.nan, -math.inf, -(10**400), Fraction(-1, 2)]
LONG_TIMES: list[Any] = [math.inf, 1e300, 10**400, 1e9, FOR_EVER * 2]


class Int64:
    """An integer of another library, as numpy's: registered, and no int."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __int__(self) -> int:
        return self.value

    def __index__(self) -> int:
        return self.value

    def __float__(self) -> float:
        return float(self.value)


Integral.register(Int64)
Real.register(Int64)


@pytest.mark.parametrize("value", [*NO_TIMES, *WRONG_TIMES])
def test_what_is_no_time_is_told(value: Any) -> None:
    for make in (
        lambda: RequestOptions(timeout=value),
        lambda: RequestOptions(deadline=value),
        lambda: RequestOptions(poll_every=value),
        lambda: Client(API, {"api_key": "k"}, timeout=value),
        lambda: AsyncClient(API, {"api_key": "k"}, timeout=value),
        *(
            (lambda name=name: Timeout(**{name: value}))
            for name in ("connect", "read", "write", "pool", "total")
        ),
    ):
        with pytest.raises(errors.ArgumentError, match="seconds") as caught:
            make()
        assert caught.value.argument is not None


def test_a_pair_as_other_libraries_take_it_is_told_the_way() -> None:
    with pytest.raises(errors.ArgumentError, match=r"not tuple; for several limits pass Timeout\(connect"):
        RequestOptions(timeout=(5, 600))  # type: ignore[arg-type]


@pytest.mark.parametrize("value", LONG_TIMES)
def test_a_very_long_time_is_no_limit(value: Any) -> None:
    assert Timeout(total=value, read=value).phases["read"] is None
    assert Timeout(total=value).total is None
    assert RequestOptions(deadline=value).deadline is None
    assert Timeout.of(RequestOptions(timeout=value).timeout, Timeout()).read is None
    player = Player(answer(200))
    assert player.play(_get(RequestOptions(timeout=value, deadline=value))).result.id == "t1"
    assert set(player.requests[0].timeout.values()) == {None, 5.0}
    every = RequestOptions(poll_every=value).poll_every
    assert every is not None
    assert every <= FOR_EVER


def _get(options: Any) -> Any:
    from clientome._runtime.call.call import call

    return call(session(), GET, {"thing_id": "t1"}, options)


@given(st.floats(min_value=1e-6, max_value=FOR_EVER))
def test_every_time_in_between_is_taken_as_it_is(value: float) -> None:
    assert Timeout(total=value).total == value
    assert Timeout.of(value, Timeout()).read == value


@pytest.mark.parametrize("number", [Int64(5), 5, 5.0, Fraction(5)])
def test_numbers_of_other_libraries_are_numbers(number: Any) -> None:
    options = RequestOptions(timeout=number, deadline=number, poll_every=number)
    assert (options.timeout, options.deadline, options.poll_every) == (5.0, 5.0, 5.0)
    assert type(options.deadline) is float
    assert pickle.loads(pickle.dumps(options)) == options
    assert replace(options, retries=1).deadline == 5.0


@pytest.mark.parametrize("value", ["2", 2.0, None, True, -1, [2], math.nan, decimal.Decimal(2)])
def test_what_is_no_whole_number_is_told(value: Any) -> None:
    if value is not None:
        with pytest.raises(errors.ArgumentError, match="retries"):
            RequestOptions(retries=value)
        with pytest.raises(errors.ConfigurationError, match="retries"):
            Client(API, {}, retries=value)
        with pytest.raises(errors.ConfigurationError, match="max_answer_bytes"):
            Client(API, {}, max_answer_bytes=value)
        with pytest.raises(errors.ArgumentError, match="max_answer_bytes"):
            RequestOptions(max_answer_bytes=value)
    with pytest.raises(errors.ArgumentError):
        whole_number(value, "x", least=0)


def test_whole_numbers_of_other_libraries() -> None:
    options = RequestOptions(retries=Int64(3), max_answer_bytes=Int64(10))  # type: ignore[arg-type]
    assert (options.retries, options.max_answer_bytes) == (3, 10)
    assert type(options.retries) is int
    with Client(API, {"api_key": "k"}, retries=Int64(0)) as client:  # type: ignore[arg-type]
        assert repr(client)


@pytest.mark.parametrize("options", [{"timeout": 5}, 5, "fast", Timeout(), RequestOptions])
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_options_that_are_none_are_told_by_every_method(kind: str, options: Any) -> None:
    def refused(work: Any) -> None:
        with pytest.raises(errors.ArgumentError, match=r"options: expected RequestOptions"):
            work()

    with serve(forever(b'{"id": "t1"}')) as server:
        refused(lambda: Player().play(_get(options)))
        with Client(API, {"api_key": "k"}, base_url=server.url) as client:
            things = Things(client)
            for method in ("_call", "_stream"):
                refused(lambda method=method: getattr(things, method)(GET, {"thing_id": "a"}, options))
            refused(lambda: client.save_link(f"{server.url}/f", "nowhere", options=options))
            refused(lambda: Waits(session(), waiter(), "id", ["a"], options=options))
        assert server.heads == []
        assert Driven(kind)(server.url, "get").id == "t1"


@pytest.mark.parametrize("timeout", ["5", -1, math.nan, (1, 2), True])
def test_the_time_of_a_wait(timeout: Any) -> None:
    with pytest.raises(errors.ArgumentError, match="timeout") as caught:
        Waits(session(), waiter(), "id", ["a"], timeout=timeout)
    assert caught.value.argument == "timeout"
    for fine in (0, math.inf, Int64(3), 1e300):
        assert Waits(session(), waiter(), "id", ["a"], timeout=fine)  # type: ignore[arg-type]
