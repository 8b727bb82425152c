"""What a caller may give as a file, and the files of a folder, which are looked at before a byte is sent.

Rules for folders:

- The order is stable: by name, folder by folder. Names are relative to the folder or, as browsers send them, to its
  parent: as the description says, unless the caller says it by a :class:`Folder`. They have ``/`` on every system, and
  are otherwise just as on the disk: nothing is normalised.
- What a :class:`Folder` excludes, and what systems leave behind (``SYSTEM_FILES``), is passed over as if it were not
  there: it does not count for limits, and need not be readable.
- Links are followed. A link to a folder above itself is an error, and so is a link that leads nowhere.
- Sockets, pipes and devices, files that may not be read, and a folder without any file are errors. They name the path
  below the folder, which nobody could find among 20,000 otherwise.
- Limits are checked while looking: of a folder that is too large no more is read than it takes to know that.
"""

from __future__ import annotations

import os
import stat
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from inspect import iscoroutinefunction
from pathlib import Path
from typing import IO, Any, TypeAlias, TypeGuard, cast

from ..base.errors import ArgumentError
from ..base.guards import is_list
from .sources import AsyncSource, BodySource, BytesSource, HandleSource, IteratorSource, PathSource

FileContent: TypeAlias = str | os.PathLike[str] | bytes | IO[bytes] | Iterator[bytes] | AsyncIterator[bytes]
"""A path (also as ``str``), bytes, a binary file object, or an iterator that gives bytes: a generator, for example.

An iterator is read once: a request with one is never sent twice. An asynchronous iterator needs an asynchronous
client, which runs the ``next`` of a plain one in a thread."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to upload: content with an explicit name, content type and size.

    ``content`` is a path (also as ``str``), bytes, a binary file object or an iterator of bytes. ``size`` in bytes is
    for content whose size cannot be found out, for servers that want to know the length beforehand. Content of another
    size is an IntegrityError, and the upload does not become complete.
    """

    content: FileContent
    name: str | None = None
    content_type: str | None = None
    size: int | None = None

    def __repr__(self) -> str:
        return f"File(name={self.name!r}, content_type={self.content_type!r}, size={self.size!r})"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder to upload: what comes before the path of each of its files, and what is left out.

    ``prefix`` "" sends the file ``data/sub/a.txt`` of the folder ``data`` as ``sub/a.txt``, and ``prefix`` "in" as
    ``in/sub/a.txt``. Without it, and where a folder is given as a plain path, the method's documentation tells whether
    the folder's own name comes first.

    ``exclude`` are patterns of what is not sent, such as ``"*.log"`` or ``"cache/"``: ``*``, ``?`` and ``[...]`` as in
    a shell. A pattern is compared with the name of each file and folder, or, where it has a ``/`` before its end, with the
    path below the folder; with a ``/`` at its end it is for folders alone. What operating systems and version control leave
    in folders is not sent either, also not of a folder that is given as a plain path: ``.DS_Store``, ``._*``,
    ``__MACOSX``, ``.Spotlight-V100``, ``.Trashes``, ``.fseventsd``, ``Thumbs.db``, ``desktop.ini``, ``$RECYCLE.BIN``,
    ``.git``, ``.hg`` and ``.svn``. ``system_files`` true sends these too.
    """

    path: str | os.PathLike[str]
    prefix: str | None = None
    exclude: Iterable[str] = ()
    system_files: bool = False

    def __post_init__(self) -> None:
        patterns = cast(object, self.exclude)
        if isinstance(patterns, (str, bytes)) or not isinstance(patterns, Iterable):
            raise ArgumentError("exclude: expected a list of patterns, such as ['*.log']", "exclude")
        taken = tuple(cast("Iterable[object]", patterns))
        if not all(isinstance(pattern, str) and pattern.strip("/") for pattern in taken):
            raise ArgumentError("exclude: a pattern must be text, such as '*.log' or 'cache/'", "exclude")
        # Kept as it is now: an iterator could be read only once.
        object.__setattr__(self, "exclude", taken)
        prefix = cast(object, self.prefix)
        if prefix is None or prefix == "":
            return
        if not isinstance(prefix, str) or any(
            part in ("", ".", "..") for part in prefix.removesuffix("/").split("/")
        ):
            raise ArgumentError(
                "prefix: expected a relative path such as 'data' or 'data/in', or '' to leave the folder's name out",
                "prefix",
            )


FileInput: TypeAlias = (
    str
    | os.PathLike[str]
    | bytes
    | IO[bytes]
    | Iterator[bytes]
    | AsyncIterator[bytes]
    | tuple[str, FileContent]
    | File
    | Folder
    | Mapping[str, Any]
)
"""A path (``str`` or path object), bytes, a binary file object, an iterator of bytes, ``(name, content)``, a
:class:`File`, a :class:`Folder` where folders are taken, or a mapping ``{"filename": ..., "content": ...}`` whose content may be text."""


def source_of(value: FileInput | BodySource, where: str) -> BodySource:
    """The source of one file argument. Looks at the file's size but does not open it."""
    if isinstance(value, BodySource):
        return value
    if isinstance(value, Folder):
        raise ArgumentError(f"{where}: expected a file, got a folder", where)
    given = _taken_apart(value, where)
    name, content_type, size = _checked(given, where)
    content: Any = given.content
    if isinstance(content, (bytes, bytearray, memoryview)):
        source: BodySource = BytesSource(bytes(cast(bytes, content)), name, content_type)
    elif isinstance(content, (str, os.PathLike)):
        source = _path_source(cast("str | os.PathLike[str]", content), name, content_type, where)
    elif hasattr(content, "__aiter__"):
        # First: files of asynchronous libraries have a ``read`` too, which would have to be awaited.
        source = AsyncSource(content, name, content_type, size)
    elif hasattr(content, "read"):
        source = _handle_source(content, name, content_type, size, where)
    elif hasattr(content, "__next__"):
        source = IteratorSource(content, name, content_type, size)
    else:
        raise _wrong(where)
    if size is not None and source.size != size:
        raise ArgumentError(
            f"{where}: the content has {source.size} bytes, but size says {size}; leave size out", where
        )
    return source


