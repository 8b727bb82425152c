"""Content of a request, read piece by piece: bytes, files, file objects and iterators.

Rules:

- A file is opened only when its bytes are needed.
- What was announced is what is sent. A file must be the one that was looked at when the request was built: the same
  inode, size and time of change, when it is opened and again before its last bytes are handed out. So a request with
  mixed content never becomes complete, and the server cannot take it for whole.
- An iterator is read once, never twice, and must give exactly its announced size.
- Every pass starts at the start; content that can be read only once says so.
"""

from __future__ import annotations

import io
import os
import stat
import struct
from collections.abc import AsyncIterable, AsyncIterator, Generator, Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from ..base.errors import BodyError, IntegrityError
from .reader import CHUNK_SIZE, AsyncReader, ChunkReader, Reader, sync_only


class FileStamp(bytes):
    """What must stay the same while a file is sent: its identity, size and time of change. Packed: there may be many."""

    __slots__ = ()

    @classmethod
    def of(cls, status: os.stat_result) -> FileStamp:
        """The stamp of a file that was looked at."""
        # Windows gives other devices and inodes for paths than for open files.
        identity = (0, 0) if os.name == "nt" else (status.st_dev, status.st_ino)
        return cls(struct.pack("=QQqq", *identity, status.st_size, status.st_mtime_ns))

    @classmethod
    def behind(cls, file: IO[bytes] | io.FileIO) -> FileStamp | None:
        """The stamp of what is behind a file object; None when that is no file of the disk."""
        try:
            status = os.fstat(file.fileno())
        except (OSError, AttributeError, ValueError, TypeError):
            return None
        return cls.of(status) if stat.S_ISREG(status.st_mode) else None

    @property
    def version(self) -> tuple[int, int]:
        """Size and time of change in nanoseconds, which stay the same when the file system is mounted again."""
        return struct.unpack("=qq", self[16:])


def changed() -> IntegrityError:
    """The error for content that is not what it was when the request was built."""
    return IntegrityError("a file of the request changed while it was being sent; the upload was given up")


