"""Reads `drift.yaml` and `waivers.yaml` beside a description and checks their form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from ..problems import Level, Place, Problem, ProblemsFound
from ..spec import yaml_tree
from ..spec.documents import Positions
from ..spec.yaml_tree import TextError
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
