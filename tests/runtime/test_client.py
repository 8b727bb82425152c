"""Clients as a whole: proxies, certificates, forks, pickles, loops."""

from __future__ import annotations

import asyncio
import os
import pickle
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest import mock

import httpx
import pytest

from clientome._runtime.base import errors
from clientome._runtime.client import AsyncClient, Client
from clientome._runtime.flow.drivers import Held, SyncLock
from clientome._runtime.flow.effects import Flow, acquire, now
from clientome._runtime.http.httpcore_transport import HttpcoreTransport
from tests.support.clients import OK, AsyncThings, Driven, Things
from tests.support.http import JSON, forever, serve
from tests.support.things import API, Thing

pytestmark = pytest.mark.usefixtures("no_pauses", "no_proxies")


def test_proxies_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(forever(OK, "200 OK", JSON)) as proxy:
        monkeypatch.setenv("http_proxy", f"user:p%40ss@127.0.0.1:{proxy.port}")
        for kind in ("sync", "async"):
            assert Driven(kind)("http://thing.invalid/v1", "get").id == "t1"
        for line in proxy.heads:
            assert line.startswith(b"GET http://thing.invalid/v1/things/a%2Fb%20%C3%BC HTTP/1.1")
            assert b"proxy-authorization: basic dxnlcjpwqhnz" in line.lower()
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        with serve(forever(OK, "200 OK", JSON)) as server:
            for kind in ("sync", "async"):
                assert Driven(kind)(server.url, "get").id == "t1"
        assert len(proxy.heads) == 2
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
    assert {line.split()[0] for line in proxy.heads} == {b"CONNECT"}


@pytest.mark.parametrize("proxy", ["", "http://", "ftp://x", "http://u:secret@[::1", "http://x:notaport"])
def test_unusable_proxies_are_refused_without_their_password(proxy: str) -> None:
    with serve(forever(OK)) as server, pytest.raises(errors.ConfigurationError) as caught:
        Driven("sync")(server.url, "get", proxy=proxy)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_tls_without_trust_is_a_connect_error_that_says_what_to_do(kind: str) -> None:
    with serve(lambda peer: peer.send(b"no tls here\r\n\r\n")) as server, pytest.raises(errors.ConnectError):
        Driven(kind)(server.url.replace("http:", "https:"), "make", retries=0)


def test_certificates_that_cannot_be_read(tmp_path: Path) -> None:
    for verify in (str(tmp_path / "none.pem"), __file__):
        with pytest.raises(errors.ConfigurationError, match="verify"):
            Driven("sync")("https://127.0.0.1:1", "get", verify=verify)


def test_custom_contexts_are_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from clientome._runtime.http.environment import context_for, plain

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
        held, lock = Held(), SyncLock()
        assert lock.acquire(None, held, "token")
        client._driver.locks["token"] = lock  # type: ignore[union-attr]

        def free() -> Flow[bool]:
            taken = yield from acquire("token", 0.1)
            return taken

        child = os.fork()
        if child == 0:
            os._exit(0 if things.get().id == "t1" and client.run(free()) else 1)
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
        with (
            Client(API, {}, base_url=server.url, http_client=outside) as client,
            pytest.raises(TypeError, match="injected"),
        ):
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


def test_threads_that_come_together_get_the_same_connections() -> None:
    """The first calls of several threads would otherwise each make a pool, of which one is closed in the end."""
    made: list[Any] = []
    barrier = threading.Barrier(8)

    class Counting(HttpcoreTransport):
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            made.append(self)
            time.sleep(0.01)

    def first(client: Client) -> object:
        barrier.wait()
        _moment = client.run(now())
        return client._driver

    with (
        mock.patch("clientome._runtime.http.httpcore_transport.HttpcoreTransport", Counting),
        Client(API, {"api_key": "tk_live_1"}) as client,
        ThreadPoolExecutor(8) as pool,
    ):
        drivers = set(pool.map(first, [client] * 8))
    assert len(made) > 1, "the threads did not meet"
    assert len(drivers) == 1
