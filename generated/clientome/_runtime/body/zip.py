"""A ZIP archive of a folder or of several files, made while it is sent.

Rules:

- Nothing is compressed or stored on the way, so the length is exact before the first byte, and memory is constant.
- The same files give the same bytes, so the digest can be worked out before the archive is sent: sorted by name, time
  of change in UTC, no other attributes. Only files are in it; empty folders are not.
- Checksums follow the content (data descriptors), since they are known only then. Files and archives of 4 GiB and
  more, and more than 65,534 files, are written as ZIP64 describes.
- A file that changes while it is read breaks the archive off, as in every upload: see ``contents``.
- Names that are no text go in as the bytes that they are on the disk.
"""

from __future__ import annotations

import hashlib
import time
import zlib
from array import array
from collections.abc import Generator, Sequence
from struct import pack
from typing import cast

from ..base.errors import ArgumentError, BodyError, IntegrityError
from ..base.guards import is_list
from ..spec.operation import Upload
from .folders import Room, folder_sources, is_folder
from .inputs import FileInput, Source, source_of
from .reader import Reader, numbered
from .sources import PathSource

_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_DESCRIPTOR, _UTF8 = 0x0008, 0x0800
_UNIX, _MODE = 3 << 8, 0o100644 << 16
# What fits into the two words of a time: from 1980 to the last two seconds of 2107.
_FIRST, _LAST = 315_532_800.0, 4_354_819_198.0


def archive_source(
    inputs: FileInput | Source | Sequence[FileInput | Source],
    where: str,
    name: str,
    upload: Upload | None = None,
) -> ArchiveSource:
    """An archive of a folder, of a file, or of a list of both. Looks at the files, opens none.

    A folder's files are named by their paths relative to its parent, unless a :class:`Folder` says otherwise. ``name`` is the archive's own. ArgumentError
    where a file cannot be read, two have one name, or a limit of ``upload`` is passed.
    """
    several = is_list(inputs) and not isinstance(inputs, tuple)
    items = cast("Sequence[FileInput | Source]", inputs if several else (inputs,))
    room = Room() if upload is None else Room(upload.max_files, upload.max_bytes)
    found: list[Source] = []
    for index, item in enumerate(items):
        place = f"{where}[{index}]" if several else where
        if is_folder(item):
            found.extend(folder_sources(item, place, room))
            continue
        source = source_of(item, place)
        _check_member(source, place)
        room.take(source.size, where)
        found.append(source)
    if not found:
        raise ArgumentError(f"{where}: there is no file to put into the archive", where)
    found.sort(key=_name)
    _check_names(found, where)
    made = ArchiveSource(found, name)
    limit = None if upload is None else upload.max_bytes
    if limit is not None and made.length > limit:
        raise ArgumentError(
            f"{where}: the archive of {made.length} bytes is larger than the limit of {limit} bytes", where
        )
    return made


def digest_of(source: Source, algorithm: str = "sha256") -> tuple[str, int]:
    """The digest of a content in hexadecimal digits, and its size. Reads all of it in the calling thread."""
    if not source.rewindable:
        raise ArgumentError(
            "the digest must be known before the content is sent, but this content can be read only once; "
            "pass a path or a file that can seek"
        )
    digest = hashlib.new(algorithm, usedforsecurity=False)
    size = 0
    for chunk in source.chunks():
        digest.update(chunk)
        size += len(chunk)
    source.rewind()
    return digest.hexdigest(), size


def _check_member(source: Source, where: str) -> None:
    if source.asynchronous:
        raise ArgumentError(f"{where}: an asynchronous iterator cannot go into an archive", where)
    if source.size is None:
        raise ArgumentError(
            f"{where}: the size of a file in an archive must be known; pass File(..., size=...)", where
        )
    if source.name is None:
        raise ArgumentError(
            f"{where}: a file in an archive needs a name; pass (name, content) or File(..., name=...)", where
        )
    if len(_name(source)) > _FULL16 or any(part in ("", ".", "..") for part in source.name.split("/")):
        raise ArgumentError(
            f"{where}: a name in an archive must be a relative path without empty, '.' and '..' parts", where
        )


def _check_names(sources: Sequence[Source], where: str) -> None:
    names = {_name(source) for source in sources}
    if len(names) < len(sources):
        raise ArgumentError(f"{where}: two of the files have the same name; give them others", where)
    for name in names:
        while cut := name.rpartition(b"/")[0]:
            name = cut
            if name in names:
                raise ArgumentError(f"{where}: the name of one file is that of another's folder", where)


def _name(source: Source) -> bytes:
    return (source.name or "").encode("utf-8", "surrogateescape")


def _size(source: Source) -> int:
    return source.size or 0


class ArchiveSource(Source):
    """The archive as content. ``length`` is its exact size."""

    __slots__ = ("length", "sources")

    def __init__(self, sources: Sequence[Source], name: str) -> None:
        self.sources = sources
        self.length = _length(sources)
        super().__init__(name, "application/zip", self.length)

    @property
    def rewindable(self) -> bool:
        """Whether all files can be read again."""
        return all(source.rewindable for source in self.sources)

    def reader(self) -> Reader:
        """A pass from the start."""
        return _ArchiveReader(self.sources)


