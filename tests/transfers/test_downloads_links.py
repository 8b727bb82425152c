"""Signed links: fetched without anything of ours, minted again when they expire, never shown."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import pytest

from clientome._runtime.base import errors, timing
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.call.presigned import Link
from tests.runtime.sockets import serve
from tests.transfers.downloads_kit import (
    COLOURS,
    Both,
    Storage,
    content,
    cut_at,
    names,
    serving,
    sha256,
    status,
    then,
)

DATA = content(100_000)
SECRET = "X-Signature=5ecret%2Fvalue%3D%3d&n=1"
ONCE = RequestOptions(retries=0)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "REPEATS", timing.Backoff(0.0, 8.0))


@pytest.fixture(params=COLOURS)
def colour(request: pytest.FixtureRequest) -> str:
    return request.param


class Mint:
    """Gives links that are numbered."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.count = 0

    def __call__(self) -> str:
        self.count += 1
        return f"{self.url}/v1/files/a.bin?{SECRET}&number={self.count}"


def test_nothing_of_ours_travels_with_a_link(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=DATA)
    with serving(storage) as server:
        both = Both(colour, server.url, headers={"X-Mine": "private", "Cookie": "a=b"})
        options = RequestOptions(headers={"X-Call": "private"})
        link = f"{server.url}/v1/files/a.bin?{SECRET}#fragment"
        path = both.save_link(link, tmp_path / "x", sha256=sha256(DATA), size=len(DATA), options=options)
    assert path.read_bytes() == DATA
    (fields,) = storage.requests
    assert fields[":path"] == f"/v1/files/a.bin?{SECRET}"
    assert fields.keys() == {":path", "host", "user-agent", "accept", "accept-encoding"}
    assert "thing" not in fields["user-agent"]


def test_the_link_tells_the_name_where_the_server_does_not(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=DATA, token=DATA)
    with serving(storage) as server:
        both = Both(colour, server.url)
        assert both.save_link(f"{server.url}/v1/files/a.bin?{SECRET}", tmp_path) == tmp_path / "a.bin"
        # What does not look like a file may be a token.
        assert both.save_link(f"{server.url}/v1/files/token", tmp_path) == tmp_path / "download"


@pytest.mark.parametrize("refusal", ["401 No", "403 Forbidden", "404 Not Found", "410 Gone"])
def test_a_link_that_expires_on_the_way_is_minted_again(tmp_path: Path, colour: str, refusal: str) -> None:
    storage = Storage(a__bin=DATA)
    storage.faults = [cut_at(20_000), status(refusal), cut_at(50_000), status(refusal)]
    with serving(storage) as server:
        mint = Mint(server.url)
        assert Both(colour, server.url).save_link(mint, tmp_path / "x").read_bytes() == DATA
    assert mint.count == 3
    assert [fields[":path"][-1] for fields in storage.requests] == ["1", "1", "2", "2", "3"]
    assert storage.ranges_asked == [None, "bytes=20000-", "bytes=20000-", "bytes=50000-", "bytes=50000-"]


def test_a_later_call_goes_on_with_another_link(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=DATA)
    storage.faults = [cut_at(20_000)]
    with serving(storage) as server:
        both, mint = Both(colour, server.url), Mint(server.url)
        with pytest.raises(errors.IntegrityError):
            both.save_link(mint, tmp_path / "x", options=ONCE)
        assert both.save_link(mint, tmp_path / "x").read_bytes() == DATA
    assert storage.ranges_asked == [None, "bytes=20000-"]
    assert SECRET not in "".join(names(tmp_path))


def test_the_note_does_not_hold_the_link(tmp_path: Path) -> None:
    storage = Storage(a__bin=DATA)
    storage.faults = [cut_at(20_000)]
    with serving(storage) as server, pytest.raises(errors.IntegrityError):
        Both("sync", server.url).save_link(Mint(server.url), tmp_path / "x", options=ONCE)
    note = (tmp_path / "x.part.json").read_text()
    assert "5ecret" not in note
    assert "127.0.0.1" not in note


def test_a_link_that_is_never_valid_is_minted_once_more_only(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=DATA)
    storage.faults = [status("403 Forbidden")] * 9
    with serving(storage) as server:
        mint = Mint(server.url)
        with pytest.raises(errors.PermissionDeniedError):
            Both(colour, server.url).save_link(mint, tmp_path / "x")
    assert mint.count == 2
    assert names(tmp_path) == []


