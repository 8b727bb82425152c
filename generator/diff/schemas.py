"""Compares schemas in one direction. Components are compared once a pair, whatever they are called."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, cast

from ..ir import Direction, Schema
from ..schema import Node, bare, mapping, meant_types
from ..spec.pointers import escape
from .report import Report
from .side import COMPONENTS, Property, Side, Value

_PREFIX: Mapping[Direction, str] = {"read": "answer", "write": "request"}
_MISSING = object()


class Schemas:
    """Compares schemas and remembers which components became which."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.old = report.old
        self.new = report.new
        self.pairs: dict[tuple[str, Direction], str] = {}
        """Component of the old description, direction: the component of the new one that stands in its place."""
        self._seen: set[tuple[str, str, Direction]] = set()

    def compare(self, old: Node, new: Node, subject: str, direction: Direction) -> None:
        """Everything that differs between what two places allow; `subject` names the place for people."""
        was, now = self.old.value(old), self.new.value(new)
        for one, other in zip(was.components, now.components, strict=False):
            _ = self.pairs.setdefault((one, direction), other)
        if was.nullable != now.nullable:
            suffix = "became-nullable" if now.nullable else "no-longer-nullable"
            self.report.add(f"{_PREFIX[direction]}-{suffix}", subject, new.pointer)
        if was.components and now.components:
            # What is inside a component is told once, under the component's own name.
            if (was.node.pointer, now.node.pointer, direction) in self._seen:
                return
            self._seen.add((was.node.pointer, now.node.pointer, direction))
            spelt = self.new.spelt(now.components, direction)
            subject = f"models.{spelt}" if spelt else subject
        self._values(was, now, subject, direction)

    def component(self, old: str, new: str, direction: Direction) -> None:
        """Two components, also where no operation leads to them."""
        nodes = [
            Node({"$ref": f"#{COMPONENTS}{escape(name)}"}, COMPONENTS + escape(name)) for name in (old, new)
        ]
        self.compare(nodes[0], nodes[1], f"models.{self.new.spelt((new,), direction) or new}", direction)

    def _values(self, was: Value, now: Value, subject: str, direction: Direction) -> None:
        first, second = self.old.members(was), self.new.members(now)
        if len(first) > 1 or len(second) > 1:
            self._unions(was, now, first, second, subject, direction)
            return
        if not self._kinds(was, now, subject, direction):
            return
        self._choices(was, now, subject, direction)
        if direction == "write":
            _compare_limits(self.report, was, now, subject)
        if "items" in was.schema and "items" in now.schema:
            inside = f"{subject}[]"
            nodes = [Node(v.schema["items"], f"{v.node.pointer}/items") for v in (was, now)]
            self.compare(nodes[0], nodes[1], inside, direction)
        self._objects(was, now, subject, direction)

    # -- kinds -------------------------------------------------------------------------------------------------

    def _kinds(self, was: Value, now: Value, subject: str, direction: Direction) -> bool:
        """Compares types; whether they are alike enough to look inside."""
        before, after = kinds(was.schema, direction), kinds(now.schema, direction)
        if before == after:
            return True
        wider = all(any(_covers(a, b) for a in after) for b in before)
        narrower = all(any(_covers(b, a) for b in before) for a in after)
        suffix = "widened" if wider else "narrowed" if narrower else "changed"
        id = f"{_PREFIX[direction]}-type-{suffix}"
        self.report.add(id, subject, _at(now, "type", "format"), before, after)
        return False

    def _choices(self, was: Value, now: Value, subject: str, direction: Direction) -> None:
        before, after = choices(was.schema), choices(now.schema)
        if before == after:
            return
        id, at = f"{_PREFIX[direction]}-enum", _at(now, "enum", "const")
        if before is None or after is None:
            self.report.add(
                f"{id}-introduced" if before is None else f"{id}-dropped", subject, at, before, after
            )
            return
        for value in sorted(after - before):
            self.report.add(f"{id}-value-added", subject, at, "", value)
        for value in sorted(before - after):
            self.report.gone(f"{id}-value-removed", subject, _at(was, "enum", "const"), value)

    # -- unions ------------------------------------------------------------------------------------------------

    def _unions(
        self,
        was: Value,
        now: Value,
        first: list[Node],
        second: list[Node],
        subject: str,
        direction: Direction,
    ) -> None:
        """Pairs the alternatives: by component, by the value of a tag, by being the same, by their types."""
        before = first or [Node(was.schema, was.node.pointer)]
        after = second or [Node(now.schema, now.node.pointer)]
        left, right = list(before), list(after)
        signs: tuple[Callable[[Side, Node], object], ...] = (_component, _tag, _text, _sort(direction))
        for sign in signs:
            for one in list(left):
                mark = sign(self.old, one)
                other = next((o for o in right if mark is not None and sign(self.new, o) == mark), None)
                if other is not None:
                    left.remove(one)
                    right.remove(other)
                    self.compare(one, other, subject, direction)
        id = _PREFIX[direction]
        if left and right and len(left) == len(before):
            self.report.add(f"{id}-type-changed", subject, now.node.pointer, _names(before), _names(after))
            return
        for one in right:
            self.report.add(f"{id}-union-member-added", subject, one.pointer, "", _names([one]))
        for one in left:
            self.report.gone(f"{id}-union-member-removed", subject, one.pointer, _names([one]))

    # -- objects -----------------------------------------------------------------------------------------------

    def _objects(self, was: Value, now: Value, subject: str, direction: Direction) -> None:
        before, after = self.old.properties(was, direction), self.new.properties(now, direction)
        id = _PREFIX[direction]
        for wire, one in before.items():
            if wire not in after:
                self.report.gone(f"{id}-field-removed", f"{subject}.{one.name}", one.node.pointer)
        for wire, other in after.items():
            if wire in before:
                self._property(before[wire], other, subject, direction)
            else:
                needed = direction == "write" and other.required
                name = "request-required-field-added" if needed else f"{id}-field-added"
                self.report.add(name, f"{subject}.{other.name}", other.node.pointer)
        if direction == "write" and (before or after):
            opened = [bool(v.schema.get("additionalProperties")) for v in (was, now)]
            if opened[0] != opened[1]:
                suffix = "opened" if opened[1] else "closed"
                at = _at(now, "additionalProperties")
                self.report.add(f"request-extra-fields-{suffix}", subject, at)
        values = [v.schema.get("additionalProperties") for v in (was, now)]
        if all(mapping(more) for more in values):
            nodes = [
                Node(more, f"{value.node.pointer}/additionalProperties")
                for more, value in zip(values, (was, now), strict=True)
            ]
            self.compare(nodes[0], nodes[1], f"{subject}.*", direction)

    def _property(self, one: Property, other: Property, subject: str, direction: Direction) -> None:
        id, at, named = _PREFIX[direction], other.node.pointer, f"{subject}.{other.name}"
        if one.name != other.name:
            self.report.add(f"{id}-field-renamed", named, at, one.name, other.name)
        if one.required != other.required:
            suffix = "became-required" if other.required else "became-optional"
            self.report.add(f"{id}-field-{suffix}", named, at)
        self.notes(one.node, other.node, named, direction)
        self.compare(one.node, other.node, named, direction)

    def notes(self, one: Node, other: Node, subject: str, direction: Direction) -> None:
        """What the schemas of two properties say beside their types."""
        masked = [s.note(p, "x-sdk-sensitive") is True for s, p in ((self.old, one), (self.new, other))]
        if masked[0] != masked[1]:
            suffix = "added" if masked[1] else "removed"
            self.report.add(f"field-sensitive-{suffix}", subject, other.pointer)
        if self.new.note(other, "deprecated") is True and self.old.note(one, "deprecated") is not True:
            self.report.add("field-deprecated", subject, other.pointer)
        if direction == "write":
            self.default(one, other, subject)

    def default(self, one: Node, other: Node, subject: str) -> None:
        """What the provider takes where nothing is sent."""
        was, now = _default(self.old, one), _default(self.new, other)
        if was == now:
            return
        at = f"{other.pointer}/default"
        if was is _MISSING:
            self.report.add("default-added", subject, at, "", json.dumps(now))
        elif now is _MISSING:
            self.report.add("default-removed", subject, other.pointer, json.dumps(was))
        else:
            self.report.add("default-changed", subject, at, json.dumps(was), json.dumps(now))


