"""Reads a description: the root file and every file that it refers to. The only stage that reads specs."""

from __future__ import annotations

import posixpath
import re
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import json_tree, pointers, yaml_tree
from .documents import Loaded, Positions
from .objects import Kind, children, references
from .problems import Level, Place, Problem, ProblemsFound
from .yaml_tree import TextError

_VERSION = re.compile(r"3\.[01]\.\d+(-.+)?\Z")


def load(root: Path, *, display: Path | None = None, texts: Mapping[str, str] | None = None) -> Loaded:
    """The root file and all local files that it reaches through `$ref`. `texts` stand for files of those names.

    Files are named relative to `display` (by default the working directory) where they are inside it.
    Raises ProblemsFound with everything that prevents going on, over all files.
    """
    base = Path(display or Path.cwd()).absolute()
    path = root.absolute()
    key = path.relative_to(base).as_posix() if path.is_relative_to(base) else path.as_posix()
    loader = _Loader(base, posixpath.normpath(key), texts or {})
    loader.read_all()
    if loader.problems:
        raise ProblemsFound(loader.problems)
    return Loaded(loader.root, loader.documents, loader.positions)


class _Loader:
    def __init__(self, base: Path, root: str, texts: Mapping[str, str]) -> None:
        self.root = root
        self._texts = texts
        self.documents: dict[str, Any] = {}
        self.positions: dict[str, Positions] = {}
        self.problems: list[Problem] = []
        self._base = base
        self._failed: set[str] = set()
        self._waiting: deque[tuple[str, str, Kind, Any]] = deque()
        self._seen: set[tuple[Kind, int]] = set()

    def read_all(self) -> None:
        """Reads the root, then what it refers to, then what that refers to, until nothing is new."""
        why = self._unreadable(self.root)
        if why:
            self._report(why[0], Place(self.root, 0, ""), f"the description {why[1]}")
            return
        if not self._read(self.root):
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
            why = self._unreadable(target)
            if why:
                message = f"{reference} refers to {target}, which {why[1]}"
                self._report(why[0], self.positions_place(file, pointer), message)
                return
            if not self._read(target):
                return
        if not fragment or fragment.startswith("/"):
            found, node = pointers.follow(self.documents[target], fragment)
            if found:
                self._enqueue(target, fragment, kind, node)

    def _unreadable(self, key: str) -> tuple[str, str] | None:
        path = self._base / key
        if path.is_dir():
            return "not-a-file", "is a directory, not a file"
        if not path.exists():
            return "file-not-found", "does not exist"
        return None

    def _read(self, key: str) -> bool:
        """Reads one file; problems of its text stand in that file."""
        try:
            text = self._texts[key] if key in self._texts else _text(self._base / key)
            if not text.strip():
                raise TextError("empty-file", (0, "the file is empty"))
            if text.lstrip().startswith("<"):
                raise TextError(
                    "html-file", (0, "this is HTML or XML; save the raw YAML or JSON file instead")
                )
            self.documents[key], self.positions[key] = _parse(text, key)
        except TextError as error:
            self._failed.add(key)
            for line, message in error.found:
                self._report(error.id, Place(key, line, ""), message)
            return False
        return True


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        raise TextError("not-utf8", (line, "the file is not UTF-8 text")) from None
    except OSError as error:
        raise TextError("unreadable-file", (0, f"the file cannot be read: {error.strerror}")) from None


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
