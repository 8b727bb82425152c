"""The body of an answer into a sink: bytes in large pieces, memory constant, one pump per colour.

Rules:

- Whatever has arrived is written also when the connection breaks, since a download may go on from there.
- Under asyncio files and hashes are the business of threads: one piece is written while the next arrives.
- httpcore reads 64 KiB at a time and copies each piece four times. For a large body of known length the pumps let it
  read the head and then take the rest from its connection in larger pieces; such a connection is not used again.
"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from typing import TYPE_CHECKING, cast

from ..base import errors
from ..files.integrity import QUEUE_DEPTH
from ..http.failures import translate
from .copy_raw import empty_socket, finished, is_quiet
from .transfer import PATIENCE, PIECE, Direct, Transfer, broken, direct, early, late, patience

if TYPE_CHECKING:
    import socket
    from asyncio import Future


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
        transfer.sink.join()
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
    ring = [memoryview(bytearray(PIECE)) for _ in range(QUEUE_DEPTH + 2)]
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
        sock.settimeout(patience(deadline, way.timeout))
        while filled < room:
            count = sock.recv_into(view[filled:room])
            if count == 0:
                raise early(way.left - filled)
            filled += count
            if time.monotonic() >= due:
                return
    except TimeoutError:
        if deadline is not None and time.monotonic() >= deadline:
            raise late() from None
        raise errors.TimeoutError("the answer did not arrive in time", phase="read") from None
    except OSError as error:
        raise broken(error, way.left - filled) from error
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
            if way.left:
                await empty_socket(transfer, way)
    finally:
        await pieces.aclose()
        await response.aclose()
        await to_thread(transfer.sink.join)
    told = transfer.tell()
    if hasattr(told, "__await__"):
        await told


async def _read_on(
    transfer: Transfer, way: Direct, pieces: AsyncGenerator[bytes, None]
) -> AsyncGenerator[bytes, None]:
    """The rest in large pieces, as far as it is not left to threads."""
    first = await anext(pieces, b"")
    yield first
    way.left -= len(first)
    deadline = transfer.response.deadline
    while way.left and not is_quiet(way):
        try:
            piece: bytes = await way.network.read(
                min(PIECE, way.left), timeout=patience(deadline, way.timeout)
            )
        except Exception as error:
            if type(error).__module__.partition(".")[0] != "httpcore":
                raise
            if deadline is not None and time.monotonic() >= deadline:
                raise late() from None
            raise translate(error, "the server", None) from error
        if not piece:
            raise early(way.left)
        way.left -= len(piece)
        yield piece


async def _apump_pieces(transfer: Transfer, pieces: AsyncGenerator[bytes, None]) -> None:
    """Write one batch in a thread while the next arrives."""
    from asyncio import get_running_loop

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
                    await finished(writing)
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
        if writing is not None and not writing.done():
            await finished(writing)
        raise
    await _written(transfer, writing, batch)


async def _written(transfer: Transfer, writing: Future[None] | None, batch: list[bytes]) -> None:
    from asyncio import get_running_loop

    if writing is not None:
        await finished(writing)
    if batch:
        await finished(get_running_loop().run_in_executor(None, transfer.take_all, batch))
