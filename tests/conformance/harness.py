"""`python -m tests.conformance.harness [NAME...]`: make every mutant and show what catches it.

Each mutant is tried in a process of its own, forked from one that has the heavy libraries loaded. Exit status 1 when
one survives or no longer applies.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.conformance import suite
from tests.conformance.mutants import MUTANTS, Mutant

ROOT = suite.ROOT
HEAVY = (
    "httpx",
    "uvicorn.protocols.http.h11_impl",
    "starlette.applications",
    "python_multipart",
    "pydantic.json_schema",
)
IGNORED = shutil.ignore_patterns("__pycache__", ".*")


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant."""

    name: str
    kind: str
    gaps: tuple[str, ...]
    error: str = ""

    @property
    def caught(self) -> bool:
        """Whether the suite noticed it."""
        return bool(self.gaps) and not self.error


def mutate(mutant: Mutant, file: Path) -> None:
    """Change one place of a file; the pattern must be there."""
    text = file.read_text(encoding="utf-8")
    places = list(re.finditer(mutant.pattern, text))
    if not places:
        raise LookupError(f"{mutant.pattern!r} is not in {mutant.file}")
    place = places[-1 if mutant.last else 0]
    changed = text[: place.start()] + place.expand(mutant.new) + text[place.end() :]
    if changed == text:
        raise LookupError(f"{mutant.pattern!r} changes nothing in {mutant.file}")
    file.write_text(changed, encoding="utf-8")


def prepare(mutant: Mutant, generated: Path, folder: Path) -> tuple[Path, Path]:
    """The folders of package and descriptions with the mistake in one of them."""
    package, specs = folder / "generated", folder / "specs"
    needed = ("_runtime", "sandbox", mutant.provider, "__init__.py", "py.typed")
    (package / "clientome").mkdir(parents=True)
    for name in needed:
        _copy(generated / "clientome" / name, package / "clientome" / name)
    if mutant.kind == "generated":
        mutate(mutant, package / "clientome" / mutant.file)
        return package, suite.SPECS
    shutil.copytree(suite.SPECS, specs, ignore=IGNORED)
    if mutant.kind == "spec":
        mutate(mutant, specs / mutant.file)
        return package, specs
    for name in ("generator", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=IGNORED)
    mutate(mutant, folder / mutant.file)
    command = [sys.executable, "-m", "generator", "generate", mutant.provider]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)}, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"the generator failed: {done.stderr[-500:]}")
    return package, suite.SPECS


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=IGNORED)
    else:
        shutil.copy(source, target)


def attempt(mutant: Mutant, generated: Path, folder: Path) -> Verdict:
    """Run the suite on a mutant."""
    try:
        package, specs = prepare(mutant, generated, folder)
        suite.use(package)
        gaps = suite.run(mutant.provider, specs, hasty=True).gaps
        return Verdict(mutant.name, mutant.kind, tuple(map(str, gaps)))
    except LookupError as error:
        return Verdict(mutant.name, mutant.kind, (), f"does not apply: {error}")
    except Exception as error:
        return Verdict(mutant.name, mutant.kind, (), f"{type(error).__name__}: {error}")


def clean(provider: str, generated: Path) -> Verdict:
    """Run the suite on the unchanged package: without this a gap would prove nothing."""
    suite.use(generated)
    return Verdict(f"no mistake, {provider}", "-", tuple(map(str, suite.run(provider).gaps)))


def _job(task: int | str, generated: str, folder: str) -> Verdict:
    if isinstance(task, str):
        return clean(task, Path(generated))
    own = Path(folder) / str(task)
    try:
        return attempt(MUTANTS[task], Path(generated), own)
    finally:
        shutil.rmtree(own, ignore_errors=True)


def run(generated: Path, tasks: list[int | str], processes: int) -> list[Verdict]:
    """All verdicts, in the order of the list."""
    for provider in suite.providers():
        suite.describe(provider, suite.SPECS)
    for module in HEAVY:
        importlib.import_module(module)
    gc.freeze()
    context = multiprocessing.get_context("fork")
    with tempfile.TemporaryDirectory() as folder, context.Pool(processes, maxtasksperchild=1) as pool:
        jobs = [pool.apply_async(_job, (task, str(generated), folder)) for task in tasks]
        return [job.get(300) for job in jobs]


def show(verdicts: list[Verdict]) -> None:
    """The table of mutants and what caught each."""
    width = max(len(v.name) for v in verdicts)
    for verdict in verdicts:
        first = verdict.error or (verdict.gaps[0].replace("\n", " ")[:150] if verdict.gaps else "SURVIVED")
        print(f"{verdict.kind:9}  {verdict.name:{width}}  {len(verdict.gaps):3}  {first}")


def main() -> int:
    """All mutants, or those whose names contain one of the given words."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance.harness", description=__doc__)
    parser.add_argument("name", nargs="*", help="only mutants whose name contains this")
    parser.add_argument("--generated", type=Path, default=suite.GENERATED)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    indexes = [
        i for i, m in enumerate(MUTANTS) if not given.name or any(word in m.name for word in given.name)
    ]
    begun = time.monotonic()
    providers = suite.providers()
    found = run(given.generated, [*providers, *indexes], given.processes)
    unchanged, verdicts = found[: len(providers)], found[len(providers) :]
    show(verdicts)
    caught = sum(verdict.caught for verdict in verdicts)
    print(f"{caught} of {len(verdicts)} mutants caught in {time.monotonic() - begun:.0f} s")
    dirty = [verdict for verdict in unchanged if verdict.gaps]
    for verdict in dirty:
        print(f"but there are gaps with {verdict.name}: {verdict.gaps[0]}")
    return 0 if caught == len(verdicts) and not dirty else 1


if __name__ == "__main__":
    sys.exit(main())
