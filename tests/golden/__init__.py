"""Small descriptions, one per feature, each with the package that the generator must make of it.

`tests/golden/<case>/openapi.yaml` is the description, `package/` the committed files that matter and `problems.txt`
what the generator says. `python -m tests.golden` shows what differs; `--update` writes it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from generator.pipeline import compile_spec
from generator.problems import Level, ordered
from generator.render import render_package
from generator.write import format_python

ROOT = Path(__file__).resolve().parent
FOLDERS = ("arguments", "inputs", "models", "operations", "resources")
WHOLE = {
    "fourth": ("client.py", "webhooks.py", "README.md"),
    "security": ("api.py", "client.py"),
    "servers": ("api.py",),
    "prose": ("client.py", "README.md"),
}
"""Cases in which more than the folders matters."""


def cases() -> list[str]:
    """The names of all cases."""
    return sorted(path.parent.name for path in ROOT.glob("*/openapi.yaml"))


@cache
def generated(case: str) -> tuple[Mapping[str, str], str]:
    """Every file of a case's package, by its path below the package, and the problems, one line each."""
    described, problems = compile_spec(ROOT / case / "openapi.yaml", package=case)
    assert not [p for p in problems if p.level is Level.ERROR], problems
    api, models = described.api, described.models
    rendered = render_package(api, models.spell, models.files, origin="openapi.yaml", tests=False)
    files = format_python({name.removeprefix(f"{case}/"): text for name, text in rendered.files.items()})
    lines = (str(problem).partition("openapi.yaml")[2] for problem in ordered(problems))
    return files, "".join(f"openapi.yaml{line}\n" for line in lines)


def actual(case: str) -> dict[str, str]:
    """What is compared: paths below the case's folder to texts."""
    files, problems = generated(case)
    kept = {
        f"package/{name}": text
        for name, text in files.items()
        if name in WHOLE.get(case, ())
        or (name.partition("/")[0] in FOLDERS and not name.endswith("/__init__.py"))
    }
    return {**kept, "problems.txt": problems}


def expected(case: str) -> dict[str, str]:
    """What is committed."""
    root = ROOT / case
    files = [*root.glob("package/**/*.*"), *root.glob("problems.txt")]
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(files)
        if path.is_file() and "__pycache__" not in path.parts
    }


def difference(case: str) -> Iterator[str]:
    """A unified diff, committed to actual."""
    old, new = expected(case), actual(case)
    for name in sorted({*old, *new}):
        if old.get(name) == new.get(name):
            continue
        where = f"{case}/{name}"
        yield from difflib.unified_diff(
            old.get(name, "").splitlines(keepends=True),
            new.get(name, "").splitlines(keepends=True),
            where if name in old else "nothing",
            where if name in new else "nothing",
        )


def update(case: str) -> None:
    """Make the committed files the actual ones."""
    new = actual(case)
    for name in expected(case).keys() - new.keys():
        (ROOT / case / name).unlink()
    for name, text in new.items():
        path = ROOT / case / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _ = path.write_text(text, encoding="utf-8")


def write(case: str, folder: Path) -> Path:
    """The whole package of a case, below a folder."""
    files, _ = generated(case)
    for name, text in files.items():
        path = folder / case / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _ = path.write_text(text, encoding="utf-8")
    return folder / case
