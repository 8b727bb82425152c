"""Compares a rendered tree with the one on disk, and replaces it in one step."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

IGNORED = ("__pycache__", ".pytest_cache", ".ruff_cache", ".mypy_cache")
RENAME_EXCHANGE = 2
AT_FDCWD = -100


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


def existing(root: Path) -> dict[str, Path]:
    """The files of a tree by POSIX path, without caches."""
    if not root.is_dir():
        return {}
    found: dict[str, Path] = {}
    for path in root.rglob("*"):
        relative = path.relative_to(root)
        if path.is_file() and not any(part in IGNORED for part in relative.parts):
            found[relative.as_posix()] = path
    return found


def compare(root: Path, files: Mapping[str, str], scope: tuple[str, ...] = ()) -> Difference:
    """How the tree at `root` differs from `files`; `scope` limits it to files below these folders."""

    def inside(name: str) -> bool:
        return not scope or any(name.startswith(folder + "/") for folder in scope)

    present = {name: path for name, path in existing(root).items() if inside(name)}
    wanted = {name: text for name, text in files.items() if inside(name)}
    both = sorted(present.keys() & wanted.keys())
    return Difference(
        changed=tuple(n for n in both if present[n].read_bytes() != wanted[n].encode("utf-8")),
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


def replace_tree(root: Path, files: Mapping[str, str]) -> None:
    """Make `root` hold exactly `files`; whoever interrupts this finds the old tree or the new one, never a mixture.

    The new tree is built beside the old one and then swapped with it.
    """
    root.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{root.name}-", dir=root.parent))
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