def _wrong(where: str) -> ArgumentError:
    return ArgumentError(
        f"{where}: expected a path, bytes, a file opened in binary mode, an iterator of bytes, (name, content) "
        "or a File",
        where,
    )


def _taken_apart(value: Any, where: str) -> File:
    if isinstance(value, File):
        return value
    if is_list(value):
        if isinstance(value, list) or len(value) != 2 or not isinstance(value[0], str):
            raise _wrong(where)
        return File(value[1], value[0])
    if not isinstance(value, Mapping):
        return File(value)
    given = cast("Mapping[str, Any]", value)
    if "content" not in given or not set(given) <= {"filename", "content", "content_type", "size"}:
        raise ArgumentError(f"{where}: a mapping must have 'content' and may have 'filename'", where)
    content = given["content"]
    # Only here a str is content. Anywhere else it is a path, so that a path is never uploaded as if it were data.
    content = content.encode() if isinstance(content, str) else content
    return File(content, given.get("filename"), given.get("content_type"), given.get("size"))


def _checked(given: File, where: str) -> tuple[str | None, str | None, int | None]:
    name = cast(object, given.name)
    if name is not None:
        if not isinstance(name, str):
            raise ArgumentError(f"{where}: a file name must be text", where)
        if "\0" in name:
            raise ArgumentError(f"{where}: a file name must not contain a NUL character", where)
        try:
            _bytes = name.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            raise ArgumentError(f"{where}: a file name must not contain a lone surrogate", where) from None
    kind = cast(object, given.content_type)
    if kind is not None and (not isinstance(kind, str) or not kind.isascii() or not kind.isprintable()):
        raise ArgumentError(f"{where}: a content type must be printable ASCII text", where)
    size = cast(object, given.size)
    if size is not None and (not isinstance(size, int) or isinstance(size, bool) or size < 0):
        raise ArgumentError(f"{where}: size must be a number of bytes, 0 or more", where)
    return name, kind, size


