"""An interrupt at every line of a sync call: the next call of the same client works, and no place or lock is lost.

The lines are those of the runtime, of httpcore and of h11, each when it is reached for the first time, and for some
kinds of calls also when it is reached for the last time.
A trace function raises there; the one place left out is the line of a ``with`` whose block has just ended, where the
interpreter never runs a signal handler.
"""

from __future__ import annotations

import gc
import linecache
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from clientome._runtime.client import Client
from clientome._runtime.flow.drivers import Held, SyncDriver
from clientome._runtime.flow.effects import Flow, now
from tests.prove.calls import Things, World, call_of, client_of, world
from tests.prove.conftest import Figure
from tests.support.scale import of

FOLDERS = ("/_runtime/", "/httpcore/", "/h11/")
PATIENCE = 30.0
KINDS = ["get", "cold", "post", "login", "renewal", "upload", "download", "stream", "wait", "limited"]

# What is lost between its making and the first line that knows it, a socket or a file, is closed by the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore:unclosed:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


class Interrupter:
    """Raises KeyboardInterrupt at one line event of the calling thread, counted from 0."""

    def __init__(self, at: int | None) -> None:
        self.at = at
        self.seen = 0
        self.place = ""
        self.previous: dict[FrameType, int] = {}
        self.trail: list[tuple[str, int]] = []

    def enter(self, frame: FrameType, event: str, argument: Any) -> Any:
        name = frame.f_code.co_filename
        return self.line if any(folder in name for folder in FOLDERS) and "/tests/" not in name else None

    def line(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event != "line":
            return self.line
        before, now = self.previous.get(frame, 0), frame.f_lineno
        self.previous[frame] = now
        code = frame.f_code
        if before > now and linecache.getline(code.co_filename, now).lstrip().startswith(
            ("with ", "async with ")
        ):
            return self.line
        number, self.seen = self.seen, self.seen + 1
        if self.at is None:
            self.trail.append((code.co_filename, now))
        if number == self.at:
            self.place = f"{os.path.basename(code.co_filename)}:{now} {code.co_name}"
            sys.settrace(None)
            self.previous.clear()
            raise KeyboardInterrupt
        return self.line


@contextmanager
def interrupted(at: int | None) -> Iterator[Interrupter]:
    found = Interrupter(at)
    sys.settrace(found.enter)
    try:
        yield found
    finally:
        sys.settrace(None)
        found.previous.clear()


def in_time(work: Callable[[], object]) -> str:
    """What became of a call, made in another thread."""
    result = ["hangs"]

    def run() -> None:
        try:
            work()
            result[0] = "works"
        except BaseException as error:
            result[0] = f"{type(error).__name__}: {error}"

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    return result[0]


class Bench:
    """One client, interrupted again and again."""

    def __init__(self, kind: str, known: World, url: str, folder: Path) -> None:
        self.kind = kind
        self.world = known
        self.client: Client = client_of("get" if kind == "cold" else kind, url)
        self.work = call_of(kind, Things(self.client), folder)

    def prepare(self) -> None:
        if self.kind == "cold":
            for route in self._routes():
                route.pool.close_idle()
        elif self.kind == "login":
            for store in self.client._session.auth._stores.values():
                store.access = store.refresh = None
            self.client._session.auth._token_grants.clear()
        elif self.kind == "renewal":
            self.world.good = set()

    def _routes(self) -> list[Any]:
        driver = self.client._driver
        return [] if driver is None else list(driver.transport._routes.routes.values())  # type: ignore[attr-defined]

    def lines(self) -> list[int]:
        """When each line of a call is reached, counted in lines."""
        self.prepare()
        with interrupted(None) as found:
            self.work()
        numbers: dict[tuple[str, int], list[int]] = {}
        for number, line in enumerate(found.trail):
            numbers.setdefault(line, []).append(number)
        last = -1 if self.kind in ("get", "login", "download") else 0
        return sorted({edge for each in numbers.values() for edge in (each[0], each[last])})

    def interrupt(self, at: int) -> str | None:
        """What is wrong after an interrupt at a line, if anything."""
        self.prepare()
        kept: BaseException | None = None
        place = ""
        try:
            with interrupted(at) as found:
                self.work()
        except KeyboardInterrupt as error:
            kept = error
            place = found.place
        except BaseException as error:
            return f"{found.place}: the interrupt became {type(error).__name__}: {error}"
        # The traceback is still there, as in an interactive session, and with it all frames.
        outcome = in_time(self.work)
        if outcome != "works":
            return f"{place}: the next call {outcome}"
        del kept
        return self._left(place)

    def _left(self, place: str) -> str | None:
        driver = self.client._driver
        assert driver is not None
        if locked := [name for name, lock in driver.locks.items() if lock.locked()]:
            return f"{place}: {locked} held"
        for route in self._routes():
            if route.pool.used != len(route.pool._idle):
                _collected = gc.collect()
            if route.pool.used != len(route.pool._idle):
                return f"{place}: {route.pool.used} places used, {len(route.pool._idle)} idle"
        return None


@pytest.mark.parametrize("kind", KINDS)
def test_an_interrupt_at_every_line(kind: str, tmp_path: Path, figure: Figure) -> None:
    wrong: list[str] = []
    with world() as (known, server):
        bench = Bench(kind, known, server.url, tmp_path)
        with bench.client:
            bench.work()
            lines = bench.lines()
            places = lines[:: max(1, len(lines) // of(15, len(lines)))]
            for at in places:
                problem = bench.interrupt(at)
                if problem is not None:
                    wrong.append(problem)
                if len(wrong) > 9:
                    break
    tried = f"{len(places)} of {len(lines)}; {len(wrong)}"
    figure(f"interrupts, {kind}: places tried; next call fails", tried)
    assert wrong == []


SIGNALS = """
import random, signal, sys, threading
from pathlib import Path
from tests.prove.calls import Things, call_of, client_of

kind, url, folder, rounds, seed = sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
chance = random.Random(seed)
stopped = 0
with client_of(kind, url) as client:
    work = call_of(kind, Things(client), folder)
    work()
    for _ in range(rounds):
        try:
            signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.0001, 0.012))
            for _ in range(20):
                work()
            signal.setitimer(signal.ITIMER_REAL, 0)
        except KeyboardInterrupt:
            stopped += 1
        signal.setitimer(signal.ITIMER_REAL, 0)
        done = []
        thread = threading.Thread(target=lambda: done.append(work()), daemon=True)
        thread.start()
        thread.join(60)
        assert done, "the call after an interrupt does not work"
print(stopped)
"""


@pytest.mark.parametrize("kind", ["get", "post", "upload", "download", "wait", "limited"])
def test_real_signals_at_any_time(kind: str, tmp_path: Path, figure: Figure) -> None:
    rounds = of(12, 200)
    program = "import signal\nsignal.signal(signal.SIGALRM, signal.default_int_handler)\n" + SIGNALS
    with world() as (_known, server):
        done = subprocess.run(
            [sys.executable, "-c", program, kind, server.url, str(tmp_path), str(rounds), "7"],
            capture_output=True,
            text=True,
            timeout=280,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(["templates", "."])},
        )
    assert done.returncode == 0, done.stderr[-2000:]
    stopped = int(done.stdout.split()[-1])
    figure(f"signals, {kind}: sent; calls stopped", f"{rounds}; {stopped}")
    assert stopped > rounds // 4


def test_a_flow_hears_of_an_interrupt_between_its_effects() -> None:
    """So that what it asks for while it ends is still done."""
    transport: Any = None
    driver = SyncDriver(transport)
    heard: list[type[BaseException]] = []
    started = 0

    def flow() -> Flow[None]:
        nonlocal started
        started += 1
        try:
            for _ in range(3):
                _moment = yield from now()
        except BaseException as error:
            heard.append(type(error))
            raise

    with interrupted(None) as found:
        driver.run(flow())
    started = 0
    for at in range(found.seen):
        with pytest.raises(KeyboardInterrupt), interrupted(at):
            driver.run(flow())
    assert set(heard) == {KeyboardInterrupt}
    assert len(heard) > started // 2


def test_the_proof_sees_a_lock_that_stays_held(tmp_path: Path) -> None:
    with world() as (known, server):
        bench = Bench("login", known, server.url, tmp_path)
        with bench.client:
            bench.work()
            driver = bench.client._driver
            assert driver is not None
            held = Held()
            assert driver.locks["token"].acquire(None, held, "token")
            assert bench._left("here") == "here: ['token'] held"
