"""Finds what references point to, over all files of a description."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ..problems import Level
from . import pointers
from .documents import Loaded
from .objects import Kind, children, references
from .pointers import is_mapping

Location = tuple[str, str]
"""A file key and a pointer in that file."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference points to: its own place, behind any references on the way, and its value."""

    file: str
    pointer: str
    node: Any

    @property
    def location(self) -> Location:
        return self.file, self.pointer

    @property
    def alias(self) -> str | None:
        """The reference that is all there is at the target."""
        return self.node["$ref"] if is_alias(self.node) else None


def is_alias(node: Any) -> bool:
    """Whether a node is a reference and nothing else."""
    return is_mapping(node) and len(node) == 1 and isinstance(node.get("$ref"), str)


class Unresolvable(Exception):
    """A reference that leads nowhere, or in a way that is not supported."""

    def __init__(self, id: str, level: Level, message: str) -> None:
        self.id = id
        self.level = level
        self.message = message
        super().__init__(message)


class Finder:
    """Looks references up, each once."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._found: dict[Location, Target] = {}
        root = loaded.documents[loaded.root]
        found, schemas = pointers.follow(root, pointers.SCHEMAS.rstrip("/"))
        self.declared: dict[str, Any] = schemas if found and is_mapping(schemas) else {}

    def find(self, file: str, reference: str) -> Target:
        """What a reference in `file` points to; raises :class:`Unresolvable`."""
        key = file, reference
        if key not in self._found:
            self._found[key] = self._find(file, reference)
        return self._found[key]

    def find_mapped(self, file: str, value: str) -> Target:
        """What a value of a discriminator's mapping means: the name of a declared schema, else a reference."""
        if value in self.declared or not pointers.looks_like_reference(value):
            return self.find(self._loaded.root, quote(pointers.schema_reference(value), safe="#/"))
        return self.find(file, value)

    def _find(self, file: str, reference: str) -> Target:
        file, fragment = pointers.target(file, reference)
        if fragment and not fragment.startswith("/"):
            message = f"{reference} uses an anchor: refer by a JSON pointer (#/...) instead"
            raise Unresolvable("unsupported-ref", Level.UNSUPPORTED, message)
        if file not in self._loaded.documents:
            raise Unresolvable("dangling-ref", Level.ERROR, f"{reference} points to nothing")
        visited: set[Location] = set()
        tokens = pointers.split(fragment)
        node, done = self._loaded.documents[file], 0
        while done < len(tokens):
            found = pointers.step(node, tokens[done])
            if found is not None:
                node, done = found[1], done + 1
                continue
            here = file, pointers.join(*tokens[:done])
            if not is_mapping(node) or not isinstance(node.get("$ref"), str) or here in visited:
                raise Unresolvable("dangling-ref", Level.ERROR, f"{reference} points to nothing")
            visited.add(here)
            file, base = pointers.target(file, node["$ref"])
            if file not in self._loaded.documents:
                raise Unresolvable("dangling-ref", Level.ERROR, f"{reference} points to nothing")
            tokens = pointers.split(base) + tokens[done:]
            node, done = self._loaded.documents[file], 0
        if file == self._loaded.root and not tokens:
            raise Unresolvable("dangling-ref", Level.ERROR, f"{reference} points to the whole description")
        return Target(file, pointers.join(*tokens), node)


def reachable(loaded: Loaded, finder: Finder) -> Iterator[tuple[str, str, Kind, Any]]:
    """Every object that the description reaches, once, depth first in the order of the text."""
    seen: set[tuple[Kind, int]] = set()
    stack: list[tuple[str, str, Kind, Any]] = [
        (loaded.root, "", Kind.DOCUMENT, loaded.documents[loaded.root])
    ]
    while stack:
        file, pointer, kind, node = stack.pop()
        if not is_mapping(node) or (kind, id(node)) in seen:
            continue
        seen.add((kind, id(node)))
        yield file, pointer, kind, node
        found = [(file, pointer + suffix, child, item) for suffix, child, item in children(kind, node)]
        for _, reference, mapped in references(kind, node):
            try:
                target = finder.find_mapped(file, reference) if mapped else finder.find(file, reference)
            except Unresolvable:
                continue
            found.append((target.file, target.pointer, kind, target.node))
        stack.extend(reversed(found))
