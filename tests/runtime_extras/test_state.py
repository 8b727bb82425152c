"""The state file: calls of unknown end, with processes that are killed, forked and interrupted."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import linecache
import os
import pickle
import re
import select
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from clientome._runtime.base.errors import (
    APIError,
    ArgumentError,
    ClientomeError,
    ConfigurationError,
    OutcomeUnknown,
    StateError,
    TransportError,
)
from clientome._runtime.base.outcome import Outcome
from clientome._runtime.files import locks
from clientome._runtime.flow.drivers import AsyncDriver
from clientome._runtime.policies.rate_limits import Limiter
from clientome._runtime.spec.api import RateLimit
from clientome._runtime.state import file, intents
from clientome._runtime.state import state as module
from clientome._runtime.state.intents import Claim, Watched, remembered
from clientome._runtime.state.state import Intent, State, fingerprint
from tests.runtime_extras.flows import run

ORDER: dict[str, Any] = {"kit": "wgs", "name": "Ada Lovelace", "born": "1815-12-10"}


class Keyed(Watched[Any]):
    """A call with an idempotency key, made by a function."""

    def __init__(self, send: Callable[[str], Any], content: bytes) -> None:
        self._send, self._content = send, content

    def identity(self) -> bytes:
        return self._content

    def send(self, intent: Intent) -> Any:
        return self._send(intent.key)

    def answer_id(self, reply: Any) -> None:
        return None


def made(state: State, send: Callable[[str], Any], content: bytes | None = None, operation: str = "b") -> Any:
    """A call that the state watches."""
    watched = Keyed(send, fingerprint(ORDER) if content is None else content)
    return remembered(state, operation, watched, "", "", "")


EMPTY = Keyed(lambda _key: None, b"{}")


def test_a_failed_call_keeps_its_key_and_a_done_one_does_not(tmp_path: Path) -> None:
    state = State(tmp_path / "keys")
    first = state.key_for("createOrder", ORDER)
    state.release(first)
    assert state.key_for("createOrder", dict(reversed(ORDER.items()))) == first
    state.done(first)
    assert state.key_for("createOrder", ORDER) != first


def test_calls_under_way_at_the_same_time_have_their_own_keys(tmp_path: Path) -> None:
    state = State(tmp_path / "keys")
    keys: list[str] = []
    threads = [
        threading.Thread(target=lambda: keys.append(state.key_for("createOrder", ORDER))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 8


def test_operation_arguments_and_scope_tell_calls_apart(tmp_path: Path) -> None:
    state = State(tmp_path / "keys")
    calls: list[tuple[str, Any, str]] = [
        ("a", {"x": 1}, ""),
        ("b", {"x": 1}, ""),
        ("a", {"x": 2}, ""),
        ("a", {"x": 1}, "staging"),
        ("a", b"raw", ""),
        ("ab", {}, "c"),
        ("a", {}, "bc"),
    ]
    keys = [state.key_for(operation, arguments, scope=scope) for operation, arguments, scope in calls]
    assert len(set(keys)) == len(calls)
    found = state.unfinished()
    assert len({(intent.call, intent.scope) for intent in found}) == len(calls)


def test_the_files_tell_nothing_and_belong_to_the_owner(tmp_path: Path) -> None:
    state = State(tmp_path / "keys")
    state.key_for("createOrder", ORDER, account="gc_live_secret")
    state.charge("genome_computer", "createOrder", "usd", Decimal("599.99"), "k")
    assert {path.name.removeprefix("keys") for path in tmp_path.iterdir()} >= {"", "-wal", "-shm", ".secret"}
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        content = path.read_bytes()
        assert b"Ada" not in content
        assert b"1815" not in content
        assert b"gc_live_secret" not in content
    (intent,) = state.unfinished()
    # Another state has another secret, so equal arguments cannot be recognised.
    other = State(tmp_path / "other")
    other.key_for("createOrder", ORDER)
    assert other.unfinished()[0].call != intent.call


def test_an_entry_that_is_too_old_is_not_replaced_in_silence(tmp_path: Path) -> None:
    now = [1000.0]
    state = State(tmp_path / "keys", max_age=60, wall_clock=lambda: now[0])
    first = state.key_for("a", {})
    state.release(first)
    now[0] = 1060.0
    assert state.key_for("a", {}) == first
    state.release(first)
    now[0] = 1060.1
    with pytest.raises(OutcomeUnknown, match="older than the state's max_age") as caught:
        state.key_for("a", {})
    assert caught.value.idempotency_key == first
    assert caught.value.sent_at == datetime.fromtimestamp(1000, UTC)
    assert caught.value.outcome is Outcome.UNKNOWN
    assert state.key_for("b", {}) != first
    now[0] = -1e9  # The clock was set back: nothing expires too early.
    assert state.key_for("a", {}) == first
    state.release(first)
    now[0] = 1e9
    state.done(first)
    assert state.key_for("a", {}) != first
    with pytest.raises(ConfigurationError, match="max_age"):
        State(tmp_path / "keys", max_age=0)


@pytest.mark.parametrize(
    ("scope", "account", "problem"),
    [
        ("https://a", "new", "other credentials"),
        ("https://b", "old", "another address"),
        ("https://b", "new", None),
    ],
)
def test_a_rotated_key_or_a_moved_address_is_an_error_and_not_a_new_key(
    tmp_path: Path, scope: str, account: str, problem: str | None
) -> None:
    state = State(tmp_path / "keys")
    first = state.key_for("a", ORDER, scope="https://a", account="old")
    # While it is under way, a call of somebody else is another call.
    other = state.key_for("a", ORDER, scope=scope, account=account)
    assert other != first
    state.done(other)
    state.release(first)
    if problem is None:
        assert state.key_for("a", ORDER, scope=scope, account=account) != first
        return
    for _ in range(2):
        with pytest.raises(
            OutcomeUnknown, match=f"{problem}.*may have been carried out.*state.done"
        ) as caught:
            state.key_for("a", ORDER, scope=scope, account=account)
        assert caught.value.idempotency_key == first
    assert state.key_for("a", ORDER, scope="https://a", account="old") == first
    state.done(first)
    assert state.key_for("a", ORDER, scope=scope, account=account) != first


CHILD = """
import sys
sys.path.insert(0, sys.argv[2])
from clientome._runtime.state.state import State
state = State(sys.argv[1])
key = state.key_for("createOrder", {"kit": "wgs"})
print(key, flush=True)
sys.stdin.readline()
state.done(key)
print("done", flush=True)
sys.stdin.readline()
"""


def child(path: Path) -> tuple[subprocess.Popen[str], str]:
    """A script that has taken a key and now makes its call."""
    templates = str(Path(module.__file__).parents[1])
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), templates],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def end(process: subprocess.Popen[str], number: int = signal.SIGKILL) -> None:
    process.send_signal(number)
    process.communicate()


def test_a_killed_script_sends_the_same_key_again(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    process, first = child(path)
    end(process)
    again, second = child(path)
    assert second == first
    end(again)
    state = State(path)
    assert state.key_for("createOrder", {"kit": "wgs"}) == first
    state.done(first)
    third_process, third = child(path)
    end(third_process)
    assert third != first
    state.close()
    again_open = State(path)
    again_open.key_for("createOrder", {"kit": "wgs"})
    # What dead processes left behind is cleared away.
    assert len(list(tmp_path.glob("*.alive"))) == 1


def test_a_script_that_is_killed_after_its_call_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    process, first = child(path)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.stdout.readline() == "done\n"
    end(process)
    state = State(path)
    assert state.key_for("createOrder", {"kit": "wgs"}) != first
    assert len(list(tmp_path.glob("*.alive"))) == 1


def test_a_living_script_keeps_its_key_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    process, first = child(path)
    state = State(path)
    own = state.key_for("createOrder", {"kit": "wgs"})
    assert own != first
    state.done(own)
    end(process)
    assert state.key_for("createOrder", {"kit": "wgs"}) == first


def test_many_processes_at_once(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    started = [child(path) for _ in range(4)]
    assert len({key for _, key in started}) == 4
    for process, _ in started:
        end(process)
    state = State(path)
    assert len(state.unfinished()) == 4
    taken = {state.key_for("createOrder", {"kit": "wgs"}) for _ in range(4)}
    assert taken == {key for _, key in started}


@pytest.mark.parametrize("cut", [1, 20, 100])
def test_a_change_that_was_cut_off_is_ignored_and_does_not_spoil_the_next(tmp_path: Path, cut: int) -> None:
    """A crash in the middle of a write: the rest of the log is not there."""
    path, copy = tmp_path / "keys", tmp_path / "crashed" / "keys"
    copy.parent.mkdir()
    state = State(path)
    kept = state.key_for("a", {})
    lost = state.key_for("b", {})
    for name in ("keys", "keys-wal", "keys.secret"):
        (copy.parent / name).write_bytes((tmp_path / name).read_bytes())
    raw = (copy.parent / "keys-wal").read_bytes()
    (copy.parent / "keys-wal").write_bytes(raw[:-cut])
    again = State(copy)
    assert again.key_for("a", {}) == kept
    assert again.key_for("b", {}) != lost
    new = again.key_for("c", {})
    again.close()
    assert State(copy).key_for("c", {}) == new


def test_a_key_is_on_the_disk_before_it_is_given_out(tmp_path: Path) -> None:
    """Seen by the system: the log is synced after the key was written to it and before the call may go."""
    script = (
        "import os, sys; from clientome import State; state = State(sys.argv[1]); state.unfinished();"
        "os.write(1, b'begin'); key = state.key_for('a', {}); os.write(1, b'end')"
    )
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("needs strace")
    path = tmp_path / "keys"
    done = subprocess.run(
        [
            strace,
            "-f",
            "-e",
            "trace=write,pwrite64,fsync,fdatasync",
            "-y",
            sys.executable,
            "-c",
            script,
            str(path),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    calls = done.stderr[done.stderr.index('"begin"') : done.stderr.index('"end"')].splitlines()
    log = [line for line in calls if "keys-wal" in line]
    assert "pwrite64" in log[-2]
    assert re.search("fdatasync|fsync", log[-1])


def fill(state: State) -> sqlite3.Connection:
    """From now on there is no more room for the file."""
    state.unfinished()
    connection = state._connection
    assert connection is not None
    pages = connection.execute("pragma page_count").fetchone()[0]
    connection.execute(f"pragma max_page_count = {pages}")
    return connection


def test_a_full_disk_stops_the_call_before_it_is_sent(tmp_path: Path) -> None:
    state = State(tmp_path / "keys")
    kept = state.key_for("kept", {})
    connection = fill(state)

    def take_all() -> None:
        for number in range(10_000):
            state.key_for("b", {"n": number})

    with pytest.raises(StateError, match="disk is full; nothing was sent") as caught:
        take_all()
    assert caught.value.outcome is Outcome.NOT_SENT
    taken = len(state.unfinished())
    connection.execute("pragma max_page_count = 100000")
    state.key_for("b", {"n": taken - 1})
    assert len(state.unfinished()) == taken + 1
    state.release(kept)
    assert state.key_for("kept", {}) == kept


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="cannot be used: No such file or directory; nothing was sent"):
        State(tmp_path / "missing" / "keys").key_for("a", {})


def test_a_finished_call_stays_finished_when_the_file_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(file, "LONGEST_LOCK", 0.05)
    state = State(tmp_path / "keys")
    key = state.key_for("a", {})
    with locked(tmp_path / "keys"):
        state.done(key)
    assert "kept it for itself for more than 0.05 seconds" in caplog.text
    assert state.key_for("a", {}) != key


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program has the file for itself."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    try:
        yield
    finally:
        other.rollback()
        other.close()


def test_the_file_does_not_grow_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    state = State(path)
    kept = state.key_for("kept", {})
    for number in range(500):
        state.done(state.key_for("a", {"n": number}))
    state.close()
    assert path.stat().st_size < 100_000
    assert state.key_for("kept", {}) == kept


def refused(status: int) -> APIError:
    error = APIError("refused", status=status)
    error.outcome = Outcome.REFUSED
    return error


def unknown(error: BaseException) -> BaseException:
    if isinstance(error, ClientomeError):
        error.outcome = Outcome.UNKNOWN
    return error


@pytest.mark.parametrize(
    ("error", "closes"),
    [
        (refused(422), True),
        (refused(429), True),
        (ArgumentError("wrong"), True),
        (unknown(APIError("conflict", status=409)), False),
        (unknown(APIError("broken", status=500)), False),
        (unknown(TransportError("cut")), False),
        (ClientomeError("something"), False),
        (KeyboardInterrupt(), False),
        (GeneratorExit(), False),
    ],
)
def test_how_a_call_ends_decides_on_its_key(tmp_path: Path, error: BaseException, closes: bool) -> None:
    state = State(tmp_path / "keys")
    keys: list[str] = []

    def fail(key: str) -> Any:
        keys.append(key)
        raise error
        yield

    def succeed(key: str) -> Any:
        keys.append(key)
        return "done"
        yield

    with pytest.raises(type(error)):
        run(made(state, fail))
    assert run(made(state, succeed)) == "done"
    assert run(made(state, succeed)) == "done"
    assert (keys[0] != keys[1]) is closes
    assert keys[2] not in keys[:2]


def test_after_an_unknown_end_only_a_success_closes_the_entry(tmp_path: Path) -> None:
    keys: list[str] = []

    def end(error: BaseException | None) -> Any:
        def attempt(key: str) -> Any:
            keys.append(key)
            if error is not None:
                raise error
            return "done"
            yield

        return run(made(State(tmp_path / "keys"), attempt))

    with pytest.raises(TransportError):
        end(unknown(TransportError("cut")))
    for error in (refused(401), refused(402), refused(404), refused(422), ArgumentError("wrong")):
        with pytest.raises(
            type(error), match=r"earlier attempt.*may have been carried out.*state.done"
        ) as caught:
            end(error)
        assert caught.value.outcome is Outcome.UNKNOWN
        assert caught.value.sent_at is not None
    assert end(None) == "done"
    assert len(set(keys)) == 1
    assert end(None) == "done"
    assert len(set(keys)) == 2


def test_a_block_that_fails_leaves_its_entry_open(tmp_path: Path) -> None:
    state = State(tmp_path / "keys")
    with pytest.raises(APIError), state.entry("a", ORDER) as key:
        raise refused(422)
    with state.entry("a", ORDER) as again:
        assert again == key
    with state.entry("a", ORDER) as new:
        assert new != key


# -- cancelled and interrupted ------------------------------------------------------------------------------------------


def test_a_key_that_is_cancelled_while_it_is_taken_is_not_in_use(tmp_path: Path) -> None:
    state = State(tmp_path / "keys")
    old = state.key_for("a", {})
    state.release(old)
    claim = Claim(state)
    claim.drop(Outcome.NOT_SENT)  # The task is gone before the thread begins ...
    assert claim.take("a", EMPTY, "", "", "").key == old
    assert state.key_for("a", {}) == old
    state.release(old)
    claim = Claim(state)
    claim.take("a", EMPTY, "", "", "")
    claim.drop(Outcome.NOT_SENT)  # ... or after it is done.
    assert state.key_for("a", {}) == old


@pytest.mark.parametrize("late", [False, True])
def test_a_task_that_is_cancelled_in_the_state_loses_nothing(tmp_path: Path, late: bool) -> None:
    """While the key is taken, or while the entry is closed."""
    state = State(tmp_path / "keys")
    used: list[str] = []
    in_thread, go_on = threading.Event(), threading.Event()
    real = state.run

    def slow(work: Any, *, durable: bool = True) -> Any:
        result = real(work, durable=durable)
        if (not durable) is late and not go_on.is_set():
            in_thread.set()
            assert go_on.wait(30)
        return result

    state.run = slow  # type: ignore[method-assign]

    def send(key: str) -> Any:
        used.append(key)
        return "result"
        yield

    async def cancelled() -> None:
        driver = AsyncDriver(None)  # type: ignore[arg-type]
        task = asyncio.create_task(driver.run(made(state, send, operation="a")))
        await asyncio.to_thread(in_thread.wait, 30)
        task.cancel()
        await asyncio.sleep(0)
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())
    assert len(used) == int(late)
    again = state.key_for("a", ORDER)
    assert not late or again == used[0]
    assert state._in_use == {again}


def test_an_interrupt_anywhere_while_a_key_is_taken_leaves_it_free(tmp_path: Path) -> None:
    """At every line of the state and of the lock: afterwards the next call gets the old key, at once."""
    files = (module.__file__, file.__file__, intents.__file__, locks.__file__)
    place, total = 0, 1
    while place < total:
        path = tmp_path / str(place)
        state = State(path)
        old = state.key_for("a", {})
        state.release(old)
        seen = 0
        visited: dict[int, set[int]] = {}

        def trace(frame: Any, event: str, argument: Any, place: int = place, visited: Any = visited) -> Any:
            nonlocal seen
            if frame.f_code.co_filename not in files or finalises(frame):
                return None
            if event == "line":
                lines = visited.setdefault(id(frame), set[int]())
                source = linecache.getline(frame.f_code.co_filename, frame.f_lineno).strip()
                # No signal is looked at between the end of a block and the release of its lock.
                if source.startswith("with ") and frame.f_lineno in lines:
                    return trace
                lines.add(frame.f_lineno)
                seen += 1
                if seen == place + 1:
                    raise KeyboardInterrupt
            return trace

        def send(key: str) -> Any:
            return key
            yield

        flow = made(state, send, b"{}", operation="a")
        effect = next(flow)
        gc.collect()  # else the states of earlier rounds may end in this one, and be interrupted
        gc.disable()
        sys.settrace(trace)
        try:
            value = effect.function()  # type: ignore[union-attr]
        except KeyboardInterrupt as error:
            sys.settrace(None)
            gc.enable()
            with pytest.raises(KeyboardInterrupt):
                run_from(flow, error)
        else:
            sys.settrace(None)
            gc.enable()
            total = place
            flow.close()
            assert value.key == old
            break
        total = place + 2
        place += 1
        assert in_thread(lambda state=state: state.key_for("a", {})) == old, f"at place {place}"
    assert total > 60


def finalises(frame: Any) -> bool:
    """Whether an object is being taken down, where an interrupt is reported and swallowed."""
    while frame is not None:
        if frame.f_code.co_name == "__del__":
            return True
        frame = frame.f_back
    return False


def in_thread(work: Callable[[], str]) -> str:
    """The result of something that may hang."""
    taken: list[str] = []
    failures: list[BaseException] = []

    def try_it() -> None:
        try:
            taken.append(work())
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=try_it, daemon=True)
    thread.start()
    thread.join(20)
    assert taken, failures or "it hangs"
    return taken[0]


def run_from(flow: Any, failure: BaseException) -> Any:
    effect = flow.throw(failure)
    while True:
        effect = flow.send(effect.function())


# -- what is in the files -----------------------------------------------------------------------------------------------


def test_nothing_stays_open_when_a_state_is_gone(tmp_path: Path) -> None:
    def descriptors() -> int:
        return len(os.listdir("/proc/self/fd"))

    before = descriptors()
    for number in range(3):
        state = State(tmp_path / "keys")
        state.done(state.key_for("a", {"n": number}))
        state.release(state.key_for("b", {}))
        with pytest.raises(KeyboardInterrupt), state.entry("c", {}):
            raise KeyboardInterrupt
        del state
        assert descriptors() == before
        assert not list(tmp_path.glob("*.alive"))
    state = State(tmp_path / "keys")
    state.key_for("d", {})
    state.close()
    assert descriptors() == before
    assert {path.name for path in tmp_path.iterdir()} == {"keys", "keys.secret"}


@pytest.mark.parametrize("content", [None, b"", b"short", b"x" * 33, b"x" * 32])
def test_a_lost_secret_is_an_error_while_calls_are_open(tmp_path: Path, content: bytes | None) -> None:
    path, secret = tmp_path / "keys", tmp_path / "keys.secret"
    state = State(path)
    key = state.key_for("a", {})
    state.release(key)
    kept = secret.read_bytes()
    secret.unlink()
    if content is not None:
        secret.write_bytes(content)
    for name in ("a", "b"):
        with pytest.raises(
            StateError, match=r"keys.secret is missing, damaged or another one.*nothing was sent"
        ):
            State(path).key_for(name, {})
    secret.write_bytes(kept)
    assert State(path).key_for("a", {}) == key
    state.done(key)
    secret.unlink()
    assert State(path).key_for("a", {}) != key


def damage(path: Path, how: str) -> None:
    """Something happens to the file."""
    content = path.read_bytes() if path.exists() else b""
    if how == "text":
        path.write_bytes(b"my notes\n" * 100)
    elif how == "page":
        path.write_bytes(content[:4096] + b"#" * 4096 + content[8192:])
    elif how == "cut":
        path.write_bytes(content[:5000])
    else:
        with contextlib.closing(sqlite3.connect(path)) as other:
            for statement in how.split(";"):
                other.execute(statement)
            other.commit()


@pytest.mark.parametrize(
    ("how", "problem"),
    [
        ("text", "is not a state file of clientome, so it was left alone"),
        ("pragma application_id = 7", "is not a state file of clientome, so it was left alone"),
        ("pragma user_version = 2", "was written by a newer clientome .version 2 of its format"),
        ("page", "is damaged, and it may know of calls of unknown end"),
        ("cut", "is damaged, and it may know of calls of unknown end"),
        ("drop table intents", "is damaged, and it may know of calls of unknown end"),
        ("alter table intents rename column call to other", "is damaged"),
    ],
)
def test_a_file_that_is_not_ours_newer_or_damaged_is_an_error(tmp_path: Path, how: str, problem: str) -> None:
    path = tmp_path / "keys"
    state = State(path)
    state.key_for("a", {})
    state.close()
    damage(path, how)
    content = path.read_bytes()
    with pytest.raises(StateError, match=f"keys {problem}.*nothing was sent"):
        State(path).key_for("b", {})
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    damage(path, "create table samples (id)")
    content = path.read_bytes()
    with pytest.raises(StateError, match="is not a state file of clientome, so it was left alone"):
        State(path).key_for("a", {})
    assert path.read_bytes() == content
    assert not (tmp_path / "keys.secret").exists()


def test_a_file_that_is_read_only_or_locked_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "LONGEST_LOCK", 0.05)
    path = tmp_path / "keys"
    State(path).key_for("a", {})
    with locked(path), pytest.raises(StateError, match=r"for more than 0.05 seconds; nothing was sent"):
        State(path).key_for("a", {})
    state = State(path)
    state.unfinished()
    assert state._connection is not None
    state._connection.execute("pragma query_only = on")
    with pytest.raises(StateError, match="cannot be written; check whose they are"):
        state.key_for("a", {})
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(StateError, match="cannot be used"):
        State(folder).key_for("a", {})


def test_a_file_that_others_can_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.touch(0o644)
    path.chmod(0o644)
    State(path).key_for("a", {})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


# -- processes that were forked -------------------------------------------------------------------------------------------


def in_child(work: Callable[[], object]) -> str:
    """What a function gives in a forked child, as text; an exception by its name and text."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            said = str(work())
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode()[:60_000])
        os._exit(0)
    os.close(writing)
    assert select.select([reading], [], [], 60)[0], "the child hangs"
    said = b""
    while chunk := os.read(reading, 65536):
        said += chunk
    os.close(reading)
    os.waitpid(pid, 0)
    return said.decode()


