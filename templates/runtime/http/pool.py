"""The connection pool of one origin: idle connections, the newest first, and a queue of waiters; sync and async.

httpcore's own pool looks at every connection for every request, with a system call for each idle one; with 50 calls at
once that takes longer than the calls themselves. So this pool holds connections that httpcore makes one by one. Rules:

- A connection is released to the pool, and acquired, only when it is known to be idle: the last exchange is complete,
  the parser holds no bytes behind it, and nothing waits in the socket. Every other one is closed.
- An interrupt or a cancellation may come between any two instructions. So there is no lock, and no count that could be
  wrong afterwards: a connection is in use while it is referenced and not closed.
- The longest waiter is served first. Waiting threads look again now and then, since nobody announces a connection that
  was lost with an interrupted thread.
"""

from __future__ import annotations

import itertools
import re
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from ..base.errors import ConnectTimeout
from ..base.timing import NEVER, Deadline

if TYPE_CHECKING:
    from asyncio import Future

MAX_CONNECTIONS = 100
KEEPALIVE = 30.0
# A server may close an idle connection while a request is on its way. Then nobody knows whether the request was
# carried out. So what changes something reuses only a connection that was idle for less than this, and what costs money
# and cannot be repeated takes a new one: a server that restarts closes idle connections of any age.
FRESH_FOR = 1.0
NEW = -1.0
# Bytes that are read from a socket while a body is being sent; the rest stays there.
READ_AHEAD = 256 * 1024
# Connect timeout per address while others remain to be tried: a broken route must not use up the whole time.
ADDRESS_TIMEOUT = 1.0
REFUSAL = re.compile(rb"HTTP/1\.[01] [3-9]")
_WAKE_INTERVAL = 0.2


class TimeLimits:
    """The timeouts of one exchange: httpcore's own for each operation, but never beyond the deadline."""

    __slots__ = ("deadline", "fallback")

    def __init__(self) -> None:
        self.deadline = NEVER
        self.fallback: float | None = None

    def begin(self, deadline: Deadline, phases: dict[str, float | None]) -> None:
        """Start a new exchange. Where httpcore sets no timeout, as to a SOCKS proxy, that of connecting holds."""
        self.deadline = deadline
        self.fallback = None if phases["read"] is None or phases["write"] is None else phases["connect"]

    def seconds(self, timeout: float | None) -> float | None:
        """The timeout of an operation that begins now."""
        return self.deadline.within(self.fallback if timeout is None else timeout, time.monotonic())

    @property
    def expired(self) -> bool:
        """Whether the deadline has passed."""
        return self.deadline.passed(time.monotonic())


class Network(Protocol):
    """What opened the sockets of one connection."""

    limits: TimeLimits

    @property
    def connected(self) -> bool:
        """Whether there is a socket."""
        ...

    @property
    def tls_layers(self) -> int:
        """How many TLS handshakes are done."""
        ...

    @property
    def readable(self) -> bool:
        """Whether there is something to read, or the end."""
        ...

    def close(self) -> None:
        """Close the sockets at once, from any thread."""
        ...


class PooledConnection:
    """One connection of httpcore, in use or idle."""

    __slots__ = ("__weakref__", "closed", "connection", "handed_over", "idle_since", "network")

    def __init__(self) -> None:
        self.closed = False
        # Another thread has it and will close it.
        self.handed_over = False
        self.idle_since = 0.0
        self.connection: Any = None
        self.network: Network | None = None

    def is_idle(self) -> bool:
        """Whether the last exchange is complete and nothing came behind it."""
        if self.closed or self.connection is None or not self.connection.is_idle():
            return False
        return _nothing_behind(self.connection)

    def is_quiet(self) -> bool:
        """Whether the server has sent nothing, and not closed, since the connection became idle."""
        return self.network is not None and not self.network.readable

    def close(self) -> None:
        """Close the connection; the pool may open another."""
        self.closed = True
        if self.network is not None:
            self.network.close()


def _nothing_behind(connection: Any) -> bool:
    """Whether the parser's buffer is empty. The parser is private to httpcore; where it is not found, the answer is no."""
    while (inner := getattr(connection, "_connection", None)) is not None:
        connection = inner
    parser = getattr(connection, "_h11_state", None)
    return parser is not None and parser.trailing_data == (b"", False)


