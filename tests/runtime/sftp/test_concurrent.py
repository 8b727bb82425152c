"""Two calls with one file at the same time, and contents that are nearly the same: never a mixture under the final name."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from clientome._runtime.base import errors
from clientome._runtime.sftp.upload import SftpError, SftpTarget, SftpUploaded
from clientome._runtime.sftp.upload import sftp_upload as upload
from clientome._runtime.sftp.upload import sftp_upload_async as aupload
from tests.support.sftp_servers import Place, Proxy

Data = Callable[[int], bytes]


class Held:
    """A progress callback that stops its upload at a byte until it may go on."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.there = asyncio.Event()
        self.go = asyncio.Event()

    async def __call__(self, done: int, total: int | None) -> None:
        if done >= self.at and not self.go.is_set():
            self.there.set()
            await self.go.wait()


async def outcome(work: Any) -> SftpUploaded | SftpError:
    """What becomes of an upload: only these two are allowed."""
    try:
        return await work
    except SftpError as error:
        return error


def whole(place: Place, file: Path) -> bool:
    """Whether the final file is there; it must then be right."""
    final = place.incoming / file.name
    assert not final.exists() or final.read_bytes() == file.read_bytes()
    return final.exists()


@pytest.mark.parametrize("resume", [False, True])
def test_second_call_with_the_same_file_leaves_no_hole(place: Place, file: Path, resume: bool) -> None:
    async def work() -> tuple[Any, Any]:
        async with asyncio.timeout(30):
            return await calls()

    async def calls() -> tuple[Any, Any]:
        first, second = Held(3_000_000), Held(0 if resume else 1_000_000)
        one = asyncio.create_task(outcome(aupload(place.target(), file, on_progress=first)))
        await first.there.wait()
        two = asyncio.create_task(outcome(aupload(place.target(), file, resume=resume, on_progress=second)))
        await second.there.wait()
        first.go.set()
        ended = await one
        # Whatever the second call is doing now, a final name stands for the whole content.
        assert whole(place, file) or isinstance(ended, SftpError)
        second.go.set()
        return ended, await two

    ends = asyncio.run(work())
    assert any(isinstance(end, SftpUploaded) for end in ends)
    assert whole(place, file)
    again = upload(place.target(), file)
    assert again.already_there
    assert place.names() == [file.name]


def test_faster_call_leaves_the_slower_one_content(place: Place, file: Path) -> None:
    async def work() -> SftpUploaded:
        async with asyncio.timeout(30):
            return await calls()

    async def calls() -> SftpUploaded:
        slow = Held(3_000_000)
        task = asyncio.create_task(aupload(place.target(), file, on_progress=slow))
        await slow.there.wait()
        await aupload(place.target(), file, resume=False)
        slow.go.set()
        return await task

    done = asyncio.run(work())
    assert done.already_there
    assert done.size == file.stat().st_size
    assert place.names() == [file.name]


def test_temporary_file_that_somebody_removes(place: Place, file: Path) -> None:
    def meddle(done: int, total: int | None) -> None:
        if done > 3_000_000:
            with suppress(ValueError):
                place.part().unlink()

    with pytest.raises(SftpError, match="disappeared") as caught:
        asyncio.run(aupload(place.target(), file, on_progress=meddle))
    assert caught.value.code == "NO_SUCH_FILE"
    assert place.names() == []


class Overtaken(asyncssh.SFTPServer):
    """Another call with the same file is faster by a hair, or somebody removes what we wrote."""

    finished = True

    def rename(self, oldpath: bytes, newpath: bytes) -> None:
        if self.finished:
            os.rename(self.map_path(oldpath), self.map_path(newpath))
        else:
            os.unlink(self.map_path(oldpath))
        raise asyncssh.SFTPNoSuchFile("gone")

    posix_rename = rename


def test_overtaken_while_renaming(inprocess: Callable[..., Place], file: Path) -> None:
    place = inprocess(type("Faster", (Overtaken,), {"finished": True}))
    assert upload(place.target(), file).already_there
    assert whole(place, file)
    (place.incoming / file.name).unlink()
    place = inprocess(type("Removed", (Overtaken,), {"finished": False}))
    with pytest.raises(SftpError, match="disappeared"):
        upload(place.target(), file)
    assert place.names() == []


def test_memory_that_differs_in_the_middle_is_not_continued(
    place: Place, proxy: Callable[..., Proxy], data: Data
) -> None:
    one = data(6_000_000)
    other = one[:1_000_000] + bytes(1000) + one[1_001_000:]
    cut = proxy(place, 4_500_000)
    with pytest.raises(errors.TransportError):
        upload(place.target(port=cut.port), ("m.vcf", one), retries=0)
    assert len(place.names()) == 1
    assert upload(place.target(), ("m.vcf", other)).resumed_from == 0
    assert (place.incoming / "m.vcf").read_bytes() == other
    assert place.names() == ["m.vcf"]


def test_memory_that_is_the_same_is_continued(place: Place, proxy: Callable[..., Proxy], data: Data) -> None:
    cut = proxy(place, 4_500_000)
    with pytest.raises(errors.TransportError):
        upload(place.target(port=cut.port), ("m.vcf", data(6_000_000)), retries=0)
    assert upload(place.target(), ("m.vcf", data(6_000_000))).resumed_from > 0
    assert (place.incoming / "m.vcf").read_bytes() == data(6_000_000)


def test_target_without_a_host_is_refused_before_anything(file: Path) -> None:
    target = SftpTarget(username="lab")
    with pytest.raises(errors.ConfigurationError, match="host"):
        upload(target, file)
    assert "host=None" in repr(target)
