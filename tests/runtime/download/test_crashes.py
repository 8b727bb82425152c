"""Downloads that end violently, meet other writers, foreign files, full disks; and what asyncio must not do."""

from __future__ import annotations

import asyncio
import errno
import os
import pickle
import runpy
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.client import AsyncClient
from clientome._runtime.files import atomic as targets
from clientome._runtime.files import integrity as digests
from clientome._runtime.files import locks, partial
from clientome._runtime.files.atomic import AtomicFile, SaveError, TargetExists
from clientome._runtime.files.integrity import Verifier
from clientome._runtime.files.partial import PartialFile, ResumeInfo
from tests.support.downloads import (
    AsyncFiles,
    Both,
    Storage,
    Stored,
    content,
    cut_at,
    names,
    serving,
    sha256,
    stall_at,
)
from tests.support.things import API

pytestmark = pytest.mark.usefixtures("no_pauses")

DATA = content(9_000_001, 1)
ONCE = RequestOptions(retries=0)
ROOT = Path(__file__).parents[3]

CHILD = """
import resource, signal, sys
sys.path.insert(0, {root!r})
from tests.support.downloads import Both
if {limit}:
    resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
try:
    Both({mode!r}, {url!r}).save(
        {target!r}, sha256={digest!r}, on_progress=lambda done, total: print(done, flush=True)
    )
except Exception as error:
    print(type(error).__name__, error.errno, error)
"""


def child(mode: str, url: str, target: Path, *, limit: int = 0) -> subprocess.Popen[str]:
    """The same download in a process of its own."""
    script = CHILD.format(
        root=str(ROOT),
        mode=mode,
        url=url,
        target=str(target),
        digest=sha256(DATA),
        limit=limit,
    )
    return subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)


def test_of_nothing_nothing_is_kept(tmp_path: Path, stored: Stored) -> None:
    storage, both = stored(a__bin=DATA)
    storage.faults = [cut_at(0)]
    with pytest.raises(errors.IntegrityError):
        both.save(tmp_path / "a.bin", options=ONCE)
    assert names(tmp_path) == []


def test_the_content_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.bin"
    synced: list[tuple[bool, int]] = []
    fsync = os.fsync

    def watch(descriptor: int) -> None:
        synced.append((target.exists(), os.fstat(descriptor).st_size))
        fsync(descriptor)

    monkeypatch.setattr(targets.os, "fsync", watch)
    _storage, both = stored(a__bin=DATA)
    both.save(target)
    # The content under its other name, then the folder with the new name.
    assert synced[0] == (False, len(DATA))
    assert synced[1][0]
    assert len(synced) == 2


def test_killed_when_all_had_arrived(tmp_path: Path, stored: Stored) -> None:
    storage, both = stored(a__bin=DATA)
    storage.faults = [cut_at(len(DATA) - 1)]
    with pytest.raises(errors.IntegrityError):
        both.save(tmp_path / "a.bin", options=ONCE)
    with open(tmp_path / "a.bin.part", "ab") as file:
        file.write(DATA[-1:])
    assert both.save(tmp_path / "a.bin", sha256=sha256(DATA)).read_bytes() == DATA
    assert storage.ranges_asked[-1] == f"bytes={len(DATA)}-"


def test_a_part_longer_than_the_content_starts_afresh(tmp_path: Path, stored: Stored) -> None:
    storage, both = stored(a__bin=DATA)
    storage.faults = [cut_at(100)]
    with pytest.raises(errors.IntegrityError):
        both.save(tmp_path / "a.bin", options=ONCE)
    with open(tmp_path / "a.bin.part", "ab") as file:
        file.write(DATA)
    assert both.save(tmp_path / "a.bin").read_bytes() == DATA
    assert storage.ranges_asked == [None, f"bytes={len(DATA) + 100}-", None]


def test_killed_between_naming_and_cleaning_up(tmp_path: Path) -> None:
    target = tmp_path / "a.bin"
    target.write_bytes(DATA)
    os.link(target, tmp_path / "a.bin.part")
    (tmp_path / "a.bin.part.json").write_text('{"format": "clientome-part-1", "identity": "x"}')
    storage = Storage(a__bin=content(50))
    with serving(storage) as server:
        with pytest.raises(TargetExists):
            Both("sync", server.url).save(target)
        assert names(tmp_path) == ["a.bin"]
        os.link(target, tmp_path / "b")
        os.link(target, tmp_path / "b.part")
        (tmp_path / "b.part.json").write_text('{"format": "clientome-part-1", "identity": "x"}')
        assert Both("sync", server.url).save(tmp_path / "b", overwrite=True).read_bytes() == content(50)
    # The other name of what was being replaced must not change.
    assert target.read_bytes() == DATA


