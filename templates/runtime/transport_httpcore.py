"""The default transport: the connections of httpcore, which are those of httpx.

httpx's client would merge URLs, headers, cookies and parameters anew for each call, which the SDK has done already,
and httpcore's pool looks at every connection for every request. So its connections are used directly, one per stack
entry (see ``connections``).
"""

from __future__ import annotations

import os
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Protocol, cast
from urllib.parse import unquote, urlsplit

import httpcore

from .bodies import Body
from .connections import KEEP, AsyncStack, SyncStack
from .errors import ConfigurationError
from .faults import translate
from .proxies import checked_proxy, proxy_for
from .tls import context_for, plain
from .transport import Request, Response

_FAULTS = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
)
_PORTS = {"http": 80, "https": 443}


class _Connection(Protocol):
    """One connection: opened by its first request, opened again when the other side has closed it meanwhile."""

    def handle_request(self, request: httpcore.Request) -> httpcore.Response: ...
    def close(self) -> None: ...


class _AsyncConnection(Protocol):
    """As :class:`_Connection`."""

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response: ...
    async def aclose(self) -> None: ...


class _Direct:
    """A connection without a proxy."""

    __slots__ = ("_connection", "_context", "_origin")

    def __init__(self, origin: httpcore.Origin, context: ssl.SSLContext) -> None:
        self._origin = origin
        self._context = context
        self._connection: httpcore.HTTPConnection | None = None

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        connection = self._connection
        if connection is None or connection.is_closed() or connection.has_expired():
            if connection is not None:
                connection.close()
            connection = httpcore.HTTPConnection(self._origin, self._context, keepalive_expiry=KEEP)
            self._connection = connection
        return connection.handle_request(request)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


class _AsyncDirect:
    """A connection without a proxy."""

    __slots__ = ("_connection", "_context", "_origin")

    def __init__(self, origin: httpcore.Origin, context: ssl.SSLContext) -> None:
        self._origin = origin
        self._context = context
        self._connection: httpcore.AsyncHTTPConnection | None = None

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        connection = self._connection
        if connection is None or connection.is_closed() or connection.has_expired():
            if connection is not None:
                await connection.aclose()
            from .network import Backend

            connection = httpcore.AsyncHTTPConnection(
                self._origin, self._context, keepalive_expiry=KEEP, network_backend=Backend()
            )
            self._connection = connection
        return await connection.handle_async_request(request)

    async def aclose(self) -> None:
        if self._connection is not None:
            await self._connection.aclose()


class _Lane:
    """What is the same for all requests to one origin: connections, address, Host header and proxy."""

    __slots__ = ("_host", "_port", "_scheme", "host_header", "origin", "proxy", "stack")

    def __init__(self, origin: str, proxy: str | None) -> None:
        parts = urlsplit(origin)
        self.origin = origin
        self.proxy = proxy
        self._scheme = parts.scheme.encode("ascii")
        self._host = (parts.hostname or "").encode("ascii")
        self._port = parts.port
        self.host_header = (b"Host", parts.netloc.encode("ascii"))
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


def _proxied(pools: dict[str, Any], lane: _Lane, context: ssl.SSLContext, verify: Any) -> Callable[[], Any]:
    """A maker of connections through the lane's proxy."""
    parts = urlsplit(lane.proxy or "")
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = parts.port or (_PORTS.get(parts.scheme) or 1080)
    user = (
        (unquote(parts.username or ""), unquote(parts.password or "")) if parts.username is not None else None
    )
    settings: dict[str, Any] = {
        "proxy_url": f"{parts.scheme.removesuffix('h')}://{host}:{port}",
        "proxy_auth": None if user is None else (user[0].encode(), user[1].encode()),
        "ssl_context": context,
        "max_connections": 1,
        "keepalive_expiry": KEEP,
    }
    kind = "socks" if parts.scheme.startswith("socks") else "http"
    if parts.scheme == "https":
        settings["proxy_ssl_context"] = context_for(verify)

    def make() -> Any:
        try:
            return pools[kind](**settings)
        except (ImportError, RuntimeError):
            raise ConfigurationError(
                "a SOCKS proxy is set, but the package socksio is missing; install httpx[socks]"
            ) from None

    return make


class _Lanes:
    """The lanes of one transport object; dropped, not closed, in a forked child, whose parent still uses them."""

    def __init__(
        self, verify: ssl.SSLContext | str | bool, proxy: str | None, stack: Callable[[_Lane, Any, Any], Any]
    ) -> None:
        self.verify = verify
        self.proxy = None if proxy is None else checked_proxy(proxy, "proxy")
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
            made.stack = self._stack(made, context, self.verify)
            # Of two threads that come at the same time both use the first's.
            lane = self.lanes.setdefault(origin, made)
        return lane

    def drop(self) -> list[_Lane]:
        """Forget all lanes, to close them."""
        lanes, self.lanes = self.lanes, {}
        return list(lanes.values())


def _sync_stack(lane: _Lane, context: ssl.SSLContext, verify: Any) -> SyncStack[_Connection]:
    def close(connection: _Connection) -> None:
        connection.close()

    if lane.proxy is not None:
        pools = {"http": httpcore.HTTPProxy, "socks": httpcore.SOCKSProxy}
        return SyncStack(_proxied(pools, lane, context, verify), close)
    return SyncStack(lambda: _Direct(lane.address, context), close)


