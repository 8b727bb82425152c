"""Takes out the differences that have been decided; a waiver that nothing matches is an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from ..problems import Level, Problem
from .differences import Difference
from .forms import Waiver
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Waived:
    """What is left, what was taken out with which waiver, and waivers that nothing matched."""

    left: tuple[Difference, ...]
    silent: tuple[tuple[Difference, int], ...]
    unused: tuple[Problem, ...]


def waive(found: Sequence[Difference], settings: Settings, inputs: frozenset[str]) -> Waived:
    """Applies the waivers. Those for other inputs than were read are left alone."""
    left: list[Difference] = []
    silent: list[tuple[Difference, int]] = []
    used: set[tuple[int, str]] = set()
    waivers = settings.waivers.waivers
    wanted = [
        (index, waiver, subject) for index, waiver in enumerate(waivers) for subject in subjects(waiver)
    ]
    for one in found:
        hits = [
            (index, subject)
            for index, waiver, subject in wanted
            if waiver.input == one.input
            and _like(one.rule, waiver.rule)
            and _like(one.of, waiver.of)
            and _like(one.subject, subject)
            and (waiver.says is None or _same(waiver.says, one.says))
        ]
        used.update(hits)
        if hits:
            silent.append((one, hits[0][0]))
        else:
            left.append(one)
    unused = tuple(
        Problem(
            "waiver-unused", Level.ERROR, settings.waiver_place(index),
            f"the waiver for {waiver.rule} of {waiver.of} ({subject}) matches no difference: take it out",
        )
        for index, waiver, subject in wanted
        if (index, subject) not in used and waiver.input in inputs
    )  # fmt: skip
    return Waived(tuple(left), tuple(silent), unused)


def subjects(waiver: Waiver) -> tuple[str, ...]:
    """What a waiver is about."""
    return (waiver.subject,) if isinstance(waiver.subject, str) else waiver.subject


def _like(text: str, pattern: str) -> bool:
    """Only `*` is special; `[` and `?` occur in subjects."""
    return fnmatchcase(text, pattern.replace("[", "[[]").replace("?", "[?]"))


def _same(waived: Any, says: Any) -> bool:
    return waived == says or str(waived) == str(says)
