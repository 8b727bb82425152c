"""Every mistake on the list must be noticed: some of each kind in `make test`, all in `make prove`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conformance import suite
from tests.conformance.harness import MUTANTS, mutate, source
from tests.support.scale import of

SAMPLE = [
    m.name
    for kind in ("generated", "spec", "generator")
    for m in [m for m in MUTANTS if m.kind == kind][:: of(7, 1)]
]


@pytest.mark.timeout(900)
def test_every_mutant_is_caught() -> None:
    command = [sys.executable, "-m", "tests.conformance.harness", *SAMPLE]
    done = subprocess.run(command, cwd=suite.ROOT, capture_output=True, text=True)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(SAMPLE)} of {len(SAMPLE)} mutants caught" in done.stdout


def test_every_mutant_changes_a_file_of_today(tmp_path: Path) -> None:
    for mutant in MUTANTS:
        copy = tmp_path / "file"
        copy.write_bytes(source(mutant).read_bytes())
        mutate(mutant, copy)


def test_there_are_mutants_of_every_kind() -> None:
    assert len(MUTANTS) >= 20
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
    assert {mutant.kind for mutant in MUTANTS} == {"generated", "spec", "generator"}