def _async_stack(lane: _Lane, context: ssl.SSLContext, verify: Any) -> AsyncStack[_AsyncConnection]:
    if lane.proxy is not None:
        pools = {"http": httpcore.AsyncHTTPProxy, "socks": httpcore.AsyncSOCKSProxy}
        return AsyncStack(_proxied(pools, lane, context, verify))
    return AsyncStack(lambda: _AsyncDirect(lane.address, context))


class _SyncStream:
    """The body of an answer, with our errors. Closing it gives the connection back."""

    __slots__ = ("_connection", "_lane", "_stream")

    def __init__(self, stream: Any, lane: _Lane, connection: _Connection) -> None:
        self._stream = stream
        self._lane = lane
        self._connection: _Connection | None = connection

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._stream
        except _FAULTS as error:
            raise translate(error, self._lane.origin, self._lane.proxy) from error

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                self._stream.close()
            finally:
                self._lane.stack.give(connection)

    def __del__(self) -> None:
        # An answer that was forgotten half read must not keep its connection for ever.
        self.close()


class _AsyncStream:
    """The body of an answer, with our errors. Closing it gives the connection back."""

    __slots__ = ("_connection", "_lane", "_stream")

    def __init__(self, stream: Any, lane: _Lane, connection: _AsyncConnection) -> None:
        self._stream = stream
        self._lane = lane
        self._connection: _AsyncConnection | None = connection

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._stream:
                yield chunk
        except _FAULTS as error:
            raise translate(error, self._lane.origin, self._lane.proxy) from error

    async def aclose(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                await self._stream.aclose()
            finally:
                stale = self._lane.stack.give(connection)
                if stale is not None:
                    await stale.aclose()

    def __del__(self) -> None:
        # Nothing can be awaited here: the connection is dropped, its place becomes free.
        if self._connection is not None:
            self._lane.stack.lost()


class HttpcoreTransport:
    """Sends requests over connections of httpcore. May be shared by threads."""

    def __init__(self, *, verify: ssl.SSLContext | str | bool = True, proxy: str | None = None) -> None:
        self._lanes = _Lanes(verify, proxy, _sync_stack)

    def send(self, request: Request, /) -> Response:
        """Send one request."""
        lane = self._lanes.of(request.origin)
        connection: _Connection = lane.stack.take(request.timeout["pool"])
        body = request.body
        content: Any = iter(body) if isinstance(body, Body) else body
        try:
            answer = connection.handle_request(lane.request(request, content))
        except BaseException as error:
            lane.stack.give(connection)
            if isinstance(error, _FAULTS):
                raise translate(error, lane.origin, lane.proxy) from error
            raise
        finally:
            # Not left to the iterator's end of life: an error that is kept keeps its frames, and they the open file.
            if content is not body:
                content.close()
        return _response(answer, _SyncStream(answer.stream, lane, connection), request)

    def close(self) -> None:
        """Close all connections."""
        for lane in self._lanes.drop():
            lane.stack.close()

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (HttpcoreTransport, self._lanes.verify, self._lanes.proxy)


class AsyncHttpcoreTransport:
    """Sends requests over connections of httpcore, within one event loop."""

    def __init__(self, *, verify: ssl.SSLContext | str | bool = True, proxy: str | None = None) -> None:
        self._lanes = _Lanes(verify, proxy, _async_stack)

    async def send(self, request: Request, /) -> Response:
        """Send one request."""
        lane = self._lanes.lanes.get(request.origin)
        if lane is None or self._lanes.process != os.getpid():
            lane = await self._new_lane(request.origin)
        connection: _AsyncConnection = await lane.stack.take(request.timeout["pool"])
        body = request.body
        content: Any = aiter(body) if isinstance(body, Body) else body
        try:
            answer = await connection.handle_async_request(lane.request(request, content))
        except BaseException as error:
            stale = lane.stack.give(connection)
            if stale is not None:
                await stale.aclose()
            if isinstance(error, _FAULTS):
                raise translate(error, lane.origin, lane.proxy) from error
            raise
        finally:
            # Not left to the iterator's end of life: an error that is kept keeps its frames, and they the open file.
            if content is not body:
                content.close()
        return _response(answer, _AsyncStream(answer.stream, lane, connection), request)

    async def _new_lane(self, origin: str) -> _Lane:
        if origin.startswith("https:"):
            from asyncio import to_thread

            # Certificate files are read outside of the event loop; the context is kept for the lane.
            self._lanes.verify = await to_thread(context_for, self._lanes.verify)
        return self._lanes.of(origin)

    async def aclose(self) -> None:
        """Close all connections."""
        for lane in self._lanes.drop():
            for connection in lane.stack.drain():
                await connection.aclose()

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (AsyncHttpcoreTransport, self._lanes.verify, self._lanes.proxy)


def _rebuild(kind: Any, verify: ssl.SSLContext | str | bool, proxy: str | None) -> Any:
    return kind(verify=verify, proxy=proxy)


def _response(answer: httpcore.Response, stream: _SyncStream | _AsyncStream, request: Request) -> Response:
    version: bytes = cast(Any, answer).extensions.get("http_version", b"HTTP/1.1")
    return Response(
        answer.status, answer.headers, stream, version.decode("ascii", "replace"), request.deadline
    )
