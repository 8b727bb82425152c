"""Compares two JSON Schemas: what the description says, and what the SDK's types say of themselves.

Both are reduced to a :class:`Shape`, the union of all their alternatives; then properties, required names, types,
enum values, date formats, items and map values are compared, level by level.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.conformance.document import Node

Direction = Literal["read", "write"]
FORMATS = ("date", "date-time")
ANNOTATIONS = (
    "title",
    "description",
    "default",
    "examples",
    "example",
    "deprecated",
    "readOnly",
    "writeOnly",
    "$schema",
    "$defs",
)


@dataclass
class Shape:
    """The union of alternatives."""

    kinds: set[str] = field(default_factory=set)
    anything: bool = False
    file: bool = False
    values: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    formats: set[str] = field(default_factory=set)
    properties: dict[str, list[Node]] = field(default_factory=dict)
    required: set[str] | None = None
    maps: list[Node] = field(default_factory=list)
    sealed: bool = False
    mapped: bool = False
    items: list[Node] = field(default_factory=list)
    keys: tuple[int, ...] = ()


def kind_of(value: Any) -> str:
    """The JSON type of a value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def shape_of(nodes: list[Node]) -> Shape:
    """What is allowed by any of the schemas."""
    shape = Shape(keys=tuple(sorted(n.follow().key for n in nodes)))
    for node in nodes:
        _add(shape, node.follow(), frozenset())
    return shape


def _add(shape: Shape, node: Node, seen: frozenset[int]) -> None:
    if node.key in seen:
        return
    seen |= {node.key}
    if not isinstance(node.value, dict) or not _constraints(node):
        shape.anything = True
        return
    shape.file |= node.plain("format") == "binary"
    for key in ("anyOf", "oneOf"):
        branches = node.get(key)
        if branches is not None:
            for branch in branches.elements():
                _add(shape, branch, seen)
            if not {"type", "properties", "allOf", "enum", "const"} & node.value.keys():
                return
    parts = node.get("allOf")
    if parts is not None:
        listed = list(parts.elements())
        if len(listed) == 1 and not {"type", "properties"} & node.value.keys():
            _add(shape, listed[0], seen)
            return
    _add_plain(shape, node)


def _constraints(node: Node) -> set[str]:
    return {k for k in node.value if k not in ANNOTATIONS and not k.startswith("x-")}


def _add_plain(shape: Shape, node: Node) -> None:
    given = node.plain("type", [])
    kinds = {given} if isinstance(given, str) else set(given)
    values = [node.plain("const")] if "const" in node.value else node.plain("enum")
    if not kinds:
        kinds = {kind_of(v) for v in values} if values is not None else _implied(node)
    if not kinds and values is None and not ({"anyOf", "oneOf"} & node.value.keys()):
        shape.anything = True
    shape.kinds |= kinds
    if values is not None:
        shape.values |= {f"{kind_of(v)}:{v}" for v in values if v is not None}
        shape.closed |= kinds
    else:
        shape.open |= kinds
    if "string" in kinds and node.plain("format") in FORMATS:
        shape.formats.add(node.plain("format"))
    if "array" in kinds and (node.raw("items") is not None or node.raw("prefixItems") is not None):
        items = node.raw("items")
        shape.items.extend(
            [items] if items is not None else list((node.raw("prefixItems") or node).elements())
        )
    if "object" in kinds:
        _add_object(shape, node)


def _implied(node: Node) -> set[str]:
    if {"properties", "additionalProperties", "required"} & node.value.keys() or _object_parts(node):
        return {"object"}
    return {"array"} if "items" in node.value else set()


def _object_parts(node: Node) -> bool:
    parts = node.get("allOf")
    return parts is not None and any(shape_of([part]).kinds == {"object"} for part in parts.elements())


def _members(node: Node) -> Iterator[tuple[str, Node]]:
    for part in (node.get("allOf") or Node([], None)).elements():
        yield from _members(part)
    properties = node.get("properties")
    if properties is not None and isinstance(properties.value, dict):
        for name in properties.value:
            found = properties.raw(name)
            if found is not None:
                yield name, found


def _needed(node: Node) -> set[str]:
    parts = (node.get("allOf") or Node([], None)).elements()
    return set(node.plain("required", [])).union(*(_needed(part) for part in parts))


