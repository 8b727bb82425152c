"""Stacks of idle connections, newest on top; one blocking, one for asyncio.

httpcore's own pool looks at every connection for every request, with a system call for each idle one; at 50 calls at
once that takes longer than the calls themselves. So each connection gets a transport of its own and waits here.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from .errors import ConnectTimeout

if TYPE_CHECKING:
    from asyncio import Future

C = TypeVar("C")

LIMIT = 100
KEEP = 30.0


def _no_room() -> ConnectTimeout:
    return ConnectTimeout("no connection became free in time; too many calls at once", phase="pool")


class SyncStack(Generic[C]):
    """Connections to one place, shared by threads."""

    def __init__(self, make: Callable[[], C], drop: Callable[[C], None], limit: int = LIMIT) -> None:
        self._make = make
        self._drop = drop
        self._limit = limit
        self._idle: deque[tuple[float, C]] = deque()
        self._open = 0
        self._waiting = 0
        self._free = threading.Condition()

    def take(self, timeout: float | None) -> C:
        """An idle connection, or a new one, or the next that becomes free."""
        try:
            return self._idle.pop()[1]
        except IndexError:
            return self._take_slowly(timeout)

    def _take_slowly(self, timeout: float | None) -> C:
        until = None if timeout is None else time.monotonic() + timeout
        with self._free:
            # Announced before the stack is looked at again: whoever gives one back after that wakes a waiter.
            self._waiting += 1
            try:
                while self._open >= self._limit:
                    try:
                        return self._idle.pop()[1]
                    except IndexError:
                        left = None if until is None else until - time.monotonic()
                        if (left is not None and left <= 0) or not self._free.wait(left):
                            raise _no_room() from None
                self._open += 1
            finally:
                self._waiting -= 1
        try:
            return self._make()
        except BaseException:
            self.lost()
            raise

    def give(self, connection: C) -> None:
        """Put a connection back. What has been idle for too long at the other end is closed."""
        now = time.monotonic()
        self._idle.append((now, connection))
        if self._waiting:
            with self._free:
                self._free.notify()
        elif len(self._idle) > 1 and now - self._idle[0][0] > KEEP:
            self._trim()

    def _trim(self) -> None:
        try:
            _since, oldest = self._idle.popleft()
        except IndexError:
            return
        self.lost()
        self._drop(oldest)

    def lost(self) -> None:
        """A connection will not come back."""
        with self._free:
            self._open -= 1
            self._free.notify()

    def close(self) -> None:
        """Close the idle connections; those in use are closed by their users."""
        while self._idle:
            self._trim()


class AsyncStack(Generic[C]):
    """Connections to one place, for the tasks of one event loop. Who waits longest is served first."""

    def __init__(self, make: Callable[[], C], limit: int = LIMIT) -> None:
        self._make = make
        self._limit = limit
        self._idle: deque[tuple[float, C]] = deque()
        self._open = 0
        self._waiters: deque[Future[C]] = deque()

    async def take(self, timeout: float | None) -> C:  # noqa: ASYNC109 - one of the request's settings
        """An idle connection, or a new one, or the next that becomes free."""
        if self._idle:
            return self._idle.pop()[1]
        if self._open < self._limit:
            return self._new()
        import asyncio

        waiter: Future[C] = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            async with asyncio.timeout(timeout):
                return await waiter
        except BaseException as error:
            if waiter.done() and not waiter.cancelled():
                # Served and cancelled at the same moment: somebody else can have it.
                self._pass_on(waiter.result())
            else:
                _cancelled = waiter.cancel()
            if isinstance(error, TimeoutError):
                raise _no_room() from None
            raise

    def _new(self) -> C:
        self._open += 1
        try:
            return self._make()
        except BaseException:
            self._open -= 1
            raise

    def _pass_on(self, connection: C) -> None:
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(connection)
                return
        self._idle.append((time.monotonic(), connection))

    def give(self, connection: C) -> C | None:
        """Put a connection back; the result is one that was idle for too long and must be closed."""
        self._pass_on(connection)
        if len(self._idle) > 1 and self._idle[-1][0] - self._idle[0][0] > KEEP:
            self._open -= 1
            return self._idle.popleft()[1]
        return None

    def lost(self) -> None:
        """A connection will not come back."""
        self._open -= 1
        if self._waiters:
            self._pass_on(self._new())

    def drain(self) -> list[C]:
        """Take all idle connections out, to close them."""
        connections = [connection for _since, connection in self._idle]
        self._idle.clear()
        self._open -= len(connections)
        return connections
