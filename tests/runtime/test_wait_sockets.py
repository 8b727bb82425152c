"""Waiting over real sockets, in both colours: results, early ends, cancellation, and going on after a restart."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.client import AsyncClient, AsyncResource, Client, Resource
from clientome._runtime.spec.operation import Acceptor, Answer, Explanation, Operation, Parameter, Waiter
from clientome._runtime.waiting.many import Waited
from tests.runtime.kit import API, GET, Thing
from tests.runtime.sockets import Peer, Server, serve

LOG: Operation[Any] = Operation(
    id="getLog",
    method="GET",
    path="/things/{thingId}/log",
    answers=(Answer(200, "text"),),
    parameters=(Parameter("thing_id", "path", "thingId"),),
)
SLOW: Waiter[Thing] = Waiter(
    name="wait",
    operation=GET,
    acceptors=(
        Acceptor(state="success", path=("status",), any_of=("completed",)),
        Acceptor(state="failure", path=("status",), any_of=("failed",)),
    ),
    min_delay=30.0,
    max_delay=60.0,
    inputs={"id": "thing_id"},
    explanation=Explanation(operation=LOG, inputs={"thing_id": "id"}),
)
QUICK: Waiter[Thing] = Waiter(
    name="wait",
    operation=GET,
    acceptors=SLOW.acceptors,
    min_delay=0.005,
    max_delay=0.02,
    inputs=SLOW.inputs,
    explanation=SLOW.explanation,
)


class Things(Resource):
    """Waits of one colour."""

    def get(self, thing_id: str) -> Thing:
        return self._call(GET, {"thing_id": thing_id}, None)

    def wait(self, used: Waiter[Thing], thing_id: str, **given: Any) -> Thing:
        return self._run(self._wait(used, {"id": thing_id}, **given))

    def wait_many(self, used: Waiter[Thing], ids: Any, **given: Any) -> Iterator[Waited[Thing]]:
        return self._each(self._wait_many(used, "id", ids, **given))


class AsyncThings(AsyncResource):
    """Waits of the other."""

    async def get(self, thing_id: str) -> Thing:
        return await self._call(GET, {"thing_id": thing_id}, None)

    async def wait(self, used: Waiter[Thing], thing_id: str, **given: Any) -> Thing:
        return await self._run(self._wait(used, {"id": thing_id}, **given))

    def wait_many(self, used: Waiter[Thing], ids: Any, **given: Any) -> AsyncIterator[Waited[Thing]]:
        return self._each(self._wait_many(used, "id", ids, **given))


class Lab:
    """A provider whose things go through states, one a question; the last one stays. A function takes the connection over."""

    def __init__(self, states: Mapping[str, Any]) -> None:
        self.states = {name: list(steps) for name, steps in states.items()}
        self.asked = threading.Event()
        self.counts: dict[str, int] = {}

    def __call__(self, peer: Peer) -> None:
        while (head := peer.request()) is not None:
            name = head.split(b" ")[1].decode().split("/")[2]
            if b"/log " in head:
                peer.reply(f"{name}: no memory".encode(), "200 OK", "Content-Type: text/plain")
                continue
            self.counts[name] = self.counts.get(name, 0) + 1
            steps = self.states[name]
            step = steps.pop(0) if len(steps) > 1 else steps[0]
            if callable(step):
                step(self, peer)
                continue
            status = step if step[:1].isdigit() else "200 OK"
            body = json.dumps({"id": name, "status": step}).encode()
            peer.reply(body, status, "Content-Type: application/json")
            self.asked.set()


def cut(_lab: Lab, peer: Peer) -> None:
    """Break the connection."""
    peer.cut()


def silent(lab: Lab, peer: Peer) -> None:
    """Do not answer until the test is over."""
    lab.asked.set()
    peer.server.done.wait(20)


@contextmanager
def lab(**states: Any) -> Iterator[tuple[Server, Lab]]:
    provider = Lab(states)
    with serve(provider) as server:
        yield server, provider


def opened(server: Server) -> Client:
    return Client(API, {"api_key": "k"}, base_url=server.url, retries=0)


def aopened(server: Server) -> AsyncClient:
    return AsyncClient(API, {"api_key": "k"}, base_url=server.url, retries=0)


class Colour:
    """One colour, seen from the outside as blocking."""

    def __init__(self, name: str) -> None:
        self.is_async = name == "async"

    def wait(self, server: Server, used: Waiter[Thing], name: str, **given: Any) -> Thing:
        """Wait for one thing with a new client."""
        if not self.is_async:
            with opened(server) as client:
                return Things(client).wait(used, name, **given)

        async def main() -> Thing:
            async with aopened(server) as client:
                return await AsyncThings(client).wait(used, name, **given)

        return asyncio.run(main())

    def many(self, server: Server, used: Waiter[Thing], ids: Any, **given: Any) -> list[Waited[Thing]]:
        """Wait for many with a new client."""
        if not self.is_async:
            with opened(server) as client:
                return list(Things(client).wait_many(used, ids, **given))

        async def main() -> list[Waited[Thing]]:
            async with aopened(server) as client:
                return [one async for one in AsyncThings(client).wait_many(used, ids, **given)]

        return asyncio.run(main())

    def teller(self, told: list[Any]) -> Callable[..., Any]:
        """A function for progress: for async an async one."""

        async def atell(*values: Any) -> None:
            await asyncio.sleep(0)
            told.append(values)

        return atell if self.is_async else lambda *values: told.append(values)


@pytest.fixture(params=["sync", "async"])
def colour(request: pytest.FixtureRequest) -> Colour:
    return Colour(request.param)


def test_waiting_through_faults_to_the_result(colour: Colour) -> None:
    told: list[Any] = []
    steps = ["new", cut, "503 Service Unavailable", "new", "429 Too Many", cut, "running", "completed"]
    with lab(t1=steps) as (server, provider):
        result = colour.wait(server, QUICK, "t1", on_progress=colour.teller(told), timeout=20)
    assert result.status == "completed"
    assert [thing.status for (thing,) in told] == ["new", "running", "completed"]
    assert provider.counts == {"t1": 8}


def test_a_failure_with_its_explanation(colour: Colour) -> None:
    with lab(t1=["new", "failed"]) as (server, _), pytest.raises(errors.WaitFailed) as caught:
        colour.wait(server, QUICK, "t1")
    assert caught.value.reason == "t1: no memory"


def test_going_on_after_a_timeout_with_the_id_alone(colour: Colour) -> None:
    with lab(t1=["new", "running", "completed"]) as (server, provider):
        with pytest.raises(errors.WaitTimeout) as caught:
            colour.wait(server, SLOW, "t1", timeout=0)
        assert caught.value.last.status == "new"
        assert provider.counts == {"t1": 1}
        assert colour.wait(server, QUICK, "t1").status == "completed"


def test_many_are_given_out_as_they_finish(colour: Colour) -> None:
    told: list[Any] = []
    states = {
        "a": ["new", "new", "new", "new", "completed"],
        "b": ["completed"],
        "c": ["new", "404 Not Found"],
        "d": ["new", cut, "503 Busy", "failed"],
    }
    with lab(**states) as (server, provider):
        found = colour.many(server, QUICK, ["a", "b", "c", "d", "b"], on_progress=colour.teller(told))
    ends = {one.argument: one for one in found}
    assert found[0].argument == "b"
    assert len(found) == 4
    assert ends["a"].unwrap().status == ends["b"].unwrap().status == "completed"
    assert isinstance(ends["c"].error, errors.NotFoundError)
    assert isinstance(ends["d"].error, errors.WaitFailed)
    assert ends["d"].error.reason == "d: no memory"
    assert [thing.status for name, thing in told if name == "a"] == ["new", "completed"]
    assert provider.counts == {"a": 5, "b": 1, "c": 2, "d": 4}


def test_many_time_out_together(colour: Colour) -> None:
    with lab(a=["new"], b=["completed"], c=["new"]) as (server, provider):
        found = colour.many(server, SLOW, ["a", "b", "c"], timeout=0)
    assert [type(one.error) for one in found] == [errors.WaitTimeout, type(None), errors.WaitTimeout]
    assert provider.counts == {"a": 1, "b": 1, "c": 1}


def test_many_at_a_provider_that_is_not_there(colour: Colour) -> None:
    with lab() as (server, _provider):
        pass
    with pytest.raises(errors.ConnectError):
        colour.many(server, QUICK, ["a", "b"], timeout=0.1)


def test_many_with_a_wrong_key(colour: Colour) -> None:
    states = {"a": ["401 Unauthorized"], "b": ["completed"]}
    with lab(**states) as (server, _provider), pytest.raises(errors.AuthenticationError):
        colour.many(server, QUICK, ["a", "b"])


def test_leaving_early_leaves_no_connection_in_use() -> None:
    with lab(a=["completed"], b=["new"], c=["completed"]) as (server, provider):
        with opened(server) as client:
            things = Things(client)
            for one in things.wait_many(QUICK, ["a", "b", "c"]):
                assert one.argument == "a"
                break
            iterator = things.wait_many(QUICK, ["c", "b"])
            assert next(iterator).argument == "c"
            iterator.close()  # type: ignore[attr-defined]
            assert things.get("a").id == "a"
            # Each of them used the one connection that the one before gave back.
            assert server.connections == 1
        assert provider.counts == {"a": 2, "c": 1}


def test_leaving_early_leaves_no_connection_in_use_async() -> None:
    async def main() -> None:
        with lab(a=["completed"], b=["new"], c=["completed"]) as (server, provider):
            async with aopened(server) as client:
                things = AsyncThings(client)
                async for one in things.wait_many(QUICK, ["a", "b", "c"]):
                    assert one.argument == "a"
                    break
                assert (await things.get("a")).id == "a"
                assert server.connections == 1
            assert provider.counts == {"a": 2}

    asyncio.run(main())


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("during", ["pause", "question"])
def test_cancelling(many: bool, during: str) -> None:
    async def main() -> None:
        first: Any = "new" if during == "pause" else silent
        with lab(t1=[first, "completed"], t2=["new"]) as (server, provider):
            async with aopened(server) as client:
                things = AsyncThings(client)

                async def work() -> None:
                    if many:
                        async for _one in things.wait_many(SLOW, ["t1", "t2"]):
                            pass
                    else:
                        await things.wait(SLOW, "t1")

                task = asyncio.create_task(work())
                await asyncio.to_thread(provider.asked.wait, 20)
                await asyncio.sleep(0.02)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await asyncio.wait_for(task, 20)
                # The client goes on, and so does the wait.
                assert (await things.wait(QUICK, "t1")).status == "completed"

    asyncio.run(main())


def test_a_hundred_waits_in_tasks_beside_each_other() -> None:
    async def main() -> None:
        names = [f"t{number}" for number in range(100)]
        with lab(**{name: ["new", "running", "completed"] for name in names}) as (server, provider):
            async with aopened(server) as client:
                things = AsyncThings(client)
                async with asyncio.timeout(60):
                    found = await asyncio.gather(*(things.wait(QUICK, name) for name in names))
        assert [thing.id for thing in found] == names
        assert set(provider.counts.values()) == {3}

    asyncio.run(main())


@pytest.mark.skipif(os.name != "posix", reason="sends itself a signal")
@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("during", ["pause", "question"])
def test_an_interrupt_ends_a_long_wait_at_once_and_a_new_one_goes_on(many: bool, during: str) -> None:
    first: Any = "new" if during == "pause" else silent
    with lab(t1=[first, "completed"], t2=["new"]) as (server, provider), opened(server) as client:
        things = Things(client)

        def interrupt() -> None:
            if provider.asked.wait(20):
                threading.Event().wait(0.05)
                os.kill(os.getpid(), signal.SIGINT)

        thread = threading.Thread(target=interrupt)
        thread.start()
        options = RequestOptions(timeout=25)
        with pytest.raises(KeyboardInterrupt):
            _ = (
                list(things.wait_many(SLOW, ["t1", "t2"], options=options))
                if many
                else things.wait(SLOW, "t1", options=options)
            )
        thread.join()
        assert things.wait(QUICK, "t1").status == "completed"
