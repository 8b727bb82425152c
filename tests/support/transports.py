"""Every transport, seen from outside as blocking: our own, directly and through a proxy, and clients of others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx

from clientome._runtime.base.options import DEFAULT_TIMEOUT
from clientome._runtime.base.timing import Deadline
from clientome._runtime.http.httpcore_transport import AsyncHttpcoreTransport, HttpcoreTransport
from clientome._runtime.http.httpx_transport import AsyncHttpxClientTransport, HttpxClientTransport
from clientome._runtime.http.messages import Request

try:
    import httpx2
except ImportError:  # The environment of the lowest versions: httpx2 would raise them.
    httpx2 = None  # type: ignore[assignment]

LIBRARIES = {"httpx": httpx, **({} if httpx2 is None else {"httpx2": httpx2})}
OWN = ["sync", "async"]
WAYS = [
    *OWN,
    "sync proxy",
    "async proxy",
    *(f"{kind}{name}" for name in LIBRARIES for kind in ("", "async ")),
]


class Way:
    """One transport, kept open. ``more`` goes to the client of httpx."""

    def __init__(
        self, name: str, url: str, more: Callable[[Any], dict[str, Any]] = lambda library: {}
    ) -> None:
        self.name = name
        self.is_async = name.startswith("async")
        self.origin = "http://thing.invalid" if "proxy" in name else url
        self.loop = asyncio.new_event_loop() if self.is_async else None
        proxy = url if "proxy" in name else None
        self.inner: Any = None
        library: Any = LIBRARIES.get(name.rpartition(" ")[2])
        self.transport: Any
        if library is None:
            kind: Any = AsyncHttpcoreTransport if self.is_async else HttpcoreTransport
            self.transport = kind(proxy=proxy)
        elif self.is_async:
            self.inner = library.AsyncClient(trust_env=False, **more(library))
            self.transport = AsyncHttpxClientTransport(self.inner)
        else:
            self.inner = library.Client(trust_env=False, **more(library))
            self.transport = HttpxClientTransport(self.inner)

    def send(
        self, method: str, path: str, body: Any = None, deadline: float | None = None
    ) -> tuple[int, bytes]:
        """Send one request and read the answer."""
        length: Any = len(body) if isinstance(body, bytes) else None if body is None else body.length
        headers = [] if length is None else [(b"Content-Length", str(length).encode())]
        request = Request(
            method, self.origin, path, headers, body, DEFAULT_TIMEOUT.phases, Deadline(deadline)
        )
        if self.loop is not None:
            return self.loop.run_until_complete(self._asend(request))
        response = self.transport.send(request)
        return response.status, response.read()

    async def _asend(self, request: Request) -> tuple[int, bytes]:
        response = await self.transport.send(request)
        return response.status, await response.aread()

    def __enter__(self) -> Way:
        return self

    def __exit__(self, *details: object) -> None:
        if self.loop is None:
            self.transport.close()
            if self.inner is not None:
                self.inner.close()
            return
        self.loop.run_until_complete(self.transport.aclose())
        if self.inner is not None:
            self.loop.run_until_complete(self.inner.aclose())
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()
