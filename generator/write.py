"""Formats generated Python with ruff: imports sorted, unused ones removed, one style.

Compares a rendered tree with the one on disk, and replaces it in one step.

A tree has a manifest: the names and digests of the files that were generated into it. Whatever else stands there is
somebody's, and is not replaced unless that is asked for.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LINE_LENGTH = "110"
FIXES = "I,F401,UP037,UP007,RUF100"


class FormatError(Exception):
    """Ruff refused a file: the generator rendered something that is not Python."""


def _ruff(*arguments: str, cwd: Path) -> None:
    command = [sys.executable, "-m", "ruff", *arguments, "--isolated", "--no-cache", "--quiet", "."]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603  # fixed arguments
    if done.returncode != 0:
        raise FormatError((done.stdout + done.stderr).strip())


def format_python(files: Mapping[str, str]) -> dict[str, str]:
    """The same files, formatted, Python inside Markdown included; other files pass through.

    Ruff works on a temporary folder, since starting it once is a hundred times cheaper than once a file.
    """
    result = dict(files)
    with tempfile.TemporaryDirectory(prefix="clientome-") as folder:
        root = Path(folder)
        python = [name for name in files if name.endswith((".py", ".md"))]
        for name in python:
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            _ = target.write_text(files[name], encoding="utf-8")
        common = ("--target-version=py311", f"--line-length={LINE_LENGTH}")
        _ruff(
            "check",
            "--fix",
            "--exit-zero",
            f"--select={FIXES}",
            "--config=lint.isort.known-first-party=['clientome']",
            *common,
            cwd=root,
        )
        _ruff("format", *common, cwd=root)
        for name in python:
            result[name] = (root / name).read_text(encoding="utf-8")
    return result


MANIFEST = ".generated.json"
IGNORED = ("__pycache__", ".pytest_cache", ".ruff_cache", ".mypy_cache")
RENAME_EXCHANGE = 2
AT_FDCWD = -100


class NotOurs(Exception):
    """A place that the generator must not write to; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What sets the tree on disk apart from the rendered one."""

    changed: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.changed or self.missing or self.extra)

    def lines(self) -> list[str]:
        """One line a file."""
        kinds = (("changed", self.changed), ("missing", self.missing), ("extra", self.extra))
        return [f"{kind}: {name}" for kind, files in kinds for name in files]


@dataclass(frozen=True, slots=True)
class Strange:
    """What of a tree would be lost: files that were not generated, and generated ones that were edited."""

    foreign: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()


def existing(root: Path) -> dict[str, Path]:
    """Everything in a tree but folders, by POSIX path, without caches; links are not followed."""
    found: dict[str, Path] = {}

    def fail(error: OSError) -> None:
        raise error

    for folder, folders, names in os.walk(root, onerror=fail) if root.is_dir() else ():
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = [name for name in folders if name not in IGNORED and name not in links]
        for name in (*names, *links):
            if name not in IGNORED:
                found[(here / name).relative_to(root).as_posix()] = here / name
    return found


def _digest(content: bytes) -> str:
    # A checkout may have changed the ends of lines.
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def with_manifest(files: Mapping[str, str], *, digests: bool = True) -> dict[str, str]:
    """A rendered tree and its manifest; without digests an edited file is one like any other."""
    named = {
        n: _digest(files[n].encode("utf-8")) if digests else None for n in sorted(files) if n != MANIFEST
    }
    text = json.dumps({"generator": "clientome", "files": named}, indent=1) + "\n"
    return {**files, MANIFEST: text}


def _known(root: Path) -> Mapping[str, str | None] | None:
    """The files of a tree's manifest and their digests; None where it has none that can be read."""
    try:
        read = json.loads((root / MANIFEST).read_bytes())
        return {str(name): digest for name, digest in read["files"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _content(path: Path) -> bytes | None:
    """What a plain file holds; None for anything else."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def generated(root: Path, ours: tuple[str, ...] = ()) -> dict[str, Path]:
    """The files of a tree that its manifest names; without a manifest, those below the folders `ours`."""
    known = _known(root)
    below = tuple(f"{folder}/" for folder in ours)
    return {
        name: path
        for name, path in existing(root).items()
        if name == MANIFEST or (name in known if known is not None else name.startswith(below))
    }


def strange(root: Path, files: Mapping[str, str], ours: tuple[str, ...] = ()) -> Strange:
    """What is in a tree and neither generated before nor the same as what would be written now."""
    known = _known(root) or {}
    before = generated(root, ours)
    foreign: list[str] = []
    edited: list[str] = []
    for name, path in sorted(existing(root).items()):
        content = _content(path)
        wanted = files.get(name)
        if content is None or (name not in before and wanted is None):
            foreign.append(name)
        elif (
            ours
            or name == MANIFEST
            or (wanted is not None and _digest(content) == _digest(wanted.encode("utf-8")))
        ):
            continue
        elif name not in before:
            foreign.append(name)
        elif known.get(name) != _digest(content):
            edited.append(name)
    return Strange(tuple(foreign), tuple(edited))


def compare(root: Path, files: Mapping[str, str], scope: tuple[str, ...] = ()) -> Difference:
    """How the tree at `root` differs from `files`; `scope` limits it to files below these folders."""

    def inside(name: str) -> bool:
        return not scope or any(name.startswith(folder + "/") for folder in scope)

    present = {name: path for name, path in existing(root).items() if inside(name)}
    wanted = {name: text for name, text in files.items() if inside(name)}
    both = sorted(present.keys() & wanted.keys())
    return Difference(
        changed=tuple(n for n in both if _content(present[n]) != wanted[n].encode("utf-8")),
        missing=tuple(sorted(wanted.keys() - present.keys())),
        extra=tuple(sorted(present.keys() - wanted.keys())),
    )


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one system call where the platform can."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done = rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    return bool(done == 0)


@contextmanager
def _alone(folder: Path) -> Generator[bool]:
    """One generator at a time in a folder, where the platform can lock one; False where it cannot."""
    handle = None
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
        locked = True
    except (ImportError, OSError):
        locked = False
    try:
        yield locked
    finally:
        if handle is not None:
            os.close(handle)


def _refuse(root: Path) -> None:
    """Places that no tree can be put at."""
    if root.exists() and not root.is_dir():
        raise NotOurs(f"{root} is a file, not a folder: choose another place.")
    here = Path.cwd()
    if here == root or here.is_relative_to(root):
        raise NotOurs(f"{root} is replaced as a whole, and this shell works inside it: go elsewhere first.")


def _named(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:10])
    return f"{shown} and {len(names) - 10:,} more" if len(names) > 10 else shown


def replace_tree(
    root: Path, files: Mapping[str, str], *, force: bool = False, ours: tuple[str, ...] = ()
) -> None:
    """Make `root` hold exactly `files`, a manifest among them. Raises NotOurs where something of somebody's would go.

    `force` lets it go. A tree with folders `ours` is the generator's own: edits are lost, and where it has no manifest
    yet, what is below these folders was generated. Whoever interrupts this finds the old tree or the new one, never a
    mixture: the new tree is built beside the old one and then swapped with it. A link to a folder stays one.
    """
    root = root.resolve()
    _refuse(root)
    root.parent.mkdir(parents=True, exist_ok=True)
    with _alone(root.parent) as alone:
        found = Strange() if force else strange(root, files, ours)
        said = ""
        if found.foreign:
            said += f" These were not generated: {_named(found.foreign)}."
        if found.edited:
            said += f" These were edited after they were generated: {_named(found.edited)}."
        if said:
            raise NotOurs(
                f"{root} would be replaced as a whole.{said} "
                "Move them away or choose another place; --force deletes them."
            )
        begin = f".{root.name}.generated-"
        for left in root.parent.glob(f"{begin}????????*") if alone else ():  # of a run that was killed
            shutil.rmtree(left, ignore_errors=True)
        _swap(root, files, begin)


def _swap(root: Path, files: Mapping[str, str], begin: str) -> None:
    staging = Path(tempfile.mkdtemp(prefix=begin, dir=root.parent))
    try:
        staging.chmod(0o755)
        for name, text in files.items():
            target = staging / name
            target.parent.mkdir(parents=True, exist_ok=True)
            _ = target.write_bytes(text.encode("utf-8"))
        if not root.exists():
            _ = staging.rename(root)
        elif not _exchange(staging, root):
            old = staging.with_name(staging.name + ".old")
            _ = root.rename(old)
            try:
                _ = staging.rename(root)
            except BaseException:
                _ = old.rename(root)
                raise
            shutil.rmtree(old)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
