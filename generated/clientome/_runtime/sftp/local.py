"""The local side of an SFTP upload: content that is read in order and hashed, or compared at any offset. Blocking.

Every method touches a disk; asynchronous code calls them in threads.
"""

from __future__ import annotations

import hashlib
import os
from io import BytesIO
from typing import IO

from ..body.inputs import FileInput, source_of
from ..body.reader import ChunkReader, sync_only
from ..body.sources import (
    BodySource,
    BytesSource,
    FileStamp,
    HandleSource,
    PathSource,
    changed,
    readable,
)

_BLOCK = 512 * 1024
_SAMPLE = 64 * 1024


class LocalFile:
    """Content to upload. ``position`` is how far it was read in order; ``sha256`` covers exactly that much."""

    def __init__(self, source: BodySource) -> None:
        self.name = source.name
        self.size = source.size
        self._source = source
        self._start = 0
        # For comparing at any offset. Content that is made while it is read can only be read in order.
        self._file: IO[bytes] | None = None
        with readable():
            if isinstance(source, PathSource):
                self._file = open(source.path, "rb")  # noqa: SIM115 - closed by close()
            elif isinstance(source, BytesSource):
                self._file = BytesIO(source.data)
            elif isinstance(source, HandleSource) and source.start is not None:
                self._file, self._start = source.handle, source.start
        self._stamp = None if self._file is None else FileStamp.behind(self._file)
        self.rewindable = self._file is not None
        self._chunks = ChunkReader((source,))
        self.restart()

    @classmethod
    def of(cls, value: FileInput | BodySource) -> LocalFile:
        """The content of a file argument, opened."""
        return cls(source_of(value, "file"))

    def close(self) -> None:
        """Close what was opened here; the caller's own file object stays open."""
        self._chunks.close()
        if self._file is not None and not isinstance(self._source, HandleSource):
            self._file.close()

    def restart(self) -> None:
        """Begin again."""
        self._chunks.close()
        self._chunks = ChunkReader((self._source,))
        self._ahead = b""
        self._hash = hashlib.sha256()
        self.position = 0

    def sha256(self) -> str:
        """The digest of what was read in order so far."""
        return self._hash.hexdigest()

    def at(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes from any offset; only for content that can rewind, and not while it is read in order."""
        assert self._file is not None
        data = b""
        with readable():
            _position = self._file.seek(self._start + offset)
            while len(data) < length and (more := self._file.read(length - len(data))):
                data += more
        return data

    def next(self, most: int | None = None) -> bytes:
        """The next chunk in order, empty at the end. A file that ends early or goes on is an error, never a cut."""
        data = self._ahead or sync_only(self._chunks.read_chunk())
        data, self._ahead = data[:most], b"" if most is None else data[most:]
        self._hash.update(data)
        self.position += len(data)
        return data

    def skip(self, offset: int) -> None:
        """Read in order up to an offset, for the digest only."""
        while self.position < offset:
            if not self.next(offset - self.position):
                raise changed()

    def check_unchanged(self) -> None:
        """Fail when the file was written to since it was opened."""
        if self._file is not None and FileStamp.behind(self._file) != self._stamp:
            raise changed()

    def token(self) -> str:
        """Eight characters that are the same as long as the content is, judged by size, time of change and samples.

        They are part of the temporary name, so that the rest of one file is never appended to the beginning of
        another, and two uploads of different files under one name do not meet.
        """
        version = None if self._stamp is None else self._stamp.version
        digest = hashlib.sha256(f"{self.size}:{version}".encode())
        if self._file is None or self.size is None:
            digest.update(os.urandom(8))
        elif version is None:
            # Memory has no time of change: only all of it tells one content from another.
            for offset in range(0, self.size, _BLOCK):
                digest.update(self.at(offset, _BLOCK))
        else:
            digest.update(self.at(0, _SAMPLE))
            digest.update(self.at(max(0, self.size - _SAMPLE), _SAMPLE))
        return digest.hexdigest()[:8]
