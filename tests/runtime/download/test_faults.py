"""Faults that a lab meets: servers without ranges, full disks, killed and competing processes, jumping clocks."""

from __future__ import annotations

import asyncio
import errno
import os
import random
import signal
import threading
import time
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.options import RequestOptions, Timeout
from clientome._runtime.client import AsyncClient, Client
from clientome._runtime.download import copy
from clientome._runtime.files import atomic as targets
from clientome._runtime.files.atomic import SaveError
from clientome._runtime.flow.drivers import AsyncDriver, SyncDriver
from tests.runtime.download.test_crashes import child
from tests.support.downloads import (
    AsyncFiles,
    Both,
    Files,
    Storage,
    Stored,
    content,
    cut_at,
    names,
    serving,
    sha256,
    stall_at,
    status,
)
from tests.support.http import Fault, Peer, Request
from tests.support.things import API, login_api

pytestmark = pytest.mark.usefixtures("no_pauses")

SMALL = content(100_000)
# Large enough for the way past HTTP.
LARGE = content(9_000_001, 1)
ONCE = RequestOptions(retries=0)


@pytest.mark.parametrize("ranges", [True, False], ids=["ranges", "no-ranges"])
@pytest.mark.parametrize("data", [SMALL, LARGE], ids=["small", "large"])
def test_everything_that_can_happen_happens_to_one_download(
    tmp_path: Path, stored: Stored, data: bytes, ranges: bool
) -> None:
    step = len(data) // 10
    storage, both = stored(a__bin=data)
    storage.ranges = ranges
    storage.faults = [
        status("503 Service Unavailable", "Retry-After: 0"),
        cut_at(step),
        status("429 Too Many Requests", "Retry-After: 0"),
        cut_at(2 * step, reset=True),
        stall_at(3 * step),
        status("500 Oops"),
        cut_at(4 * step),
    ]
    limits = Timeout(read=0.5)
    path = both.but(timeout=limits).save(tmp_path / "a.bin", sha256=sha256(data))
    assert path.read_bytes() == data
    assert storage.faults == []
    assert names(tmp_path) == ["a.bin"]


def slowly(pieces: int, pause: float) -> Fault:
    """Send in pieces with pauses."""

    def fault(storage: Storage, peer: Peer, request: Request) -> None:
        data = storage.files[request.path][storage.start_of(request) :]
        storage.begin(peer, request, 0)
        size = len(data) // pieces + 1
        for number in range(pieces):
            peer.send(data[number * size : (number + 1) * size])
            time.sleep(pause)

    return fault


def test_slow_is_not_silent(tmp_path: Path, stored: Stored) -> None:
    storage, both = stored(a__bin=LARGE)
    storage.faults = [slowly(20, 0.06)]
    told: list[int] = []
    both = both.but(timeout=Timeout(read=0.8), retries=0)
    path = both.save(tmp_path / "a.bin", on_progress=lambda done, _total: told.append(done))
    assert path.read_bytes() == LARGE
    # The caller hears of it while it comes.
    assert len(set(told)) > 2


def test_many_slow_downloads_at_once_hold_no_threads(tmp_path: Path) -> None:
    storage = Storage(a__bin=LARGE)
    count = 3 * (os.cpu_count() or 1) + 12
    storage.faults = [stall_at(5_000_000)] * count

    async def main(url: str) -> None:
        async with AsyncClient(API, {"api_key": "k"}, base_url=f"{url}/v1") as client:
            files = AsyncFiles(client)
            arrived = [asyncio.Event() for _ in range(count)]

            def watch(number: int) -> Any:
                return lambda done, _total: arrived[number].set() if done >= 5_000_000 else None

            tasks = [
                asyncio.create_task(files.save(tmp_path / str(number), on_progress=watch(number)))
                for number in range(count)
            ]
            await asyncio.gather(*(event.wait() for event in arrived))
            # All of them wait for the server now; others get threads.
            assert await asyncio.wait_for(asyncio.to_thread(lambda: 5), 10) == 5
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            assert all(isinstance(one, asyncio.CancelledError) for one in ended)

    with serving(storage) as server:
        asyncio.run(asyncio.wait_for(main(server.url), 60))
    for number in range(count):
        assert (tmp_path / f"{number}.part").read_bytes() == LARGE[:5_000_000]


def arrival(path: Path, size: int) -> None:
    """Wait until so much of a file has been written."""
    limit = time.monotonic() + 20
    while time.monotonic() < limit and not (path.exists() and path.stat().st_size >= size):
        time.sleep(0.005)


def test_killed_again_and_again(tmp_path: Path, mode: str, stored: Stored) -> None:
    target = tmp_path / "a.bin"
    storage, both = stored(a__bin=LARGE)
    places = [3_000_000, 7_000_000]
    storage.faults = [stall_at(place) for place in places]
    for place in places:
        with child(mode, storage.url, target) as process:
            assert process.stdout is not None
            done = 0
            while done < place - 1_000_000:
                done = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
        assert not target.exists()
        part = (tmp_path / "a.bin.part").read_bytes()
        assert part == LARGE[: len(part)]
        assert len(part) >= place - 1_000_000
    assert both.save(target, sha256=sha256(LARGE)).read_bytes() == LARGE
    starts = [int((asked or "bytes=0-")[6:-1]) for asked in storage.ranges_asked]
    assert starts == sorted(set(starts))
    assert len(starts) == 3
    assert names(tmp_path) == ["a.bin"]