def test_a_forked_child_does_not_order_again_what_its_parent_is_ordering(tmp_path: Path) -> None:
    state = State(tmp_path / "keys")
    before = state.key_for("a", {})
    assert "OutcomeUnknown: an equal call" in in_child(lambda: state.key_for("a", {}))
    assert "forked" in in_child(lambda: state.key_for("a", {}))
    assert in_child(lambda: state.key_for("other", {})) != before
    # One who says that it is another order gets another key.
    assert in_child(lambda: State(tmp_path / "keys").key_for("a", {})) != before
    state.release(before)
    assert in_child(lambda: state.key_for("a", {})) == before
    assert state.key_for("a", {}) == before


def test_a_child_that_outlives_its_parent_does_not_keep_its_entries(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    reading, writing = os.pipe()
    waiting, ending = os.pipe()
    parent = os.fork()
    if parent == 0:
        os.close(ending)
        state = State(path)
        key = state.key_for("a", {})
        if os.fork() == 0:
            os.write(writing, key.encode())
            os.read(waiting, 1)  # Lives until the test ends.
            os._exit(0)
        os.read(waiting, 1)
        os._exit(0)
    os.close(writing)
    key = os.read(reading, 100).decode()
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    try:
        assert State(path).key_for("a", {}) == key
    finally:
        os.close(ending)


def test_a_fork_while_another_thread_is_in_the_state_hangs_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "LONGEST_LOCK", 0.05)
    state = State(tmp_path / "keys")
    inside, go_on = threading.Event(), threading.Event()

    def slow(_connection: sqlite3.Connection) -> None:
        inside.set()
        assert go_on.wait(60)

    thread = threading.Thread(target=lambda: state.run(slow))
    thread.start()
    inside.wait(60)
    # Whoever cannot wait gets a child that finds the file locked, and sends nothing.
    with monkeypatch.context() as impatient:
        impatient.setattr(file, "FORK_PATIENCE", 0.01)
        assert "more than 0.05 seconds; nothing was sent" in in_child(lambda: state.key_for("b", {}))
    reading, writing = os.pipe()
    threading.Timer(0.05, go_on.set).start()
    pid = os.fork()
    if pid == 0:
        os.read(reading, 1)
        os._exit(0 if state.key_for("b", {}) else 1)
    thread.join()
    # The child has copies of the parent's files; the parent's lock ends all the same.
    answered: list[str] = []
    second = threading.Thread(
        target=lambda: answered.append(State(tmp_path / "keys").key_for("c", {})), daemon=True
    )
    second.start()
    second.join(60)
    assert answered
    os.write(writing, b".")
    assert os.waitpid(pid, 0)[1] == 0
    assert len(state.unfinished()) == 2


