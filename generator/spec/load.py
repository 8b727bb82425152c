"""Reads a description: the root file and every file that it refers to. The only stage that reads specs."""

from __future__ import annotations

import codecs
import itertools
import os
import posixpath
import re
import stat
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..problems import Level, Place, Problem, ProblemsFound
from . import bounds, json_tree, pointers, yaml_tree
from .documents import Loaded, Positions
from .objects import Kind, children, references
from .yaml_tree import TextError

_MOST_FAULTS = 20
_VERSION = re.compile(r"3\.[01]\.\d+(-.+)?\Z")


def load(
    root: Path,
    *,
    display: Path | None = None,
    texts: Mapping[str, str] | None = None,
    below: Path | None = None,
) -> Loaded:
    """The root file and all local files that it reaches through `$ref`. `texts` stand for files of those names.

    Files are named relative to `display` (by default the working directory) where they are inside it. Only files below
    the folder `below` (by default that of the root file) are read, since a description may be a stranger's.
    Raises ProblemsFound with everything that prevents going on, over all files.
    """
    base = Path(display or Path.cwd()).absolute()
    path = root.absolute()
    key = path.relative_to(base).as_posix() if path.is_relative_to(base) else path.as_posix()
    loader = _Loader(base, posixpath.normpath(key), texts or {}, below or path.parent)
    loader.read_all()
    if loader.problems:
        raise ProblemsFound(loader.problems)
    return Loaded(loader.root, loader.documents, loader.positions)


class _Unreadable(Exception):
    """Why a file is not read."""

    def __init__(self, id: str, message: str) -> None:
        self.id = id
        super().__init__(message)


class _Loader:
    def __init__(self, base: Path, root: str, texts: Mapping[str, str], below: Path) -> None:
        self.root = root
        self._texts = texts
        self.documents: dict[str, Any] = {}
        self.positions: dict[str, Positions] = {}
        self.problems: list[Problem] = []
        self._base = base
        self._below = below.resolve()
        self._failed: set[str] = set()
        self._waiting: deque[tuple[str, str, Kind, Any]] = deque()
        self._seen: set[tuple[Kind, int]] = set()

    def read_all(self) -> None:
        """Reads the root, then what it refers to, then what that refers to, until nothing is new."""
        try:
            text = self._text(self.root)
        except _Unreadable as error:
            self._report(error.id, Place(self.root, 0, ""), f"the description {error}")
            return
        if not self._understand(self.root, text):
            return
        document = self.documents[self.root]
        problem = _not_openapi(document)
        if problem:
            self._report(problem[0], self.positions_place(self.root, problem[1]), problem[2])
            return
        self._enqueue(self.root, "", Kind.DOCUMENT, document)
        while self._waiting:
            self._visit(*self._waiting.popleft())

    def positions_place(self, file: str, pointer: str) -> Place:
        """The place of an item of a file that has been read."""
        line, known = self.positions[file].locate(pointer)
        return Place(file, line, known)

    def _report(self, id: str, place: Place, message: str) -> None:
        self.problems.append(Problem(id, Level.ERROR, place, message))

    def _enqueue(self, file: str, pointer: str, kind: Kind, node: Any) -> None:
        if pointers.is_mapping(node) and (kind, id(node)) not in self._seen:
            self._seen.add((kind, id(node)))
            self._waiting.append((file, pointer, kind, node))

    def _visit(self, file: str, pointer: str, kind: Kind, node: Any) -> None:
        for suffix, reference, may_be_name in references(kind, node):
            if not (may_be_name and self._is_name(reference)):
                self._reach(file, pointer + suffix, kind, reference)
        for suffix, child, item in children(kind, node):
            self._enqueue(file, pointer + suffix, child, item)

    def _is_name(self, value: str) -> bool:
        found, schemas = pointers.follow(self.documents[self.root], "/components/schemas")
        return not pointers.looks_like_reference(value) or (
            found and pointers.is_mapping(schemas) and value in schemas
        )

    def _reach(self, file: str, pointer: str, kind: Kind, reference: str) -> None:
        """Reads the file of a reference if it is new, and goes on with what the reference points to."""
        if pointers.is_remote(reference):
            message = (
                f"{reference} is remote: save the file next to this one and refer to it by a relative path"
            )
            self._report("remote-ref", self.positions_place(file, pointer), message)
            return
        target, fragment = pointers.target(file, reference)
        if target not in self.documents:
            if target in self._failed:
                return
            try:
                text = self._text(target)
            except _Unreadable as error:
                message = f"{reference} refers to {target}, which {error}"
                self._report(error.id, self.positions_place(file, pointer), message)
                return
            if not self._understand(target, text):
                return
        if not fragment or fragment.startswith("/"):
            found, node = pointers.follow(self.documents[target], fragment)
            if found:
                self._enqueue(target, fragment, kind, node)

    def _text(self, key: str) -> bytes | str:
        """What a file holds; raises _Unreadable."""
        if key in self._texts:
            return self._texts[key]
        if len(self.documents) == bounds.FILES:
            raise _Unreadable("too-large", f"is one file too many: a description has up to {bounds.FILES:,}")
        path = self._base / key
        try:
            if key != self.root and not path.resolve().is_relative_to(self._below):
                message = f"is not below {self._below}: copy it there, or name a folder that holds both with --ref-root"
                raise _Unreadable("ref-outside", message)
            return read_file(path)
        except FileNotFoundError:
            raise _Unreadable("file-not-found", "does not exist") from None
        except OSError as error:
            raise _Unreadable("unreadable-file", f"cannot be read: {error.strerror or error}") from None
        except (ValueError, RuntimeError):  # NUL in a name, or a circle of links
            raise _Unreadable("file-not-found", "no file can be called") from None

    def _understand(self, key: str, text: bytes | str) -> bool:
        """Reads the text of one file; its problems stand in that file."""
        try:
            text = _decoded(text) if isinstance(text, bytes) else text
            if not text.strip():
                raise TextError("empty-file", (0, "the file is empty"))
            if text.lstrip().startswith("<"):
                raise TextError(
                    "html-file", (0, "this is HTML or XML; save the raw YAML or JSON file instead")
                )
            tree, positions = _parse(text, key)
        except TextError as error:
            self._failed.add(key)
            for line, message in error.found:
                self._report(error.id, Place(key, line, ""), message)
            return False
        found = list(itertools.islice(bounds.faults(tree), _MOST_FAULTS))
        for id, pointer, message in found:
            self._report(id, Place(key, *positions.locate(pointer)), message)
        if found:
            self._failed.add(key)
            return False
        self.documents[key], self.positions[key] = tree, positions
        return True


