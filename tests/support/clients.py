"""Clients of every kind, seen from outside as blocking, and resources made by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack, ExitStack
from typing import Any

from clientome._runtime.base.options import RequestOptions
from clientome._runtime.client import AsyncClient, AsyncResource, Client, Resource
from clientome._runtime.spec.api import Api
from tests.support.things import API, FILE, GET, POST, SEND

MODES = ("sync", "async")
# Also through clients of httpx, which wraps what goes wrong in a body in errors of its own.
KINDS = (*MODES, "httpx", "async httpx")
OK = b'{"id": "t1", "status": "done"}'


def use(kind: str, work: Callable[[Any], Any], *, api: Api = API, keys: Any = None, **settings: Any) -> Any:
    """Make a client of this kind, let ``work`` use it and close everything. What an async client gives is awaited."""
    # Loaded only where it is used: some tests start processes that do nothing but download.
    if "httpx" in kind:
        import httpx
    keys = {"api_key": "tk_live_key"} if keys is None else keys

    async def main() -> Any:
        async with AsyncExitStack() as stack:
            if "httpx" in kind:
                outside = httpx.AsyncClient(trust_env=False)
                settings["http_client"] = await stack.enter_async_context(outside)
            return await work(await stack.enter_async_context(AsyncClient(api, keys, **settings)))

    if kind.startswith("async"):
        return asyncio.run(main())
    with ExitStack() as stack:
        if "httpx" in kind:
            settings["http_client"] = stack.enter_context(httpx.Client(trust_env=False))
        return work(stack.enter_context(Client(api, keys, **settings)))


class _Things:
    """All kinds of calls; sync and async resources have the same methods."""

    def get(self: Any, **options: Any) -> Any:
        return self._call(GET, {"thing_id": "a/b ü", "limit": None}, RequestOptions(**options))

    def make(self: Any, **options: Any) -> Any:
        return self._call(POST, {"name": "x"}, RequestOptions(**options))

    def send(self: Any, file: Any) -> Any:
        return self._call(SEND, {"file": file, "note": "n"}, None)

    def file(self: Any, **options: Any) -> Any:
        return self._stream(FILE, {"name": "a"}, RequestOptions(**options))


class Things(_Things, Resource):
    """Sync."""


class AsyncThings(_Things, AsyncResource):
    """Async."""


class Driven:
    """One way to call, with a new client for each call; a binary answer is read."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(self, url: str, work: str, /, *args: Any, **settings: Any) -> Any:
        """Call a method once."""
        options = settings.pop("options", {})

        def sync(client: Any) -> Any:
            result = getattr(Things(client), work)(*args, **options)
            return result.read() if work == "file" else result

        async def later(client: Any) -> Any:
            result = await getattr(AsyncThings(client), work)(*args, **options)
            return await result.read() if work == "file" else result

        chosen = later if self.kind.startswith("async") else sync
        return use(self.kind, chosen, keys={"api_key": "k"}, base_url=url, **settings)
