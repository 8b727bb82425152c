"""Transports on top of a client of httpx that the caller brings along. The only module that imports httpx.

The client's proxies, certificates, event hooks, mounts and default headers work; its redirects and its timeouts do
not, since those are policy of the SDK.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx

from .bodies import Body
from .faults import translate
from .quiet import aquiet_pieces, quiet_pieces
from .transport import Request, Response

_FAULTS = (httpx.HTTPError, httpx.StreamError)


class _Source(httpx.SyncByteStream, httpx.AsyncByteStream):
    """One of our bodies as httpx wants it."""

    def __init__(self, body: Body) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._body.__aiter__()


class _Stream:
    """The raw body of an answer, with our errors."""

    __slots__ = ("_answer", "_origin")

    def __init__(self, answer: httpx.Response, origin: str) -> None:
        self._answer = answer
        self._origin = origin

    def __iter__(self) -> Iterator[bytes]:
        if self._answer.is_stream_consumed:
            yield self._answer.content
            return
        try:
            yield from quiet_pieces(self._answer.iter_raw())
        except _FAULTS as error:
            raise translate(error, self._origin, None) from error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._answer.is_stream_consumed:
            yield self._answer.content
            return
        try:
            async for chunk in aquiet_pieces(self._answer.aiter_raw()):
                yield chunk
        except _FAULTS as error:
            raise translate(error, self._origin, None) from error

    def close(self) -> None:
        self._answer.close()

    async def aclose(self) -> None:
        await self._answer.aclose()


def _built(client: httpx.Client | httpx.AsyncClient, request: Request) -> httpx.Request:
    body = request.body
    built = client.build_request(
        request.method,
        request.origin + "/",
        headers=request.headers,
        content=None if isinstance(body, Body) else body,
        extensions={"timeout": request.timeout},
    )
    if isinstance(body, Body):
        built.stream = _Source(body)
    # httpx would normalise the percent-encoding of a path; what was signed off by the SDK goes out as it is.
    built.url = built.url.copy_with(raw_path=request.target.encode("ascii"))
    return built


def _response(answer: httpx.Response, request: Request) -> Response:
    headers = answer.headers.raw
    if answer.is_stream_consumed:
        # A mock or a hook has read the content, and undone its compression.
        headers = [header for header in headers if header[0].lower() != b"content-encoding"]
    stream = _Stream(answer, request.origin)
    return Response(answer.status_code, headers, stream, answer.http_version, request.deadline)


class HttpxClientTransport:
    """Sends requests through an ``httpx.Client`` of the caller."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def send(self, request: Request, /) -> Response:
        """Send one request."""
        try:
            answer = self._client.send(_built(self._client, request), stream=True, follow_redirects=False)
        except _FAULTS as error:
            raise translate(error, request.origin, None) from error
        return _response(answer, request)

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
        except _FAULTS as error:
            raise translate(error, request.origin, None) from error
        return _response(answer, request)

    async def aclose(self) -> None:
        """Nothing: the client belongs to the caller."""
