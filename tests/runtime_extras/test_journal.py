"""The journal of idempotency keys, with processes that are killed."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field
from runtime import journal as module
from runtime.errors import APIError, ArgumentError, ClientomeError, TransportError
from runtime.journal import Journal, fingerprint, is_final, journalled

from tests.runtime_extras.flows import run

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
    assert len({line["hash"] for line in lines}) == len(calls)


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
    assert set(line) == {"hash", "key", "at", "owner"}
    # Another journal has another secret, so equal arguments cannot be recognised.
    other = Journal(tmp_path / "other")
    other.key_for("createOrder", ORDER)
    assert json.loads((tmp_path / "other").read_text())["hash"] != line["hash"]


def test_entries_expire(tmp_path: Path) -> None:
    now = [1000.0]
    journal = Journal(tmp_path / "keys", max_age=60, wall_clock=lambda: now[0])
    first = journal.key_for("a", {})
    journal.release(first)
    now[0] = 1060.0
    assert journal.key_for("a", {}) == first
    journal.release(first)
    now[0] = 1060.1
    second = journal.key_for("a", {})
    assert second != first
    journal.release(second)
    now[0] = -1e9  # The clock was set back: nothing expires too early.
    assert journal.key_for("a", {}) in (first, second)


CHILD = """
import sys
sys.path.insert(0, sys.argv[2])
from runtime.journal import Journal
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
    assert len(list(tmp_path.glob("*.alive"))) == 2
    journal.close()
    Journal(path).key_for("createOrder", {"kit": "wgs"})
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
    assert Journal(path).key_for("createOrder", {"kit": "wgs"}) != first
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


@pytest.mark.parametrize("early", [True, False])
def test_a_fork_does_not_take_the_entries_of_its_parent(tmp_path: Path, early: bool) -> None:
    journal = Journal(tmp_path / "keys")
    journal.key_for("other", {})
    first = journal.key_for("a", {}) if early else ""
    going, answer = os.pipe(), os.pipe()
    pid = os.fork()
    if pid == 0:
        os.read(going[0], 1)
        os.write(answer[1], journal.key_for("a", {}).encode())
        os._exit(0)
    first = first or journal.key_for("a", {})
    os.write(going[1], b".")
    os.waitpid(pid, 0)
    assert os.read(answer[0], 100).decode() != first
    for descriptor in (*going, *answer):
        os.close(descriptor)


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
        held.append("done" if "done" in value else "key")
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


def api_error(status: int) -> APIError:
    return APIError("refused", status=status)


@pytest.mark.parametrize(
    ("error", "final"),
    [
        (api_error(422), True),
        (api_error(409), True),
        (api_error(402), True),
        (api_error(408), False),
        (api_error(429), False),
        (api_error(500), False),
        (TransportError("cut"), False),
        (KeyboardInterrupt(), False),
    ],
)
def test_how_a_call_ends_decides_on_its_key(tmp_path: Path, error: BaseException, final: bool) -> None:
    assert is_final(error) is final
    journal = Journal(tmp_path / "keys")
    with pytest.raises(type(error)), journal.entry("a", ORDER) as key:
        raise error
    with journal.entry("a", ORDER) as again:
        assert (again == key) is not final
    with journal.entry("a", ORDER) as new:
        assert new not in (key, again)

    def fail(key: str) -> Any:
        keys.append(key)
        raise error
        yield

    def succeed(key: str) -> Any:
        keys.append(key)
        return "done"
        yield

    keys: list[str] = []
    with pytest.raises(type(error)):
        run(journalled(journal, "b", ORDER, "", fail))
    assert run(journalled(journal, "b", ORDER, "", succeed)) == "done"
    assert run(journalled(journal, "b", ORDER, "", succeed)) == "done"
    assert (keys[0] == keys[1]) is not final
    assert keys[2] not in keys[:2]


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
