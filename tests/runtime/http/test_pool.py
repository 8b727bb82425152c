"""The connection pool by itself: places, waiting, and what is given back."""

from __future__ import annotations

import asyncio
import dataclasses
import gc
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.base.timing import NEVER, Deadline
from clientome._runtime.call.call import call
from clientome._runtime.client import AsyncClient, Client
from clientome._runtime.http import pool as connections
from clientome._runtime.http.pool import AsyncConnectionPool, PooledConnection, SyncConnectionPool, TimeLimits
from tests.support.clients import OK, AsyncThings, Things
from tests.support.http import JSON, Peer, serve
from tests.support.things import API, KEYED, POST


class Network:
    """Sockets that can be looked at."""

    def __init__(self) -> None:
        self.limits = TimeLimits()
        self.readable = False
        self.closed = False
        self.connected = True
        self.tls_layers = 0

    def close(self) -> None:
        self.closed = True


def made(entry: PooledConnection) -> None:
    """An idle connection."""
    entry.network = Network()
    entry.connection = SimpleNamespace(
        is_idle=lambda: True, _h11_state=SimpleNamespace(trailing_data=(b"", False))
    )


def network(entry: PooledConnection) -> Any:
    return entry.network


def test_the_newest_is_given_and_there_is_a_limit() -> None:
    pool = SyncConnectionPool(made, 2)
    first, second = pool.acquire(1), pool.acquire(1)
    with pytest.raises(errors.ConnectTimeout, match="max_connections") as caught:
        pool.acquire(0.01)
    assert caught.value.phase == "pool"
    assert not caught.value.sent
    pool.release(first)
    pool.release(second)
    assert pool.acquire(1) is second
    pool.discard(second)
    assert network(second).closed
    assert pool.acquire(1) is first
    assert pool.acquire(1) not in (first, second)


def test_a_maker_that_fails_keeps_its_room() -> None:
    def fail(entry: PooledConnection) -> None:
        raise errors.ConfigurationError("no")

    pool = SyncConnectionPool(fail, 1)
    for _ in range(3):
        with pytest.raises(errors.ConfigurationError):
            pool.acquire(0.01)


def busy(entry: PooledConnection) -> None:
    entry.connection.is_idle = lambda: False


def behind(entry: PooledConnection) -> None:
    entry.connection._h11_state.trailing_data = (b"HTTP/1.1 200 OK\r\n", False)


def ended(entry: PooledConnection) -> None:
    entry.connection._h11_state.trailing_data = (b"", True)


def unknown(entry: PooledConnection) -> None:
    del entry.connection._h11_state


def wrapped(entry: PooledConnection) -> None:
    inner = SimpleNamespace(_h11_state=SimpleNamespace(trailing_data=(b"x", False)))
    entry.connection = SimpleNamespace(is_idle=lambda: True, _connection=inner)


@pytest.mark.parametrize("spoil", [busy, behind, ended, unknown, wrapped])
def test_only_what_is_known_to_be_idle_is_given_back(spoil: Callable[[PooledConnection], None]) -> None:
    pool = SyncConnectionPool(made, 1)
    entry = pool.acquire(1)
    pool.release(entry)
    assert pool.acquire(1) is entry
    spoil(entry)
    pool.release(entry)
    assert network(entry).closed
    assert pool.acquire(1) is not entry


def test_what_became_readable_or_old_while_it_was_idle_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = SyncConnectionPool(made, 3)
    entries = [pool.acquire(1) for _ in range(3)]
    for entry in entries:
        pool.release(entry)
    network(entries[2]).readable = True
    assert pool.acquire(1) is entries[1]
    assert network(entries[2]).closed
    entries[0].idle_since -= connections.KEEPALIVE + 1
    assert pool.acquire(1) not in entries
    assert network(entries[0]).closed


def test_what_waits_too_long_below_a_busy_one_is_closed() -> None:
    pool = SyncConnectionPool(made, 2)
    old, busy = pool.acquire(1), pool.acquire(1)
    pool.release(old)
    old.idle_since -= connections.KEEPALIVE + 1
    pool.release(busy)
    assert network(old).closed
    assert pool.used == 1
    assert pool.acquire(1) is busy


def test_what_cannot_be_repeated_gets_a_connection_that_was_busy_a_moment_ago() -> None:
    pool = SyncConnectionPool(made, 2)
    one = pool.acquire(1)
    pool.release(one)
    assert pool.acquire(1, connections.FRESH_FOR) is one
    pool.release(one)
    one.idle_since -= connections.FRESH_FOR + 1
    two = pool.acquire(1, connections.FRESH_FOR)
    assert two is not one
    assert not network(one).closed
    # With all places taken the old one makes room.
    three = pool.acquire(1, connections.FRESH_FOR)
    assert three not in (one, two)
    assert network(one).closed
    assert pool.used == 2


def test_what_costs_money_gets_a_new_connection() -> None:
    pool = SyncConnectionPool(made, 1)
    one = pool.acquire(1)
    pool.release(one)
    two = pool.acquire(1, connections.NEW)
    assert two is not one
    assert network(one).closed
    # Also when it waits, and an idle one is given back.
    got: list[PooledConnection] = []
    waiting = threading.Thread(target=lambda: got.append(pool.acquire(20, connections.NEW)))
    waiting.start()
    while not pool._waiters:
        time.sleep(0.001)
    pool.release(two)
    waiting.join(20)
    assert got
    assert got[0] is not two
    assert network(two).closed


def once(peer: Peer) -> None:
    """A server that closes its idle connections just when the next request arrives."""
    if peer.request() is not None:
        peer.reply(OK, "201 Created", JSON)
        if peer.request() is not None:
            raise OSError


