"""The SFTP side door stays below its folder, whatever a client asks for: every operation of SFTP, with hostile paths."""

from __future__ import annotations

import asyncio
import hashlib
import os
import stat
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from clientome.sandbox.running import Sandbox, running
from tests.support.sandbox_shop_description import BEHAVIOUR, DOCUMENT

SECRET = b"what lies outside of the folder\n"
FAILS = (asyncssh.SFTPError,)


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file beside the folder of the side door, which lies in `tmp_path` as well."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = tmp_path / "secret.vcf"
    path.write_bytes(SECRET)
    return path


@pytest.fixture
def box(outside: Path) -> Iterator[Sandbox]:
    with running(DOCUMENT, BEHAVIOUR, sftp_port=0) as found:
        yield found


@asynccontextmanager
async def connected(box: Sandbox, version: int = 3) -> AsyncIterator[asyncssh.SFTPClient]:
    known = asyncssh.import_known_hosts(f"[127.0.0.1]:{box.door.port} {box.door.host_key}\n")
    async with (
        asyncssh.connect("127.0.0.1", box.door.port, username="u", password="p", known_hosts=known, config=None) as made,
        made.start_sftp_client(sftp_version=version) as sftp,
    ):  # fmt: skip
        yield sftp


def play(box: Sandbox, work: Callable[[asyncssh.SFTPClient], Awaitable[None]], version: int = 3) -> None:
    async def whole() -> None:
        async with connected(box, version) as sftp:
            await work(sftp)

    asyncio.run(asyncio.wait_for(whole(), 60))


def taken(box: Sandbox) -> list[dict[str, Any]]:
    return [dict(thing) for thing in box.application.engine.store.all("uploads")]


def folder(box: Sandbox) -> Path:
    return Path(os.fsdecode(box.door._root))


async def put(sftp: asyncssh.SFTPClient, path: str, content: bytes = b"mine") -> None:
    async with sftp.open(path, "wb") as file:
        await file.write(content)


def ways_to(path: Path) -> list[str]:
    up = "../" * 12
    return [
        str(path), "/" + str(path), up + str(path)[1:], "/" + up + str(path)[1:], f"../{path.name}", f"/../{path.name}",
        f"day/../../{path.name}", f"./../{path.name}", f"//../{path.name}",
    ]  # fmt: skip


def untouched(box: Sandbox, outside: Path) -> None:
    assert outside.read_bytes() == SECRET
    assert hashlib.sha256(SECRET).hexdigest() not in {thing["sha256"] for thing in taken(box)}
    kept = {p.name for p in outside.parent.iterdir()}
    assert kept <= {outside.name, folder(box).name} | {n for n in kept if n.startswith("sandbox-")}


@pytest.mark.parametrize("version", [3, 4, 5, 6])
def test_a_finished_file_is_the_one_that_was_sent(box: Sandbox, outside: Path, version: int) -> None:
    async def work(sftp: asyncssh.SFTPClient) -> None:
        await sftp.makedirs("day")
        # Every folder on the way to the file outside, below the root: then each such path can be opened and closed.
        await sftp.makedirs(str(outside.parent)[1:])
        for path in ways_to(outside):
            await put(sftp, path)
            await put(sftp, path + ".part")
            await sftp.posix_rename(path + ".part", path)

    play(box, work, version)
    untouched(box, outside)
    found = taken(box)
    assert {thing["sha256"] for thing in found} == {hashlib.sha256(b"mine").hexdigest()}
    assert {thing["name"] for thing in found} == {str(outside)[1:], outside.name}


@pytest.mark.parametrize("version", [3, 6])
def test_no_operation_reaches_out(box: Sandbox, outside: Path, version: int) -> None:
    before = stat.S_IMODE(outside.stat().st_mode), outside.stat().st_mtime_ns

    async def work(sftp: asyncssh.SFTPClient) -> None:
        await sftp.makedirs("day")
        for path in ways_to(outside):
            for operation in (
                lambda p: sftp.open(p, "rb"), lambda p: sftp.open(p, "r+b"), sftp.stat, sftp.lstat, sftp.remove,
                sftp.rmdir, sftp.listdir, sftp.readlink, sftp.readdir,
                lambda p: sftp.chmod(p, 0o777), lambda p: sftp.utime(p, (1, 1)), lambda p: sftp.truncate(p, 0),
                lambda p: sftp.setstat(p, asyncssh.SFTPAttrs(size=0)), lambda p: sftp.rename(p, "mine"),
                lambda p: sftp.posix_rename(p, "mine"), lambda p: sftp.link(p, "mine"),
                lambda p: sftp.symlink(p, "mine"), lambda p: sftp.symlink("day", p),
            ):  # fmt: skip
                with pytest.raises(FAILS):
                    await operation(path)
            assert not await sftp.exists(path)
        for path in ("/", ".", "..", "../..", "/../../", ""):
            assert str(await sftp.realpath(path)) == "/"
            assert {str(n) for n in await sftp.listdir(path or ".")} == {".", "..", "day"}
        with pytest.raises(FAILS):
            await sftp.rmdir("/")
        for path in ("a\0b", "day/\0"):
            with pytest.raises(FAILS):
                await sftp.open(path, "wb")

    play(box, work, version)
    untouched(box, outside)
    assert (stat.S_IMODE(outside.stat().st_mode), outside.stat().st_mtime_ns) == before


