"""Processes of the benchmark: the server, the contestants, and programs that run once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from . import peers

ROOT = Path(__file__).resolve().parents[2]
# Settings of this shell must not reach a contestant: proxies, keys, and switches that slow an interpreter down.
_DROPPED = ("PROXY", "PYTHON", "GC_", "SUBSEQ_", "GALATEA_", "OPENAI_", "MISTRAL_", "CO_API")
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not any(part in name.upper() for part in _DROPPED)
}


@dataclass(frozen=True)
class Contestant:
    """One way of doing the call. ``name`` is for people."""

    name: str
    module: str
    function: str

    @property
    def python(self) -> str:
        """The interpreter that has what this contestant imports."""
        return str(peers.PYTHON) if self.module == "peers" else sys.executable


@dataclass(frozen=True)
class Round:
    """What a contestant did in one round."""

    calls: int
    seconds: float
    cpu: float
    resident: float

    @property
    def rate(self) -> float:
        """Calls per second."""
        return self.calls / self.seconds


class Worker:
    """A running contestant."""

    def __init__(self, contestant: Contestant, url: str) -> None:
        self.contestant = contestant
        self._process = subprocess.Popen(
            [contestant.python, "-m", "tests.bench.worker", contestant.module, contestant.function, url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=ENVIRONMENT,
        )

    def run(self, *, seconds: float = 600, calls: int = 10**9, tasks: int = 1) -> Round:
        """One round; it ends after so many seconds or calls, whatever comes first."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{seconds} {calls} {tasks}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the contestant {self.contestant.name!r} failed")
        return Round(**json.loads(line))

    def close(self) -> None:
        """End the process."""
        with self._process as process:
            if process.stdin is not None:
                process.stdin.close()
            _ = process.wait(10)


@contextmanager
def server() -> Iterator[str]:
    """The server of canned answers; gives its address."""
    command = [sys.executable, "-m", "tests.bench.server"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=ENVIRONMENT
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.stdin.close()


@contextmanager
def workers(contestants: Sequence[Contestant], url: str) -> Iterator[dict[str, Worker]]:
    """The contestants of one part, by function."""
    with ExitStack() as stack:
        started: dict[str, Worker] = {}
        for contestant in contestants:
            worker = started[contestant.function] = Worker(contestant, url)
            _ = stack.callback(worker.close)
        yield started


def compete(
    running: dict[str, Worker], *, rounds: int, seconds: float, tasks: int = 1, warm_up: int = 200
) -> dict[str, list[Round]]:
    """Rounds in turn, after a few calls that do not count. The order changes, so that nobody always follows the same."""
    for worker in running.values():
        _ = worker.run(calls=warm_up, tasks=tasks)
    results: dict[str, list[Round]] = {name: [] for name in running}
    names = list(running)
    for number in range(rounds):
        for name in names if number % 2 else reversed(names):
            results[name].append(running[name].run(seconds=seconds, tasks=tasks))
    return results


@dataclass(frozen=True)
class Finished:
    """A program that ran once: seconds from start to end, processor time, megabytes of its largest process, output."""

    seconds: float
    cpu: float
    peak: float
    text: str


def program(
    *arguments: str, python: str = sys.executable, cwd: Path = ROOT, changes: dict[str, str] | None = None
) -> Finished:
    """Run Python once and wait for its end."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [python, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env={**ENVIRONMENT, **(changes or {})},
    )
    # Both pipes must be emptied while it runs, and only wait4 tells the memory of just this child.
    text, trouble = _drained(process)
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(arguments)[:100]} failed:\n{trouble[-2000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Finished(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6, text)


def _drained(process: subprocess.Popen[bytes]) -> tuple[str, str]:
    from threading import Thread

    trouble: list[bytes] = []
    assert process.stdout is not None
    assert process.stderr is not None
    reader = Thread(target=lambda pipe: trouble.append(pipe.read()), args=(process.stderr,))
    reader.start()
    with process.stdout, process.stderr:
        text = process.stdout.read()
        reader.join()
    return text.decode(errors="replace"), trouble[0].decode(errors="replace")


def turns(number: int, *, least: int, budget: float) -> Iterator[int]:
    """Numbers of rounds; on a busy machine fewer than wanted, so that the benchmark ends in time."""
    start = time.perf_counter()
    for turn in range(number):
        if turn >= least and time.perf_counter() - start > budget:
            return
        yield turn


@cache
def usable_peers() -> tuple[Contestant, ...]:
    """The optional peers that are installed and understand our server's answer; says which are not."""
    if not peers.PYTHON.exists():
        print(f"  {', '.join(peers.NAMES)} are not installed, so not measured; `make peers` installs them.")
        return ()
    found: list[Contestant] = []
    with server() as url:
        for name in peers.NAMES:
            code = f"from tests.bench.peers import {name}; {name}({url!r})()"
            try:
                _ = program("-c", code, python=str(peers.PYTHON))
            except RuntimeError as error:
                print(f"  {name} is not measured: {str(error).strip().splitlines()[-1][:150]}")
            else:
                found.append(Contestant(name, "peers", name))
    return tuple(found)


def value_of(finished: Finished) -> Any:
    """The JSON that a program printed last."""
    return json.loads(finished.text.strip().splitlines()[-1])
