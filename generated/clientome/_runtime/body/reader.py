"""From pieces to chunks worth sending, for both colours.

Rules:

- One content is open at a time.
- Small pieces are joined: a system call and a switch of threads cost more than copying some kilobytes. What comes at
  its own pace (an iterator) does not wait for more.
- Under asyncio reading happens in threads, one chunk ahead of what is being sent, and never in two threads at once.
- Whoever stops early leaves nothing open, also while a thread still reads.
"""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol, TypeVar

from ..base.errors import ArgumentError, BodyError, IntegrityError

if TYPE_CHECKING:
    from asyncio import Future

ENOUGH = 256 * 1024


class Reader(Protocol):
    """One pass over a content. Blocking; used by one thread at a time."""

    @property
    def live(self) -> bool:
        """Whether pieces come at their own pace and must not wait for each other."""
        ...

    def next(self) -> bytes:
        """The next piece, empty at the end."""
        ...

    def close(self) -> None:
        """Close what was opened for this pass."""
        ...


class AsyncReader(Protocol):
    """One pass over an asynchronous content."""

    async def next(self) -> bytes:
        """The next piece, empty at the end."""
        ...


class Readable(Protocol):
    """What can stand between bytes: see :class:`~.contents.Source`."""

    @property
    def asynchronous(self) -> bool: ...
    def reader(self) -> Reader: ...
    def areader(self) -> AsyncReader: ...


class Feed:
    """Chunks of a sequence of pieces. Blocking."""

    def __init__(self, pieces: Iterable[bytes | Readable]) -> None:
        self._pieces: Iterator[bytes | Readable] = iter(pieces)
        self._reader: Reader | None = None
        self._turn: Readable | None = None
        self._number = 0
        self._lock = threading.Lock()
        self._closed = False

    def take(self) -> bytes | Readable:
        """The next chunk, empty at the end; or a content that only asynchronous code can read, to be read now."""
        try:
            with self._lock:
                return b"" if self._closed else self._take()
        except BaseException as error:
            self.close()
            if isinstance(error, (BodyError, IntegrityError)) and self._number > 1:
                _same = numbered(error, self._number, "request")
            raise
        finally:
            # Closed by another thread meanwhile, which left the rest to this one.
            if self._closed:
                self.close()

    def _take(self) -> bytes | Readable:
        if self._turn is not None:
            turn, self._turn = self._turn, None
            return turn
        found: list[bytes] = []
        size = 0
        while size < ENOUGH:
            reader = self._reader
            if reader is None:
                piece = next(self._pieces, None)
                if piece is None:
                    break
                if not isinstance(piece, bytes):
                    self._number += 1
                    if piece.asynchronous:
                        self._turn = piece
                        break
                    self._reader = piece.reader()
                    continue
            elif not (piece := reader.next()):
                self._reader = None
                reader.close()
                continue
            if piece:
                found.append(piece)
                size += len(piece)
                if reader is not None and reader.live:
                    break
        if not found and self._turn is not None:
            return self._take()
        return found[0] if len(found) == 1 else b"".join(found)

    def close(self) -> None:
        """Close what is open. While another thread reads it is left to that thread."""
        self._closed = True
        if self._lock.acquire(blocking=False):
            try:
                reader, self._reader = self._reader, None
                if reader is not None:
                    reader.close()
            finally:
                self._lock.release()


E = TypeVar("E", bound=Exception)


def numbered(error: E, number: int, place: str) -> E:
    """The error, telling which file it was: without its name, which may be a patient's."""
    error.args = (f"{error} (it is file number {number} of the {place})",)
    return error


def sync_only(chunk: bytes | Readable) -> bytes:
    """Refuse what only asynchronous code can read."""
    if not isinstance(chunk, bytes):
        raise ArgumentError("an asynchronous iterator can be sent by an asynchronous client only")
    return chunk


class AsyncFeed:
    """The same for asynchronous code. Without ``threads`` all of it is in memory or asynchronous."""

    def __init__(self, pieces: Iterable[bytes | Readable], *, threads: bool) -> None:
        self._feed = Feed(pieces)
        self._threads = threads
        self._ahead: Future[bytes | Readable] | None = None
        self._turn: AsyncReader | None = None

    def __aiter__(self) -> AsyncFeed:
        return self

    async def __anext__(self) -> bytes:
        while True:
            if self._turn is not None:
                if chunk := await self._turn.next():
                    return chunk
                self._turn = None
            taken = await self._start() if self._ahead is None else await self._waited(self._ahead)
            if not isinstance(taken, bytes):
                self._turn = taken.areader()
                continue
            if not taken:
                raise StopAsyncIteration
            if self._threads:
                self._ahead = self._later()
            return taken

    async def _start(self) -> bytes | Readable:
        return await self._later() if self._threads else self._feed.take()

    async def _waited(self, ahead: Future[bytes | Readable]) -> bytes | Readable:
        self._ahead = None
        return await ahead

    def _later(self) -> Future[bytes | Readable]:
        from asyncio import get_running_loop

        context = contextvars.copy_context()
        future = get_running_loop().run_in_executor(None, context.run, self._feed.take)
        future.add_done_callback(_looked_at)
        return future

    def close(self) -> None:
        """Close what is open."""
        self._feed.close()

    def __del__(self) -> None:
        # Sending stopped early: no finally of an asynchronous generator would run at a known time.
        self.close()


def _looked_at(future: Future[bytes | Readable]) -> None:
    """An error that nobody waits for any more is no news."""
    if not future.cancelled():
        _error = future.exception()