def test_links_are_neither_made_nor_followed(box: Sandbox, outside: Path) -> None:
    async def make(sftp: asyncssh.SFTPClient) -> None:
        await sftp.makedirs("a/b/c")
        for target in ("..", "/", "../../..", "../" * 12, str(outside), "x", "a/b"):
            for name in ("link", "a/b/c/link"):
                with pytest.raises(FAILS):
                    await sftp.symlink(target, name)
                with pytest.raises(FAILS):
                    await sftp.link(target, name)

    play(box, make)
    # Not even one that somebody else put there.
    (folder(box) / "out").symlink_to(outside.parent)
    (folder(box) / "file.vcf").symlink_to(outside)

    async def follow(sftp: asyncssh.SFTPClient) -> None:
        for path in ("out/secret.vcf", "file.vcf", "out/../out/secret.vcf"):
            for operation in (
                lambda p: sftp.open(p, "rb"), lambda p: sftp.open(p, "wb"), lambda p: sftp.open(p, "ab"), sftp.stat,
                sftp.readlink, sftp.realpath, lambda p: sftp.truncate(p, 0), lambda p: sftp.rename("a", p),
                lambda p: sftp.rename(p, "file.part"), lambda p: sftp.posix_rename(p, "b.vcf"), sftp.remove,
            ):  # fmt: skip
                with pytest.raises(FAILS):
                    await operation(path)
        with pytest.raises(FAILS):
            await sftp.listdir("out")
        with pytest.raises(FAILS):
            await sftp.mkdir("out/made")

    play(box, follow)
    untouched(box, outside)
    assert taken(box) == []


def test_a_file_that_became_a_link_while_it_was_written_is_not_taken(box: Sandbox, outside: Path) -> None:
    async def work(sftp: asyncssh.SFTPClient) -> None:
        async with sftp.open("late.vcf", "wb") as file:
            await file.write(b"mine")
            (folder(box) / "late.vcf").unlink()
            (folder(box) / "late.vcf").symlink_to(outside)

    play(box, work)
    untouched(box, outside)
    assert taken(box) == []


def test_permissions_and_owners_are_not_set(box: Sandbox) -> None:
    async def work(sftp: asyncssh.SFTPClient) -> None:
        await sftp.mkdir("day", asyncssh.SFTPAttrs(permissions=0))
        async with sftp.open("day/a.vcf", "wb", asyncssh.SFTPAttrs(permissions=0o4777)) as file:
            await file.setstat(asyncssh.SFTPAttrs(permissions=0o6777))
        await sftp.chmod("/", 0o777)
        await sftp.chmod("day/a.vcf", 0o4777)
        await sftp.utime("day/a.vcf", (5, 5))

    play(box, work)
    assert stat.S_IMODE(folder(box).stat().st_mode) == 0o700
    file = (folder(box) / "day/a.vcf").stat()
    assert (file.st_mode & 0o7111, file.st_mtime) == (0, 5)
    assert [thing["name"] for thing in taken(box)] == ["day/a.vcf"]


def test_it_is_no_way_to_other_machines_nor_to_a_shell(box: Sandbox) -> None:
    async def work() -> None:
        async with asyncssh.connect(
            "127.0.0.1", box.door.port, username="u", password="p", known_hosts=None, config=None
        ) as made:
            with pytest.raises(asyncssh.ChannelOpenError):
                await made.open_connection("127.0.0.1", int(box.origin.rpartition(":")[2]))
            with pytest.raises(asyncssh.ChannelListenError):
                await made.forward_remote_port("127.0.0.1", 0, "127.0.0.1", 1)
            with pytest.raises((asyncssh.ChannelOpenError, asyncssh.ProcessError)):
                await made.run("id", check=True)

    asyncio.run(asyncio.wait_for(work(), 60))
