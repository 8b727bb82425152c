"""What an upload does when nothing breaks, against OpenSSH and a server in this process."""

from __future__ import annotations

import asyncio
import hashlib
import io
import logging
import os
import pickle
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clientome._runtime.base.errors import ArgumentError, BodyError, ConfigurationError
from clientome._runtime.body.inputs import File
from clientome._runtime.sftp import transfer as sftp_transfer
from clientome._runtime.sftp import upload as sftp
from clientome._runtime.sftp.upload import RemoteFileExists, SftpError, SftpTarget
from clientome._runtime.sftp.upload import sftp_upload as upload
from clientome._runtime.sftp.upload import sftp_upload_async as aupload
from tests.support.sftp_servers import PASSWORD, Place, Proxy

RULE = r"[A-Za-z0-9 +_.\-]+"
Data = Callable[[int], bytes]


def test_file_arrives_whole_with_digest_and_progress(place: Place, file: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    done = upload(place.target(), file, on_progress=lambda *step: seen.append(step))
    assert (place.incoming / file.name).read_bytes() == file.read_bytes()
    assert place.names() == [file.name]
    assert done.remote_path == f"incoming/{file.name}"
    assert done.size == 6_000_001
    assert done.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert done.seconds > 0
    assert (done.resumed_from, done.already_there) == (0, False)
    assert seen[-1] == (6_000_001, 6_000_001)
    assert seen == sorted(seen)


@pytest.mark.parametrize("extra", [-1, 0, 1])
@pytest.mark.parametrize("size", [1, sftp_transfer.BLOCK, 512 * 1024, sftp_transfer.WINDOW])
def test_every_size_arrives(place: Place, data: Data, size: int, extra: int) -> None:
    content = data(size + extra)
    done = upload(place.target(), content, name="x.bin")
    assert (place.incoming / "x.bin").read_bytes() == content
    assert done.sha256 == hashlib.sha256(content).hexdigest()
    assert done.size == len(content)


def test_async_upload_and_many_at_once(place: Place, data: Data) -> None:
    contents = {f"{number}.bin": data(700_000 + number) for number in range(5)}

    async def work() -> None:
        await asyncio.gather(
            *(aupload(place.target(), (name, content)) for name, content in contents.items())
        )

    asyncio.run(work())
    assert {name: (place.incoming / name).read_bytes() for name in place.names()} == contents


def test_blocking_upload_works_where_a_loop_runs_already(place: Place) -> None:
    async def notebook_cell() -> int:
        return upload(place.target(), b"abc", name="a.txt").size

    assert asyncio.run(notebook_cell()) == 3


def test_progress_of_the_blocking_upload_comes_in_the_calling_thread(place: Place, file: Path) -> None:
    threads: set[int] = set()
    upload(place.target(), file, on_progress=lambda *_: threads.add(threading.get_ident()))
    assert threads == {threading.get_ident()}


def test_async_upload_never_reads_in_the_loop(place: Place, data: Data) -> None:
    class Watched(io.BytesIO):
        threads: set[int] = set()  # noqa: RUF012 - one for the test

        def read(self, size: int | None = -1) -> bytes:
            self.threads.add(threading.get_ident())
            return super().read(size)

        def seek(self, offset: int, whence: int = 0) -> int:
            self.threads.add(threading.get_ident())
            return super().seek(offset, whence)

    content = Watched(data(3_000_000))
    asyncio.run(aupload(place.target(), content, name="w.bin"))
    assert Watched.threads
    assert threading.get_ident() not in Watched.threads


def test_open_file_begins_where_it_stands_and_stays_open(place: Place, file: Path) -> None:
    with file.open("rb") as handle:
        handle.seek(1000)
        done = upload(place.target(), handle)
        assert not handle.closed
    assert (place.incoming / file.name).read_bytes() == file.read_bytes()[1000:]
    assert done.size == 5_999_001


def test_stream_of_unknown_size(place: Place, data: Data) -> None:
    content = data(1_500_000)
    reading, writing = os.pipe()

    def feed() -> None:
        with os.fdopen(writing, "wb") as end:
            end.write(content)

    feeder = threading.Thread(target=feed)
    feeder.start()
    totals: set[int | None] = set()
    with os.fdopen(reading, "rb") as handle:
        done = upload(
            place.target(), File(handle, name="p.bin"), on_progress=lambda _, total: totals.add(total)
        )
    feeder.join()
    assert (place.incoming / "p.bin").read_bytes() == content
    assert (done.size, totals) == (1_500_000, {None})


def test_dated_folder_by_default(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sftp_transfer, "today", lambda: datetime(2025, 2, 1, 23, 59, tzinfo=UTC))
    done = upload(place.target(folder=None), b"abc", name="a.txt")
    assert done.remote_path == "2025-02-01/a.txt"
    assert (place.root / "2025-02-01" / "a.txt").read_bytes() == b"abc"
    monkeypatch.undo()
    assert sftp_transfer.today().tzinfo is UTC


def test_longest_name(place: Place) -> None:
    assert upload(place.target(), b"abc", name="x" * 240).size == 3
    assert place.names() == ["x" * 240]


@pytest.mark.parametrize(("folder", "path"), [("", "a.txt"), ("a/b c/d", "a/b c/d/a.txt")])
def test_folder_as_given(place: Place, folder: str, path: str) -> None:
    assert upload(place.target(folder=folder), b"abc", name="a.txt").remote_path == path
    assert upload(place.target(folder=folder), b"def", name="b.txt").size == 3
    assert (place.root / path).read_bytes() == b"abc"


def test_name_is_checked_before_connecting(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        target = SftpTarget("127.0.0.1", listener.getsockname()[1], username="me", file_name_pattern=RULE)
        for name in ["génome.vcf.gz", "a/b", "..", "", "a\nb", "a:b", "x" * 241, "a\\b"]:
            with pytest.raises(ArgumentError):
                upload(target, b"abc", name=name, retries=0, timeout=1)
        with pytest.raises(ArgumentError, match="no file name"):
            upload(target, b"abc")
        with pytest.raises(ArgumentError):
            upload(target, tmp_path, name="folder")
        with pytest.raises(ArgumentError):
            upload(target, tmp_path / "missing")
        with pytest.raises(BlockingIOError):
            listener.accept()


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        (RULE, r"\.genome 1\.vcf\.gz\.[0-9a-f]{8}\.part"),
        (r"[a-z].*", r"genome 1\.vcf\.gz\.[0-9a-f]{8}\.part"),
        (r"[a-z0-9. ]*\.vcf\.gz", r"part\.[0-9a-f]{8}\.genome 1\.vcf\.gz"),
    ],
)
def test_temporary_name_obeys_the_rule(place: Place, file: Path, rule: str, part: str) -> None:
    seen: list[list[str]] = []
    target = place.target(file_name_pattern=rule)
    asyncio.run(aupload(target, file, on_progress=lambda *_: seen.append(place.names())))
    assert all(len(names) == 1 and re.fullmatch(part, names[0]) for names in seen)
    assert len(seen) > 1
    assert place.names() == [file.name]


