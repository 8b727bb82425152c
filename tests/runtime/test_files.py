"""Files and folders that are uploaded: names, limits, sizes that change, files that vanish."""

from __future__ import annotations

import asyncio
import io
import os
from pathlib import Path
from typing import Any

import pytest
from runtime.bodies import Body
from runtime.errors import ArgumentError, BodyError, IntegrityError
from runtime.files import source_of
from runtime.operation import Parameter, Upload

from tests.runtime.test_bodies import Pipe, built, collect, operation, parts, whole

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
