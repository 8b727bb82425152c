"""ZIP archives that are made while they are sent: any tree reads back, and the length is known before."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientome._runtime.base.errors import ArgumentError, IntegrityError
from clientome._runtime.body.body import Body
from clientome._runtime.body.inputs import File
from clientome._runtime.body.sources import BodySource, PathSource
from clientome._runtime.body.zip import ArchiveSource, archive_source, digest_of
from clientome._runtime.spec.operation import Upload
from tests.support.downloads import sha256
from tests.support.uploads import NEVER, Sender, taking

NAMES = st.text(st.sampled_from("aBé9 .%'\"\\\n你"), min_size=1, max_size=6).filter(
    lambda n: n not in (".", "..")
)
TREES = st.dictionaries(st.tuples(NAMES, NAMES), st.binary(max_size=300), min_size=1, max_size=8)


def written(source: ArchiveSource) -> bytes:
    data = b"".join(source.chunks())
    assert len(data) == source.length == source.size
    return data


@given(TREES)
@settings(max_examples=60)
def test_any_tree_reads_back(tree: dict[tuple[str, str], bytes]) -> None:
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "top"
        for (folder, name), data in tree.items():
            (root / folder).mkdir(parents=True, exist_ok=True)
            (root / folder / name).write_bytes(data)
        data = written(archive_source(root, "files", "x.zip"))
        assert data == written(archive_source(str(root), "files", "x.zip"))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            found = {info.orig_filename: archive.read(info) for info in archive.infolist()}
            assert archive.namelist() == sorted(archive.namelist(), key=str.encode)
        assert found == {f"top/{folder}/{name}": content for (folder, name), content in tree.items()}


def test_unzip_accepts_it(tmp_path: Path) -> None:
    if shutil.which("unzip") is None:
        pytest.skip("unzip is not installed")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a").write_bytes(b"A" * 700_000)
    (folder / "ü").write_bytes(b"")
    Path(os.fsdecode(os.fsencode(folder) + b"/bad\xff")).write_bytes(b"bytes")
    (tmp_path / "x.zip").write_bytes(written(archive_source([folder, ("b", b"B")], "files", "x.zip")))
    done = subprocess.run(["unzip", "-t", str(tmp_path / "x.zip")], capture_output=True)
    assert done.returncode == 0, done.stdout
    assert b"bad\xff" in done.stdout


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, (1980, 1, 1, 0, 0, 0)),
        (1_700_000_001, (2023, 11, 14, 22, 13, 20)),
        (5e9, (2107, 12, 31, 23, 59, 58)),
    ],
)
def test_times_of_change_are_kept_as_far_as_they_go(seconds: float, shown: Any, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    os.utime(tmp_path / "a", (seconds, seconds))
    with zipfile.ZipFile(io.BytesIO(written(archive_source(tmp_path / "a", "file", "x.zip")))) as archive:
        [info] = archive.infolist()
    assert info.date_time == shown
    # An ordinary file of Unix, on every system.
    assert (info.create_system, info.external_attr) == (3, 0o100644 << 16)


ZEROS = bytes(1 << 26)


class Huge(BodySource):
    """Many zeros that are never copied."""

    def reader(self) -> Any:
        sizes = [len(ZEROS)] * (self.size // len(ZEROS)) + [self.size % len(ZEROS)]
        pieces = iter([ZEROS if size == len(ZEROS) else ZEROS[:size] for size in sizes])
        return SimpleNamespace(next=lambda: next(pieces, b""), close=lambda: None, unbuffered=False)


class Lazy(io.RawIOBase):
    """An archive of huge files in which only what lies between their contents can be read."""

    def __init__(self, source: ArchiveSource) -> None:
        self.pieces: list[tuple[int, bytes]] = []
        self.size = self.position = 0
        reader = source.reader()
        while data := reader.next():
            self.pieces.append((self.size, data[:1000]))
            self.size += len(data)
            self.pieces.append((self.size - len(data[-1000:]), data[-1000:]))

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.position = offset + (0, self.position, self.size)[whence]
        return self.position

    def tell(self) -> int:
        return self.position

    def read(self, size: int = -1) -> bytes:
        size = self.size - self.position if size < 0 else size
        for start, data in self.pieces:
            if start <= self.position < start + len(data):
                found = data[self.position - start :][:size]
                self.position += len(found)
                return found
        raise AssertionError("read inside of a file")


@pytest.mark.parametrize("size", [2**31 - 2, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 5 * 2**30])
def test_huge_files_and_archives(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # Nobody reads the contents, and the checksums of zeros take seconds.
    monkeypatch.setattr(zipfile, "crc32", lambda _data, _before=0: 0)
    inner = [Huge(name, None, length) for name, length in (("a", size), ("b", size), ("c", 1))]
    source = archive_source(inner, "files", "x.zip")
    lazy = Lazy(source)
    assert lazy.size == source.length
    with zipfile.ZipFile(lazy) as archive:
        infos = archive.infolist()
        assert [info.file_size for info in infos] == [size, size, 1]
        assert infos[2].header_offset > 2 * size
        # Opening compares the head before the content with the directory.
        for info in infos:
            archive.open(info).close()


@pytest.mark.parametrize("count", [65_534, 65_535])
def test_more_files_than_the_old_format_counts(count: int) -> None:
    source = archive_source([(f"{number:05}", b"") for number in range(count)], "files", "x.zip")
    with zipfile.ZipFile(io.BytesIO(written(source))) as archive:
        assert len(archive.infolist()) == count


def test_the_digest_is_known_before_and_holds(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1" * 700_000)
    source = archive_source([tmp_path / "a", ("b", io.BytesIO(b"2"))], "files", "x.zip")
    digest, size = digest_of(source)
    data = written(source)
    assert (digest, size) == (sha256(data), len(data))
    once = archive_source(File(iter([b"12"]), name="c", size=2), "files", "x.zip")
    assert not once.rewindable
    with pytest.raises(ArgumentError, match="only once"):
        digest_of(once)
    assert len(written(once)) == once.length


def test_a_file_that_changes_breaks_the_archive_off(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"1" * 1000)
    source = archive_source([tmp_path / "a", tmp_path / "b"], "files", "x.zip")
    (tmp_path / "b").write_bytes(b"2" * 1001)
    with pytest.raises(IntegrityError, match="file number 2 of the archive"):
        written(source)


@pytest.mark.parametrize(
    ("inputs", "upload", "message"),
    [
        ([], None, "no file"),
        ([("a", b""), ("a", b"")], None, "same name"),
        ([("a", b""), ("a/b", b"")], None, "another's folder"),
        ([("../a", b"")], None, "relative path"),
        ([("/a", b"")], None, "relative path"),
        (b"1", None, "needs a name"),
        (("a", iter([b"1"])), None, "size of a file"),
        ([("a", b""), ("b", b"")], Upload(max_files=1), "more than 1 files"),
        (("a", b"1" * 50), Upload(max_bytes=60), "archive of .* larger than the limit"),
        (("a", b"1" * 70), Upload(max_bytes=60), "more than the limit"),
    ],
)
def test_what_cannot_be_an_archive_is_refused(inputs: Any, upload: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        archive_source(inputs, "files", "x.zip", upload)


def test_an_archive_is_sent_like_a_file(mode: str, tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / name).write_bytes(name.encode() * 300_000)
    source = archive_source(tmp_path, "files", "x.zip")
    assert isinstance(source.sources[0], PathSource)
    with taking() as (intake, server):
        Sender(mode, server.url).works(NEVER, source)
        [seen] = intake.seen(1)
    assert seen.length == source.length
    assert sha256(bytes(seen.body)) == digest_of(source)[0]
    assert Body([source]).length == source.length
