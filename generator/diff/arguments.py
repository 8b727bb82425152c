"""Compares the arguments of methods, wherever they travel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from ..ir import Field, Operation, Parameter
from ..schema import Node, mapping
from ..spec.pointers import escape
from .fields import compare_fields, compare_uploads, other, switch
from .report import Pair
from .schemas import Schemas
from .side import Side, method


@dataclass(frozen=True, slots=True, eq=False)
class Argument:
    """A parameter or a field of a body."""

    location: str
    node: Node
    pointer: str
    required: bool
    own: Parameter | Field

    @property
    def name(self) -> str:
        """Its name in Python."""
        return self.own.name

    @property
    def wire(self) -> str:
        """Its name on the wire."""
        return self.own.wire

    @property
    def file(self) -> str:
        """Whether it is a file, or several."""
        return self.own.file if isinstance(self.own, Field) else "no"

    @property
    def is_key(self) -> bool:
        """Whether it is an idempotency key, which the client makes."""
        return isinstance(self.own, Parameter) and self.own.idempotency is not None


def _arguments(side: Side, operation: Operation) -> Iterator[Argument]:
    for own in operation.parameters:
        pointer = side.parameter(operation, own)
        needed = own.required and own.idempotency is None
        yield Argument(own.location, Node(own.schema, f"{pointer}/schema"), pointer, needed, own)
    for field in operation.body.fields if operation.body is not None else ():
        node, pointer = _written(side, operation, field)
        yield Argument("body", node, pointer, field.required, field)


def _written(side: Side, operation: Operation, field: Field) -> tuple[Node, str]:
    """The schema of a field, and where it is written: in the first content type that has it."""
    body = side.operation(operation, "requestBody", "content")
    declared = mapping(side.node(body))
    if field.whole:
        content = next((c for c in declared if c.partition(";")[0].strip() == field.content_type), "")
        pointer = f"{body}/{escape(content)}" if content else body
        return Node(field.schema, f"{pointer}/schema"), pointer
    for content, media in declared.items():
        whole = Node(mapping(media).get("schema"), f"{body}/{escape(content)}/schema")
        found = side.property(whole, field.wire)
        if found != whole.pointer:
            return Node(field.schema, found), found
    return Node(field.schema, body), body


def compare_arguments(pair: Pair, schemas: Schemas, old: Operation, new: Operation) -> None:
    """Everything that a caller passes."""
    left = list(_arguments(pair.report.old, old))
    right = list(_arguments(pair.report.new, new))
    bodies = [
        {m.content_type for m in o.body.media} if o.body is not None else set[str]() for o in (old, new)
    ]
    for one, now in list(_matched(left, right)):
        left.remove(one)
        right.remove(now)
        inside = Pair(pair.report, f"{method(new)}({now.name})", one.pointer, now.pointer)
        # What is said about parts of bodies of other content types cannot be compared.
        _compare(inside, schemas, one, now, alike=bodies[0] == bodies[1] or isinstance(now.own, Parameter))
    for one in left:
        gone = Pair(pair.report, f"{method(new)}({one.name})", one.pointer, one.pointer)
        if one.is_key:
            gone.called(method(new)).gone("idempotency-token-removed", one.wire)
        gone.gone("argument-removed")
    for one in right:
        added = Pair(pair.report, f"{method(new)}({one.name})", one.pointer, one.pointer)
        if one.is_key:
            added.called(method(new)).add("idempotency-token-added", "", one.wire)
        else:
            added.add("required-argument-added" if one.required else "argument-added")
    if old.body is not None and new.body is not None:
        body = pair.inside("requestBody")
        compare_fields(body, old.body, new.body)
        media = ({m.content_type: m.content_type for m in o.media} for o in (old.body, new.body))
        _content_types(body.inside("content"), *media)


def _content_types(pair: Pair, before: dict[str, str], after: dict[str, str]) -> None:
    _ = pair.named("request-content-type", before, after, shown=str)
    if [n for n in before if n in after] != [n for n in after if n in before]:
        pair.add("request-content-type-order-changed", next(iter(before)), next(iter(after)))


def _matched(left: list[Argument], right: list[Argument]) -> Iterator[tuple[Argument, Argument]]:
    """By name and place on the wire, by Python name, by wire name alone, by place in the path."""
    one, other = list(left), list(right)
    paths = [[a for a in side if a.location == "path"] for side in (left, right)]
    signs: list[Callable[[Argument, Argument], bool]] = [
        lambda a, b: (a.wire, a.location, a.file) == (b.wire, b.location, b.file),
        lambda a, b: (a.wire, a.location) == (b.wire, b.location),
        lambda a, b: a.name == b.name,
        lambda a, b: a.wire == b.wire,
        lambda a, b: a in paths[0] and b in paths[1] and paths[0].index(a) == paths[1].index(b),
    ]
    for sign in signs:
        for a in list(one):
            b = next((b for b in other if sign(a, b)), None)
            if b is not None:
                one.remove(a)
                other.remove(b)
                yield a, b


_FIELDS = (
    ("name", "x-sdk-name", other("argument-renamed")),
    ("required", "required", switch("argument-became-required", "argument-became-optional")),
    ("own.deprecated", "deprecated", switch("argument-deprecated", "argument-undeprecated")),
    ("own.sensitive", "x-sdk-sensitive", switch("argument-sensitive-added", "argument-sensitive-removed")),
)
"""As `fields.FIELDS`: of arguments alone."""


def _compare(pair: Pair, schemas: Schemas, one: Argument, now: Argument, *, alike: bool) -> None:
    for field, key, tell in _FIELDS:
        was, has = attrgetter(field)(one), attrgetter(field)(now)
        if was != has:
            tell(pair.inside(key), was, has)
    _way(pair, one, now, alike=alike)
    if isinstance(one.own, Parameter) and isinstance(now.own, Parameter):
        _token(
            pair.called(pair.subject.partition("(")[0]).inside("x-sdk-idempotency-token"), one.own, now.own
        )
    if isinstance(one.own, Field) and isinstance(now.own, Field):
        compare_uploads(pair.inside("x-sdk-upload"), one.own.upload, now.own.upload)
    if one.file != now.file:
        id = {("one", "many"): "argument-takes-many-files", ("many", "one"): "argument-takes-one-file"}
        pair.add(id.get((one.file, now.file), "argument-file-changed"))
    if one.file == now.file == "no":
        _value(pair, schemas, one.node, now.node)


def _value(pair: Pair, schemas: Schemas, one: Node, other: Node) -> None:
    report = pair.report
    was, now = report.old.value(one).nullable, report.new.value(other).nullable
    known = len(report.changes)
    schemas.compare(one, other, pair.subject, "write")
    if was != now:
        # Told in the words of arguments.
        report.changes[known:] = [
            c
            for c in report.changes[known:]
            if not (c.subject == pair.subject and c.rule.id.endswith("nullable"))
        ]
        id = "argument-became-nullable" if now else "argument-no-longer-nullable"
        report.add(id, pair.subject, other.pointer)
    schemas.default(one, other, pair.subject)


def _way(pair: Pair, one: Argument, now: Argument, *, alike: bool) -> None:
    """How it travels."""
    # What a path calls its parameters is seen by nobody.
    if one.wire != now.wire and not one.location == now.location == "path":
        pair.add("argument-wire-name-changed", one.wire, now.wire)
    if one.location != now.location:
        pair.add("argument-moved", one.location, now.location)
        return
    if not alike:
        return
    if one.own.style != now.own.style:
        pair.inside("style").add("argument-style-changed", one.own.style or "", now.own.style or "")
    elif one.own.explode != now.own.explode:
        pair.inside("explode").add("argument-explode-changed", one.own.explode, now.own.explode)
    told = [_encoding(a.own) for a in (one, now)]
    if told[0] != told[1]:
        pair.add("argument-encoding-changed", told[0], told[1])


def _encoding(own: Parameter | Field) -> tuple[str, str]:
    if isinstance(own, Field):
        return "" if own.whole else own.content_type or "", ""
    return own.content_type or "", "reserved characters as they are" if own.allow_reserved else ""


def _token(pair: Pair, old: Parameter, new: Parameter) -> None:
    if (old.idempotency is None) != (new.idempotency is None):
        pair.add("idempotency-token-removed" if new.idempotency is None else "idempotency-token-added")
    elif old.idempotency is not None and new.idempotency is not None:
        was, now = set(old.idempotency.required_in), set(new.idempotency.required_in)
        if was != now:
            pair.inside("requiredIn").add("idempotency-required-changed", was, now)