def test_no_paid_call_is_lost_to_an_idle_connection_that_the_server_closes() -> None:
    with serve(once) as server, Client(API, {"api_key": "k"}, base_url=server.url, retries=0) as client:
        things = Things(client)
        for _ in range(5):
            assert things.make().id == "t1"
        with pytest.raises(errors.ProtocolError):
            # What costs nothing does not pay for a new connection each time.
            client.run(call(client._session, dataclasses.replace(POST, billable=False), {"name": "x"}))

    async def paid(url: str) -> int:
        async with AsyncClient(API, {"api_key": "k"}, base_url=url, retries=0) as client:
            found = [await AsyncThings(client).make() for _ in range(5)]
            return len(found)

    with serve(once) as server:
        assert asyncio.run(paid(server.url)) == 5


def test_a_paid_call_with_a_key_shares_connections_while_it_may_be_repeated() -> None:
    keyed = dataclasses.replace(KEYED, billable=True)
    given: dict[str, Any] = {"person": {"name": "Ann"}}
    with serve(once) as server, Client(API, {"api_key": "k"}, base_url=server.url, retries=1) as client:
        for number in (1, 2, 3):
            client.run(call(client._session, keyed, given))
            assert server.connections == number
        client.run(call(client._session, keyed, given, RequestOptions(retries=0)))
        assert len(server.heads) == 6


def test_a_connection_that_nobody_knows_any_more_frees_its_place() -> None:
    pool = SyncConnectionPool(made, 1)
    pool.acquire(1)
    gc.collect()
    entry: PooledConnection | None = pool.acquire(1)
    got: list[PooledConnection] = []
    waiting = threading.Thread(target=lambda: got.append(pool.acquire(20)))
    waiting.start()
    while not pool._waiters:
        time.sleep(0.001)
    del entry
    gc.collect()
    waiting.join(20)
    assert len(got) == 1


def test_threads_never_have_more_than_the_limit() -> None:
    pool = SyncConnectionPool(made, 3)
    seen: list[int] = []
    held: set[int] = set()

    def work() -> None:
        for turn in range(60):
            entry = pool.acquire(30)
            held.add(id(entry))
            seen.append(len(held))
            time.sleep(0)
            held.discard(id(entry))
            (pool.discard if turn % 3 == 0 else pool.release)(entry)

    threads = [threading.Thread(target=work) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(seen) == 720
    assert max(seen) == 3
    assert pool.used <= 3
    assert not pool._waiters


def test_a_connection_that_nobody_waits_for_any_more_stays() -> None:
    """Another thread served the one who waited; the connection that was meant for him is still a good one."""
    pool = SyncConnectionPool(made, 1)
    entry = pool.acquire(1)

    class Gone:
        most_idle = connections.KEEPALIVE

        def offer(self, entry: PooledConnection) -> bool:
            return False

    pool._waiters.append(Gone())
    pool.release(entry)
    assert not network(entry).closed
    assert pool.acquire(1) is entry


@pytest.mark.parametrize("most_idle", [connections.KEEPALIVE, connections.FRESH_FOR])
def test_a_connection_that_is_given_back_while_a_new_one_is_looked_for_is_taken(
    monkeypatch: pytest.MonkeyPatch, most_idle: float
) -> None:
    pool = SyncConnectionPool(made, 1)
    entry = pool.acquire(1)

    def full() -> None:
        pool.release(entry)

    monkeypatch.setattr(pool, "_new", full)
    assert pool.acquire(1, most_idle) is entry
    assert not network(entry).closed


def test_who_waits_longest_is_served_first() -> None:
    pool = SyncConnectionPool(made, 1)
    entry = pool.acquire(1)
    order: list[int] = []

    def wait(number: int) -> None:
        mine = pool.acquire(30)
        order.append(number)
        pool.release(mine)

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(5)]
    for number, thread in enumerate(threads):
        thread.start()
        while len(pool._waiters) <= number:
            time.sleep(0.001)
    pool.release(entry)
    for thread in threads:
        thread.join(30)
    assert order == [0, 1, 2, 3, 4]


def test_tasks_are_served_in_order_and_nothing_is_lost() -> None:
    async def main() -> None:
        pool = AsyncConnectionPool(made, 1)
        first = await pool.acquire(1)
        with pytest.raises(errors.ConnectTimeout):
            await pool.acquire(0.01)
        assert not pool._waiters
        waiting = [asyncio.create_task(pool.acquire(5)) for _ in range(3)]
        await asyncio.sleep(0)
        # Served and cancelled at the same moment: the connection goes to the next.
        pool.release(first)
        waiting[0].cancel()
        assert await waiting[1] is first
        pool.discard(first)
        second = await waiting[2]
        assert second is not first
        assert waiting[0].cancelled()
        pool.release(second)
        assert await pool.acquire(1) is second
        pool.release(second)
        pool.close_idle()
        assert network(second).closed
        assert pool.used == 0

    asyncio.run(main())


def test_patience_ends_with_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: moment[0])
    phases: dict[str, float | None] = {"connect": 5.0, "read": 60.0, "write": 60.0, "pool": 60.0}
    limits = TimeLimits()
    limits.begin(NEVER, phases)
    assert limits.seconds(60.0) == 60.0
    # httpcore itself never limits the talk with a SOCKS proxy.
    assert limits.seconds(None) == 5.0
    assert not limits.expired
    limits.begin(Deadline(110.0), phases)
    assert limits.seconds(60.0) == 10.0
    assert limits.seconds(3.0) == 3.0
    moment[0] = 111.0
    assert limits.seconds(3.0) == 0.0
    assert limits.expired
    limits.begin(NEVER, {**phases, "read": None})
    assert limits.seconds(None) is None
