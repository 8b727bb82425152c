"""Changes are values: a rule, a subject by its Python name, a place, what was, what is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..problems import Place


class Severity(StrEnum):
    """How bad a change is for somebody who does nothing."""

    BREAKING = "breaking"
    RISKY = "risky"
    SAFE = "safe"


class Audience(StrEnum):
    """Whom a change reaches: who writes Python against the package, who watches what travels, or both."""

    PYTHON = "python"
    WIRE = "wire"
    BOTH = "both"


class Section(StrEnum):
    """Where the changelog tells it; what is breaking is always told under Breaking."""

    BREAKING = "Breaking"
    CHANGED = "Changed"
    ADDED = "Added"
    FIXED = "Fixed"
    DEPRECATED = "Deprecated"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be found. The id is stable: it stands in reports, scripts and changelogs."""

    id: str
    severity: Severity
    audience: Audience
    section: Section
    title: str
    advice: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was found. `old` says that the place is one of the old description: what it names is gone.

    `operation` is method and path of the operation at which it was found, as the old description has them; it is empty
    where the change is about more than one.
    """

    rule: Rule
    subject: str
    place: Place
    was: str = ""
    now: str = ""
    old: bool = False
    operation: str = ""

    @property
    def severity(self) -> Severity:
        """That of the rule."""
        return self.rule.severity

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.place.file}:{self.place.line}" if self.place.line else self.place.file

    def record(self) -> dict[str, Any]:
        """The change as plain data, for `--format json`."""
        return {
            "rule": self.rule.id,
            "severity": self.severity.value,
            "audience": self.rule.audience.value,
            "subject": self.subject,
            "message": self.rule.title,
            "file": self.place.file,
            "line": self.place.line,
            "pointer": self.place.pointer,
            "description": "old" if self.old else "new",
            "was": self.was,
            "is": self.now,
            "advice": self.rule.advice,
        }


_ORDER = {Severity.BREAKING: 0, Severity.RISKY: 1, Severity.SAFE: 2}


def ordered(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Without doubles: the worst first, then by file and line."""
    unique = dict.fromkeys(changes)
    return tuple(
        sorted(unique, key=lambda c: (_ORDER[c.severity], c.place.file, c.place.line, c.rule.id, c.subject))
    )
