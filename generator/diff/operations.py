"""Compares operations: names, way to the provider, and everything that one has."""

from __future__ import annotations

from ..ir import Operation
from .answers import compare_answers
from .arguments import compare_arguments
from .behaviour import compare_behaviour
from .match import Pairs, shape
from .report import Report
from .schemas import Schemas
from .side import method
from .transfers import compare_transfers
from .waiting import compare_waiters


def compare_operations(report: Report, schemas: Schemas, pairs: Pairs) -> None:
    """All operations."""
    for one in pairs.removed:
        report.operation = _call(one)
        report.gone("operation-removed", method(one), report.old.operation(one), _call(one))
    report.operation = ""
    for one in pairs.added:
        report.add("operation-added", method(one), report.new.operation(one), "", _call(one))
    _resources(report, pairs)
    for old, new in pairs.both:
        report.operation = _call(old)
        _names(report, old, new, pairs)
        _way(report, old, new)
        compare_arguments(report, schemas, old, new)
        compare_answers(report, schemas, old, new)
        compare_behaviour(report, old, new)
        compare_waiters(report, old, new)
        compare_transfers(report, old, new)
    report.operation = ""


def _call(operation: Operation) -> str:
    return f"{operation.method} {operation.path}"


def _renamed(pairs: Pairs) -> dict[str, str]:
    """Resources that are gone as a whole: all of what they had is now in one that did not exist."""
    moved: dict[str, set[str]] = {}
    for old, new in pairs.both:
        moved.setdefault(old.resource, set()).add(new.resource)
    before = {o.resource for o, _ in pairs.both} | {o.resource for o in pairs.removed}
    after = {o.resource for _, o in pairs.both} | {o.resource for o in pairs.added}
    return {
        name: next(iter(targets))
        for name, targets in moved.items()
        if name not in after and len(targets) == 1 and not targets & before
    }


def _resources(report: Report, pairs: Pairs) -> None:
    for name, other in _renamed(pairs).items():
        member = next(new for old, new in pairs.both if old.resource == name)
        report.add("resource-renamed", other, report.new.operation(member, "x-sdk-resource"), name, other)


def _names(report: Report, old: Operation, new: Operation, pairs: Pairs) -> None:
    at = report.new.operation(new)
    if method(old) != method(new):
        together = _renamed(pairs).get(old.resource) == new.resource
        if old.resource == new.resource or (together and old.name != new.name):
            report.add("method-renamed", method(new), f"{at}/x-sdk-method", method(old), method(new))
        elif not together:
            report.add("method-moved", method(new), at, method(old), method(new))
    if old.id != new.id and _declared(old.id, old) and _declared(new.id, new):
        report.add("operation-id-changed", method(new), f"{at}/operationId", old.id, new.id)
    if old.deprecated != new.deprecated:
        if new.deprecated:
            report.add("operation-deprecated", method(new), f"{at}/deprecated")
        else:
            report.add("operation-undeprecated", method(new), at)


def _declared(id: str, operation: Operation) -> bool:
    """Whether the id was written, and the method is not simply named after it."""
    return id != f"{operation.method.lower()} {operation.path}"


def _way(report: Report, old: Operation, new: Operation) -> None:
    at = report.new.operation(new)
    if shape(old.path) != shape(new.path):
        report.add("operation-path-moved", method(new), at, old.path, new.path)
    if old.method != new.method:
        report.add("operation-http-method-changed", method(new), at, old.method, new.method)
    if old.server != new.server:
        was, now = old.server or "the usual one", new.server or "the usual one"
        report.add("operation-server-changed", method(new), f"{at}/servers", was, now)
