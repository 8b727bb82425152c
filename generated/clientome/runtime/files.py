"""What a caller may give as a file, and how it becomes content of known or unknown size.

Nothing is opened before its turn comes, and only one file is open at a time, so that a folder of 20,000 files needs
one descriptor. Under asyncio every file operation runs in a thread.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeAlias, cast

from .errors import ArgumentError, BodyError, IntegrityError

CHUNK = 256 * 1024

FileContent: TypeAlias = str | os.PathLike[str] | bytes | IO[bytes]


@dataclass(frozen=True, slots=True)
class File:
    """A file to upload: content with an explicit name and content type.

    ``content`` is a path (also as ``str``), bytes or a binary file object.
    """

    content: FileContent
    name: str | None = None
    content_type: str | None = None

    def __repr__(self) -> str:
        return f"File(name={self.name!r}, content_type={self.content_type!r})"


FileInput: TypeAlias = (
    str | os.PathLike[str] | bytes | IO[bytes] | tuple[str, FileContent] | File | Mapping[str, Any]
)
"""A path (``str`` or path object), bytes, a binary file object, ``(name, content)``, a :class:`File`, or a mapping
``{"filename": ..., "content": ...}`` whose content may be text."""


class Source:
    """Content of one file, ready to be read once or, where it can rewind, several times."""

    __slots__ = ("content_type", "data", "handle", "name", "path", "size", "start")

    def __init__(self, name: str | None, content_type: str | None) -> None:
        self.name = name
        self.content_type = content_type
        self.data: bytes | None = None
        self.path: str | None = None
        self.handle: IO[bytes] | None = None
        self.size: int | None = None
        self.start: int | None = None

    @property
    def rewindable(self) -> bool:
        """Whether the content can be read again from its start."""
        return self.handle is None or self.start is not None

    def rewind(self) -> None:
        """Go back to the start."""
        if self.handle is not None and self.start is not None:
            _position = self.handle.seek(self.start)

    def _opened(self) -> IO[bytes]:
        if self.handle is not None:
            return self.handle
        return open(cast(str, self.path), "rb")

    def _closed(self, handle: IO[bytes]) -> None:
        if handle is not self.handle:
            handle.close()

    def _next(self, handle: IO[bytes], done: int) -> bytes:
        """The next piece; content that is not of the announced size is an error, never a silent cut."""
        data = handle.read(CHUNK)
        if self.size is None:
            return data
        total = done + len(data)
        too_long = total > self.size or (total == self.size and data and handle.read(1))
        if too_long or (not data and total < self.size):
            raise IntegrityError("a file changed its size while it was being sent")
        return data

    def chunks(self) -> Iterator[bytes]:
        """The content in pieces."""
        if self.data is not None:
            yield self.data
            return
        try:
            handle = self._opened()
            try:
                done = 0
                while data := self._next(handle, done):
                    done += len(data)
                    yield data
            finally:
                self._closed(handle)
        except OSError as error:
            raise BodyError(
                f"a file of the request cannot be read: {error.strerror or 'I/O error'}"
            ) from error

    async def achunks(self) -> AsyncIterator[bytes]:
        """The content in pieces, read in threads."""
        if self.data is not None:
            yield self.data
            return
        from asyncio import to_thread

        try:
            handle = await to_thread(self._opened)
            try:
                done = 0
                while data := await to_thread(self._next, handle, done):
                    done += len(data)
                    yield data
            finally:
                if handle is not self.handle:
                    await to_thread(handle.close)
        except OSError as error:
            raise BodyError(
                f"a file of the request cannot be read: {error.strerror or 'I/O error'}"
            ) from error


def source_of(value: FileInput, where: str) -> Source:
    """The source of one file argument. Looks at the file's size but does not open it."""
    name: str | None = None
    content_type: str | None = None
    content: Any = value
    if isinstance(value, File):
        name, content_type, content = value.name, value.content_type, value.content
    elif isinstance(value, tuple):
        if len(value) != 2 or not isinstance(cast(object, value[0]), str):
            raise _wrong(where)
        name, content = value
    elif isinstance(value, Mapping):
        name, content_type, content = _from_mapping(value, where)
    if name is not None and "\0" in name:
        raise ArgumentError(f"{where}: a file name must not contain a NUL character", where)
    source = Source(name, content_type)
    if isinstance(content, (bytes, bytearray, memoryview)):
        source.data = bytes(cast(bytes, content))
        source.size = len(source.data)
    elif isinstance(content, (str, os.PathLike)):
        _take_path(source, cast("str | os.PathLike[str]", content), where)
    elif hasattr(content, "read"):
        _take_handle(source, content, where)
    else:
        raise _wrong(where)
    return source


def _wrong(where: str) -> ArgumentError:
    return ArgumentError(
        f"{where}: expected a path, bytes, a file opened in binary mode, (name, content) or a File", where
    )


def _from_mapping(value: Mapping[str, Any], where: str) -> tuple[str | None, str | None, Any]:
    if "content" not in value or not set(value) <= {"filename", "content", "content_type"}:
        raise ArgumentError(f"{where}: a mapping must have 'content' and may have 'filename'", where)
    content = value["content"]
    # Only here is text content: a str anywhere else is a path, so that a path is never uploaded as if it were data.
    return (
        value.get("filename"),
        value.get("content_type"),
        content.encode() if isinstance(content, str) else content,
    )


def _take_path(source: Source, path: str | os.PathLike[str], where: str) -> None:
    try:
        source.path = os.fsdecode(path)
        source.size = os.stat(source.path).st_size
        regular = os.path.isfile(source.path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a usable path"
        raise ArgumentError(f"{where}: the file cannot be read: {reason}", where) from error
    if not regular:
        raise ArgumentError(f"{where}: expected a file, got a folder or a special file", where)
    if source.name is None:
        source.name = os.path.basename(source.path)


def _take_handle(source: Source, handle: Any, where: str) -> None:
    if isinstance(handle.read(0), str):
        raise ArgumentError(f"{where}: open the file in binary mode ('rb')", where)
    source.handle = cast("IO[bytes]", handle)
    try:
        source.start = source.handle.tell()
        source.size = source.handle.seek(0, os.SEEK_END) - source.start
        _position = source.handle.seek(source.start)
    except (OSError, AttributeError, ValueError):
        source.start = source.size = None
    name = getattr(handle, "name", None)
    if source.name is None and isinstance(name, str):
        source.name = os.path.basename(name)


def folder_sources(folder: str, where: str, max_files: int | None) -> list[Source]:
    """Every file below a folder, sorted, named by its path relative to the folder's parent (as browsers do)."""
    root = Path(folder).absolute()
    found: list[Source] = []

    def visit(path: str, name: str, ancestors: frozenset[tuple[int, int]]) -> None:
        status = os.stat(path)
        identity = (status.st_dev, status.st_ino)
        if identity in ancestors:
            raise ArgumentError(f"{where}: the folder contains a symbolic link to a folder above it", where)
        for entry in sorted(os.scandir(path), key=lambda entry: entry.name):
            inner = f"{name}/{entry.name}"
            if entry.is_dir():
                visit(entry.path, inner, ancestors | {identity})
                continue
            source = source_of(File(entry.path, name=inner), where)
            found.append(source)
            if max_files is not None and len(found) > max_files:
                raise ArgumentError(f"{where}: more than {max_files} files", where)

    try:
        visit(str(root), root.name, frozenset())
    except OSError as error:
        raise ArgumentError(f"{where}: the folder cannot be read: {error.strerror}", where) from error
    return found
