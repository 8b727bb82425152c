"""The body of an answer into a sink: bytes in large pieces, memory constant, one pump per colour.

Rules:

- Whatever has arrived is written also when the connection breaks, since a download may go on from there.
- Under asyncio files and hashes are the business of threads: one piece is written while the next arrives.
- httpcore reads 64 KiB at a time and copies each piece four times. For a large body of known length the pumps let it
  read the head and then take the rest from its connection in larger pieces; such a connection is not used again.
"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Protocol, cast

from . import errors
from .answers import Progress
from .digests import Piece
from .faults import translate
from .guards import is_mapping
from .ranges import content_length, is_encoded
from .sinks import DEPTH, Sink
from .transport import Response

if TYPE_CHECKING:
    import socket
    from asyncio import Future

PIECE = 1 << 19
# A smaller body is not worth the loss of its connection.
LARGE = 4 << 20
# Slow connections: what has arrived is written and told after so many seconds.
PATIENCE = 0.25


class Stopped(errors.ClientomeError):
    """Somebody else asked this transfer to stop."""


class IncompleteError(errors.ProtocolError, errors.IntegrityError):
    """The content ended before its declared size."""


class Transfer:
    """One body on its way. ``done`` counts all bytes of the content, those of earlier transfers included."""

    __slots__ = ("_told", "done", "limit", "on_progress", "response", "sink", "stopped", "total")

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
        self._told = -1

    def take(self, piece: Piece) -> None:
        """Write a piece."""
        if self.stopped is not None and self.stopped():
            raise Stopped("the transfer was stopped")
        if self.limit is not None and self.done + len(piece) > self.limit:
            raise errors.IntegrityError(
                f"the content is longer than the expected {self.limit} bytes: another content, or a damaged one"
            )
        self.sink.put(piece)
        self.done += len(piece)

    def take_all(self, pieces: list[bytes]) -> None:
        """Write pieces."""
        for piece in pieces:
            self.take(piece)

    def tell(self) -> Any:
        """Tell the caller how much is done, unless that was told already; the result may have to be awaited."""
        if self.on_progress is None or self._told == self.done:
            return None
        self._told = self.done
        return self.on_progress(self.done, self.total)


class _Network(Protocol):
    """A connection of httpcore, under its HTTP. Its ``read`` is a coroutine under asyncio."""

    def read(self, max_bytes: int, timeout: float | None = None) -> Any: ...
    def get_extra_info(self, info: str) -> Any: ...


class Direct:
    """A way past HTTP to the rest of a body: the connection, what is left there, and the limit of silence."""

    __slots__ = ("left", "network", "timeout")

    def __init__(self, network: _Network, left: int, timeout: float | None) -> None:
        self.network = network
        self.left = left
        self.timeout = timeout


def direct(response: Response) -> Direct | None:
    """The way past HTTP, where there is one: HTTP/1.1, no proxy, no compression, a large body of known length."""
    length = content_length(response.headers)
    if length is None or length < LARGE or is_encoded(response.headers):
        return None
    # httpcore keeps these to itself; where a version of it names them otherwise, its own reading is used.
    stream: Any = getattr(getattr(response, "_stream", None), "_stream", None)
    network: Any = getattr(getattr(stream, "_connection", None), "_network_stream", None)
    extensions: Any = getattr(getattr(stream, "_request", None), "extensions", None)
    if type(network).__name__ not in ("SyncStream", "AnyIOStream") or not is_mapping(extensions):
        return None
    if type(getattr(stream, "_connection", None)).__name__ not in (
        "HTTP11Connection",
        "AsyncHTTP11Connection",
    ):
        return None
    return Direct(network, length, extensions["timeout"]["read"])


def _late() -> errors.TimeoutError:
    return errors.TimeoutError("the total time limit passed while the answer arrived", phase="total")


def _early(left: int) -> errors.ProtocolError:
    return errors.ProtocolError(f"the connection was closed {left} bytes before the end of the answer")


def _patience(deadline: float | None, timeout: float | None) -> float | None:
    """How long to wait for the next bytes."""
    if deadline is None:
        return timeout
    left = deadline - time.monotonic()
    if left <= 0:
        raise _late()
    return left if timeout is None else min(timeout, left)


def pump(transfer: Transfer) -> None:
    """Move the body, blocking. The response is closed in the end."""
    response = transfer.response
    try:
        way = direct(response)
        pieces = response.iter_bytes()
        if way is None:
            _pump_pieces(transfer, pieces)
        else:
            # The first piece is everything that came with the head: after it the connection holds the rest.
            first = next(pieces, b"")
            transfer.take(first)
            way.left -= len(first)
            _pump_socket(transfer, way)
    finally:
        response.close()
        transfer.sink.settle()
    _told = transfer.tell()


def _pump_pieces(transfer: Transfer, pieces: Iterator[bytes]) -> None:
    batch: list[bytes] = []
    size = 0
    due = time.monotonic() + PATIENCE
    try:
        for piece in pieces:
            batch.append(piece)
            size += len(piece)
            now = time.monotonic()
            if size >= PIECE or now >= due:
                ready, batch, size, due = batch, [], 0, now + PATIENCE
                transfer.take_all(ready)
                _told = transfer.tell()
    finally:
        transfer.take_all(batch)


def _pump_socket(transfer: Transfer, way: Direct) -> None:
    ring = [memoryview(bytearray(PIECE)) for _ in range(DEPTH + 2)]
    sock: socket.socket = way.network.get_extra_info("socket")
    turn = 0
    while way.left:
        view = ring[turn]
        turn = (turn + 1) % len(ring)
        _fill(transfer, way, sock, view)
        _told = transfer.tell()


def _fill(transfer: Transfer, way: Direct, sock: socket.socket, view: memoryview) -> None:
    """Fill a buffer from the socket, as far as there is time, and write it."""
    filled = 0
    room = min(len(view), way.left)
    deadline = transfer.response.deadline
    due = time.monotonic() + PATIENCE
    try:
        sock.settimeout(_patience(deadline, way.timeout))
        while filled < room:
            count = sock.recv_into(view[filled:room])
            if count == 0:
                raise _early(way.left - filled)
            filled += count
            if time.monotonic() >= due:
                return
    except TimeoutError:
        if deadline is not None and time.monotonic() >= deadline:
            raise _late() from None
        raise errors.TimeoutError("the answer did not arrive in time", phase="read") from None
    except OSError as error:
        raise errors.ProtocolError(
            f"the connection broke {way.left - filled} bytes before the end of the answer: "
            f"{error.strerror or type(error).__name__}"
        ) from error
    finally:
        if filled:
            transfer.take(view[:filled])
            way.left -= filled


async def apump(transfer: Transfer) -> None:
    """Move the body under asyncio. The response is closed in the end."""
    from asyncio import to_thread

    response = transfer.response
    pieces = cast("AsyncGenerator[bytes, None]", response.aiter_bytes())
    try:
        way = direct(response)
        if way is None:
            await _apump_pieces(transfer, pieces)
        else:
            async with aclosing(_read_on(transfer, way, pieces)) as rest:
                await _apump_pieces(transfer, rest)
    finally:
        await pieces.aclose()
        await response.aclose()
        await to_thread(transfer.sink.settle)
    told = transfer.tell()
    if hasattr(told, "__await__"):
        await told


async def _read_on(
    transfer: Transfer, way: Direct, pieces: AsyncGenerator[bytes, None]
) -> AsyncGenerator[bytes, None]:
    first = await anext(pieces, b"")
    yield first
    way.left -= len(first)
    deadline = transfer.response.deadline
    while way.left:
        try:
            piece: bytes = await way.network.read(
                min(PIECE, way.left), timeout=_patience(deadline, way.timeout)
            )
        except Exception as error:
            if type(error).__module__.partition(".")[0] != "httpcore":
                raise
            if deadline is not None and time.monotonic() >= deadline:
                raise _late() from None
            raise translate(error, "the server", None) from error
        if not piece:
            raise _early(way.left)
        way.left -= len(piece)
        yield piece


async def _apump_pieces(transfer: Transfer, pieces: AsyncGenerator[bytes, None]) -> None:
    """Write one batch in a thread while the next arrives."""
    from asyncio import get_running_loop, wait

    loop = get_running_loop()
    writing: Future[None] | None = None
    batch: list[bytes] = []
    size = 0
    due = time.monotonic() + PATIENCE
    try:
        async for piece in pieces:
            batch.append(piece)
            size += len(piece)
            now = time.monotonic()
            if size >= PIECE or now >= due:
                if writing is not None:
                    await writing
                ready, batch, size, due = batch, [], 0, now + PATIENCE
                writing = loop.run_in_executor(None, transfer.take_all, ready)
                told = transfer.tell()
                if hasattr(told, "__await__"):
                    await told
    except errors.TransportError:
        await _written(transfer, writing, batch)
        raise
    except BaseException:
        # Cancelled: what is being written now must be over before the file is closed.
        if writing is not None:
            _done, _pending = await wait([writing])
        raise
    await _written(transfer, writing, batch)


async def _written(transfer: Transfer, writing: Future[None] | None, batch: list[bytes]) -> None:
    from asyncio import to_thread

    if writing is not None:
        await writing
    if batch:
        await to_thread(transfer.take_all, batch)
