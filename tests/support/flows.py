"""Flows played without a network, a loop or a clock: their effects are answered from a script."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.options import Timeout
from clientome._runtime.call.call import call
from clientome._runtime.call.session import Session
from clientome._runtime.call.settings import resolve
from clientome._runtime.flow import effects
from clientome._runtime.flow.effects import Flow
from clientome._runtime.http.messages import Request, Response
from clientome._runtime.spec.api import Api
from clientome._runtime.spec.operation import Operation
from tests.support.things import API, GET, KEY

T = TypeVar("T")


class Wire:
    """The body of an answer, for sync and async."""

    def __init__(self, body: bytes = b"", error: BaseException | None = None) -> None:
        self.body = body
        self.error = error
        self.closed = 0

    def __iter__(self) -> Iterator[bytes]:
        if self.body:
            yield self.body
        if self.error is not None:
            raise self.error

    async def __aiter__(self) -> Any:
        for chunk in self:
            yield chunk

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


JSON = {"Content-Type": "application/json"}


def answer(
    status: int = 200,
    body: bytes | str = b'{"id": "t1"}',
    headers: Mapping[str, str] | None = None,
    error: BaseException | None = None,
) -> Response:
    """A response as a transport would give it."""
    raw = [(name.encode(), value.encode()) for name, value in {**JSON, **(headers or {})}.items()]
    return Response(status, raw, Wire(body.encode() if isinstance(body, str) else body, error))


def session(
    api: Api = API,
    credentials: Mapping[str, str | None] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    environment: str | None = None,
    base_url: str | None = None,
    timeout: Timeout | None = None,
    retries: int = 2,
    headers: Mapping[str, str] | None = None,
    on_response: Callable[[Any], object] | None = None,
) -> Session:
    """A session without a client."""
    given = {"api_key": KEY} if credentials is None else credentials
    return Session(
        api,
        resolve(api, given, environ or {}, environment=environment, base_url=base_url),
        timeout=timeout or Timeout(),
        retries=retries,
        headers=headers,
        on_response=on_response,
    )


class Player:
    """Plays the world to one flow after another: answers sends from a script and keeps what was asked for.

    A script entry is a response, an exception to be thrown, or a function of the request that gives one of these.
    """

    def __init__(self, *script: Any, chance: float = 1.0, wall: float = 1_800_000_000.0) -> None:
        self.script = list(script)
        self.chance = chance
        self.wall = wall
        self.time = 100.0
        self.slow: dict[int, float] = {}
        self.log: list[str] = []
        self.requests: list[Request] = []
        self.sleeps: list[float] = []
        self.handed: list[Response] = []
        self.locks: set[str] = set()

    def play(self, flow: Flow[T]) -> T:
        """Run a flow to its end."""
        value: Any = None
        failure: BaseException | None = None
        while True:
            try:
                effect = flow.send(value) if failure is None else flow.throw(failure)
            except StopIteration as end:
                return end.value
            try:
                value, failure = self.perform(effect), None
            except BaseException as error:
                failure = error

    def perform(self, effect: effects.Effect) -> Any:
        """One effect."""
        match effect:
            case effects.Now():
                return self.time
            case effects.Random():
                return self.chance
            case effects.WallClock():
                return self.wall
            case effects.Send():
                return self._send(effect.request)
            case effects.Read():
                self.log.append("Read")
                return effect.response.read(effect.limit)
            case effects.Close():
                self.log.append("Close")
                return effect.response.close()
            case effects.HandOver():
                self.log.append("HandOver")
                self.handed.append(effect.response)
            case effects.Sleep():
                self.log.append(f"Sleep({effect.seconds:g})")
                self.sleeps.append(effect.seconds)
                self.time += effect.seconds
            case effects.Acquire():
                assert effect.name not in self.locks
                self.locks.add(effect.name)
                return True
            case effects.Release():
                self.locks.remove(effect.name)
            case effects.Offload():
                self.log.append("Offload")
                return effect.function()
            case effects.Do():
                return effect.job.run()
        return None

    def _send(self, request: Request) -> Response:
        number = len(self.requests)
        self.log.append("Send")
        self.requests.append(request)
        self.time += self.slow.get(number, 0.0)
        step = self.script.pop(0)
        if callable(step) and not isinstance(step, type):
            step = step(request)
        if isinstance(step, BaseException):
            raise step
        return step


class Clock(Player):
    """Plays to flows that only wait: a clock that moves when somebody sleeps."""

    def __init__(self, time: float = 1000.0) -> None:
        super().__init__()
        self.time = time


def run(flow: Flow[T], clock: Clock | None = None) -> T:
    """Run a flow that sends nothing."""
    return (clock or Clock()).play(flow)


def header(request: Request, name: str) -> str | None:
    """A header of a request."""
    for key, value in request.headers:
        if key.decode().lower() == name.lower():
            return value.decode()
    return None


def fails(*script: Any, operation: Operation[Any] = GET, arguments: Any = None, **settings: Any) -> Any:
    player = Player(*script)
    with pytest.raises(errors.ClientomeError) as caught:
        player.play(call(session(retries=0, **settings), operation, arguments or {"thing_id": "t1"}))
    assert KEY not in str(caught.value) + repr(caught.value)
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is type(caught.value)
    assert str(again) == str(caught.value)
    assert vars(again).keys() == vars(caught.value).keys()
    return caught.value