def test_no_connection_outlives_a_fork(tmp_path: Path) -> None:
    state = State(tmp_path / "keys")
    key = state.key_for("a", {})
    assert in_child(lambda: [name for name in os.listdir("/proc/self/fd") if "keys" in target(name)]) == "[]"
    assert in_child(lambda: state.charge("p", "o", "usd", 5, "child")) == "True"
    assert state.spent("usd") == 5
    state.release(key)
    assert state.key_for("a", {}) == key


def target(descriptor: str) -> str:
    """What an open file is."""
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        return ""


class Inner(BaseModel):
    wire: int = Field(alias="wireName")
    unset: int = 0


def test_fingerprints_are_the_same_in_every_process() -> None:
    arguments = {
        "set": {"b", "a", "c"},
        "model": Inner(wireName=3),
        "when": datetime(2026, 1, 1, tzinfo=UTC),
        "path": Path("x"),
        "list": (1, 2.5, None, True),
    }
    assert fingerprint(arguments) == (
        b'{"list":[1,2.5,null,true],"model":{"wireName":3},"path":"x","set":["a","b","c"],"when":"2026-01-01T00:00:00Z"}'
    )
    with pytest.raises(ArgumentError, match="JSON values"):
        fingerprint({"file": object()})


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(
    one=st.dictionaries(st.text(), JSON_VALUES, max_size=4),
    two=st.dictionaries(st.text(), JSON_VALUES, max_size=4),
)
def test_fingerprints_agree_exactly_for_equal_arguments(one: dict[str, Any], two: dict[str, Any]) -> None:
    assert fingerprint(one) == fingerprint(dict(reversed(one.items())))
    assert (fingerprint(one) == fingerprint(two)) is (
        json.dumps(one, sort_keys=True) == json.dumps(two, sort_keys=True)
    )


