"""The policy of downloads without clock, loop or network: what is asked for, how long is waited, when it is given up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.timing import Deadline
from clientome._runtime.download import download as downloads
from clientome._runtime.download.download import DownloadOptions, save
from clientome._runtime.download.origins import OperationOrigin, as_file
from clientome._runtime.http.messages import Response
from clientome._runtime.spec.operation import Answer, Operation
from tests.runtime.kit import Player, answer, header, session
from tests.transfers.downloads_kit import FILE

CUT = errors.ProtocolError("cut")


def whole(body: bytes, total: int, error: BaseException | None = CUT) -> Response:
    """A 200 that may break off."""
    return answer(200, body, {"Content-Length": str(total), "ETag": '"1"'}, error)


def rest(start: int, body: bytes, total: int, error: BaseException | None = CUT) -> Response:
    """A 206 that may break off."""
    headers = {"Content-Range": f"bytes {start}-{total - 1}/{total}", "ETag": '"1"'}
    return answer(206, body, {"Content-Length": str(total - start), **headers}, error)


def play(player: Player, path: Path, operation: Any = FILE, **settings: Any) -> Path:
    """Run one download."""
    source = OperationOrigin(session(), operation, {"name": "a"}, None)
    return player.play(save(source, DownloadOptions(target=path, **settings)))


def test_pauses_grow_only_while_nothing_comes(tmp_path: Path) -> None:
    player = Player(
        whole(b"01", 6),
        rest(2, b"", 6),
        rest(2, b"", 6),
        rest(2, b"23", 6),
        rest(4, b"45", 6, None),
    )
    assert play(player, tmp_path / "a").read_bytes() == b"012345"
    assert player.sleeps == [0.5, 1.0, 2.0, 0.5]
    assert [header(request, "Range") for request in player.requests] == [
        None,
        "bytes=2-",
        "bytes=2-",
        "bytes=2-",
        "bytes=4-",
    ]


def test_it_is_given_up_after_as_many_fruitless_tries_as_a_call_has(tmp_path: Path) -> None:
    player = Player(whole(b"01", 6), *[rest(2, b"", 6) for _ in range(9)])
    with pytest.raises(errors.IntegrityError) as raised:
        play(player, tmp_path / "a")
    assert len(player.requests) == 4
    assert isinstance(raised.value, errors.TransportError)
    assert raised.value.__cause__ is CUT
    assert (raised.value.operation, raised.value.attempts, raised.value.is_retry_safe) == ("getFile", 4, True)


def test_breaks_are_bounded_however_much_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "MAX_BREAKS", 3)
    player = Player(whole(b"0", 9), *[rest(n, b"x", 9) for n in range(1, 9)])
    with pytest.raises(errors.IntegrityError, match="after 4 of 9 bytes"):
        play(player, tmp_path / "a")
    assert len(player.requests) == 4


def test_what_may_not_be_repeated_is_not_continued_by_itself(tmp_path: Path) -> None:
    player = Player(whole(b"01", 6))
    with pytest.raises(errors.IntegrityError, match="after 2 of 6 bytes") as raised:
        play(player, tmp_path / "a", replace(FILE, retry="never"))
    assert not raised.value.is_retry_safe  # type: ignore[attr-defined] # also a TransportError
    assert (tmp_path / "a.part").read_bytes() == b"01"
    # The caller may: the next call goes on.
    player = Player(rest(2, b"2345", 6, None))
    assert play(player, tmp_path / "a", replace(FILE, retry="never")).read_bytes() == b"012345"


def test_a_pause_that_does_not_fit_into_the_deadline_is_not_begun(tmp_path: Path) -> None:
    player = Player(whole(b"01", 6))
    with pytest.raises(errors.IntegrityError):
        play(player, tmp_path / "a", deadline=Deadline(100.4))
    assert player.sleeps == []


def test_a_deadline_that_passed_is_told(tmp_path: Path) -> None:
    player = Player(whole(b"01", 6))
    player.slow[0] = 10.0
    with pytest.raises(errors.TimeoutError, match="after 2 bytes") as raised:
        play(player, tmp_path / "a", deadline=Deadline(105.0))
    assert raised.value.phase == "total"


def test_every_request_gets_what_remains(tmp_path: Path) -> None:
    player = Player(whole(b"01", 6), rest(2, b"2345", 6, None))
    play(player, tmp_path / "a", deadline=Deadline(105.0))
    assert [request.deadline for request in player.requests] == [Deadline(105.0)] * 2
    assert [request.timeout["read"] for request in player.requests] == [5.0, 4.5]


@pytest.mark.parametrize(
    ("date", "guard"),
    [("Wed, 21 Oct 2015 07:28:05 GMT", True), ("Wed, 21 Oct 2015 07:28:00 GMT", False), ("soon", False)],
)
def test_a_date_guards_only_when_it_is_older_than_a_second(tmp_path: Path, date: str, guard: bool) -> None:
    modified = "Wed, 21 Oct 2015 07:28:00 GMT"
    headers = {"Content-Length": "6", "Last-Modified": modified, "Date": date, "ETag": 'W/"weak"'}
    body = b"2345" if guard else b"012345"
    after = rest(2, body, 6, None) if guard else whole(body, 6, None)
    after.headers.raw.append((b"Last-Modified", modified.encode()))
    player = Player(answer(200, b"01", headers, CUT), after)
    assert play(player, tmp_path / "a").read_bytes() == b"012345"
    assert header(player.requests[1], "If-Range") == (modified if guard else None)
    assert header(player.requests[1], "Range") == ("bytes=2-" if guard else None)


def test_every_answer_of_the_files_status_is_a_file(tmp_path: Path) -> None:
    operation: Operation[Any] = replace(
        FILE,
        answers=(
            Answer(200, "bytes", None, "application/pdf"),
            Answer(200, "json", dict, "application/json"),
            Answer(202, "json", dict, "application/json"),
        ),
    )
    assert [kind.kind for kind in as_file(operation).answers] == ["binary", "binary", "json"]
    assert as_file(operation) is as_file(operation)
    player = Player(answer(200, b'{"a": 1}', {"Content-Type": "application/json", "Content-Length": "8"}))
    assert play(player, tmp_path / "a", operation).read_bytes() == b'{"a": 1}'
    with pytest.raises(errors.DecodeError, match="202, which brings no file"):
        play(Player(answer(202, b'{"state": "not ready"}')), tmp_path / "b", operation)


def test_headers_of_the_caller_travel_along(tmp_path: Path) -> None:
    from clientome._runtime.base.options import RequestOptions

    player = Player(whole(b"01", 2, None))
    options = RequestOptions(headers={"X-Mine": "1"})
    source = OperationOrigin(session(), FILE, {"name": "a"}, options)
    player.play(save(source, DownloadOptions(target=tmp_path / "a")))
    assert header(player.requests[0], "X-Mine") == "1"
    assert header(player.requests[0], "Accept-Encoding") == "identity"
    assert header(player.requests[0], "Authorization") is not None
