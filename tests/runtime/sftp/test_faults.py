"""Uploads that break: whatever happens, there is a complete file or none, and a second call continues."""

from __future__ import annotations

import asyncio
import errno
import gc
import io
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.errors import IntegrityError, ProtocolError, TransportError
from clientome._runtime.base.options import Timeout
from clientome._runtime.sftp import transfer as sftp_transfer
from clientome._runtime.sftp.upload import RemoteFileExists, SftpError
from clientome._runtime.sftp.upload import sftp_upload as upload
from clientome._runtime.sftp.upload import sftp_upload_async as aupload
from tests.support.sftp_servers import Place, Proxy

Start = Callable[..., Place]
Between = Callable[..., Proxy]
Data = Callable[[int], bytes]
SIZE = 6_000_001


def check(place: Place, file: Path) -> None:
    """The file is there, whole, and nothing else is."""
    assert place.names() == [file.name]
    assert (place.incoming / file.name).read_bytes() == file.read_bytes()


@pytest.mark.parametrize("tenth", range(1, 10))
def test_connection_cut_at_each_tenth_then_called_again(
    place: Place, proxy: Between, file: Path, tenth: int, caplog: pytest.LogCaptureFixture
) -> None:
    cut = proxy(place, SIZE * tenth // 10)
    confirmed = [0]
    with pytest.raises(TransportError) as caught:
        upload(
            place.target(port=cut.port), file, retries=0, on_progress=lambda sent, _: confirmed.append(sent)
        )
    assert caught.value.is_retry_safe
    assert [name for name in place.names() if not name.endswith(".part")] == []
    rest = proxy(place)
    done = upload(place.target(port=rest.port), file, retries=0)
    check(place, file)
    # What the server had confirmed is not sent again, and what it had not confirmed is at most one window.
    gc.collect()
    assert "asyncio" not in {record.name for record in caplog.records}
    assert confirmed[-1] <= done.resumed_from < SIZE * tenth // 10
    assert confirmed[-1] > SIZE * tenth // 10 - sftp_transfer.WINDOW - 500_000
    assert rest.sent < SIZE - done.resumed_from + 100_000


def test_cut_is_continued_within_one_call(place: Place, proxy: Between, file: Path) -> None:
    cut = proxy(place, 2_500_000, None)
    done = upload(place.target(port=cut.port), file)
    check(place, file)
    assert cut.connections == 2
    assert done.resumed_from > 0
    assert cut.sent < 2_500_000 + SIZE - done.resumed_from + 100_000


def test_progress_between_cuts_renews_the_retries(
    place: Place, proxy: Between, file: Path, data: Data
) -> None:
    """Every connection breaks after one window and a bit: more often than one retry alone would allow."""
    file.write_bytes(data(12_000_000))
    cut = proxy(place, sftp_transfer.WINDOW + 1_000_000)
    _done = upload(place.target(port=cut.port), file, retries=1)
    check(place, file)
    assert cut.connections > 3


def test_retries_without_progress_end(place: Place, proxy: Between, file: Path) -> None:
    cut = proxy(place, 1_500_000, 1_000)
    with pytest.raises(TransportError) as caught:
        upload(place.target(port=cut.port), file, retries=2)
    assert caught.value.attempts == 3
    assert cut.connections == 3


def test_server_that_stalls(place: Place, proxy: Between, file: Path) -> None:
    silent = proxy(place, 2_000_000, silent=True)
    limits = Timeout(connect=5, read=5, write=0.4)
    with pytest.raises(errors.TimeoutError, match="silent") as caught:
        upload(place.target(port=silent.port), file, retries=0, timeout=limits)
    assert caught.value.phase == "write"
    assert caught.value.is_retry_safe
    done = upload(place.target(), file, retries=0)
    check(place, file)
    assert done.resumed_from > 0


def test_total_time_limit(place: Place, proxy: Between, file: Path) -> None:
    silent = proxy(place, 2_000_000, silent=True)
    with pytest.raises(errors.TimeoutError) as caught:
        upload(place.target(port=silent.port), file, timeout=Timeout(total=0.6))
    assert caught.value.phase == "total"
    assert upload(place.target(), file).resumed_from > 0
    check(place, file)


def test_cancelled_then_called_again(place: Place, file: Path) -> None:
    async def work() -> None:
        started = asyncio.Event()
        task = asyncio.create_task(
            aupload(
                place.target(), file, on_progress=lambda done, _: started.set() if done > 1_000_000 else None
            )
        )
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(work())
    assert upload(place.target(), file).resumed_from > 0
    check(place, file)


def test_killed_process_then_called_again(place: Place, proxy: Between, file: Path) -> None:
    code = (
        "import pickle, sys\n"
        "from clientome._runtime.sftp.upload import sftp_upload as upload\n"
        "upload(pickle.loads(bytes.fromhex(sys.argv[1])), sys.argv[2],\n"
        "       on_progress=lambda done, total: done > 1_000_000 and print(done, flush=True))\n"
    )
    # The proxy goes silent, so that the process is in the middle for certain when it is killed.
    target = place.target(port=proxy(place, 3_000_000, silent=True).port)
    process = subprocess.Popen(
        [sys.executable, "-c", code, pickle.dumps(target).hex(), str(file)],
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    confirmed = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    assert process.wait(10) == -signal.SIGKILL
    process.stdout.close()
    assert [name for name in place.names() if not name.endswith(".part")] == []
    done = upload(place.target(), file)
    check(place, file)
    assert done.resumed_from >= confirmed


def broken_off(place: Place, proxy: Between, file: Path, at: int = 4_000_000, **changes: Any) -> Path:
    """An upload that ended in the middle; its temporary file."""
    with pytest.raises(TransportError):
        upload(place.target(port=proxy(place, at).port, **changes), file, retries=0)
    part = place.part()
    # The server may still write what reached it before the cut.
    before, after = None, part.stat()
    while before != after:
        time.sleep(0.1)
        before, after = after, part.stat()
    return part


def test_without_resume_everything_is_sent_again(place: Place, proxy: Between, file: Path) -> None:
    broken_off(place, proxy, file)
    assert upload(place.target(), file, resume=False).resumed_from == 0
    check(place, file)


def test_without_resume_a_cut_is_still_continued_within_the_call(
    place: Place, proxy: Between, file: Path
) -> None:
    assert upload(place.target(port=proxy(place, 4_000_000, None).port), file, resume=False).resumed_from > 0
    check(place, file)


def test_part_with_other_content_is_started_afresh(place: Place, proxy: Between, file: Path) -> None:
    part = broken_off(place, proxy, file)
    size = part.stat().st_size
    part.write_bytes(bytes(size))
    assert upload(place.target(), file).resumed_from == 0
    check(place, file)


@pytest.mark.parametrize("hole", [3_500_000 - sftp_transfer.WINDOW, 2_500_000, 3_499_999])
def test_part_with_a_hole_is_continued_before_the_hole(
    place: Place, proxy: Between, file: Path, hole: int
) -> None:
    """A server may write in any order what it had not confirmed."""
    part = broken_off(place, proxy, file)
    part.write_bytes(file.read_bytes()[:hole] + bytes(3_500_000 - hole))
    done = upload(place.target(), file)
    assert hole <= done.resumed_from < hole + 8  # a byte may happen to be zero
    check(place, file)


def test_part_longer_than_the_file_is_started_afresh(place: Place, proxy: Between, file: Path) -> None:
    part = broken_off(place, proxy, file)
    part.write_bytes(file.read_bytes() + b"more")
    assert upload(place.target(), file).resumed_from == 0
    check(place, file)


def test_complete_part_is_only_renamed(place: Place, proxy: Between, file: Path) -> None:
    part = broken_off(place, proxy, file)
    part.write_bytes(file.read_bytes())
    again = proxy(place)
    assert upload(place.target(port=again.port), file).resumed_from == SIZE
    check(place, file)
    assert again.sent < 100_000


def test_part_of_an_older_version_is_not_continued(place: Place, proxy: Between, file: Path) -> None:
    """Same name, size, beginning and end; only the middle and the time of change differ."""
    broken_off(place, proxy, file)
    status = file.stat()
    with file.open("r+b") as handle:
        handle.seek(100_000)
        handle.write(b"another genome")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000))
    assert upload(place.target(), file).resumed_from == 0
    check(place, file)


