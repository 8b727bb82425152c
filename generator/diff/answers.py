"""Compares what methods return and what can go wrong."""

from __future__ import annotations

from ..ir import Operation, Response
from ..render.walk import Walker
from ..spec.pointers import escape
from .report import Report
from .schemas import Schemas
from .side import Side, Spot, mapping, method


def compare_answers(report: Report, schemas: Schemas, old: Operation, new: Operation) -> None:
    """Successes, refusals, pages."""
    subject = method(new)
    first = {r.status: r for r in old.responses}
    second = {r.status: r for r in new.responses}
    good = [[r for r in side.values() if r.success] for side in (first, second)]
    alone = len(good[0]) == len(good[1]) == 1
    pairs = [(first[s], second[s]) for s in first if s in second]
    if alone and good[0][0].status != good[1][0].status:
        pairs.append((good[0][0], good[1][0]))
    _statuses(report, old, new, first, second)
    _kind(report, old, new)
    for one, other in pairs:
        _response(report, schemas, old, new, one, other)
    _pages(report, old, new)
    if old.enveloped != new.enveloped:
        at = report.new.operation(new, "x-sdk-no-envelope")
        report.add("operation-envelope-changed", subject, at, old.enveloped, new.enveloped)
    if old.first_or_self != new.first_or_self:
        report.add("answer-first-changed", subject, report.new.operation(new, "x-sdk-result"))


def _statuses(
    report: Report, old: Operation, new: Operation, first: dict[str, Response], second: dict[str, Response]
) -> None:
    subject = method(new)
    for status in [s for s in second if s not in first]:
        id = "success-status-added" if second[status].success else "error-status-added"
        report.add(id, subject, report.new.operation(new, "responses", status), "", status)
    for status in [s for s in first if s not in second]:
        id = "success-status-removed" if first[status].success else "error-status-removed"
        report.gone(id, subject, report.old.operation(old, "responses", status), status)


def _kinds(operation: Operation) -> frozenset[str]:
    """What a method can return: models, texts, files, nothing."""
    if operation.method == "HEAD":
        return frozenset({"headers"})
    found = {
        c.kind if c.kind != "json" else "a model"
        for r in operation.responses
        if r.success
        for c in r.contents
    }
    empty = any(r.success and not r.contents for r in operation.responses)
    words = {"binary": "a file", "text": "text"}
    return frozenset([*(words.get(kind, kind) for kind in found), *(["nothing"] if empty else [])])


def _kind(report: Report, old: Operation, new: Operation) -> None:
    before, after = _kinds(old), _kinds(new)
    if before != after:
        at = report.new.operation(new, "responses")
        report.add("answer-kind-changed", method(new), at, before, after)


def _response(
    report: Report, schemas: Schemas, old: Operation, new: Operation, one: Response, other: Response
) -> None:
    subject = method(new)
    where = [
        report.old.operation(old, "responses", one.status),
        report.new.operation(new, "responses", other.status),
    ]
    before = {c.content_type: c for c in one.contents}
    after = {c.content_type: c for c in other.contents}
    same = {c.kind for c in one.contents} == {c.kind for c in other.contents}
    if before.keys() != after.keys() and same:
        report.add("answer-content-type-changed", subject, f"{where[1]}/content", list(before), list(after))
    for kind in ("json",):
        was = next((c for c in one.contents if c.kind == kind), None)
        now = next((c for c in other.contents if c.kind == kind), None)
        if was is not None and now is not None:
            named = f"answer of {subject}" if one.success else f"answer {other.status} of {subject}"
            spots = [
                Spot(c.schema, f"{at}/content/{escape(_spelt(side, at, c.content_type))}/schema")
                for side, at, c in ((report.old, where[0], was), (report.new, where[1], now))
            ]
            if one.success:
                spots = [_inside(report.old, old, spots[0]), _inside(report.new, new, spots[1])]
            schemas.compare(spots[0], spots[1], named, "read")
    if one.success:
        _headers(report, subject, where, one, other)


def _spelt(side: Side, at: str, content_type: str) -> str:
    """A content type as the description spells it, with its parameters."""
    given = mapping(side.node(f"{at}/content"))
    return next((c for c in given if c.partition(";")[0].strip().lower() == content_type), content_type)


def _inside(side: Side, operation: Operation, spot: Spot) -> Spot:
    """What a method returns of an answer that is wrapped."""
    envelope = side.api.envelope
    if not operation.enveloped or envelope is None:
        return spot
    _, found = Walker(side.api).follow(spot.schema, envelope.data)
    return Spot(found if found is not None else {}, spot.pointer)


def _headers(report: Report, subject: str, where: list[str], one: Response, other: Response) -> None:
    before = {h.name.lower(): h.name for h in one.headers}
    after = {h.name.lower(): h.name for h in other.headers}
    for name in [n for n in after if n not in before]:
        at = f"{where[1]}/headers/{escape(after[name])}"
        report.add("answer-header-added", subject, at, "", after[name])
    for name in [n for n in before if n not in after]:
        at = f"{where[0]}/headers/{escape(before[name])}"
        report.gone("answer-header-removed", subject, at, before[name])


def _pages(report: Report, old: Operation, new: Operation) -> None:
    subject, at = method(new), report.new.operation(new, "x-sdk-paginated")
    one, other = old.paginated, new.paginated
    if one is None or other is None:
        if other is not None:
            report.add("pagination-added", subject, at)
        elif one is not None:
            report.gone("pagination-removed", subject, report.old.operation(old, "x-sdk-paginated"))
        return
    if one.style != other.style:
        report.add("pagination-style-changed", subject, f"{at}/style", one.style, other.style)
    elif one != other:
        names = [n for n in type(one).model_fields if getattr(one, n) != getattr(other, n)]
        report.add("pagination-place-changed", subject, at, "", names)
