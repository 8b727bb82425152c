"""The default transport: the connections of httpcore, which are those of httpx.

httpx's client would merge URLs, headers, cookies and parameters anew for each call, which the SDK has done already,
and httpcore's pool looks at every connection for every request. So its connections are used directly, one per entry
of a pool of our own (see ``connections``), over sockets of our own (see ``network`` and ``network_sync``).

Nothing here repeats a request. A connection whose exchange did not end as it should is closed at once.
"""

from __future__ import annotations

import os
import ssl
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, cast
from urllib.parse import unquote, urlsplit

import httpcore

from ..base import errors
from ..body.body import Body
from .environment import checked_proxy, context_for, plain, proxy_for
from .failures import is_timeout, translate
from .messages import Request, Response
from .pool import FRESH, KEEP, LIMIT, NEW, AsyncStack, Entry, Stack, SyncStack

_PORTS = {"http": 80, "https": 443}
# What may have been done already when an answer is lost: not left to a connection that the server may be closing.
_CHANGING = frozenset({"POST", "PATCH"})


class _Lane:
    """What is the same for all requests to one origin: connections, address, Host header and proxy."""

    __slots__ = ("_host", "_port", "_scheme", "host_header", "layers", "origin", "proxy", "stack")

    def __init__(self, origin: str, proxy: str | None) -> None:
        parts = urlsplit(origin)
        self.origin = origin
        self.proxy = proxy
        self._scheme = parts.scheme.encode("ascii")
        self._host = (parts.hostname or "").encode("ascii")
        self._port = parts.port
        self.host_header = (b"Host", parts.netloc.encode("ascii"))
        # TLS handshakes before the first byte of a request can leave.
        self.layers = int(parts.scheme == "https") + int((proxy or "").startswith("https:"))
        self.stack: Any = None

    @property
    def address(self) -> httpcore.Origin:
        """The origin in httpcore's form."""
        return httpcore.Origin(self._scheme, self._host, self._port or _PORTS[self._scheme.decode()])

    def request(self, request: Request, content: Any) -> httpcore.Request:
        """The request in httpcore's form."""
        return httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=self._scheme, host=self._host, port=self._port, target=request.target.encode("ascii")
            ),
            headers=[self.host_header, *request.headers],
            content=content,
            extensions={"timeout": request.timeout},
        )

    def failure(self, error: BaseException, entry: Entry) -> BaseException:
        """What went wrong, in our words; what is not about the connection stays as it is."""
        if not isinstance(error, Exception) or isinstance(error, errors.ClientomeError):
            return error
        network = entry.network
        opened = network is not None and network.connected and network.layers >= self.layers
        if network is not None and network.patience.over and is_timeout(error):
            return errors.TimeoutError(
                "the total time limit of the call passed", phase="total", sent=None if opened else False
            )
        return translate(error, self.origin, self.proxy, opened=opened)


def _settings(lane: _Lane, context: ssl.SSLContext, verify: Any) -> dict[str, Any]:
    """What httpcore makes the connections of a lane from, with their proxy if there is one."""
    settings: dict[str, Any] = {"ssl_context": context}
    if lane.proxy is None:
        return settings
    parts = urlsplit(lane.proxy)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = parts.port or (_PORTS.get(parts.scheme) or 1080)
    settings["proxy_url"] = f"{parts.scheme.removesuffix('h')}://{host}:{port}"
    if parts.username is not None:
        settings["proxy_auth"] = unquote(parts.username).encode(), unquote(parts.password or "").encode()
    if parts.scheme == "https":
        settings["proxy_ssl_context"] = context_for(verify)
    return settings


def _maker(
    lane: _Lane, settings: dict[str, Any], pools: dict[str, Any], network: Callable[[], Any]
) -> Callable[[Entry], None]:
    """Makes connections that are opened by their first request."""
    kind = "none" if lane.proxy is None else "socks" if lane.proxy.startswith("socks") else "http"

    def make(entry: Entry) -> None:
        entry.network = backend = network()
        try:
            # httpcore's pools know how to make their connections; they keep none of them here.
            pool = pools[kind](network_backend=backend, **settings)
            entry.connection = pool.create_connection(lane.address)
        except (ImportError, RuntimeError):
            raise errors.ConfigurationError(
                "a SOCKS proxy is set, but the package socksio is missing; install httpx[socks]"
            ) from None

    return make


