"""Collects changes while two descriptions are compared."""

from __future__ import annotations

from typing import Any

from .changes import Change
from .rules import RULES
from .side import Side


class Report:
    """Both sides, and every change found so far."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old = old
        self.new = new
        self.changes: list[Change] = []
        self.operation = ""
        """Method and path of the operation that is being compared."""

    def add(self, id: str, subject: str, pointer: str, was: Any = "", now: Any = "") -> None:
        """Something that is in the new description."""
        place = self.new.place(pointer)
        told = Change(RULES[id], subject, place, shown(was), shown(now), operation=self.operation)
        self.changes.append(told)

    def gone(self, id: str, subject: str, pointer: str, was: Any = "", now: Any = "") -> None:
        """Something that only the old description has."""
        place = self.old.place(pointer)
        told = Change(RULES[id], subject, place, shown(was), shown(now), old=True, operation=self.operation)
        self.changes.append(told)


def shown(value: Any) -> str:
    """A value in a few words."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple, set, frozenset)):
        items = [shown(one) for one in value]  # pyright: ignore[reportUnknownVariableType]
        return ", ".join(sorted(items) if isinstance(value, (set, frozenset)) else items) or "nothing"
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if len(text) <= 120 else text[:117] + "…"
