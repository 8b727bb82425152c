"""A ZIP archive of a folder or of several files, made while it is sent, by the standard library's ``zipfile``.

Rules:

- Files are stored, not compressed, so the length is known exactly before the first byte. Of each file less than a
  kilobyte is held in memory, whatever its size.
- The same files give the same bytes, so the digest can be computed before the archive is sent: sorted by name, time of
  change in UTC, no other attributes. Only files are in it; empty folders are not.
- A file that changes while it is read breaks the archive off, as in every upload: see ``sources``.
- Names that are not valid UTF-8 are stored as the bytes that they are on the disk.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Generator, Sequence
from typing import cast
from zipfile import ZIP64_LIMIT, ZIP_FILECOUNT_LIMIT, ZipFile, ZipInfo

from ..base.errors import ArgumentError, BodyError, IntegrityError
from ..base.guards import is_list
from ..spec.operation import Upload
from .inputs import FileInput, UploadQuota, folder_sources, is_folder, source_of
from .reader import Reader, numbered
from .sources import BodySource, PathSource

_LONGEST_NAME = 0xFFFF
# The times that ZIP can express: from 1980 to the last two seconds of 2107.
_FIRST, _LAST = 315_532_800.0, 4_354_819_198.0


def archive_source(
    inputs: FileInput | BodySource | Sequence[FileInput | BodySource],
    where: str,
    name: str,
    upload: Upload | None = None,
) -> ArchiveSource:
    """An archive of a folder, of a file, or of a list of both. Looks at the files, opens none.

    A folder's files are named by their paths relative to its parent, unless a :class:`Folder` says otherwise. ``name`` is the archive's own. ArgumentError
    where a file cannot be read, two have one name, or a limit of ``upload`` is passed.
    """
    several = is_list(inputs) and not isinstance(inputs, tuple)
    items = cast("Sequence[FileInput | BodySource]", inputs if several else (inputs,))
    quota = UploadQuota() if upload is None else UploadQuota(upload.max_files, upload.max_bytes)
    found: list[BodySource] = []
    for index, item in enumerate(items):
        place = f"{where}[{index}]" if several else where
        if is_folder(item):
            found.extend(folder_sources(item, place, quota))
            continue
        source = source_of(item, place)
        _check_member(source, place)
        quota.add(source.size, where)
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


def digest_of(source: BodySource, algorithm: str = "sha256") -> tuple[str, int]:
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


def _check_member(source: BodySource, where: str) -> None:
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
    if len(_name(source)) > _LONGEST_NAME or any(part in ("", ".", "..") for part in source.name.split("/")):
        raise ArgumentError(
            f"{where}: a name in an archive must be a relative path without empty, '.' and '..' parts", where
        )


def _check_names(sources: Sequence[BodySource], where: str) -> None:
    names = {_name(source) for source in sources}
    if len(names) < len(sources):
        raise ArgumentError(f"{where}: two of the files have the same name; give them others", where)
    for name in names:
        while cut := name.rpartition(b"/")[0]:
            name = cut
            if name in names:
                raise ArgumentError(f"{where}: the name of one file is that of another's folder", where)


def _name(source: BodySource) -> bytes:
    return (source.name or "").encode("utf-8", "surrogateescape")


def _size(source: BodySource) -> int:
    return source.size or 0


class ArchiveSource(BodySource):
    """The archive as content. ``length`` is its exact size."""

    __slots__ = ("length", "sources")

    def __init__(self, sources: Sequence[BodySource], name: str) -> None:
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

    unbuffered = False

    def __init__(self, sources: Sequence[BodySource]) -> None:
        self._pieces = _written(sources)

    def next(self) -> bytes:
        return next(self._pieces, b"")

    def close(self) -> None:
        self._pieces.close()


def _written(sources: Sequence[BodySource]) -> Generator[bytes]:
    """All bytes of the archive, no piece of them empty."""
    output = _Output()
    # zipfile writes sizes and checksums behind each content, since the output cannot seek.
    with ZipFile(output, "w") as archive:
        for number, source in enumerate(sources, 1):
            with archive.open(_info(source), "w", force_zip64=_size(source) > ZIP64_LIMIT) as member:
                try:
                    reader = source.reader()
                    try:
                        while data := reader.next():
                            _count = member.write(data)
                            yield output.take()
                    finally:
                        reader.close()
                except (BodyError, IntegrityError) as error:
                    raise numbered(error, number, "archive") from error.__cause__
    yield output.take()


class _Output:
    """Keeps what zipfile writes until it is sent."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._pieces.append(data)
        # The directory is written at once, in four pieces a file.
        if len(self._pieces) > 4000:
            self._pieces = [self.take()]
        return len(data)

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def take(self) -> bytes:
        """What was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)


class _RawName(str):
    """A name that is not UTF-8. zipfile asks it for ASCII and gets the bytes that it is on the disk."""

    __slots__ = ()

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        return super().encode("utf-8", "surrogateescape")


def _info(source: BodySource) -> ZipInfo:
    name = source.name or ""
    if any("\udc80" <= letter <= "\udcff" for letter in name):
        name = _RawName(name)
    changed = source.mtime if isinstance(source, PathSource) else _FIRST
    moment = time.gmtime(min(max(changed, _FIRST), _LAST))
    info = ZipInfo(name, (*moment[:5], min(moment.tm_sec, 59)))
    # The same on every system: an ordinary file of Unix.
    info.create_system, info.external_attr = 3, 0o100644 << 16
    return info


def _length(sources: Sequence[BodySource]) -> int:
    """The size of the archive as zipfile writes it: sizes and offsets above ZIP64_LIMIT take more bytes."""
    offset = directory = 0
    for source in sources:
        name, size = len(_name(source)), _size(source)
        large = size > ZIP64_LIMIT
        long = 2 * large + (offset > ZIP64_LIMIT)
        directory += 46 + name + (4 + 8 * long if long else 0)
        offset += 30 + name + size + (20 + 24 if large else 16)
    long_end = len(sources) > ZIP_FILECOUNT_LIMIT or max(offset, directory) > ZIP64_LIMIT
    return offset + directory + (76 if long_end else 0) + 22