# -- the ledger and rate limits -------------------------------------------------------------------------------------------


def test_what_was_spent_is_known_to_all(tmp_path: Path) -> None:
    now = [1_000_000.0]
    state = State(tmp_path / "lab", wall_clock=lambda: now[0])
    assert state.spent("usd") == 0
    assert state.charge("genome_computer", "createOrder", "usd", Decimal("599.99"), "one")
    now[0] += 3600
    assert state.charge("subseq", "submitJob", "credits", 3, "two")
    assert state.charge("subseq", "submitJob", "credits", 400, "two"), "a key is charged once"
    assert state.charge("subseq", "topUp", "usd", None, "unknown price")
    other = State(tmp_path / "lab", wall_clock=lambda: now[0])
    assert (other.spent("usd"), other.spent("credits")) == (Decimal("599.99"), 3)
    assert other.spent("usd", provider="subseq") == 0
    assert other.spent("usd", since=timedelta(minutes=30)) == 0
    assert other.spent("usd", since=datetime.fromtimestamp(1_000_000, UTC)) == Decimal("599.99")
    other.settle("unknown price", Decimal("0.1"))
    other.settle("one", 0)
    other.settle("two")
    other.settle("nobody knows it", 5)
    assert (state.spent("usd"), state.spent("credits")) == (Decimal("0.1"), 3)
    lines = [(line.key, line.amount, line.settled) for line in state.charges()]
    assert lines == [("one", 0, True), ("two", 3, True), ("unknown price", Decimal("0.1"), True)]
    for wrong in (1.5, True, -1, Decimal("nan")):
        with pytest.raises(ArgumentError, match="amount"):
            state.charge("p", "o", "usd", wrong, "three")  # type: ignore[arg-type]