def test_continued_after_midnight_where_it_began(
    place: Place, proxy: Between, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sftp_transfer, "today", lambda: datetime(2025, 2, 28, 23, 59, tzinfo=UTC))
    with pytest.raises(TransportError):
        upload(place.target(folder=None, port=proxy(place, 4_000_000).port), file, retries=0)
    monkeypatch.setattr(sftp_transfer, "today", lambda: datetime(2025, 3, 1, 0, 1, tzinfo=UTC))
    done = upload(place.target(folder=None), file)
    assert done.remote_path == f"2025-02-28/{file.name}"
    assert done.resumed_from > 0
    assert [path.name for path in place.root.iterdir()] == ["2025-02-28"]
    place.folder = "2025-02-28"
    check(place, file)


@pytest.mark.parametrize("change", ["longer", "shorter", "touched", "rewritten"])
def test_file_that_changes_while_it_is_read(place: Place, file: Path, change: str) -> None:
    changed = False

    def meddle(done: int, total: int | None) -> None:
        nonlocal changed
        if done and not changed:
            changed = True
            with file.open("r+b") as handle:
                if change == "shorter":
                    handle.truncate(SIZE - 1_000_000)
                elif change == "longer":
                    handle.seek(0, os.SEEK_END)
                    handle.write(b"more")
                elif change == "rewritten":
                    handle.write(b"another genome")
            os.utime(file, ns=(1, 1))

    with pytest.raises(IntegrityError, match="changed"):
        asyncio.run(aupload(place.target(), file, on_progress=meddle))
    assert place.names() == []


