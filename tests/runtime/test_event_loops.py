"""Async clients and event loops: another loop, none of asyncio, another thread; and clients of other libraries."""

from __future__ import annotations

import asyncio
import gc
import threading
from typing import Any

import httpx
import pytest

from clientome._runtime.base import errors
from clientome._runtime.client import AsyncClient, Client
from clientome._runtime.http.messages import Request
from tests.support.clients import OK, AsyncThings, Things
from tests.support.http import JSON, Peer, forever, serve
from tests.support.things import API
from tests.support.transports import LIBRARIES

KEYS = {"api_key": "k"}
ANSWER = forever(OK, "200 OK", JSON)


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_a_client_can_be_closed_in_another_loop() -> None:
    with serve(ANSWER) as server:
        client = AsyncClient(API, KEYS, base_url=server.url)
        assert asyncio.run(AsyncThings(client).get()).id == "t1"
        asyncio.run(client.close())
        gc.collect()
        with pytest.raises(errors.ConfigurationError, match="closed"):
            asyncio.run(AsyncThings(client).get())


def test_a_client_can_be_closed_while_its_own_loop_runs_elsewhere() -> None:
    with serve(ANSWER) as server:
        client = AsyncClient(API, KEYS, base_url=server.url)
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        try:
            assert asyncio.run_coroutine_threadsafe(AsyncThings(client).get(), loop).result(30).id == "t1"
            asyncio.run(client.close())
            server.threads[0].join(30)
            assert not server.threads[0].is_alive()
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join(30)
            loop.close()


def test_without_a_loop_of_asyncio_the_error_says_what_to_do() -> None:
    client = AsyncClient(API, KEYS, base_url="http://127.0.0.1:1")
    call = AsyncThings(client).get()
    # As trio and others drive a coroutine.
    with pytest.raises(errors.ConfigurationError, match=r"asyncio.*trio"):
        call.send(None)


def test_an_answer_that_is_forgotten_in_another_thread_frees_its_place() -> None:
    def talk(peer: Peer) -> None:
        while peer.request() is not None:
            peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nx")

    async def main(url: str) -> None:
        async with AsyncClient(API, KEYS, base_url=url, max_connections=1) as client:
            await client.run(_nothing())
            transport: Any = client._driver.transport  # type: ignore[union-attr]
            phases: dict[str, float | None] = dict.fromkeys(("connect", "read", "write", "pool"), 30.0)
            for _ in range(3):
                held = [await transport.send(Request("GET", url, "/", [], None, phases))]
                gc.disable()
                thread = threading.Thread(target=held.clear)
                thread.start()
                await asyncio.to_thread(thread.join)
                gc.enable()

    with serve(talk) as server:
        asyncio.run(main(server.url))
        assert server.connections == 3


def _nothing() -> Any:
    return
    yield


@pytest.mark.parametrize("name", LIBRARIES)
def test_clients_of_both_libraries_and_both_kinds_are_recognised(name: str) -> None:
    library: Any = LIBRARIES[name]

    class Own(library.Client):  # type: ignore[misc]
        pass

    with serve(ANSWER) as server:
        for kind in (library.Client, Own):
            with (
                kind(trust_env=False) as inner,
                Client(API, KEYS, base_url=server.url, http_client=inner) as client,
            ):
                assert Things(client).get().id == "t1"
                assert Things(client).send(b"content").id == "t1"
        assert b"content" in server.bodies[-1]

        async def main() -> None:
            async with (
                library.AsyncClient(trust_env=False) as inner,
                AsyncClient(API, KEYS, base_url=server.url, http_client=inner) as client,
            ):
                assert (await AsyncThings(client).get()).id == "t1"
                assert (await AsyncThings(client).send(b"content")).id == "t1"

        asyncio.run(main())
    with library.Client(trust_env=False) as inner:
        with pytest.raises(
            errors.ConfigurationError, match=rf"httpx\.AsyncClient.*, not {inner.__class__.__name__}"
        ):
            AsyncClient(API, KEYS, http_client=inner)
        with (
            Client(API, KEYS, base_url=server.url, http_client=inner, retries=0) as client,
            pytest.raises(errors.ConnectError) as caught,
        ):
            Things(client).get()
        assert not caught.value.sent
    with pytest.raises(errors.ConfigurationError, match="is closed"):
        Things(Client(API, KEYS, base_url=server.url, http_client=inner)).get()


@pytest.mark.parametrize("wrong", [object(), httpx, "http://proxy"])
def test_what_is_no_client_is_refused_at_once(wrong: Any) -> None:
    with pytest.raises(errors.ConfigurationError, match=r"httpx\.Client"):
        Client(API, KEYS, http_client=wrong)


@pytest.mark.parametrize("wrong", [0, -1])
def test_a_pool_has_room_for_one_at_least(wrong: int) -> None:
    with pytest.raises(errors.ConfigurationError, match="max_connections"):
        Client(API, KEYS, max_connections=wrong)


def test_the_size_of_the_pool_is_a_setting() -> None:
    """More calls at once than connections: they take turns, on no more connections than that."""
    meeting = threading.Barrier(3, timeout=30)

    def talk(peer: Peer) -> None:
        while peer.request() is not None:
            meeting.wait()
            peer.reply(OK, "200 OK", JSON)

    async def main(url: str) -> None:
        async with AsyncClient(API, KEYS, base_url=url, max_connections=3) as client:
            things = await asyncio.gather(*(AsyncThings(client).get() for _ in range(30)))
            assert len(things) == 30

    with serve(talk) as server:
        asyncio.run(main(server.url))
        assert server.connections == 3
        results: list[str] = []
        with Client(API, KEYS, base_url=server.url, max_connections=3) as client:
            threads = [
                threading.Thread(target=lambda: results.append(Things(client).get().id)) for _ in range(30)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
        assert len(results) == 30
        assert server.connections == 6
