"""From a description to its files: the one wiring of the stages, which `generate`, `ls`, `diff` and `drift` share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .check.run import check
from .check.sandbox import read_sandbox
from .drift.catalogue import page as drift_page
from .ir import Api
from .parse import parse
from .problems import Level, Place, Problem, ProblemsFound, ordered
from .render import Rendered, render_package, render_umbrella
from .spec.naming import name_inline_schemas
from .spec.resolve import bundle
from .types.models import Models, models
from .vocabulary.reference import page
from .vocabulary.sandbox_reference import page as sandbox_page
from .write import format_python

ROOT = Path(__file__).resolve().parents[1]
SPECS = ROOT / "specs"
GENERATED = ROOT / "generated"
UMBRELLA = "clientome"
# Not `tests`: `generated/` is importable in development, and that name belongs to the tests of this repository.
TESTS = "clientome_tests"
OURS = (UMBRELLA, TESTS)


@dataclass(frozen=True, slots=True)
class Described:
    """One description, read and understood."""

    api: Api
    models: Models
    origin: str
    sandbox: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How strict to be."""

    allow_unsupported: bool = False


def providers() -> list[str]:
    """The names of the folders below `specs/`."""
    return sorted(p.parent.name for p in SPECS.glob("*/openapi.yaml"))


def read_api(
    path: Path,
    display: Path | None,
    *,
    package: str | None = None,
    below: Path | None = None,
    strict: bool = False,
) -> tuple[Api, Callable[[str], Place], list[Problem]]:
    """A description without models; raises ProblemsFound where it cannot be read, `strict` with any error in it.

    Files are read from the folder `below` only, by default that of the description.
    """
    resolved = bundle(path, display=display, below=below)
    problems = [*resolved.problems, *check(resolved)]
    if strict and any(p.level is Level.ERROR for p in problems):
        raise ProblemsFound(problems)
    document, place = name_inline_schemas(resolved.document, resolved.place)
    api, found = parse(document, place, package=package)
    return api, place, [*problems, *found]


def compile_spec(
    path: Path, *, package: str | None, below: Path | None = None
) -> tuple[Described, list[Problem]]:
    """One description with its models, and every problem found on the way."""
    ours = path.is_relative_to(ROOT)
    api, _, problems = read_api(path, ROOT if ours else None, package=package, below=below, strict=True)
    made = models(api)
    origin = path.relative_to(ROOT).as_posix() if ours else path.name
    sandbox, wrong = read_sandbox(path.parent, api, ROOT) if package is None else (None, [])
    return Described(api, made, origin, sandbox), [*problems, *made.problems, *wrong]


def fatal(problems: Sequence[Problem], options: Options) -> bool:
    """Whether generation must stop."""
    levels = {Level.ERROR} if options.allow_unsupported else {Level.ERROR, Level.UNSUPPORTED}
    return any(p.level in levels for p in problems)


def report(problems: Sequence[Problem], options: Options) -> None:
    """Every problem on a line of its own; omissions are called that when they are allowed."""
    for problem in ordered(problems):
        text = str(problem)
        if options.allow_unsupported and problem.level is Level.UNSUPPORTED:
            text = text.replace(": unsupported [", ": omitted [", 1)
        print(text, file=sys.stderr)


def compile_all(
    paths: Sequence[tuple[Path, str | None]], options: Options, *, below: Path | None = None
) -> list[Described] | None:
    """All descriptions, or None after all problems of all of them were shown."""
    described: list[Described] = []
    problems: list[Problem] = []
    for path, package in paths:
        try:
            one, found = compile_spec(path, package=package, below=below)
        except ProblemsFound as error:
            problems.extend(error.problems)
            continue
        except RecursionError:
            message = (
                "its schemas are nested too deeply, or refer to each other in too long a chain: flatten them"
            )
            problems.append(Problem("too-deep", Level.ERROR, Place(str(path), 0, ""), message))
            continue
        folder = path.parent.name
        if package is None and one.api.package != folder:
            message = (
                f"the package is {one.api.package!r}, so the folder of the description must be called that"
            )
            place = Place(one.origin, 0, "/x-sdk-provider/package")
            found = [*found, Problem("package-folder", Level.ERROR, place, message)]
        described.append(one)
        problems.extend(found)
    report(problems, options)
    return None if fatal(problems, options) else described


def render_one(one: Described, *, tests: bool) -> Rendered:
    """The files of one package, by path below its parent folder."""
    return render_package(one.api, one.models.spell, one.models.files, origin=one.origin, tests=tests)


def render_all(described: Sequence[Described], *, everything: bool) -> dict[str, str]:
    """The files below `generated/`; `everything` includes what the packages share."""
    files: dict[str, str] = {}
    verbatim: dict[str, str] = {}
    for one in described:
        rendered = render_one(one, tests=True)
        files.update({f"{UMBRELLA}/{name}": text for name, text in rendered.files.items()})
        files.update({f"{TESTS}/{name}": text for name, text in rendered.tests.items()})
    if everything:
        behaviours = {one.api.package: one.sandbox for one in described if one.sandbox is not None}
        shared = render_umbrella(tuple(one.api for one in described), behaviours)
        files.update({f"{UMBRELLA}/{name}": text for name, text in shared.files.items()})
        verbatim.update({f"{UMBRELLA}/{name}": text for name, text in shared.verbatim.items()})
        verbatim.update({f"{TESTS}/{name}": text for name, text in shared.tests.items()})
        verbatim["vocabulary.md"] = page()
        verbatim["sandbox.md"] = sandbox_page()
        verbatim["drift.md"] = drift_page()
    return {**format_python(files), **verbatim}


def folders_of(names: Sequence[str]) -> tuple[str, ...]:
    """The folders that belong to some providers."""
    return tuple(f"{part}/{name}" for name in names for part in (UMBRELLA, TESTS))
