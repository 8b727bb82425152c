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
from clientome._runtime.http.pool import AsyncStack, Entry, Patience, SyncStack
from tests.runtime.callers import JSON, OK, AsyncThings, Things
from tests.runtime.kit import API, KEYED, POST
from tests.runtime.sockets import Peer, serve


class Network:
    """Sockets that can be looked at."""

    def __init__(self) -> None:
        self.patience = Patience()
        self.readable = False
        self.dropped = False
        self.connected = True
        self.layers = 0

    def drop(self) -> None:
        self.dropped = True


def made(entry: Entry) -> None:
    """An idle connection."""
    entry.network = Network()
    entry.connection = SimpleNamespace(
        is_idle=lambda: True, _h11_state=SimpleNamespace(trailing_data=(b"", False))
    )


def network(entry: Entry) -> Any:
    return entry.network


def test_the_newest_is_given_and_there_is_a_limit() -> None:
    stack = SyncStack(made, 2)
    first, second = stack.take(1), stack.take(1)
    with pytest.raises(errors.ConnectTimeout, match="max_connections") as caught:
        stack.take(0.01)
    assert caught.value.phase == "pool"
    assert not caught.value.sent
    stack.give(first)
    stack.give(second)
    assert stack.take(1) is second
    stack.drop(second)
    assert network(second).dropped
    assert stack.take(1) is first
    assert stack.take(1) not in (first, second)


def test_a_maker_that_fails_keeps_its_room() -> None:
    def fail(entry: Entry) -> None:
        raise errors.ConfigurationError("no")

    stack = SyncStack(fail, 1)
    for _ in range(3):
        with pytest.raises(errors.ConfigurationError):
            stack.take(0.01)


def busy(entry: Entry) -> None:
    entry.connection.is_idle = lambda: False


def behind(entry: Entry) -> None:
    entry.connection._h11_state.trailing_data = (b"HTTP/1.1 200 OK\r\n", False)


def ended(entry: Entry) -> None:
    entry.connection._h11_state.trailing_data = (b"", True)


def unknown(entry: Entry) -> None:
    del entry.connection._h11_state


def wrapped(entry: Entry) -> None:
    inner = SimpleNamespace(_h11_state=SimpleNamespace(trailing_data=(b"x", False)))
    entry.connection = SimpleNamespace(is_idle=lambda: True, _connection=inner)


@pytest.mark.parametrize("spoil", [busy, behind, ended, unknown, wrapped])
def test_only_what_is_known_to_be_idle_is_given_back(spoil: Callable[[Entry], None]) -> None:
    stack = SyncStack(made, 1)
    entry = stack.take(1)
    stack.give(entry)
    assert stack.take(1) is entry
    spoil(entry)
    stack.give(entry)
    assert network(entry).dropped
    assert stack.take(1) is not entry


def test_what_became_readable_or_old_while_it_was_idle_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    stack = SyncStack(made, 3)
    entries = [stack.take(1) for _ in range(3)]
    for entry in entries:
        stack.give(entry)
    network(entries[2]).readable = True
    assert stack.take(1) is entries[1]
    assert network(entries[2]).dropped
    entries[0].since -= connections.KEEP + 1
    assert stack.take(1) not in entries
    assert network(entries[0]).dropped


def test_what_cannot_be_repeated_gets_a_connection_that_was_busy_a_moment_ago() -> None:
    stack = SyncStack(made, 2)
    one = stack.take(1)
    stack.give(one)
    assert stack.take(1, connections.FRESH) is one
    stack.give(one)
    one.since -= connections.FRESH + 1
    two = stack.take(1, connections.FRESH)
    assert two is not one
    assert not network(one).dropped
    # With all places taken the old one makes room.
    three = stack.take(1, connections.FRESH)
    assert three not in (one, two)
    assert network(one).dropped
    assert stack.used == 2