def read_file(path: Path) -> bytes:
    """The content of a regular file of a bounded size; raises _Unreadable, OSError or ValueError."""
    # Opening a FIFO would wait for somebody to write into it.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise _Unreadable("not-a-file", "is a directory, not a file")
        if not stat.S_ISREG(mode):
            raise _Unreadable("not-a-file", "is a device or a pipe, not a file")
        with open(handle, "rb", closefd=False) as file:
            content = file.read(bounds.BYTES + 1)
    finally:
        os.close(handle)
    if len(content) > bounds.BYTES:
        raise _Unreadable("too-large", f"is larger than {bounds.BYTES // 2**20} MiB: split it")
    return content


def _decoded(content: bytes) -> str:
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise TextError("not-utf8", (0, "the file is UTF-16: save it as UTF-8"))
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TextError("not-utf8", (line, "the file is not UTF-8 text")) from None


def _parse(text: str, key: str) -> tuple[Any, Positions]:
    is_json = key.lower().endswith(".json")
    if is_json or text.lstrip().startswith("{"):
        try:
            tree = json_tree.read(text)
        except TextError as error:
            if is_json or error.id == "duplicate-key":
                raise
        else:
            return tree, Positions(tree, lambda: json_tree.lines(text, tree))
    tree, lines, first = yaml_tree.read(text)
    return tree, Positions(tree, lambda: lines, first)


def _not_openapi(document: Any) -> tuple[str, str, str] | None:
    """Why a root document cannot be used: problem id, pointer, message."""
    if not pointers.is_mapping(document):
        return (
            "not-a-mapping",
            "",
            "an OpenAPI description is a mapping with the keys openapi, info and paths",
        )
    if "swagger" in document:
        return "swagger-2", "/swagger", "this is Swagger 2.0; convert it to OpenAPI 3.0 or 3.1 first"
    if "openapi" not in document:
        return "not-openapi", "", "the key `openapi` is missing: this is not an OpenAPI description"
    version = document["openapi"]
    if not isinstance(version, str) or not _VERSION.match(version):
        return (
            "openapi-version",
            "/openapi",
            f"OpenAPI {version!r} is not supported: write 3.0.x or 3.1.x in full",
        )
    return None