def test_a_limit_holds_for_everybody_together(tmp_path: Path) -> None:
    """Threads, forked children and other processes: nobody spends between the question and the reservation."""
    state = State(tmp_path / "lab")
    allowed: list[str] = []

    def spend(name: str) -> list[bool]:
        return [state.charge("p", "o", "usd", 1, f"{name} {n}", limit=10) for n in range(6)]

    threads = [
        threading.Thread(target=lambda n=n: allowed.append(str(spend(f"thread {n}")))) for n in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    allowed.append(in_child(lambda: spend("child")))
    assert "".join(allowed).count("True") == 10
    assert state.spent("usd") == 10
    assert state.charge("p", "o", "usd", 1, "thread 0 0", limit=10), "the same call again costs nothing"
    state.settle("thread 0 0", 0)
    assert state.charge("p", "o", "usd", 1, "after", limit=10)
    assert not state.charge(
        "p", "o", "usd", 1, "other", limit=1, since=datetime.now(UTC) - timedelta(hours=1)
    )
    assert state.charge("q", "o", "usd", 1, "other", limit=1, limit_provider="q")


LIMIT = RateLimit(scope="account", burst=3, rate=2.0, period=1.0)


def test_buckets_are_shared_and_no_window_sees_too_many_calls(tmp_path: Path) -> None:
    now = [1000.0]
    states = [State(tmp_path / "lab", wall_clock=lambda: now[0]) for _ in range(2)]
    gone: list[float] = []
    for step in range(200):
        now[0] += 0.05
        if states[step % 2].take("k", LIMIT) == 0.0:
            gone.append(now[0])
    assert len(gone) >= 3 + 2 * 10 - 1
    for start in gone:
        for end in (moment for moment in gone if moment >= start):
            assert sum(start <= moment <= end for moment in gone) <= 3 + 2 * (end - start) + 1e-6
    assert states[0].take("other", LIMIT) == 0.0


def test_a_pause_stops_everybody_and_nothing_refills_meanwhile(tmp_path: Path) -> None:
    now = [1000.0]
    one, two = (State(tmp_path / "lab", wall_clock=lambda: now[0]) for _ in range(2))
    one.pause("k", LIMIT, 10)
    assert two.take("k", LIMIT) == 10
    now[0] += 6
    assert two.take("k", LIMIT) == pytest.approx(4)
    now[0] -= 500  # The clock is set back: the pause does not grow.
    assert two.take("k", LIMIT) == pytest.approx(4)
    now[0] += 4
    assert two.take("k", LIMIT) == 0.0
    assert two.take("k", LIMIT) == pytest.approx(0.5)


def test_a_limiter_with_a_state_travels(tmp_path: Path) -> None:
    state = pickle.loads(pickle.dumps(State(tmp_path / "lab", max_age=60)))
    assert state.path == str(tmp_path / "lab")
    assert state._max_age == 60
    limiter = pickle.loads(pickle.dumps(Limiter(state)))
    assert limiter.store.path == state.path


def test_purge_removes_what_is_old_and_leaves_no_trace(tmp_path: Path) -> None:
    now = [1000.0]
    path = tmp_path / "lab"
    state = State(path, wall_clock=lambda: now[0])
    old = state.key_for("a", {})
    state.release(old)
    state.charge("provider-to-forget", "o", "usd", 5, "k1")
    state.take("limit-to-forget", LIMIT)
    now[0] += 100
    state.charge("p", "o", "usd", 7, "k2")
    used = state.key_for("b", {})
    assert state.purge(timedelta(seconds=50)) == 2
    assert state.spent("usd") == 7
    assert {intent.key for intent in state.unfinished()} == {old, used}
    for name in ("lab", "lab-wal"):
        assert b"to-forget" not in (tmp_path / name).read_bytes()
    now[0] += 1
    assert state.purge(unfinished=True) == 2
    assert [intent.key for intent in state.unfinished()] == [used], "what is under way stays"
    with pytest.raises(ArgumentError, match="older_than"):
        state.purge(-1)
