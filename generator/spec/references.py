"""Finds what references point to, over all files of a description.

References by the name of a place (`$dynamicRef`, `$recursiveRef`, `$ref: "#name"`) become references by a pointer first.
A name is looked for around the reference, then in its whole file. A name that several schemas have depends on where a
reader comes from, which no type can say: such a reference takes any value, and that is reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ..problems import Level, Problem
from . import pointers
from .documents import Loaded
from .objects import Kind, children, references
from .pointers import is_mapping

Location = tuple[str, str]
"""A file key and a pointer in that file."""

_SAFE = "/~!$&'()*+,;=:@"
_KEYS = ("$recursiveRef", "$dynamicRef", "$ref")


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


class _Anchors:
    """Schemas by the names that they give themselves."""

    def __init__(self, schemas: dict[Location, dict[str, Any]]) -> None:
        self._schemas = schemas
        self._named: dict[tuple[str, str], list[str]] = {}
        for (file, pointer), node in schemas.items():
            for key in ("$anchor", "$dynamicAnchor"):
                if isinstance(node.get(key), str):
                    self._named.setdefault((file, node[key]), []).append(pointer)

    def _around(self, location: Location) -> Iterator[str]:
        """The schemas that a schema stands in, the innermost first, itself included."""
        file, pointer = location
        while pointer:
            if (file, pointer) in self._schemas:
                yield pointer
            pointer = pointer.rpartition("/")[0]

    def target(self, location: Location, key: str, reference: str) -> str | None:
        """The pointer that a reference means, or None where it depends on the reader."""
        around = list(self._around(location))
        name = reference.removeprefix("#")
        if not name:
            anchored = (p for p in around if self._schemas[location[0], p].get("$recursiveAnchor") is True)
            return next(anchored, around[-1]) if key == "$recursiveRef" else around[-1]
        named = self._named.get((location[0], name), [])
        return next((p for p in around if p in named), named[0] if len(named) == 1 else None)


def resolve_anchors(loaded: Loaded, finder: Finder) -> list[Problem]:
    """Rewrite such references in the loaded files; the problems tell of those that were left open."""
    schemas: dict[Location, dict[str, Any]] = {
        (file, pointer): node
        for file, pointer, kind, node in reachable(loaded, finder)
        if kind is Kind.SCHEMA
    }
    anchors = _Anchors(schemas)
    problems: list[Problem] = []
    for location, node in schemas.items():
        for key in (key for key in _KEYS if isinstance(node.get(key), str)):
            reference = node[key]
            if key == "$ref" and (not reference.startswith("#") or reference[1:2] in ("", "/")):
                continue
            if reference.startswith("#") and reference[1:2] != "/":
                pointer = anchors.target(location, key, reference)
                known = f"#{quote(pointer, safe=_SAFE)}" if pointer is not None else None
            else:
                known = reference
            if known is None and key == "$ref":
                continue  # what it should be is reported where it is looked up
            if known is None:
                at = loaded.place(location[0], f"{location[1]}/{key}")
                message = f"several schemas or none are called {reference[1:]!r}: any value is taken here"
                problems.append(Problem("open-ref", Level.WARNING, at, message))
            _rename(node, key, known)
    return problems


def _rename(node: dict[str, Any], key: str, reference: str | None) -> None:
    """Put `$ref` where the key is, in the same order, since lines are found by it."""
    items = list(node.items())
    node.clear()
    for name, value in items:
        if name == key:
            node["$ref" if reference is not None else "$comment"] = reference or str(value)
        else:
            node[name] = value
