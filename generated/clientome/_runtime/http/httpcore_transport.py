"""The default transport: the connections of httpcore, which are those of httpx.

httpx's client would merge URLs, headers, cookies and parameters for each call, which the SDK has done already, and
httpcore's pool looks at every connection for every request. So httpcore's connections are used directly, in a pool of
our own (see ``pool``), over sockets of our own (see ``asyncio_backend`` and ``sync_backend``).

Nothing here repeats a request. A connection whose exchange did not end well is closed at once.
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
from .pool import (
    FRESH_FOR,
    KEEPALIVE,
    MAX_CONNECTIONS,
    NEW,
    AsyncConnectionPool,
    ConnectionPool,
    PooledConnection,
    SyncConnectionPool,
)

_PORTS = {"http": 80, "https": 443}
# Methods that may have been carried out when an answer is lost: they do not use a connection that the server may be
# closing.
_CHANGING = frozenset({"POST", "PATCH"})


class _Route:
    """What is the same for all requests to one origin: connection pool, address, Host header and proxy."""

    __slots__ = ("_host", "_port", "_scheme", "host_header", "origin", "pool", "proxy", "tls_layers")

    def __init__(self, origin: str, proxy: str | None) -> None:
        parts = urlsplit(origin)
        self.origin = origin
        self.proxy = proxy
        self._scheme = parts.scheme.encode("ascii")
        self._host = (parts.hostname or "").encode("ascii")
        self._port = parts.port
        self.host_header = (b"Host", parts.netloc.encode("ascii"))
        # TLS handshakes before the first byte of a request can leave.
        self.tls_layers = int(parts.scheme == "https") + int((proxy or "").startswith("https:"))
        self.pool: Any = None

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

    def failure(self, error: BaseException, entry: PooledConnection) -> BaseException:
        """An error of httpcore as one of this package; errors that are not about the connection stay as they are."""
        if not isinstance(error, Exception) or isinstance(error, errors.ClientomeError):
            return error
        network = entry.network
        opened = network is not None and network.connected and network.tls_layers >= self.tls_layers
        if network is not None and network.limits.expired and is_timeout(error):
            return errors.TimeoutError(
                "the total time limit of the call passed", phase="total", sent=None if opened else False
            )
        return translate(error, self.origin, self.proxy, opened=opened)


def _settings(route: _Route, context: ssl.SSLContext, verify: Any) -> dict[str, Any]:
    """The settings from which httpcore makes the connections of a route, with their proxy if there is one."""
    settings: dict[str, Any] = {"ssl_context": context}
    if route.proxy is None:
        return settings
    parts = urlsplit(route.proxy)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = parts.port or (_PORTS.get(parts.scheme) or 1080)
    settings["proxy_url"] = f"{parts.scheme.removesuffix('h')}://{host}:{port}"
    if parts.username is not None:
        settings["proxy_auth"] = unquote(parts.username).encode(), unquote(parts.password or "").encode()
    if parts.scheme == "https":
        settings["proxy_ssl_context"] = context_for(verify)
    return settings


def _maker(
    route: _Route, settings: dict[str, Any], pools: dict[str, Any], network: Callable[[], Any]
) -> Callable[[PooledConnection], None]:
    """Makes connections that are opened by their first request."""
    kind = "none" if route.proxy is None else "socks" if route.proxy.startswith("socks") else "http"

    def make(entry: PooledConnection) -> None:
        entry.network = backend = network()
        try:
            # httpcore's pools make the connections, but keep none of them.
            pool = pools[kind](network_backend=backend, **settings)
            entry.connection = pool.create_connection(route.address)
        except (ImportError, RuntimeError):
            raise errors.ConfigurationError(
                "a SOCKS proxy is set, but the package socksio is missing; install httpx[socks]"
            ) from None

    return make


class _Routes:
    """The routes of one transport. A forked child forgets them without closing: the parent still uses the connections."""

    def __init__(
        self,
        verify: ssl.SSLContext | str | bool,
        proxy: str | None,
        max_connections: int,
        make_pool: Callable[[_Route, dict[str, Any], int], ConnectionPool],
    ) -> None:
        if max_connections < 1:
            raise errors.ConfigurationError("max_connections must be 1 or more")
        self.verify = verify
        self.proxy = None if proxy is None else checked_proxy(proxy, "proxy")
        self.max_connections = max_connections
        self._make_pool = make_pool
        self.routes: dict[str, _Route] = {}
        self.process = os.getpid()

    def of(self, origin: str) -> _Route:
        """The route to an origin."""
        if self.process != os.getpid():
            self.routes, self.process = {}, os.getpid()
        route = self.routes.get(origin)
        if route is None:
            proxy = self.proxy if self.proxy is not None else proxy_for(origin)
            made = _Route(origin, proxy)
            # Reading certificate authorities takes 20 ms and more, so only where TLS is used.
            context = context_for(self.verify) if origin.startswith("https:") else plain()
            made.pool = self._make_pool(made, _settings(made, context, self.verify), self.max_connections)
            # Two threads that come at the same time both use the first one's.
            route = self.routes.setdefault(origin, made)
        return route

    def clear(self) -> list[_Route]:
        """Forget all routes, to close them."""
        routes, self.routes = self.routes, {}
        return list(routes.values())


def _sync_pool(route: _Route, settings: dict[str, Any], limit: int) -> SyncConnectionPool:
    from .sync_backend import SyncNetwork

    pools = {"none": httpcore.ConnectionPool, "http": httpcore.HTTPProxy, "socks": httpcore.SOCKSProxy}
    return SyncConnectionPool(_maker(route, settings, pools, SyncNetwork), limit)


def _async_pool(route: _Route, settings: dict[str, Any], limit: int) -> AsyncConnectionPool:
    from .asyncio_backend import AsyncNetwork

    pools = {
        "none": httpcore.AsyncConnectionPool,
        "http": httpcore.AsyncHTTPProxy,
        "socks": httpcore.AsyncSOCKSProxy,
    }
    return AsyncConnectionPool(_maker(route, settings, pools, AsyncNetwork), limit)


class _Stream:
    """The body of an answer. Its end releases the connection to the pool; closing it earlier closes the connection."""

    __slots__ = ("_entry", "_route", "_stream")

    def __init__(self, stream: Any, route: _Route, entry: PooledConnection) -> None:
        self._stream = stream
        self._route = route
        self._entry: PooledConnection | None = entry

    def discard(self) -> None:
        """Close the connection, unless it was released."""
        entry, self._entry = self._entry, None
        if entry is not None:
            self._route.pool.discard(entry)

    def _finish(self) -> None:
        entry, self._entry = self._entry, None
        if entry is not None:
            self._route.pool.release(entry)

    def _failed(self, error: BaseException) -> BaseException:
        entry = self._entry
        self.discard()
        return error if entry is None else self._route.failure(error, entry)


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
        self._finish()

    def close(self) -> None:
        self.discard()

    def __del__(self) -> None:
        # An answer that was dropped half read, or whose construction was interrupted.
        if getattr(self, "_entry", None) is not None:
            self.discard()


class _AsyncStream(_Stream):
    """For asyncio. Closing awaits nothing, so that it works while a task is cancelled or destroyed."""

    __slots__ = ("_loop",)

    def __init__(self, stream: Any, route: _Route, entry: PooledConnection, loop: Any) -> None:
        super().__init__(stream, route, entry)
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
        self._finish()

    async def aclose(self) -> None:
        self.discard()

    def __del__(self) -> None:
        # The garbage collector may run in another thread, which must not touch the pool of this loop.
        entry: PooledConnection | None = getattr(self, "_entry", None)
        if entry is not None:
            entry.close()
            if not self._loop.is_closed():
                _handle = self._loop.call_soon_threadsafe(self._route.pool.discard, entry)


class HttpcoreTransport:
    """Sends requests over connections of httpcore, at most ``max_connections`` to an origin. Threads may share it."""

    def __init__(
        self,
        *,
        verify: ssl.SSLContext | str | bool = True,
        proxy: str | None = None,
        max_connections: int = MAX_CONNECTIONS,
    ) -> None:
        self._routes = _Routes(verify, proxy, max_connections, _sync_pool)

    def send(self, request: Request, /) -> Response:
        """Send one request."""
        route = self._routes.of(request.origin)
        entry: PooledConnection = route.pool.acquire(_pool_timeout(request), _most_idle(request))
        body = request.body
        content: Any = iter(body) if isinstance(body, Body) else body
        try:
            _begin(entry, request)
            answer = entry.connection.handle_request(route.request(request, content))
            return _response(answer, _SyncStream(answer.stream, route, entry), request)
        except BaseException as error:
            route.pool.discard(entry)
            failure = route.failure(error, entry)
            if failure is error:
                raise
            raise failure from error
        finally:
            # Not left to the garbage collector: a kept error keeps its frames, and they keep the file open.
            if content is not body:
                content.close()

    def close(self) -> None:
        """Close all connections."""
        for route in self._routes.clear():
            route.pool.close_idle()

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (
            HttpcoreTransport,
            self._routes.verify,
            self._routes.proxy,
            self._routes.max_connections,
        )


class AsyncHttpcoreTransport:
    """As :class:`HttpcoreTransport`, within one event loop of asyncio."""

    def __init__(
        self,
        *,
        verify: ssl.SSLContext | str | bool = True,
        proxy: str | None = None,
        max_connections: int = MAX_CONNECTIONS,
    ) -> None:
        self._routes = _Routes(verify, proxy, max_connections, _async_pool)

    async def send(self, request: Request, /) -> Response:
        """Send one request."""
        from asyncio import get_running_loop

        route = self._routes.routes.get(request.origin)
        if route is None or self._routes.process != os.getpid():
            route = await self._new_route(request.origin)
        entry: PooledConnection = await route.pool.acquire(_pool_timeout(request), _most_idle(request))
        body = request.body
        content: Any = aiter(body) if isinstance(body, Body) else body
        try:
            _begin(entry, request)
            answer = await entry.connection.handle_async_request(route.request(request, content))
            return _response(answer, _AsyncStream(answer.stream, route, entry, get_running_loop()), request)
        except BaseException as error:
            route.pool.discard(entry)
            failure = route.failure(error, entry)
            if failure is error:
                raise
            raise failure from error
        finally:
            if content is not body:
                content.close()

    async def _new_route(self, origin: str) -> _Route:
        if origin.startswith("https:"):
            from asyncio import to_thread

            # Read certificate files outside of the event loop, once.
            self._routes.verify = await to_thread(context_for, self._routes.verify)
        return self._routes.of(origin)

    async def aclose(self) -> None:
        """Close all connections. May be called from another loop than that of the calls."""
        for route in self._routes.clear():
            route.pool.close_idle()

    def __reduce__(self) -> tuple[Any, ...]:
        routes = self._routes
        return _rebuild, (AsyncHttpcoreTransport, routes.verify, routes.proxy, routes.max_connections)


def _rebuild(kind: Any, verify: ssl.SSLContext | str | bool, proxy: str | None, max_connections: int) -> Any:
    return kind(verify=verify, proxy=proxy, max_connections=max_connections)


def _pool_timeout(request: Request) -> float | None:
    """How long to wait for a connection, never beyond the deadline."""
    return request.deadline.within(request.timeout["pool"], time.monotonic())


def _most_idle(request: Request) -> float:
    """For how many seconds the connection may have been idle."""
    if request.new_connection:
        return NEW
    return FRESH_FOR if request.method in _CHANGING else KEEPALIVE


def _begin(entry: PooledConnection, request: Request) -> None:
    if entry.network is not None:
        entry.network.limits.begin(request.deadline, request.timeout)


def _response(answer: httpcore.Response, stream: _SyncStream | _AsyncStream, request: Request) -> Response:
    version: bytes = cast(Any, answer).extensions.get("http_version", b"HTTP/1.1")
    return Response(
        answer.status, answer.headers, stream, version.decode("ascii", "replace"), request.deadline
    )
