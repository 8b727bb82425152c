"""The two drivers: they perform what flows ask for, one blocking, one under asyncio."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from . import flow as effects
from .errors import ClientomeError
from .flow import (
    Acquire,
    Close,
    Flow,
    HandOver,
    Now,
    Offload,
    Random,
    Read,
    Release,
    Send,
    Sleep,
    Tell,
    WallClock,
)
from .quiet import aquietly, install, quietly
from .transport import AsyncTransport, Response, Transport

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")


class Held:
    """What one run of a flow holds: open responses and locks."""

    __slots__ = ("locks", "response")

    def __init__(self) -> None:
        self.response: Response | None = None
        self.locks: list[str] = []


class SyncDriver:
    """Runs flows in the calling thread. One driver serves all threads of a client."""

    def __init__(
        self,
        transport: Transport,
        *,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], float] = time.time,
        chance: Callable[[], float] = random.random,
    ) -> None:
        install()
        self.transport = transport
        self.locks: dict[str, threading.Lock] = {}
        self._sleep, self._now, self._wall_clock, self._chance = sleep, now, wall_clock, chance

    def run(self, flow: Flow[T]) -> T:
        """Drive a flow to its end."""
        held = Held()
        value: Any = None
        failure: BaseException | None = None
        try:
            while True:
                try:
                    effect = flow.send(value) if failure is None else flow.throw(failure)
                except StopIteration as end:
                    result: T = end.value
                    return result
                try:
                    value, failure = self._perform(effect, held), None
                except BaseException as error:
                    failure = error
        finally:
            # Breaks the cycle traceback -> frame -> failure, which would keep bodies alive until the next collection.
            del failure
            flow.close()
            if held.response is not None:
                held.response.close()
            for name in held.locks:
                self.locks[name].release()

    def _perform(self, effect: effects.Effect, held: Held) -> Any:
        kind = type(effect)
        if kind is Now:
            return self._now()
        if isinstance(effect, Send):
            if held.response is not None:
                held.response.close()
            held.response = response = quietly(self.transport.send, effect.request)
            return response
        if isinstance(effect, Read):
            held.response = None
            return quietly(effect.response.read, effect.limit)
        return self._perform_rare(effect, held)

    def _perform_rare(self, effect: effects.Effect, held: Held) -> Any:
        match effect:
            case Sleep():
                return self._sleep(effect.seconds)
            case HandOver():
                held.response = None
            case Close():
                held.response = None
                return effect.response.close()
            case Acquire():
                lock = self.locks.setdefault(effect.name, threading.Lock())
                taken = lock.acquire(timeout=-1 if effect.timeout is None else max(effect.timeout, 0))
                if taken:
                    held.locks.append(effect.name)
                return taken
            case Release():
                held.locks.remove(effect.name)
                return self.locks[effect.name].release()
            case Random():
                return self._chance()
            case WallClock():
                return self._wall_clock()
            case Offload():
                return effect.function()
            case Tell():
                return effect.function(effect.value)
            case _:
                raise ClientomeError(f"unknown effect {type(effect).__name__}")


class AsyncDriver:
    """Runs flows as part of a task. One driver serves all tasks of a client, in one event loop."""

    def __init__(
        self,
        transport: AsyncTransport,
        *,
        now: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], float] = time.time,
        chance: Callable[[], float] = random.random,
    ) -> None:
        install()
        self.transport = transport
        self.locks: dict[str, asyncio.Lock] = {}
        self._now, self._wall_clock, self._chance = now, wall_clock, chance

    async def run(self, flow: Flow[T]) -> T:
        """Drive a flow to its end."""
        held = Held()
        value: Any = None
        failure: BaseException | None = None
        try:
            while True:
                try:
                    effect = flow.send(value) if failure is None else flow.throw(failure)
                except StopIteration as end:
                    result: T = end.value
                    return result
                try:
                    if type(effect) is Now:
                        value, failure = self._now(), None
                    else:
                        value, failure = await self._perform(effect, held), None
                except BaseException as error:
                    failure = error
        finally:
            del failure
            flow.close()
            for name in held.locks:
                self.locks[name].release()
            if held.response is not None:
                await held.response.aclose()

    async def _perform(self, effect: effects.Effect, held: Held) -> Any:
        if isinstance(effect, Send):
            if held.response is not None:
                await held.response.aclose()
            deadline = effect.request.deadline
            sending = aquietly(self.transport.send(effect.request))
            held.response = response = await (
                sending if deadline is None else _until(sending, deadline - self._now(), sent=True)
            )
            return response
        if isinstance(effect, Read):
            response, deadline = effect.response, effect.response.deadline
            reading = aquietly(response.aread(effect.limit))
            body = await (reading if deadline is None else _until(reading, deadline - self._now(), sent=True))
            held.response = None
            return body
        return await self._perform_rare(effect, held)

    async def _perform_rare(self, effect: effects.Effect, held: Held) -> Any:
        import asyncio

        match effect:
            case Sleep():
                return await asyncio.sleep(effect.seconds)
            case HandOver():
                held.response = None
            case Close():
                await effect.response.aclose()
                held.response = None
            case Acquire():
                return await self._acquire(effect, held)
            case Release():
                held.locks.remove(effect.name)
                return self.locks[effect.name].release()
            case Random():
                return self._chance()
            case WallClock():
                return self._wall_clock()
            case Offload():
                return await asyncio.to_thread(effect.function)
            case Tell():
                told = effect.function(effect.value)
                return await told if hasattr(told, "__await__") else told
            case _:
                raise ClientomeError(f"unknown effect {type(effect).__name__}")

    async def _acquire(self, effect: Acquire, held: Held) -> bool:
        import asyncio

        lock = self.locks.setdefault(effect.name, asyncio.Lock())
        try:
            async with asyncio.timeout(effect.timeout):
                taken = await lock.acquire()
        except TimeoutError:
            return False
        held.locks.append(effect.name)
        return taken


async def _until(work: Any, seconds: float, *, sent: bool) -> Any:
    import asyncio

    from . import errors

    try:
        async with asyncio.timeout(max(seconds, 0)):
            return await work
    except TimeoutError:
        raise errors.TimeoutError(
            "the total time limit of the call passed", phase="total", sent=sent
        ) from None
