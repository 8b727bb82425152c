"""Problems are values: found anywhere, collected, shown together, one line each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .text import shown


class Level(StrEnum):
    """How bad it is. `UNSUPPORTED` is an error that `--allow-unsupported` turns into a listed omission."""

    ERROR = "error"
    UNSUPPORTED = "unsupported"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a description: file, line (1-based; 0 when unknown) and JSON pointer inside that file."""

    file: str
    line: int
    pointer: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: a stable id, a level, a place and a sentence that says what to do."""

    id: str
    level: Level
    place: Place
    message: str

    def __str__(self) -> str:
        where = f"{self.place.file}:{self.place.line}" if self.place.line else self.place.file
        return shown(f"{where}: {self.level} [{self.id}] {self.message} (#{self.place.pointer})")


class ProblemsFound(Exception):
    """Raised by a stage that cannot go on; carries everything found so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Without doubles, by file, line, pointer and id."""
    return sorted(set(problems), key=lambda p: (p.place.file, p.place.line, p.place.pointer, p.id, p.message))
