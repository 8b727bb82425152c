"""Redirects, Retry-After, headers and file names."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientome._runtime.base import errors
from clientome._runtime.base.headers import Headers
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.base.retry import parse_retry_after
from clientome._runtime.call.binary import file_name
from clientome._runtime.call.call import call
from tests.support.flows import Player, answer, fails, header, session
from tests.support.things import GET, KEYED


def redirect(location: str, status: int = 302) -> Any:
    return answer(status, b"", {"Location": location})


def test_redirects_of_a_get_are_followed_with_credentials_at_home_only() -> None:
    player = Player(
        redirect("/v1/other?x=1"),
        redirect("https://cdn.test/f?sig=abc"),
        redirect("/g"),
        redirect("https://api.thing.test/v1/b"),
        answer(200),
    )
    options = RequestOptions(headers={"X-Mine": "1"})
    info = player.play(call(session(), GET, {"thing_id": "t1"}, options)).info
    assert [request.url for request in player.requests] == [
        "https://api.thing.test/v1/things/t1",
        "https://api.thing.test/v1/other?x=1",
        "https://cdn.test/f?sig=abc",
        "https://cdn.test/g",
        "https://api.thing.test/v1/b",
    ]
    assert [header(request, "Authorization") is not None for request in player.requests] == [True, True] + [
        False
    ] * 3
    assert [header(request, "X-Mine") for request in player.requests] == ["1", "1", None, None, None]
    assert "sig" not in repr(player.requests[2])
    assert info.url == "https://api.thing.test/v1/b"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirected_post_is_an_error_that_names_the_new_origin(status: int) -> None:
    arguments = {"person": {"name": "Ada Lovelace"}}
    error = fails(redirect("https://evil.test/x?y=1", status), operation=KEYED, arguments=arguments)
    assert isinstance(error, errors.UnexpectedStatusError)
    assert "https://evil.test" in str(error)
    assert "y=1" not in str(error)


def test_redirects_end() -> None:
    assert "more than 10 redirects" in str(fails(*(redirect("/v1/x") for _ in range(11))))
    assert "from https to http" in str(fails(redirect("http://api.thing.test/")))
    for location in ("ftp://x/", "javascript:1", "https://u:p@evil.test/", "http://[::1"):
        assert "cannot be used" in str(fails(redirect(location)))


@given(st.floats(0, 100_000, allow_nan=False).map(lambda value: round(value, 6)))
def test_retry_after_seconds(seconds: float) -> None:
    assert parse_retry_after(f" {seconds:.6f} ", 0) == pytest.approx(seconds)
    assert parse_retry_after(str(int(seconds)), 0) == int(seconds)


@given(
    st.text()
    | st.sampled_from(["-1", "1e9", "nan", "inf", "٣", "1,5", "0x10", "Wed, 99 Foo 2015 07:28:00 GMT"])
)
def test_an_unreadable_retry_after_is_ignored(text: str) -> None:
    wait = parse_retry_after(text, 0)
    assert wait is None or wait >= 0


@pytest.mark.parametrize(
    "date", ["Wed, 21 Oct 2015 07:28:00 GMT", "Wednesday, 21-Oct-15 07:28:00 GMT", "Wed Oct 21 07:28:00 2015"]
)
def test_retry_after_dates(date: str) -> None:
    assert parse_retry_after(date, 1_445_412_450.0) == 30.0
    assert parse_retry_after(date, 1_445_412_490.0) == 0.0


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="a b.zip"', "a b.zip"),
        ("attachment; filename=a.zip", "a.zip"),
        ("attachment; filename=\"x.zip\"; filename*=UTF-8''%C3%A4.zip", "ä.zip"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\x\\\\y.txt"', "y.txt"),
        ('attachment; filename=".."', None),
        ("attachment", None),
        ('attachment; filename="a\\"b"', 'a"b'),
    ],
)
def test_file_names_of_downloads(disposition: str, name: str | None) -> None:
    assert file_name(Headers([(b"Content-Disposition", disposition.encode())])) == name


def test_headers_are_case_insensitive_and_keep_repeats() -> None:
    headers = Headers([(b"X-A", b"1"), (b"x-a", b"2"), (b"B", b"3")])
    assert headers["X-a"] == "1, 2"
    assert headers.get_list("x-A") == ["1", "2"]
    assert headers.get("c") is None
    assert list(headers) == ["x-a", "b"]
    assert pickle.loads(pickle.dumps(headers)) == headers
