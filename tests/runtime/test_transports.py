"""The transports over real sockets: the same expectations of every one, in both colours."""

from __future__ import annotations

import asyncio
import gzip
import os
import pickle
import socket
import ssl
import threading
import zlib
from pathlib import Path
from typing import Any

import httpx
import pytest
from runtime import errors, retry
from runtime.answers import AsyncBinaryResponse, BinaryResponse, response_of
from runtime.client import AsyncClient, AsyncResource, Client, Resource
from runtime.operation import Answer, Media, Operation, Parameter
from runtime.options import RequestOptions, Timeout
from runtime.transport_aiohttp import AiohttpTransport

from tests.runtime.kit import API, GET, POST, Thing
from tests.runtime.sockets import Peer, Server, Talk, forever, serve

OK = b'{"id": "t1", "status": "done"}'
JSON = "Content-Type: application/json"
FILE: Operation[BinaryResponse] = Operation(
    id="getFile", method="GET", path="/file", answers=(Answer(200, "binary"),), retry="safe"
)
SEND: Operation[Thing] = Operation(
    id="sendFile",
    method="POST",
    path="/file",
    answers=(Answer(200, "json", Thing),),
    parameters=(Parameter("file", "file"), Parameter("note", "body")),
    body=(Media("multipart/form-data", ("file", "note")),),
)


class Things(Resource):
    """All kinds of calls."""

    def get(self, **options: Any) -> Thing:
        return self._call(GET, {"thing_id": "a/b ü", "limit": None}, RequestOptions(**options))

    def make(self, **options: Any) -> Thing:
        return self._call(POST, {"name": "x"}, RequestOptions(**options))

    def send(self, file: Any) -> Thing:
        return self._call(SEND, {"file": file, "note": "n"}, None)

    def file(self, **options: Any) -> BinaryResponse:
        return self._stream(FILE, {}, RequestOptions(**options))


class AsyncThings(AsyncResource):
    """All kinds of calls."""

    async def get(self, **options: Any) -> Thing:
        return await self._call(GET, {"thing_id": "a/b ü", "limit": None}, RequestOptions(**options))

    async def make(self, **options: Any) -> Thing:
        return await self._call(POST, {"name": "x"}, RequestOptions(**options))

    async def send(self, file: Any) -> Thing:
        return await self._call(SEND, {"file": file, "note": "n"}, None)

    async def file(self, **options: Any) -> AsyncBinaryResponse:
        return await self._stream(FILE, {}, RequestOptions(**options))