class Waiter(Protocol):
    """A thread or task that waits for a connection that was idle for at most ``most_idle`` seconds."""

    most_idle: float

    def offer(self, entry: PooledConnection) -> bool:
        """Hand a connection over; false when it is not wanted any more."""
        ...


class ConnectionPool:
    """Connections to one origin."""

    def __init__(self, make: Callable[[PooledConnection], None], limit: int = MAX_CONNECTIONS) -> None:
        self._make = make
        self._limit = limit
        self._idle: deque[PooledConnection] = deque()
        self._claims: dict[int, weakref.ref[PooledConnection]] = {}
        self._numbers = itertools.count()
        self._waiters: deque[Waiter] = deque()

    def release(self, entry: PooledConnection) -> None:
        """Keep a connection for the next request if it is idle, else close it. Close the oldest after ``KEEPALIVE``."""
        try:
            if not entry.is_idle():
                self.discard(entry)
                return
            entry.idle_since = time.monotonic()
            self._idle.append(entry)
            if self._waiters:
                self._serve_waiters()
            else:
                self._close_expired(entry.idle_since)
        except BaseException:
            entry.close()
            raise

    def discard(self, entry: PooledConnection) -> None:
        """Close a connection and let a waiter open another."""
        entry.close()
        self._serve_waiters()

    def close_idle(self) -> None:
        """Close the idle connections; those in use are closed by their users."""
        with suppress(IndexError):
            while True:
                self._idle.pop().close()

    @property
    def used(self) -> int:
        """The number of connections, idle ones included."""
        return len(self._idle) + sum(1 for entry in self._in_use() if entry not in self._idle)

    def _in_use(self) -> list[PooledConnection]:
        found = [place() for place in list(self._claims.values())]
        return [entry for entry in found if entry is not None and not entry.closed]

    def _close_expired(self, now: float) -> None:
        with suppress(IndexError):
            if now - self._idle[0].idle_since > KEEPALIVE:
                self._idle.popleft().close()

    def _get(self, most_idle: float) -> PooledConnection | None:
        """An idle connection, or a new one, or None at the limit."""
        entry: PooledConnection | None = None
        try:
            entry = self._newest_idle(most_idle)
            if entry is None:
                entry = self._new()
            if entry is None and self._idle:
                # Those left are too old for this request, or were released a moment ago.
                with suppress(IndexError):
                    entry = self._idle.popleft()
                    if self._age(entry) > most_idle:
                        entry.close()
                        entry = None
                if entry is None:
                    entry = self._new()
            return entry
        except BaseException:
            # A kept traceback keeps this frame, and the connection would stay in use.
            if entry is not None:
                entry.close()
            raise

    @staticmethod
    def _age(entry: PooledConnection) -> float:
        """The seconds for which a connection was idle; infinite for one that cannot be used any more."""
        usable = not entry.closed and entry.is_quiet()
        return time.monotonic() - entry.idle_since if usable else float("inf")

    def _newest_idle(self, most_idle: float) -> PooledConnection | None:
        entry: PooledConnection | None = None
        try:
            while self._idle:
                with suppress(IndexError):
                    entry = self._idle.pop()
                    age = self._age(entry)
                    if age > KEEPALIVE:
                        entry.close()
                    elif age > most_idle:
                        self._idle.append(entry)
                        return None
                    else:
                        return entry
        except BaseException:
            if entry is not None:
                entry.close()
            raise
        return None

    def _new(self) -> PooledConnection | None:
        """Claim a number, then count the earlier claims: so threads never exceed the limit, without a lock."""
        entry: PooledConnection | None = None
        try:
            entry = PooledConnection()
            number = next(self._numbers)
            self._claims[number] = weakref.ref(entry)
            if self._claimed_before(number) < self._limit:
                self._make(entry)
                return entry
            entry.closed = True
            _gone = self._claims.pop(number, None)
        except BaseException:
            if entry is not None:
                entry.close()
            raise
        return None

    def _claimed_before(self, number: int) -> int:
        """How many earlier claims are in use; those that are not are removed."""
        before = 0
        for other, place in list(self._claims.items()):
            if other == number:
                break
            held = place()
            if held is None or held.closed:
                _gone = self._claims.pop(other, None)
            else:
                before += 1
        return before

    def _serve_waiters(self) -> None:
        """Give connections to the waiters, as long as there are any."""
        entry: PooledConnection | None = None
        try:
            while self._waiters:
                # The first waiter may be served by another thread meanwhile: what suits all of them suits the next.
                entry = self._get(
                    min((waiter.most_idle for waiter in list(self._waiters)), default=KEEPALIVE)
                )
                if entry is None:
                    return
                entry.handed_over = False
                if not self._offer(entry):
                    # Another thread has served the waiter meanwhile.
                    self._keep_idle(entry)
        except BaseException:
            if entry is not None and not entry.handed_over:
                entry.close()
            raise

    def _keep_idle(self, entry: PooledConnection) -> None:
        if entry.is_idle():
            self._idle.append(entry)
        else:
            entry.close()

    def _offer(self, entry: PooledConnection) -> bool:
        while True:
            try:
                waiter = self._waiters.popleft()
            except IndexError:
                return False
            if waiter.offer(entry):
                return True


