"""Shows the differences: as text, as JSON, as Markdown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..problems import Place, Problem
from .differences import Difference, Kind
from .pages import Line
from .settings import Waived

KINDS: tuple[Kind, ...] = ("added", "removed", "changed", "unverifiable")


@dataclass(slots=True)
class Report:
    """Everything that a run found."""

    provider: str
    waived: Waived
    reasons: tuple[str, ...]
    figures: dict[str, int] = field(default_factory=dict[str, int])
    lines: int = 0
    read: int = 0
    skipped: int = 0
    unread: Sequence[Line] = ()

    @property
    def drifted(self) -> bool:
        """Whether anybody has to do something."""
        return bool(self.waived.left or self.waived.unused)


def where(place: Place | None) -> str:
    """A place as `file:line`."""
    if place is None:
        return "-"
    return f"{place.file}:{place.line}" if place.line else place.file


def summary(report: Report) -> str:
    """The last line."""
    counts = Counter(one.kind for one in report.waived.left)
    said = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind]) or "no difference"
    return f"{report.provider}: {said}; {len(report.waived.silent)} decided ({len(report.reasons)} waivers)"


def coverage(report: Report) -> str:
    """How much of the document was read; empty without one."""
    if not report.lines:
        return ""
    shares = [
        f"{part} ({100 * part / report.lines:.1f} %)"
        for part in (report.read, report.skipped, len(report.unread))
    ]
    figures = ", ".join(f"{count} {name}" for name, count in report.figures.items())
    return (
        f"{report.lines} lines: {shares[0]} read, {shares[1]} declared to say nothing, {shares[2]} not read\n"
        f"found: {figures}"
    )


def text(report: Report, *, unread: bool, decided: bool) -> str:
    """For people at a terminal."""
    lines: list[str] = []
    for one in report.waived.left:
        lines.append(
            f"{where(one.document)}: {one.kind} [{one.rule}] {one.of}: {one.message} ({one.subject})"
        )
        lines.append(f"    description: {where(one.description)}")
    lines.extend(str(problem) for problem in report.waived.unused)
    if decided:
        for one, index in report.waived.silent:
            lines.append(
                f"{where(one.document)}: decided [{one.rule}] {one.of}: {one.message} ({one.subject})"
            )
            lines.append(f"    because: {report.reasons[index]}")
    if unread:
        lines.extend(f"{line.file}:{line.number}: not read: {line.text[:150]}" for line in report.unread)
    if said := coverage(report):
        lines.append(said)
    lines.append(summary(report))
    return "\n".join(lines)


def _plain(value: Any) -> Any:
    try:
        _ = json.dumps(value)
    except (TypeError, ValueError):
        return str(value)
    return value


def _place(place: Place | None) -> dict[str, Any] | None:
    return None if place is None else {"file": place.file, "line": place.line, "pointer": place.pointer}


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "rule": one.rule, "kind": one.kind, "input": one.input, "of": one.of, "subject": one.subject,
        "message": one.message, "says": _plain(one.says), "has": _plain(one.has),
        "document": _place(one.document), "description": _place(one.description),
    }  # fmt: skip


def _problem(problem: Problem) -> dict[str, Any]:
    return {"id": problem.id, "message": problem.message, "place": _place(problem.place)}


def as_json(report: Report, *, unread: bool, decided: bool) -> str:
    """For programs."""
    found: dict[str, Any] = {
        "provider": report.provider,
        "differences": [_difference(one) for one in report.waived.left],
        "unusedWaivers": [_problem(p) for p in report.waived.unused],
        "decided": [{**_difference(o), "reason": report.reasons[i]} for o, i in report.waived.silent] if decided
        else len(report.waived.silent),
        "lines": {"all": report.lines, "read": report.read, "skipped": report.skipped, "unread": len(report.unread)},
        "found": report.figures,
    }  # fmt: skip
    if unread:
        found["unread"] = [{"file": u.file, "line": u.number, "text": u.text} for u in report.unread]
    return json.dumps(found, indent=2, ensure_ascii=False)


def _cell(value: str) -> str:
    return value.replace("|", "\\|").replace("\n", " ")


def markdown(report: Report, *, unread: bool, decided: bool) -> str:
    """For a review."""
    lines = [f"# Drift of {report.provider}", "", summary(report) + ".", ""]
    if report.waived.left:
        lines.extend(
            ["| kind | rule | endpoint | difference | document | description |", "|---|---|---|---|---|---|"]
        )
        lines.extend(
            f"| {o.kind} | `{o.rule}` | {_cell(o.of)} | {_cell(o.message)} (`{_cell(o.subject)}`) | {where(o.document)} | "
            f"{where(o.description)} |"
            for o in report.waived.left
        )
        lines.append("")
    if report.waived.unused:
        lines.extend(["## Waivers that match nothing", "", *(f"- {p}" for p in report.waived.unused), ""])
    if decided and report.waived.silent:
        lines.extend(["## Decided", "", "| rule | endpoint | difference | reason |", "|---|---|---|---|"])
        lines.extend(
            f"| `{o.rule}` | {_cell(o.of)} | {_cell(o.message)} (`{_cell(o.subject)}`) | {_cell(report.reasons[i])} |"
            for o, i in report.waived.silent
        )
        lines.append("")
    if unread and report.unread:
        lines.extend(["## Not read", "", *(f"- {u.file}:{u.number}" for u in report.unread), ""])
    if said := coverage(report):
        lines.extend([said.replace("\n", "  \n"), ""])
    return "\n".join(lines).rstrip()


FORMATS = {"text": text, "json": as_json, "markdown": markdown}