def test_disk_full_on_openssh(sshd: Start, file: Path) -> None:
    place = sshd(subsystem="-P remove")
    place.incoming.mkdir()
    local = sftp_transfer.LocalFile.of(file)
    part = sftp_transfer.part_name(place.target(), file.name).of(local.token())
    local.close()
    (place.incoming / part).symlink_to("/dev/full")
    with pytest.raises(SftpError) as caught:
        upload(place.target(), file, retries=0)
    assert caught.value.code in {"FAILURE", "NO_SPACE_ON_FILESYSTEM"}
    assert place.names() == [part]
    (place.incoming / part).unlink()
    assert upload(place.target(), file).resumed_from == 0
    check(place, file)


@pytest.mark.parametrize("size", [1_000_000, 4_000_000])
def test_memory_that_changes_its_size(place: Place, data: Data, size: int) -> None:
    """Nothing but the length tells that content which is not a file has changed."""
    content = io.BytesIO(data(3_000_000))

    def meddle(*_: object) -> None:
        content.truncate(min(size, 3_000_000))
        content.seek(size)
        content.write(b"more")
        content.truncate(size)

    with pytest.raises(IntegrityError, match="changed"):
        asyncio.run(aupload(place.target(), content, name="m.bin", on_progress=meddle))
    assert place.names() == []


class Full(asyncssh.SFTPServer):
    """A disk with room for two megabytes."""

    def write(self, file_obj: object, offset: int, data: bytes) -> int:
        if offset + len(data) > 2_000_000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(file_obj, offset, data)  # type: ignore[return-value]

    def statvfs(self, path: bytes) -> asyncssh.SFTPVFSAttrs:
        return asyncssh.SFTPVFSAttrs(bsize=4096, frsize=4096, blocks=1000, bfree=0, bavail=0)