def test_killed_at_any_moment(tmp_path: Path, mode: str, stored: Stored) -> None:
    storage, both = stored(a__bin=LARGE)
    chance = random.Random(1)
    for number in range(2):
        target = tmp_path / f"{number}.bin"
        with child(mode, storage.url, target) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.random() * 0.05)
            process.kill()
        if target.exists():
            assert target.read_bytes() == LARGE
            target.unlink()
        assert both.save(target, sha256=sha256(LARGE)).read_bytes() == LARGE
    assert names(tmp_path) == ["0.bin", "1.bin"]


def test_two_processes_with_one_target(tmp_path: Path, mode: str, stored: Stored) -> None:
    target = tmp_path / "a.bin"
    storage, _both = stored(a__bin=LARGE)
    storage.faults = [slowly(10, 0.15)] * 2
    processes = [child(mode, storage.url, target) for _ in range(3)]
    said = [process.communicate(timeout=60)[0].strip().splitlines()[-1] for process in processes]
    assert target.read_bytes() == LARGE
    assert names(tmp_path) == ["a.bin"]
    won = [line for line in said if line == str(len(LARGE))]
    lost = [line for line in said if line.startswith((f"SaveError {errno.EBUSY}", "TargetExists"))]
    assert len(won) == 1
    assert len(lost) == 2


def test_many_tasks_and_threads_with_one_target(tmp_path: Path) -> None:
    storage = Storage(a__bin=LARGE)
    target = tmp_path / "a.bin"

    async def main(url: str) -> list[Any]:
        async with AsyncClient(API, {"api_key": "k"}, base_url=f"{url}/v1") as client:
            saves = [AsyncFiles(client).save(target, sha256=sha256(LARGE)) for _ in range(8)]
            return await asyncio.gather(*saves, return_exceptions=True)

    with serving(storage) as server:
        ended = asyncio.run(main(server.url))
    assert target.read_bytes() == LARGE
    assert [one for one in ended if one == target] == [target]
    assert sum(isinstance(one, SaveError) for one in ended) == 7
    assert names(tmp_path) == ["a.bin"]


@pytest.mark.parametrize("jump", [-3e7, 3e7], ids=["back", "forward"])
def test_a_clock_that_jumps_does_no_harm(tmp_path: Path, mode: str, jump: float) -> None:
    storage = Storage(a__bin=LARGE)
    asked = 0

    def wall() -> float:
        nonlocal asked
        asked += 1
        return time.time() + jump * asked

    soon = f"Retry-After: {formatdate(time.time() + 1, usegmt=True)}"
    storage.faults = [cut_at(2_000_000), status("503 Busy", soon), cut_at(5_000_000)]
    with serving(storage) as server:

        def sync(client: Client) -> Path:
            client._driver = SyncDriver(client._connected().transport, wall_clock=wall)
            return Files(client).save(tmp_path / "a.bin", sha256=sha256(LARGE))

        async def later(client: AsyncClient) -> Path:
            transport = client._connected(asyncio.get_running_loop()).transport
            client._driver = AsyncDriver(transport, wall_clock=wall)
            return await AsyncFiles(client).save(tmp_path / "a.bin", sha256=sha256(LARGE))

        both = Both(mode, server.url)
        if jump > 0:
            assert both.call(sync, later).read_bytes() == LARGE
        else:
            # By this clock the server asks for a year: told, not slept.
            with pytest.raises(errors.ServiceUnavailableError) as raised:
                both.call(sync, later)
            assert (raised.value.retry_after or 0) > 1e7
            assert (tmp_path / "a.bin.part").read_bytes() == LARGE[:2_000_000]
            assert both.save(tmp_path / "a.bin", sha256=sha256(LARGE)).read_bytes() == LARGE
    assert asked == 1
    assert names(tmp_path) == ["a.bin"]


def test_a_token_that_expires_on_the_way(tmp_path: Path, stored: Stored) -> None:
    storage, both = stored(a__bin=SMALL)
    tokens = iter("abc")
    storage.answers["/v1/login"] = lambda _path: {"access": next(tokens)}
    storage.faults = [cut_at(30_000), status("401 Unauthorized"), cut_at(60_000)]

    def sync(_client: Client) -> Path:
        with Client(api, secrets, base_url=f"{storage.url}/v1") as client:
            return Files(client).save(tmp_path / "a.bin")

    async def later(_client: AsyncClient) -> Path:
        async with AsyncClient(api, secrets, base_url=f"{storage.url}/v1") as client:
            return await AsyncFiles(client).save(tmp_path / "a.bin")

    api, secrets = login_api(), {"email": "a@b.test", "password": "secret"}
    assert both.call(sync, later).read_bytes() == SMALL
    assert [fields["authorization"] for fields in storage.requests] == [f"Bearer {token}" for token in "aabb"]
    assert storage.ranges_asked == [None, "bytes=30000-", "bytes=30000-", "bytes=60000-"]


