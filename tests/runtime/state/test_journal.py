"""The journal of idempotency keys, with processes that are killed."""

from __future__ import annotations

import asyncio
import gc
import json
import linecache
import os
import select
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
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
    JournalError,
    TransportError,
)
from clientome._runtime.base.outcome import Outcome
from clientome._runtime.files import locks
from clientome._runtime.flow.drivers import AsyncDriver
from clientome._runtime.state import journal as module
from clientome._runtime.state.journal import Claim, Journal, fingerprint, journalled
from tests.support.flows import run

ORDER = {"kit": "wgs", "name": "Ada Lovelace", "born": "1815-12-10"}


def test_a_failed_call_keeps_its_key_and_a_done_one_does_not(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "keys")
    first = journal.key_for("createOrder", ORDER)
    journal.release(first)
    assert journal.key_for("createOrder", dict(reversed(ORDER.items()))) == first
    journal.done(first)
    assert journal.key_for("createOrder", ORDER) != first


def test_calls_under_way_at_the_same_time_have_their_own_keys(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "keys")
    keys: list[str] = []
    threads = [
        threading.Thread(target=lambda: keys.append(journal.key_for("createOrder", ORDER))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 8


def test_operation_arguments_and_scope_tell_calls_apart(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "keys")
    calls: list[tuple[str, Any, str]] = [
        ("a", {"x": 1}, ""),
        ("b", {"x": 1}, ""),
        ("a", {"x": 2}, ""),
        ("a", {"x": 1}, "staging"),
        ("a", b"raw", ""),
        ("ab", {}, "c"),
        ("a", {}, "bc"),
    ]
    keys = [journal.key_for(operation, arguments, scope=scope) for operation, arguments, scope in calls]
    assert len(set(keys)) == len(calls)
    lines = [json.loads(line) for line in (tmp_path / "keys").read_text().splitlines()]
    assert len({(line["hash"], line["scope"]) for line in lines}) == len(calls)


def test_the_files_tell_nothing_and_belong_to_the_owner(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "keys")
    journal.key_for("createOrder", ORDER)
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        content = path.read_bytes()
        assert b"Ada" not in content
        assert b"1815" not in content
        assert b"createOrder" not in content
    line = json.loads((tmp_path / "keys").read_text())
    assert set(line) == {"hash", "scope", "account", "key", "at", "owner"}
    # Another journal has another secret, so equal arguments cannot be recognised.
    other = Journal(tmp_path / "other")
    other.key_for("createOrder", ORDER)
    assert json.loads((tmp_path / "other").read_text())["hash"] != line["hash"]


def test_an_entry_that_is_too_old_is_not_replaced_in_silence(tmp_path: Path) -> None:
    now = [1000.0]
    journal = Journal(tmp_path / "keys", max_age=60, wall_clock=lambda: now[0])
    first = journal.key_for("a", {})
    journal.release(first)
    now[0] = 1060.0
    assert journal.key_for("a", {}) == first
    journal.release(first)
    now[0] = 1060.1
    with pytest.raises(JournalError, match="older than the journal's max_age") as caught:
        journal.key_for("a", {})
    assert caught.value.idempotency_key == first
    assert caught.value.sent_at == datetime.fromtimestamp(1000, UTC)
    assert caught.value.outcome is Outcome.UNKNOWN
    assert journal.key_for("b", {}) != first
    now[0] = -1e9  # The clock was set back: nothing expires too early.
    assert journal.key_for("a", {}) == first
    journal.release(first)
    now[0] = 1e9
    journal.done(first)
    assert journal.key_for("a", {}) != first
    with pytest.raises(ConfigurationError, match="max_age"):
        Journal(tmp_path / "keys", max_age=0)


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
    journal = Journal(tmp_path / "keys")
    first = journal.key_for("a", ORDER, scope="https://a", account="old")
    # While it is under way, a call of somebody else is another call.
    other = journal.key_for("a", ORDER, scope=scope, account=account)
    assert other != first
    journal.done(other)
    journal.release(first)
    if problem is None:
        assert journal.key_for("a", ORDER, scope=scope, account=account) != first
        return
    for _ in range(2):
        with pytest.raises(
            JournalError, match=f"{problem}.*may have been carried out.*journal.done"
        ) as caught:
            journal.key_for("a", ORDER, scope=scope, account=account)
        assert caught.value.idempotency_key == first
    assert journal.key_for("a", ORDER, scope="https://a", account="old") == first
    journal.done(first)
    assert journal.key_for("a", ORDER, scope=scope, account=account) != first


CHILD = """
import sys
sys.path.insert(0, sys.argv[2])
from clientome._runtime.state.journal import Journal
journal = Journal(sys.argv[1])
key = journal.key_for("createOrder", {"kit": "wgs"})
print(key, flush=True)
sys.stdin.readline()
journal.done(key)
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
    journal = Journal(path)
    assert journal.key_for("createOrder", {"kit": "wgs"}) == first
    journal.done(first)
    third_process, third = child(path)
    end(third_process)
    assert third != first
    # What dead processes left behind is cleared away.
    assert len(list(tmp_path.glob("*.alive"))) == 1
    journal.close()
    again_open = Journal(path)
    again_open.key_for("createOrder", {"kit": "wgs"})
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
    journal = Journal(path)
    assert journal.key_for("createOrder", {"kit": "wgs"}) != first
    assert len(list(tmp_path.glob("*.alive"))) == 1


def test_a_living_script_keeps_its_key_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    process, first = child(path)
    journal = Journal(path)
    own = journal.key_for("createOrder", {"kit": "wgs"})
    assert own != first
    journal.done(own)
    end(process)
    assert journal.key_for("createOrder", {"kit": "wgs"}) == first


def test_many_processes_at_once(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    started = [child(path) for _ in range(4)]
    assert len({key for _, key in started}) == 4
    for process, _ in started:
        end(process)
    assert len((path).read_text().splitlines()) == 4
    journal = Journal(path)
    taken = {journal.key_for("createOrder", {"kit": "wgs"}) for _ in range(4)}
    assert taken == {key for _, key in started}


@pytest.mark.parametrize("cut", [1, 20, 100])
def test_a_line_that_was_cut_off_is_ignored_and_does_not_spoil_the_next(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "keys"
    journal = Journal(path)
    kept = journal.key_for("a", {})
    lost = journal.key_for("b", {})
    journal.close()
    raw = path.read_bytes()
    path.write_bytes(raw[:-cut])
    journal = Journal(path)
    assert journal.key_for("a", {}) == kept
    assert (journal.key_for("b", {}) == lost) is (cut == 1)
    new = journal.key_for("c", {})
    journal.close()
    assert Journal(path).key_for("c", {}) == new


def test_a_key_is_on_the_disk_before_it_is_given_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bytes] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        real(descriptor)
        if path.exists() and os.path.samestat(os.fstat(descriptor), os.stat(path)):
            synced.append(path.read_bytes())

    path = tmp_path / "keys"
    monkeypatch.setattr(os, "fsync", fsync)
    key = Journal(path).key_for("a", {})
    assert any(key.encode() in content for content in synced)


def test_every_change_of_the_file_is_made_under_its_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[str] = []

    class Recording(module.FileLock):
        def __enter__(self) -> module.FileLock:
            held.append("+")
            return super().__enter__()

        def __exit__(self, *details: object) -> None:
            held.append("-")
            super().__exit__(*details)

    real = Journal._append

    def append(self: Journal, value: Any) -> None:
        held.append("done" if isinstance(value, str) else "key")
        real(self, value)

    monkeypatch.setattr(module, "FileLock", Recording)
    monkeypatch.setattr(Journal, "_append", append)
    journal = Journal(tmp_path / "keys")
    journal.done(journal.key_for("a", {}))
    assert held == ["+", "key", "-", "+", "done", "-"]


def test_a_full_disk_stops_the_call_before_it_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "keys"
    journal = Journal(path)
    journal.release(journal.key_for("a", {}))
    monkeypatch.setattr(os, "write", lambda descriptor, data: 3)
    with pytest.raises(ClientomeError, match="nothing was sent"):
        journal.key_for("b", {})
    monkeypatch.undo()
    journal.key_for("b", {})


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ClientomeError, match="journal cannot be written"):
        Journal(tmp_path / "missing" / "keys").key_for("a", {})


def test_a_finished_call_stays_finished_when_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    journal = Journal(tmp_path / "keys")
    key = journal.key_for("a", {})
    monkeypatch.setattr(os, "write", lambda descriptor, data: 0)
    journal.done(key)
    monkeypatch.undo()
    assert "journal cannot be written" in caplog.text
    assert journal.key_for("a", {}) != key


def test_the_file_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "COMPACT_ABOVE", 50)
    path = tmp_path / "keys"
    journal = Journal(path)
    kept = journal.key_for("kept", {})
    for number in range(200):
        journal.done(journal.key_for("a", {"n": number}))
    assert len(path.read_text().splitlines()) < 60
    journal.release(kept)
    assert journal.key_for("kept", {}) == kept


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
    journal = Journal(tmp_path / "keys")
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
        run(journalled(journal, "b", ORDER, "", "", fail))
    assert run(journalled(journal, "b", ORDER, "", "", succeed)) == "done"
    assert run(journalled(journal, "b", ORDER, "", "", succeed)) == "done"
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

        return run(journalled(Journal(tmp_path / "keys"), "b", ORDER, "", "", attempt))

    with pytest.raises(TransportError):
        end(unknown(TransportError("cut")))
    for error in (refused(401), refused(402), refused(404), refused(422), ArgumentError("wrong")):
        with pytest.raises(
            type(error), match=r"earlier attempt.*may have been carried out.*journal.done"
        ) as caught:
            end(error)
        assert caught.value.outcome is Outcome.UNKNOWN
        assert caught.value.sent_at is not None
    assert end(None) == "done"
    assert len(set(keys)) == 1
    assert end(None) == "done"
    assert len(set(keys)) == 2


def test_a_block_that_fails_leaves_its_entry_open(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "keys")
    with pytest.raises(APIError), journal.entry("a", ORDER) as key:
        raise refused(422)
    with journal.entry("a", ORDER) as again:
        assert again == key
    with journal.entry("a", ORDER) as new:
        assert new != key


# -- cancelled and interrupted ------------------------------------------------------------------------------------------


def test_a_key_that_is_cancelled_while_it_is_taken_is_not_in_use(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "keys")
    old = journal.key_for("a", {})
    journal.release(old)
    claim = Claim(journal)
    claim.drop(Outcome.NOT_SENT)  # The task is gone before the thread begins ...
    assert claim.take("a", {}, "", "") == old
    assert journal.key_for("a", {}) == old
    journal.release(old)
    claim = Claim(journal)
    claim.take("a", {}, "", "")
    claim.drop(Outcome.NOT_SENT)  # ... or after it is done.
    assert journal.key_for("a", {}) == old


@pytest.mark.parametrize("late", [False, True])
def test_a_task_that_is_cancelled_in_the_journal_loses_nothing(tmp_path: Path, late: bool) -> None:
    """While the key is taken, or while the entry is closed."""
    journal = Journal(tmp_path / "keys")
    used: list[str] = []
    in_thread, go_on = threading.Event(), threading.Event()
    real = journal._append

    def slow(value: Any) -> None:
        real(value)
        if isinstance(value, str) is late and not go_on.is_set():
            in_thread.set()
            assert go_on.wait(30)

    journal._append = slow

    def send(key: str) -> Any:
        used.append(key)
        return "result"
        yield

    async def cancelled() -> None:
        driver = AsyncDriver(None)  # type: ignore[arg-type]
        task = asyncio.create_task(driver.run(journalled(journal, "a", ORDER, "", "", send)))
        await asyncio.to_thread(in_thread.wait, 30)
        task.cancel()
        await asyncio.sleep(0)
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())
    assert len(used) == int(late)
    again = journal.key_for("a", ORDER)
    assert not late or again == used[0]
    assert not list(tmp_path.glob("*.alive")) or journal._in_use == {again}


def test_an_interrupt_anywhere_while_a_key_is_taken_leaves_it_free(tmp_path: Path) -> None:
    """At every line of the journal and of the lock: afterwards the next call gets the old key, at once."""
    files = (module.__file__, locks.__file__)
    place, total = 0, 1
    gc.collect()
    gc.freeze()  # so that each round collects only its own
    while place < total:
        path = tmp_path / str(place)
        journal = Journal(path)
        old = journal.key_for("a", {})
        journal.release(old)
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

        flow = journalled(journal, "a", {}, "", "", send)
        effect = next(flow)
        gc.collect()  # else the journals of earlier rounds may end in this one, and be interrupted
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
            assert value == old
            break
        total = place + 2
        place += 1
        assert in_thread(lambda journal=journal: journal.key_for("a", {})) == old, f"at place {place}"
    gc.unfreeze()
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
    thread = threading.Thread(target=lambda: taken.append(work()), daemon=True)
    thread.start()
    thread.join(20)
    assert taken, "it hangs or failed"
    return taken[0]


def run_from(flow: Any, failure: BaseException) -> Any:
    effect = flow.throw(failure)
    while True:
        effect = flow.send(effect.function())


# -- what is in the files -----------------------------------------------------------------------------------------------


def test_nothing_stays_open_between_calls(tmp_path: Path) -> None:
    def descriptors() -> int:
        return len(os.listdir("/proc/self/fd"))

    for number in range(3):
        journal = Journal(tmp_path / "keys")
        before = descriptors()
        journal.done(journal.key_for("a", {"n": number}))
        journal.release(journal.key_for("b", {}))
        with pytest.raises(KeyboardInterrupt), journal.entry("c", {}):
            raise KeyboardInterrupt
        assert descriptors() == before
        assert not list(tmp_path.glob("*.alive"))
    journal = Journal(tmp_path / "keys")
    journal.key_for("d", {})
    assert descriptors() == before + 1
    del journal
    assert descriptors() == before


@pytest.mark.parametrize("content", [None, b"", b"short", b"x" * 33])
def test_a_lost_secret_is_an_error_while_calls_are_open(tmp_path: Path, content: bytes | None) -> None:
    path, secret = tmp_path / "keys", tmp_path / "keys.secret"
    journal = Journal(path)
    key = journal.key_for("a", {})
    journal.release(key)
    kept = secret.read_bytes()
    secret.unlink()
    if content is not None:
        secret.write_bytes(content)
    for name in ("a", "b"):
        with pytest.raises(JournalError, match=r"keys.secret is missing or damaged.*nothing was sent"):
            Journal(path).key_for(name, {})
    secret.write_bytes(kept)
    assert Journal(path).key_for("a", {}) == key
    journal.done(key)
    secret.unlink()
    assert Journal(path).key_for("a", {}) != key


@pytest.mark.parametrize(
    "line",
    [
        b"garbage",
        b"{}",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"done": 5}',
        b'{"hash":"h","key":"k","at":1.0,"owner":""}',
        b'{"hash":"h","scope":"","account":"","key":"k","at":NaN,"owner":""}',
        b'{"hash":"h","scope":"","account":"","key":7,"at":1.0,"owner":""}',
    ],
)
def test_a_garbled_line_is_an_error(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "keys"
    journal = Journal(path)
    journal.done(journal.key_for("a", {}))
    key = journal.key_for("a", {})
    raw = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([raw[0], line, *raw[1:]]))
    with pytest.raises(JournalError, match=r"line 2 of the journal .*keys cannot be read.*nothing was sent"):
        Journal(path).key_for("b", {})
    journal.release(key)
    journal.done(key)


def test_a_full_disk_leaves_no_piece_of_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "keys"
    journal = Journal(path)
    kept = journal.key_for("a", {})
    before = path.read_bytes()
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:30]))
    with pytest.raises(JournalError, match="disk is full"):
        journal.key_for("b", {})
    monkeypatch.undo()
    assert path.read_bytes() == before
    journal.release(kept)
    assert journal.key_for("a", {}) == kept


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
    journal = Journal(tmp_path / "keys")
    before = journal.key_for("a", {})
    assert "JournalError: an equal call" in in_child(lambda: journal.key_for("a", {}))
    assert "forked" in in_child(lambda: journal.key_for("a", {}))
    assert in_child(lambda: journal.key_for("other", {})) != before
    # One who says that it is another order gets another key.
    assert in_child(lambda: Journal(tmp_path / "keys").key_for("a", {})) != before
    journal.release(before)
    assert in_child(lambda: journal.key_for("a", {})) == before
    assert journal.key_for("a", {}) == before


def test_a_child_that_outlives_its_parent_does_not_keep_its_entries(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    reading, writing = os.pipe()
    waiting, ending = os.pipe()
    parent = os.fork()
    if parent == 0:
        os.close(ending)
        journal = Journal(path)
        key = journal.key_for("a", {})
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
        assert Journal(path).key_for("a", {}) == key
    finally:
        os.close(ending)


def test_a_fork_while_another_thread_is_in_the_journal_hangs_nobody(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "keys")
    inside, go_on = threading.Event(), threading.Event()
    real = journal._append

    def slow(value: Any) -> None:
        inside.set()
        assert go_on.wait(60)
        real(value)

    journal._append = slow
    thread = threading.Thread(target=lambda: journal.key_for("a", {}))
    thread.start()
    inside.wait(60)
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.read(reading, 1)
        journal._append = real
        os._exit(0 if journal.key_for("b", {}) else 1)
    go_on.set()
    thread.join()
    # The child has copies of the parent's files; the parent's lock ends all the same.
    journal._append = real
    answered: list[str] = []
    second = threading.Thread(
        target=lambda: answered.append(Journal(tmp_path / "keys").key_for("c", {})), daemon=True
    )
    second.start()
    second.join(60)
    assert answered
    os.write(writing, b".")
    assert os.waitpid(pid, 0)[1] == 0


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