def _add_object(shape: Shape, node: Node) -> None:
    for name, member in _members(node):
        shape.properties.setdefault(name, []).append(member)
    needed = _needed(node)
    shape.required = needed if shape.required is None else shape.required & needed
    extra = node.raw("additionalProperties")
    if extra is not None:
        if extra.value is False:
            shape.sealed = True
        else:
            shape.mapped = True
            if isinstance(extra.value, dict) and extra.value:
                shape.maps.append(extra)


class Comparison:
    """Collects what differs. `direction` "write" is for what the SDK sends, "read" for what it receives."""

    def __init__(self, direction: Direction) -> None:
        self.direction: Direction = direction
        self.gaps: list[str] = []
        self._seen: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()

    def compare(self, reported: list[Node], found: list[Node], where: str, *, optional: bool = False) -> None:
        """Compare the union of the described schemas with the union of the SDK's."""
        one, two = shape_of(reported), shape_of(found)
        if (one.keys, two.keys) in self._seen:
            return
        self._seen.add((one.keys, two.keys))
        if one.file and (two.anything or two.kinds <= {"string", "null"}):
            # The bytes of a file have no JSON type.
            return
        if one.anything or two.anything:
            if one.anything != two.anything:
                self._note(
                    where,
                    "may be anything" if one.anything else "has a type",
                    "anything" if two.anything else "a type",
                )
            return
        self._null(one, two, where, optional)
        self._kinds(one, two, where)
        self._values(one, two, where)
        if one.formats != two.formats:
            self._note(where, f"format {sorted(one.formats)}", f"format {sorted(two.formats)}")
        if "array" in one.kinds & two.kinds and (one.items or two.items):
            self.compare(one.items or [Node({}, None)], two.items or [Node({}, None)], f"{where}[]")
        if "object" in one.kinds & two.kinds:
            self._object(one, two, where)

    def _note(self, where: str, reported: str, found: str) -> None:
        self.gaps.append(f"{where}: described {reported}, SDK {found}")

    def _null(self, one: Shape, two: Shape, where: str, optional: bool) -> None:
        if "null" in one.kinds and "null" not in two.kinds:
            self._note(where, "with null", "without")
        if "null" in two.kinds and "null" not in one.kinds and not optional:
            self._note(where, "without null", "with")

    def _kinds(self, one: Shape, two: Shape, where: str) -> None:
        reported, found = one.kinds - {"null"}, two.kinds - {"null"}
        # Where fractions are allowed it does not matter whether whole numbers are named too.
        whole = {"integer"} if "number" in reported & found else set[str]()
        if reported - whole != found - whole:
            self._note(
                where, " or ".join(sorted(reported)) or "nothing", " or ".join(sorted(found)) or "nothing"
            )

    def _values(self, one: Shape, two: Shape, where: str) -> None:
        if one.values != two.values:
            lost, new = sorted(one.values - two.values), sorted(two.values - one.values)
            self.gaps.append(
                f"{where}: enum values {'missing ' + str(lost) if lost else ''}{' surplus ' + str(new) if new else ''}"
            )
        for kind in sorted(one.closed - one.open - {"null"}):
            # An answer may bring a value that is not described yet; a request may not.
            if self.direction == "write" and kind in two.open:
                self._note(where, f"a closed list of {kind} values", "any")
            if self.direction == "read" and kind == "string" and kind not in two.open:
                self._note(where, "values that may grow", "a closed list")

    def _object(self, one: Shape, two: Shape, where: str) -> None:
        for name in sorted(one.properties.keys() - two.properties.keys()):
            self._note(f"{where}.{name}", "a property", "none")
        for name in sorted(two.properties.keys() - one.properties.keys()):
            self._note(f"{where}.{name}", "no property", "one")
        reported, found = one.required or set[str](), two.required or set[str]()
        for name in sorted(reported ^ found):
            self._note(
                f"{where}.{name}",
                "required" if name in reported else "optional",
                "required" if name in found else "optional",
            )
        for name in sorted(one.properties.keys() & two.properties.keys()):
            self.compare(
                one.properties[name], two.properties[name], f"{where}.{name}", optional=name not in reported
            )
        if one.maps or two.maps:
            self.compare(one.maps or [Node({}, None)], two.maps or [Node({}, None)], f"{where}.*")
        if self.direction == "read" and two.properties and not two.mapped:
            self._note(where, "with unknown fields kept", "without")
        if two.sealed and (self.direction == "read" or one.mapped):
            self._note(where, "with further properties", "without")
