"""Collects changes while two descriptions are compared; a pair of places knows how to tell what differs between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from ..spec.pointers import join
from .changes import Change
from .rules import RULES
from .side import Side

T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class Pair:
    """What people call a thing, and its pointers in the old and in the new description."""

    report: Report
    subject: str
    old: str
    new: str

    def inside(self, *tokens: str) -> Pair:
        """What is inside, under the same subject."""
        return replace(self, old=self.old + join(*tokens), new=self.new + join(*tokens))

    def called(self, subject: str) -> Pair:
        """The same places under another subject."""
        return replace(self, subject=subject)

    def add(self, id: str, was: Any = "", now: Any = "") -> None:
        """A change that is seen in the new description."""
        self.report.add(id, self.subject, self.new, was, now)

    def gone(self, id: str, was: Any = "", now: Any = "") -> None:
        """A change that is seen in the old description only."""
        self.report.gone(id, self.subject, self.old, was, now)

    def named(
        self,
        stem: str | Callable[[T], str],
        before: Mapping[str, T],
        after: Mapping[str, T],
        *,
        subject: Callable[[str], str] | None = None,
        token: Callable[[T], str] | None = None,
        shown: Callable[[T], Any] | None = None,
        place: Callable[[Side, str], str] | None = None,
    ) -> list[tuple[Pair, T, T]]:
        """Tells which items came and went; returns those that are in both descriptions.

        An item stands below this pair under its name, under its `token`, or at its `place`.
        """

        def at(side: Side, base: str, name: str, item: T) -> str:
            if place is not None:
                return place(side, name)
            return base + join(token(item) if token is not None else name)

        def told(name: str, was: T | None, now: T | None) -> Pair:
            old = at(self.report.old, self.old, name, was) if was is not None else ""
            new = at(self.report.new, self.new, name, now) if now is not None else ""
            return Pair(self.report, subject(name) if subject is not None else self.subject, old, new)

        def id(item: T) -> str:
            return stem if isinstance(stem, str) else stem(item)

        both: list[tuple[Pair, T, T]] = []
        for name, one in before.items():
            if name not in after:
                told(name, one, None).gone(f"{id(one)}-removed", shown(one) if shown is not None else "")
        for name, other in after.items():
            if name in before:
                both.append((told(name, before[name], other), before[name], other))
            else:
                told(name, None, other).add(f"{id(other)}-added", "", shown(other) if shown else "")
        return both


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
