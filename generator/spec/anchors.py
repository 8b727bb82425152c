"""References by the name of a place (`$dynamicRef`, `$recursiveRef`, `$ref: "#name"`) as references by a pointer.

A name is looked for around the reference first, then in its whole file. A name that several schemas have depends on
where a reader comes from, which no type can say: such a reference takes any value, and that is reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ..problems import Level, Problem
from .documents import Loaded
from .objects import Kind
from .references import Finder, Location, reachable

_SAFE = "/~!$&'()*+,;=:@"
_KEYS = ("$recursiveRef", "$dynamicRef", "$ref")


class _Anchors:
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
