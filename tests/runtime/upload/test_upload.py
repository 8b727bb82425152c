"""Which way a file goes, what is refused before anything is sent, and the direct way."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.base.sftp_target import SftpTarget
from clientome._runtime.body.inputs import File
from tests.support.clients import MODES
from tests.support.downloads import content, sha256
from tests.support.http import cut_after
from tests.support.managed import (
    ARCHIVE,
    HASHED,
    HASHED_WAY,
    LIMIT,
    SFTP,
    SIGNED,
    SIGNED_WAY,
    World,
    refuse,
    stored_file,
    world,
)


@pytest.fixture(params=MODES)
def both(request: pytest.FixtureRequest) -> Iterator[World]:
    with world(request.param) as made:
        yield made


def once(data: bytes) -> Iterator[bytes]:
    """Content that can be read only once."""
    for start in range(0, len(data), 300):
        yield data[start : start + 300]


@pytest.mark.parametrize("size", [0, 1, LIMIT - 1, LIMIT, LIMIT + 1, 300_000])
def test_way_by_size(both: World, tmp_path: Path, size: int) -> None:
    data = content(size)
    result = both.upload(SIGNED, stored_file(tmp_path, data))
    if size <= LIMIT:
        assert result.id == "d1"
        assert both.provider.lines() == ["POST /direct"]
        assert data in both.provider.requests[0].body
        assert b'filename="a.vcf"' in both.provider.requests[0].body
        assert not both.storage.requests
    else:
        assert result.id == "u1"
        assert both.provider.lines() == ["POST /start", "POST /finish"]
        both.finished(data)
        both.clean()


def test_way_by_choice(both: World, tmp_path: Path) -> None:
    data = content(10)
    assert both.upload(SIGNED, stored_file(tmp_path, data), via="signed").id == "u1"
    both.finished(data)
    assert (
        both.upload(SIGNED, ("b.vcf", data), via="direct", arguments={"note": "n", "other": None}).id == "d1"
    )


@pytest.mark.parametrize(
    ("file", "settings", "said"),
    [
        (("a.vcf", content(LIMIT + 1)), {"via": "direct"}, "1001 bytes are more than the 1000 bytes"),
        (("a.vcf", b"x"), {"via": "sftp"}, "'direct', 'signed'"),
        (("a.vcf", b"x"), {"via": "post"}, "'auto'"),
        (("a.vcf", b"x"), {"sftp": SftpTarget("h", username="u")}, "sftp"),
        (("a.txt", b"x"), {}, "must end in .vcf"),
        (b"x", {"via": "signed"}, "must end in"),
        (File(once(b"x" * 10), "a.vcf"), {}, "size"),
        (File(once(b"x" * 10), "a.vcf"), {"via": "direct"}, "size"),
        (("a.vcf", b"x"), {"via": "signed", "arguments": {"note": "n"}}, "note cannot be sent"),
        ([("a.vcf", b"x")], {}, "list of files"),
        (Path(), {}, "folder"),
        ("/nowhere/a.vcf", {}, "cannot be read"),
        (File(once(b"x"), "a.vcf", size=100_000_001), {}, "more than the limit"),
    ],
)
def test_refused_before_anything_is_sent(both: World, file: Any, settings: Any, said: str) -> None:
    with pytest.raises(errors.ArgumentError, match=said):
        both.upload(SIGNED, file, **settings)
    assert not both.provider.requests
    assert not both.storage.requests


def test_digest_first_needs_content_that_can_be_read_twice(both: World) -> None:
    with pytest.raises(errors.ArgumentError, match="read only once"):
        both.upload(HASHED, File(once(b"x" * 10), "a.vcf", size=10))
    assert not both.provider.requests


def test_content_read_once_takes_the_way_that_needs_no_digest_first(both: World) -> None:
    data = content(5000)
    managed = replace(SIGNED, ways=(HASHED_WAY, SIGNED_WAY))
    both.upload(managed, File(once(data), "a.vcf", size=len(data)))
    assert "sha256" not in both.provider.bodies("/start")[0]
    both.finished(data)


def test_name_is_needed_where_the_provider_is_told_it(both: World) -> None:
    with pytest.raises(errors.ArgumentError, match="name"):
        both.upload(HASHED, b"x")
    assert not both.provider.requests


def test_content_read_once_goes_with_its_size(both: World) -> None:
    data = content(5000)
    both.upload(SIGNED, File(once(data), "a.vcf", size=len(data)))
    both.finished(data)
    assert both.storage.requests[0]["content-length"] == "5000"


async def later(data: bytes) -> AsyncIterator[bytes]:
    """Content that only asynchronous code can read."""
    for start in range(0, len(data), 70_000):
        yield data[start : start + 70_000]


def test_asynchronous_content_goes_with_its_size(both: World) -> None:
    data = content(200_000)
    file = File(later(data), "a.vcf", size=len(data))
    if both.mode == "sync":
        with pytest.raises(errors.ArgumentError, match="asynchronous client"):
            both.upload(SIGNED, file)
        assert not both.provider.requests
        return
    told: list[int] = []
    both.upload(SIGNED, file, on_progress=lambda done, _total: told.append(done))
    both.finished(data)
    assert told[-1] == len(data)
    both.storage.faults = [cut_after(100_000)]
    with pytest.raises(errors.TransportError):
        both.upload(SIGNED, File(later(data), "a.vcf", size=len(data)))
    assert len(both.storage.requests) == 2
    with pytest.raises(errors.ArgumentError, match="asynchronous iterator cannot go by SFTP"):
        both.upload(SFTP, File(later(data), "a.vcf"), sftp=SftpTarget("h", username="u"))


def test_open_file_goes_from_where_it_stands_and_stays_open(both: World) -> None:
    handle = io.BytesIO(content(6000))
    handle.seek(1000)
    both.upload(SIGNED, ("a.vcf", handle))
    both.finished(content(6000)[1000:])
    assert not handle.closed


def test_size_that_the_content_does_not_have(both: World) -> None:
    for size in (4999, 5001):
        with pytest.raises(errors.IntegrityError):
            both.upload(SIGNED, File(once(content(5000)), "a.vcf", size=size), client={"retries": 3})
    assert len(both.storage.requests) <= 2
    assert not both.storage.stored
    assert "POST /finish" not in both.provider.lines()


def test_arguments_and_options_go_where_they_belong(both: World, tmp_path: Path) -> None:
    file = stored_file(tmp_path, content(2000))
    seen: list[str | None] = []
    options = RequestOptions(
        headers={"X-Trace": "t1"}, on_response=lambda info: seen.append(info.operation), deadline=60
    )
    both.upload(SIGNED, file, {"project": "p1", "size": None}, options=options)
    assert both.provider.bodies("/start") == [
        {"filename": "a.vcf", "size": 2000, "kind": "application/octet-stream", "project": "p1"}
    ]
    assert [request["x-trace"] for request in both.provider.requests] == ["t1", "t1"]
    assert "x-trace" not in both.storage.requests[0]
    assert seen == ["startUpload", "finishUpload"]
    both.clean()


def test_content_type_of_the_file_is_told_and_sent(both: World) -> None:
    both.upload(SIGNED, File(content(2000), "a.vcf", content_type="text/x-vcf"))
    assert both.provider.bodies("/start")[0]["kind"] == "text/x-vcf"
    assert both.storage.requests[0]["content-type"] == "text/x-vcf"


@pytest.mark.parametrize("via", ["direct", "signed", "archive"])
def test_progress_ends_with_the_whole(both: World, tmp_path: Path, via: str) -> None:
    told: list[tuple[int, int | None]] = []

    def plain(done: int, total: int | None) -> None:
        told.append((done, total))

    async def later(done: int, total: int | None) -> None:
        told.append((done, total))

    on_progress = plain if both.mode == "sync" else later
    if via == "archive":
        both.upload(ARCHIVE, [("a", content(700_000))], on_progress=on_progress)
    else:
        data = content(900 if via == "direct" else 700_000)
        both.upload(SIGNED, stored_file(tmp_path, data), via=via, on_progress=on_progress)
    total = told[-1][1]
    assert total is not None
    assert total >= (900 if via == "direct" else 700_000)
    assert [done for done, _total in told] == sorted(done for done, _total in told)
    assert told[-1][0] == total
    assert {each for _done, each in told} == {total}


def test_error_in_progress_ends_the_upload(both: World, tmp_path: Path) -> None:
    def stop(done: int, total: int | None) -> None:
        if done:
            raise KeyError("enough")

    with pytest.raises(KeyError):
        both.upload(SIGNED, stored_file(tmp_path, content(700_000)), on_progress=stop, client={"retries": 3})
    assert len(both.storage.requests) <= 1
    assert "POST /finish" not in both.provider.lines()


@pytest.mark.parametrize("path", ["/direct", "/start", "/finish"])
@pytest.mark.parametrize("line", ["503 Service Unavailable", "402 Payment Required"])
def test_what_starts_something_is_sent_once(both: World, tmp_path: Path, path: str, line: str) -> None:
    both.provider.script[path] = [refuse(line)] * 4
    file = stored_file(tmp_path, content(500 if path == "/direct" else 2000))
    with pytest.raises(errors.APIError):
        both.upload(SIGNED, file, client={"retries": 3})
    assert both.provider.lines().count(f"POST {path}") == 1


@pytest.mark.parametrize("path", ["/direct", "/start", "/finish"])
def test_what_was_not_looked_at_is_sent_again(both: World, tmp_path: Path, path: str) -> None:
    both.provider.script[path] = [refuse("429 Too Many Requests", b"{}", "Retry-After: 0.01")]
    file = stored_file(tmp_path, content(500 if path == "/direct" else 2000))
    _result = both.upload(SIGNED, file, client={"retries": 1})
    assert both.provider.lines().count(f"POST {path}") == 2


def test_folder_goes_as_an_archive(both: World, tmp_path: Path) -> None:
    folder = tmp_path / "run1"
    (folder / "deep").mkdir(parents=True)
    _one = stored_file(folder, content(300_000, 1), "a.fa")
    _two = stored_file(folder / "deep", content(500, 2), "b ü.fa")
    result = both.upload(ARCHIVE, folder, {"project": "p1"})
    assert result.id == "b1"
    fields = both.provider.requests[1]
    body = bytes(fields.body)
    assert (fields.method, fields.target) == ("PUT", "/v1/box?token=tok1-secret")
    assert fields["content-type"] == "application/zip"
    assert "authorization" not in fields
    with ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "run1/a.fa": content(300_000, 1),
            "run1/deep/b ü.fa": content(500, 2),
        }
    # What was promised is what came.
    assert both.provider.bodies("/start") == [
        {"size": len(body), "sha256": sha256(body), "kind": "zip", "project": "p1"}
    ]


def test_list_goes_as_an_archive_and_a_file_as_it_is(both: World, tmp_path: Path) -> None:
    both.upload(ARCHIVE, [stored_file(tmp_path, b"one", "one.fa"), ("two.fa", b"two")])
    with ZipFile(io.BytesIO(both.provider.requests[1].body)) as archive:
        assert sorted(archive.namelist()) == ["one.fa", "two.fa"]
    both.upload(ARCHIVE, stored_file(tmp_path, b"PK any", "ready.zip"))
    assert both.provider.requests[3].body == b"PK any"


def test_limits_of_an_archive_are_kept(both: World, tmp_path: Path) -> None:
    for number in range(51):
        _file = stored_file(tmp_path, b"x", f"{number}.fa")
    with pytest.raises(errors.ArgumentError, match="50 files"):
        both.upload(ARCHIVE, tmp_path)
    assert not both.provider.requests


@pytest.mark.parametrize("line", ["403 Forbidden", "410 Gone"])
def test_archive_whose_place_expired_starts_once_more(both: World, tmp_path: Path, line: str) -> None:
    both.provider.script["/box"] = [refuse(line)]
    _file = stored_file(tmp_path, content(5000), "a.fa")
    assert both.upload(ARCHIVE, [tmp_path / "a.fa"]).id == "b1"
    assert both.provider.lines() == ["POST /start", "PUT /box", "POST /start", "PUT /box"]
    assert both.provider.requests[3].target.endswith("tok2-secret")
    assert both.provider.requests[1].body == both.provider.requests[3].body


def test_archive_is_repeated_after_busy(both: World, tmp_path: Path) -> None:
    both.provider.script["/box"] = [refuse("503 Service Unavailable", b"{}", "Retry-After: 0")] * 2
    assert both.upload(ARCHIVE, [stored_file(tmp_path, content(5000), "a.fa")]).id == "b1"
    assert both.provider.lines() == ["POST /start", "PUT /box", "PUT /box", "PUT /box"]


def test_login_at_sftp_is_asked_for_before_anything_is_sent(both: World) -> None:
    with pytest.raises(
        errors.ArgumentError, match=r"1001 bytes goes by SFTP: pass sftp=SftpTarget\("
    ) as caught:
        both.upload(SFTP, ("a.vcf", content(LIMIT + 1)))
    assert caught.value.argument == "sftp"
    assert not both.provider.requests


def test_waits_for_what_the_upload_becomes(both: World, tmp_path: Path) -> None:
    both.provider.states = ["NEW", "CHECKING", "CHECKING", "VALID"]
    seen: list[str] = []
    result = both.upload(
        SFTP, stored_file(tmp_path, b"x"), on_status=lambda file: seen.append(file.state), timeout=30
    )
    assert (result.id, result.state) == ("d1", "VALID")
    assert seen == ["NEW", "CHECKING", "VALID"]
    assert both.upload(SFTP, stored_file(tmp_path, b"x"), wait=False).state == "NEW"


def test_refused_file_tells_the_reason(both: World, tmp_path: Path) -> None:
    both.provider.script["/files/d1"] = [
        refuse("200 OK", b'{"id": "d1", "state": "FAILED", "path": "bad header"}')
    ]
    with pytest.raises(errors.WaitFailed) as caught:
        both.upload(SFTP, stored_file(tmp_path, b"x"))
    assert caught.value.reason == "bad header"
    assert both.provider.lines().count("POST /direct") == 1


def test_wait_that_is_too_long_says_that_the_upload_is_done(both: World, tmp_path: Path) -> None:
    both.provider.states = ["NEW"] * 1000
    with pytest.raises(errors.WaitTimeout) as caught:
        both.upload(SFTP, stored_file(tmp_path, b"x", "maria.vcf"), timeout=0.1)
    [note] = caught.value.__notes__
    assert "do not send the file again" in note
    assert "getFile(id='d1')" in note
    assert "maria" not in note + str(caught.value)
