"""What a folder sends: what comes before the paths of its files, and what is left out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from clientome import Folder as Exported
from clientome._runtime.base.errors import ArgumentError
from clientome._runtime.body.inputs import Folder, UploadQuota, folder_sources, source_of
from clientome._runtime.body.zip import archive_source
from clientome._runtime.call.payload import sources_of
from clientome._runtime.spec.operation import Upload
from clientome.subseq.operations import datasets, jobs, pipelines


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_bytes(b"A")
    (folder / "sub" / "b.txt").write_bytes(b"B")
    return folder


def read(sources: Any) -> dict[str, bytes]:
    return {source.name: b"".join(source.chunks()) for source in sources}


@pytest.mark.parametrize(
    ("prefix", "named", "start"),
    [
        (None, True, "data/"),
        (None, False, ""),
        ("", True, ""),
        ("", False, ""),
        ("in", True, "in/"),
        ("in/put/", False, "in/put/"),
    ],
)
@pytest.mark.parametrize("ending", ["", "/", "/.", "/sub/.."])
def test_names_and_contents(data: Path, prefix: str | None, named: bool, start: str, ending: str) -> None:
    given = Folder(f"{data}{ending}", prefix)
    found = read(folder_sources(given, "folder", UploadQuota(), named=named))
    assert found == {f"{start}a.txt": b"A", f"{start}sub/b.txt": b"B"}
    assert list(found) == sorted(found)
    if prefix is None:
        assert read(folder_sources(f"{data}{ending}", "folder", UploadQuota(), named=named)) == found


def test_the_description_decides_where_the_caller_does_not(data: Path) -> None:
    kept, bare = (Upload(relative_paths=True, folder_name=named) for named in (True, False))
    assert set(read(sources_of("folder", data, kept))) == {"data/a.txt", "data/sub/b.txt"}
    assert set(read(sources_of("folder", [data], bare))) == {"a.txt", "sub/b.txt"}
    several = [Folder(data, "x"), ("c.txt", b"C"), Folder(data, "")]
    assert len(read(sources_of("folder", several, bare))) == 5


def test_a_folder_in_an_archive(data: Path) -> None:
    assert b"in/sub/b.txt" in b"".join(archive_source(Folder(data, "in"), "file", "x.zip").chunks())
    assert b"data/a.txt" in b"".join(archive_source(data, "file", "x.zip").chunks())


@pytest.mark.parametrize("prefix", ["/", "/abs", "..", "a/../b", "a//b", ".", 5])
def test_a_prefix_is_a_relative_path(data: Path, prefix: Any) -> None:
    with pytest.raises(ArgumentError, match="prefix"):
        Folder(data, prefix)


def test_a_folder_where_a_file_is_wanted(data: Path) -> None:
    with pytest.raises(ArgumentError, match="expected a file"):
        source_of(Folder(data), "file")
    with pytest.raises(ArgumentError, match="expected a file"):
        sources_of("file", Folder(data), Upload())


def test_errors_name_the_file(data: Path) -> None:
    os.symlink("nowhere", data / "lost")
    with pytest.raises(ArgumentError, match="'lost' cannot be read"):
        folder_sources(data, "folder", UploadQuota(), named=False)
    with pytest.raises(ArgumentError, match="the folder 'gone' cannot be read"):
        folder_sources(data / "gone", "folder", UploadQuota(), named=False)


def test_each_operation_says_it() -> None:
    assert Exported.__name__ == "Folder"

    def named(operation: Any) -> dict[str, bool]:
        return {
            p.name: p.upload.folder_name for p in operation.parameters if p.upload and p.upload.relative_paths
        }

    assert named(jobs.SUBMIT) == {"folder": True, "aux": True}
    assert named(jobs.SUBMIT_GUIDED) == {"folder": True, "aux": True}
    assert named(pipelines.SUBMIT) == {"pipeline_input": True}
    # The service drops the top folder of a new dataset, so that it must be there; an edit names paths in a dataset.
    assert named(datasets.CREATE) == {"folder": True}
    assert named(datasets.EDIT) == {"folder": False}


@pytest.fixture
def lived_in(data: Path) -> Path:
    """A folder that people and systems have worked in."""
    for name in (
        ".DS_Store",
        "sub/._b.txt",
        "thumbs.DB",
        ".git/config",
        "__MACOSX/x",
        "run.log",
        "sub/cache/c",
        "c",
    ):
        path = data / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    return data


@pytest.mark.parametrize(
    ("exclude", "names"),
    [
        ((), "a.txt c run.log sub/b.txt sub/cache/c"),
        (["*.log"], "a.txt c sub/b.txt sub/cache/c"),
        (["cache/"], "a.txt c run.log sub/b.txt"),
        (["c/"], "a.txt c run.log sub/b.txt sub/cache/c"),
        (["c"], "a.txt run.log sub/b.txt"),
        (["/sub/cache"], "a.txt c run.log sub/b.txt"),
        (["/c"], "a.txt run.log sub/b.txt sub/cache/c"),
        (["sub/*.txt", "run.*"], "a.txt c sub/cache/c"),
        (["SUB"], "a.txt c run.log sub/b.txt sub/cache/c"),
    ],
)
@pytest.mark.parametrize("prefix", [None, "", "in"])
def test_what_is_left_out(lived_in: Path, exclude: list[str], names: str, prefix: str | None) -> None:
    found = read(folder_sources(Folder(lived_in, prefix, iter(exclude)), "folder", UploadQuota()))
    start = {None: "data/", "": "", "in": "in/"}[prefix]
    assert " ".join(name.removeprefix(start) for name in found) == names


def test_system_files_can_be_sent_and_count_for_no_limit_when_they_are_not(lived_in: Path) -> None:
    os.symlink("nowhere", lived_in / "sub" / "._link")
    assert len(read(folder_sources(lived_in, "folder", UploadQuota(max_files=5)))) == 5
    (lived_in / "sub" / "._link").unlink()
    assert len(read(folder_sources(Folder(lived_in, system_files=True), "folder", UploadQuota()))) == 10
    # A folder that is asked for by its name is sent.
    assert set(read(folder_sources(lived_in / ".git", "folder", UploadQuota()))) == {".git/config"}
    assert b".DS_Store" not in b"".join(archive_source(lived_in, "file", "x.zip").chunks())


def test_nothing_but_system_files_is_nothing(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_bytes(b"x")
    with pytest.raises(ArgumentError, match="no file to send"):
        folder_sources(tmp_path, "folder", UploadQuota())


@pytest.mark.parametrize("exclude", ["*.log", b"x", 3, [""], ["/"], [b"x"], [None]])
def test_patterns_that_are_none(data: Path, exclude: Any) -> None:
    with pytest.raises(ArgumentError) as caught:
        Folder(data, exclude=exclude)
    assert caught.value.argument == "exclude"
