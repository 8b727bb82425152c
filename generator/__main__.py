"""`python -m generator`: the command line, and the only place that wires the stages together."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import listing, packages
from .check.run import check
from .diff import command as diff_command
from .drift import command as drift_command
from .drift.catalogue import page as drift_page
from .ir import Api
from .parse import parse
from .problems import Level, Place, Problem, ProblemsFound, ordered
from .render import render_package, render_umbrella
from .spec.hoist import hoist
from .spec.load import load
from .spec.resolve import resolve
from .text import shown
from .types.models import Models, models
from .vocabulary.reference import page
from .vocabulary.sandbox_reference import page as sandbox_page
from .vocabulary.sandbox_spec import read_sandbox
from .write import NotOurs, compare, format_python, generated, replace_tree, with_manifest

ROOT = Path(__file__).resolve().parents[1]
SPECS = ROOT / "specs"
GENERATED = ROOT / "generated"
OK, DIFFERENT, BROKEN, BUG = 0, 1, 2, 3
STOPPED, UNREAD = 130, 141
"""After Ctrl-C, and when the reader of the output has gone: as other commands do."""
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


def understand(
    path: Path, *, package: str | None, below: Path | None = None
) -> tuple[Described, list[Problem]]:
    """Load, resolve, check, parse and model one description; every problem found on the way.

    Files are read from the folder `below` only, by default that of the description.
    """
    display = ROOT if path.is_relative_to(ROOT) else None
    resolved = resolve(load(path, display=display, below=below))
    problems = [*resolved.problems, *check(resolved)]
    if any(p.level is Level.ERROR for p in problems):
        raise ProblemsFound(problems)
    document, place = hoist(resolved.document, resolved.place)
    api, found = parse(document, place, package=package)
    made = models(api)
    problems.extend([*found, *made.problems])
    origin = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    sandbox, wrong = read_sandbox(path.parent, api, ROOT) if package is None else (None, [])
    return Described(api, made, origin, sandbox), [*problems, *wrong]


def read_api(path: Path, display: Path) -> tuple[Api, Callable[[str], Place], list[Problem]]:
    """A description as far as `diff` needs it: without models. Raises ProblemsFound with what is wrong with it."""
    resolved = resolve(load(path, display=display))
    problems = [*resolved.problems, *check(resolved)]
    document, place = hoist(resolved.document, resolved.place)
    api, found = parse(document, place)
    return api, place, [*problems, *found]


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


def understand_all(
    paths: Sequence[tuple[Path, str | None]], options: Options, *, below: Path | None = None
) -> list[Described] | None:
    """All descriptions, or None after all problems of all of them were shown."""
    described: list[Described] = []
    problems: list[Problem] = []
    for path, package in paths:
        try:
            one, found = understand(path, package=package, below=below)
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


def tree(described: Sequence[Described], *, everything: bool) -> dict[str, str]:
    """The files below `generated/`; `everything` includes what the packages share."""
    files: dict[str, str] = {}
    verbatim: dict[str, str] = {}
    for one in described:
        rendered = render_package(one.api, one.models.spell, one.models.files, origin=one.origin, tests=True)
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


def scope(names: Sequence[str]) -> tuple[str, ...]:
    """The folders that belong to some providers."""
    return tuple(f"{part}/{name}" for name in names for part in (UMBRELLA, TESTS))


def generate(arguments: argparse.Namespace) -> int:
    """`generate [PROVIDER…] [--check]`, or `generate --spec FILE --name NAME --out DIR`."""
    options = Options(allow_unsupported=arguments.allow_unsupported)
    if arguments.spec is not None:
        return generate_foreign(arguments, options)
    known = providers()
    chosen = arguments.providers or known
    unknown = [name for name in chosen if name not in known]
    if unknown:
        print(f"No description for {', '.join(unknown)}; there are: {', '.join(known)}.", file=sys.stderr)
        return BROKEN
    everything = set(chosen) == set(known)
    described = understand_all([(SPECS / n / "openapi.yaml", None) for n in chosen], options)
    if described is None:
        return BROKEN
    files = tree(described, everything=everything)
    part = () if everything else scope(chosen)
    if arguments.check:
        return show_difference(GENERATED, with_manifest(files, digests=False), part)
    if not everything:
        others = {
            n: p
            for n, p in generated(GENERATED, OURS).items()
            if not any(n.startswith(s + "/") for s in part)
        }
        files = {**{n: p.read_text(encoding="utf-8") for n, p in others.items()}, **files}
    replace_tree(GENERATED, with_manifest(files, digests=False), force=arguments.force, ours=OURS)
    print(f"generated {len(files)} files for {', '.join(chosen)}")
    return OK


def show_difference(root: Path, files: dict[str, str], part: tuple[str, ...]) -> int:
    """What `--check` says."""
    difference = compare(root, files, part)
    for line in difference.lines():
        print(line)
    if difference:
        where = (
            "the descriptions and templates; run `make generate`" if root == GENERATED else "the description"
        )
        print(f"{root.name}/ differs from {where}.", file=sys.stderr)
        return DIFFERENT
    return OK


def generate_foreign(arguments: argparse.Namespace, options: Options) -> int:
    """A package from any other OpenAPI document."""
    name, out = arguments.name, arguments.out
    if not name or out is None or arguments.providers:
        print("--spec goes with --name NAME and --out DIR, and without a provider.", file=sys.stderr)
        return BROKEN
    fault = packages.fault(name)
    if fault:
        print(f"--name {fault}.", file=sys.stderr)
        return BROKEN
    described = understand_all([(arguments.spec, name)], options, below=arguments.ref_root)
    if described is None:
        return BROKEN
    one = described[0]
    rendered = render_package(one.api, one.models.spell, one.models.files, origin=one.origin, tests=False)
    files = with_manifest(
        format_python({n.removeprefix(name + "/"): text for n, text in rendered.files.items()})
    )
    target = out / name
    if arguments.check:
        return show_difference(target, files, ())
    replace_tree(target, files, force=arguments.force)
    print(
        f"generated {len(files)} files with {len(one.api.operations)} operations and {len(one.api.schemas)} schemas in {target}"
    )
    return OK


def ls(arguments: argparse.Namespace) -> int:
    """`ls [PROVIDER…] [--json]`."""
    known = providers()
    chosen = arguments.providers or known
    unknown = [name for name in chosen if name not in known]
    if unknown:
        print(f"No description for {', '.join(unknown)}; there are: {', '.join(known)}.", file=sys.stderr)
        return BROKEN
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for name in chosen:
        try:
            resolved = resolve(load(SPECS / name / "openapi.yaml", display=ROOT))
        except ProblemsFound as error:
            problems.extend(error.problems)
            continue
        api, found = parse(resolved.document, resolved.place)
        problems.extend([*resolved.problems, *found])
        rows.extend(listing.rows(api))
    report(problems, Options())
    if fatal(problems, Options(allow_unsupported=True)):
        return BROKEN
    print(json.dumps(rows, indent=2) if arguments.json else listing.table(rows))
    return OK


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="python -m generator", description="Python clients from OpenAPI descriptions."
    )
    commands = top.add_subparsers(dest="command", required=True)
    make = commands.add_parser("generate", help="write generated/, or check that it is up to date")
    _ = make.add_argument(
        "providers", nargs="*", metavar="PROVIDER", help="folders below specs/; all when left out"
    )
    _ = make.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 and name the files that differ"
    )
    _ = make.add_argument(
        "--spec", type=Path, metavar="FILE", help="another OpenAPI 3.0 or 3.1 document, YAML or JSON"
    )
    _ = make.add_argument("--name", metavar="NAME", help="with --spec: the package's module name")
    _ = make.add_argument(
        "--out", type=Path, metavar="DIR", help="with --spec: the folder that will hold the package"
    )
    _ = make.add_argument(
        "--allow-unsupported", action="store_true", help="leave out what cannot be generated, and list it"
    )
    _ = make.add_argument(
        "--ref-root",
        type=Path,
        metavar="DIR",
        help="with --spec: read files below DIR where a $ref leads there; by default those below the folder of FILE",
    )
    _ = make.add_argument(
        "--force", action="store_true", help="replace the folder with everything in it that was not generated"
    )
    make.set_defaults(run=generate)
    show = commands.add_parser("ls", help="list every operation")
    _ = show.add_argument("providers", nargs="*", metavar="PROVIDER")
    _ = show.add_argument("--json", action="store_true")
    show.set_defaults(run=ls)
    drift_command.add(commands, ROOT, SPECS)
    diff_command.add(commands, read_api)
    diff_command.add_release(commands, read_api, ROOT)
    return top


def _bug(error: Exception) -> int:
    """One line for what no stage foresaw; `python -X dev` shows the traceback."""
    if sys.flags.dev_mode:
        raise error
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(str(ROOT / "generator"))]
    where = f" at {Path(own[-1].filename).relative_to(ROOT)}:{own[-1].lineno}" if own else ""
    print(
        f"internal error: {type(error).__name__}{where}: {shown(str(error))[:300]}. This is a bug of the generator: "
        "please report it with the description.",
        file=sys.stderr,
    )
    return BUG


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 different, 2 broken, 3 a bug of the generator."""
    arguments = parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may not know all letters
            stream.reconfigure(errors="backslashreplace")
    try:
        code: int = arguments.run(arguments)
        _ = sys.stdout.flush()
    except BrokenPipeError:
        # What is left would be written when Python ends.
        _ = os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    except KeyboardInterrupt:
        return STOPPED
    except NotOurs as error:
        print(error, file=sys.stderr)
        return BROKEN
    except ProblemsFound as error:
        report(error.problems, Options())
        return BROKEN
    except RecursionError:
        message = (
            "A description nests its schemas too deeply, or they refer to each other in too long a chain."
        )
        print(message, file=sys.stderr)
        return BROKEN
    except OSError as error:
        print(f"{error.filename or 'a file'}: {error.strerror or error}", file=sys.stderr)
        return BROKEN
    except Exception as error:
        return _bug(error)
    return code


if __name__ == "__main__":
    sys.exit(main())
