"""The transports over real sockets: the same expectations of every one, sync and async."""

from __future__ import annotations

import asyncio
import gzip
import os
import socket
import threading
import zlib
from pathlib import Path

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.options import Timeout
from clientome._runtime.call.binary import response_of
from clientome._runtime.client import AsyncClient, Client
from tests.support.clients import KINDS, OK, AsyncThings, Driven, Things
from tests.support.http import JSON, Peer, Server, Talk, forever, serve
from tests.support.things import API

pytestmark = pytest.mark.usefixtures("no_pauses", "no_proxies")


@pytest.fixture(params=KINDS)
def do(request: pytest.FixtureRequest) -> Driven:
    return Driven(request.param)


def once(*pieces: bytes, cut: bool = False) -> Talk:
    def talk(peer: Peer) -> None:
        while peer.request() is not None:
            for piece in pieces:
                peer.send(piece)
            if cut:
                peer.cut()
                return

    return talk


def head(*lines: str, status: str = "200 OK") -> bytes:
    return "\r\n".join((f"HTTP/1.1 {status}", *lines)).encode() + b"\r\n\r\n"


def test_a_request_goes_out_as_prepared(do: Driven) -> None:
    with serve(forever(OK, "200 OK", JSON, "X-Request-Id: r9")) as server:
        thing = do(server.url + "/base", "get")
        assert thing.id == "t1"
        assert response_of(thing).request_id == "r9"
    sent = server.requests[0]
    assert sent.head.startswith(b"GET /base/things/a%2Fb%20%C3%BC HTTP/1.1\r\n")
    assert sent["host"] == f"127.0.0.1:{server.port}"
    assert sent["authorization"] == "Bearer k"
    assert sent["accept"] == "application/json"
    assert sent["accept-encoding"] == "gzip, deflate"
    assert sent["user-agent"].startswith("clientome/")
    assert len(sent) == sent.head.count(b"\r\n")
    assert "content-length" not in sent