def test_what_costs_money_gets_a_new_connection() -> None:
    stack = SyncStack(made, 1)
    one = stack.take(1)
    stack.give(one)
    two = stack.take(1, connections.NEW)
    assert two is not one
    assert network(one).dropped
    # Also when it waits, and an idle one is given back.
    got: list[Entry] = []
    waiting = threading.Thread(target=lambda: got.append(stack.take(20, connections.NEW)))
    waiting.start()
    while not stack._waiters:
        time.sleep(0.001)
    stack.give(two)
    waiting.join(20)
    assert got
    assert got[0] is not two
    assert network(two).dropped


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
    stack = SyncStack(made, 1)
    stack.take(1)
    gc.collect()
    entry: Entry | None = stack.take(1)
    got: list[Entry] = []
    waiting = threading.Thread(target=lambda: got.append(stack.take(20)))
    waiting.start()
    while not stack._waiters:
        time.sleep(0.001)
    del entry
    gc.collect()
    waiting.join(20)
    assert len(got) == 1


def test_threads_never_have_more_than_the_limit() -> None:
    stack = SyncStack(made, 3)
    seen: list[int] = []
    held: set[int] = set()

    def work() -> None:
        for turn in range(60):
            entry = stack.take(30)
            held.add(id(entry))
            seen.append(len(held))
            time.sleep(0)
            held.discard(id(entry))
            (stack.drop if turn % 3 == 0 else stack.give)(entry)

    threads = [threading.Thread(target=work) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(seen) == 720
    assert max(seen) == 3
    assert stack.used <= 3
    assert not stack._waiters


def test_a_connection_that_nobody_waits_for_any_more_stays() -> None:
    """Another thread served the one who waited; the connection that was meant for him is still a good one."""
    stack = SyncStack(made, 1)
    entry = stack.take(1)

    class Gone:
        most_idle = connections.KEEP

        def offer(self, entry: Entry) -> bool:
            return False

    stack._waiters.append(Gone())
    stack.give(entry)
    assert not network(entry).dropped
    assert stack.take(1) is entry


@pytest.mark.parametrize("most_idle", [connections.KEEP, connections.FRESH])
def test_a_connection_that_is_given_back_while_a_new_one_is_looked_for_is_taken(
    monkeypatch: pytest.MonkeyPatch, most_idle: float
) -> None:
    stack = SyncStack(made, 1)
    entry = stack.take(1)

    def full() -> None:
        stack.give(entry)

    monkeypatch.setattr(stack, "_new", full)
    assert stack.take(1, most_idle) is entry
    assert not network(entry).dropped


def test_who_waits_longest_is_served_first() -> None:
    stack = SyncStack(made, 1)
    entry = stack.take(1)
    order: list[int] = []

    def wait(number: int) -> None:
        mine = stack.take(30)
        order.append(number)
        stack.give(mine)

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(5)]
    for number, thread in enumerate(threads):
        thread.start()
        while len(stack._waiters) <= number:
            time.sleep(0.001)
    stack.give(entry)
    for thread in threads:
        thread.join(30)
    assert order == [0, 1, 2, 3, 4]


def test_tasks_are_served_in_order_and_nothing_is_lost() -> None:
    async def main() -> None:
        stack = AsyncStack(made, 1)
        first = await stack.take(1)
        with pytest.raises(errors.ConnectTimeout):
            await stack.take(0.01)
        assert not stack._waiters
        waiting = [asyncio.create_task(stack.take(5)) for _ in range(3)]
        await asyncio.sleep(0)
        # Served and cancelled at the same moment: the connection goes to the next.
        stack.give(first)
        waiting[0].cancel()
        assert await waiting[1] is first
        stack.drop(first)
        second = await waiting[2]
        assert second is not first
        assert waiting[0].cancelled()
        stack.give(second)
        assert await stack.take(1) is second
        stack.give(second)
        stack.close()
        assert network(second).dropped
        assert stack.used == 0

    asyncio.run(main())


def test_patience_ends_with_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: moment[0])
    phases: dict[str, float | None] = {"connect": 5.0, "read": 60.0, "write": 60.0, "pool": 60.0}
    patience = Patience()
    patience.begin(NEVER, phases)
    assert patience.seconds(60.0) == 60.0
    # httpcore itself never limits the talk with a SOCKS proxy.
    assert patience.seconds(None) == 5.0
    assert not patience.over
    patience.begin(Deadline(110.0), phases)
    assert patience.seconds(60.0) == 10.0
    assert patience.seconds(3.0) == 3.0
    moment[0] = 111.0
    assert patience.seconds(3.0) == 0.0
    assert patience.over
    patience.begin(NEVER, {**phases, "read": None})
    assert patience.seconds(None) is None
