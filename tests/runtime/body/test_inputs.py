"""Files and folders that are uploaded: names, limits, sizes that change, files that vanish."""

from __future__ import annotations

import asyncio
import io
import os
import socket
import subprocess
import tempfile
import threading
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from clientome._runtime.base.errors import ArgumentError, BodyError, IntegrityError
from clientome._runtime.body import sources as contents
from clientome._runtime.body.body import Body
from clientome._runtime.body.inputs import UploadQuota, folder_sources, source_of
from clientome._runtime.spec.operation import Parameter, Upload
from tests.runtime.body.test_body import Pipe, built, collect, operation, parts, whole

FOLDER = Upload(relative_paths=True, max_files=3)


def tree(root: Path) -> Path:
    folder = root / "inputs"
    (folder / "sub").mkdir(parents=True)
    (folder / "b.fa").write_bytes(b"B")
    (folder / "a.fa").write_bytes(b"AA")
    (folder / "sub" / "c.fa").write_bytes(b"CCC")
    return folder


def test_a_folder_becomes_parts_with_relative_paths(tmp_path: Path) -> None:
    made = operation(Parameter("folder", "file", upload=FOLDER))
    body, kind = built(made, folder=[tree(tmp_path)])
    assert [(part[1], part[3]) for part in parts(whole(body), kind)] == [
        ("inputs/a.fa", b"AA"),
        ("inputs/b.fa", b"B"),
        ("inputs/sub/c.fa", b"CCC"),
    ]


def test_folder_limits_are_checked_before_the_first_byte(tmp_path: Path) -> None:
    folder = tree(tmp_path)
    (folder / "d.fa").write_bytes(b"")
    with pytest.raises(ArgumentError, match=r"folder\[0\]: more than 3 files"):
        built(operation(Parameter("folder", "file", upload=FOLDER)), folder=[folder])
    with pytest.raises(ArgumentError, match="folder: more than 3 files"):
        built(operation(Parameter("folder", "file", upload=FOLDER)), folder=[b"1", b"2", b"3", b"4"])


def test_a_folder_where_no_folder_belongs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="expected a file, got a folder"):
        built(operation(Parameter("file", "file")), file=tmp_path)


def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    folder = tree(tmp_path)
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    with pytest.raises(ArgumentError, match="symbolic link to a folder above"):
        built(operation(Parameter("folder", "file", upload=Upload(relative_paths=True))), folder=[folder])


def test_a_link_to_the_side_is_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "x").write_bytes(b"X")
    folder = tmp_path / "main"
    folder.mkdir()
    (folder / "link").symlink_to(other, target_is_directory=True)
    body, kind = built(operation(Parameter("f", "file", upload=Upload(relative_paths=True))), f=[folder])
    assert [part[1] for part in parts(whole(body), kind)] == ["main/link/x"]


@pytest.mark.parametrize(
    ("upload", "value", "message"),
    [
        (Upload(max_bytes=3), b"1234", "4 bytes are more than the limit of 3"),
        (Upload(file_name_pattern=r"[a-z.]+"), ("A.TXT", b""), "must match"),
        (Upload(extensions=(".vcf",)), ("a.txt", b""), "must end in .vcf"),
    ],
)
def test_upload_limits(upload: Upload, value: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        built(operation(Parameter("file", "file", upload=upload)), file=value)


def test_extensions_ignore_case() -> None:
    body, _kind = built(
        operation(Parameter("file", "file", upload=Upload(extensions=(".vcf",)))), file=("A.VCF", b"1")
    )
    assert body is not None


def test_the_limit_of_the_whole_body_is_checked_first() -> None:
    made = operation(
        Parameter("file", "file", whole=True), kind="application/zip", upload=Upload(max_bytes=2)
    )
    with pytest.raises(ArgumentError, match="larger than the limit of 2 bytes"):
        built(made, file=b"123")
    pipe, _kind = built(made, file=Pipe(b"123"))
    assert pipe.length is None
    with pytest.raises(ArgumentError, match="larger than the limit"):
        list(pipe)


@pytest.mark.parametrize(
    "value", [3, None, 1.5, object(), ("a",), ("a", 3), {"filename": "x"}, io.StringIO("x")]
)
def test_what_is_no_file_is_refused(value: Any) -> None:
    with pytest.raises(ArgumentError):
        source_of(value, "file")


def test_a_missing_file_is_reported_without_its_name(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="file: the file cannot be read: No such file") as caught:
        source_of(tmp_path / "john_smith.vcf", "file")
    assert "smith" not in str(caught.value)
    with pytest.raises(ArgumentError):
        source_of("a\0b", "file")


def test_an_open_file_is_sent_from_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"0123456789")
    with path.open("rb") as handle:
        handle.seek(4)
        body = Body([source_of(handle, "file")])
        assert body.length == 6
        assert whole(body) == b"456789"
        body.rewind()
        assert whole(body) == b"456789"
        assert not handle.closed


