"""No transport repeats a request by itself: what the server counts is what the loop of attempts sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.body.body import Body
from tests.support.http import Peer, Server, serve
from tests.support.transports import WAYS, Way

HALF_HEAD = b"HTTP/1.1 200 OK\r\nContent-Len"
HALF_BODY = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"


def closes(peer: Peer) -> None:
    raise OSError


def resets(peer: Peer) -> None:
    peer.cut()
    raise OSError


def half_a_head(peer: Peer) -> None:
    peer.send(HALF_HEAD)
    raise OSError


def half_a_body(peer: Peer) -> None:
    peer.send(HALF_BODY)
    raise OSError


def nonsense(peer: Peer) -> None:
    peer.send(b"no http at all\r\n\r\n")
    raise OSError


FAULTS = [closes, resets, half_a_head, half_a_body, nonsense]


def requests() -> Iterator[tuple[str, Any]]:
    """Methods and bodies."""
    for method in ("GET", "DELETE", "PUT", "POST", "PATCH"):
        yield method, None
        if method not in ("GET", "DELETE"):
            yield method, b"x" * 100
            yield method, Body([b"x" * 100, b"y" * 300_000])


def targets(server: Server) -> list[bytes]:
    return [head.split(b" ")[0] for head in server.heads if b"/target" in head.split(b"\r\n")[0]]


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", WAYS)
def test_a_connection_that_breaks_is_an_error_and_no_second_request(
    name: str, fault: Callable[[Peer], None]
) -> None:
    def talk(peer: Peer) -> None:
        while (head := peer.request()) is not None:
            if b"/target" in head.split(b"\r\n")[0]:
                fault(peer)
            peer.reply(b"{}")

    with serve(talk) as server, Way(name, server.url) as way:
        sent: list[bytes] = []
        for method, body in requests():
            # The connection has been used before: that is where libraries repeat.
            assert way.send("GET", "/warm")[0] == 200
            with pytest.raises(errors.TransportError) as caught:
                way.send(method, "/target", body)
            assert caught.value.sent
            sent.append(method.encode())
            assert targets(server) == sent


@pytest.mark.parametrize("name", WAYS)
def test_a_connection_that_closes_while_it_is_idle(name: str) -> None:
    def talk(peer: Peer) -> None:
        peer.request()
        peer.reply(b"{}")

    with serve(talk) as server, Way(name, server.url) as way:
        for count, (method, body) in enumerate(requests(), 1):
            try:
                assert way.send(method, "/target", body)[0] == 200
            except errors.TransportError:
                # Closed after it was looked at and before the request came: an error, and no second request.
                assert len(targets(server)) < count or way.inner is not None
            assert len(targets(server)) <= count


@pytest.mark.parametrize("name", [name for name in WAYS if "httpx" in name])
def test_what_a_client_of_httpx_would_repeat_or_follow_by_itself(name: str) -> None:
    seen: list[str] = []

    def more(library: Any) -> dict[str, Any]:
        class Twice(library.Auth):
            def auth_flow(self, request: Any) -> Iterator[Any]:
                request.headers["X-Auth"] = "yes"
                response = yield request
                if response.status_code == 401:
                    request.headers["X-Auth"] = "again"
                    yield request

        kind = library.AsyncHTTPTransport if name.startswith("async") else library.HTTPTransport
        return {"auth": Twice(), "follow_redirects": True, "transport": kind(retries=3)}

    def talk(peer: Peer) -> None:
        while (head := peer.request()) is not None:
            seen.append(
                next(line for line in head.decode().split("\r\n") if line.lower().startswith("x-auth"))
            )
            path = head.split(b" ")[1]
            if path == b"/moved":
                peer.reply(b"", "302 Found", "Location: /other")
            elif path == b"/401":
                peer.reply(b"", "401 Unauthorized")
            else:
                raise OSError

    with serve(talk) as server, Way(name, server.url, more) as way:
        assert way.send("GET", "/moved")[0] == 302
        assert way.send("POST", "/401", Body([b"x" * 70_000]))[0] == 401
        with pytest.raises(errors.ProtocolError):
            way.send("PUT", "/cut", Body([b"x" * 70_000]))
        assert len(server.heads) == 3
    assert {line.lower() for line in seen} == {"x-auth: yes"}


@pytest.mark.parametrize("name", [name for name in WAYS if "httpx" in name])
def test_an_auth_that_sends_requests_of_its_own_is_refused(name: str) -> None:
    def more(library: Any) -> dict[str, Any]:
        class Fetches(library.Auth):
            def auth_flow(self, request: Any) -> Iterator[Any]:
                yield library.Request("POST", request.url.join("/token"))
                yield request

        return {"auth": Fetches()}

    def talk(peer: Peer) -> None:
        peer.request()
        peer.reply(b"{}")

    with serve(talk) as server:
        with Way(name, server.url, more) as way, pytest.raises(errors.ConfigurationError, match="Fetches"):
            way.send("GET", "/")
        assert server.heads == []
