"""Schemas as far as documents can be compared with them: members, values, types and bounds, over all alternatives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..problems import Place
from ..spec import pointers
from ..spec.pointers import is_list, is_mapping
from .facts import UNSAID

_PARTS = ("allOf", "oneOf", "anyOf")
_DEEP = 40


@dataclass(frozen=True, slots=True)
class Node:
    """An item of a document and its pointer there."""

    value: Any
    pointer: str

    def get(self, *tokens: str) -> Any:
        """What a mapping holds."""
        node = self.value
        for token in tokens:
            node = node.get(token) if is_mapping(node) else None
        return node

    def child(self, token: str | int) -> Node:
        """An item inside."""
        value = self.value
        inner: Any = None
        if is_mapping(value):
            inner = value.get(str(token))
        elif is_list(value) and isinstance(token, int) and token < len(value):
            inner = value[token]
        return Node(inner, self.pointer + pointers.join(token))

    def pairs(self) -> Iterator[tuple[str, Node]]:
        """All items of a mapping."""
        if is_mapping(self.value):
            for key in self.value:
                yield key, self.child(key)

    def entries(self) -> Iterator[Node]:
        """All items of a list."""
        if is_list(self.value):
            for index in range(len(self.value)):
                yield self.child(index)


@dataclass(slots=True)
class Tree:
    """A whole document with references below itself, and where its items were written."""

    root: Any
    place: Callable[[str], Place]
    swagger: bool = False
    _known: dict[str, dict[str, Node]] = field(default_factory=dict[str, dict[str, Node]])

    def node(self, pointer: str) -> Node:
        """What a pointer leads to; references on the way are followed."""
        node = Node(self.root, "")
        for token in pointers.split(pointer):
            node = self.follow(node)
            step: str | int = int(token) if is_list(node.value) and token.isdigit() else token
            node = node.child(step)
        return self.follow(node)

    def follow(self, node: Node) -> Node:
        """The target of a reference, or the item itself."""
        for _ in range(_DEEP):
            reference = node.get("$ref")
            if not isinstance(reference, str) or not reference.startswith("#"):
                return node
            _, pointer = pointers.target("", reference)
            found, value = pointers.follow(self.root, pointer)
            node = Node(value if found else {}, pointer)
        return Node({}, node.pointer)

    def parts(self, node: Node, depth: int = 0) -> Iterator[Node]:
        """A schema and all the schemas that it is put together from."""
        if is_mapping(node.value) and "$ref" in node.value:
            if len(node.value) > 1:
                yield node
            node = self.follow(node)
        if not is_mapping(node.value) or depth > _DEEP // 4:
            return
        yield node
        for key in _PARTS:
            for part in node.child(key).entries():
                yield from self.parts(part, depth + 1)

    def members(self, node: Node) -> dict[str, Node]:
        """The members of an object, the first of each name."""
        node = self.follow(node)
        known = self._known.get(node.pointer)
        if known is None:
            known = dict[str, Node]()
            for part in self.parts(node):
                for name, member in part.child("properties").pairs():
                    _ = known.setdefault(name, member)
            self._known[node.pointer] = known
        return known

    def required(self, node: Node) -> frozenset[str]:
        """The members that must be there, outside alternatives."""
        found: set[str] = set()
        pending = [self.follow(node)]
        while pending:
            part = pending.pop()
            names = part.get("required")
            found.update(n for n in names if isinstance(n, str)) if is_list(names) else None
            pending.extend(self.follow(p) for p in part.child("allOf").entries())
        return frozenset(found)

    def is_open(self, node: Node) -> bool:
        """Whether members that are not named are described: a map, a free object, or no object at all."""
        for part in self.parts(node):
            more = part.get("additionalProperties")
            if more is True or is_mapping(more) or part.get("patternProperties"):
                return True
        return not self.members(node) and "object" in (self.types(node) or {"object"})

    def items(self, node: Node) -> Node | None:
        """The schema of the items of a list."""
        for part in self.parts(node):
            if is_mapping(part.get("items")):
                return self.follow(part.child("items"))
        return None

    def values(self, node: Node) -> tuple[list[Any], Node] | None:
        """The permitted values, None left out; None where any value is possible."""
        found: list[Any] = []
        place: Node | None = None
        for part in self.parts(node):
            if is_list(part.get("enum")):
                found.extend(v for v in part.value["enum"] if v is not None)
                place = place or part
            elif "const" in part.value and part.value["const"] is not None:
                found.append(part.value["const"])
                place = place or part
            elif place is None and _typed(part):
                return None
        return (found, place) if place is not None else None

    def types(self, node: Node) -> set[str]:
        """The types that a value may have; empty where any is possible. Integer is beside number."""
        found: set[str] = set()
        for part in self.parts(node):
            kind = part.get("type")
            found.update([kind] if isinstance(kind, str) else kind if is_list(kind) else [])
            if part.get("nullable") is True:
                found.add("null")
            if "properties" in part.value and "type" not in part.value:
                found.add("object")
        return found

    def type_name(self, node: Node) -> str | None:
        """One type in the words of a table; None where there are several or none."""
        kinds = self.types(node) - {"null"}
        if len(kinds) != 1:
            return None
        kind = next(iter(kinds))
        if kind == "array":
            items = self.items(node)
            inner = self.type_name(items) if items is not None else None
            return f"{inner}[]" if inner else "array"
        if kind == "string" and any(p.get("format") == "binary" for p in self.parts(node)):
            return "file"
        return kind

    def first(self, node: Node, *keys: str) -> tuple[Any, str | None]:
        """The first value of one of some keywords, with its pointer; UNSAID without."""
        for part in self.parts(node):
            for key in keys:
                if key in part.value:
                    return part.value[key], part.pointer + pointers.join(key)
        return UNSAID, None


def _typed(part: Node) -> bool:
    """Whether a schema says by itself, and not through its parts, what a value may be."""
    says = any(key in part.value for key in ("type", "format", "pattern")) and part.get("type") != "null"
    return says and not any(part.get(key) for key in _PARTS)