def test_a_file_that_changes_its_size_is_never_cut_silently(tmp_path: Path) -> None:
    path = tmp_path / "x"
    for changed in (b"12", b"1234567"):
        path.write_bytes(b"12345")
        body = Body([source_of(path, "file")])
        path.write_bytes(changed)
        with pytest.raises(IntegrityError):
            list(body)
        with pytest.raises(IntegrityError):
            asyncio.run(collect(body))


def test_a_file_that_vanishes_is_a_body_error(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"12345")
    body = Body([source_of(path, "file")])
    path.unlink()
    with pytest.raises(BodyError, match="No such file"):
        list(body)
    with pytest.raises(BodyError):
        asyncio.run(collect(body))


def test_one_file_is_open_at_a_time(tmp_path: Path) -> None:
    for index in range(50):
        (tmp_path / f"{index:02}").write_bytes(b"x" * 10)
    body, _kind = built(operation(Parameter("f", "file", upload=Upload(relative_paths=True))), f=[tmp_path])
    before = len(os.listdir("/proc/self/fd"))
    most = max(len(os.listdir("/proc/self/fd")) for _chunk in body)
    assert most <= before + 1


# -- folders ---------------------------------------------------------------------------------------------------


def refused(folder: Path, message: str, upload: Upload | None = None) -> None:
    made = operation(Parameter("folder", "file", upload=upload or Upload(relative_paths=True)))
    with pytest.raises(ArgumentError, match=message):
        built(made, folder=folder)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    refused(tmp_path / "a", "there is no file to send in the folder")


def test_what_is_no_file_is_refused_by_its_relative_path(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    os.mkfifo(folder / "sub" / "pipe")
    refused(folder, "'in/sub/pipe' is a named pipe; only files can be sent")
    (folder / "sub" / "pipe").unlink()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "s"))
        refused(folder, "'in/s' is a socket")
    (folder / "s").unlink()
    (folder / "null").symlink_to("/dev/null")
    refused(folder, "'in/null' is a device")
    (folder / "null").unlink()
    (folder / "gone\n").symlink_to("nowhere")
    refused(folder, r"'in/gone\\n' cannot be read: a symbolic link that leads nowhere")


def test_a_file_that_may_not_be_read_is_refused_before_the_first_byte() -> None:
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)
        folder = Path(place) / "in"
        folder.mkdir()
        (folder / "secret").write_bytes(b"1")
        (folder / "secret").chmod(0)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            refused(folder, "'in/secret' cannot be read: Permission denied")
            with pytest.raises(ArgumentError, match="Permission denied"):
                source_of(folder / "secret", "file")
        finally:
            if root:
                os.seteuid(0)