def test_links_in_the_way_of_a_download(tmp_path: Path, stored: Stored) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    folder = tmp_path / "in"
    folder.mkdir()
    _storage, both = stored(a__bin=SMALL)
    # A note or a part that is a link is neither followed nor believed.
    (folder / "a.bin.part.json").symlink_to(victim)
    with pytest.raises(SaveError, match="move it away"):
        both.save(folder / "a.bin")
    (folder / "a.bin.part.json").unlink()
    (folder / "a.bin.part.json").write_text('{"format": "clientome-part-1", "identity": "x"}')
    (folder / "a.bin.part").symlink_to(victim)
    with pytest.raises(SaveError):
        both.save(folder / "a.bin")
    (folder / "a.bin.part").unlink()
    (folder / "a.bin.part.json").unlink()
    # A link to nowhere is a taken name.
    (folder / "b.bin").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError):
        both.save(folder / "b.bin")
    both.save(folder / "b.bin", overwrite=True)
    # Through a link to a folder people may save on purpose.
    (tmp_path / "alias").symlink_to(folder)
    both.save(tmp_path / "alias" / "c.bin")
    assert victim.read_bytes() == b"precious"
    assert not (tmp_path / "nowhere").exists()
    assert names(folder) == ["b.bin", "c.bin"]
    assert not (folder / "b.bin").is_symlink()


def test_a_target_that_becomes_a_folder_on_the_way(tmp_path: Path, stored: Stored) -> None:
    target = tmp_path / "a.bin"

    def make(storage: Storage, peer: Peer, request: Request) -> None:
        target.mkdir()
        storage.answer(peer, request)

    storage, both = stored(a__bin=SMALL)
    storage.faults = [make]
    with pytest.raises(SaveError):
        both.save(target, overwrite=True)
    assert names(target) == []
    # Nothing is lost: what has arrived is still there.
    assert (tmp_path / "a.bin.part").read_bytes() == SMALL


def test_a_folder_that_vanishes_on_the_way(tmp_path: Path, stored: Stored) -> None:
    import shutil

    folder = tmp_path / "in"
    folder.mkdir()

    def vanish(storage: Storage, peer: Peer, request: Request) -> None:
        # Enough for a writer thread to write it.
        storage.begin(peer, request, 3_000_000)
        arrival(folder / "a.bin.part", 1)
        shutil.rmtree(folder)
        peer.send(LARGE[3_000_000:])

    storage, both = stored(a__bin=LARGE)
    storage.faults = [vanish]
    with pytest.raises(SaveError):
        both.save(folder / "a.bin")
    assert names(tmp_path) == []


def test_what_is_hashed_is_what_was_written(tmp_path: Path) -> None:
    from clientome._runtime.files.integrity import Verifier
    from clientome._runtime.files.partial import PartialFile, ResumeInfo

    part = PartialFile(tmp_path / "a", overwrite=False)
    part.open()
    part.begin(ResumeInfo("x"))
    part.write(b"0123456789")
    part.offset = 10
    os.replace(part.path, tmp_path / "elsewhere")
    (tmp_path / "a.part").write_bytes(b"something else")
    verifier = Verifier({"sha256": bytes.fromhex(sha256(b"0123456789ab"))})
    part.hash_into(verifier)
    verifier.update(b"ab")
    assert verifier.matches()
    # The next bytes still go to the end.
    part.write(b"ab")
    part.close()
    assert (tmp_path / "elsewhere").read_bytes() == b"0123456789ab"


@pytest.mark.parametrize("way", ["threads", "pieces"])
def test_after_a_cancellation_no_thread_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    begun, counted = threading.Event(), 0
    write = os.write

    def slow(descriptor: int, data: Any) -> int:
        nonlocal counted
        # Not the information beside the partial file.
        if len(data) < 1000:
            return write(descriptor, data)
        begun.set()
        time.sleep(0.05)
        counted += 1
        return write(descriptor, data)

    if way == "pieces":
        monkeypatch.setattr(copy, "raw_body", lambda _response: None)

    async def main(url: str) -> None:
        async with AsyncClient(API, {"api_key": "k"}, base_url=f"{url}/v1") as client:
            with monkeypatch.context() as patched:
                patched.setattr(targets.os, "write", slow)
                save = AsyncFiles(client).save(tmp_path / "a.bin", sha256=sha256(LARGE))
                task = asyncio.create_task(save)
                await asyncio.to_thread(begun.wait, 20)
                for _cancel in range(2):
                    task.cancel()
                    await asyncio.sleep(0.01)
                with pytest.raises(asyncio.CancelledError):
                    await task
                before = counted
                hashing = [one for one in threading.enumerate() if one.name == "clientome-hash"]
                await asyncio.sleep(0.15)
                assert counted == before
                assert not any(one.is_alive() for one in hashing)

    with serving(Storage(a__bin=LARGE)) as server:
        asyncio.run(asyncio.wait_for(main(server.url), 30))
