"""Many files into one folder: in parallel, verified, bounded, and safe from the manifest's paths."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.client import AsyncClient
from clientome._runtime.download import batch as many
from clientome._runtime.files.atomic import SaveError, TargetExists
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
from tests.support.http import Peer, Request
from tests.support.things import API

pytestmark = pytest.mark.usefixtures("no_pauses")

Row = tuple[dict[str, object], str, int | None, str | None]


FILES = {f"f{number}": content(30_000 + number, number) for number in range(20)}


def row(name: str, path: str | None = None, *, size: bool = True, digest: bool = True) -> Row:
    """A row of the manifest."""
    data = FILES[name]
    where = path or f"out/{name[1:]}/{name}.bin"
    return {"name": name}, where, len(data) if size else None, sha256(data) if digest else None


def test_many_files_arrive_and_a_second_call_asks_for_nothing(tmp_path: Path, stored: Stored) -> None:
    storage, both = stored(**FILES)
    storage.faults = [cut_at(10_000)] * 3
    rows = [row(name) for name in FILES]
    total = sum(map(len, FILES.values()))
    told: list[tuple[int, int | None]] = []
    paths = both.save_many(rows, tmp_path, on_progress=lambda *args: told.append(args))
    asked = len(storage.requests)
    (tmp_path / "out/3/f3.bin").unlink()
    again: list[tuple[int, int | None]] = []
    assert both.save_many(iter(rows), tmp_path, on_progress=lambda *args: again.append(args)) == paths
    assert paths == [tmp_path / where for _arguments, where, _size, _digest in rows]
    assert [path.read_bytes() for path in paths] == list(FILES.values())
    assert asked == len(FILES) + 3
    assert len(storage.requests) == asked + 1
    assert told[-1] == (total, total)
    assert again[-1] == (total, None)
    assert sorted(os.listdir(tmp_path / "out/3")) == ["f3.bin"]


def test_no_more_run_at_once_than_allowed(tmp_path: Path, stored: Stored) -> None:
    running = most = 0
    lock = threading.Lock()
    three = threading.Barrier(3)

    def count(storage: Storage, peer: Peer, request: Request) -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        # Nobody is answered before three are there, so they do run in parallel.
        three.wait(20)
        with lock:
            running -= 1
        storage.answer(peer, request)

    storage, both = stored(**FILES)
    storage.faults = [count] * 18
    both.save_many([row(name) for name in list(FILES)[:18]], tmp_path, parallel=3)
    assert most == 3


def test_rows_are_taken_when_there_is_room(tmp_path: Path, stored: Stored) -> None:
    taken = 0
    ahead: list[int] = []
    done = 0

    def rows() -> Iterator[Row]:
        nonlocal taken
        for name in FILES:
            taken += 1
            ahead.append(taken - done)
            yield row(name)

    def count(storage: Storage, peer: Peer, request: Request) -> None:
        nonlocal done
        storage.answer(peer, request)
        done += 1

    storage, both = stored(**FILES)
    storage.faults = [count] * 20
    both.save_many(rows(), tmp_path, parallel=2)
    assert taken == 20
    assert max(ahead) <= 6


def test_the_first_failure_stops_the_rest_and_tells_how_many_are_complete(
    tmp_path: Path, stored: Stored
) -> None:
    storage, both = stored(**FILES)
    bad = ({"name": "f5"}, "bad", len(FILES["f5"]), "0" * 64)
    rows = [row("f0"), row("f1"), row("f2"), bad, *[row(name) for name in list(FILES)[6:]]]
    with pytest.raises(errors.IntegrityError, match="digest") as raised:
        both.save_many(rows, tmp_path, parallel=1)
    assert raised.value.__notes__ == ["3 files of this list are complete and stay; call again for the rest"]
    assert len(storage.requests) == 4
    assert not (tmp_path / "bad").exists()
    rows[3] = row("f5", "bad")
    both.save_many(rows, tmp_path, parallel=1)
    assert len(storage.requests) == 4 + len(rows) - 3
    assert not list(tmp_path.rglob("*.part*"))


def test_those_that_run_are_stopped_too(tmp_path: Path, mode: str) -> None:
    large = content(9_000_000)
    storage = Storage(big=large, other=b"12345")
    begun = threading.Event()
    refused = threading.Event()

    def fault(storage: Storage, peer: Peer, request: Request) -> None:
        if request.path.endswith("other"):
            begun.wait(20)
            peer.reply(b"{}", "404 Not Found")
            refused.set()
            return
        storage.begin(peer, request, 2_000_000)
        begun.set()
        refused.wait(20)
        # Slowly, so that there is time to stop before the end.
        for position in range(2_000_000, len(large), 100_000):
            peer.send(large[position : position + 100_000])
            peer.server.done.wait(0.05)

    storage.faults = [fault, fault]
    rows = [({"name": "big"}, "big", len(large), None), ({"name": "other"}, "other", 5, None)]
    with serving(storage) as server, pytest.raises(errors.NotFoundError) as raised:
        Both(mode, server.url).save_many(rows, tmp_path, parallel=2)
    assert raised.value.__notes__[0].startswith("0 files")
    assert not (tmp_path / "big").exists()


def wait_for(storage: Storage, requests: int) -> None:
    """Until so many requests have come."""
    pause = threading.Event()
    while len(storage.requests) < requests:
        pause.wait(0.01)


def test_an_interrupt_stops_all(tmp_path: Path) -> None:
    storage = Storage(**FILES)

    def rows() -> Iterator[Row]:
        yield row("f0")
        raise KeyboardInterrupt

    with serving(storage) as server, pytest.raises(KeyboardInterrupt):
        Both("sync", server.url).save_many(rows(), tmp_path)


def test_cancelling_cancels_all(tmp_path: Path) -> None:
    storage = Storage(**FILES)
    storage.faults = [stall_at(20_000)] * 2

    async def main(url: str) -> None:
        async with AsyncClient(API, {"api_key": "k"}, base_url=f"{url}/v1") as client:
            task = asyncio.create_task(
                AsyncFiles(client).save_many([row(name) for name in FILES], tmp_path, parallel=2)
            )
            await asyncio.to_thread(wait_for, storage, 2)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert len(storage.requests) == 2
            await AsyncFiles(client).save_many([row(name) for name in FILES], tmp_path)

    with serving(storage) as server:
        asyncio.run(main(server.url))


def test_without_digest_the_size_decides(tmp_path: Path, stored: Stored) -> None:
    storage, both = stored(**FILES)
    rows = [row("f0", digest=False), row("f1", digest=False)]
    both.save_many(rows, tmp_path)
    both.save_many(rows, tmp_path)
    assert len(storage.requests) == 2
    (tmp_path / rows[0][1]).write_bytes(b"shorter")
    with pytest.raises(TargetExists):
        both.save_many(rows, tmp_path)
    assert (tmp_path / rows[0][1]).read_bytes() == b"shorter"
    both.save_many(rows, tmp_path, overwrite=True)
    assert (tmp_path / rows[0][1]).read_bytes() == FILES["f0"]


def test_without_size_the_server_is_asked(tmp_path: Path, stored: Stored) -> None:
    storage, both = stored(**FILES)
    rows = [row("f0", size=False, digest=False)]
    (path,) = both.save_many(rows, tmp_path)
    before = path.stat().st_ino
    assert both.save_many(rows, tmp_path) == [path]
    assert path.stat().st_ino == before
    assert len(storage.requests) == 2
    path.write_bytes(b"shorter")
    with pytest.raises(TargetExists):
        both.save_many(rows, tmp_path)
    assert path.read_bytes() == b"shorter"
    both.save_many(rows, tmp_path, overwrite=True)
    assert path.read_bytes() == FILES["f0"]


def test_a_wrong_file_is_replaced_only_on_request(tmp_path: Path, stored: Stored) -> None:
    storage, both = stored(**FILES)
    (tmp_path / "x").write_bytes(b"z" * len(FILES["f0"]))
    with pytest.raises(TargetExists):
        both.save_many([row("f0", "x")], tmp_path)
    assert storage.requests == []
    both.save_many([row("f0", "x")], tmp_path, overwrite=True)
    both.save_many([row("f0", "x")], tmp_path, overwrite=True)
    assert len(storage.requests) == 1
    assert (tmp_path / "x").read_bytes() == FILES["f0"]


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x", "", "a\\..\\x", "a/\x00"])
def test_paths_that_lead_out_are_refused(tmp_path: Path, stored: Stored, path: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    storage, both = stored(**FILES)
    with pytest.raises(errors.ArgumentError):
        both.save_many([(*row("f0")[:1], path, *row("f0")[2:])], folder)
    assert names(tmp_path) == ["in"]
    assert names(folder) == []
    assert storage.requests == []


def test_symbolic_links_do_not_lead_out(tmp_path: Path, stored: Stored) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (inside / "sub").symlink_to(outside)
    (inside / "file").symlink_to(outside / "new")
    (inside / "plain").write_bytes(b"")
    _storage, both = stored(**FILES)
    for path in ("sub/x", "sub/deeper/x", "plain/x"):
        with pytest.raises(SaveError, match="symbolic link or a file"):
            both.save_many([row("f0", path)], inside)
    for rows in ([row("f0", "file")], [row("f0", "file", size=False, digest=False)]):
        with pytest.raises(TargetExists):
            both.save_many(rows, inside)
    both.save_many([row("f0", "file")], inside, overwrite=True)
    assert names(outside) == []
    assert not (inside / "file").is_symlink()


def test_names_that_would_meet_are_refused(tmp_path: Path, stored: Stored) -> None:
    _storage, both = stored(**FILES)
    for one, two in (("x", "x"), ("x", "./x"), ("x", "x.part"), ("x.part.json", "x")):
        with pytest.raises(errors.ArgumentError, match="same"):
            both.save_many([row("f0", one), row("f1", two)], tmp_path, overwrite=True)


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("known", [{}, {"size": False, "digest": False}])
def test_the_name_of_an_entry_is_its_file_whatever_lies_there(
    tmp_path: Path, stored: Stored, overwrite: bool, known: dict[str, bool]
) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (inside / "folder").mkdir()
    (inside / "link").symlink_to(outside)
    (inside / "loop").symlink_to("loop")
    same = outside / "same"
    same.write_bytes(bytes(len(FILES["f0"])))
    (inside / "alike").symlink_to(same)
    storage, both = stored(**FILES)
    storage.headers = ["Content-Disposition: attachment; filename=chosen.txt"]
    for name in ("folder", "link"):
        with pytest.raises(SaveError):
            both.save_many([row("f0", name, **known)], inside, overwrite=overwrite)
    for name in ("loop", "alike"):
        if overwrite:
            # The link goes, what it leads to stays.
            assert both.save_many([row("f0", name, **known)], inside, overwrite=True) == [inside / name]
            assert not (inside / name).is_symlink()
        else:
            with pytest.raises(TargetExists):
                both.save_many([row("f0", name, **known)], inside)
            assert (inside / name).is_symlink()
    assert names(outside) == ["same"]
    assert names(inside / "folder") == []
    assert names(inside) == ["alike", "folder", "link", "loop"]
    assert same.read_bytes() == bytes(len(FILES["f0"]))


NEARLY = [("a.txt", "A.txt"), ("d/x", "D/x"), ("ä", "a\u0308"), ("straße", "STRASSE"), ("x.PART", "X")]


@pytest.mark.parametrize(("one", "two"), NEARLY)
def test_names_that_some_file_systems_take_for_one(
    tmp_path: Path, stored: Stored, one: str, two: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row("f0", one), row("f1", two), row("f2", "other")]
    _storage, both = stored(**FILES)
    if not many.are_one(tmp_path, one, two):
        assert len(both.save_many(rows, tmp_path)) == 3
        assert (tmp_path / one).read_bytes() == FILES["f0"]
        # Two that are the same are seen beside one that is nearly so.
        with pytest.raises(errors.ArgumentError, match="same"):
            both.save_many([*rows[:2], row("f3", two)], tmp_path, overwrite=True)
    asked: list[tuple[Path, str, str]] = []

    def folds(folder: Path, one: str, other: str) -> bool:
        asked.append((folder, one, other))
        return True

    monkeypatch.setattr(many, "are_one", folds)
    with pytest.raises(errors.ArgumentError, match="same on this file system"):
        both.save_many(rows, tmp_path, overwrite=True)
    assert {folder for folder, _one, _other in asked} == {tmp_path}


def test_whether_two_names_are_one_is_tried_out(tmp_path: Path) -> None:
    assert many.are_one(tmp_path, "d/a", "d/a")
    assert not many.are_one(tmp_path, "d/a", "d/b")
    assert many.are_one(tmp_path / "missing", "a", "b")
    assert names(tmp_path) == []


@pytest.mark.parametrize("parallel", ["4", 2.5, None, True, -1, 10**9])
def test_parallel_is_a_number_that_can_be(tmp_path: Path, mode: str, parallel: Any) -> None:
    with pytest.raises(errors.ArgumentError, match="parallel"):
        Both(mode, "http://127.0.0.1:1").save_many([], tmp_path, parallel=parallel)


@pytest.mark.parametrize("size", ["5", 2.5, -1, True])
def test_sizes_of_rows_are_numbers(tmp_path: Path, mode: str, size: Any) -> None:
    with pytest.raises(errors.ArgumentError, match="size"):
        Both(mode, "http://127.0.0.1:1").save_many([({"name": "f0"}, "a", size, None)], tmp_path)


def test_the_deadline_is_one_for_all(tmp_path: Path, stored: Stored) -> None:
    storage, both = stored(**FILES)
    storage.faults = [stall_at(100)] * 3
    with pytest.raises(errors.TimeoutError):
        both.save_many(
            [row(name) for name in FILES], tmp_path, parallel=1, options=RequestOptions(deadline=0.3)
        )
    assert len(storage.requests) == 1


def test_nothing_to_do_and_nonsense(tmp_path: Path, mode: str) -> None:
    both = Both(mode, "http://127.0.0.1:1")
    assert both.save_many([], tmp_path) == []
    with pytest.raises(errors.ArgumentError) as raised:
        both.save_many([], tmp_path, parallel=0)
    assert raised.value.argument == "parallel"
    with pytest.raises(SaveError, match="not a folder"):
        both.save_many([row("f0")], tmp_path / "missing")
