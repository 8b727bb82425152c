"""What a caller may give as a file."""

from __future__ import annotations

import os
import stat
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from inspect import iscoroutinefunction
from typing import IO, Any, TypeAlias, cast

from ..base.errors import ArgumentError
from ..base.guards import is_list
from .iterators import AsyncSource, IteratorSource
from .sources import BytesSource, HandleSource, PathSource
from .sources import Source as Source

FileContent: TypeAlias = str | os.PathLike[str] | bytes | IO[bytes] | Iterator[bytes] | AsyncIterator[bytes]
"""A path (also as ``str``), bytes, a binary file object, or an iterator that gives bytes: a generator, for example.

An iterator is read once: a request with one is never sent twice. An asynchronous iterator needs an asynchronous
client, which runs the ``next`` of a plain one in a thread."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to upload: content with an explicit name, content type and size.

    ``content`` is a path (also as ``str``), bytes, a binary file object or an iterator of bytes. ``size`` in bytes is
    for content that does not tell its own: servers that want to know the length beforehand take it then. Content of
    another size is an IntegrityError, and the upload does not become complete.
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


def source_of(value: FileInput | Source, where: str) -> Source:
    """The source of one file argument. Looks at the file's size but does not open it."""
    if isinstance(value, Source):
        return value
    if isinstance(value, Folder):
        raise ArgumentError(f"{where}: expected a file, got a folder", where)
    given = _taken_apart(value, where)
    name, content_type, size = _checked(given, where)
    content: Any = given.content
    if isinstance(content, (bytes, bytearray, memoryview)):
        source: Source = BytesSource(bytes(cast(bytes, content)), name, content_type)
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
    # Only here is text content: a str anywhere else is a path, so that a path is never uploaded as if it were data.
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
