"""The drivers: what goes wrong reaches the flow, and nothing that a flow held stays open or locked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.call.call import call
from clientome._runtime.flow.drivers import AsyncDriver, SyncDriver
from clientome._runtime.flow.effects import (
    AsyncOnly,
    Flow,
    acquire,
    call_back,
    close,
    do,
    hand_over,
    now,
    offload,
    random,
    read,
    release,
    send,
    sleep,
    wall_clock,
)
from clientome._runtime.http.messages import Request, Response
from tests.runtime.kit import GET, Wire, answer, session

REQUEST = Request("GET", "http://x.test", "/", [], None, {})


class Scripted:
    """A transport for both colours that keeps what it gave."""

    def __init__(self, *script: Any) -> None:
        self.script = list(script)
        self.given: list[Response] = []

    def step(self) -> Response:
        value = self.script.pop(0)
        if isinstance(value, BaseException):
            raise value
        self.given.append(value)
        return value

    @property
    def closed(self) -> list[int]:
        """How often each body was closed."""
        streams: list[Any] = [response._stream for response in self.given]
        return [stream.closed for stream in streams]


class Blocking(Scripted):
    """For threads."""

    def send(self, request: Request, /) -> Response:
        return self.step()

    def close(self) -> None:
        """Nothing."""


class Cooperative(Scripted):
    """For tasks."""

    async def send(self, request: Request, /) -> Response:
        await asyncio.sleep(0)
        return self.step()

    async def aclose(self) -> None:
        """Nothing."""


Both = Callable[..., tuple[Any, Scripted]]


@pytest.fixture(params=["sync", "async"])
def drive(request: pytest.FixtureRequest) -> Both:
    """Run a flow with one of the drivers; the result and the transport come back."""

    def run(flow: Flow[Any], *script: Any) -> tuple[Any, Scripted]:
        if request.param == "sync":
            transport: Scripted = Blocking(*script)
            driver = SyncDriver(transport, sleep=lambda seconds: None)  # type: ignore[arg-type]
            locks: Any = driver.locks
            work: Callable[[], Any] = lambda: driver.run(flow)  # noqa: E731
        else:
            transport = Cooperative(*script)
            other = AsyncDriver(transport)  # type: ignore[arg-type]
            locks = other.locks
            work = lambda: asyncio.run(other.run(flow))  # noqa: E731
        result: Any = None
        try:
            result = work()
        except BaseException as error:
            result = error
        assert not any(lock.locked() for lock in locks.values())
        return result, transport

    return run


def test_effects_have_results(drive: Both) -> None:
    told: list[int] = []

    async def later(value: int) -> None:
        told.append(value)

    def flow() -> Flow[Any]:
        start = yield from now()
        chance = yield from random()
        wall = yield from wall_clock()
        made = yield from offload(lambda: 7)
        _result = yield from call_back(told.append, 1)
        yield from sleep(0)
        response = yield from send(REQUEST)
        body = yield from read(response)
        return start > 0, 0 <= chance < 1, wall > 1_700_000_000, made, body, later

    result, transport = drive(flow(), answer(200, b"abc"))
    assert result[:5] == (True, True, True, 7, b"abc")
    assert told == [1]
    assert transport.closed == [1]


def test_an_async_callback_is_awaited() -> None:
    told: list[int] = []

    async def later(value: int) -> None:
        await asyncio.sleep(0)
        told.append(value)

    def flow() -> Flow[None]:
        _result = yield from call_back(later, 5)

    asyncio.run(AsyncDriver(Cooperative()).run(flow()))
    assert told == [5]


def test_a_job_is_done_in_the_way_of_the_client(drive: Both) -> None:
    class Work:
        def run(self) -> str:
            return "sync"

        async def arun(self) -> str:
            await asyncio.sleep(0)
            return "async"

    async def later() -> str:
        return "awaited"

    refusal = errors.ConfigurationError("async clients only")

    def flow() -> Flow[Any]:
        kind = yield from do(Work())
        try:
            _could = yield from do(AsyncOnly(refusal))
            result = yield from do(AsyncOnly(refusal, later()))
        except errors.ConfigurationError as error:
            return kind, error
        return kind, result

    result, transport = drive(flow())
    assert result == (("sync", refusal) if isinstance(transport, Blocking) else ("async", "awaited"))


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), errors.ConnectError("x"), asyncio.CancelledError(), OSError()]
)
def test_every_exception_is_thrown_into_the_flow(drive: Both, error: BaseException) -> None:
    seen: list[BaseException] = []

    def flow() -> Flow[str]:
        try:
            yield from send(REQUEST)
        except BaseException as caught:
            seen.append(caught)
        return "went on"

    result, _transport = drive(flow(), error)
    assert result == "went on"
    assert seen == [error]


def test_what_a_flow_leaves_open_is_closed(drive: Both) -> None:
    def forgets() -> Flow[str]:
        yield from send(REQUEST)
        return "done"

    def fails() -> Flow[None]:
        yield from send(REQUEST)
        raise ValueError

    def sends_twice() -> Flow[None]:
        yield from send(REQUEST)
        response = yield from send(REQUEST)
        yield from close(response)

    assert drive(forgets(), answer())[1].closed == [1]
    assert drive(fails(), answer())[1].closed == [1]
    assert drive(sends_twice(), answer(), answer())[1].closed == [1, 1]


def test_what_is_handed_over_stays_open(drive: Both) -> None:
    def flow() -> Flow[Response]:
        response = yield from send(REQUEST)
        yield from hand_over(response)
        return response

    assert drive(flow(), answer())[1].closed == [0]


def test_locks_that_a_flow_forgets_are_released(drive: Both) -> None:
    def flow() -> Flow[None]:
        taken = yield from acquire("a")
        assert taken
        yield from acquire("b")
        yield from release("b")
        raise ValueError

    assert isinstance(drive(flow())[0], ValueError)


def test_cancelling_a_task_closes_and_releases() -> None:
    started = asyncio.Event()

    class Stuck(Cooperative):
        async def send(self, request: Request, /) -> Response:
            started.set()
            await asyncio.Event().wait()
            raise AssertionError

    async def main() -> None:
        driver = AsyncDriver(Stuck())

        def flow() -> Flow[None]:
            yield from acquire("token")
            yield from send(REQUEST)

        task = asyncio.create_task(driver.run(flow()))
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not driver.locks["token"].locked()

    asyncio.run(main())


def test_a_body_that_fails_while_it_is_read_is_closed(drive: Both) -> None:
    def flow() -> Flow[None]:
        response = yield from send(REQUEST)
        yield from read(response)

    result, transport = drive(flow(), answer(200, b"a", error=errors.ProtocolError("cut")))
    assert isinstance(result, errors.ProtocolError)
    assert transport.closed == [1]


def test_reading_up_to_a_limit(drive: Both) -> None:
    def flow() -> Flow[bytes]:
        response = yield from send(REQUEST)
        body = yield from read(response, 2)
        return body

    result, transport = drive(flow(), answer(200, b"abcdef"))
    assert result == b"ab"
    assert transport.closed == [1]


def test_a_whole_call_in_both_colours(drive: Both) -> None:
    result, transport = drive(call(session(), GET, {"thing_id": "x"}), answer(503, b""), answer(200))
    assert result.result.id == "t1"
    assert result.info.attempts == 2
    assert transport.closed == [1, 1]


def test_a_response_can_be_taken_once() -> None:
    response = Response(200, [], Wire(b"abc"))
    assert response.read() == b"abc"
    with pytest.raises(errors.ClientomeError):
        response.read()
    closed = Response(200, [], Wire(b"abc"))
    closed.close()
    with pytest.raises(errors.ClientomeError):
        list(closed.iter_bytes())
