"""The default transport: httpx. The only module that imports it.

httpx's connection layer (``HTTPTransport``) is driven directly with prepared requests. Its client would merge URLs,
headers, cookies and parameters anew for each call, which the SDK has done already.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx

from . import errors
from .bodies import Body
from .connections import KEEP, AsyncStack, SyncStack
from .proxies import checked_proxy, describe, proxy_for
from .tls import context_for, plain
from .transport import Request, Response

# Each transport has one connection; see connections.py.
_LIMITS = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=KEEP)
_EMPTY = httpx.ByteStream(b"")
_CACHE_LIMIT = 1024


def translate(error: Exception, origin: str, proxy: str | None) -> Exception:
    """An httpx error as one of ours; every other error as it is."""
    match error:
        case httpx.ConnectTimeout():
            return errors.ConnectTimeout(
                f"connecting to {describe(origin, proxy)} took too long", phase="connect"
            )
        case httpx.PoolTimeout():
            return errors.ConnectTimeout(
                "no connection became free in time; too many calls at once", phase="pool"
            )
        case httpx.ConnectError() | httpx.ProxyError():
            return errors.ConnectError(f"no connection to {describe(origin, proxy)}: {_reason(error)}")
        case httpx.WriteTimeout():
            return errors.TimeoutError("the request could not be sent in time", phase="write")
        case httpx.ReadTimeout():
            return errors.TimeoutError("the answer did not arrive in time", phase="read")
        case httpx.UnsupportedProtocol():
            return errors.ConfigurationError(f"this kind of URL cannot be used: {origin}")
        case httpx.TransportError():
            return errors.ProtocolError(f"the exchange with {origin} broke off: {_reason(error)}")
        case httpx.StreamError():
            return errors.ProtocolError(f"the answer of {origin} cannot be read: {_reason(error)}")
        case _:
            return error


def _reason(error: Exception) -> str:
    text = str(error).strip() or type(error).__name__
    return text[:200]


class _Source(httpx.SyncByteStream, httpx.AsyncByteStream):
    """One of our bodies as httpx wants it."""

    def __init__(self, body: Body) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._body.__aiter__()


class _Lane:
    """What is the same for all requests to one origin: connections, URL, Host header, proxy and prepared headers."""

    __slots__ = ("_headers", "_host", "origin", "proxy", "stack", "url")

    def __init__(self, origin: str, stack: Any, proxy: str | None) -> None:
        self.origin = origin
        self.stack = stack
        self.proxy = proxy
        self.url = httpx.URL(origin + "/")
        self._host = (b"Host", self.url.netloc)
        self._headers: dict[int, tuple[list[tuple[bytes, bytes]], httpx.Headers]] = {}

    def request(self, request: Request) -> httpx.Request:
        """The request in httpx's form. Headers of a list seen before are not built again."""
        shared = self._headers.get(id(request.headers))
        if shared is None or shared[0] is not request.headers:
            if len(self._headers) >= _CACHE_LIMIT:
                self._headers.clear()
            headers = httpx.Headers([self._host, *request.headers])
            if request.body is None:
                self._headers[id(request.headers)] = (request.headers, headers)
        else:
            headers = shared[1]
        body = request.body
        stream: httpx.ByteStream | _Source
        if body is None:
            stream = _EMPTY
        elif isinstance(body, bytes):
            stream = httpx.ByteStream(body)
        else:
            stream = _Source(body)
        return httpx.Request(
            request.method,
            self.url,
            headers=headers,
            stream=stream,
            # "target" is sent as it is: httpx would normalise the percent-encoding of a path.
            extensions={"timeout": request.timeout, "target": request.target.encode("ascii")},
        )


class _Lanes:
    """The lanes of one transport object; dropped, not closed, in a forked child, whose parent still uses them."""

    def __init__(
        self, verify: ssl.SSLContext | str | bool, proxy: str | None, stack: Callable[..., Any]
    ) -> None:
        self.verify = verify
        self.proxy = None if proxy is None else checked_proxy(proxy, "proxy")
        self.stack = stack
        self.lanes: dict[str, _Lane] = {}
        self.process = os.getpid()

    def of(self, origin: str) -> _Lane:
        """The lane to an origin."""
        if self.process != os.getpid():
            self.lanes, self.process = {}, os.getpid()
        lane = self.lanes.get(origin)
        if lane is None:
            proxy = self.proxy if self.proxy is not None else proxy_for(origin)
            made = _Lane(origin, self.stack(self._settings(origin, proxy)), proxy)
            # Of two threads that come at the same time both use the first's.
            lane = self.lanes.setdefault(origin, made)
        return lane

    def _settings(self, origin: str, proxy: str | None) -> dict[str, Any]:
        # Reading certificate authorities takes 20 ms and more: only where TLS is spoken.
        context = context_for(self.verify) if origin.startswith("https:") else plain()
        way: httpx.Proxy | None = None
        if proxy is not None:
            secure = context_for(self.verify) if proxy.startswith("https:") else None
            way = httpx.Proxy(proxy, ssl_context=secure)
        return {"verify": context, "trust_env": False, "limits": _LIMITS, "proxy": way}

    def drop(self) -> list[_Lane]:
        """Forget all lanes, to close them."""
        lanes, self.lanes = self.lanes, {}
        return list(lanes.values())


def _made(kind: Callable[..., Any], settings: dict[str, Any]) -> Any:
    try:
        return kind(**settings)
    except ImportError:
        raise errors.ConfigurationError(
            "a SOCKS proxy is set, but the package socksio is missing; install httpx[socks]"
        ) from None


