"""Differences for people and for programs: text, JSON, Markdown, and the section of the changelog."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..release.version import Part, needed
from .changes import Change, Section, Severity


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in the description of one package."""

    package: str
    changes: tuple[Change, ...]


def everything(found: Iterable[Difference]) -> list[Change]:
    """The changes of all packages."""
    return [change for one in found for change in one.changes]


def summary(found: Sequence[Difference]) -> str:
    """One line: how many of what, and what must move."""
    changes = everything(found)
    if not changes:
        return "No difference that users or the wire could see."
    counted = Counter(change.severity for change in changes)
    numbers = ", ".join(f"{counted[severity]} {severity}" for severity in Severity)
    zero, full = needed(changes, zero=True), needed(changes)
    return f"{numbers}. The version must move: {full.name.lower()} from 1.0, {zero.name.lower()} in 0.x."


def _values(change: Change) -> str:
    if change.was and change.now:
        return f"{change.was} -> {change.now}"
    return f"was {change.was}" if change.was else change.now


def text(found: Sequence[Difference]) -> str:
    """One line a change, as compilers write it."""
    lines: list[str] = []
    for one in found:
        for change in one.changes:
            values = _values(change)
            said = f"{one.package}: {change.subject} {change.rule.title}" + (f" ({values})" if values else "")
            advice = "" if change.rule.advice == "Nothing." else f" {change.rule.advice}"
            head = f"{change.where}: {change.severity} [{change.rule.id}]"
            lines.append(f"{head} {said}; for {_audience(change)}.{advice}")
    return "\n".join([*lines, summary(found)]) + "\n"


def _audience(change: Change) -> str:
    return {"python": "Python", "wire": "the wire", "both": "Python and the wire"}[change.rule.audience]


def as_json(found: Sequence[Difference]) -> str:
    """The same as data."""
    changes = everything(found)
    counted = Counter(change.severity for change in changes)
    value = {
        "version": {
            "part": needed(changes).name.lower(),
            "part_in_0.x": needed(changes, zero=True).name.lower(),
        },
        "counts": {severity.value: counted[severity] for severity in Severity},
        "changes": [{"package": one.package, **change.record()} for one in found for change in one.changes],
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def markdown(found: Sequence[Difference]) -> str:
    """A table a package, for a review."""
    lines: list[str] = []
    for one in found:
        lines += [f"## {one.package}", ""]
        if not one.changes:
            lines += ["No difference.", ""]
            continue
        lines += [
            "| severity | rule | what | was | is | where | what to do |",
            "|---|---|---|---|---|---|---|",
        ]
        for c in one.changes:
            what = f"`{c.subject}` {c.rule.title}"
            cells = (c.severity, f"`{c.rule.id}`", what, c.was, c.now, f"`{c.where}`", c.rule.advice)
            lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
        lines.append("")
    return "\n".join([*lines, summary(found)]) + "\n"


def _cell(value: str) -> str:
    return " ".join(value.replace("|", "\\|").split())


def changelog(found: Sequence[Difference]) -> str:
    """The section of the changelog, in the order in which a reader is concerned."""
    blocks: list[str] = []
    for section in Section:
        lines = list(dict.fromkeys(_entries(found, section)))
        if lines:
            blocks.append(f"### {section}\n\n" + "\n".join(lines))
    return "\n\n".join(blocks) + "\n" if blocks else "No changes in the API.\n"


def _entries(found: Sequence[Difference], section: Section) -> Iterator[str]:
    for one in found:
        for change in one.changes:
            if change.rule.section is section:
                values = " -> ".join(f"`{v}`" for v in (change.was, change.now) if v)
                told = f" ({values})" if values else ""
                yield f"- {one.package}: `{change.subject}` {change.rule.title}{told}."


FORMATS = {"text": text, "json": as_json, "markdown": markdown}
__all__ = ["FORMATS", "Difference", "Part", "changelog", "everything", "summary"]