def _path_source(
    path: str | os.PathLike[str], name: str | None, content_type: str | None, where: str
) -> PathSource:
    try:
        text = os.fsdecode(path)
        status = os.stat(text)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a usable path"
        raise ArgumentError(f"{where}: the file cannot be read: {reason}", where) from error
    if not stat.S_ISREG(status.st_mode):
        raise ArgumentError(f"{where}: expected a file, got a folder or a special file", where)
    if not may_read(text):
        raise ArgumentError(f"{where}: the file cannot be read: Permission denied", where)
    return PathSource(text, status, name, content_type)


_EFFECTIVE = os.access in os.supports_effective_ids


def may_read(path: str) -> bool:
    """Whether this process may open a file."""
    return os.access(path, os.R_OK, effective_ids=_EFFECTIVE)


def _handle_source(
    handle: Any, name: str | None, content_type: str | None, size: int | None, where: str
) -> HandleSource:
    if iscoroutinefunction(handle.read):
        raise ArgumentError(f"{where}: an asynchronous file must be given as an asynchronous iterator", where)
    try:
        nothing = handle.read(0)
    except (OSError, ValueError) as error:
        raise ArgumentError(f"{where}: the file object is closed or cannot be read", where) from error
    if isinstance(nothing, str):
        raise ArgumentError(f"{where}: open the file in binary mode ('rb')", where)
    own = getattr(handle, "name", None)
    if name is None and isinstance(own, str):
        name = os.path.basename(own)
    return HandleSource(cast("IO[bytes]", handle), name, content_type, size)


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

LeftOut: TypeAlias = Callable[[str, bool], bool]
"""Whether something is not sent, by its path below the folder and whether it is a folder."""


class UploadQuota:
    """How many files and bytes there may still be, over all folders of one argument."""

    def __init__(self, max_files: int | None = None, max_bytes: int | None = None) -> None:
        self.max_files = max_files
        self.max_bytes = max_bytes
        self.files = 0
        self.bytes = 0

    def add(self, size: int | None, where: str) -> None:
        """Count one file; raise when a limit is exceeded."""
        self.files += 1
        self.bytes += size or 0
        self.check(where)

    def check(self, where: str, more: int = 0) -> None:
        """Raise when there are too many bytes, or files together with ``more`` that are not counted yet."""
        if self.max_files is not None and self.files + more > self.max_files:
            raise ArgumentError(f"{where}: more than {self.max_files} files", where)
        if self.max_bytes is not None and self.bytes > self.max_bytes:
            raise ArgumentError(
                f"{where}: {self.bytes} bytes are more than the limit of {self.max_bytes} bytes", where
            )


class _Folder:
    """A folder that is being looked through: the entries that are left, and the folders that it lies in."""

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
    folder: str | os.PathLike[str] | Folder, where: str, quota: UploadQuota, *, named: bool = True
) -> list[PathSource]:
    """Every file below a folder; ``named`` puts its name before their paths unless the caller chose a prefix.

    ArgumentError where there is none, or something that cannot be sent.
    """
    root = Path(path_of(folder)).absolute()
    # So that "." and ".." have a name too.
    if not root.name or root.name == "..":
        root = root.resolve()
    settings = folder if isinstance(folder, Folder) else Folder(root)
    prefix, left_out = settings.prefix, _left_out(settings.exclude, settings.system_files)
    top = root.name if prefix is None and named else ""
    parent = str(root.parent) if top else str(root)
    found: list[PathSource] = []
    below = len(top) + 1 if top else 0

    def enter(name: str, above: frozenset[tuple[int, int]]) -> _Folder:
        return _enter(
            parent, name, above, where, quota, lambda path, is_folder: left_out(path[below:], is_folder)
        )

    # Not recursive: folders may be nested deeper than the interpreter's stack allows.
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
            quota.add(source.size, where)
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
    quota: UploadQuota,
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
                quota.check(where, files)
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
    """A path for a message: on one line, and printable also where it is not UTF-8 on the disk."""
    return ascii(name) if not name.isprintable() else f"'{name}'"