class Driven:
    """One way to call, seen from the outside as blocking."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(self, url: str, work: str, /, *args: Any, **settings: Any) -> Any:
        """Call a method once and close everything; a binary answer is read."""
        options = settings.pop("options", {})
        if self.kind in ("sync", "httpx"):
            with httpx.Client(trust_env=False) as client:
                chosen = client if self.kind == "httpx" else None
                with Client(API, {"api_key": "k"}, base_url=url, http_client=chosen, **settings) as made:
                    result = getattr(Things(made), work)(*args, **options)
                    return result.read() if isinstance(result, BinaryResponse) else result
        return asyncio.run(self._async(url, work, args, options, settings))

    async def _async(self, url: str, work: str, args: Any, options: Any, settings: Any) -> Any:
        transport = AiohttpTransport() if self.kind == "aiohttp" else None
        outside = httpx.AsyncClient(trust_env=False) if self.kind == "async httpx" else None
        try:
            async with AsyncClient(
                API, {"api_key": "k"}, base_url=url, transport=transport, http_client=outside, **settings
            ) as client:
                result = await getattr(AsyncThings(client), work)(*args, **options)
                return await result.read() if isinstance(result, AsyncBinaryResponse) else result
        finally:
            if transport is not None:
                await transport.aclose()
            if outside is not None:
                await outside.aclose()


KINDS = ["sync", "async", "aiohttp", "httpx", "async httpx"]


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
    lines = server.heads[0].decode().split("\r\n")
    assert lines[0] == "GET /base/things/a%2Fb%20%C3%BC HTTP/1.1"
    sent = {line.split(": ")[0].lower(): line.split(": ", 1)[1] for line in lines[1:]}
    assert sent["host"] == f"127.0.0.1:{server.port}"
    assert sent["authorization"] == "Bearer k"
    assert sent["accept"] == "application/json"
    assert sent["accept-encoding"] == "gzip, deflate"
    assert sent["user-agent"].startswith("clientome/")
    assert len(sent) == len(lines) - 1
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
        "gzip": gzip.compress(OK),
        "deflate": zlib.compress(OK),
        "raw deflate": raw.compress(OK) + raw.flush(),
        "two members": gzip.compress(OK[:9]) + gzip.compress(OK[9:]),
        "identity": OK,
    }[encoding]
    name = {"raw deflate": "deflate", "two members": "gzip"}.get(encoding, encoding)
    with serve(forever(body, "200 OK", JSON, f"Content-Encoding: {name}")) as server:
        assert do(server.url, "get").status == "done"


@pytest.mark.parametrize(
    ("body", "encoding", "message"),
    [
        (gzip.compress(OK)[:-9], "gzip", "cut off"),
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


def test_html_instead_of_json(do: Driven) -> None:
    talk = forever(b"<html>login</html>", "200 OK", "Content-Type: text/html")
    with serve(talk) as server, pytest.raises(errors.DecodeError, match="captive portal"):
        do(server.url, "get")


def test_redirects_to_another_server_lose_the_key(do: Driven) -> None:
    with serve(forever(b"PK", "200 OK")) as other:
        location = f"Location: {other.url}/file?sig=1%2F2"
        with serve(forever(b"", "307 Temporary Redirect", location)) as server:
            assert do(server.url, "file") == b"PK"
            with pytest.raises(errors.UnexpectedStatusError, match=other.url):
                do(server.url, "make")
    assert b"GET /file?sig=1%2F2 HTTP/1.1" in other.heads[0]
    assert b"authorization" not in other.heads[0].lower()
    assert len(other.heads) == 1


def test_connections_are_used_again() -> None:
    with serve(forever(OK, "200 OK", JSON)) as server:
        with Client(API, {"api_key": "k"}, base_url=server.url) as client:
            for _ in range(5):
                Things(client).get()
        assert server.connections == 1

        async def main(transport: Any) -> None:
            async with AsyncClient(API, {"api_key": "k"}, base_url=server.url, transport=transport) as made:
                for _ in range(5):
                    await AsyncThings(made).get()
            if transport is not None:
                await transport.aclose()

        asyncio.run(main(None))
        assert server.connections == 2
        asyncio.run(main(AiohttpTransport()))
        assert server.connections == 3


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


def test_downloads_are_saved_whole_or_not_at_all(tmp_path: Path) -> None:
    data = os.urandom(3_000_000)
    disposition = 'Content-Disposition: attachment; filename="../r.zip"'
    progress: list[int] = []

    async def main(url: str) -> Path:
        client = AsyncClient(API, {"api_key": "k"}, base_url=url)
        async with client, await AsyncThings(client).file() as answer:
            return await answer.save(tmp_path / "async.zip", on_progress=progress.append)

    with serve(forever(data, "200 OK", disposition)) as server:
        with Client(API, {}, base_url=server.url) as client:
            with Things(client).file() as answer:
                assert answer.content_length == len(data)
                assert answer.save(tmp_path) == tmp_path / "r.zip"
            digest = "0" * 64
            with pytest.raises(errors.IntegrityError), Things(client).file() as answer:
                answer.save(tmp_path / "bad.zip", sha256=digest)
        assert asyncio.run(main(server.url)).read_bytes() == data
    with (
        serve(once(head("Content-Length: 9"), b"123", cut=True)) as server,
        Client(API, {}, base_url=server.url) as client,
        pytest.raises(errors.ProtocolError),
    ):
        Things(client).file().save(tmp_path / "cut.zip")
    assert (tmp_path / "r.zip").read_bytes() == data
    assert progress[-1] == len(data)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["async.zip", "r.zip"]


def test_a_forgotten_download_gives_its_connection_back() -> None:
    with serve(forever(b"x" * 500_000)) as server, Client(API, {}, base_url=server.url) as client:
        things = Things(client)
        for _ in range(120):
            things.file()


def test_proxies_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(forever(OK, "200 OK", JSON)) as proxy:
        monkeypatch.setenv("http_proxy", f"user:p%40ss@127.0.0.1:{proxy.port}")
        for kind in ("sync", "async", "aiohttp"):
            assert Driven(kind)("http://thing.invalid/v1", "get").id == "t1"
        for line in proxy.heads:
            assert line.startswith(b"GET http://thing.invalid/v1/things/a%2Fb%20%C3%BC HTTP/1.1")
            assert b"proxy-authorization: basic dxnlcjpwqhnz" in line.lower()
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        with serve(forever(OK, "200 OK", JSON)) as server:
            for kind in ("sync", "async", "aiohttp"):
                assert Driven(kind)(server.url, "get").id == "t1"
        assert len(proxy.heads) == 3
    with pytest.raises(errors.ConnectError) as caught:
        Driven("sync")("http://thing.invalid", "get", retries=0)
    assert f"through the proxy http://127.0.0.1:{proxy.port}" in str(caught.value)
    assert "p%40ss" not in str(caught.value)
    assert "p@ss" not in str(caught.value)


def test_a_proxy_that_refuses_a_tunnel_is_a_connect_error() -> None:
    with serve(forever(b"", "407 Proxy Authentication Required")) as proxy:
        for kind in ("sync", "async"):
            with pytest.raises(errors.ConnectError):
                Driven(kind)("https://thing.invalid", "make", retries=0, proxy=proxy.url)
        with pytest.raises(errors.ConnectError):
            asyncio.run(_tunnel(proxy.url))
    assert {line.split()[0] for line in proxy.heads} == {b"CONNECT"}


async def _tunnel(proxy: str) -> None:
    transport = AiohttpTransport(proxy=proxy)
    try:
        async with AsyncClient(
            API, {"api_key": "k"}, base_url="https://thing.invalid", transport=transport, retries=0
        ) as client:
            await AsyncThings(client).make()
    finally:
        await transport.aclose()


@pytest.mark.parametrize("proxy", ["", "http://", "ftp://x", "http://u:secret@[::1", "http://x:notaport"])
def test_unusable_proxies_are_refused_without_their_password(proxy: str) -> None:
    with serve(forever(OK)) as server, pytest.raises(errors.ConfigurationError) as caught:
        Driven("sync")(server.url, "get", proxy=proxy)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("kind", ["sync", "async", "aiohttp"])
def test_tls_without_trust_is_a_connect_error_that_says_what_to_do(kind: str) -> None:
    with serve(lambda peer: peer.send(b"no tls here\r\n\r\n")) as server, pytest.raises(errors.ConnectError):
        Driven(kind)(server.url.replace("http:", "https:"), "make", retries=0)


def test_certificates_that_cannot_be_read(tmp_path: Path) -> None:
    for verify in (str(tmp_path / "none.pem"), __file__):
        with pytest.raises(errors.ConfigurationError, match="verify"):
            Driven("sync")("https://127.0.0.1:1", "get", verify=verify)


def test_custom_contexts_are_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from runtime.tls import context_for, plain

    context = ssl.create_default_context()
    assert context_for(context) is context
    assert context_for(True) is context_for(True)
    assert context_for(True).verify_mode == ssl.CERT_REQUIRED
    assert context_for(False).verify_mode == ssl.CERT_NONE
    assert plain().verify_mode == ssl.CERT_REQUIRED
    assert plain().get_ca_certs() == []
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with pytest.raises(errors.ConfigurationError, match="SSL_CERT_FILE"):
        context_for(True)


def test_a_mock_transport_of_httpx_works() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert request.url.raw_path == b"/v1/things/a%2Fb%20%C3%BC"
        return httpx.Response(200, json={"id": "mock"})

    with httpx.Client(transport=httpx.MockTransport(handler)) as inner:
        with Client(API, {"api_key": "k"}, base_url="http://x.test/v1", http_client=inner) as client:
            assert Things(client).get().id == "mock"
        assert not inner.is_closed


def test_a_forked_child_makes_its_own_connection() -> None:
    with (
        serve(forever(OK, "200 OK", JSON)) as server,
        Client(API, {"api_key": "k"}, base_url=server.url) as client,
    ):
        things = Things(client)
        things.get()
        child = os.fork()
        if child == 0:
            os._exit(0 if things.get().id == "t1" else 1)
        assert os.waitpid(child, 0)[1] == 0
        things.get()
        assert server.connections == 2


def work_in_pickles(client: Client) -> bytes:
    return pickle.dumps(client)


def test_clients_are_pickled_without_keys_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING_API_KEY", "environment-key")
    with serve(forever(OK, "200 OK", JSON)) as server:
        with Client(API, {"api_key": None}, base_url=server.url, timeout=3) as client:
            Things(client).get()
            data = work_in_pickles(client)
            assert b"environment-key" not in data
            with pickle.loads(data) as again:
                assert Things(again).get().id == "t1"
        outside = httpx.Client()
        with Client(API, {}, base_url=server.url, http_client=outside) as client, pytest.raises(TypeError):
            work_in_pickles(client)
        outside.close()
        data = pickle.dumps(AsyncClient(API, {"api_key": "k"}, base_url=server.url))

        async def main() -> Thing:
            async with pickle.loads(data) as unpickled:
                return await AsyncThings(unpickled).get()

        assert asyncio.run(main()).id == "t1"


def test_closed_clients_and_wrong_settings() -> None:
    client = Client(API, {"api_key": "tk_live_x"})
    assert repr(client) == "<Client https://api.thing.test/v1 environment='production'>"
    client.close()
    client.close()
    with pytest.raises(errors.ConfigurationError, match="closed"):
        Things(client).get()
    with pytest.raises(errors.ConfigurationError, match="not both"):
        Client(API, {}, transport=object(), http_client=object())  # type: ignore[arg-type]
    with pytest.raises(errors.ConfigurationError, match="retries"):
        Client(API, {}, retries=-1)
    for wrong in (0, -1, float("nan")):
        with pytest.raises(ValueError, match="timeout"):
            Client(API, {}, timeout=wrong)


def test_an_async_client_belongs_to_one_running_loop() -> None:
    with serve(forever(OK, "200 OK", JSON)) as server:
        client = AsyncClient(API, {"api_key": "k"}, base_url=server.url)
        caught: list[BaseException] = []

        async def outer() -> None:
            await AsyncThings(client).get()

            def other() -> None:
                try:
                    asyncio.run(AsyncThings(client).get())
                except errors.ConfigurationError as error:
                    caught.append(error)

            await asyncio.to_thread(other)
            await client.close()

        asyncio.run(outer())
        assert "another event loop" in str(caught[0])


@pytest.fixture(autouse=True)
def _plain_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxies and no pauses."""
    monkeypatch.setattr(retry, "BASE", 0.0)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
