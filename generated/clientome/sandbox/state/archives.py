"""ZIP archives that come from outside: unpacked in bounded time and space, or refused as a whole."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Mapping
from typing import IO, Any

from .blobs import PIECE, Blobs, described

PLAIN = 256 * 1024 * 1024
TIMES = 20
"""What an archive may unpack to: so many bytes in any case, and so many times its own size."""
DIRECTORY = 8 * 1024 * 1024
"""The most bytes of the list of entries, which is read as a whole."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
LONGEST = 255


class _Refused(Exception):
    """The archive cannot be used."""


class _Bounded:
    """A file that is read in small pieces, whatever sizes an archive announces."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.seek, self.tell, self.close = source.seek, source.tell, source.close

    def read(self, size: int = -1) -> bytes:
        if size > DIRECTORY:
            raise _Refused
        return self._source.read(size if size >= 0 else DIRECTORY)

    def seekable(self) -> bool:
        return True


def unzipped(blobs: Blobs, file: Mapping[str, Any], limit: int) -> list[dict[str, Any]] | None:
    """The files in an archive, folders left out; None where it is none, is broken, encrypted, too large or odd.

    Odd are links, a name that is there twice, and names that mean another place on some system.
    """
    most = min(limit, max(PLAIN, TIMES * int(file.get("size", 0))))
    try:
        with blobs.open(str(file["blob"])) as source, zipfile.ZipFile(_Bounded(source)) as archive:  # pyright: ignore[reportArgumentType, reportCallIssue]
            return [_kept(blobs, archive, entry) for entry in _entries(archive, most)]
    except Exception:
        # Whatever the decoders of the standard library make of broken bytes, it means the same.
        return None


def _entries(archive: zipfile.ZipFile, most: int) -> list[zipfile.ZipInfo]:
    """The files, all of them checked before the first is unpacked."""
    found: list[zipfile.ZipInfo] = []
    files: set[str] = set()
    folders: set[str] = set()
    for entry in archive.infolist():
        name = entry.filename.removesuffix("/") if entry.is_dir() else entry.filename
        if not _usable(name) or "\0" in entry.orig_filename:
            raise _Refused
        parts = name.split("/")
        folders.update("/".join(parts[:count]) for count in range(1, len(parts)))
        if entry.is_dir():
            folders.add(name)
            continue
        most -= entry.file_size
        linked = stat.S_ISLNK(entry.external_attr >> 16)
        if most < 0 or linked or name in files or entry.compress_type not in METHODS:
            raise _Refused
        files.add(name)
        found.append(entry)
    if files & folders:
        raise _Refused
    return found


def _usable(name: str) -> bool:
    parts = name.split("/")
    return (
        not any(part in ("", ".", "..") or len(part) > LONGEST for part in parts)
        and "\\" not in name
        and parts[0][1:2] != ":"
        and all(character >= " " and character != "\x7f" for character in name)
    )


def _kept(blobs: Blobs, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> dict[str, Any]:
    writer = blobs.writer()
    try:
        with archive.open(entry) as content:
            # Never more than the entry announces, at whose end its CRC is checked.
            while piece := content.read(PIECE):
                writer.write(piece)
        if writer.size != entry.file_size:
            raise _Refused
    except BaseException:
        writer.drop()
        raise
    return described(entry.filename, writer.finish())
