"""A cancellation at every turn of an async call: the next calls work, and no place in the pool is lost."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from clientome._runtime.client import AsyncClient
from tests.prove.calls import AsyncThings, async_client_of, call_of, world
from tests.prove.conftest import Figure
from tests.support.scale import of

httpx2 = pytest.importorskip("httpx2", reason="not part of the lowest versions")

TRANSPORTS = ["default", "proxy", "httpx", "httpx2"]
KINDS = ["get", "post", "upload", "stream", "download", "login"]
LIMIT = 2


@asynccontextmanager
async def connected(transport: str, kind: str, url: str) -> AsyncIterator[AsyncClient]:
    """A client with room for few connections, so that each that is lost is missed."""
    async with AsyncExitStack() as stack:
        more: dict[str, Any] = {"max_connections": LIMIT}
        if transport == "proxy":
            # The server takes requests for any origin, as a proxy does.
            more["proxy"] = url
            url = "http://thing.invalid"
        elif transport == "httpx":
            outside = httpx.AsyncClient(trust_env=False, limits=httpx.Limits(max_connections=LIMIT))
            more["http_client"] = await stack.enter_async_context(outside)
        elif transport == "httpx2":
            other = httpx2.AsyncClient(trust_env=False, limits=httpx2.Limits(max_connections=LIMIT))
            more["http_client"] = await stack.enter_async_context(other)
        client = async_client_of(kind, url, timeout=30, **more)
        yield await stack.enter_async_context(client)


def places(client: AsyncClient) -> tuple[int, int]:
    """Places in use, and connections that wait."""
    routes = getattr(client._driver.transport, "_routes", None)  # type: ignore[union-attr]
    stacks = [] if routes is None else [route.pool for route in routes.routes.values()]
    return sum(stack.used for stack in stacks), sum(len(stack._idle) for stack in stacks)


async def cancelled(client: AsyncClient, work: Any, turns: int) -> bool:
    """Cancel a call after so many turns of the loop; whether it was still under way."""
    task = asyncio.ensure_future(work())
    for _ in range(turns):
        await asyncio.sleep(0)
        if task.done():
            break
    under_way = not task.done()
    task.cancel()
    outcome = (await asyncio.gather(task, return_exceptions=True))[0]
    if isinstance(outcome, Exception):
        raise outcome
    return under_way


async def every_turn(transport: str, kind: str, warm: bool, folder: Path) -> tuple[int, list[str]]:
    """Turns tried, and what was wrong."""
    wrong: list[str] = []
    tried = 0
    with world() as (_known, server):
        async with connected(transport, kind, server.url) as client:
            work = call_of(kind, AsyncThings(client), folder)
            await work()
            turns = 0
            while turns < 2000 and len(wrong) < 10:
                if not warm:
                    await cool(client)
                if kind == "login":
                    forget(client)
                tried += 1
                under_way = await cancelled(client, work, turns)
                for _ in range(LIMIT + 1):
                    try:
                        await asyncio.wait_for(work(), 30)
                    except Exception as error:
                        wrong.append(f"turn {turns}: the next call: {type(error).__name__}: {error}")
                used, idle = places(client)
                if used != idle:
                    _collected = gc.collect()
                    await asyncio.sleep(0)
                    used, idle = places(client)
                if used != idle:
                    wrong.append(f"turn {turns}: {used} places used, {idle} idle")
                if not under_way:
                    break
                # A sample looks at the first turns, and at fewer and fewer of the later ones.
                turns += of(1 + turns, 1)
    return tried, wrong


async def cool(client: AsyncClient) -> None:
    routes = getattr(client._driver.transport, "_routes", None)  # type: ignore[union-attr]
    for route in [] if routes is None else routes.routes.values():
        route.pool.close_idle()


def forget(client: AsyncClient) -> None:
    auth = client._session.auth
    for store in auth._stores.values():
        store.access = store.refresh = None
    auth._token_grants.clear()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("transport", "warm"),
    # The connection pool of another library cannot be emptied between two calls.
    [*((transport, True) for transport in TRANSPORTS), ("default", False), ("proxy", False)],
)
def test_a_cancellation_at_every_turn(
    transport: str, warm: bool, kind: str, tmp_path: Path, figure: Figure
) -> None:
    tried, wrong = asyncio.run(every_turn(transport, kind, warm, tmp_path))
    state = "warm" if warm else "cold"
    figure(
        f"cancellations, {transport}, {kind}, {state}: turns tried; next call fails", f"{tried}; {len(wrong)}"
    )
    assert wrong == []
    assert tried > 1
