"""The rest of a large body under asyncio, past HTTP and past asyncio's own reading: threads empty the socket.

Rules:

- Only for connections without TLS, on systems whose event loops can watch a descriptor. Others are read as usual.
- The event loop waits for bytes; a thread works only while there are some, so that slow connections hold none.
- asyncio's reading is paused between two reads (see ``network``); what it has read already is taken first, as usual.
- Whoever is cancelled waits until its thread has written its last buffer.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle
from typing import TYPE_CHECKING, Any

from ..base import errors
from ..files.integrity import QUEUE_DEPTH
from .transfer import PATIENCE, PIECE, Direct, Transfer, broken, early, late, patience

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Future

# How long a thread waits for more before it leaves the waiting to the event loop.
_LINGER = 0.002


def is_quiet(way: Direct) -> bool:
    """Whether the socket holds everything that is left, and threads can read it."""
    quiet: Any = getattr(way.network, "quiet", None)
    return os.name == "posix" and quiet is not None and bool(quiet())


async def empty_socket(transfer: Transfer, way: Direct) -> None:
    """Move what is left of the body."""
    from asyncio import get_running_loop

    loop = get_running_loop()
    # A descriptor of its own: the event loop does not let others watch those of its transports.
    sock = socket.socket(fileno=os.dup(way.network.get_extra_info("socket").fileno()))
    ring = cycle([memoryview(bytearray(PIECE)) for _ in range(QUEUE_DEPTH + 2)])
    with sock:
        # With any limit Python leaves the socket, which both descriptors share, non-blocking.
        sock.settimeout(_LINGER)
        while way.left:
            await _readable(loop, sock, transfer.response.deadline, way.timeout)
            work = loop.run_in_executor(None, _burst, transfer, way, sock, ring)
            await finished(work)
            told = transfer.tell()
            if hasattr(told, "__await__"):
                await told


async def finished(work: Future[None]) -> None:
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


async def _readable(
    loop: AbstractEventLoop, sock: socket.socket, deadline: float | None, silence: float | None
) -> None:
    """Wait until there is something to read, or the end."""
    from asyncio import Event, timeout

    ready = Event()
    seconds = patience(deadline, silence)
    loop.add_reader(sock.fileno(), ready.set)
    try:
        async with timeout(seconds):
            _is_set = await ready.wait()
    except TimeoutError:
        if deadline is not None and time.monotonic() >= deadline:
            raise late() from None
        raise errors.TimeoutError("the answer did not arrive in time", phase="read") from None
    finally:
        _was = loop.remove_reader(sock.fileno())


def _burst(transfer: Transfer, way: Direct, sock: socket.socket, ring: Iterator[memoryview]) -> None:
    """Write what comes, until nothing comes any more or it is time to tell the caller. Blocks."""
    due = time.monotonic() + PATIENCE
    more = True
    while more and way.left and time.monotonic() < due:
        more = _fill(transfer, way, sock, next(ring))


def _fill(transfer: Transfer, way: Direct, sock: socket.socket, view: memoryview) -> bool:
    """Fill a buffer as far as there is something, and write it; whether it became full."""
    filled = 0
    room = min(len(view), way.left)
    try:
        while filled < room:
            count = sock.recv_into(view[filled:room])
            if count == 0:
                raise early(way.left - filled)
            filled += count
    except TimeoutError:
        return False
    except OSError as error:
        raise broken(error, way.left - filled) from error
    finally:
        if filled:
            transfer.take(view[:filled])
            way.left -= filled
    return True
