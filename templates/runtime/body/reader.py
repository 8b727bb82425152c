"""Read a sequence of bytes and files in chunks of about 256 KiB, sync and async.

Rules:

- One file is open at a time.
- Small pieces are joined: a system call and a switch of threads cost more than copying some kilobytes. The pieces of an
  iterator are not: they come at its own pace and must not wait for more.
- Under asyncio reading happens in threads, one chunk ahead of what is being sent, and never in two threads at once.
- A reader that is closed early leaves nothing open, also when a thread is still reading.
"""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol, TypeVar

from ..base.errors import ArgumentError, BodyError, IntegrityError

if TYPE_CHECKING:
    from asyncio import Future

CHUNK_SIZE = 256 * 1024


class Reader(Protocol):
    """One pass over a content. Blocking; used by one thread at a time."""

    @property
    def unbuffered(self) -> bool:
        """Whether each piece must be sent at once, without waiting for the next one."""
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
    """What can stand between bytes: see :class:`~.sources.BodySource`."""

    @property
    def asynchronous(self) -> bool: ...
    def reader(self) -> Reader: ...
    def areader(self) -> AsyncReader: ...


class ChunkReader:
    """Chunks of a sequence of pieces. Blocking."""

    def __init__(self, pieces: Iterable[bytes | Readable]) -> None:
        self._pieces: Iterator[bytes | Readable] = iter(pieces)
        self._reader: Reader | None = None
        self._only_async: Readable | None = None
        self._number = 0
        self._lock = threading.Lock()
        self._closed = False

    def read_chunk(self) -> bytes | Readable:
        """The next chunk, empty at the end; or a content that only asynchronous code can read, which comes next."""
        try:
            with self._lock:
                return b"" if self._closed else self._read()
        except BaseException as error:
            self.close()
            if isinstance(error, (BodyError, IntegrityError)) and self._number > 1:
                _same = numbered(error, self._number, "request")
            raise
        finally:
            # Another thread called close() meanwhile, and left the closing to this one.
            if self._closed:
                self.close()

    def _read(self) -> bytes | Readable:
        if self._only_async is not None:
            content, self._only_async = self._only_async, None
            return content
        found: list[bytes] = []
        size = 0
        while size < CHUNK_SIZE:
            reader = self._reader
            if reader is None:
                piece = next(self._pieces, None)
                if piece is None:
                    break
                if not isinstance(piece, bytes):
                    self._number += 1
                    if piece.asynchronous:
                        self._only_async = piece
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
                if reader is not None and reader.unbuffered:
                    break
        if not found and self._only_async is not None:
            return self._read()
        return found[0] if len(found) == 1 else b"".join(found)

    def close(self) -> None:
        """Close what is open. While another thread reads, that thread does it."""
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
    """The error with the number of the file: its name may be a patient's."""
    error.args = (f"{error} (it is file number {number} of the {place})",)
    return error


def sync_only(chunk: bytes | Readable) -> bytes:
    """Refuse what only asynchronous code can read."""
    if not isinstance(chunk, bytes):
        raise ArgumentError("an asynchronous iterator can be sent by an asynchronous client only")
    return chunk


class AsyncChunkReader:
    """The same for asynchronous code. Without ``threads`` all content is in memory or asynchronous."""

    def __init__(self, pieces: Iterable[bytes | Readable], *, threads: bool) -> None:
        self._reader = ChunkReader(pieces)
        self._threads = threads
        self._ahead: Future[bytes | Readable] | None = None
        self._current: AsyncReader | None = None

    def __aiter__(self) -> AsyncChunkReader:
        return self

    async def __anext__(self) -> bytes:
        while True:
            if self._current is not None:
                if chunk := await self._current.next():
                    return chunk
                self._current = None
            taken = await self._next()
            if not isinstance(taken, bytes):
                self._current = taken.areader()
                continue
            if not taken:
                raise StopAsyncIteration
            if self._threads:
                self._ahead = self._in_thread()
            return taken

    async def _next(self) -> bytes | Readable:
        ahead, self._ahead = self._ahead, None
        if ahead is None and not self._threads:
            return self._reader.read_chunk()
        return await (ahead or self._in_thread())

    def _in_thread(self) -> Future[bytes | Readable]:
        from asyncio import get_running_loop

        context = contextvars.copy_context()
        future = get_running_loop().run_in_executor(None, context.run, self._reader.read_chunk)
        future.add_done_callback(_retrieve_exception)
        return future

    def close(self) -> None:
        """Close what is open."""
        self._reader.close()

    def __del__(self) -> None:
        # Sending stopped early. The finally of an asynchronous generator would not run at a known time.
        self.close()


def _retrieve_exception(future: Future[bytes | Readable]) -> None:
    """So that asyncio does not log an error that nobody awaits any more as never retrieved."""
    if not future.cancelled():
        _error = future.exception()