class _Lanes:
    """The lanes of one transport object; dropped, not closed, in a forked child, whose parent still uses them."""

    def __init__(
        self,
        verify: ssl.SSLContext | str | bool,
        proxy: str | None,
        max_connections: int,
        stack: Callable[[_Lane, dict[str, Any], int], Stack],
    ) -> None:
        if max_connections < 1:
            raise errors.ConfigurationError("max_connections must be 1 or more")
        self.verify = verify
        self.proxy = None if proxy is None else checked_proxy(proxy, "proxy")
        self.max_connections = max_connections
        self._stack = stack
        self.lanes: dict[str, _Lane] = {}
        self.process = os.getpid()

    def of(self, origin: str) -> _Lane:
        """The lane to an origin."""
        if self.process != os.getpid():
            self.lanes, self.process = {}, os.getpid()
        lane = self.lanes.get(origin)
        if lane is None:
            proxy = self.proxy if self.proxy is not None else proxy_for(origin)
            made = _Lane(origin, proxy)
            # Reading certificate authorities takes 20 ms and more: only where TLS is spoken.
            context = context_for(self.verify) if origin.startswith("https:") else plain()
            made.stack = self._stack(made, _settings(made, context, self.verify), self.max_connections)
            # Of two threads that come at the same time both use the first's.
            lane = self.lanes.setdefault(origin, made)
        return lane

    def drop(self) -> list[_Lane]:
        """Forget all lanes, to close them."""
        lanes, self.lanes = self.lanes, {}
        return list(lanes.values())


def _sync_stack(lane: _Lane, settings: dict[str, Any], limit: int) -> SyncStack:
    from .sync_backend import SyncNetwork

    pools = {"none": httpcore.ConnectionPool, "http": httpcore.HTTPProxy, "socks": httpcore.SOCKSProxy}
    return SyncStack(_maker(lane, settings, pools, SyncNetwork), limit)


def _async_stack(lane: _Lane, settings: dict[str, Any], limit: int) -> AsyncStack:
    from .asyncio_backend import AsyncNetwork

    pools = {
        "none": httpcore.AsyncConnectionPool,
        "http": httpcore.AsyncHTTPProxy,
        "socks": httpcore.AsyncSOCKSProxy,
    }
    return AsyncStack(_maker(lane, settings, pools, AsyncNetwork), limit)


class _Stream:
    """The body of an answer, with our errors. Its end gives the connection back; closing it earlier closes that."""

    __slots__ = ("_entry", "_lane", "_stream")

    def __init__(self, stream: Any, lane: _Lane, entry: Entry) -> None:
        self._stream = stream
        self._lane = lane
        self._entry: Entry | None = entry

    def drop(self) -> None:
        """Close the connection, unless it was given back."""
        entry, self._entry = self._entry, None
        if entry is not None:
            self._lane.stack.drop(entry)

    def _done(self) -> None:
        entry, self._entry = self._entry, None
        if entry is not None:
            self._lane.stack.give(entry)

    def _failed(self, error: BaseException) -> BaseException:
        entry = self._entry
        self.drop()
        return error if entry is None else self._lane.failure(error, entry)


class _SyncStream(_Stream):
    """For threads."""

    __slots__ = ()

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._stream
            self._stream.close()
        except BaseException as error:
            failure = self._failed(error)
            if failure is error:
                raise
            raise failure from error
        self._done()

    def close(self) -> None:
        self.drop()

    def __del__(self) -> None:
        # An answer that was forgotten half read; or one whose making was interrupted.
        if getattr(self, "_entry", None) is not None:
            self.drop()


class _AsyncStream(_Stream):
    """For asyncio. Closing awaits nothing, so that it works while a task is cancelled or thrown away."""

    __slots__ = ("_loop",)

    def __init__(self, stream: Any, lane: _Lane, entry: Entry, loop: Any) -> None:
        super().__init__(stream, lane, entry)
        self._loop = loop

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._stream:
                yield chunk
            await self._stream.aclose()
        except BaseException as error:
            failure = self._failed(error)
            if failure is error:
                raise
            raise failure from error
        self._done()

    async def aclose(self) -> None:
        self.drop()

    def __del__(self) -> None:
        # Whoever collects garbage may be another thread, in which the pool of this loop must not be touched.
        entry: Entry | None = getattr(self, "_entry", None)
        if entry is not None:
            entry.drop()
            if not self._loop.is_closed():
                _handle = self._loop.call_soon_threadsafe(self._lane.stack.drop, entry)


