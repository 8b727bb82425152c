"""What the first stages hand on: loaded files, and one bundled document, both with places."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..problems import Place, Problem
from . import pointers

Lines = Mapping[int, "array[int]"]
"""Lines of the items of each container (in their order), by the `id` of the container."""

_MANY_KEYS = 40


class Positions:
    """Where the items of one file stand. The lines are looked for when the first one is asked for."""

    def __init__(self, tree: Any, find: Callable[[], Lines], first: int = 1) -> None:
        self._tree = tree
        self._find = find
        self._first = first
        self._lines: Lines | None = None
        self._indices: dict[int, dict[str, int]] = {}

    def locate(self, pointer: str) -> tuple[int, str]:
        """Line and pointer of an item; of the deepest container on the way where the item does not exist."""
        if self._lines is None:
            self._lines = self._find()
        node, line, known = self._tree, self._first, ""
        for token in pointers.split(pointer):
            found = self._step(node, token)
            if found is None:
                break
            lines = self._lines.get(id(node))
            line = lines[found[0]] if lines is not None else line
            node, known = found[1], known + pointers.join(token)
        return line, known

    def _step(self, node: Any, token: str) -> tuple[int, Any] | None:
        if not pointers.is_mapping(node) or len(node) < _MANY_KEYS:
            return pointers.step(node, token)
        indices = self._indices.get(id(node))
        if indices is None:
            indices = self._indices[id(node)] = {key: index for index, key in enumerate(node)}
        return (indices[token], node[token]) if token in indices else None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A description as it is on disk: the root file and all files that it refers to, as plain trees.

    Keys of files are POSIX paths; the reference of one file to another is resolved on these strings alone.
    """

    root: str
    documents: Mapping[str, Any]
    positions: Mapping[str, Positions]

    def place(self, file: str, pointer: str) -> Place:
        """The place of an item, or of the deepest container on the way to it that exists."""
        line, known = self.positions[file].locate(pointer)
        return Place(file, line, known)


@dataclass(frozen=True, slots=True)
class Resolved:
    """One bundled OpenAPI 3.1 document whose only references are `#/components/schemas/Name`.

    `origins` holds, by `id` of a mapping of the document, the file and pointer that it was made from.
    """

    document: dict[str, Any]
    loaded: Loaded
    origins: Mapping[int, tuple[str, str]]
    problems: tuple[Problem, ...]

    def place(self, pointer: str) -> Place:
        """Where that which stands at a pointer of the bundled document was written."""
        node: Any = self.document
        file, base, rest = self.loaded.root, "", ""
        for token in pointers.split(pointer):
            rest += pointers.join(token)
            if pointers.is_mapping(node):
                node = node.get(token)
            else:
                found = pointers.step(node, token)
                node = found[1] if found else None
            if id(node) in self.origins:
                (file, base), rest = self.origins[id(node)], ""
        return self.loaded.place(file, base + rest)
