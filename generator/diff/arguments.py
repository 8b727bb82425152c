"""Compares the arguments of methods, wherever they travel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..ir import Field, Operation, Parameter
from ..spec.pointers import escape
from .report import Report
from .schemas import Schemas
from .side import Side, Spot, mapping, method


@dataclass(frozen=True, slots=True, eq=False)
class Argument:
    """A parameter or a field of a body."""

    name: str
    wire: str
    location: str
    spot: Spot
    pointer: str
    required: bool
    own: Parameter | Field


def arguments(side: Side, operation: Operation) -> list[Argument]:
    """All arguments of an operation."""
    found = [_parameter(side, operation, p) for p in operation.parameters]
    if operation.body is not None:
        found.extend(_field(side, operation, f) for f in operation.body.fields)
    return found


def _parameter(side: Side, operation: Operation, own: Parameter) -> Argument:
    pointer = side.parameter(operation, own)
    spot = Spot(own.schema, f"{pointer}/schema")
    needed = own.required and own.idempotency is None
    return Argument(own.name, own.wire, own.location, spot, pointer, needed, own)


def _field(side: Side, operation: Operation, own: Field) -> Argument:
    body = side.operation(operation, "requestBody", "content")
    declared = mapping(side.node(body))
    if own.whole:
        content = next((c for c in declared if c.partition(";")[0].strip() == own.content_type), "")
        pointer = f"{body}/{escape(content)}" if content else body
        return Argument(
            own.name, own.wire, "body", Spot(own.schema, f"{pointer}/schema"), pointer, own.required, own
        )
    pointer = body
    for content, media in declared.items():
        whole = Spot(mapping(media).get("schema"), f"{body}/{escape(content)}/schema")
        found = side.property(whole, own.wire)
        if found != whole.pointer:
            pointer = found
            break
    return Argument(own.name, own.wire, "body", Spot(own.schema, pointer), pointer, own.required, own)


def compare_arguments(report: Report, schemas: Schemas, old: Operation, new: Operation) -> None:
    """Everything that a caller passes."""
    left, right = arguments(report.old, old), arguments(report.new, new)
    for one, other in list(_pairs(left, right)):
        left.remove(one)
        right.remove(other)
        _compare(report, schemas, one, other, f"{method(new)}({other.name})", alike=_same_types(old, new))
    for one in left:
        if isinstance(one.own, Parameter) and one.own.idempotency is not None:
            report.gone("idempotency-token-removed", method(new), one.pointer, one.wire)
        report.gone("argument-removed", f"{method(new)}({one.name})", one.pointer)
    for one in right:
        if isinstance(one.own, Parameter) and one.own.idempotency is not None:
            report.add("idempotency-token-added", method(new), one.pointer, "", one.wire)
            continue
        id = "required-argument-added" if one.required else "argument-added"
        report.add(id, f"{method(new)}({one.name})", one.pointer)
    _body(report, old, new)


def _same_types(old: Operation, new: Operation) -> bool:
    """Whether bodies are of the same content types; else what is said about their parts cannot be compared."""
    types = [{m.content_type for m in o.body.media} if o.body is not None else set[str]() for o in (old, new)]
    return types[0] == types[1]


def _pairs(left: list[Argument], right: list[Argument]) -> Iterator[tuple[Argument, Argument]]:
    """By name and place on the wire, by Python name, by wire name alone, by place in the path."""
    one, other = list(left), list(right)
    paths = [[a for a in side if a.location == "path"] for side in (left, right)]
    signs: list[Callable[[Argument, Argument], bool]] = [
        lambda a, b: (a.wire, a.location, _files(a)) == (b.wire, b.location, _files(b)),
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


def _files(argument: Argument) -> str:
    return argument.own.file if isinstance(argument.own, Field) else "no"


def _compare(
    report: Report, schemas: Schemas, one: Argument, other: Argument, subject: str, *, alike: bool
) -> None:
    at = other.pointer
    _names(report, one, other, subject)
    _way(report, one, other, subject, alike=alike)
    if one.required != other.required:
        suffix = "required" if other.required else "optional"
        report.add(f"argument-became-{suffix}", subject, f"{at}/required")
    if one.own.deprecated != other.own.deprecated:
        id = "argument-deprecated" if other.own.deprecated else "argument-undeprecated"
        report.add(id, subject, f"{at}/deprecated")
    if one.own.sensitive != other.own.sensitive:
        id = "argument-sensitive-added" if other.own.sensitive else "argument-sensitive-removed"
        report.add(id, subject, f"{at}/x-sdk-sensitive")
    if isinstance(one.own, Parameter) and isinstance(other.own, Parameter):
        _token(report, one.own, other.own, subject, at)
    if _file(report, one, other, subject):
        return
    was, now = report.old.value(one.spot).nullable, report.new.value(other.spot).nullable
    known = len(report.changes)
    schemas.compare(one.spot, other.spot, subject, "write")
    if was != now:
        # Told in the words of arguments.
        report.changes[known:] = [
            c for c in report.changes[known:] if not (c.subject == subject and c.rule.id.endswith("nullable"))
        ]
        id = "argument-became-nullable" if now else "argument-no-longer-nullable"
        report.add(id, subject, other.spot.pointer)
    schemas.default(one.spot, other.spot, subject)


def _names(report: Report, one: Argument, other: Argument, subject: str) -> None:
    if one.name != other.name:
        report.add("argument-renamed", subject, f"{other.pointer}/x-sdk-name", one.name, other.name)


def _way(report: Report, one: Argument, other: Argument, subject: str, *, alike: bool) -> None:
    at = other.pointer
    # What a path calls its parameters is seen by nobody.
    if one.wire != other.wire and not one.location == other.location == "path":
        report.add("argument-wire-name-changed", subject, at, one.wire, other.wire)
    if one.location != other.location:
        report.add("argument-moved", subject, at, one.location, other.location)
        return
    if isinstance(other.own, Field) and not alike:
        return
    if one.own.style != other.own.style:
        report.add(
            "argument-style-changed", subject, f"{at}/style", one.own.style or "", other.own.style or ""
        )
    elif one.own.explode != other.own.explode:
        report.add("argument-explode-changed", subject, f"{at}/explode", one.own.explode, other.own.explode)
    told = [_encoding(a.own) for a in (one, other)]
    if told[0] != told[1]:
        report.add("argument-encoding-changed", subject, at, told[0], told[1])


def _encoding(own: Parameter | Field) -> tuple[str, str]:
    if isinstance(own, Field):
        return "" if own.whole else own.content_type or "", ""
    return own.content_type or "", "reserved characters as they are" if own.allow_reserved else ""


def _token(report: Report, old: Parameter, new: Parameter, subject: str, at: str) -> None:
    if (old.idempotency is None) != (new.idempotency is None):
        id = "idempotency-token-removed" if new.idempotency is None else "idempotency-token-added"
        report.add(id, subject.partition("(")[0], f"{at}/x-sdk-idempotency-token")
    elif old.idempotency is not None and new.idempotency is not None:
        was, now = set(old.idempotency.required_in), set(new.idempotency.required_in)
        if was != now:
            at = f"{at}/x-sdk-idempotency-token/requiredIn"
            report.add("idempotency-required-changed", subject.partition("(")[0], at, was, now)


def _file(report: Report, one: Argument, other: Argument, subject: str) -> bool:
    """Whether one of the two is a file, which has no schema to compare."""
    before, after = _files(one), _files(other)
    if before != after:
        id = {("one", "many"): "argument-takes-many-files", ("many", "one"): "argument-takes-one-file"}
        report.add(id.get((before, after), "argument-file-changed"), subject, other.pointer)
    return "no" not in (before, after) or before != after


def _body(report: Report, old: Operation, new: Operation) -> None:
    if old.body is None or new.body is None:
        return
    at = report.new.operation(new, "requestBody")
    if old.body.required != new.body.required:
        suffix = "required" if new.body.required else "optional"
        report.add(f"request-body-became-{suffix}", method(new), f"{at}/required")
    before = [m.content_type for m in old.body.media]
    after = [m.content_type for m in new.body.media]
    content = report.new.operation(new, "requestBody", "content")
    for name in [n for n in after if n not in before]:
        report.add("request-content-type-added", method(new), f"{content}/{escape(name)}", "", name)
    for name in [n for n in before if n not in after]:
        gone = report.old.operation(old, "requestBody", "content", name)
        report.gone("request-content-type-removed", method(new), gone, name)
    kept = [n for n in before if n in after]
    if kept != [n for n in after if n in before]:
        report.add("request-content-type-order-changed", method(new), content, before[0], after[0])
