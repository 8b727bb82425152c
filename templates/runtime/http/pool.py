"""The connection pool: idle connections, newest on top, and who waits for one; for threads and for asyncio.

httpcore's own pool looks at every connection for every request, with a system call for each idle one; at 50 calls at
once that takes longer than the calls themselves. So each connection stands alone and waits here. Rules:

- A connection is given back, and taken, only when it is known to be idle: the last exchange is complete, the parser
  holds no bytes behind it, and nothing waits in the socket. Every other one is closed.
- An interrupt or a cancellation may come between any two instructions. So there is no lock, and no count that could be
  wrong afterwards: the places in use are those whose connection is still referenced and not closed.
- Who waits longest is served first. Waiting threads look again now and then, since a place that is lost with an
  interrupted thread is announced by nobody.
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

LIMIT = 100
KEEP = 30.0
# A server that closes an idle connection may do so while a request is on its way. Then nobody knows whether it was
# carried out. So what changes something takes a connection that was busy a moment ago, and what costs money and cannot
# be repeated takes a new one: a server that restarts closes idle connections of any age.
FRESH = 1.0
NEW = -1.0
# So much is taken from a socket while a body is being sent; the rest stays there.
MUCH = 256 * 1024
# Seconds for an address when there is another one: a broken route must not cost the whole time.
MOMENT = 1.0
REFUSAL = re.compile(rb"HTTP/1\.[01] [3-9]")
_LOOK = 0.2


class Patience:
    """How long the operations of one exchange may wait: as long as httpcore says, but not beyond the deadline."""

    __slots__ = ("deadline", "spare")

    def __init__(self) -> None:
        self.deadline = NEVER
        self.spare: float | None = None

    def begin(self, deadline: Deadline, phases: dict[str, float | None]) -> None:
        """A new exchange. Where httpcore sets no limit at all, as to a SOCKS proxy, that of connecting holds."""
        self.deadline = deadline
        self.spare = None if phases["read"] is None or phases["write"] is None else phases["connect"]

    def seconds(self, timeout: float | None) -> float | None:
        """The limit of an operation that begins now."""
        return self.deadline.within(self.spare if timeout is None else timeout, time.monotonic())

    @property
    def over(self) -> bool:
        """Whether the deadline has passed."""
        return self.deadline.passed(time.monotonic())


class Network(Protocol):
    """What opened the sockets of one connection."""

    patience: Patience

    @property
    def connected(self) -> bool:
        """Whether there is a socket."""
        ...

    @property
    def layers(self) -> int:
        """How many TLS handshakes are done."""
        ...

    @property
    def readable(self) -> bool:
        """Whether there is something to read, or the end."""
        ...

    def drop(self) -> None:
        """Close the sockets at once, from any thread."""
        ...


class Entry:
    """One connection of httpcore, and its place in the pool."""

    __slots__ = ("__weakref__", "closed", "connection", "handed", "network", "since")

    def __init__(self) -> None:
        self.closed = False
        # Passed to another thread, which is the one to close it.
        self.handed = False
        self.since = 0.0
        self.connection: Any = None
        self.network: Network | None = None

    def is_idle(self) -> bool:
        """Whether the last exchange is complete and nothing came behind it."""
        if self.closed or self.connection is None or not self.connection.is_idle():
            return False
        return _nothing_behind(self.connection)

    def is_quiet(self) -> bool:
        """Whether nothing has come, not even the end, since the connection became idle."""
        return self.network is not None and not self.network.readable

    def drop(self) -> None:
        """Close the connection; its place is free."""
        self.closed = True
        if self.network is not None:
            self.network.drop()


def _nothing_behind(connection: Any) -> bool:
    """Whether the parser's buffer is empty. httpcore keeps the parser to itself; one that is not found is not trusted."""
    while (inner := getattr(connection, "_connection", None)) is not None:
        connection = inner
    parser = getattr(connection, "_h11_state", None)
    return parser is not None and parser.trailing_data == (b"", False)


