"""The last release's generated tests and type checks against the package of today; each break explained by a change.

The tests are taken out of the revision and run where they do not see the work tree's own.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from ..diff.changes import Change, Severity
from ..diff.show import Difference
from ..diff.sources import SourceError, extract

TESTS = "generated/clientome_tests"
PACKAGE = "generated/clientome"
_ERROR = re.compile(r"^(?P<file>[^:]+\.py):(?P<line>\d+): error: (?P<message>.*)$")


@dataclass(frozen=True, slots=True)
class Break:
    """One test, or one line of a test, that held for the last release."""

    test: str
    package: str
    call: str
    message: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A break and the changes that explain it; none where nobody knows."""

    broken: Break
    changes: tuple[Change, ...]

    def __str__(self) -> str:
        head = f"{self.broken.test}: {self.broken.message}"
        if not self.changes:
            return f"{head}\n    unexplained: no change of a description says that this breaks"
        lines = [
            f"    {c.severity} [{c.rule.id}] {c.subject} {c.rule.title} ({c.where})" for c in self.changes[:3]
        ]
        return "\n".join([head, *lines])


def breaks(root: Path, revision: str, *, types: bool = True) -> list[Break]:
    """What no longer holds. Raises SourceError where the revision has no generated tests."""
    with TemporaryDirectory(prefix="old-tests-") as name:
        folder = Path(name)
        _ = extract(revision, (TESTS, PACKAGE), root, folder)
        tests = folder / TESTS
        if not tests.is_dir():
            raise SourceError(f"the revision {revision} has no {TESTS}")
        # Alone, so that `clientome` is that of today.
        alone = folder / "alone"
        alone.mkdir()
        _ = tests.rename(alone / "clientome_tests")
        found = list(_tested(alone, root / "generated"))
        if types:
            found.extend(_typed(alone, folder / "generated", root / "generated"))
        return found


def explain(found: Sequence[Break], differences: Sequence[Difference]) -> list[Explained]:
    """Each break with the changes that are about it: of its operation, of a model that it names, of the whole client."""
    known = {one.package: one.changes for one in differences}
    return [Explained(one, tuple(_about(one, known.get(one.package, ())))) for one in found]


EVERYWHERE = frozenset(
    {
        "auth-scheme-changed",
        "auth-scheme-removed",
        "client-renamed",
        "envelope-changed",
        "environment-default-changed",
        "environment-removed",
        "error-shape-changed",
        "key-prefixes-narrowed",
        "package-removed",
        "package-renamed",
    }
)
"""Rules about a whole client, any of whose calls they can break."""
NAMED = frozenset({"resource-renamed", "error-class-removed", "constructor-argument-removed"})
"""Rules about one name of a client; what breaks by them says it."""


def _about(broken: Break, changes: Sequence[Change]) -> Iterator[Change]:
    words = set(re.findall(r"\w+", broken.message))
    for change in changes:
        if change.severity is Severity.SAFE:
            continue
        named = {change.was, change.subject.rpartition(".")[2].strip("[]*)").rpartition("(")[2]}
        by_name = change.subject.startswith("models.") or change.rule.id in NAMED
        if (
            (broken.call and change.operation == broken.call)
            or (by_name and named & words)
            or change.rule.id in EVERYWHERE
        ):
            yield change


# -- tests -----------------------------------------------------------------------------------------------------


def _environment(path: Path) -> Mapping[str, str]:
    return {**os.environ, "PYTHONPATH": str(path), "PYTHONDONTWRITEBYTECODE": "1"}


def _run(
    command: list[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def _tested(folder: Path, package: Path) -> Iterator[Break]:
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "clientome_tests", "-q", "--import-mode=importlib"]
    command += ["-p", "no:cacheprovider", "-o", "junit_family=xunit1", f"--junitxml={report}"]
    command += ["-c", os.devnull, f"--rootdir={folder}"]
    done = _run(command, folder, _environment(package))
    if done.returncode not in (0, 1, 2) or not report.exists():
        raise SourceError(f"the old tests could not be run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    for case in ElementTree.parse(report).getroot().iter("testcase"):  # noqa: S314 - written by pytest just now
        failed = next((case.find(kind) for kind in ("failure", "error") if case.find(kind) is not None), None)
        if failed is None:
            continue
        name = case.get("classname", "") + "." + case.get("name", "")
        file = case.get("file") or case.get("name", "").replace(".", "/") + ".py"
        message = (failed.get("message") or failed.text or "").strip().split("\n")
        line = int(case.get("line") or 0) + 1
        yield _break(folder, file, line, name.strip("."), message[0] if message else "it fails")


def _break(folder: Path, file: str, line: int, name: str, message: str) -> Break:
    parts = Path(file).parts
    package = parts[1] if len(parts) > 2 else ""
    return Break(name, package, _call(folder / file, line), message)


def _call(file: Path, line: int) -> str:
    """Method and path of the operation that a line of a generated test is about: its class says it."""
    if not file.is_file():
        return ""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef) and node.lineno <= line <= (node.end_lineno or line):
            return (ast.get_docstring(node) or "").strip("` ").partition("`")[0]
    return ""


# -- types -----------------------------------------------------------------------------------------------------


def _typed(folder: Path, before: Path, after: Path) -> Iterator[Break]:
    """Type errors that the tests have with the package of today and did not have with their own."""
    old, new = _errors(folder, before), _errors(folder, after)
    for file, line, message in new:
        if (file, line, message) not in old:
            yield _break(folder, file, line, f"{file}:{line} (types)", message)


def _errors(folder: Path, package: Path) -> dict[tuple[str, int, str], None]:
    command = [sys.executable, "-m", "mypy", "clientome_tests", "--config-file", "", "--no-error-summary"]
    cache = str(folder / package.parent.name)
    command += ["--follow-imports=silent", "--check-untyped-defs", "--cache-dir", cache]
    done = _run(command, folder, {**_environment(package), "MYPYPATH": str(package)})
    if done.returncode not in (0, 1):
        raise SourceError(f"the types of the old tests could not be checked:\n{done.stdout}{done.stderr}")
    found = (_ERROR.match(line) for line in done.stdout.split("\n"))
    return {(m["file"], int(m["line"]), m["message"]): None for m in found if m is not None}
