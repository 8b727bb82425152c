"""`drift` as a whole: what is read, compared, waived and told. `__main__` gives it paths and prints what it returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..problems import Level, ProblemsFound
from ..schema import UNSAID
from ..spec.resolve import bundle
from .compare import compare
from .described import Description, Tree, describe
from .differences import Difference, Input, difference, ordered
from .facts import Facts
from .observed import differences as observed_differences
from .pages import Line, read_page
from .published import differences as published_differences
from .reading import READ, SKIPPED, Reading, read
from .reporting import Report
from .settings import Settings, read_settings, waive


@dataclass(frozen=True, slots=True)
class Request:
    """What to compare."""

    folder: Path
    display: Path
    docs: tuple[Path, ...] = ()
    openapi: Path | None = None
    observed: Path | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came out; `differences` are those that are left, for `--suggest`."""

    report: Report
    differences: tuple[Difference, ...]


def run(request: Request) -> Result:
    """Raises ProblemsFound for the description and the settings, Unreadable for the inputs."""
    settings = read_settings(request.folder, request.display)
    description = read_description(request.folder / "openapi.yaml", request.display)
    told: dict[Input, list[Difference]] = {}
    reading: Reading | None = None
    if request.docs:
        reading = _read(request.docs, settings, description)
        drift = settings.drift
        differences = compare(reading.facts, description, mentions=drift.mentions, answers=drift.answers)
        told["docs"] = [*differences, *_silent(reading, settings)]
    if request.openapi is not None:
        told["openapi"] = published_differences(request.openapi, description)
    if request.observed is not None:
        told["observed"] = observed_differences(request.observed, description)
    found = [replace(one, input=name) for name, each in told.items() for one in each]
    waived = waive(ordered(found), settings, frozenset(told))
    reasons = tuple(waiver.reason for waiver in settings.waivers.waivers)
    report = Report(request.folder.name, waived, reasons)
    if reading is not None:
        report.lines = sum(1 for line in reading.lines if line.text)
        report.read, report.skipped = reading.count(READ), reading.count(SKIPPED)
        report.unread = reading.unread
        report.figures = figures(reading.facts)
    return Result(report, waived.left)


def read_description(path: Path, display: Path) -> Description:
    """The description, bundled."""
    resolved = bundle(path, display=display if path.is_relative_to(display) else None)
    errors = [p for p in resolved.problems if p.level is Level.ERROR]
    if errors:
        raise ProblemsFound(errors)
    return describe(Tree(resolved.document, resolved.place))


def _read(paths: Sequence[Path], settings: Settings, description: Description) -> Reading:
    lines: list[Line] = []
    for path in paths:
        lines.extend(read_page(path, path.name))
    known = [one.key for one in description.facts.operations.values()]
    return read(settings.drift, lines, known, description.words)


def _silent(reading: Reading, settings: Settings) -> list[Difference]:
    """Patterns that fit nothing are no cosmetic matter: what they read before is not read any more."""
    return [
        difference("pattern-silent", "drift.yaml", pattern, None, settings.drift_place(part, index))
        for part, index, pattern in reading.silent
    ]


def figures(facts: Facts) -> dict[str, int]:
    """How much was found of each kind."""
    operations = list(facts.operations.values())
    parameters = [p for o in operations for p in o.parameters]
    statuses = sum(len(o.statuses or {}) + len(o.shown) for o in operations) + len(facts.statuses or {})
    schemas = [e for each in facts.schemas.values() for e in each]
    examples = [*(e for o in operations for e in o.examples), *schemas]
    return {
        "endpoints": len(operations),
        "parameters": len(parameters),
        "requiredness": sum(p.required is not None for p in parameters),
        "types": sum(p.type is not None for p in parameters),
        "defaults": sum(p.default is not UNSAID for p in parameters),
        "bounds": sum((p.maximum is not None) + (p.minimum is not None) for p in parameters),
        "lists of values": sum(p.values is not None for p in parameters),
        "values": sum(len(p.values.items) for p in parameters if p.values is not None),
        "scopes": sum(len(o.scopes or {}) for o in operations),
        "statuses": statuses,
        "constants": len(facts.constants),
        "examples": len(examples),
        "example fields": sum(len(e.lines) for e in examples),
    }
