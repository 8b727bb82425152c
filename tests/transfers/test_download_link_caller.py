"""One request to a signed place: what is sent there, what never is, and what may be seen of it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.base.timing import NEVER, Deadline
from clientome._runtime.body.body import Body
from clientome._runtime.body.inputs import source_of
from clientome._runtime.call.presigned import Link, call_presigned, link_of
from clientome._runtime.call.session import Session
from clientome._runtime.client import AsyncClient, Client
from clientome._runtime.flow.effects import Flow, read
from clientome._runtime.http.messages import Response
from tests.runtime.kit import Player, answer, session
from tests.runtime.sockets import Peer, serve
from tests.transfers.downloads_kit import COLOURS, Both

OPTIONS = RequestOptions(headers={"X-Call": "private"}, retries=0)
SIGNED = [(b"Content-Type", b"application/zip"), (b"X-Amz-Meta-Owner", b"somebody-private")]


@pytest.fixture(params=COLOURS)
def colour(request: pytest.FixtureRequest) -> str:
    return request.param


def put(colour: str, base: str, link: str, body: Any, method: str = "PUT", headers: Any = SIGNED) -> Any:
    """Send once; the result is status, content and error."""

    def sending(client: Any) -> Flow[tuple[int, bytes, errors.APIError | None]]:
        there = link_of(client._session, link)
        try:
            response = yield from call_presigned(
                client._session, "upload", there, method, headers, body, OPTIONS, NEVER
            )
        except errors.APIError as error:
            return error.status, b"", error
        return response.status, (yield from read(response)), None

    both = Both(colour, base, headers={"X-Mine": "private", "Cookie": "a=b"})

    def sync(client: Client) -> Any:
        return client.run(sending(client))

    async def colourful(client: AsyncClient) -> Any:
        return await client.run(sending(client))

    return both.call(sync, colourful)


def fields_of(head: bytes) -> dict[str, str]:
    return dict(line.lower().split(": ", 1) for line in head.decode("latin-1").split("\r\n")[1:])


@pytest.mark.parametrize("kind", ["bytes", "file", "none"])
def test_the_bytes_arrive_and_nothing_of_ours(tmp_path: Path, colour: str, kind: str) -> None:
    content = bytes(range(256)) * 300
    (tmp_path / "a").write_bytes(content)
    body = {"bytes": content, "file": Body([source_of(tmp_path / "a", "f")]), "none": None}[kind]
    with serve(lambda peer: peer.request() and peer.reply(b"<ok/>")) as server:
        status, told, error = put(colour, server.url, f"{server.url}/bucket/a?X-Signature=5%2fx&n=1", body)
    assert (status, told, error) == (200, b"<ok/>", None)
    expected = b"" if kind == "none" else content
    assert server.bodies == [expected]
    (head,) = server.heads
    assert head.startswith(b"PUT /bucket/a?X-Signature=5%2fx&n=1 HTTP/1.1\r\n")
    fields = fields_of(head)
    assert fields.keys() == {
        "host",
        "user-agent",
        "accept",
        "content-type",
        "x-amz-meta-owner",
        "content-length",
    }
    assert fields["content-type"] == "application/zip"
    assert fields["content-length"] == str(len(expected))


def test_a_body_is_sent_again_from_its_start(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"xx0123456789")
    with open(tmp_path / "a", "rb") as file:
        file.seek(2)
        source = source_of(file, "f")
        with serve(lambda peer: peer.request() and peer.reply(b"")) as server:
            for _attempt in range(2):
                put("sync", server.url, f"{server.url}/a", Body([source]))
    assert server.bodies == [b"0123456789"] * 2


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"]
)
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_content_is_never_sent_on(colour: str, status: str, method: str) -> None:
    with serve(lambda peer: peer.request() and peer.reply(b"")) as there:

        def talk(peer: Peer) -> None:
            while peer.request() is not None:
                peer.reply(b"", status, f"Location: {there.url}/elsewhere")

        with serve(talk) as server:
            number, _told, error = put(colour, server.url, f"{server.url}/a", b"patient", method)
    assert there.connections == 0
    assert number == int(status[:3])
    assert isinstance(error, errors.UnexpectedStatusError)
    assert "not sent on" in str(error)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_refusal_says_what_to_do_and_not_the_link(
    colour: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "clientome")

    def talk(peer: Peer) -> None:
        while peer.request() is not None:
            peer.reply(
                b"<Resource>/bucket/5ecret</Resource>",
                f"{status} No",
                "Content-Location: /bucket/5ecret",
                "X-Resource: s=5ecret2",
            )

    with serve(talk) as server:
        number, _told, error = put(colour, server.url, f"{server.url}/bucket/5ecret?s=5ecret2", b"1")
    assert number == status
    assert isinstance(error, errors.error_class(status))
    assert "the link is not valid" in str(error)
    assert server.url in str(error)
    assert error.body is None
    assert f"-> {status}" in caplog.text
    for text in (str(error), repr(error), caplog.text):
        assert "5ecret" not in text
        assert "bucket" not in text
        assert "somebody-private" not in text


def test_a_failure_on_the_way_is_told_without_the_link(colour: str) -> None:
    with serve(lambda peer: peer.request() and peer.cut()) as server:
        with pytest.raises(errors.TransportError) as raised:
            put(colour, server.url, f"{server.url}/5ecret", b"1")
        assert raised.value.operation == "upload"
        assert raised.value.is_retry_safe
        with pytest.raises(errors.TransportError) as raised:
            put(colour, server.url, f"{server.url}/5ecret", b"1", "POST")
        assert not raised.value.is_retry_safe
    assert "5ecret" not in str(raised.value)


def test_nothing_is_sent_after_the_deadline() -> None:
    player = Player(answer())
    state = session()
    there = link_of(state, "https://x.test/a")
    with pytest.raises(errors.TimeoutError) as raised:
        player.play(call_presigned(state, "upload", there, "PUT", [], b"1", OPTIONS, Deadline(99.0)))
    assert not raised.value.sent
    assert player.requests == []


def fetched(player: Player, state: Session, method: str = "PUT", **given: Any) -> Response:
    there = link_of(state, "https://x.test/5ecret?n=1")
    body = b"content" if method != "GET" else None
    flow = call_presigned(state, "upload", there, method, [], body, RequestOptions(retries=2), NEVER, **given)
    return player.play(flow)


@pytest.mark.parametrize("first", [answer(503, b""), errors.ProtocolError("cut")], ids=["refusal", "failure"])
def test_it_is_attempted_like_any_other_call_but_tells_nobody(first: Any) -> None:
    told: list[object] = []
    state = session(on_response=told.append, headers={"X-Mine": "private"})
    state.observer = Recorder(told)  # type: ignore[assignment] # sees, and no more
    player = Player(first, answer(200, b""))
    assert fetched(player, state).status == 200
    assert [request.url for request in player.requests] == ["https://x.test/5ecret?n=1"] * 2
    assert player.requests[0].headers == player.requests[1].headers
    assert b"X-Mine" not in dict(player.requests[0].headers)
    assert player.sleeps == [0.5]
    assert told == []


class Recorder:
    def __init__(self, told: list[object]) -> None:
        self.told = told

    def see(self, *given: object) -> None:
        self.told.append(given)


def test_a_post_is_repeated_only_when_nothing_was_carried_out() -> None:
    player = Player(answer(429, b""), answer(503, b""))
    with pytest.raises(errors.APIError) as raised:
        fetched(player, session(), "POST")
    assert (raised.value.status, raised.value.attempts, raised.value.is_retry_safe) == (503, 2, False)


def test_a_link_is_renewed_once_and_that_is_no_repeat() -> None:
    state = session(retries=0)
    renewed: list[str] = []

    def renew() -> Flow[Link]:
        yield from ()
        renewed.append("x")
        return link_of(state, "https://y.test/2")

    player = Player(
        answer(302, b"", {"Location": "https://z.test/1"}),
        answer(403, b""),
        answer(503, b""),
        answer(200, b""),
    )
    assert fetched(player, state, "GET", renew=renew).status == 200
    assert [request.origin for request in player.requests] == [
        "https://x.test",
        "https://z.test",
        "https://y.test",
        "https://y.test",
    ]
    with pytest.raises(errors.PermissionDeniedError):
        fetched(Player(answer(403, b""), answer(403, b"")), state, "GET", renew=renew)
    assert len(renewed) == 2


def test_an_answer_that_comes_before_the_content_was_sent_is_a_broken_attempt() -> None:
    sent = iter([False, True])
    player = Player(answer(200, b""), answer(200, b""))
    assert fetched(player, session(), is_sent=lambda: next(sent)).status == 200
    assert len(player.requests) == 2
    with pytest.raises(errors.ProtocolError, match="before it had the whole content"):
        fetched(Player(*[answer(200, b"") for _ in range(3)]), session(), is_sent=lambda: False)
