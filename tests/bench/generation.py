"""Generating: the three providers, and a big description of which nothing may be lost. All of it in a scratch folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from .children import ROOT, program, turns, value_of
from .report import Row, show_times

ROUNDS = 3
SECONDS, MEGABYTES, BIG_SECONDS = 4.0, 250.0, 10.0
OPERATIONS, SCHEMAS = 288, 1_400
NAME = "big"


def measure() -> list[Row]:
    """Rows of this part."""
    with TemporaryDirectory(prefix="bench-") as folder:
        scratch = Path(folder)
        return [*providers(scratch / "project"), *big(scratch)]


def providers(project: Path) -> list[Row]:
    """The generator writes beside itself, so a copy of it writes into the scratch folder."""
    for part in ("generator", "specs", "templates"):
        skipped = shutil.ignore_patterns("__pycache__", ".*_cache")
        _ = shutil.copytree(ROOT / part, project / part, ignore=skipped)
    _ = shutil.copy(ROOT / "pyproject.toml", project)
    _compiled = program("-m", "generator", "generate", cwd=project)
    runs = [program("-m", "generator", "generate", cwd=project) for _ in turns(ROUNDS, least=1, budget=15)]
    show_times("generate, all providers", [run.seconds for run in runs], [run.cpu for run in runs])
    seconds, peak = median(run.seconds for run in runs), max(run.peak for run in runs)
    what = "generating all three providers"
    return [
        Row(what, f"{seconds:.1f} s", "", "", f"<= {SECONDS:g} s", seconds <= SECONDS),
        Row("  peak memory", f"{peak:.0f} MB", "", "", f"<= {MEGABYTES:g} MB", peak <= MEGABYTES),
    ]


def big(scratch: Path) -> list[Row]:
    """A document with everything that is awkward."""
    document = scratch / "big.yaml"
    _ = program("-m", "tests.support.generator_big", str(document))
    arguments = ("generate", "--spec", str(document), "--name", NAME, "--out", str(scratch / "out"))
    runs = [program("-m", "generator", *arguments) for _ in turns(ROUNDS, least=1, budget=10)]
    show_times("generate, big description", [run.seconds for run in runs], [run.cpu for run in runs])
    seconds, peak = median(run.seconds for run in runs), max(run.peak for run in runs)
    counted = value_of(
        program(
            "-m", "tests.bench.counting", str(document), NAME, changes={"PYTHONPATH": str(scratch / "out")}
        )
    )
    rows = [
        Row(
            f"{OPERATIONS} operations, {SCHEMAS:,} schemas",
            f"{seconds:.1f} s",
            "",
            "",
            f"<= {BIG_SECONDS:g} s",
            seconds <= BIG_SECONDS,
        ),
        Row("  peak memory", f"{peak:.0f} MB"),
    ]
    wanted = {
        "operations": OPERATIONS,
        "sync methods": OPERATIONS,
        "async methods": OPERATIONS,
        "models": SCHEMAS,
    }
    for what, number in wanted.items():
        got = counted["counts"][what]
        rows.append(Row(f"  {what} found in the package", f"{got:,}", "", "", f"{number:,}", got == number))
    if counted["missing"]:
        print(f"  missing: {', '.join(counted['missing'][:20])}")
    return rows
