"""Compares operations: names, way to the provider, and everything that one has."""

from __future__ import annotations

from collections.abc import Mapping

from ..ir import Operation
from .answers import compare_answers
from .arguments import compare_arguments
from .behaviour import compare_behaviour
from .match import Pairs, former, shape
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
        members = [(o, n) for o, n in pairs.both if o.resource == name]
        if not all(method(old) in former(new) for old, new in members):
            at = report.new.operation(members[0][1], "x-sdk-resource")
            report.add("resource-renamed", other, at, name, other)


def _is_told(name: str, others: Mapping[str, str]) -> bool:
    """A wait for many things goes the way of the wait for one."""
    return name.endswith("_many") and name.removesuffix("_many") in others


def _further_names(report: Report, old: Operation, new: Operation) -> None:
    """Of the methods that an operation gets besides its own one."""
    at, kept, before = report.new.operation(new), dict(new.former_methods), dict(old.former_methods)
    for name in old.further_methods:
        if name in kept and not _is_told(name, kept):
            names = (f"{old.resource}.{name}", f"{new.resource}.{kept[name]}")
            report.add("method-renamed-with-alias", names[1], at, *names)
    for name in before:
        if name not in kept and name not in new.further_methods and not _is_told(name, before):
            report.add("former-name-removed", f"{new.resource}.{before[name]}", at, name)


def _names(report: Report, old: Operation, new: Operation, pairs: Pairs) -> None:
    at, kept = report.new.operation(new), former(new)
    if method(old) != method(new):
        together = _renamed(pairs).get(old.resource) == new.resource
        key = "x-sdk-former-names" if method(old) in kept else "x-sdk-method"
        if method(old) in kept:
            report.add("method-renamed-with-alias", method(new), f"{at}/{key}", method(old), method(new))
        elif old.resource == new.resource or (together and old.name != new.name):
            report.add("method-renamed", method(new), f"{at}/{key}", method(old), method(new))
        elif not together:
            report.add("method-moved", method(new), at, method(old), method(new))
    for name in sorted(former(old) - kept - {method(new)}):
        report.add("former-name-removed", method(new), at, name)
    _further_names(report, old, new)
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