def test_busy_and_failing_storage_is_asked_again(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=DATA)
    storage.faults = [status("503 Slow Down"), status("429 Too Many", "Retry-After: 0"), cut_at(5)]
    with serving(storage) as server:
        both = Both(colour, server.url)
        assert both.save_link(Mint(server.url), tmp_path / "x").read_bytes() == DATA
        storage.faults = [status("503 Slow Down")] * 9
        with pytest.raises(errors.ServiceUnavailableError) as raised:
            both.save_link(Mint(server.url), tmp_path / "y")
        assert raised.value.attempts == 3
    assert len(storage.faults) == 6


def test_links_never_show(tmp_path: Path, colour: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "clientome")
    storage = Storage(a__bin=DATA)
    storage.faults = [
        cut_at(20_000),
        status("302 Found", f"Location: /v1/files/a.bin?{SECRET}&again=1"),
        status("403 Forbidden"),
    ]
    shown = ""
    with serving(storage) as server:
        link = f"{server.url}/v1/files/a.bin?{SECRET}"
        with pytest.raises(errors.PermissionDeniedError, match="get a new one") as raised:
            Both(colour, server.url).save_link(link, tmp_path / "x")
        shown += (
            "".join(traceback.format_exception(raised.value)) + repr(raised.value) + repr(raised.value.body)
        )
        shown += repr(Link(link, secure=False))
    with pytest.raises(errors.ConnectError) as failed:
        Both(colour, server.url).save_link(link, tmp_path / "y", options=ONCE)
    shown += "".join(traceback.format_exception(failed.value))
    assert "127.0.0.1" in caplog.text
    assert "-> 403" in caplog.text
    for text in (shown, caplog.text):
        assert "5ecret" not in text
        assert "files/a.bin" not in text


def test_redirects_of_links_are_followed_with_bounds(tmp_path: Path, colour: str) -> None:
    storage, other = Storage(a__bin=b""), Storage(a__bin=DATA)
    with serving(storage) as server, serve(other.talk) as there:
        storage.faults = [status("307 Temporary Redirect", f"Location: {there.url}/v1/files/a.bin?s=1")]
        both = Both(colour, server.url)
        assert both.save_link(f"{server.url}/v1/files/a.bin", tmp_path / "x").read_bytes() == DATA
        storage.faults = [status("302 Found", "Location: /v1/files/a.bin?s=1")] * 20
        with pytest.raises(errors.UnexpectedStatusError, match="more than 10 redirects"):
            both.save_link(f"{server.url}/v1/files/a.bin", tmp_path / "y")
        assert len(storage.faults) == 9


def test_the_deadline_covers_links(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=DATA)
    storage.faults = [status("503 Slow Down", "Retry-After: 30")]
    with serving(storage) as server:
        both = Both(colour, server.url)
        with pytest.raises(errors.ServiceUnavailableError):
            both.save_link(Mint(server.url), tmp_path / "x", options=RequestOptions(deadline=5))
    assert len(storage.requests) == 1


def test_content_behind_a_new_link_that_is_another_starts_afresh(tmp_path: Path, colour: str) -> None:
    new = content(90_000, 4)

    def change(storage: Storage) -> None:
        storage.files["/v1/files/a.bin"] = new
        storage.etag = '"v2"'

    storage = Storage(a__bin=DATA)
    storage.faults = [then(change, cut_at(20_000)), status("403 Forbidden")]
    with serving(storage) as server:
        assert Both(colour, server.url).save_link(Mint(server.url), tmp_path / "x").read_bytes() == new


@pytest.mark.parametrize(
    "link", ["ftp://x/y", "/only/a/path", "http://user:pass@host/x", "http://[::1", "", 5]
)
def test_what_is_no_link_is_refused(tmp_path: Path, colour: str, link: object) -> None:
    with pytest.raises(errors.ArgumentError) as raised:
        Both(colour, "http://127.0.0.1:1").save_link(lambda: link, tmp_path / "x")
    assert raised.value.argument == "link"
    assert "pass" not in str(raised.value).replace("password", "")


def test_a_client_that_speaks_https_follows_no_http_link(tmp_path: Path, colour: str) -> None:
    with pytest.raises(errors.ArgumentError, match="https"):
        Both(colour, "https://127.0.0.1:1").save_link("http://127.0.0.1:1/x?s=5ecret", tmp_path / "x")


def test_a_mint_that_fails_tells_why(tmp_path: Path, colour: str) -> None:
    def mint() -> str:
        raise LookupError("no such report")

    with pytest.raises(LookupError, match="no such report"):
        Both(colour, "http://127.0.0.1:1").save_link(mint, tmp_path / "x")
