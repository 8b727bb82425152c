"""What the tests of the runtime share: a small API, hand-made answers, and a player that plays the world to a flow."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import pytest
from pydantic import Field

from clientome._runtime.base import errors
from clientome._runtime.base.models import AnswerModel, ArgumentsModel, InputModel
from clientome._runtime.base.options import Timeout
from clientome._runtime.call.call import call
from clientome._runtime.call.session import Session
from clientome._runtime.call.settings import resolve
from clientome._runtime.flow import effects
from clientome._runtime.flow.effects import Flow
from clientome._runtime.http.messages import Request, Response
from clientome._runtime.spec.api import Api, Credential, Envelope, Environment, ErrorShape, Login
from clientome._runtime.spec.operation import Answer, Media, Operation, Parameter

T = TypeVar("T")

BEARER = Credential(scheme="bearer", placement="bearer", argument="api_key", variable="THING_API_KEY")
API = Api(
    name="thing",
    title="Thing",
    package="tests.runtime.provider",
    environments=(
        Environment(
            name="production", base_url="https://api.thing.test/v1", default=True, key_prefixes=("tk_live_",)
        ),
        Environment(name="staging", base_url="https://staging.thing.test/v1", key_prefixes=("tk_test_",)),
    ),
    base_url_variable="THING_BASE_URL",
    environment_variable="THING_ENVIRONMENT",
    credentials=(BEARER,),
    envelope=Envelope(success=("success",), data=("data",), error=("error",)),
    errors=ErrorShape(message=(("error",), ("detail",)), code=("code",)),
)
KEY = "tk_live_0123456789abcdef"


class Thing(AnswerModel):
    """A thing."""

    id: str
    status: str = "new"
    owner: str | None = Field(default=None, json_schema_extra={"x-sdk-sensitive": True})


class Wrapped(AnswerModel):
    """A thing in an envelope."""

    success: bool
    data: Thing
    error: str | None = None


class Person(InputModel):
    """Somebody."""

    name: str = Field(json_schema_extra={"x-sdk-sensitive": True})


class OrderArguments(ArgumentsModel):
    """Arguments of an order."""

    person: Person
    note: str | None = None
    key: str | None = None


GET: Operation[Thing] = Operation(
    id="getThing",
    method="GET",
    path="/things/{thingId}",
    answers=(Answer(200, "json", Thing),),
    parameters=(Parameter("thing_id", "path", "thingId"), Parameter("limit", "query")),
    retry="safe",
    security=(("bearer",),),
)
POST: Operation[Thing] = Operation(
    id="makeThing",
    method="POST",
    path="/things",
    answers=(Answer(201, "json", Thing),),
    parameters=(Parameter("name", "body"),),
    body=(Media("application/json", ("name",)),),
    retry="never",
    billable=True,
    security=(("bearer",),),
)
KEYED: Operation[Thing] = Operation(
    id="orderThing",
    method="POST",
    path="/orders",
    answers=(Answer(201, "json", Thing),),
    arguments=OrderArguments,
    parameters=(
        Parameter("person", "body"),
        Parameter("note", "body"),
        Parameter("key", "header", "Idempotency-Key"),
    ),
    body=(Media("application/json", ("person", "note")),),
    retry="keyed",
    idempotency="key",
    security=(("bearer",),),
)


class Wire:
    """The body of an answer for both colours."""

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


def header(request: Request, name: str) -> str | None:
    """A header of a request."""
    for key, value in request.headers:
        if key.decode().lower() == name.lower():
            return value.decode()
    return None


def login_api(**changes: Any) -> Api:
    """An API with short-lived tokens; see tests.runtime.provider for its operations."""
    login = Login(
        operation="operations:LOGIN",
        variables={"email": "THING_EMAIL", "password": "THING_PASSWORD"},
        access=("access",),
        refresh=("refresh",),
        refresh_operation="operations:REFRESH",
        refresh_inputs={"refresh": "refresh", "access": "access"},
        refreshed_access=("access",),
        refreshed_refresh=("refresh",),
        **changes,
    )
    credential = Credential(
        scheme="bearer", placement="bearer", argument="api_key", variable="THING_API_KEY", login=login
    )
    return Api(
        name="thing",
        title="Thing",
        package="tests.runtime.provider",
        environments=(Environment(name="production", base_url="https://api.thing.test/v1", default=True),),
        credentials=(credential,),
    )


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