class Waiter(Protocol):
    """Somebody who waits for a connection that was idle for at most ``most_idle`` seconds."""

    most_idle: float

    def offer(self, entry: Entry) -> bool:
        """Pass a connection on; false where it is not wanted any more."""
        ...


class Stack:
    """Connections to one place."""

    def __init__(self, make: Callable[[Entry], None], limit: int = LIMIT) -> None:
        self._make = make
        self._limit = limit
        self._idle: deque[Entry] = deque()
        self._places: dict[int, weakref.ref[Entry]] = {}
        self._numbers = itertools.count()
        self._waiters: deque[Waiter] = deque()

    def give(self, entry: Entry) -> None:
        """Take a connection back if it is idle, else close it. The oldest is closed when it was idle for too long."""
        try:
            if not entry.is_idle():
                self.drop(entry)
                return
            entry.since = time.monotonic()
            self._idle.append(entry)
            if self._waiters:
                self._serve()
            else:
                self._trim(entry.since)
        except BaseException:
            entry.drop()
            raise

    def drop(self, entry: Entry) -> None:
        """Close a connection; somebody else can have its place."""
        entry.drop()
        self._serve()

    def close(self) -> None:
        """Close the idle connections; those in use are closed by their users."""
        with suppress(IndexError):
            while True:
                self._idle.pop().drop()

    @property
    def used(self) -> int:
        """The number of connections, idle ones included."""
        return len(self._idle) + sum(1 for entry in self._living() if entry not in self._idle)

    def _living(self) -> list[Entry]:
        found = [place() for place in list(self._places.values())]
        return [entry for entry in found if entry is not None and not entry.closed]

    def _trim(self, now: float) -> None:
        with suppress(IndexError):
            if now - self._idle[0].since > KEEP:
                self._idle.popleft().drop()

    def _ready(self, most_idle: float) -> Entry | None:
        """A connection that was idle no longer than that, or a new one, or None where all places are taken."""
        entry: Entry | None = None
        try:
            entry = self._top(most_idle)
            if entry is None:
                entry = self._new()
            if entry is None and self._idle:
                # What is left there is not fresh enough, or was given back a moment ago.
                with suppress(IndexError):
                    entry = self._idle.popleft()
                    if self._age(entry) > most_idle:
                        entry.drop()
                        entry = None
                if entry is None:
                    entry = self._new()
            return entry
        except BaseException:
            # Whoever keeps the traceback keeps the frame, and this would stay a place in use.
            if entry is not None:
                entry.drop()
            raise

    @staticmethod
    def _age(entry: Entry) -> float:
        """The seconds an idle connection has waited; without end for one that cannot be used any more."""
        usable = not entry.closed and entry.is_quiet()
        return time.monotonic() - entry.since if usable else float("inf")

    def _top(self, most_idle: float) -> Entry | None:
        entry: Entry | None = None
        try:
            while self._idle:
                with suppress(IndexError):
                    entry = self._idle.pop()
                    age = self._age(entry)
                    if age > KEEP:
                        entry.drop()
                    elif age > most_idle:
                        self._idle.append(entry)
                        return None
                    else:
                        return entry
        except BaseException:
            if entry is not None:
                entry.drop()
            raise
        return None

    def _new(self) -> Entry | None:
        """Claim a place, then look who claimed one before: so two threads never get the same, without a lock."""
        entry: Entry | None = None
        try:
            entry = Entry()
            number = next(self._numbers)
            self._places[number] = weakref.ref(entry)
            if self._before(number) < self._limit:
                self._make(entry)
                return entry
            entry.closed = True
            _gone = self._places.pop(number, None)
        except BaseException:
            if entry is not None:
                entry.drop()
            raise
        return None

    def _before(self, number: int) -> int:
        """How many places that were claimed earlier are in use; those that are not are forgotten."""
        before = 0
        for other, place in list(self._places.items()):
            if other == number:
                break
            held = place()
            if held is None or held.closed:
                _gone = self._places.pop(other, None)
            else:
                before += 1
        return before

    def _serve(self) -> None:
        """Give those who wait what there is for them."""
        entry: Entry | None = None
        try:
            while self._waiters:
                # Whoever comes first now may be served by another thread meanwhile: what suits all suits the next.
                entry = self._ready(min((waiter.most_idle for waiter in list(self._waiters)), default=KEEP))
                if entry is None:
                    return
                entry.handed = False
                if not self._offered(entry):
                    # Whoever waited was served by another thread meanwhile.
                    self._keep(entry)
        except BaseException:
            if entry is not None and not entry.handed:
                entry.drop()
            raise

    def _keep(self, entry: Entry) -> None:
        if entry.is_idle():
            self._idle.append(entry)
        else:
            entry.drop()

    def _offered(self, entry: Entry) -> bool:
        while True:
            try:
                waiter = self._waiters.popleft()
            except IndexError:
                return False
            if waiter.offer(entry):
                return True


