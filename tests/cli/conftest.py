"""What the tests of the command line share: sandboxes, and the command in this process, in a pipe and in a terminal."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clientome.sandbox.fixtures import sandbox

__all__ = ["sandbox"]
COMMAND = [sys.executable, "-m", "clientome.cli"]
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def no_profiles(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No test reads the profiles of whoever runs it."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("CLIENTOME_CONFIG", str(path))
    return path


@pytest.fixture
def run() -> Run:
    """Run the command in this process: ``run("subseq", "jobs", "list")``."""
    from clientome.cli.app import clientome

    def call(*words: str, input: str | None = None) -> Result:
        return CliRunner().invoke(clientome, words, input=input, prog_name="clientome")

    return call


def pipe(*words: str, input: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own, with pipes."""
    return subprocess.run(
        [*COMMAND, *words], input=input, capture_output=True, text=True, timeout=60, check=False
    )


def terminal(*words: str, answer: str = "") -> tuple[int, str]:
    """Run the command in a terminal; what it prints, stdout and stderr together."""
    child, shown = pty.fork()
    if child == 0:
        os.execvpe(COMMAND[0], [*COMMAND, *words], {**os.environ, "COLUMNS": "100", "TERM": "xterm"})
    out = b""
    sent = not answer
    while True:
        if not sent and b"?" in out:
            _n = os.write(shown, answer.encode())
            sent = True
        ready, _, _ = select.select([shown], [], [], 60)
        try:
            piece = os.read(shown, 65536) if ready else b""
        except OSError:
            break
        if not piece:
            break
        out += piece
    _, status = os.waitpid(child, 0)
    os.close(shown)
    return os.waitstatus_to_exitcode(status), out.decode()
