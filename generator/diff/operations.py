"""Compares operations: which became which, their names, the way to the provider, and everything that one has."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..ir import Api, Operation
from .answers import compare_answers
from .arguments import compare_arguments
from .fields import compare_downloads, compare_fields, compare_managed
from .report import Pair, Report
from .schemas import Schemas
from .side import method


@dataclass(frozen=True, slots=True)
class Matched:
    """Operations that are in both descriptions, and those that are in one only."""

    both: tuple[tuple[Operation, Operation], ...]
    removed: tuple[Operation, ...]
    added: tuple[Operation, ...]


def _shape(path: str) -> str:
    """A path without the names of its parameters, which nobody sees."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def match(old: Api, new: Api) -> Matched:
    """Which operation became which: by operationId, by method and path, by Python name."""
    left = {id(o): o for o in old.operations}
    right = {id(o): o for o in new.operations}
    found: list[tuple[Operation, Operation]] = []
    keys: tuple[Callable[[Operation], object], ...] = (
        lambda o: o.id,
        lambda o: (o.method, _shape(o.path)),
        method,
    )
    for key in keys:
        known: dict[object, Operation] = {}
        for one in right.values():
            _ = known.setdefault(key(one), one)
        for one in list(left.values()):
            other = known.get(key(one))
            if other is not None and id(other) in right:
                found.append((one, other))
                del left[id(one)], right[id(other)]
    order = {id(o): index for index, o in enumerate(old.operations)}
    both = tuple(sorted(found, key=lambda p: order[id(p[0])]))
    return Matched(both, tuple(left.values()), tuple(right.values()))


def compare_operations(report: Report, schemas: Schemas) -> None:
    """All operations."""
    matched = match(report.old.api, report.new.api)
    for one in matched.removed:
        report.operation = _call(one)
        report.gone("operation-removed", method(one), report.old.operation(one), _call(one))
    report.operation = ""
    for one in matched.added:
        report.add("operation-added", method(one), report.new.operation(one), "", _call(one))
    renamed = _renamed_resources(matched)
    for name, other in renamed.items():
        member = next(new for old, new in matched.both if old.resource == name)
        report.add("resource-renamed", other, report.new.operation(member, "x-sdk-resource"), name, other)
    for old, new in matched.both:
        report.operation = _call(old)
        pair = Pair(report, method(new), report.old.operation(old), report.new.operation(new))
        _names(pair, old, new, renamed)
        compare_fields(pair, old, new)
        compare_arguments(pair, schemas, old, new)
        compare_answers(pair, schemas, old, new)
        compare_downloads(pair, old, new)
        compare_managed(pair, old, new)
    report.operation = ""


def _call(operation: Operation) -> str:
    return f"{operation.method} {operation.path}"


def _renamed_resources(matched: Matched) -> dict[str, str]:
    """Resources that are gone as a whole: all of what they had is now in one that did not exist."""
    moved: dict[str, set[str]] = {}
    for old, new in matched.both:
        moved.setdefault(old.resource, set()).add(new.resource)
    before = {o.resource for o, _ in matched.both} | {o.resource for o in matched.removed}
    after = {o.resource for _, o in matched.both} | {o.resource for o in matched.added}
    return {
        name: next(iter(targets))
        for name, targets in moved.items()
        if name not in after and len(targets) == 1 and not targets & before
    }


def _names(pair: Pair, old: Operation, new: Operation, renamed: dict[str, str]) -> None:
    if method(old) != method(new):
        together = renamed.get(old.resource) == new.resource
        if old.resource == new.resource or (together and old.name != new.name):
            pair.inside("x-sdk-method").add("method-renamed", method(old), method(new))
        elif not together:
            pair.add("method-moved", method(old), method(new))
    if old.id != new.id and _declared(old) and _declared(new):
        pair.inside("operationId").add("operation-id-changed", old.id, new.id)
    if _shape(old.path) != _shape(new.path):
        pair.add("operation-path-moved", old.path, new.path)


def _declared(operation: Operation) -> bool:
    """Whether the id was written, and the method is not simply named after it."""
    return operation.id != f"{operation.method.lower()} {operation.path}"