def _at(value: Value, *keys: str) -> str:
    """The pointer of the first keyword that a schema writes itself, else of the schema."""
    given = mapping(value.node.value)
    return value.node.pointer + next((f"/{key}" for key in keys if key in given), "")


def _default(side: Side, node: Node) -> Any:
    given = mapping(node.value)
    if "default" in given:
        return given["default"]
    return side.value(node).schema.get("default", _MISSING)


def kinds(schema: Schema, direction: Direction) -> frozenset[str]:
    """The kinds of values of a schema that is no union, null aside."""
    if "x-sdk-timestamp" in schema:
        return frozenset({f"time in {schema['x-sdk-timestamp'].get('unit', 'seconds')}"})
    given = meant_types(schema)
    if not given and ("enum" in schema or "const" in schema):
        values = cast("list[Any]", schema.get("enum") or [schema.get("const")])
        given = tuple({_JSON.get(type(value).__name__, "object") for value in values if value is not None})
    found = {_formatted(name, schema, direction) for name in given if name != "null"}
    return frozenset(found) or frozenset({"nothing" if given else "anything"})


_JSON = {"str": "string", "bool": "boolean", "int": "integer", "float": "number", "list": "array"}


def _formatted(name: str, schema: Schema, direction: Direction) -> str:
    if name != "string":
        return name
    media = str(schema.get("contentMediaType", ""))
    if media == "application/json" or media.endswith("+json"):
        return "JSON in a string"
    if "binary" in (schema.get("format"), media.rpartition("/")[2]) or media == "application/octet-stream":
        return "bytes"
    known = ("date", "date-time", "uuid") if direction == "write" else ("date", "date-time")
    return str(schema["format"]) if schema.get("format") in known else "string"


