"""A sandbox as its user starts it: a process of its own, reached by nothing but its addresses.

What runs here does not know this package, so nothing of it may be imported.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
PROVIDERS = 3


@dataclass(frozen=True)
class Place:
    """Where one provider's sandbox is."""

    origin: str

    def tell(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Ask the sandbox itself; a body makes it a POST."""
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(f"{self.origin}/_sandbox{path}", data=data)
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return json.load(answer)

    def advance(self, seconds: float) -> None:
        self.tell("/advance", {"seconds": seconds})


@dataclass(frozen=True)
class Places:
    galatea: Place
    genome_computer: Place
    subseq: Place
    sftp_port: int


def interpreter() -> str:
    """The Python that has the sandbox."""
    chosen = os.environ.get("SANDBOX_PYTHON")
    if chosen or importlib.util.find_spec("clientome") is not None:
        return chosen or sys.executable
    return str(ROOT / ".venv" / "bin" / "python")


def free_to_listen(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except OSError:
            return False
        return True


@pytest.fixture(scope="session")
def places() -> Iterator[Places]:
    # The clients know no other port for SFTP than 22; only one process can have it.
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    sftp = "22" if alone and free_to_listen(22) else "0"
    command = [
        interpreter(),
        "-m",
        "clientome.sandbox",
        "all",
        "--port",
        "0",
        "--no-rate-limits",
        # The tests look at what has just begun.
        "--speed",
        "1",
        "--sftp-port",
        sftp,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            yield _read(process)
        finally:
            process.terminate()


def _read(process: subprocess.Popen[str]) -> Places:
    assert process.stdout is not None
    origins: dict[str, Place] = {}
    port = 0
    for line in process.stdout:
        if found := re.fullmatch(r"export ([A-Z]+)_BASE_URL=(http://[^/]+).*", line.strip()):
            origins[found[1]] = Place(found[2])
        if found := re.search(r"by SFTP on \S+ port ([0-9]+)", line):
            port = int(found[1])
        if len(origins) == PROVIDERS:
            break
    else:
        pytest.fail(f"the sandbox did not start: it ended with {process.wait()}")
    return Places(origins["GALATEA"], origins["GC"], origins["SUBSEQ"], port)


@pytest.fixture
def galatea(places: Places) -> Place:
    return _anew(places.galatea)


@pytest.fixture
def genome_computer(places: Places) -> Place:
    return _anew(places.genome_computer)


@pytest.fixture
def subseq(places: Places) -> Place:
    return _anew(places.subseq)


def _anew(place: Place) -> Place:
    place.tell("/reset", {})
    return place
