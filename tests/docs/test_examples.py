"""Every Python example of every README runs as it stands against the sandbox, which is a real server process."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROVIDERS = ("genome_computer", "subseq", "galatea")
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"<!-- example: (\w+) -->\n```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[dict[str, dict[str, str]]]:
    """One sandbox a provider; the environment variables that each says to use."""
    processes: list[subprocess.Popen[str]] = []
    found: dict[str, dict[str, str]] = {}
    try:
        for name in PROVIDERS:
            command = [
                sys.executable,
                "-m",
                "clientome.sandbox",
                name,
                "--port",
                "0",
                "--no-rate-limits",
                "--speed",
                "2000",
            ]
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            processes.append(process)
            found[name] = exports(process)
        yield found
    finally:
        for process in processes:
            process.terminate()
            process.wait(10)
            if process.stdout is not None:
                process.stdout.close()


def exports(process: subprocess.Popen[str]) -> dict[str, str]:
    """The variables that a sandbox prints, once its server answers."""
    assert process.stdout is not None
    said: dict[str, str] = {}
    while not any(name.endswith("_BASE_URL") for name in said):
        line = process.stdout.readline()
        assert line, "the sandbox ended before it said how to reach it"
        if match := re.match(r"export (\w+)=(\S+)", line):
            said[match[1]] = match[2].strip("'\"")
    url = next(value for name, value in said.items() if name.endswith("_BASE_URL"))
    port = int(url.split(":")[2].split("/")[0])
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return said
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on {port}")


def run(code: str, variables: dict[str, str], cwd: Path) -> None:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("GC_", "SUBSEQ_", "GALATEA_"))}
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(
        command, env={**clean, **variables}, cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{code}\n{done.stderr}"


@pytest.mark.parametrize(("name", "code"), NAMED.findall((ROOT / "README.md").read_text(encoding="utf-8")))
def test_readme(name: str, code: str, sandboxes: dict[str, dict[str, str]], tmp_path: Path) -> None:
    run(code, sandboxes[name], tmp_path)


def test_readme_shows_every_provider_and_both_colours() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {name for name, _ in NAMED.findall(text)} == set(PROVIDERS)
    assert len(BLOCK.findall(text)) == len(NAMED.findall(text))
    assert "async with" in text


@pytest.mark.parametrize("name", PROVIDERS)
def test_provider_readme(name: str, sandboxes: dict[str, dict[str, str]], tmp_path: Path) -> None:
    """All examples of a provider in one process, in order, after the first block made the client."""
    text = (ROOT / f"generated/clientome/{name}/README.md").read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    methods = len(re.findall(r"^\| `\w+` \| `[A-Z]+ /", text, re.MULTILINE))
    assert len(blocks) == methods + 1, "an operation has no example"
    run("\n".join(blocks), sandboxes[name], tmp_path)
