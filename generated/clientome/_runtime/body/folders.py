"""The files of a folder, looked at before a byte is sent.

Rules:

- The order is stable: by name, folder by folder. Names are relative to the folder or, as browsers send them, to its
  parent: as the description says, unless the caller says it by a :class:`Folder`. They have ``/`` on every system, and
  are otherwise just as on the disk: nothing is normalised.
- What a :class:`Folder` excludes, and what systems leave behind (``SYSTEM_FILES``), is passed over as if it were not
  there: it does not count for limits, and need not be readable.
- Links are followed; one that leads to a folder above itself is an error, and so is one that leads nowhere.
- What is no file (a socket, a pipe, a device), a file that may not be read, and a folder without any file are errors.
  They name the path below the folder, since nobody finds one among 20,000 otherwise.
- Limits are kept while looking: of a folder that is too large no more is read than it takes to know that.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeGuard, cast

from ..base.errors import ArgumentError
from .inputs import Folder, may_read
from .sources import PathSource

_KINDS = (
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


SYSTEM_FILES = frozenset(
    {
        ".ds_store",
        "__macosx",
        ".spotlight-v100",
        ".trashes",
        ".fseventsd",
        "thumbs.db",
        "desktop.ini",
        "$recycle.bin",
        ".git",
        ".hg",
        ".svn",
    }
)
"""What operating systems and version control leave in folders, in lower case; ``._*`` beside them."""

LeftOut = Callable[[str, bool], bool]
"""Whether something is not sent, by its path below the folder and whether it is a folder."""


class Room:
    """How many files and bytes there may still be, over all folders of one argument."""

    def __init__(self, max_files: int | None = None, max_bytes: int | None = None) -> None:
        self.max_files = max_files
        self.max_bytes = max_bytes
        self.files = 0
        self.bytes = 0

    def take(self, size: int | None, where: str) -> None:
        """Count one file; raise where it is one too many."""
        self.files += 1
        self.bytes += size or 0
        self.check(where)

    def check(self, where: str, more: int = 0) -> None:
        """Raise where there are too many files, ``more`` of them not counted yet, or bytes."""
        if self.max_files is not None and self.files + more > self.max_files:
            raise ArgumentError(f"{where}: more than {self.max_files} files", where)
        if self.max_bytes is not None and self.bytes > self.max_bytes:
            raise ArgumentError(
                f"{where}: {self.bytes} bytes are more than the limit of {self.max_bytes} bytes", where
            )


class _Folder:
    """A folder on the way: what is left in it, and the folders that it lies in."""

    __slots__ = ("above", "left", "name")

    def __init__(
        self, name: str, above: frozenset[tuple[int, int]], left: Iterator[tuple[str, bool]]
    ) -> None:
        self.name = name
        self.above = above
        self.left = left


def is_folder(item: object) -> TypeGuard[str | os.PathLike[str] | Folder]:
    """Whether an argument is a folder or the path of one."""
    if isinstance(item, Folder):
        return True
    return isinstance(item, (str, os.PathLike)) and os.path.isdir(cast("str | os.PathLike[str]", item))


def path_of(folder: str | os.PathLike[str] | Folder) -> str:
    """The path of a folder."""
    return os.fsdecode(folder.path if isinstance(folder, Folder) else folder)


def folder_sources(
    folder: str | os.PathLike[str] | Folder, where: str, room: Room, *, named: bool = True
) -> list[PathSource]:
    """Every file below a folder; ``named`` puts its name before their paths unless the caller chose a prefix.

    ArgumentError where there is none, or something that cannot be sent.
    """
    root = Path(path_of(folder)).absolute()
    # A name, also for "." and "..".
    if not root.name or root.name == "..":
        root = root.resolve()
    settings = folder if isinstance(folder, Folder) else Folder(root)
    prefix, left_out = settings.prefix, _left_out(settings.exclude, settings.system_files)
    top = root.name if prefix is None and named else ""
    parent = str(root.parent) if top else str(root)
    found: list[PathSource] = []
    # No recursion: folders may be nested deeper than the interpreter's stack.
    below = len(top) + 1 if top else 0

    def enter(name: str, above: frozenset[tuple[int, int]]) -> _Folder:
        return _enter(
            parent, name, above, where, room, lambda path, is_folder: left_out(path[below:], is_folder)
        )

    stack = [enter(top, frozenset())]
    while stack:
        current = stack[-1]
        entry = next(current.left, None)
        if entry is None:
            _done = stack.pop()
            continue
        name = f"{current.name}/{entry[0]}" if current.name else entry[0]
        if entry[1]:
            stack.append(enter(name, current.above))
        else:
            source = _file(parent, name, where, (prefix or "").removesuffix("/"))
            room.take(source.size, where)
            found.append(source)
    if not found:
        raise ArgumentError(f"{where}: there is no file to send in the folder", where)
    return found


def _left_out(exclude: Iterable[str], system_files: bool) -> LeftOut:
    patterns = [(one.strip("/"), "/" in one.rstrip("/"), one.endswith("/")) for one in exclude]

    def left_out(path: str, is_folder: bool) -> bool:
        name = path.rpartition("/")[2]
        if not system_files and (name.lower() in SYSTEM_FILES or name.startswith("._")):
            return True
        return any(
            fnmatchcase(path if anchored else name, pattern)
            for pattern, anchored, folders_only in patterns
            if is_folder or not folders_only
        )

    return left_out


def _enter(
    parent: str,
    name: str,
    above: frozenset[tuple[int, int]],
    where: str,
    room: Room,
    left_out: LeftOut,
) -> _Folder:
    path = os.path.join(parent, name)
    entries: list[tuple[str, bool]] = []
    files = 0
    try:
        status = os.stat(path)
        identity = (status.st_dev, status.st_ino)
        if identity in above:
            raise ArgumentError(
                f"{where}: {shown(name)} is a symbolic link to a folder above it; take it out", where
            )
        with os.scandir(path) as listed:
            for entry in listed:
                is_folder = _is_folder_entry(entry)
                if left_out(f"{name}/{entry.name}" if name else entry.name, is_folder):
                    continue
                entries.append((entry.name, is_folder))
                files += not is_folder
                room.check(where, files)
    except OSError as error:
        raise ArgumentError(
            f"{where}: the folder {shown(name or os.path.basename(parent))} cannot be read: {error.strerror or 'I/O error'}",
            where,
        ) from error
    return _Folder(name, above | {identity}, iter(sorted(entries)))


def _is_folder_entry(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A link to itself, for example: reported by its name when its turn comes.
        return False


def _file(parent: str, name: str, where: str, prefix: str) -> PathSource:
    path = os.path.join(parent, name)
    try:
        status = os.stat(path)
    except OSError as error:
        reason = "a symbolic link that leads nowhere" if os.path.islink(path) else error.strerror
        raise ArgumentError(f"{where}: {shown(name)} cannot be read: {reason}", where) from error
    if not stat.S_ISREG(status.st_mode):
        kind = next((text for test, text in _KINDS if test(status.st_mode)), "no file")
        raise ArgumentError(f"{where}: {shown(name)} is {kind}; only files can be sent", where)
    if not may_read(path):
        raise ArgumentError(f"{where}: {shown(name)} cannot be read: Permission denied", where)
    if prefix:
        return PathSource(path, status, f"{prefix}/{name}")
    return PathSource(path, status, name, folder=parent)


def shown(name: str) -> str:
    """A path in a message: on one line, and text even where it is none on the disk."""
    return ascii(name) if not name.isprintable() else f"'{name}'"
