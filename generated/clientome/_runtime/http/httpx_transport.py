"""Transports on top of a client of httpx, or of httpx2, that the caller brings along. Neither is imported here.

The client's proxies, certificates, event hooks, mounts and default headers work; its redirects and its timeouts do
not, since those are policy of the SDK. Its ``auth`` may add to a request, but not send one of its own: a request goes
out once. What a transport that the caller gave to his client does is the caller's; ``HTTPTransport(retries=…)``
repeats connecting only. A deadline is kept between the pieces of a body; while one head or one piece is under way the
timeouts of httpx hold, which count from the last byte.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any

from ..base.errors import ConfigurationError
from ..body.body import Body
from .failures import translate
from .messages import Request, Response
from .quiet import aquiet_pieces, quiet_pieces

if TYPE_CHECKING:
    import httpx
    import httpx2


def check_client(client: object, kind: str) -> None:
    """Refuse what is no ``Client`` or ``AsyncClient``, as the kind says, of one of the libraries."""
    for base in type(client).__mro__:
        if base.__module__.partition(".")[0] in ("httpx", "httpx2"):
            if base.__name__ == kind:
                return
            if base.__name__ in ("Client", "AsyncClient"):
                break
    raise ConfigurationError(
        f"http_client must be an httpx.{kind} or an httpx2.{kind}, not {type(client).__qualname__}"
    )


class _Stream:
    """The raw body of an answer, with our errors."""

    __slots__ = ("_answer", "_origin")

    def __init__(self, answer: Any, origin: str) -> None:
        self._answer = answer
        self._origin = origin

    def __iter__(self) -> Iterator[bytes]:
        if self._answer.is_stream_consumed:
            yield self._answer.content
            return
        try:
            yield from quiet_pieces(self._answer.iter_raw())
        except Exception as error:
            raise _translated(error, self._origin) from error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._answer.is_stream_consumed:
            yield self._answer.content
            return
        try:
            # Not by ``aiter_raw``, which closes at the end, where a cancellation would cost a place in httpx's pool.
            async for chunk in aquiet_pieces(self._answer.stream):
                yield chunk
        except Exception as error:
            raise _translated(error, self._origin) from error

    def close(self) -> None:
        self._answer.close()

    async def aclose(self) -> None:
        from asyncio import ensure_future, shield

        # httpx releases the connection in several steps; a cancellation must not come between them.
        await shield(ensure_future(self._answer.aclose()))


def _translated(error: Exception, origin: str) -> Exception:
    failure = translate(error, origin, None)
    if failure is error:
        raise error
    return failure


def _built(client: Any, request: Request, content: Any) -> Any:
    if client.is_closed:
        raise ConfigurationError("the http_client of this client is closed; pass one that is open")
    built = client.build_request(
        request.method,
        request.origin + "/",
        headers=request.headers,
        content=content,
        extensions={"timeout": request.timeout},
    )
    # httpx would normalise the percent-encoding of a path; the SDK has encoded it already.
    built.url = built.url.copy_with(raw_path=request.target.encode("ascii"))
    return built


def _once(client: Any) -> Any:
    """What the client's ``auth`` adds to a request, without the requests that it would send besides or again."""
    auth = client.auth
    if auth is None:
        return None
    base = next(kind for kind in type(auth).__mro__ if kind.__name__ == "Auth")

    def checked(first: Any, request: Any) -> Any:
        if first is not request:
            raise ConfigurationError(
                f"the auth of the http_client ({type(auth).__qualname__}) sends requests of its own, "
                "which the SDK would neither count nor limit; pass the client what it gets"
            )
        return request

    def step(_self: object, request: Any) -> Iterator[Any]:
        flow = auth.sync_auth_flow(request)
        yield checked(next(flow), request)
        flow.close()

    async def async_step(_self: object, request: Any) -> AsyncIterator[Any]:
        flow = auth.async_auth_flow(request)
        yield checked(await anext(flow), request)
        await flow.aclose()

    return type("Once", (base,), {"sync_auth_flow": step, "async_auth_flow": async_step})()


def _response(answer: Any, request: Request) -> Response:
    headers = answer.headers.raw
    if answer.is_stream_consumed:
        # A mock or a hook has read the content, and undone its compression.
        headers = [header for header in headers if header[0].lower() != b"content-encoding"]
    stream = _Stream(answer, request.origin)
    return Response(answer.status_code, headers, stream, answer.http_version, request.deadline)


class HttpxClientTransport:
    """Sends requests through a ``Client`` of the caller."""

    def __init__(self, client: httpx.Client | httpx2.Client) -> None:
        self._client: Any = client

    def send(self, request: Request, /) -> Response:
        """Send one request."""
        client, body = self._client, request.body
        content: Any = iter(body) if isinstance(body, Body) else body
        try:
            built = _built(client, request, content)
            answer = client.send(built, stream=True, auth=_once(client), follow_redirects=False)
        except Exception as error:
            raise _translated(error, request.origin) from error
        finally:
            if content is not body:
                content.close()
        return _response(answer, request)

    def close(self) -> None:
        """Nothing: the client belongs to the caller."""


class AsyncHttpxClientTransport:
    """Sends requests through an ``AsyncClient`` of the caller."""

    def __init__(self, client: httpx.AsyncClient | httpx2.AsyncClient) -> None:
        self._client: Any = client

    async def send(self, request: Request, /) -> Response:
        """Send one request."""
        client, body = self._client, request.body
        content: Any = aiter(body) if isinstance(body, Body) else body
        try:
            built = _built(client, request, content)
            answer = await client.send(built, stream=True, auth=_once(client), follow_redirects=False)
        except Exception as error:
            raise _translated(error, request.origin) from error
        finally:
            if content is not body:
                content.close()
        return _response(answer, request)

    async def aclose(self) -> None:
        """Nothing: the client belongs to the caller."""
