"""A deadline holds for one exchange, whatever the other side does; an early refusal and what comes behind an answer."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.options import DEFAULT_TIMEOUT
from clientome._runtime.base.timing import Deadline
from clientome._runtime.body.body import Body
from clientome._runtime.http.httpcore_transport import AsyncHttpcoreTransport, HttpcoreTransport
from clientome._runtime.http.messages import Request
from tests.runtime.http.test_tls import Tunnel, certificate
from tests.support.http import Peer, Talk, serve
from tests.support.transports import OWN, WAYS, Way

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n"
# Long enough for a busy machine, far below what the other side would take.
PATIENCE = 20.0
OURS = [way for way in WAYS if "httpx" not in way]


def drip(peer: Peer, data: bytes, repeat: int = 1) -> None:
    for _ in range(repeat):
        for byte in data:
            if peer.server.done.wait(0.02):
                return
            peer.send(bytes([byte]))


def drips_a_head(peer: Peer) -> None:
    peer.request()
    peer.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    drip(peer, b"a" * 3000)


def drips_a_body(peer: Peer) -> None:
    peer.request()
    peer.send(HEAD.replace(b"400", b"4000"))
    drip(peer, b"a" * 3000)


def floods(peer: Peer) -> None:
    peer.request()
    while not peer.server.done.wait(0.01):
        peer.send(b"HTTP/1.1 103 Early Hints\r\n\r\n")


def says_nothing(peer: Peer) -> None:
    peer.request()
    peer.server.done.wait(60)


def takes_slowly(peer: Peer) -> None:
    while not peer.server.done.wait(0.05):
        if not peer.sock.recv(1000):
            return


def timed(name: str, talk: Talk, body: Any = None) -> tuple[errors.TimeoutError, float]:
    with serve(talk) as server:
        server.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with Way(name, server.url) as way:
            began = time.monotonic()
            with pytest.raises(errors.TimeoutError) as caught:
                way.send("GET" if body is None else "POST", "/", body, began + 0.5)
            return caught.value, time.monotonic() - began


@pytest.mark.parametrize("talk", [drips_a_head, drips_a_body, floods, says_nothing])
@pytest.mark.parametrize("name", OURS)
def test_a_deadline_holds_against_an_answer_that_does_not_end(name: str, talk: Talk) -> None:
    error, seconds = timed(name, talk)
    assert error.phase == "total"
    assert error.sent
    assert 0.4 < seconds < PATIENCE


@pytest.mark.parametrize("name", OURS)
def test_a_deadline_holds_against_an_upload_that_is_taken_slowly(name: str) -> None:
    error, seconds = timed(name, takes_slowly, Body([b"x" * 1_000_000] * 8))
    assert error.phase == "total"
    assert seconds < PATIENCE


async def _send(transport: AsyncHttpcoreTransport, request: Request) -> int:
    try:
        return (await transport.send(request)).status
    finally:
        await transport.aclose()


def send(kind: str, url: str, body: Any = None, deadline: float | None = None, **settings: Any) -> int:
    """One request over a transport of its own."""
    headers = [] if body is None else [(b"Content-Length", str(body.length).encode())]
    method = "GET" if body is None else "POST"
    request = Request(method, url, "/", headers, body, DEFAULT_TIMEOUT.phases, Deadline(deadline))
    if kind == "async":
        return asyncio.run(_send(AsyncHttpcoreTransport(**settings), request))
    transport = HttpcoreTransport(**settings)
    try:
        return transport.send(request).status
    finally:
        transport.close()


@pytest.mark.parametrize("proxy", [None, "http", "https", "socks5"])
@pytest.mark.parametrize("kind", OWN)
def test_a_deadline_holds_while_connecting(kind: str, proxy: str | None) -> None:
    """TLS that does not answer, and proxies that drip or say nothing."""

    def talk(peer: Peer) -> None:
        if proxy == "http":
            peer.request()
            peer.send(b"HTTP/1.1 200 OK\r\nX: ")
            drip(peer, b"a" * 3000)
        peer.server.done.wait(60)

    with serve(talk) as server:
        settings: dict[str, Any] = {"verify": False}
        if proxy is not None:
            settings["proxy"] = f"{proxy}://127.0.0.1:{server.port}"
        began = time.monotonic()
        with pytest.raises(errors.TimeoutError) as caught:
            send(kind, f"https://127.0.0.1:{server.port}", deadline=began + 0.5, **settings)
        assert time.monotonic() - began < 4.0
    assert caught.value.phase == "total"
    assert not caught.value.sent


@pytest.mark.parametrize(
    "answer", [b"\x05\x00\x05\x01\x00\x01\0\0\0\0\0\0", b"HTTP/1.1 400 Bad Request\r\n\r\n"]
)
@pytest.mark.parametrize("kind", OWN)
def test_a_proxy_that_refuses_or_speaks_no_socks_is_a_connect_error(kind: str, answer: bytes) -> None:
    def talk(peer: Peer) -> None:
        peer.sock.recv(3)
        peer.send(answer[:2])
        peer.sock.recv(100)
        peer.send(answer[2:])

    with serve(talk) as server, pytest.raises(errors.ConnectError) as caught:
        send(kind, "https://thing.invalid", proxy=f"socks5://127.0.0.1:{server.port}")
    assert not caught.value.sent


@pytest.mark.parametrize("kind", OWN)
def test_a_proxy_that_breaks_off_before_the_tunnel_is_there_has_seen_no_request(kind: str) -> None:
    def talk(peer: Peer) -> None:
        peer.request()

    with serve(talk) as server, pytest.raises(errors.ConnectError) as caught:
        send(kind, "https://thing.invalid", Body([b"x"]), proxy=server.url)
    assert not caught.value.sent


def refuses(peer: Peer) -> None:
    """Answers when some of the body has come, takes no more, and keeps the connection open."""
    peer._until(b"\r\n\r\n")
    peer._exactly(100_000)
    peer.reply(b"", "413 Content Too Large")
    peer.server.done.wait(60)


@pytest.mark.parametrize("name", OURS)
def test_a_refusal_ends_an_upload_early(name: str) -> None:
    with serve(refuses) as server, Way(name, server.url) as way:
        server.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        assert way.send("POST", "/", Body([b"x" * 100_000] * 200))[0] == 413


@pytest.fixture
def secure(tmp_path: Path) -> Callable[[Talk], Talk]:
    """Makes a talk one over TLS."""
    cert, key = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)

    def over_tls(talk: Talk) -> Talk:
        def inner(peer: Peer) -> None:
            plain = peer.sock
            with context.wrap_socket(plain, server_side=True) as peer.sock:
                talk(peer)

        return inner

    return over_tls


@pytest.mark.parametrize("tunnelled", [False, True], ids=["direct", "tunnel"])
@pytest.mark.parametrize("kind", OWN)
def test_a_refusal_ends_an_upload_early_over_tls(
    kind: str, tunnelled: bool, secure: Callable[[Talk], Talk]
) -> None:
    with serve(secure(refuses)) as server:
        settings: dict[str, Any] = {"verify": False}
        tunnel = Tunnel(server.port)
        if tunnelled:
            tunnel.start()
            settings["proxy"] = tunnel.url
        try:
            url = f"https://127.0.0.1:{server.port}"
            assert send(kind, url, Body([b"x" * 100_000] * 200), **settings) == 413
        finally:
            if tunnelled:
                tunnel.stop()
            else:
                tunnel.listener.close()


def twice(apart: bool, followed: threading.Semaphore) -> Talk:
    """Each answer is followed by another one that nobody asked for; ``followed`` counts those."""

    def talk(peer: Peer) -> None:
        while (head := peer.request()) is not None:
            path = head.split(b" ")[1]
            answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
            own, other = answer % (len(path), path), answer % (5, b"other")
            if apart:
                peer.send(own)
                peer.send(other)
            else:
                peer.send(own + other)
            followed.release()

    return talk


@pytest.mark.parametrize("apart", [False, True], ids=["at once", "apart"])
@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "tls"])
@pytest.mark.parametrize("kind", OWN)
def test_bytes_behind_an_answer_are_no_answer_to_the_next_call(
    kind: str, encrypted: bool, apart: bool, secure: Callable[[Talk], Talk]
) -> None:
    followed = threading.Semaphore(0)
    talk = twice(apart, followed)
    with serve(secure(talk) if encrypted else talk) as server:
        url = server.url.replace("http:", "https:") if encrypted else server.url
        seen: list[bytes] = []

        def request(number: int) -> Request:
            return Request("GET", url, f"/{number}", [], None, DEFAULT_TIMEOUT.phases)

        async def main() -> None:
            transport = AsyncHttpcoreTransport(verify=False)
            for number in range(5):
                seen.append(await (await transport.send(request(number))).aread())
                # Bytes that are still on their way cannot be known.
                assert await asyncio.to_thread(followed.acquire, timeout=30)
            await transport.aclose()

        if kind == "async":
            asyncio.run(main())
        else:
            transport = HttpcoreTransport(verify=False)
            for number in range(5):
                seen.append(transport.send(request(number)).read())
                assert followed.acquire(timeout=30)
            transport.close()
        assert seen == [b"/0", b"/1", b"/2", b"/3", b"/4"]
        if not apart:
            assert server.connections == 5


@pytest.mark.parametrize("place", ["head", "body", "after"])
def test_a_broken_connection_over_tls_leaves_nothing_on_the_error_stream(
    place: str, secure: Callable[[Talk], Talk], caplog: pytest.LogCaptureFixture
) -> None:
    def talk(peer: Peer) -> None:
        peer.request()
        if place == "body":
            peer.send(HEAD + b"some")
        elif place == "after":
            peer.reply(b"{}")
        # Without the goodbye of TLS, and with a reset.
        plain = socket.socket(fileno=peer.sock.detach())
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        plain.close()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, context: unhandled.append(context))
        transport = AsyncHttpcoreTransport(verify=False)
        for _ in range(5):
            request = Request("GET", url, "/", [], None, DEFAULT_TIMEOUT.phases)
            # Also an answer that is complete may be lost with a reset behind it.
            with suppress(errors.TransportError):
                assert await (await transport.send(request)).aread() == b"{}"
            await asyncio.sleep(0.01)
        await transport.aclose()
        await asyncio.sleep(0.01)

    unhandled: list[Any] = []
    with serve(secure(talk)) as server:
        url = server.url.replace("http:", "https:")
        asyncio.run(main())
    assert unhandled == []
    assert [record for record in caplog.records if record.name.startswith("asyncio")] == []


@pytest.mark.parametrize("kind", OWN)
def test_waiting_for_a_connection_obeys_the_deadline(kind: str) -> None:
    def request(deadline: float | None) -> Request:
        return Request("GET", server.url, "/", [], None, DEFAULT_TIMEOUT.phases, Deadline(deadline))

    def check(error: errors.TimeoutError) -> None:
        assert error.phase == "pool"
        assert not error.sent

    async def main() -> None:
        transport = AsyncHttpcoreTransport(max_connections=1)
        held = await transport.send(request(None))
        with pytest.raises(errors.ConnectTimeout, match="max_connections") as caught:
            await transport.send(request(time.monotonic() + 0.1))
        check(caught.value)
        assert await held.aread() == b"{}"
        assert await (await transport.send(request(None))).aread() == b"{}"
        await transport.aclose()

    def talk(peer: Peer) -> None:
        while peer.request() is not None:
            peer.reply(b"{}")

    with serve(talk) as server:
        if kind == "async":
            asyncio.run(main())
        else:
            transport = HttpcoreTransport(max_connections=1)
            held = transport.send(request(None))
            with pytest.raises(errors.ConnectTimeout, match="max_connections") as caught:
                transport.send(request(time.monotonic() + 0.1))
            check(caught.value)
            assert held.read() == b"{}"
            assert transport.send(request(None)).read() == b"{}"
            transport.close()
        assert server.connections == 1