def test_disk_full_says_so_and_is_continued_later(inprocess: Start, file: Path) -> None:
    place = inprocess(Full)
    with pytest.raises(SftpError, match="disk is full") as caught:
        upload(place.target(), file)
    assert caught.value.code == "NO_SPACE_ON_FILESYSTEM"
    roomy = inprocess()
    assert upload(roomy.target(), file).resumed_from > 1_000_000
    check(roomy, file)


def test_server_that_forbids_writing(sshd: Start, file: Path) -> None:
    place = sshd(subsystem="-R")
    place.incoming.mkdir()
    for folder in ("incoming", "new"):
        with pytest.raises(SftpError) as caught:
            upload(place.target(folder=folder), file, retries=3)
        assert caught.value.code == "PERMISSION_DENIED"
    assert place.names() == []


class Talkative(asyncssh.SFTPServer):
    """Quotes paths in what it says."""

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        raise asyncssh.SFTPFailure(f"no room for {path.decode()}")


def test_name_that_the_server_quotes_is_not_shown(inprocess: Start, tmp_path: Path) -> None:
    place = inprocess(Talkative)
    file = tmp_path / "maria.vcf"
    file.write_bytes(b"x")
    with pytest.raises(SftpError, match="no room for") as caught:
        upload(place.target(), file)
    assert "maria" not in str(caught.value) + repr(caught.value) + caught.value.message
    assert caught.value.__cause__ is None
    plain = inprocess()
    assert "maria" not in repr(upload(plain.target(), file))


class Forbidding(asyncssh.SFTPServer):
    """A letter box: files can be put in, but nobody may look or read."""

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        if pflags & asyncssh.sftp.FXF_READ:
            raise asyncssh.SFTPPermissionDenied("no reading")
        return super().open(path, pflags, attrs)

    def scandir(self, path: bytes) -> Any:
        raise asyncssh.SFTPPermissionDenied("no listing")


def test_letter_box(inprocess: Start, proxy: Between, file: Path) -> None:
    place = inprocess(Forbidding)
    broken_off(place, proxy, file)
    assert upload(place.target(), file).resumed_from == 0
    check(place, file)
    with pytest.raises(RemoteFileExists):
        upload(place.target(), file)
    assert not upload(place.target(), file, overwrite=True).already_there
    check(place, file)


class Losing(asyncssh.SFTPServer):
    """Confirms every write, but loses the last block."""

    def write(self, file_obj: object, offset: int, data: bytes) -> int:
        if offset + len(data) == SIZE:
            return len(data)
        return super().write(file_obj, offset, data)  # type: ignore[return-value]


def test_size_is_checked(inprocess: Start, file: Path) -> None:
    place = inprocess(Losing)
    with pytest.raises(IntegrityError, match="bytes of 6000001"):
        upload(place.target(), file)
    assert place.names() == []


class Replacing(asyncssh.SFTPServer):
    """Lets a plain rename replace a file, against the protocol."""

    def rename(self, oldpath: bytes, newpath: bytes) -> None:
        os.replace(self.map_path(oldpath), self.map_path(newpath))


class Appearing(Replacing):
    """Another client puts a file of the same name there while ours is on its way."""

    def write(self, file_obj: object, offset: int, data: bytes) -> int:
        path = Path(os.fsdecode(self.map_path(b"/incoming/genome 1.vcf.gz")))
        path.write_bytes(b"other")
        return super().write(file_obj, offset, data)  # type: ignore[return-value]


@pytest.mark.parametrize("server", [Replacing, Appearing])
def test_nothing_is_replaced_unless_asked(
    inprocess: Start, file: Path, server: type[asyncssh.SFTPServer]
) -> None:
    place = inprocess(server)
    if server is Appearing:
        with pytest.raises(RemoteFileExists):
            upload(place.target(), file)
        assert (place.incoming / file.name).read_bytes() == b"other"
    assert upload(place.target(), file, overwrite=True).size == SIZE
    check(place, file)


