"""The default transport: httpx. The only module that imports it.

httpx's connection layer (``HTTPTransport``) is driven directly with prepared requests. Its client would merge URLs,
headers, cookies and parameters anew for each call, which the SDK has done already.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx

from . import errors
from .bodies import Body
from .proxies import checked_proxy, describe, proxy_for
from .tls import context_for, plain
from .transport import Request, Response

# As many idle connections are kept as may be open, so that a burst of calls does not reconnect again and again.
_LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=100, keepalive_expiry=30.0)
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

    def __init__(self, body: Body, deadline: float | None) -> None:
        self._body = body
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._body.__aiter__()


class _Stream:
    """The body of an answer, with our errors."""

    __slots__ = ("_origin", "_proxy", "_stream")

    def __init__(self, stream: Any, origin: str, proxy: str | None) -> None:
        self._stream = stream
        self._origin = origin
        self._proxy = proxy

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._stream
        except httpx.HTTPError as error:
            raise translate(error, self._origin, self._proxy) from error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._stream:
                yield chunk
        except httpx.HTTPError as error:
            raise translate(error, self._origin, self._proxy) from error

    def close(self) -> None:
        self._stream.close()

    async def aclose(self) -> None:
        await self._stream.aclose()


class _Lane:
    """What is the same for all requests to one origin: transport, URL, Host header, proxy and prepared headers."""

    __slots__ = ("_headers", "_host", "origin", "proxy", "transport", "url")

    def __init__(self, origin: str, transport: Any, proxy: str | None) -> None:
        self.origin = origin
        self.transport = transport
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
            stream = _Source(body, request.deadline)
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

    def __init__(self, verify: ssl.SSLContext | str | bool, proxy: str | None, kind: Any) -> None:
        self.verify = verify
        self.proxy = None if proxy is None else checked_proxy(proxy, "proxy")
        self.kind = kind
        self.lanes: dict[str, _Lane] = {}
        self.transports: dict[tuple[str, str | None], Any] = {}
        self.process = os.getpid()

    def of(self, origin: str) -> _Lane:
        """The lane to an origin."""
        if self.process != os.getpid():
            self.lanes, self.transports, self.process = {}, {}, os.getpid()
        lane = self.lanes.get(origin)
        if lane is None:
            proxy = self.proxy if self.proxy is not None else proxy_for(origin)
            scheme = origin.partition(":")[0]
            transport = self.transports.get((scheme, proxy))
            if transport is None:
                transport = self.transports[scheme, proxy] = self._transport(scheme, proxy)
            lane = self.lanes[origin] = _Lane(origin, transport, proxy)
        return lane

    def _transport(self, scheme: str, proxy: str | None) -> Any:
        # Reading certificate authorities takes 20 ms and more: only where TLS is spoken.
        context = context_for(self.verify) if scheme == "https" else plain()
        way: httpx.Proxy | None = None
        if proxy is not None:
            secure = context_for(self.verify) if proxy.startswith("https:") else None
            way = httpx.Proxy(proxy, ssl_context=secure)
        try:
            return self.kind(verify=context, trust_env=False, limits=_LIMITS, proxy=way)
        except ImportError:
            raise errors.ConfigurationError(
                "a SOCKS proxy is set, but the package socksio is missing; install httpx[socks]"
            ) from None


class HttpxTransport:
    """Sends requests through ``httpx.HTTPTransport``. May be shared by threads."""

    def __init__(self, *, verify: ssl.SSLContext | str | bool = True, proxy: str | None = None) -> None:
        self._lanes = _Lanes(verify, proxy, httpx.HTTPTransport)

    def send(self, request: Request, /) -> Response:
        """Send one request."""
        lane = self._lanes.of(request.origin)
        try:
            answer: httpx.Response = lane.transport.handle_request(lane.request(request))
        except httpx.HTTPError as error:
            raise translate(error, lane.origin, lane.proxy) from error
        return _response(answer, lane.origin, lane.proxy, request)

    def close(self) -> None:
        """Close all connections."""
        transports, self._lanes.transports, self._lanes.lanes = self._lanes.transports, {}, {}
        for transport in transports.values():
            transport.close()

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (HttpxTransport, self._lanes.verify, self._lanes.proxy)


class AsyncHttpxTransport:
    """Sends requests through ``httpx.AsyncHTTPTransport``, within one event loop."""

    def __init__(self, *, verify: ssl.SSLContext | str | bool = True, proxy: str | None = None) -> None:
        self._lanes = _Lanes(verify, proxy, httpx.AsyncHTTPTransport)

    async def send(self, request: Request, /) -> Response:
        """Send one request."""
        lane = self._lanes.lanes.get(request.origin)
        if lane is None or self._lanes.process != os.getpid():
            lane = await self._new_lane(request.origin)
        try:
            answer: httpx.Response = await lane.transport.handle_async_request(lane.request(request))
        except httpx.HTTPError as error:
            raise translate(error, lane.origin, lane.proxy) from error
        return _response(answer, lane.origin, lane.proxy, request)

    async def _new_lane(self, origin: str) -> _Lane:
        if origin.startswith("https:"):
            from asyncio import to_thread

            # Certificate files are read outside of the event loop; the context is kept for the lane.
            self._lanes.verify = await to_thread(context_for, self._lanes.verify)
        return self._lanes.of(origin)

    async def aclose(self) -> None:
        """Close all connections."""
        transports, self._lanes.transports, self._lanes.lanes = self._lanes.transports, {}, {}
        for transport in transports.values():
            await transport.aclose()


def _rebuild(kind: Any, verify: ssl.SSLContext | str | bool, proxy: str | None) -> Any:
    return kind(verify=verify, proxy=proxy)


def _response(answer: httpx.Response, origin: str, proxy: str | None, request: Request) -> Response:
    version = answer.extensions.get("http_version", b"HTTP/1.1")
    return Response(
        answer.status_code,
        answer.headers.raw,
        _Stream(answer.stream, origin, proxy),
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
    content = _Source(request.body, request.deadline) if isinstance(request.body, Body) else request.body
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