def test_a_file_size_limit_of_the_system_ends_clearly(tmp_path: Path, mode: str, stored: Stored) -> None:
    target = tmp_path / "a.bin"
    storage, both = stored(a__bin=DATA)
    process = child(mode, storage.url, target, limit=3_000_000)
    told, _ = process.communicate(timeout=60)
    assert f"SaveError {errno.EFBIG}" in told
    assert (tmp_path / "a.bin.part").read_bytes() == DATA[:3_000_000]
    assert not target.exists()
    assert both.save(target, sha256=sha256(DATA)).read_bytes() == DATA
    assert storage.ranges_asked == [None, "bytes=3000000-"]


def test_a_full_disk_keeps_what_has_arrived(
    tmp_path: Path, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = 5_000_000
    write = os.write

    def full(descriptor: int, data: Any) -> int:
        nonlocal room
        if room == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        count = write(descriptor, memoryview(data)[:room])
        room -= count
        return count

    storage, both = stored(a__bin=DATA)
    with monkeypatch.context() as patched:
        patched.setattr(targets.os, "write", full)
        with pytest.raises(SaveError, match="no space is left") as raised:
            both.save(tmp_path / "a.bin", sha256=sha256(DATA))
    assert raised.value.errno == errno.ENOSPC
    # The information beside the partial file takes its bytes too.
    kept = 5_000_000 - (tmp_path / "a.bin.part.json").stat().st_size
    assert (tmp_path / "a.bin.part").read_bytes() == DATA[:kept]
    assert both.save(tmp_path / "a.bin", sha256=sha256(DATA)).read_bytes() == DATA
    assert len(storage.requests) == 2


def test_too_little_space_is_told_before_the_body(
    tmp_path: Path, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = targets.shutil._ntuple_diskusage(10**9, 10**9 - 5, 5)  # type: ignore[attr-defined] # its own type
    monkeypatch.setattr(targets.shutil, "disk_usage", lambda _path: usage)
    _storage, both = stored(a__bin=DATA)
    for save in (both.save, both.save_stream):
        with pytest.raises(SaveError, match=f"needs {len(DATA)} more bytes, but only 5"):
            save(tmp_path / "a.bin")
    assert names(tmp_path) == []


def test_errors_about_files_can_be_pickled() -> None:
    error = pickle.loads(pickle.dumps(targets.target_exists(Path("a"))))
    assert isinstance(error, TargetExists)
    assert error.errno == errno.EEXIST


def test_two_downloads_of_one_file_do_not_mix(tmp_path: Path, stored: Stored) -> None:
    target = tmp_path / "a.bin"
    storage, both = stored(a__bin=DATA)
    storage.faults = [cut_at(1_000)]
    with pytest.raises(errors.IntegrityError):
        both.save(target, options=ONCE)
    other = PartialFile(target, overwrite=False)
    other.open()
    with pytest.raises(SaveError, match="by somebody else") as raised:
        both.save(target)
    assert raised.value.errno == errno.EBUSY
    other.close()
    assert both.save(target).read_bytes() == DATA


def test_two_downloads_that_start_at_once_do_not_mix(tmp_path: Path) -> None:
    one, two = (PartialFile(tmp_path / "a", overwrite=False) for _ in range(2))
    one.open()
    two.open()
    one.begin(ResumeInfo("x"))
    with pytest.raises(SaveError, match="by somebody else"):
        two.begin(ResumeInfo("y"))
    one.write(b"1")
    two.discard()
    two.close()
    assert one.finish().read_bytes() == b"1"
    assert names(tmp_path) == ["a"]


def test_on_windows_a_partial_file_is_locked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owners: dict[int, int] = {}

    def locking(descriptor: int, mode: int, size: int) -> None:
        assert (mode, size, os.lseek(descriptor, 0, os.SEEK_CUR)) == (2, 1, 0)
        if owners.setdefault(os.fstat(descriptor).st_ino, descriptor) != descriptor:
            raise PermissionError(errno.EACCES, "locked")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2, LK_LOCK=1))
    monkeypatch.setattr(partial, "lock", runpy.run_path(locks.__file__)["lock"])
    one, two = (PartialFile(tmp_path / "a", overwrite=False) for _ in range(2))
    one.open()
    one.begin(ResumeInfo("x"))
    one.write(b"1")
    with pytest.raises(SaveError, match="by somebody else"):
        two.open()
    assert one.finish().read_bytes() == b"1"