def _sync_stack(settings: dict[str, Any]) -> SyncStack[httpx.HTTPTransport]:
    return SyncStack(lambda: _made(httpx.HTTPTransport, settings), httpx.HTTPTransport.close)


def _async_stack(settings: dict[str, Any]) -> AsyncStack[httpx.AsyncHTTPTransport]:
    return AsyncStack(lambda: _made(httpx.AsyncHTTPTransport, settings))


class _SyncStream:
    """The body of an answer, with our errors. Closing it gives the connection back."""

    __slots__ = ("_connection", "_lane", "_stream")

    def __init__(self, stream: Any, lane: _Lane, connection: httpx.HTTPTransport) -> None:
        self._stream = stream
        self._lane = lane
        self._connection: httpx.HTTPTransport | None = connection

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._stream
        except httpx.HTTPError as error:
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

    def __init__(self, stream: Any, lane: _Lane, connection: httpx.AsyncHTTPTransport) -> None:
        self._stream = stream
        self._lane = lane
        self._connection: httpx.AsyncHTTPTransport | None = connection

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._stream:
                yield chunk
        except httpx.HTTPError as error:
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


class HttpxTransport:
    """Sends requests through ``httpx.HTTPTransport``. May be shared by threads."""

    def __init__(self, *, verify: ssl.SSLContext | str | bool = True, proxy: str | None = None) -> None:
        self._lanes = _Lanes(verify, proxy, _sync_stack)

    def send(self, request: Request, /) -> Response:
        """Send one request."""
        lane = self._lanes.of(request.origin)
        connection: httpx.HTTPTransport = lane.stack.take(request.timeout["pool"])
        try:
            answer = connection.handle_request(lane.request(request))
        except BaseException as error:
            lane.stack.give(connection)
            if isinstance(error, httpx.HTTPError):
                raise translate(error, lane.origin, lane.proxy) from error
            raise
        return _response(answer, _SyncStream(answer.stream, lane, connection), request)

    def close(self) -> None:
        """Close all connections."""
        for lane in self._lanes.drop():
            lane.stack.close()

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (HttpxTransport, self._lanes.verify, self._lanes.proxy)


class AsyncHttpxTransport:
    """Sends requests through ``httpx.AsyncHTTPTransport``, within one event loop."""

    def __init__(self, *, verify: ssl.SSLContext | str | bool = True, proxy: str | None = None) -> None:
        self._lanes = _Lanes(verify, proxy, _async_stack)

    async def send(self, request: Request, /) -> Response:
        """Send one request."""
        lane = self._lanes.lanes.get(request.origin)
        if lane is None or self._lanes.process != os.getpid():
            lane = await self._new_lane(request.origin)
        connection: httpx.AsyncHTTPTransport = await lane.stack.take(request.timeout["pool"])
        try:
            answer = await connection.handle_async_request(lane.request(request))
        except BaseException as error:
            lane.stack.give(connection)
            if isinstance(error, httpx.HTTPError):
                raise translate(error, lane.origin, lane.proxy) from error
            raise
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


def _rebuild(kind: Any, verify: ssl.SSLContext | str | bool, proxy: str | None) -> Any:
    return kind(verify=verify, proxy=proxy)


def _response(answer: httpx.Response, stream: _SyncStream | _AsyncStream, request: Request) -> Response:
    version: bytes = answer.extensions.get("http_version", b"HTTP/1.1")
    return Response(
        answer.status_code,
        answer.headers.raw,
        stream,
        version.decode("ascii", "replace"),
        request.deadline,
    )


class _ClientStream:
    """The raw body of an answer that an injected client gave."""

    __slots__ = ("_answer", "_origin")

    def __init__(self, answer: httpx.Response, origin: str) -> None:
        self._answer = answer
        self._origin = origin

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._answer.iter_raw()
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise translate(error, self._origin, None) from error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._answer.aiter_raw():
                yield chunk
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise translate(error, self._origin, None) from error

    def close(self) -> None:
        self._answer.close()

    async def aclose(self) -> None:
        await self._answer.aclose()


def _built(client: httpx.Client | httpx.AsyncClient, request: Request) -> httpx.Request:
    content = _Source(request.body) if isinstance(request.body, Body) else request.body
    return client.build_request(
        request.method,
        request.url,
        headers=request.headers,
        content=content,
        extensions={"timeout": request.timeout},
    )


class HttpxClientTransport:
    """Sends requests through an ``httpx.Client`` of the caller, with its proxies, hooks and default headers."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def send(self, request: Request, /) -> Response:
        """Send one request."""
        try:
            answer = self._client.send(_built(self._client, request), stream=True, follow_redirects=False)
        except httpx.HTTPError as error:
            raise translate(error, request.origin, None) from error
        return Response(
            answer.status_code,
            answer.headers.raw,
            _ClientStream(answer, request.origin),
            answer.http_version,
            request.deadline,
        )

    def close(self) -> None:
        """Nothing: the client belongs to the caller."""


class AsyncHttpxClientTransport:
    """Sends requests through an ``httpx.AsyncClient`` of the caller."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def send(self, request: Request, /) -> Response:
        """Send one request."""
        try:
            answer = await self._client.send(
                _built(self._client, request), stream=True, follow_redirects=False
            )
        except httpx.HTTPError as error:
            raise translate(error, request.origin, None) from error
        return Response(
            answer.status_code,
            answer.headers.raw,
            _ClientStream(answer, request.origin),
            answer.http_version,
            request.deadline,
        )

    async def aclose(self) -> None:
        """Nothing: the client belongs to the caller."""