def test_rule_that_leaves_no_temporary_name() -> None:
    target = SftpTarget("127.0.0.1", 1, username="me", file_name_pattern=r"d\.vcf\.gz")
    with pytest.raises(ConfigurationError, match="temporary name"):
        upload(target, b"abc", name="d.vcf.gz")


def test_different_file_stays_untouched(place: Place, file: Path) -> None:
    place.incoming.mkdir()
    there = place.incoming / file.name
    for content in [b"other", b"x" + file.read_bytes()[1:], file.read_bytes()[:-1] + b"x"]:
        there.write_bytes(content)
        with pytest.raises(RemoteFileExists) as caught:
            upload(place.target(), file)
        assert caught.value.code == "FILE_ALREADY_EXISTS"
        assert there.read_bytes() == content
        assert place.names() == [file.name]


def test_overwrite_replaces(place: Place, file: Path) -> None:
    place.incoming.mkdir()
    (place.incoming / file.name).write_bytes(b"other")
    done = upload(place.target(), file, overwrite=True)
    assert not done.already_there
    assert (place.incoming / file.name).read_bytes() == file.read_bytes()
    assert place.names() == [file.name]


def test_same_file_is_recognised_and_not_sent_again(place: Place, file: Path) -> None:
    first = upload(place.target(), file)
    number = (place.incoming / file.name).stat().st_ino
    seen: list[object] = []
    again = upload(place.target(), file, on_progress=lambda *step: seen.append(step))
    assert again.already_there
    assert (again.sha256, again.size, again.remote_path) == (first.sha256, first.size, first.remote_path)
    assert (place.incoming / file.name).stat().st_ino == number
    assert seen == [(6_000_001, 6_000_001)]


def test_folder_of_the_same_name_is_an_error(place: Place) -> None:
    (place.incoming / "a.txt").mkdir(parents=True)
    for overwrite in (False, True):
        with pytest.raises(SftpError):
            upload(place.target(), b"abc", name="a.txt", overwrite=overwrite)
    assert (place.incoming / "a.txt").is_dir()


def test_leftovers_of_other_versions_of_the_file_are_removed(place: Place) -> None:
    place.incoming.mkdir()
    others = [
        "a.txt.0123abcd.part",
        ".b.txt.0123abcd.part",
        ".a.txt.part",
        ".a.txt.0123abcx.part",
        ".axtxt.0123abcd.part",
    ]
    for name in [".a.txt.0123abcd.part", *others]:
        (place.incoming / name).write_bytes(b"old")
    upload(place.target(), b"abc", name="a.txt")
    assert place.names() == sorted([*others, "a.txt"])