class HttpcoreTransport:
    """Sends requests over connections of httpcore, at most ``max_connections`` to an origin. Threads may share it."""

    def __init__(
        self,
        *,
        verify: ssl.SSLContext | str | bool = True,
        proxy: str | None = None,
        max_connections: int = LIMIT,
    ) -> None:
        self._lanes = _Lanes(verify, proxy, max_connections, _sync_stack)

    def send(self, request: Request, /) -> Response:
        """Send one request."""
        lane = self._lanes.of(request.origin)
        entry: Entry = lane.stack.take(_patience(request), _most_idle(request))
        body = request.body
        content: Any = iter(body) if isinstance(body, Body) else body
        try:
            _begin(entry, request)
            answer = entry.connection.handle_request(lane.request(request, content))
            return _response(answer, _SyncStream(answer.stream, lane, entry), request)
        except BaseException as error:
            lane.stack.drop(entry)
            failure = lane.failure(error, entry)
            if failure is error:
                raise
            raise failure from error
        finally:
            # Not left to the iterator's end of life: an error that is kept keeps its frames, and they the open file.
            if content is not body:
                content.close()

    def close(self) -> None:
        """Close all connections."""
        for lane in self._lanes.drop():
            lane.stack.close()

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (
            HttpcoreTransport,
            self._lanes.verify,
            self._lanes.proxy,
            self._lanes.max_connections,
        )


class AsyncHttpcoreTransport:
    """As :class:`HttpcoreTransport`, within one event loop of asyncio."""

    def __init__(
        self,
        *,
        verify: ssl.SSLContext | str | bool = True,
        proxy: str | None = None,
        max_connections: int = LIMIT,
    ) -> None:
        self._lanes = _Lanes(verify, proxy, max_connections, _async_stack)

    async def send(self, request: Request, /) -> Response:
        """Send one request."""
        from asyncio import get_running_loop

        lane = self._lanes.lanes.get(request.origin)
        if lane is None or self._lanes.process != os.getpid():
            lane = await self._new_lane(request.origin)
        entry: Entry = await lane.stack.take(_patience(request), _most_idle(request))
        body = request.body
        content: Any = aiter(body) if isinstance(body, Body) else body
        try:
            _begin(entry, request)
            answer = await entry.connection.handle_async_request(lane.request(request, content))
            return _response(answer, _AsyncStream(answer.stream, lane, entry, get_running_loop()), request)
        except BaseException as error:
            lane.stack.drop(entry)
            failure = lane.failure(error, entry)
            if failure is error:
                raise
            raise failure from error
        finally:
            if content is not body:
                content.close()

    async def _new_lane(self, origin: str) -> _Lane:
        if origin.startswith("https:"):
            from asyncio import to_thread

            # Certificate files are read outside of the event loop; the context is kept for the lane.
            self._lanes.verify = await to_thread(context_for, self._lanes.verify)
        return self._lanes.of(origin)

    async def aclose(self) -> None:
        """Close all connections. May be called from another loop than that of the calls."""
        for lane in self._lanes.drop():
            lane.stack.close()

    def __reduce__(self) -> tuple[Any, ...]:
        lanes = self._lanes
        return _rebuild, (AsyncHttpcoreTransport, lanes.verify, lanes.proxy, lanes.max_connections)


def _rebuild(kind: Any, verify: ssl.SSLContext | str | bool, proxy: str | None, max_connections: int) -> Any:
    return kind(verify=verify, proxy=proxy, max_connections=max_connections)


def _patience(request: Request) -> float | None:
    """How long to wait for a connection: not beyond the deadline."""
    return request.deadline.within(request.timeout["pool"], time.monotonic())


def _most_idle(request: Request) -> float:
    """For how many seconds the connection may have been idle."""
    if request.new_connection:
        return NEW
    return FRESH if request.method in _CHANGING else KEEP


def _begin(entry: Entry, request: Request) -> None:
    if entry.network is not None:
        entry.network.patience.begin(request.deadline, request.timeout)


def _response(answer: httpcore.Response, stream: _SyncStream | _AsyncStream, request: Request) -> Response:
    version: bytes = cast(Any, answer).extensions.get("http_version", b"HTTP/1.1")
    return Response(
        answer.status, answer.headers, stream, version.decode("ascii", "replace"), request.deadline
    )
