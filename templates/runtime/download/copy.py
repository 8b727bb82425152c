"""The body of an answer into a file: in large pieces, with constant memory.

Rules:

- Whatever has arrived is written also when the connection breaks, since a download may go on from there.
- Under asyncio files and hashes are the business of threads: one batch is written while the next arrives.
- httpcore reads 64 KiB at a time and copies each piece four times. Of a large body of known length it reads the head;
  the rest is read from its connection in larger pieces (:class:`RawBody`). Such a connection is not used again.
- Under asyncio, without TLS and on systems whose event loops can watch a descriptor, threads read that rest from the
  socket itself. The event loop waits for bytes; a thread works only while there are some, so that slow connections hold
  none. asyncio's reading is paused between two reads (see ``asyncio_backend``); what it has read already comes first.
- Whoever is cancelled waits until its thread has written its last buffer.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing, suppress
from itertools import cycle
from typing import TYPE_CHECKING, Any, Protocol, cast

from ..base import errors
from ..base.guards import is_mapping
from ..call.binary import Progress
from ..files.integrity import DEPTH, Piece, Sink, content_length, is_encoded
from ..http.failures import translate
from ..http.messages import Response

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Future

BUFFER_SIZE = 1 << 19
# A smaller body is not worth the loss of its connection.
RAW_SIZE = 4 << 20
# Slow connections: what has arrived is written and reported after so many seconds.
FLUSH_INTERVAL = 0.25
# How long a thread waits for more before it leaves the waiting to the event loop.
_LINGER = 0.002


class Stopped(errors.ClientomeError):
    """Somebody else asked this transfer to stop."""


class IncompleteError(errors.ProtocolError, errors.IntegrityError):
    """The content ended before its declared size."""


class CopyBody:
    """The job of copying one body. ``done`` counts all bytes of the content, those of earlier answers included.

    In the end the response is closed, and everything that has arrived is written and hashed.
    """

    __slots__ = ("_reported", "done", "limit", "on_progress", "response", "sink", "stopped", "total")

    def __init__(
        self,
        response: Response,
        sink: Sink,
        *,
        done: int = 0,
        total: int | None = None,
        limit: int | None = None,
        on_progress: Progress | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> None:
        self.response = response
        self.sink = sink
        self.done = done
        self.total = total
        self.limit = limit
        self.on_progress = on_progress
        self.stopped = stopped
        self._reported = -1

    def run(self) -> None:
        """Copy, blocking."""
        response = self.response
        try:
            raw = raw_body(response)
            pieces = response.iter_bytes()
            if raw is None:
                self._copy_pieces(pieces)
            else:
                # The first piece is everything that came with the head: after it the connection holds the rest.
                first = next(pieces, b"")
                self.write(first)
                raw.left -= len(first)
                self._copy_socket(raw)
        finally:
            response.close()
            self.sink.settle()
        _told = self.report()

    async def arun(self) -> None:
        """Copy under asyncio."""
        from asyncio import to_thread

        response = self.response
        pieces = cast("AsyncGenerator[bytes, None]", response.aiter_bytes())
        try:
            raw = raw_body(response)
            if raw is None:
                await self._acopy_pieces(pieces)
            else:
                async with aclosing(_large_pieces(raw, pieces)) as rest:
                    await self._acopy_pieces(rest)
                if raw.left:
                    await self._drain_socket(raw)
        finally:
            await pieces.aclose()
            await response.aclose()
            await to_thread(self.sink.settle)
        await self._areport()

    def write(self, piece: Piece) -> None:
        """Write a piece."""
        if self.stopped is not None and self.stopped():
            raise Stopped("the transfer was stopped")
        if self.limit is not None and self.done + len(piece) > self.limit:
            raise errors.IntegrityError(
                f"the content is longer than the expected {self.limit} bytes: another content, or a damaged one"
            )
        self.sink.put(piece)
        self.done += len(piece)

    def _write_all(self, pieces: list[bytes]) -> None:
        for piece in pieces:
            self.write(piece)

    def report(self) -> Any:
        """Tell the caller how much is done, unless that was told already; the result may have to be awaited."""
        if self.on_progress is None or self._reported == self.done:
            return None
        self._reported = self.done
        return self.on_progress(self.done, self.total)

    async def _areport(self) -> None:
        told = self.report()
        if hasattr(told, "__await__"):
            await told

    def _copy_pieces(self, pieces: Iterator[bytes]) -> None:
        batch: list[bytes] = []
        size = 0
        due = time.monotonic() + FLUSH_INTERVAL
        try:
            for piece in pieces:
                batch.append(piece)
                size += len(piece)
                now = time.monotonic()
                if size >= BUFFER_SIZE or now >= due:
                    ready, batch, size, due = batch, [], 0, now + FLUSH_INTERVAL
                    self._write_all(ready)
                    _told = self.report()
        finally:
            self._write_all(batch)

    async def _acopy_pieces(self, pieces: AsyncGenerator[bytes, None]) -> None:
        """Write one batch in a thread while the next arrives."""
        from asyncio import get_running_loop

        loop = get_running_loop()
        writing: Future[None] | None = None
        batch: list[bytes] = []
        size = 0
        due = time.monotonic() + FLUSH_INTERVAL
        try:
            async for piece in pieces:
                batch.append(piece)
                size += len(piece)
                now = time.monotonic()
                if size >= BUFFER_SIZE or now >= due:
                    if writing is not None:
                        await _finished(writing)
                    ready, batch, size, due = batch, [], 0, now + FLUSH_INTERVAL
                    writing = loop.run_in_executor(None, self._write_all, ready)
                    await self._areport()
        except errors.TransportError:
            await self._write_last(writing, batch)
            raise
        except BaseException:
            # Cancelled: what is being written now must be over before the file is closed.
            if writing is not None and not writing.done():
                await _finished(writing)
            raise
        await self._write_last(writing, batch)

    async def _write_last(self, writing: Future[None] | None, batch: list[bytes]) -> None:
        from asyncio import get_running_loop

        if writing is not None:
            await _finished(writing)
        if batch:
            await _finished(get_running_loop().run_in_executor(None, self._write_all, batch))

    def _copy_socket(self, raw: RawBody) -> None:
        """Read the rest from the socket, blocking."""
        sock: socket.socket = raw.network.get_extra_info("socket")
        for view in _buffers():
            if not raw.left:
                return
            sock.settimeout(raw.timeout())
            _full = self._fill(view, raw, sock, time.monotonic() + FLUSH_INTERVAL, waits=True)
            _told = self.report()

    async def _drain_socket(self, raw: RawBody) -> None:
        """Read the rest from the socket in threads, while the event loop does the waiting."""
        from asyncio import get_running_loop

        loop = get_running_loop()
        # A descriptor of its own: the event loop does not let others watch those of its transports.
        sock = socket.socket(fileno=os.dup(raw.network.get_extra_info("socket").fileno()))
        buffers = _buffers()
        with sock:
            # With any limit Python leaves the socket, which both descriptors share, non-blocking.
            sock.settimeout(_LINGER)
            while raw.left:
                await _readable(loop, sock, raw)
                await _finished(loop.run_in_executor(None, self._burst, raw, sock, buffers))
                await self._areport()

    def _burst(self, raw: RawBody, sock: socket.socket, buffers: Iterator[memoryview]) -> None:
        """Write what comes, until nothing comes any more or it is time to report. Blocks."""
        due = time.monotonic() + FLUSH_INTERVAL
        while raw.left and self._fill(next(buffers), raw, sock, due, waits=False):
            pass

    def _fill(self, view: memoryview, raw: RawBody, sock: socket.socket, due: float, *, waits: bool) -> bool:
        """Fill a buffer from the socket and write it, full or not; whether the next is to be filled at once."""
        filled = 0
        size = min(len(view), raw.left)
        try:
            while filled < size:
                count = sock.recv_into(view[filled:size])
                if count == 0:
                    raise raw.closed(filled)
                filled += count
                if time.monotonic() >= due:
                    return False
        except TimeoutError:
            if waits:
                raise raw.timed_out() from None
            return False
        except OSError as error:
            raise errors.ProtocolError(
                f"the connection broke {raw.left - filled} bytes before the end of the answer: "
                f"{error.strerror or type(error).__name__}"
            ) from error
        finally:
            if filled:
                self.write(view[:filled])
                raw.left -= filled
        return True


class _Network(Protocol):
    """A connection of httpcore, under its HTTP. Its ``read`` is a coroutine under asyncio."""

    def read(self, max_bytes: int, timeout: float | None = None) -> Any: ...
    def get_extra_info(self, info: str) -> Any: ...


class RawBody:
    """The rest of a body on its connection, past HTTP: ``left`` bytes, none more than ``read_timeout`` seconds late."""

    __slots__ = ("deadline", "left", "network", "read_timeout")

    def __init__(self, response: Response, network: _Network, left: int, read_timeout: float | None) -> None:
        self.deadline = response.deadline
        self.network = network
        self.left = left
        self.read_timeout = read_timeout

    def timeout(self) -> float | None:
        """How long to wait for the next bytes."""
        now = time.monotonic()
        if self.deadline.passed(now):
            raise self.timed_out()
        return self.deadline.within(self.read_timeout, now)

    def timed_out(self) -> errors.TimeoutError:
        """The error when nothing came in that time."""
        if self.deadline.passed(time.monotonic()):
            return errors.TimeoutError("the total time limit passed while the answer arrived", phase="total")
        return errors.TimeoutError("the answer did not arrive in time", phase="read")

    def closed(self, more: int = 0) -> errors.ProtocolError:
        """The error for a connection that is closed after ``more`` bytes."""
        return errors.ProtocolError(
            f"the connection was closed {self.left - more} bytes before the end of the answer"
        )

    def can_be_drained(self) -> bool:
        """Whether the socket holds everything that is left, and threads can read it."""
        quiet: Any = getattr(self.network, "quiet", None)
        return os.name == "posix" and quiet is not None and bool(quiet())


def raw_body(response: Response) -> RawBody | None:
    """The way past HTTP, where there is one: HTTP/1.1, no proxy, no compression, a large body of known length."""
    length = content_length(response.headers)
    if length is None or length < RAW_SIZE or is_encoded(response.headers):
        return None
    # httpcore keeps these to itself; where a version of it names them otherwise, its own reading is used.
    stream: Any = getattr(getattr(response, "_stream", None), "_stream", None)
    connection: Any = getattr(stream, "_connection", None)
    network: Any = getattr(connection, "_network_stream", None)
    extensions: Any = getattr(getattr(stream, "_request", None), "extensions", None)
    if type(network).__name__ not in ("SyncStream", "Stream") or not is_mapping(extensions):
        return None
    if type(connection).__name__ not in ("HTTP11Connection", "AsyncHTTP11Connection"):
        return None
    if getattr(network, "received", None):
        # Taken from the socket already, while the request was being sent.
        return None
    return RawBody(response, network, length, extensions["timeout"]["read"])


def _buffers() -> Iterator[memoryview]:
    """Buffers in turn: those that wait to be hashed, the one that is hashed, and the one that is filled."""
    return cycle([memoryview(bytearray(BUFFER_SIZE)) for _ in range(DEPTH + 2)])


async def _large_pieces(raw: RawBody, pieces: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    """The rest in large pieces, until threads can drain the socket."""
    first = await anext(pieces, b"")
    yield first
    raw.left -= len(first)
    while raw.left and not raw.can_be_drained():
        try:
            piece: bytes = await raw.network.read(min(BUFFER_SIZE, raw.left), timeout=raw.timeout())
        except Exception as error:
            if type(error).__module__.partition(".")[0] != "httpcore":
                raise
            if raw.deadline.passed(time.monotonic()):
                raise raw.timed_out() from None
            raise translate(error, "the server", None) from error
        if not piece:
            raise raw.closed()
        raw.left -= len(piece)
        yield piece


async def _readable(loop: AbstractEventLoop, sock: socket.socket, raw: RawBody) -> None:
    """Wait until there is something to read, or the end."""
    from asyncio import Event, timeout

    ready = Event()
    seconds = raw.timeout()
    loop.add_reader(sock.fileno(), ready.set)
    try:
        async with timeout(seconds):
            _is_set = await ready.wait()
    except TimeoutError:
        raise raw.timed_out() from None
    finally:
        _was = loop.remove_reader(sock.fileno())


async def _finished(work: Future[None]) -> None:
    """Wait for the end of a thread. Who is cancelled waits all the same: what follows must meet no running thread."""
    from asyncio import CancelledError, shield, wait

    try:
        await shield(work)
    except BaseException:
        while not work.done():
            with suppress(CancelledError):
                _done, _pending = await wait([work])
        # Looked at, or asyncio would complain that nobody did.
        _failure = None if work.cancelled() else work.exception()
        raise
