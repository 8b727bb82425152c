"""The language of the flows: what policy may ask for.

A flow is a generator. It yields an effect, receives the effect's result and in the end returns a value. Rules:

- A bare ``yield`` stands only in this module. Everywhere else it is ``yield from send(request)`` and so on, which
  gives the result its type. A forgotten ``yield from`` is found by the type checker (unused call result).
- A flow is used once. It does no I/O, reads no clock and takes no lock by itself.
- A driver performs the effects. It throws every exception of an effect, cancellation included, into the flow at the
  place of the effect, and when the flow has ended it closes the responses that the flow left open, except those that
  were handed over, and releases locks that the flow still holds.
- Whatever else has a blocking and an asynchronous form is a :class:`Job`: copying a body, an SFTP upload, a function of
  the caller. It lives in the room that knows how it is done; no flow asks which kind of client runs it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, TypeVar

from ..base.errors import ClientomeError
from ..base.timing import Deadline
from ..http.messages import Request, Response

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(slots=True)
class Send:
    """Send a request; the result is the answer's head."""

    request: Request


@dataclass(slots=True)
class Read:
    """Read the whole body, or ``limit`` bytes of it; the response is closed afterwards."""

    response: Response
    limit: int | None = None


@dataclass(slots=True)
class Close:
    """Close a response without reading it."""

    response: Response


@dataclass(slots=True)
class HandOver:
    """The response will be returned open: the driver must not close it."""

    response: Response


@dataclass(slots=True)
class Sleep:
    """Wait for some seconds."""

    seconds: float


@dataclass(slots=True)
class Now:
    """The monotonic clock, in seconds."""


@dataclass(slots=True)
class WallClock:
    """The time of day as seconds since 1970."""


@dataclass(slots=True)
class Random:
    """A number between 0 and 1."""


@dataclass(slots=True)
class Acquire:
    """Take the client's lock of this name, waiting for at most ``timeout`` seconds; false when that was too short."""

    name: str
    timeout: float | None = None


@dataclass(slots=True)
class Release:
    """Give the lock of this name back."""

    name: str


@dataclass(slots=True)
class Offload:
    """Call a function that may block on files; under asyncio in a thread."""

    function: Callable[[], Any]


class Job(Protocol[T_co]):
    """Work that can be done in two ways, with the same result."""

    def run(self) -> T_co:
        """Do it, blocking."""
        ...

    async def arun(self) -> T_co:
        """Do it under asyncio."""
        ...


@dataclass(slots=True)
class Do:
    """Do a job: ``run`` for a sync client, ``arun`` for an async one."""

    job: Job[Any]


@dataclass(slots=True, repr=False)
class CallBack:
    """The job of calling a function of the caller; under asyncio its result is awaited where it can be."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]

    def run(self) -> Any:
        """Call it."""
        return self.function(*self.arguments)

    async def arun(self) -> Any:
        """Call it, and await what is asynchronous."""
        result = self.function(*self.arguments)
        return await result if hasattr(result, "__await__") else result


@dataclass(slots=True, repr=False)
class AsyncOnly:
    """The job of awaiting something, or of making sure that it could be; a sync client raises ``refusal`` instead."""

    refusal: ClientomeError
    awaitable: Awaitable[Any] | None = None

    def run(self) -> Any:
        """Refuse."""
        # A coroutine that nobody awaits complains when it is thrown away.
        _closed = getattr(self.awaitable, "close", lambda: None)()
        raise self.refusal

    async def arun(self) -> Any:
        """Await it."""
        return None if self.awaitable is None else await self.awaitable


Effect: TypeAlias = (
    Send | Read | Close | HandOver | Sleep | Now | WallClock | Random | Acquire | Release | Offload | Do
)
Flow: TypeAlias = Generator[Effect, Any, T]

_NOW = Now()


def send(request: Request) -> Flow[Response]:
    """Send a request and wait for the answer's head."""
    response: Response = yield Send(request)
    return response


def read(response: Response, limit: int | None = None) -> Flow[bytes]:
    """Read the body to its end (or to a limit) and close the response."""
    body: bytes = yield Read(response, limit)
    return body


def close(response: Response) -> Flow[None]:
    """Close a response."""
    yield Close(response)


def hand_over(response: Response) -> Flow[None]:
    """Take the response out of the driver's care, to return it."""
    yield HandOver(response)


def sleep(seconds: float) -> Flow[None]:
    """Wait."""
    yield Sleep(seconds)


def now() -> Flow[float]:
    """The monotonic time."""
    moment: float = yield _NOW
    return moment


def time_left(deadline: Deadline) -> Flow[float | None]:
    """The seconds until a deadline."""
    return deadline.remaining((yield from now()))


def wall_clock() -> Flow[float]:
    """The time of day, seconds since 1970."""
    moment: float = yield WallClock()
    return moment


def random() -> Flow[float]:
    """A number from 0 up to 1."""
    number: float = yield Random()
    return number


def acquire(name: str, timeout: float | None = None) -> Flow[bool]:
    """Take a lock; whether it was got."""
    taken: bool = yield Acquire(name, timeout)
    return taken


def release(name: str) -> Flow[None]:
    """Give a lock back."""
    yield Release(name)


def offload(function: Callable[[], T]) -> Flow[T]:
    """Call a function that may block."""
    value: T = yield Offload(function)
    return value


def do(job: Job[T]) -> Flow[T]:
    """Do a job."""
    result: T = yield Do(job)
    return result


def call_back(function: Callable[..., Any], *arguments: Any) -> Flow[Any]:
    """Call a function of the caller."""
    return do(CallBack(function, arguments))
