"""The two drivers: they perform what flows ask for, one blocking, one under asyncio.

An interrupt may come between any two instructions of the calling thread. A flow hears of it as of an effect that
failed, also when it came between two effects; and no state of a client is left half done by it: see ``connections``,
whose places serve as locks here too, since a place is free again when its owner is gone.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from ..base.errors import ClientomeError, ConnectTimeout
from ..http.messages import AsyncTransport, Response, Transport
from ..http.pool import Entry, SyncStack
from ..http.quiet import aquietly, install, quietly
from . import effects
from .effects import (
    Acquire,
    Close,
    Do,
    Flow,
    HandOver,
    Now,
    Offload,
    Random,
    Read,
    Release,
    Send,
    Sleep,
    WallClock,
)

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")


class Held:
    """What one run of a flow holds: an open response, and locks by their names."""

    __slots__ = ("locks", "response")

    def __init__(self) -> None:
        self.response: Response | None = None
        self.locks: dict[str, Entry | None] = {}


class SyncLock:
    """A lock that also becomes free when whoever held it is gone, as after an interrupt."""

    def __init__(self) -> None:
        self._place = SyncStack(lambda _owner: None, 1)

    def acquire(self, timeout: float | None, held: Held, name: str) -> bool:
        """Take it for a run of a flow; false when that took too long."""
        owner: Entry | None = None
        try:
            owner = self._place.take(None if timeout is None else max(timeout, 0.0))
            held.locks[name] = owner
        except ConnectTimeout:
            return False
        except BaseException:
            if owner is not None:
                self._place.drop(owner)
            raise
        return True

    def release(self, held: Held, name: str) -> None:
        """Give it back."""
        owner = held.locks[name]
        if owner is not None:
            self._place.drop(owner)
        del held.locks[name]

    def locked(self) -> bool:
        """Whether somebody has it."""
        return self._place.used > 0


def _is_waiting(flow: Any) -> bool:
    return flow.gi_frame is not None


def _shut(flow: Flow[Any]) -> None:
    """End a flow that waits for an effect. What it asks for while it ends is not performed."""
    while True:
        try:
            flow.close()
        except RuntimeError:
            # It asked for something. Closed again it comes to the next such place, or to its end.
            if _is_waiting(flow):
                continue
            raise
        return


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
        self.locks: dict[str, SyncLock] = {}
        self._sleep, self._now, self._wall_clock, self._chance = sleep, now, wall_clock, chance

    def run(self, flow: Flow[T]) -> T:
        """Drive a flow to its end."""
        held = Held()
        try:
            try:
                return self._drive(flow, held, None)
            except BaseException as error:
                if not _is_waiting(flow):
                    raise
                return self._drive(flow, held, error)
        finally:
            for name in list(held.locks):
                self.locks[name].release(held, name)
            if held.response is not None:
                held.response.close()
            _shut(flow)

    def _drive(self, flow: Flow[T], held: Held, failure: BaseException | None) -> T:
        value: Any = None
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

    def _perform(self, effect: effects.Effect, held: Held) -> Any:
        kind = type(effect)
        if kind is Now:
            return self._now()
        if isinstance(effect, Send):
            if held.response is not None:
                held.response.close()
            held.response = quietly(self.transport.send, effect.request)
            return held.response
        if isinstance(effect, Read):
            body = quietly(effect.response.read, effect.limit)
            held.response = None
            return body
        return self._perform_rare(effect, held)

    def _perform_rare(self, effect: effects.Effect, held: Held) -> Any:
        match effect:
            case Sleep():
                return self._sleep(effect.seconds)
            case HandOver():
                held.response = None
            case Close():
                effect.response.close()
                held.response = None
            case Acquire():
                lock = self.locks.setdefault(effect.name, SyncLock())
                return lock.acquire(effect.timeout, held, effect.name)
            case Release():
                return self.locks[effect.name].release(held, effect.name)
            case Random():
                return self._chance()
            case WallClock():
                return self._wall_clock()
            case Offload():
                return effect.function()
            case Do():
                return effect.job.run()
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
                except GeneratorExit:
                    # The task is thrown away: nothing can be awaited any more.
                    raise
                except BaseException as error:
                    failure = error
        finally:
            del failure
            for name in held.locks:
                self.locks[name].release()
            held.locks.clear()
            _shut(flow)
            if held.response is not None:
                await held.response.aclose()

    async def _perform(self, effect: effects.Effect, held: Held) -> Any:
        if isinstance(effect, Send):
            if held.response is not None:
                await held.response.aclose()
            left = effect.request.deadline.remaining(self._now())
            held.response = response = await _within(left, aquietly(self.transport.send(effect.request)))
            return response
        if isinstance(effect, Read):
            left = effect.response.deadline.remaining(self._now())
            body = await _within(left, aquietly(effect.response.aread(effect.limit)))
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
                del held.locks[effect.name]
                return self.locks[effect.name].release()
            case Random():
                return self._chance()
            case WallClock():
                return self._wall_clock()
            case Offload():
                return await asyncio.to_thread(effect.function)
            case Do():
                return await effect.job.arun()
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
        held.locks[effect.name] = None
        return taken


async def _within(seconds: float | None, work: Any) -> Any:
    if seconds is None:
        return await work
    import asyncio

    from ..base import errors

    try:
        async with asyncio.timeout(max(seconds, 0)):
            return await work
    except TimeoutError:
        raise errors.TimeoutError(
            "the total time limit of the call passed", phase="total", sent=True
        ) from None