def _pool_timeout(limit: int) -> ConnectTimeout:
    return ConnectTimeout(
        f"no connection became free in time: all {limit} are in use; "
        "make fewer calls at once, or give the client max_connections= or a longer pool timeout",
        phase="pool",
    )


class _WaitingThread:
    """A waiting thread. Its lock is released when it is served."""

    __slots__ = ("cancelled", "entry", "most_idle", "served")

    def __init__(self, most_idle: float) -> None:
        self.most_idle = most_idle
        self.entry: PooledConnection | None = None
        self.cancelled = False
        self.served = threading.Lock()
        _taken = self.served.acquire()

    def offer(self, entry: PooledConnection) -> bool:
        if self.cancelled:
            return False
        entry.handed_over = True
        self.entry = entry
        self.served.release()
        return True


class SyncConnectionPool(ConnectionPool):
    """Connections to one origin, shared by threads."""

    def acquire(self, timeout: float | None, most_idle: float = KEEPALIVE) -> PooledConnection:
        """A connection that was idle for at most ``most_idle`` seconds, or a new one, or the next that becomes free."""
        waiter = _WaitingThread(most_idle)
        try:
            if not self._waiters:
                waiter.entry = self._get(most_idle)
                if waiter.entry is not None:
                    return waiter.entry
            until = None if timeout is None else time.monotonic() + timeout
            self._waiters.append(waiter)
            while waiter.entry is None:
                self._serve_waiters()
                left = _WAKE_INTERVAL if until is None else min(until - time.monotonic(), _WAKE_INTERVAL)
                if left <= 0:
                    raise _pool_timeout(self._limit)
                _served = waiter.served.acquire(timeout=left)
            return waiter.entry
        except BaseException:
            waiter.cancelled = True
            with suppress(ValueError):
                self._waiters.remove(waiter)
            if waiter.entry is not None:
                # Served at the moment of the interrupt: let another waiter have it.
                self.release(waiter.entry)
            raise


class _WaitingTask:
    """A waiting task."""

    __slots__ = ("future", "most_idle")

    def __init__(self, future: Future[PooledConnection], most_idle: float) -> None:
        self.most_idle = most_idle
        self.future = future

    def offer(self, entry: PooledConnection) -> bool:
        if self.future.done():
            return False
        self.future.set_result(entry)
        return True


class AsyncConnectionPool(ConnectionPool):
    """Connections to one origin, for the tasks of one event loop."""

    async def acquire(
        self,
        timeout: float | None,  # noqa: ASYNC109 - one of the phases
        most_idle: float = KEEPALIVE,
    ) -> PooledConnection:
        """As :meth:`SyncConnectionPool.acquire`."""
        if not self._waiters:
            entry = self._get(most_idle)
            if entry is not None:
                return entry
        import asyncio

        waiter = _WaitingTask(asyncio.get_running_loop().create_future(), most_idle)
        self._waiters.append(waiter)
        try:
            self._serve_waiters()
            async with asyncio.timeout(timeout):
                return await waiter.future
        except BaseException as error:
            with suppress(ValueError):
                self._waiters.remove(waiter)
            if waiter.future.done() and not waiter.future.cancelled():
                # Served and cancelled at the same moment: let another waiter have it.
                self.release(waiter.future.result())
            else:
                _cancelled = waiter.future.cancel()
            if isinstance(error, TimeoutError):
                raise _pool_timeout(self._limit) from None
            raise