class _ArchiveReader:
    """One pass over an archive."""

    __slots__ = ("_pieces",)

    live = False

    def __init__(self, sources: Sequence[Source]) -> None:
        self._pieces = _written(sources)

    def next(self) -> bytes:
        return next(self._pieces, b"")

    def close(self) -> None:
        self._pieces.close()


def _written(sources: Sequence[Source]) -> Generator[bytes]:
    """All bytes of the archive, no piece of them empty."""
    checksums = array("I")
    offset = 0
    for number, source in enumerate(sources, 1):
        yield _local_head(source)
        checksum = 0
        try:
            reader = source.reader()
            try:
                while data := reader.next():
                    checksum = zlib.crc32(data, checksum)
                    yield data
            finally:
                reader.close()
        except (BodyError, IntegrityError) as error:
            raise numbered(error, number, "archive") from error.__cause__
        checksums.append(checksum)
        yield _descriptor(source, checksum)
        offset += _room(source)
    start = offset
    offset = 0
    for source, checksum in zip(sources, checksums, strict=True):
        yield _central_head(source, checksum, offset)
        offset += _room(source)
    yield _end(len(sources), start, _directory(sources))


def _moment(source: Source) -> tuple[int, int]:
    """Time and date of change in the form of DOS, in UTC."""
    seconds = source.mtime if isinstance(source, PathSource) else _FIRST
    when = time.gmtime(min(max(seconds, _FIRST), _LAST))
    return (
        when.tm_hour << 11 | when.tm_min << 5 | min(when.tm_sec, 59) // 2,
        (when.tm_year - 1980) << 9 | when.tm_mon << 5 | when.tm_mday,
    )


def _flags(name: bytes) -> int:
    if name.isascii():
        return _DESCRIPTOR
    try:
        _text = name.decode()
    except UnicodeDecodeError:
        return _DESCRIPTOR
    return _DESCRIPTOR | _UTF8


def _is_large(source: Source) -> bool:
    return _size(source) >= _FULL32


def _local_head(source: Source) -> bytes:
    name, large = _name(source), _is_large(source)
    # Checksum and sizes follow the content; an empty extra field says that the sizes will be long ones.
    size = _FULL32 if large else 0
    extra = pack("<HHQQ", 1, 16, 0, 0) if large else b""
    version = 45 if large else 20
    fields = (version, _flags(name), 0, *_moment(source), 0, size, size, len(name), len(extra))
    return b"PK\3\4" + pack("<HHHHHLLLHH", *fields) + name + extra


def _descriptor(source: Source, checksum: int) -> bytes:
    size = _size(source)
    return b"PK\7\10" + pack("<LQQ" if _is_large(source) else "<LLL", checksum, size, size)


def _central_head(source: Source, checksum: int, offset: int) -> bytes:
    name, size, large = _name(source), _size(source), _is_large(source)
    long = ([size, size] if large else []) + ([offset] if offset >= _FULL32 else [])
    extra = pack(f"<HH{len(long)}Q", 1, 8 * len(long), *long) if long else b""
    version = 45 if long else 20
    shown = _FULL32 if large else size
    fields = (version | _UNIX, version, _flags(name), 0, *_moment(source), checksum, shown, shown)
    place = (len(name), len(extra), 0, 0, 0, _MODE, min(offset, _FULL32))
    return b"PK\1\2" + pack("<HHHHHHLLL", *fields) + pack("<HHHHHLL", *place) + name + extra


def _end(count: int, start: int, size: int) -> bytes:
    """The end of the directory of ``size`` bytes at ``start``."""
    shown = min(count, _FULL16)
    last = b"PK\5\6" + pack("<HHHHLLH", 0, 0, shown, shown, min(size, _FULL32), min(start, _FULL32), 0)
    if not _long_end(count, start, size):
        return last
    record = b"PK\6\6" + pack("<QHHLLQQQQ", 44, 45 | _UNIX, 45, 0, 0, count, count, size, start)
    return record + b"PK\6\7" + pack("<LQL", 0, start + size, 1) + last


def _long_end(count: int, start: int, size: int) -> bool:
    return count >= _FULL16 or start >= _FULL32 or size >= _FULL32


def _room(source: Source) -> int:
    """What one file takes before the directory."""
    return 30 + len(_name(source)) + _size(source) + (20 + 24 if _is_large(source) else 16)


def _directory(sources: Sequence[Source]) -> int:
    """The size of the directory without its end."""
    offset = total = 0
    for source in sources:
        long = (2 if _is_large(source) else 0) + (1 if offset >= _FULL32 else 0)
        total += 46 + len(_name(source)) + (4 + 8 * long if long else 0)
        offset += _room(source)
    return total


def _length(sources: Sequence[Source]) -> int:
    start = sum(map(_room, sources))
    size = _directory(sources)
    return start + size + (76 if _long_end(len(sources), start, size) else 0) + 22