@contextmanager
def readable() -> Generator[None]:
    """Turn errors of the system into a BodyError, without the name of the file."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or "I/O error"
        raise BodyError(f"a file of the request cannot be read: {reason}") from error


class BodySource:
    """Content of one file, ready to be read once or, where it can rewind, several times. Subclasses say from where."""

    __slots__ = ("content_type", "name", "size")

    # Whether reading may take time, so that it must not happen in an event loop.
    blocking = True
    # Whether only asynchronous code can read it.
    asynchronous = False

    def __init__(self, name: str | None, content_type: str | None, size: int | None) -> None:
        self.name = name
        self.content_type = content_type
        self.size = size

    @property
    def rewindable(self) -> bool:
        """Whether the content can be read again from its start."""
        return True

    def reader(self) -> Reader:
        """A pass from the start."""
        raise NotImplementedError

    def areader(self) -> AsyncReader:
        """The same for asynchronous code; only where ``asynchronous``."""
        raise NotImplementedError

    def rewind(self) -> None:
        """Go back to the start. Every pass does so by itself, and raises an error where that is impossible."""

    def chunks(self) -> Iterator[bytes]:
        """The content in pieces."""
        reader = ChunkReader((self,))
        try:
            while chunk := reader.read_chunk():
                yield sync_only(chunk)
        finally:
            reader.close()

    def __repr__(self) -> str:
        # A name may be a patient's.
        size = "unknown size" if self.size is None else f"{self.size} bytes"
        return f"<{type(self).__name__} of {size}>"


class BytesSource(BodySource):
    """Bytes in memory."""

    __slots__ = ("data",)

    blocking = False

    def __init__(self, data: bytes, name: str | None = None, content_type: str | None = None) -> None:
        super().__init__(name, content_type, len(data))
        self.data = data

    def reader(self) -> Reader:
        """A pass from the start."""
        return _BytesReader(self.data)


class _BytesReader:
    __slots__ = ("_data",)

    unbuffered = False

    def __init__(self, data: bytes) -> None:
        self._data = data

    def next(self) -> bytes:
        data, self._data = self._data, b""
        return data

    def close(self) -> None:
        pass


class PathSource(BodySource):
    """A file by its path; with ``folder``, the one in which it was found, ``name`` is its path below that."""

    __slots__ = ("_folder", "_path", "mtime", "stamp")

    def __init__(
        self,
        path: str,
        status: os.stat_result,
        name: str | None = None,
        content_type: str | None = None,
        folder: str | None = None,
    ) -> None:
        super().__init__(os.path.basename(path) if name is None else name, content_type, status.st_size)
        # Store folder and name and join them on demand: this saves memory for folders with many files.
        self._folder = folder
        self._path = path if folder is None else None
        self.mtime = status.st_mtime
        self.stamp = FileStamp.of(status)

    @property
    def path(self) -> str:
        """Where the file is."""
        return self._path if self._path is not None else os.path.join(self._folder or "", self.name or "")

    def reader(self) -> Reader:
        """A pass from the start; fails where the file is not the one that was looked at."""
        with readable():
            handle = io.FileIO(self.path, "r")
        return _FileReader(handle, self.size, self.stamp, owned=True)


class HandleSource(BodySource):
    """A binary file object of the caller, sent from where it stands. It stays open."""

    __slots__ = ("handle", "stamp", "start")

    def __init__(
        self, handle: IO[bytes], name: str | None, content_type: str | None, size: int | None = None
    ) -> None:
        super().__init__(name, content_type, size)
        self.handle = handle
        self.start: int | None = None
        try:
            start = handle.tell()
            end = handle.seek(0, os.SEEK_END)
            _position = handle.seek(start)
        except (OSError, AttributeError, ValueError):
            pass
        else:
            self.start, self.size = start, max(end - start, 0)
        self.stamp = FileStamp.behind(handle)

    @property
    def rewindable(self) -> bool:
        """Whether the file object can seek."""
        return self.start is not None

    def rewind(self) -> None:
        """Go back to where the file object stood, where it can."""
        if self.start is not None:
            with readable():
                _position = self.handle.seek(self.start)

    def reader(self) -> Reader:
        """A pass from the start, where the file object can go back."""
        self.rewind()
        return _FileReader(self.handle, self.size, self.stamp, owned=False)


class _FileReader:
    """A pass over an open file of known or unknown size."""

    __slots__ = ("_done", "_ended", "_handle", "_owned", "_size", "_stamp")

    unbuffered = False

    def __init__(
        self, handle: IO[bytes] | io.FileIO, size: int | None, stamp: FileStamp | None, *, owned: bool
    ) -> None:
        self._handle = handle
        self._size = size
        self._stamp = stamp
        self._owned = owned
        self._done = 0
        self._ended = False
        try:
            self._check()
        except BaseException:
            self.close()
            raise

    def _check(self) -> None:
        if self._stamp is not None and FileStamp.behind(self._handle) != self._stamp:
            raise changed()

    def next(self) -> bytes:
        if self._ended:
            return b""
        size, done = self._size, self._done
        # Ask for one byte more than is left, to notice a file that has grown.
        wanted = CHUNK_SIZE if size is None else min(CHUNK_SIZE, size - done + 1)
        with readable():
            data = as_bytes(self._handle.read(wanted))
        self._done = done = done + len(data)
        if size is None:
            self._ended = not data
        elif done > size or (not data and done < size):
            raise changed()
        elif done == size:
            self._end(read_on=self._stamp is None and bool(data))
        if self._ended:
            self._check()
        return data

    def _end(self, *, read_on: bool) -> None:
        self._ended = True
        with readable():
            more = read_on and self._handle.read(1)
        if more:
            raise changed()

    def close(self) -> None:
        if self._owned:
            self._handle.close()


def as_bytes(piece: Any) -> bytes:
    """A piece as ``bytes``; an error for anything else, such as text or the None of a file that does not block."""
    if isinstance(piece, bytes):
        return piece
    if isinstance(piece, (bytearray, memoryview)):
        return bytes(cast("bytes | bytearray", piece))
    kind = type(piece).__name__
    raise BodyError(f"the content of a file must come as bytes, not as {kind}")


class _OnceSource(BodySource):
    """Content that can be read once."""

    __slots__ = ("_used",)

    def __init__(self, name: str | None, content_type: str | None, size: int | None) -> None:
        super().__init__(name, content_type, size)
        self._used = False

    @property
    def rewindable(self) -> bool:
        """Never: what an iterator has given is gone."""
        return False

    def _use(self) -> None:
        used, self._used = self._used, True
        if used:
            raise BodyError("an iterator can be sent once only; make the call again with a new one")


class IteratorSource(_OnceSource):
    """An iterator of bytes. With a ``size`` it must give exactly so many."""

    __slots__ = ("_iterator",)

    def __init__(
        self, iterator: Iterator[bytes], name: str | None, content_type: str | None, size: int | None
    ) -> None:
        super().__init__(name, content_type, size)
        self._iterator = iterator

    def reader(self) -> Reader:
        """The only pass."""
        self._use()
        return _IteratorReader(self._iterator, self.size)


class AsyncSource(_OnceSource):
    """An asynchronous iterable of bytes, for asynchronous clients. With a ``size`` it must give exactly so many."""

    __slots__ = ("_iterable",)

    blocking = False
    asynchronous = True

    def __init__(
        self, iterable: AsyncIterable[bytes], name: str | None, content_type: str | None, size: int | None
    ) -> None:
        super().__init__(name, content_type, size)
        self._iterable = iterable

    def areader(self) -> AsyncReader:
        """The only pass."""
        self._use()
        return _AsyncIteratorReader(aiter(self._iterable), self.size)


class _SizeCheck:
    """Checks the size of what an iterator gives. The last piece is held back until the iterator has ended."""

    __slots__ = ("done", "size")

    def __init__(self, size: int | None) -> None:
        self.size = size
        self.done = 0

    def completes(self, piece: bytes) -> bool:
        self.done += len(piece)
        if self.size is not None and self.done > self.size:
            raise IntegrityError(f"an iterator gave more than the announced {self.size} bytes")
        return self.done == self.size

    def end(self) -> bytes:
        if self.size is not None and self.done < self.size:
            raise IntegrityError(f"an iterator gave {self.done} of the announced {self.size} bytes")
        return b""


class _IteratorReader:
    """The one pass over an iterator."""

    __slots__ = ("_check_size", "_iterator")

    unbuffered = True

    def __init__(self, iterator: Iterator[bytes], size: int | None) -> None:
        self._iterator = iterator
        self._check_size = _SizeCheck(size)

    def _piece(self) -> bytes:
        with readable():
            for piece in self._iterator:
                if data := as_bytes(piece):
                    return data
        return b""

    def next(self) -> bytes:
        piece = self._piece()
        if not piece:
            return self._check_size.end()
        if self._check_size.completes(piece):
            _none = self._check_size.completes(self._piece())
        return piece

    def close(self) -> None:
        # A generator may have things of its own to close.
        if isinstance(self._iterator, Generator):
            cast("Generator[bytes, Any, Any]", self._iterator).close()


class _AsyncIteratorReader:
    """The one pass over an asynchronous iterable."""

    __slots__ = ("_check_size", "_iterator")

    def __init__(self, iterator: AsyncIterator[bytes], size: int | None) -> None:
        self._iterator = iterator
        self._check_size = _SizeCheck(size)

    async def _piece(self) -> bytes:
        with readable():
            async for piece in self._iterator:
                if data := as_bytes(piece):
                    return data
        return b""

    async def next(self) -> bytes:
        """The next piece, empty at the end."""
        piece = await self._piece()
        if not piece:
            return self._check_size.end()
        if self._check_size.completes(piece):
            _none = self._check_size.completes(await self._piece())
        return piece
