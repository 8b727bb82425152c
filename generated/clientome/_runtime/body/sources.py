"""Content that goes into a request, read piece by piece, that finds out when it changes meanwhile.

Rules:

- Nothing is opened before its turn comes.
- What was announced is what is sent. A file must be the one that was looked at when the request was built: the same
  inode, size and time of change, when it is opened and again before its last bytes are handed out. So a request with
  mixed content never becomes complete, and the server cannot take it for whole.
- Every pass starts at the start; what can be read only once says so.
"""

from __future__ import annotations

import io
import os
import stat
import struct
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from ..base.errors import BodyError, IntegrityError
from .reader import AsyncReader, Feed, Reader, sync_only

CHUNK = 256 * 1024


def stamp_of(status: os.stat_result) -> bytes:
    """What must stay the same while a file is sent: identity, size and time of change. Packed: there may be many."""
    # Windows tells devices and inodes differently for paths and for open files.
    identity = (0, 0) if os.name == "nt" else (status.st_dev, status.st_ino)
    return struct.pack("=QQqq", *identity, status.st_size, status.st_mtime_ns)


def changed() -> IntegrityError:
    """Told whenever content is not what it was when the request was built."""
    return IntegrityError("a file of the request changed while it was being sent; the upload was given up")


@contextmanager
def readable() -> Generator[None]:
    """Trouble with reading, in our words and without a name."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or "I/O error"
        raise BodyError(f"a file of the request cannot be read: {reason}") from error


class Source:
    """Content of one file, ready to be read once or, where it can rewind, several times. Subclasses say from where."""

    __slots__ = ("content_type", "name", "size")

    # Whether reading may take time, so that asynchronous code must not do it in its loop.
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
        """Go back to the start. Every pass starts there by itself; what cannot go back raises an error then."""

    def chunks(self) -> Iterator[bytes]:
        """The content in pieces."""
        feed = Feed((self,))
        try:
            while chunk := feed.take():
                yield sync_only(chunk)
        finally:
            feed.close()

    def __repr__(self) -> str:
        # A name may be a patient's.
        size = "unknown size" if self.size is None else f"{self.size} bytes"
        return f"<{type(self).__name__} of {size}>"


class BytesSource(Source):
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

    live = False

    def __init__(self, data: bytes) -> None:
        self._data = data

    def next(self) -> bytes:
        data, self._data = self._data, b""
        return data

    def close(self) -> None:
        pass


class PathSource(Source):
    """A file by its path: ``folder`` and, where it was found in one, the part below it. Opened when its turn comes."""

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
        # Of many files of a folder the path is the folder's and the name, which is kept anyway.
        self._folder = folder
        self._path = path if folder is None else None
        self.mtime = status.st_mtime
        self.stamp = stamp_of(status)

    @property
    def path(self) -> str:
        """Where the file is."""
        return self._path if self._path is not None else os.path.join(self._folder or "", self.name or "")

    def reader(self) -> Reader:
        """A pass from the start; fails where the file is not the one that was looked at."""
        with readable():
            handle = io.FileIO(self.path, "r")
        return _FileReader(handle, self.size, self.stamp, owned=True)


class HandleSource(Source):
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
        self.stamp = _stamp_behind(handle)

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


def _stamp_behind(handle: IO[bytes] | io.FileIO) -> bytes | None:
    """The stamp of what is behind a file object; None when that is no file."""
    try:
        status = os.fstat(handle.fileno())
    except (OSError, AttributeError, ValueError, TypeError):
        return None
    return stamp_of(status) if stat.S_ISREG(status.st_mode) else None


class _FileReader:
    """A pass over an open file of known or unknown size."""

    __slots__ = ("_done", "_ended", "_handle", "_owned", "_size", "_stamp")

    live = False

    def __init__(
        self, handle: IO[bytes] | io.FileIO, size: int | None, stamp: bytes | None, *, owned: bool
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
        if self._stamp is not None and _stamp_behind(self._handle) != self._stamp:
            raise changed()

    def next(self) -> bytes:
        if self._ended:
            return b""
        size, done = self._size, self._done
        # One byte more than is left: a file that has grown shows it.
        wanted = CHUNK if size is None else min(CHUNK, size - done + 1)
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
    """A piece as ``bytes``; an error where it is none, be it text or the None of a file that does not block."""
    if isinstance(piece, bytes):
        return piece
    if isinstance(piece, (bytearray, memoryview)):
        return bytes(cast("bytes | bytearray", piece))
    kind = type(piece).__name__
    raise BodyError(f"the content of a file must come as bytes, not as {kind}")


class SourceFile(io.RawIOBase):
    """A source as a file object that can be read in order."""

    def __init__(self, source: Source) -> None:
        self._reader = source.reader()
        self._rest = b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill a buffer, or less."""
        data = self._rest or self._reader.next()
        count = min(len(data), len(buffer))
        buffer[:count] = data[:count]
        self._rest = data[count:]
        return count

    def close(self) -> None:
        """Close what was opened."""
        if not self.closed:
            self._reader.close()
        super().close()
