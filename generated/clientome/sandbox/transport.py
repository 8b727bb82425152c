"""A sandbox without sockets: transports for sync and async clients that call the application directly.

    from clientome.sandbox import app
    from clientome.sandbox.transport import SandboxTransport

    client = Subseq(api_key="x", transport=SandboxTransport(app("subseq")))

Any base URL will do. No event loop runs between calls, so what is due happens when the next request comes, and
webhooks are sent by :func:`clientome.sandbox.courier.deliver`.
"""

from __future__ import annotations

import asyncio
import importlib
import time
from collections.abc import AsyncIterator, Coroutine, Iterator, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from .server.app import Application, Receive, outgoing
from .server.examples import Reply

_RUNTIME = ".".join([*__name__.split(".")[:-2], "_runtime"])


def _runtime(module: str) -> Any:
    """A module of the runtime, loaded when it is needed."""
    return importlib.import_module(f"{_RUNTIME}.{module}")


def _scope(request: Any) -> dict[str, Any]:
    parts = urlsplit(str(request.origin))
    path, _, query = str(request.target).partition("?")
    given: list[tuple[bytes, bytes]] = request.headers
    headers = [(b"host", parts.netloc.encode()), *((name.lower(), value) for name, value in given)]
    names = {name for name, _ in headers}
    if isinstance(request.body, bytes) and b"content-length" not in names:
        headers.append((b"content-length", str(len(request.body)).encode()))
    elif request.body is not None and not names & {b"content-length", b"transfer-encoding"}:
        headers.append((b"transfer-encoding", b"chunked"))
    return {
        "type": "http", "method": request.method, "scheme": parts.scheme, "path": path,
        "raw_path": path.encode("ascii", "replace"), "query_string": query.encode("ascii", "replace"),
        "headers": headers, "client": ("127.0.0.1", 0),
    }  # fmt: skip


def _now(coroutine: Coroutine[Any, Any, Reply]) -> Reply:
    """The result of a coroutine that never waits."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        reply: Reply = stop.value
        return reply
    coroutine.close()
    raise RuntimeError("the sandbox waited for something although its body was here")


def _receive(pieces: AsyncIterator[bytes]) -> Receive:
    async def receive() -> MutableMapping[str, Any]:
        async for piece in pieces:
            return {"type": "http.request", "body": piece, "more_body": True}
        return {"type": "http.request", "body": b"", "more_body": False}

    return receive


async def _pieces(body: Any) -> AsyncIterator[bytes]:
    if isinstance(body, bytes):
        yield body
    else:
        for piece in body or ():
            yield bytes(piece)


async def _async_pieces(body: Any) -> AsyncIterator[bytes]:
    if isinstance(body, bytes):
        yield body
    elif body is not None:
        async for piece in body:
            yield bytes(piece)


class _Stream:
    """The body of an answer, sync and async."""

    def __init__(self, pieces: Any, ends: bool) -> None:
        self._pieces, self._ends = iter(pieces), ends

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces
        if not self._ends:
            raise _runtime("base.errors").ProtocolError("the connection ended before the answer was complete")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece

    def close(self) -> None:
        """Forget the rest."""
        self._pieces, self._ends = iter(()), True

    async def aclose(self) -> None:
        """Forget the rest."""
        self.close()


def _response(application: Application, request: Any, reply: Reply) -> Any:
    pieces, ends = outgoing(application.engine, request.method, reply)
    headers = [(k.encode("latin-1"), v.encode("latin-1", "replace")) for k, v in reply.headers.items()]
    make = _runtime("http.messages").Response
    return make(reply.status, headers, _Stream(pieces, ends), deadline=request.deadline)


class SandboxTransport:
    """For sync clients. The application belongs to the caller; close it with ``application.engine.close()``."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def send(self, request: Any, /) -> Any:
        """Answer one request."""
        receive = _receive(_pieces(request.body))
        reply = _now(self.application.respond(_scope(request), receive))
        if reply.faults.get("delay"):
            time.sleep(reply.faults["delay"])
        return _response(self.application, request, reply)

    def close(self) -> None:
        """Nothing: the application belongs to the caller."""


class AsyncSandboxTransport:
    """For async clients; as :class:`SandboxTransport`."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def send(self, request: Any, /) -> Any:
        """Answer one request."""
        receive = _receive(_async_pieces(request.body))
        reply = await self.application.respond(_scope(request), receive)
        if reply.faults.get("delay"):
            await asyncio.sleep(reply.faults["delay"])
        return _response(self.application, request, reply)

    async def aclose(self) -> None:
        """Nothing: the application belongs to the caller."""
