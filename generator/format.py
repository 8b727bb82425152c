"""Formats generated Python with ruff: imports sorted, unused ones removed, one style."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
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