class Racing(asyncssh.SFTPServer):
    """Another client is faster by a hair: its file appears when ours is to be renamed."""

    def rename(self, oldpath: bytes, newpath: bytes) -> None:
        Path(os.fsdecode(self.map_path(newpath))).write_bytes(b"other")
        raise asyncssh.SFTPFailure("exists")


def test_file_that_appears_at_the_last_moment_is_not_replaced(inprocess: Start, file: Path) -> None:
    place = inprocess(Racing)
    with pytest.raises(RemoteFileExists):
        upload(place.target(), file)
    assert (place.incoming / file.name).read_bytes() == b"other"
    assert len(place.names()) == 2


class Blind(asyncssh.SFTPServer):
    """Cannot say what is there."""

    def stat(self, path: bytes) -> asyncssh.SFTPAttrs:
        if path.endswith(b".gz"):
            raise asyncssh.SFTPFailure("input/output error")
        return super().stat(path)  # type: ignore[return-value]


def test_nothing_is_written_where_it_is_unknown_what_is_there(inprocess: Start, file: Path) -> None:
    place = inprocess(Blind)
    with pytest.raises(SftpError, match="input/output") as caught:
        upload(place.target(), file)
    assert caught.value.code == "FAILURE"
    assert place.names() == []


class NoRename(asyncssh.SFTPServer):
    """Knows only one of the two ways to rename."""

    known = ""

    def rename(self, oldpath: bytes, newpath: bytes) -> None:
        if self.known != "plain":
            raise asyncssh.SFTPOpUnsupported("no rename")
        if os.path.exists(self.map_path(newpath)):
            raise asyncssh.SFTPFailure("exists")
        super().rename(oldpath, newpath)

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        if self.known != "posix":
            raise asyncssh.SFTPOpUnsupported("no posix-rename")
        super().posix_rename(oldpath, newpath)


@pytest.mark.parametrize("known", ["plain", "posix"])
def test_either_kind_of_rename_will_do(inprocess: Start, file: Path, known: str) -> None:
    place = inprocess(type("Renaming", (NoRename,), {"known": known}))
    assert upload(place.target(), file).size == SIZE
    check(place, file)
    assert upload(place.target(), (file.name, b"other"), overwrite=True).size == 5
    assert (place.incoming / file.name).read_bytes() == b"other"
    with pytest.raises(RemoteFileExists):
        upload(place.target(), file)
    assert place.names() == [file.name]


class Forgetful(asyncssh.SFTPServer):
    """Renames, and breaks off before it can say so."""

    done = False

    def rename(self, oldpath: bytes, newpath: bytes) -> None:
        super().rename(oldpath, newpath)
        if not type(self).done:
            type(self).done = True
            self.channel.get_connection().abort()


def test_answer_to_the_rename_is_lost(inprocess: Start, file: Path) -> None:
    place = inprocess(type("Once", (Forgetful,), {"done": False}))
    done = upload(place.target(), file)
    check(place, file)
    assert done.already_there
    assert done.size == SIZE


def test_handle_that_cannot_rewind_is_not_sent_again(place: Place, proxy: Between, data: Data) -> None:
    class Stream:
        """Something that can only be read forward."""

        def __init__(self, content: bytes) -> None:
            self.content = content

        def read(self, size: int = -1) -> bytes:
            taken, self.content = self.content[:size], self.content[size:]
            return taken

    cut = proxy(place, 1_000_000)
    with pytest.raises(ProtocolError) as caught:
        upload(place.target(port=cut.port), ("s.bin", Stream(data(3_000_000))), retries=5)  # type: ignore[arg-type]
    assert caught.value.attempts == 1
    assert cut.connections == 1
    content = data(3_000_000)
    upload(place.target(), ("s.bin", Stream(content)))  # type: ignore[arg-type]
    assert (place.incoming / "s.bin").read_bytes() == content