BAD_SIZE = '{"format": "clientome-part-1", "identity": "x", "size": "5"}'
BAD_HEADER = '{"format": "clientome-part-1", "identity": "x", "validator": "a\\r\\nX-Evil: 1"}'


@pytest.mark.parametrize(
    "note", [None, "{}", "[]", "\x00", '{"format": "other"}', "[" * 9000, BAD_SIZE, BAD_HEADER]
)
def test_files_of_others_are_not_touched(tmp_path: Path, stored: Stored, note: str | None) -> None:
    part = tmp_path / "a.bin.part"
    part.write_bytes(b"a file of somebody else")
    if note is not None:
        (tmp_path / "a.bin.part.json").write_text(note)
    _storage, both = stored(a__bin=DATA)
    with pytest.raises(SaveError, match="move it away first"):
        both.save(tmp_path / "a.bin")
    assert part.read_bytes() == b"a file of somebody else"


def test_a_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(SaveError):
        AtomicFile(tmp_path / "a", overwrite=True).create()


def test_after_the_end_nothing_is_written(tmp_path: Path) -> None:
    part = PartialFile(tmp_path / "a", overwrite=False)
    part.open()
    part.begin(ResumeInfo("x"))
    part.write(b"1")
    part.close()
    for late in (lambda: part.write(b"2"), part.finish, lambda: part.begin(ResumeInfo("x"))):
        with pytest.raises(SaveError, match="has ended"):
            late()
    part.discard()
    assert (tmp_path / "a.part").read_bytes() == b"1"
    fresh = AtomicFile(tmp_path / "b", overwrite=False)
    fresh.discard()
    with pytest.raises(SaveError, match="has ended"):
        fresh.create()


def test_a_very_long_name_has_a_part_too(tmp_path: Path) -> None:
    storage = Storage(a__bin=DATA)
    storage.faults = [cut_at(1_000)] * 2
    with serving(storage) as server:
        both = Both("sync", server.url)
        for end in "xy":
            with pytest.raises(errors.IntegrityError):
                both.save(tmp_path / ("n" * 250 + end), options=ONCE)
        assert len(names(tmp_path)) == 4
        assert both.save(tmp_path / ("n" * 250 + "x")).read_bytes() == DATA
    assert storage.ranges_asked[-1] == "bytes=1000-"


def test_a_cancelled_download_lets_go_and_is_continued(tmp_path: Path) -> None:
    storage = Storage(a__bin=DATA)
    storage.faults = [stall_at(7_000_000)]
    target = tmp_path / "a.bin"

    async def main(url: str) -> None:
        async with AsyncClient(API, {"api_key": "k"}, base_url=f"{url}/v1") as client:
            files = AsyncFiles(client)
            started = asyncio.Event()
            task = asyncio.create_task(
                files.save(
                    target, on_progress=lambda done, total: started.set() if done > 2_000_000 else None
                )
            )
            await started.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert not target.exists()
            part = (tmp_path / "a.bin.part").read_bytes()
            assert part == DATA[: len(part)]
            assert len(part) > 2_000_000
            await files.save(target, sha256=sha256(DATA))

    with serving(storage) as server:
        asyncio.run(main(server.url))
    assert target.read_bytes() == DATA


def test_under_asyncio_no_file_and_no_hash_is_the_loops_business(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: dict[str, set[int]] = {}

    def watch(owner: Any, name: str) -> None:
        original = getattr(owner, name)

        def watched(*args: Any, **settings: Any) -> Any:
            threads.setdefault(name, set()).add(threading.get_ident())
            return original(*args, **settings)

        monkeypatch.setattr(owner, name, watched)

    for method in ("write", "finish", "close", "discard", "refuse_existing"):
        watch(AtomicFile, method)
    for method in ("open", "begin", "hash_into", "close"):
        watch(PartialFile, method)
    watch(Verifier, "update")
    watch(Verifier, "check")
    watch(digests.hashlib, "new")
    storage = Storage(a__bin=DATA)
    storage.faults = [cut_at(1_000_000), cut_at(5_000_000)]
    with serving(storage) as server:
        both = Both("async", server.url)
        with pytest.raises(errors.IntegrityError):
            both.save(tmp_path / "a.bin", options=ONCE)
        both.save(tmp_path / "a.bin", sha256=sha256(DATA))
        both.save_stream(tmp_path / "b.bin", sha256=sha256(DATA))
    blocking = {name for name, where in threads.items() if threading.get_ident() in where}
    # Making an empty hash object costs nothing.
    assert blocking <= {"new"}
    assert {"write", "finish", "open", "begin", "hash_into", "update", "close"} <= threads.keys()