def test_names_go_out_as_they_are_on_the_disk(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    # Bytes that are no text, both normal forms of one letter, and what would break a header.
    names = [b"bad\xff", "e\u0301".encode(), "\u00e9".encode(), b'q"uo\nte', b"back\\slash"]
    for name in names:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(name)
    body, _kind = built(operation(Parameter("f", "file", upload=Upload(relative_paths=True))), f=folder)
    data = whole(body)
    for name in names:
        escaped = name.replace(b'"', b"%22").replace(b"\n", b"%0A")
        assert b'filename="in/' + escaped + b'"\r\n' in data
    assert data.count(b"filename=") == len(names)


def test_links_to_files_are_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"real")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "real")
    (folder / "self").symlink_to("self")
    refused(folder, "'in/self' cannot be read")
    (folder / "self").unlink()
    body, kind = built(operation(Parameter("f", "file", upload=Upload(relative_paths=True))), f=folder)
    assert [(part[1], part[3]) for part in parts(whole(body), kind)] == [("in/link", b"real")]


def test_scanning_stops_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    for number in range(20):
        (folder / f"{number:02}").mkdir(parents=True)
        for inner in range(10):
            (folder / f"{number:02}" / str(inner)).write_bytes(b"12345")
    looked: list[str] = []
    real = os.stat
    monkeypatch.setattr(
        "clientome._runtime.body.inputs.os.stat", lambda path: looked.append(str(path)) or real(path)
    )
    refused(folder, "more than 15 files", Upload(relative_paths=True, max_files=15))
    assert len(looked) < 20
    looked.clear()
    refused(folder, "55 bytes are more than the limit of 52 bytes", Upload(relative_paths=True, max_bytes=52))
    assert len(looked) < 20


def test_the_limits_hold_over_all_folders_of_an_argument(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        for number in range(2):
            (tmp_path / name / str(number)).write_bytes(b"12")
    made = operation(Parameter("f", "file", upload=FOLDER))
    with pytest.raises(ArgumentError, match="more than 3 files"):
        built(made, f=[tmp_path / "a", tmp_path / "b"])


def test_folders_deeper_than_the_stack(tmp_path: Path) -> None:
    root = tmp_path / "d"
    root.mkdir()
    here = os.getcwd()
    try:
        os.chdir(root)
        for _ in range(1100):
            os.mkdir("d")
            os.chdir("d")
        Path("x").write_bytes(b"1")
    finally:
        os.chdir(here)
    [source] = folder_sources(root, "folder", UploadQuota())
    assert source.name == "d/" * 1101 + "x"
    assert b"".join(source.chunks()) == b"1"
    # Python's own tools for removing a tree are recursive.
    subprocess.run(["rm", "-rf", str(root)], check=True)


def test_many_files_are_small_in_memory(tmp_path: Path) -> None:
    for number in range(2000):
        (tmp_path / f"{number:05}").touch()
    tracemalloc.start()
    try:
        body, _kind = built(operation(Parameter("f", "file", upload=Upload(relative_paths=True))), f=tmp_path)
        kept, _most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert body.length > 0
    assert kept / 2000 < 600


def test_a_terabyte_is_announced_exactly(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / str(number)).touch()
        os.truncate(tmp_path / str(number), 2**35)
    body, _kind = built(operation(Parameter("f", "file", upload=Upload(relative_paths=True))), f=tmp_path)
    heads = sum(len(piece) for piece in body.pieces if isinstance(piece, bytes))
    assert body.length == 3 * 2**35 + heads


def test_under_asyncio_no_file_is_touched_by_the_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "ab":
        (tmp_path / name).write_bytes(b"x" * 600_000)
    body, _kind = built(operation(Parameter("f", "file", upload=Upload(relative_paths=True))), f=tmp_path)
    threads: set[int] = set()
    real = contents.io.FileIO

    class Watched(real):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any) -> None:
            threads.add(threading.get_ident())
            super().__init__(*args)

        def read(self, *args: Any) -> Any:
            threads.add(threading.get_ident())
            return super().read(*args)

    monkeypatch.setattr("clientome._runtime.body.sources.io.FileIO", Watched)
    data = b"".join(asyncio.run(collect(body)))
    assert len(data) == body.length
    assert threads
    assert threading.get_ident() not in threads