def test_error_in_progress_ends_the_upload(place: Place, file: Path) -> None:
    class Enough(BaseException):
        pass

    def stop(done: int, total: int | None) -> None:
        if done > 1_000_000:
            raise Enough

    with pytest.raises(Enough):
        asyncio.run(aupload(place.target(), file, on_progress=stop))
    assert place.part().stat().st_size >= 1_000_000
    assert len(place.names()) == 1


def test_interrupt_of_the_blocking_upload_ends_its_thread(
    place: Place, proxy: Callable[..., Proxy], file: Path
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = threading.active_count()
    silent = proxy(place, 2_000_000, silent=True)
    with pytest.raises(KeyboardInterrupt):
        upload(place.target(port=silent.port), file, on_progress=interrupt)
    assert threading.active_count() == before
    assert place.part().exists()


def test_no_secret_is_shown(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    target = place.target(password=PASSWORD, key_passphrase="open sesame")
    upload(target, b"abc", name="jane doe.txt")
    shown = [repr(target), str(target), caplog.text]
    with pytest.raises(RemoteFileExists) as caught:
        upload(target, b"abcd", name="jane doe.txt")
    shown += [str(caught.value), repr(caught.value)]
    with pytest.raises(sftp.LoginError) as refused:
        upload(
            place.target(key_file=None, use_agent=False, password="wr0ng passw0rd"),
            b"abc",
            name="jane doe.txt",
        )
    shown += [str(refused.value), repr(refused.value)]
    clientome = [record.getMessage() for record in caplog.records if record.name == "clientome"]
    assert clientome
    assert not any("jane" in text for text in clientome)
    for text in shown:
        for secret in (PASSWORD, "open sesame", "wr0ng passw0rd"):
            assert secret not in text


def test_errors_and_values_can_be_pickled(place: Place) -> None:
    with pytest.raises(sftp.HostKeyError) as caught:
        upload(place.target(known_hosts=[]), b"abc", name="a.txt")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (copy.fingerprint, copy.line, copy.args) == (
        caught.value.fingerprint,
        caught.value.line,
        caught.value.args,
    )
    done = upload(place.target(), b"abc", name="a.txt")
    assert pickle.loads(pickle.dumps(done)) == done
    assert pickle.loads(pickle.dumps(place.target())) == place.target()


def test_unreadable_file_is_reported_as_such(place: Place, tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if size:
                raise OSError(5, "Input/output error")
            return b""

    with pytest.raises(BodyError, match="Input/output") as caught:
        upload(place.target(), Broken(b"abc"), name="a.txt")
    assert caught.value.is_retry_safe
    assert place.names() == []


def test_memory_stays_flat(place: Place, tmp_path: Path) -> None:
    """20 MiB more do not take 12 MiB more: measured in a process of its own."""
    big = tmp_path / "big"
    with big.open("wb") as handle:
        handle.truncate(24 * 1024 * 1024)
    code = (
        "import pickle, sys, resource\n"
        "from clientome._runtime.sftp.upload import sftp_upload as upload\n"
        "target = pickle.loads(bytes.fromhex(sys.argv[1]))\n"
        "peaks = []\n"
        "for size in (4, 24):\n"
        "    with open(sys.argv[2], 'r+b') as handle: handle.truncate(size << 20)\n"
        "    upload(target, sys.argv[2], name=f'{size}.bin')\n"
        "    peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
        "print(*peaks)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, pickle.dumps(place.target()).hex(), str(big)],
        capture_output=True,
        text=True,
        check=True,
    )
    smaller, larger = map(int, run.stdout.split())
    kibibyte = 1024 if sys.platform == "darwin" else 1
    assert larger - smaller < 12 * 1024 * kibibyte


def test_asyncssh_is_loaded_only_when_needed() -> None:
    code = (
        "import sys\n"
        "from clientome._runtime.sftp.upload import SftpTarget, sftp_upload as upload\n"
        "assert 'asyncssh' not in sys.modules and 'pydantic' not in sys.modules\n"
        "sys.modules['asyncssh'] = None\n"
        "try: upload(SftpTarget('h', username='u'), b'abc', name='a')\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    env = {**os.environ}
    run = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert run.stdout.startswith("ConfigurationError ")
    assert "pip install 'clientome[sftp]'" in run.stdout


@pytest.mark.parametrize(
    "wrong",
    [
        {"host": ""},
        {"username": ""},
        {"port": 0},
        {"port": 70000},
        {"folder": "a\0"},
        {"file_name_pattern": "["},
    ],
)
def test_wrong_target(wrong: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError):
        SftpTarget(**{"host": "h", "username": "u", **wrong})  # type: ignore[arg-type]
