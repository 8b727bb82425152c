"""Every mistake on the list must be noticed."""

from __future__ import annotations

import subprocess
import sys

from tests.conformance import suite
from tests.conformance.mutants import MUTANTS


def test_every_mutant_is_caught() -> None:
    command = [sys.executable, "-m", "tests.conformance.harness"]
    done = subprocess.run(command, cwd=suite.ROOT, capture_output=True, text=True)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(MUTANTS)} of {len(MUTANTS)} mutants caught" in done.stdout


def test_there_are_mutants_of_every_kind() -> None:
    assert len(MUTANTS) >= 20
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
    assert {mutant.kind for mutant in MUTANTS} == {"generated", "spec", "generator"}
