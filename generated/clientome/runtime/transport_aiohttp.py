"""An async transport on top of aiohttp, for many calls at once: ``pip install clientome[aiohttp]``.

::

    async with AsyncSubseq(transport=AiohttpTransport()) as client: ...

The only module that imports aiohttp.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
from multidict import CIMultiDict
from yarl import URL

from . import errors
from .bodies import Body
from .proxies import checked_proxy, describe, proxy_for
from .tls import context_for
from .transport import Request, Response

_SKIPPED = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")


def translate(error: BaseException, origin: str, proxy: str | None) -> BaseException:
    """An aiohttp error as one of ours; every other error as it is."""
    own: BaseException | None = error
    while own is not None:
        # aiohttp wraps what a request body raises.
        if isinstance(own, errors.ClientomeError):
            return own
        own = own.__cause__
    match error:
        case aiohttp.ConnectionTimeoutError():
            return errors.ConnectTimeout(
                f"connecting to {describe(origin, proxy)} took too long", phase="connect"
            )
        case aiohttp.ServerTimeoutError():
            return errors.TimeoutError("the answer did not arrive in time", phase="read")
        case aiohttp.ClientConnectorError() | aiohttp.ClientHttpProxyError():
            return errors.ConnectError(f"no connection to {describe(origin, proxy)}: {_reason(error)}")
        case aiohttp.ClientError():
            return errors.ProtocolError(f"the exchange with {origin} broke off: {_reason(error)}")
        case TimeoutError():
            return errors.TimeoutError("the exchange took too long", phase="read")
        case OSError():
            return errors.ProtocolError(f"the exchange with {origin} broke off: {_reason(error)}")
        case _:
            return error


def _reason(error: BaseException) -> str:
    cause = getattr(error, "os_error", None) or error
    return (str(getattr(cause, "strerror", None) or cause) or type(error).__name__)[:200]


class _Stream:
    """The body of an answer, with our errors."""

    __slots__ = ("_answer", "_origin", "_proxy")

    def __init__(self, answer: aiohttp.ClientResponse, origin: str, proxy: str | None) -> None:
        self._answer = answer
        self._origin = origin
        self._proxy = proxy

    async def __aiter__(self) -> AsyncIterator[bytes]:
        content = self._answer.content
        try:
            while data := await content.readany():
                yield data
        except (aiohttp.ClientError, OSError) as error:
            raise translate(error, self._origin, self._proxy) from error

    async def aclose(self) -> None:
        # Gives the connection back when the body was read to its end, closes it otherwise.
        if self._answer.content.at_eof():
            _released = self._answer.release()
        else:
            self._answer.close()


class AiohttpTransport:
    """Sends requests through an ``aiohttp.ClientSession`` of its own, made at the first call, within one event loop."""

    def __init__(
        self, *, verify: ssl.SSLContext | str | bool = True, proxy: str | None = None, connections: int = 100
    ) -> None:
        self._verify = verify
        self._proxy = None if proxy is None else checked_proxy(proxy, "proxy")
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._context: ssl.SSLContext | None = None
        self._lanes: dict[str, str | None] = {}
        self._timeouts: dict[int, tuple[dict[str, float | None], aiohttp.ClientTimeout]] = {}
        self._headers: dict[int, tuple[list[tuple[bytes, bytes]], CIMultiDict[str]]] = {}

    async def send(self, request: Request, /) -> Response:
        """Send one request."""
        session = self._session
        if session is None:
            session = self._session = self._open()
        if request.origin in self._lanes:
            proxy = self._lanes[request.origin]
        else:
            proxy = await self._new_lane(request.origin)
        body = request.body
        if isinstance(body, Body):
            data: Any = body.__aiter__()
        else:
            data = body
        try:
            answer = await session.request(
                request.method,
                URL(request.url, encoded=True),
                headers=self._header(request),
                data=data,
                allow_redirects=False,
                timeout=self._timeout(request.timeout),
                ssl=self._context if self._context is not None else True,
                proxy=proxy,
            )
        except (aiohttp.ClientError, OSError) as error:
            if isinstance(body, Body) and body.failure is not None:
                # aiohttp wraps what the body itself raises, be it an error of the caller's own function.
                raise body.failure from None
            raise translate(error, request.origin, proxy) from error
        return Response(
            answer.status,
            answer.raw_headers,
            _Stream(answer, request.origin, proxy),
            "HTTP/1.1",
            request.deadline,
        )

    def _open(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=30.0),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            skip_auto_headers=_SKIPPED,
            trust_env=False,
        )

    async def _new_lane(self, origin: str) -> str | None:
        proxy = self._proxy if self._proxy is not None else proxy_for(origin)
        if origin.startswith("https:") and self._context is None:
            from asyncio import to_thread

            self._context = await to_thread(context_for, self._verify)
        self._lanes[origin] = proxy
        return proxy

    def _timeout(self, phases: dict[str, float | None]) -> aiohttp.ClientTimeout:
        known = self._timeouts.get(id(phases))
        if known is None or known[0] is not phases:
            if len(self._timeouts) > 64:
                self._timeouts.clear()
            limits = aiohttp.ClientTimeout(
                total=None, connect=phases["pool"], sock_connect=phases["connect"], sock_read=phases["read"]
            )
            known = self._timeouts[id(phases)] = (phases, limits)
        return known[1]

    def _header(self, request: Request) -> CIMultiDict[str]:
        known = self._headers.get(id(request.headers))
        if known is not None and known[0] is request.headers:
            return known[1]
        headers: CIMultiDict[str] = CIMultiDict(
            # aiohttp frames bodies of unknown length by itself.
            [
                (n.decode("ascii"), v.decode("latin-1"))
                for n, v in request.headers
                if n != b"Transfer-Encoding"
            ]
        )
        if request.body is None:
            if len(self._headers) > 1024:
                self._headers.clear()
            self._headers[id(request.headers)] = (request.headers, headers)
        return headers

    async def aclose(self) -> None:
        """Close all connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (self._verify, self._proxy, self._connections)


def _rebuild(verify: ssl.SSLContext | str | bool, proxy: str | None, connections: int) -> AiohttpTransport:
    return AiohttpTransport(verify=verify, proxy=proxy, connections=connections)