def _no_room(limit: int) -> ConnectTimeout:
    return ConnectTimeout(
        f"no connection became free in time: all {limit} are in use; "
        "make fewer calls at once, or give the client max_connections= or a longer pool timeout",
        phase="pool",
    )


class _Thread:
    """A thread that waits. The lock is its own and says only that it was served."""

    __slots__ = ("entry", "gone", "most_idle", "served")

    def __init__(self, most_idle: float) -> None:
        self.most_idle = most_idle
        self.entry: Entry | None = None
        self.gone = False
        self.served = threading.Lock()
        _taken = self.served.acquire()

    def offer(self, entry: Entry) -> bool:
        if self.gone:
            return False
        entry.handed = True
        self.entry = entry
        self.served.release()
        return True


class SyncStack(Stack):
    """Connections to one place, shared by threads."""

    def take(self, timeout: float | None, most_idle: float = KEEP) -> Entry:
        """A connection that was idle for at most ``most_idle`` seconds, or a new one, or the next that becomes free."""
        waiter = _Thread(most_idle)
        try:
            if not self._waiters:
                waiter.entry = self._ready(most_idle)
                if waiter.entry is not None:
                    return waiter.entry
            until = None if timeout is None else time.monotonic() + timeout
            self._waiters.append(waiter)
            while waiter.entry is None:
                self._serve()
                left = _LOOK if until is None else min(until - time.monotonic(), _LOOK)
                if left <= 0:
                    raise _no_room(self._limit)
                _served = waiter.served.acquire(timeout=left)
            return waiter.entry
        except BaseException:
            waiter.gone = True
            with suppress(ValueError):
                self._waiters.remove(waiter)
            if waiter.entry is not None:
                # Served at the same moment: somebody else can have it.
                self.give(waiter.entry)
            raise


class _Task:
    """A task that waits."""

    __slots__ = ("future", "most_idle")

    def __init__(self, future: Future[Entry], most_idle: float) -> None:
        self.future = future
        self.most_idle = most_idle

    def offer(self, entry: Entry) -> bool:
        if self.future.done():
            return False
        self.future.set_result(entry)
        return True


class AsyncStack(Stack):
    """Connections to one place, for the tasks of one event loop."""

    async def take(
        self,
        timeout: float | None,  # noqa: ASYNC109 - one of the phases
        most_idle: float = KEEP,
    ) -> Entry:
        """As :meth:`SyncStack.take`."""
        if not self._waiters:
            entry = self._ready(most_idle)
            if entry is not None:
                return entry
        import asyncio

        waiter = _Task(asyncio.get_running_loop().create_future(), most_idle)
        self._waiters.append(waiter)
        try:
            self._serve()
            async with asyncio.timeout(timeout):
                return await waiter.future
        except BaseException as error:
            with suppress(ValueError):
                self._waiters.remove(waiter)
            if waiter.future.done() and not waiter.future.cancelled():
                # Served and cancelled at the same moment: somebody else can have it.
                self.give(waiter.future.result())
            else:
                _cancelled = waiter.future.cancel()
            if isinstance(error, TimeoutError):
                raise _no_room(self._limit) from None
            raise