def test_json_and_multipart_bodies_arrive_whole(do: Driven, tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(os.urandom(700_000))
    with serve(forever(OK, "200 OK", JSON)) as server:
        assert do(server.url, "make").id == "t1"
        assert do(server.url, "send", path).id == "t1"
        with path.open("rb") as handle:
            reader = handle.read
            pipe = type("Pipe", (), {"read": lambda self, size=-1: reader(size)})()
            assert do(server.url, "send", pipe).id == "t1"
    assert server.bodies[0] == b'{"name":"x"}'
    for body in server.bodies[1:]:
        assert path.read_bytes() in body
    assert b"content-length" in server.heads[1].lower()
    assert b"transfer-encoding: chunked" in server.heads[2].lower()
    assert server.heads[2].lower().count(b"transfer-encoding") == 1


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate", "two members", "identity"])
def test_compressed_answers(do: Driven, encoding: str) -> None:
    raw = zlib.compressobj(wbits=-15)
    body = {
        "gzip": gzip.compress(OK, mtime=0),
        "deflate": zlib.compress(OK),
        "raw deflate": raw.compress(OK) + raw.flush(),
        "two members": gzip.compress(OK[:9], mtime=0) + gzip.compress(OK[9:]),
        "identity": OK,
    }[encoding]
    name = {"raw deflate": "deflate", "two members": "gzip"}.get(encoding, encoding)
    with serve(forever(body, "200 OK", JSON, f"Content-Encoding: {name}")) as server:
        assert do(server.url, "get").status == "done"


@pytest.mark.parametrize(
    ("body", "encoding", "message"),
    [
        (gzip.compress(OK, mtime=0)[:-9], "gzip", "cut off"),
        (b"not gzip at all", "gzip", "damaged"),
        (OK, "br", "not asked for"),
    ],
)
def test_damaged_compression_is_a_protocol_error(
    do: Driven, body: bytes, encoding: str, message: str
) -> None:
    talk = forever(body, "200 OK", JSON, f"Content-Encoding: {encoding}")
    with serve(talk) as server, pytest.raises(errors.ProtocolError, match=message):
        do(server.url, "get", retries=0)


def test_chunked_answers(do: Driven) -> None:
    chunks = b"".join(b"%x\r\n%s\r\n" % (1, bytes([byte])) for byte in OK) + b"0\r\n\r\n"
    with serve(once(head(JSON, "Transfer-Encoding: chunked"), chunks)) as server:
        assert do(server.url, "get").id == "t1"


def test_answers_without_a_length_end_with_the_connection(do: Driven) -> None:
    def talk(peer: Peer) -> None:
        peer.request()
        peer.send(head(JSON, "Connection: close") + OK)

    with serve(talk) as server:
        assert do(server.url, "get").id == "t1"


@pytest.mark.parametrize(
    "pieces",
    [
        (),
        (b"HTTP/1.1 200 OK\r\nContent-Le",),
        (head(JSON, f"Content-Length: {len(OK)}"), OK[:10]),
        (head(JSON, "Transfer-Encoding: chunked"), b"5\r\n{"),
        (b"SSH-2.0-OpenSSH\r\n\r\n",),
    ],
)
def test_answers_that_break_off(do: Driven, pieces: tuple[bytes, ...]) -> None:
    with serve(once(*pieces, cut=True)) as server:
        with pytest.raises(errors.ProtocolError) as caught:
            do(server.url, "get", retries=1, timeout=Timeout(read=5))
        assert caught.value.sent
        assert caught.value.attempts == 2
        assert caught.value.is_retry_safe
        with pytest.raises(errors.ProtocolError) as caught:
            do(server.url, "make", timeout=Timeout(read=5))
        assert caught.value.attempts == 1
        assert not caught.value.is_retry_safe
    assert [line.split()[0] for line in server.heads].count(b"POST") == 1


def test_a_slow_answer_is_a_read_timeout(do: Driven) -> None:
    def talk(peer: Peer) -> None:
        peer.request()
        peer.server.done.wait(10)

    with serve(talk) as server, pytest.raises(errors.TimeoutError) as caught:
        do(server.url, "make", timeout=Timeout(read=0.05))
    assert caught.value.phase == "read"
    assert caught.value.sent
    assert len(server.heads) == 1


def test_an_answer_that_drips_meets_the_total_limit(do: Driven) -> None:
    def talk(peer: Peer) -> None:
        peer.request()
        peer.send(head(JSON, "Content-Length: 100000"))
        while not peer.server.done.wait(0.02):
            peer.send(b" ")

    with serve(talk) as server, pytest.raises(errors.TimeoutError) as caught:
        do(server.url, "get", retries=0, options={"deadline": 0.3})
    assert caught.value.phase == "total"


def test_an_unreachable_host_is_a_connect_error_with_hints(do: Driven) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(errors.ConnectError, match=f"127.0.0.1:{port}.*HTTPS_PROXY") as caught:
        do(f"http://127.0.0.1:{port}", "make", retries=1)
    assert caught.value.attempts == 2
    assert caught.value.is_retry_safe
    with pytest.raises(errors.ConnectError, match=r"nowhere\.invalid"):
        do("http://nowhere.invalid", "get", retries=0)


def test_connections_are_used_again() -> None:
    with serve(forever(OK, "200 OK", JSON)) as server:
        with Client(API, {"api_key": "k"}, base_url=server.url) as client:
            for _ in range(5):
                Things(client).get()
        assert server.connections == 1

        async def main() -> None:
            async with AsyncClient(API, {"api_key": "k"}, base_url=server.url) as made:
                for _ in range(5):
                    await AsyncThings(made).get()

        asyncio.run(main())
        assert server.connections == 2


def test_a_connection_that_the_server_closed_meanwhile_is_replaced_without_a_repeat() -> None:
    def talk(peer: Peer) -> None:
        peer.request()
        peer.reply(OK, "200 OK", JSON)

    with serve(talk) as server, Client(API, {"api_key": "k"}, base_url=server.url, retries=0) as client:
        for expected in range(1, 4):
            Things(client).make()
            for thread in server.threads:
                thread.join(5)
            assert server.connections == expected


def test_many_threads_share_a_client() -> None:
    results: list[str] = []
    with (
        serve(forever(OK, "200 OK", JSON)) as server,
        Client(API, {"api_key": "k"}, base_url=server.url) as client,
    ):
        things = Things(client)
        threads = [
            threading.Thread(target=lambda: results.extend(things.get().id for _ in range(10)))
            for _ in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert len(results) == 120
    assert server.connections <= 12


def test_many_tasks_share_a_client_and_cancelled_ones_leak_nothing() -> None:
    gate, full = threading.Event(), threading.Event()

    def talk(peer: Peer) -> None:
        while (line := peer.request()) is not None:
            if b"POST" in line:
                if len(peer.server.heads) == 100:
                    full.set()
                gate.wait(5)
            peer.reply(OK, "200 OK", JSON)

    async def main(server: Server) -> None:
        async with AsyncClient(API, {"api_key": "k"}, base_url=server.url) as client:
            things = AsyncThings(client)
            stuck = [asyncio.create_task(things.make()) for _ in range(120)]
            assert await asyncio.to_thread(full.wait, 20)
            for task in stuck:
                task.cancel()
            done = await asyncio.gather(*stuck, return_exceptions=True)
            assert all(isinstance(result, asyncio.CancelledError) for result in done)
            results = await asyncio.gather(*(things.get() for _ in range(150)))
            assert len(results) == 150

    with serve(talk) as server:
        asyncio.run(main(server))
        gate.set()


def test_a_forgotten_download_gives_its_connection_back() -> None:
    with (
        serve(forever(b"x" * 500_000)) as server,
        Client(
            API, {"api_key": "k"}, base_url=server.url, max_connections=1, timeout=Timeout(pool=5)
        ) as client,
    ):
        for _ in range(5):
            Things(client).file()
        # None of them was read to its end, so none was used again.
        assert server.connections == 5
