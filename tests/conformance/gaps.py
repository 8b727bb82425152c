"""What the suite finds: a gap is a difference between description and SDK, a result is the tally of one provider."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

COLUMNS = ("documented", "described", "sync", "async", "models", "examples", "wire-verified")


@dataclass(frozen=True)
class Gap:
    """One difference."""

    column: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.column}: {self.where}: {self.message}"


@dataclass
class Result:
    """Things checked and things right, by column, and everything that is wrong."""

    provider: str
    total: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLUMNS, 0))
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLUMNS, 0))
    gaps: list[Gap] = field(default_factory=list)

    @contextmanager
    def checking(self, column: str, where: str) -> Iterator[Callable[[str], None]]:
        """Count one thing; it is right when nothing was noted about it and nothing was raised."""
        before = len(self.gaps)

        def note(message: str) -> None:
            self.gaps.append(Gap(column, where, message))

        self.total[column] += 1
        try:
            yield note
        except Exception as error:
            note(f"{type(error).__name__}: {error}")
        if len(self.gaps) == before:
            self.right[column] += 1

    def cell(self, column: str) -> str:
        """`47/47`."""
        return f"{self.right[column]}/{self.total[column]}"


def table(results: list[Result]) -> str:
    """Provider by column."""
    rows = [("provider", *COLUMNS), *((r.provider, *(r.cell(c) for c in COLUMNS)) for r in results)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])