def _covers(wide: str, narrow: str) -> bool:
    """Whether one kind takes everything of another. A date is no kind of text: in Python it is another type."""
    return wide in (narrow, "anything") or (wide, narrow) == ("number", "integer")


def choices(schema: Schema) -> frozenset[str] | None:
    """The listed values as JSON; None where any is allowed."""
    if "const" in schema:
        return frozenset({json.dumps(schema["const"])})
    given = cast("list[Any] | None", schema.get("enum"))
    return None if given is None else frozenset(json.dumps(value) for value in given if value is not None)


def _component(side: Side, node: Node) -> object:
    return next(iter(side.value(node).components), None)


def _tag(side: Side, node: Node) -> object:
    value = side.value(node)
    tags = [(wire, p.get("const")) for wire, p in _plain(value.schema) if "const" in p]
    tags += [
        (wire, p["enum"][0])
        for wire, p in _plain(value.schema)
        if len(cast("list[Any]", p.get("enum") or ())) == 1
    ]
    return json.dumps(sorted(tags, key=str)) if tags else None


def _plain(schema: Schema) -> list[tuple[str, Schema]]:
    properties = cast("Mapping[str, Any]", schema.get("properties") or {})
    return [(wire, cast("Schema", p)) for wire, p in properties.items() if isinstance(p, Mapping)]


def _text(side: Side, node: Node) -> object:
    return json.dumps(bare(node.value), sort_keys=True, default=str)


def _sort(direction: Direction) -> Callable[[Side, Node], object]:
    def sign(side: Side, node: Node) -> object:
        value = side.value(node)
        return None if value.components else kinds(value.schema, direction)

    return sign


def _names(nodes: list[Node]) -> list[str]:
    found: list[str] = []
    for node in nodes:
        given = mapping(node.value)
        ref = str(given.get("$ref", ""))
        found.append(ref.rpartition("/")[2] or "/".join(sorted(kinds(given, "write"))))
    return found


# -- limits of values that are sent ----------------------------------------------------------------------------

_INFINITE = float("inf")


def _compare_limits(report: Report, was: Value, now: Value, subject: str) -> None:
    """Minimum and maximum, lengths, numbers of items, pattern, multiples."""
    _bound(report, was, now, subject, "minimum", 1)
    _bound(report, was, now, subject, "maximum", -1)
    _range(report, was, now, subject, "length", ("minLength", "maxLength"))
    _range(report, was, now, subject, "items", ("minItems", "maxItems"))
    before, after = was.schema.get("pattern"), now.schema.get("pattern")
    if before != after:
        ending = "added" if before is None else "removed" if after is None else "changed"
        report.add(f"request-pattern-{ending}", subject, _at(now, "pattern"), before or "", after or "")
    before, after = was.schema.get("multipleOf"), now.schema.get("multipleOf")
    if before != after:
        report.add("request-multiple-of-changed", subject, _at(now, "multipleOf"), before, after)


def _bound(report: Report, was: Value, now: Value, subject: str, name: str, sign: int) -> None:
    keys = (name, "exclusive" + name.capitalize())

    def tightest(schema: Schema) -> tuple[float, bool]:
        """The bound, with its sign changed where smaller is tighter, and whether it is itself left out."""
        given = [(schema.get(key), key != name) for key in keys]
        found = [
            (sign * float(v), out)
            for v, out in given
            if isinstance(v, (int, float)) and not isinstance(v, bool)
        ]
        return max(found, default=(-_INFINITE, False))

    before, after = tightest(was.schema), tightest(now.schema)
    if before != after:
        told = [next((v.schema[k] for k in keys if k in v.schema), None) for v in (was, now)]
        ending = "tightened" if after > before else "loosened"
        report.add(f"request-{name}-{ending}", subject, _at(now, *keys), told[0], told[1])


def _range(report: Report, was: Value, now: Value, subject: str, name: str, keys: tuple[str, str]) -> None:
    low = [v.schema.get(keys[0]) or 0 for v in (was, now)]
    high = [v.schema.get(keys[1], _INFINITE) for v in (was, now)]
    if low[0] == low[1] and high[0] == high[1]:
        return
    told = [f"{v.schema.get(keys[0], 0)} to {v.schema.get(keys[1], 'any')}" for v in (was, now)]
    ending = "tightened" if low[1] > low[0] or high[1] < high[0] else "loosened"
    at = _at(now, *(keys if low[0] != low[1] else keys[::-1]))
    report.add(f"request-{name}-{ending}", subject, at, told[0], told[1])
