"""The local side of an SFTP upload: content that is read in order and hashed, or looked at anywhere. Blocking.

Every method touches a disk; asynchronous code calls them in threads.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Generator
from contextlib import contextmanager
from io import BytesIO
from typing import IO, cast

from ..base.errors import BodyError, IntegrityError
from ..body.inputs import FileInput, Source, source_of
from ..body.sources import BytesSource, HandleSource, PathSource, SourceFile

_PIECE = 512 * 1024
_SAMPLE = 64 * 1024


@contextmanager
def _readable() -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise BodyError(f"the file cannot be read: {error.strerror or 'I/O error'}", sent=False) from error


class LocalFile:
    """Content to upload. ``position`` is how far it was read in order; ``sha256`` covers exactly that much."""

    def __init__(self, source: Source) -> None:
        self.name = source.name
        self.size = source.size
        known = isinstance(source, (BytesSource, PathSource, HandleSource))
        self.rewindable = known and source.rewindable and source.size is not None
        self._start = source.start or 0 if isinstance(source, HandleSource) else 0
        self._owned = not isinstance(source, HandleSource)
        with _readable():
            self._handle = _opened(source)
            self._stamp = _stamp(self._handle)
        self._hash = hashlib.sha256()
        self.position = 0
        # An owned file may have changed since the caller's path was looked at.
        if isinstance(source, PathSource):
            self.size = os.fstat(self._handle.fileno()).st_size

    @classmethod
    def of(cls, value: FileInput | Source) -> LocalFile:
        """The content of a file argument, opened."""
        return cls(value if isinstance(value, Source) else source_of(value, "file"))

    def close(self) -> None:
        """Close what was opened here; the caller's own file object stays open."""
        if self._owned:
            self._handle.close()

    def restart(self) -> None:
        """Begin again."""
        self._hash = hashlib.sha256()
        self.position = 0

    def sha256(self) -> str:
        """The digest of what was read in order so far."""
        return self._hash.hexdigest()

    def at(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes from anywhere; only for content that can rewind."""
        with _readable():
            _at = self._handle.seek(self._start + offset)
            return _fully(self._handle, length)

    def next(self) -> bytes:
        """The next piece in order, empty at the end. A file that ends early or goes on is an error, never a cut."""
        with _readable():
            if self.rewindable:
                _at = self._handle.seek(self._start + self.position)
            data = _fully(self._handle, _PIECE)
        self._hash.update(data)
        self.position += len(data)
        if self.size is not None and (self.position > self.size or (not data and self.position < self.size)):
            raise _changed()
        return data

    def skip(self, offset: int) -> None:
        """Read in order up to an offset, for the digest only."""
        while self.position < offset:
            with _readable():
                _at = self._handle.seek(self._start + self.position)
                data = _fully(self._handle, min(_PIECE, offset - self.position))
            if not data:
                raise _changed()
            self._hash.update(data)
            self.position += len(data)

    def check_unchanged(self) -> None:
        """Fail when the file was written to since it was opened."""
        with _readable():
            if _stamp(self._handle) != self._stamp:
                raise _changed()

    def token(self) -> str:
        """Eight characters that are the same as long as the content is, judged by size, time of change and samples.

        They are part of the temporary name, so that the rest of one file is never appended to the beginning of
        another, and two uploads of different files under one name do not meet.
        """
        digest = hashlib.sha256(f"{self.size}:{self._stamp}".encode())
        if self.rewindable and self.size is not None and self._stamp is None:
            # Memory has no time of change: only all of it tells one content from another.
            for offset in range(0, self.size, _PIECE):
                digest.update(self.at(offset, _PIECE))
        elif self.rewindable and self.size is not None:
            digest.update(self.at(0, _SAMPLE))
            digest.update(self.at(max(0, self.size - _SAMPLE), _SAMPLE))
        else:
            digest.update(os.urandom(8))
        return digest.hexdigest()[:8]


def _opened(source: Source) -> IO[bytes]:
    match source:
        case HandleSource():
            return source.handle
        case BytesSource():
            return BytesIO(source.data)
        case PathSource():
            return open(source.path, "rb", buffering=0)  # closed by LocalFile.close
        case _:
            # What is made on the way can only be read in order.
            return cast("IO[bytes]", SourceFile(source))


def _stamp(handle: IO[bytes]) -> tuple[int, int] | None:
    """Size and time of change of what is behind a handle; None when it is not a file."""
    try:
        status = os.fstat(handle.fileno())
    except (OSError, AttributeError, ValueError):
        return None
    return (status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


def _fully(handle: IO[bytes], length: int) -> bytes:
    """As many bytes as asked for, unless the end comes first; one ``read`` may give fewer."""
    data = handle.read(length)
    if not data or len(data) == length:
        return data or b""
    pieces = [data]
    missing = length - len(data)
    while missing and (data := handle.read(missing)):
        pieces.append(data)
        missing -= len(data)
    return b"".join(pieces)


def _changed() -> IntegrityError:
    return IntegrityError("the file changed while it was being uploaded; the upload was given up")
