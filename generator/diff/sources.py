"""Finds descriptions: a file, a folder (one provider, or one folder a provider), or a git revision.

A revision is read by `git archive` into a folder of its own; the work tree is left alone.
"""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from ..problems import Place

NAMES = ("openapi.yaml", "openapi.yml", "openapi.json")
SPECS = "specs"
ERRORS = "templates/runtime/base/errors.py"


class SourceError(Exception):
    """What was named cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """Descriptions by provider folder (a single file has the empty name), and what they are called for people.

    `base` is what file names are relative to, `origin` what stands before them.
    """

    text: str
    files: Mapping[str, Path]
    base: Path
    origin: str
    errors: Mapping[str, Place]


@contextmanager
def opened(text: str, here: Path) -> Generator[Source]:
    """The descriptions that a command line names."""
    with ExitStack() as stack:
        path = here / text
        if path.exists():
            yield Source(text, _found(path, text), here, "", _errors(path, here, ""))
            return
        revision, _, inside = text.partition(":")
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="diff-")))
        wanted = (PurePosixPath(inside or SPECS)).as_posix().rstrip("/")
        _ = extract(revision, (wanted.partition("/")[0], ERRORS), here, folder, text)
        origin = f"{revision}:"
        path = folder / wanted
        if not path.exists():
            raise SourceError(f"{text}: the revision {revision} has no {wanted}")
        yield Source(text, _found(path, text), folder, origin, _errors(path, folder, origin))


def _found(path: Path, text: str) -> dict[str, Path]:
    if path.is_file():
        return {"": path}
    own = [path / name for name in NAMES if (path / name).is_file()]
    if own:
        return {path.name: own[0]}
    below = {p.parent.name: p for name in NAMES for p in sorted(path.glob(f"*/{name}"))}
    if not below and (path / SPECS).is_dir():
        return _found(path / SPECS, text)
    if not below:
        raise SourceError(f"{text}: there is no {NAMES[0]} in this folder, nor in the folders below it")
    return below


def git(here: Path, *arguments: str) -> bytes:
    """What a git command prints; raises SourceError with what it complains about."""
    command = ["git", "-C", str(here), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise SourceError("git is not installed: give a file or a folder instead of a revision") from None
    if done.returncode:
        raise SourceError(done.stderr.decode(errors="replace").strip() or "git failed")
    return done.stdout


def _commit(text: str, revision: str, here: Path) -> tuple[Path, str]:
    """The top of the repository and the commit of a revision."""
    try:
        top = Path(git(here, "rev-parse", "--show-toplevel").decode().strip())
        if not revision or revision.startswith("-"):
            raise SourceError("")
        found = git(top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    except SourceError as error:
        why = "" if str(error) in ("", "git failed") else f" ({error})"
        raise SourceError(f"{text}: no such file, folder or git revision{why}") from None
    return top, found


def extract(revision: str, names: Sequence[str], here: Path, folder: Path, text: str = "") -> list[str]:
    """Unpack those of some files and folders that a revision has; which these are."""
    top, commit = _commit(text or revision, revision, here)
    listed = [name for name in names if git(top, "ls-tree", "--name-only", commit, "--", name)]
    if listed:
        packed = git(top, "archive", "--format=tar", commit, "--", *listed)
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
    return listed


def _errors(path: Path, base: Path, origin: str) -> dict[str, Place]:
    """The public error classes of the runtime beside the descriptions, where there is one."""
    folder = path if path.is_dir() else path.parent
    for root in (folder, *folder.parents):
        file = root / ERRORS
        if file.is_file():
            name = file.relative_to(base).as_posix() if file.is_relative_to(base) else file.as_posix()
            lines = file.read_text(encoding="utf-8").split("\n")
            return {
                match[1]: Place(origin + name, number, "")
                for number, line in enumerate(lines, 1)
                if (match := re.match(r"class ([A-Z]\w+)", line))
            }
        if root == base:
            break
    return {}
