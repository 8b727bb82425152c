"""`python -m generator diff OLD NEW`: reads both, compares, shows."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from ..ir import Api
from ..problems import Level, Place, Problem, ProblemsFound, ordered
from ..release.check import first_release, judge, last_tag
from ..release.old_tests import breaks
from ..release.old_tests import explain as explain_breaks
from ..types.registry import SchemaRegistry
from .changes import Change, Severity
from .compare import compare
from .rules import RULES
from .show import FORMATS, Difference, changelog, everything, summary
from .side import Side
from .sources import Source, SourceError, opened

Locate = Callable[[str], Place]
Read = Callable[[Path, Path], tuple[Api, Locate, list[Problem]]]
"""Reads one description whose files are named relative to a folder; raises ProblemsFound."""

OK, HIT, BROKEN = 0, 1, 2
FORGIVEN = frozenset(
    {
        "argument-collision",
        "billable-safe",
        "differing-signatures",
        "enum-duplicate",
        "invalid-default",
        "invalid-example",
        "method-collision",
        "required-not-declared",
        "unknown-keyword",
        "unknown-member",
        "unknown-scope",
        "unknown-tag",
        "unknown-x-sdk-key",
        "unsupported-pattern",
    }
)
"""Errors of an old description that do not keep it from being compared, as those about values of the vocabulary do not:
it was released once, and the checks may have become stricter since."""


def add(commands: Any, read: Read, here: Path | None = None) -> None:
    """Declare the command."""
    own = commands.add_parser("diff", help="what a change of a description means for users and on the wire")
    what = "a file, a folder (one provider, or all of specs/), REVISION or REVISION:PATH"
    _ = own.add_argument("old", metavar="OLD", help=what)
    _ = own.add_argument("new", metavar="NEW", help="the same; what is in it now")
    _ = own.add_argument("--format", choices=tuple(FORMATS), default="text")
    _ = own.add_argument(
        "--changelog", action="store_true", help="print the section of the changelog instead"
    )
    _ = own.add_argument(
        "--fail-on", choices=("breaking", "risky"), help="exit 1 when a change is as bad as that, or worse"
    )
    own.set_defaults(run=partial(run, read=read, here=here or Path.cwd()))


def add_release(commands: Any, read: Read, root: Path) -> None:
    """Declare the commands about releases."""
    own = commands.add_parser("release-check", help="does the version, and the changelog, fit the changes?")
    _ = own.add_argument(
        "--without-old-tests", action="store_true", help="do not run the last release's tests"
    )
    own.set_defaults(run=partial(release_check, read=read, root=root))
    old = commands.add_parser("old-tests", help="the tests of a release against the package of today")
    _ = old.add_argument("revision", metavar="TAG")
    _ = old.add_argument("--without-types", action="store_true", help="run the tests only")
    old.set_defaults(run=partial(old_tests, read=read, root=root))


def release_check(arguments: argparse.Namespace, read: Read, root: Path) -> int:
    """0 fits, 1 does not, 2 cannot tell."""
    try:
        tag = last_tag(root)
        if tag is None:
            problems = first_release(root)
            print(
                "There is no tag of a release: this is the first one, and there is nothing to compare with."
            )
        else:
            found = differences(tag.name, "specs", read, root)
            print(f"Since {tag.name}: {summary(found)}")
            problems = judge(root, tag, found)
            if not arguments.without_old_tests:
                problems += _unexplained(root, tag.name, found, types=True)
    except (SourceError, ProblemsFound) as error:
        explain(error)
        return BROKEN
    for problem in problems:
        print(problem, file=sys.stderr)
    return HIT if problems else OK


def old_tests(arguments: argparse.Namespace, read: Read, root: Path) -> int:
    """0 all hold, or changes explain why not; 1 a break that nothing explains; 2 cannot tell."""
    try:
        found = differences(arguments.revision, "specs", read, root)
        wrong = _unexplained(root, arguments.revision, found, types=not arguments.without_types)
    except (SourceError, ProblemsFound) as error:
        explain(error)
        return BROKEN
    return HIT if wrong else OK


def _unexplained(root: Path, revision: str, found: Sequence[Difference], *, types: bool) -> list[str]:
    """Show every break with what explains it; those that nothing explains are returned."""
    told = explain_breaks(breaks(root, revision, types=types), found)
    for one in told:
        print(one)
    wrong = [f"{one.broken.test} breaks, and no change explains it" for one in told if not one.changes]
    known = len(told) - len(wrong)
    print(f"The tests of {revision}: {len(told)} break, of which the changes explain {known}.")
    return wrong


def run(arguments: argparse.Namespace, read: Read, here: Path) -> int:
    """0 nothing that matters, 1 what `--fail-on` names, 2 cannot read."""
    try:
        found = differences(arguments.old, arguments.new, read, here)
    except (SourceError, ProblemsFound) as error:
        explain(error)
        return BROKEN
    print(changelog(found) if arguments.changelog else FORMATS[arguments.format](found), end="")
    return HIT if hit(everything(found), arguments.fail_on) else OK


def explain(error: SourceError | ProblemsFound) -> None:
    """Say why nothing was compared."""
    lines = [str(p) for p in ordered(error.problems)] if isinstance(error, ProblemsFound) else [str(error)]
    print("\n".join(lines), file=sys.stderr)


def hit(changes: Sequence[Change], level: str | None) -> bool:
    """Whether a change is as bad as a level."""
    levels = {"breaking": {Severity.BREAKING}, "risky": {Severity.BREAKING, Severity.RISKY}}
    return level is not None and any(change.severity in levels[level] for change in changes)


def differences(old: str, new: str, read: Read, here: Path) -> list[Difference]:
    """What changed, by package. Raises SourceError or ProblemsFound."""
    with opened(old, here) as one, opened(new, here) as other, _without_collector():
        return list(_compared(one, other, read))


@contextmanager
def _without_collector() -> Generator[None]:
    """Reading makes millions of small values and no circles worth collecting."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _compared(old: Source, new: Source, read: Read) -> Iterator[Difference]:
    if len(old.files) == len(new.files) == 1:
        (one,), (other,) = old.files.values(), new.files.values()
        side = _side(other, new, read, strict=True)
        yield Difference(side.api.package, compare(_side(one, old, read, strict=False), side))
        return
    if not old.files.keys() & new.files.keys():
        raise SourceError(f"{old.text} and {new.text} have no provider in common")
    if len(old.files) == 1 or len(new.files) == 1:
        names = sorted(old.files.keys() & new.files.keys())
    else:
        names = sorted(old.files.keys() | new.files.keys())
    for name in names:
        if name not in new.files:
            yield Difference(name, (_whole("package-removed", name, old),))
        elif name not in old.files:
            yield Difference(name, (_whole("package-added", name, new),))
        else:
            side = _side(new.files[name], new, read, strict=True)
            yield Difference(side.api.package, compare(_side(old.files[name], old, read, strict=False), side))


def _whole(id: str, name: str, source: Source) -> Change:
    path = source.files[name]
    file = (
        source.origin
        + (path.relative_to(source.base) if path.is_relative_to(source.base) else path).as_posix()
    )
    return Change(RULES[id], name, Place(file, 1, ""), old=id == "package-removed")


def _side(path: Path, source: Source, read: Read, *, strict: bool) -> Side:
    try:
        api, locate, problems = read(path, source.base)
    except ProblemsFound as error:
        raise ProblemsFound(_named(error.problems, source)) from None
    wrong = [p for p in problems if p.level is Level.ERROR and (strict or not _forgiven(p))]
    if wrong:
        raise ProblemsFound(_named(wrong, source))
    if not api.operations and not api.webhooks:
        raise SourceError(f"{source.text}: this description has no operation")
    return Side(api, SchemaRegistry(api), locate, source.origin, source.errors)


def _forgiven(problem: Problem) -> bool:
    return problem.id in FORGIVEN or "/x-sdk-" in problem.place.pointer


def _named(problems: Sequence[Problem], source: Source) -> Iterator[Problem]:
    for p in problems:
        yield Problem(
            p.id, p.level, Place(source.origin + p.place.file, p.place.line, p.place.pointer), p.message
        )
