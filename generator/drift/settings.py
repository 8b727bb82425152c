"""Reads `drift.yaml` and `waivers.yaml` beside a description, checks their form, and takes out what waivers decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from ..problems import Level, Place, Problem, ProblemsFound
from ..spec import yaml_tree
from ..spec.documents import Positions
from ..spec.yaml_tree import TextError
from .differences import Difference
from .forms import Drift, Form, Waivers

DRIFT, WAIVERS = "drift.yaml", "waivers.yaml"
F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True)
class Settings:
    """Both files, and where their items stand."""

    drift: Drift
    drift_file: str
    drift_positions: Positions
    waivers: Waivers
    waivers_file: str
    waivers_positions: Positions | None

    def drift_place(self, *steps: str | int) -> Place:
        """The place of an item of `drift.yaml`."""
        return _place(self.drift_file, self.drift_positions, steps)

    def waiver_place(self, index: int) -> Place:
        """The place of a waiver."""
        if self.waivers_positions is None:
            return Place(self.waivers_file, 0, "")
        return _place(self.waivers_file, self.waivers_positions, ("waivers", index))


def _place(file: str, positions: Positions, steps: tuple[str | int, ...]) -> Place:
    line, pointer = positions.locate("".join(f"/{step}" for step in steps))
    return Place(file, line, pointer)


def read_settings(folder: Path, display: Path) -> Settings:
    """Both files of a folder; raises ProblemsFound. Waivers may be missing."""
    drift_file, drift, positions = _read(folder / DRIFT, display, Drift)
    if not (folder / WAIVERS).is_file():
        return Settings(
            drift, drift_file, positions, Waivers(waivers=()), _shown(folder / WAIVERS, display), None
        )
    waivers_file, waivers, waiver_positions = _read(folder / WAIVERS, display, Waivers)
    return Settings(drift, drift_file, positions, waivers, waivers_file, waiver_positions)


def _shown(path: Path, display: Path) -> str:
    return path.relative_to(display).as_posix() if path.is_relative_to(display) else path.as_posix()


def _read(path: Path, display: Path, form: type[F]) -> tuple[str, F, Positions]:
    name = _shown(path, display)
    try:
        tree, lines, first = yaml_tree.read(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = "the file does not exist; it says how the provider's reference is to be read"
        raise ProblemsFound([Problem("drift-form", Level.ERROR, Place(name, 0, ""), message)]) from None
    except (TextError, UnicodeDecodeError) as error:
        found = error.found if isinstance(error, TextError) else ((0, "the file is not UTF-8 text"),)
        raise ProblemsFound(
            Problem("drift-form", Level.ERROR, Place(name, line, ""), text) for line, text in found
        ) from None
    positions = Positions(tree, lambda: lines, first)
    try:
        return name, form.model_validate(tree), positions
    except ValidationError as error:
        problems = [_problem(name, positions, one) for one in error.errors()]
        raise ProblemsFound(problems) from None


def _problem(name: str, positions: Positions, one: Any) -> Problem:
    steps = tuple(step for step in one["loc"] if isinstance(step, str | int))
    return Problem("drift-form", Level.ERROR, _place(name, positions, steps), str(one["msg"]))


# -- waivers ---------------------------------------------------------------------------------------------------


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
        (index, waiver, subject)
        for index, waiver in enumerate(waivers)
        for subject in ((waiver.subject,) if isinstance(waiver.subject, str) else waiver.subject)
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


def _like(text: str, pattern: str) -> bool:
    """Only `*` is special; `[` and `?` occur in subjects."""
    return fnmatchcase(text, pattern.replace("[", "[[]").replace("?", "[?]"))


def _same(waived: Any, says: Any) -> bool:
    return waived == says or str(waived) == str(says)
