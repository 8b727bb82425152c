"""The commands `drift` and `overlay` for `__main__`: arguments in, texts and an exit code out."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import Any

from ..overlay import actions
from ..problems import Problem, ProblemsFound, ordered
from .pages import Unreadable
from .reporting import FORMATS
from .running import Request, Result, read_description, run
from .suggesting import suggestion

SAME, DRIFTED, UNREADABLE = 0, 1, 2


def add(commands: Any, root: Path, specs: Path) -> None:
    """Adds both commands to the command line."""
    show = commands.add_parser(
        "drift", help="what a provider's documentation says otherwise than the description"
    )
    show.add_argument("provider", metavar="PROVIDER", help="a folder below specs/")
    show.add_argument(
        "--docs",
        type=Path,
        nargs="+",
        metavar="FILE",
        default=[],
        help="its reference, saved as text or HTML",
    )
    show.add_argument(
        "--openapi", type=Path, metavar="FILE", help="an OpenAPI 3 or Swagger 2.0 document that it publishes"
    )
    show.add_argument("--observed", type=Path, metavar="FILE", help="a report of clients' Observer")
    show.add_argument("--format", choices=sorted(FORMATS), default="text")
    show.add_argument("--suggest", type=Path, metavar="FILE", help="write the differences as an overlay")
    show.add_argument("--unread", action="store_true", help="list the lines that nothing was taken from")
    show.add_argument(
        "--decided", action="store_true", help="list what waivers keep silent, with their reasons"
    )
    show.add_argument("--specs", type=Path, default=specs, metavar="DIR", help=argparse.SUPPRESS)
    show.set_defaults(run=partial(drift, root))
    change = commands.add_parser("overlay", help="change a description by an overlay")
    change.add_argument("action", choices=["apply"])
    change.add_argument("overlay", type=Path, metavar="OVERLAY")
    change.add_argument(
        "spec", type=Path, metavar="SPEC", help="the description's openapi.yaml, or its folder"
    )
    change.add_argument("--dry-run", action="store_true", help="tell what would change, write nothing")
    change.set_defaults(run=partial(apply, root))


def _tell(problems: tuple[Problem, ...] | list[Problem]) -> int:
    for problem in ordered(problems):
        print(problem, file=sys.stderr)
    return UNREADABLE


def drift(root: Path, arguments: argparse.Namespace) -> int:
    """0: nothing to do; 1: the documents differ, or a waiver matches nothing; 2: something cannot be read."""
    folder = arguments.specs / arguments.provider
    if not (folder / "openapi.yaml").is_file():
        known = sorted(p.parent.name for p in arguments.specs.glob("*/drift.yaml"))
        print(f"No description for {arguments.provider}; there are: {', '.join(known)}.", file=sys.stderr)
        return UNREADABLE
    if not arguments.docs and arguments.openapi is None and arguments.observed is None:
        print("Nothing to compare with: give --docs, --openapi or --observed.", file=sys.stderr)
        return UNREADABLE
    display = root if folder.resolve().is_relative_to(root) else folder.resolve().parent
    try:
        request = Request(
            folder.resolve(), display, tuple(arguments.docs), arguments.openapi, arguments.observed
        )
        result = run(request)
        print(FORMATS[arguments.format](result.report, unread=arguments.unread, decided=arguments.decided))
        if arguments.suggest is not None:
            _suggest(result, request, arguments.suggest)
    except ProblemsFound as error:
        return _tell(list(error.problems))
    except Unreadable as error:
        print(f"cannot read {error}", file=sys.stderr)
        return UNREADABLE
    return DRIFTED if result.report.drifted else SAME


def _suggest(result: Result, request: Request, path: Path) -> None:
    description = request.folder / "openapi.yaml"
    extends = description.relative_to(request.display).as_posix()
    tree = read_description(description, request.display).tree
    text = suggestion(result.differences, tree, provider=request.folder.name, extends=extends)
    _ = path.write_text(text, encoding="utf-8")


def apply(root: Path, arguments: argparse.Namespace) -> int:
    """0: applied; 2: an action cannot be carried out, and nothing was written."""
    spec: Path = arguments.spec / "openapi.yaml" if arguments.spec.is_dir() else arguments.spec
    spec = spec.resolve()
    display = root if spec.is_relative_to(root) else spec.parent
    try:
        applied = actions.apply(arguments.overlay, spec, display)
    except ProblemsFound as error:
        return _tell(list(error.problems))
    if applied.problems:
        print("Nothing was written.", file=sys.stderr)
        return _tell(applied.problems)
    for line in applied.told:
        print(line)
    if not arguments.dry_run:
        for path, text in applied.files.items():
            _ = path.write_text(text, encoding="utf-8")
    return SAME
