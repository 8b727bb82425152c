"""What holds for all tests, held against tests made for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = """
import time
import pytest


def test_lacks_something():
    pytest.skip("unzip is not installed")


def test_lazy():
    pytest.skip("no time")


@pytest.mark.timeout(0.5)
def test_hangs():
    time.sleep(60)
"""


def test_a_needless_skip_fails_the_run_and_a_hang_has_a_name(tmp_path: Path) -> None:
    (tmp_path / "test_made.py").write_text(TESTS)
    options = ["-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest", "-p", "pytest_timeout"]
    # No other plugin is loaded, and no copy of a template refreshed: both take long.
    environ = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_XDIST_WORKER": "none"}

    def run(workers: int, *which: str) -> tuple[int, str]:
        parallel = ["-p", "xdist.plugin", "-n", str(workers)] if workers else []
        command = [
            sys.executable,
            "-m",
            "pytest",
            *options,
            *parallel,
            "-k",
            " or ".join(which),
            str(tmp_path),
        ]
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
        return done.returncode, done.stdout

    assert run(0, "lacks")[0] == 0
    code, said = run(1, "lacks", "lazy")
    assert code == 1
    assert ("lazy: no time" in said, "unzip" in said) == (True, False), said
    code, said = run(1, "hangs")
    assert (code, "test_made.py::test_hangs" in said, "Timeout" in said) == (1, True, True), said
