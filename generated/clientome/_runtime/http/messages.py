"""The seam between policy and bytes: requests, responses and the two transport protocols.

A transport sends one request and returns the answer's head with a stream for its body. It does not retry, does not
follow redirects and raises only :class:`~.errors.TransportError` for what goes wrong on the way.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from typing import Protocol, cast, runtime_checkable

from ..base import errors
from ..base.headers import Headers, RawHeaders
from ..base.options import Phases
from ..base.timing import NEVER, Deadline
from ..body.body import Body
from .decompress import Decompressor

# Compressed content may be a little larger than the plain one.
_OVERHEAD = 1 << 16


class Request:
    """One HTTP request, ready to be sent. ``origin`` and ``target`` together are the URL, percent-encoded.

    ``headers`` lack Host, which the transport adds. ``shown`` is the URL for logs and errors, without secrets.
    ``deadline`` is the end of the whole call. ``new_connection`` asks for a connection that carried nothing before, for
    what must not be lost to an idle one that the server is closing; a transport that cannot choose ignores it.
    """

    __slots__ = (
        "body",
        "deadline",
        "headers",
        "method",
        "new_connection",
        "origin",
        "shown",
        "target",
        "timeout",
    )

    def __init__(
        self,
        method: str,
        origin: str,
        target: str,
        headers: list[tuple[bytes, bytes]],
        body: bytes | Body | None,
        timeout: Phases,
        deadline: Deadline = NEVER,
        shown: str | None = None,
        new_connection: bool = False,
    ) -> None:
        self.method = method
        self.origin = origin
        self.target = target
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.deadline = deadline
        self.shown = shown
        self.new_connection = new_connection

    @property
    def url(self) -> str:
        """The whole URL, secrets included."""
        return self.origin + self.target

    def __repr__(self) -> str:
        return f"<Request {self.method} {self.shown or self.origin}>"


class SyncStream(Protocol):
    """Body bytes as they arrive, still encoded."""

    def __iter__(self) -> Iterator[bytes]: ...
    def close(self) -> None: ...


class AsyncStream(Protocol):
    """Body bytes as they arrive, still encoded."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...
    async def aclose(self) -> None: ...


class Response:
    """The head of an answer and its body, which can be taken once: whole or as a stream.

    A response of a sync transport has ``read``, ``iter_bytes`` and ``close``; one of an async transport ``aread``,
    ``aiter_bytes`` and ``aclose``. Content that is compressed for transfer is decompressed, in small pieces.
    ``is_cut`` says that a body was larger than it was read; ``most`` is what may be read into memory at once.
    """

    __slots__ = (
        "_closed",
        "_stream",
        "_taken",
        "deadline",
        "headers",
        "http_version",
        "is_cut",
        "most",
        "status",
    )

    def __init__(
        self,
        status: int,
        headers: RawHeaders,
        stream: SyncStream | AsyncStream,
        http_version: str = "HTTP/1.1",
        deadline: Deadline = NEVER,
    ) -> None:
        self.status = status
        self.headers = Headers(headers)
        self.http_version = http_version
        self.deadline = deadline
        self._stream = stream
        self._closed = False
        self._taken = False
        self.is_cut = False
        self.most: int | None = None

    def _take(self) -> SyncStream | AsyncStream:
        if self._taken or self._closed:
            raise errors.ClientomeError(
                "the content of this answer was already taken, or the answer is closed"
            )
        self._taken = True
        return self._stream

    def _decompressor(self) -> Decompressor | None:
        return Decompressor.of(self.headers["content-encoding"]) if self._is_encoded() else None

    def _is_encoded(self) -> bool:
        # Cheaper than indexing all headers, which most calls never need.
        for name, _value in self.headers.raw:
            if len(name) == 16 and name.lower() == b"content-encoding":
                return True
        return False

    def _check_deadline(self) -> None:
        if self.deadline.passed(time.monotonic()):
            raise errors.TimeoutError("the total time limit passed while the answer arrived", phase="total")

    def iter_bytes(self) -> Iterator[bytes]:
        """The body in pieces, then the stream is closed."""
        stream = cast(SyncStream, self._take())
        try:
            decompressor = self._decompressor()
            for chunk in stream:
                self._check_deadline()
                if decompressor is None:
                    if chunk:
                        yield chunk
                else:
                    yield from decompressor.feed(chunk)
            if decompressor is not None:
                decompressor.finish()
        finally:
            self.close()

    def read(self, limit: int | None = None) -> bytes:
        """The whole body. Beyond ``limit`` bytes of it the rest is given up."""
        pieces: list[bytes] = []
        size = sent = 0
        try:
            stream = cast(SyncStream, self._take())
            decompressor = self._decompressor()
            for chunk in stream:
                self._check_deadline()
                sent += len(chunk)
                for piece in (chunk,) if decompressor is None else decompressor.feed(chunk):
                    pieces.append(piece)
                    size += len(piece)
                    if limit is not None and size > limit:
                        break
                # Compressed content can go on for ever without bringing anything.
                if limit is not None and (size > limit or sent > 2 * limit + _OVERHEAD):
                    self.is_cut = True
                    return b"".join(pieces)[:limit]
            if decompressor is not None:
                decompressor.finish()
            return b"".join(pieces)
        finally:
            self.close()

    def close(self) -> None:
        """Give the connection back, or drop it when the body was not read to its end."""
        if not self._closed:
            self._closed = True
            cast(SyncStream, self._stream).close()

    async def aiter_bytes(self) -> AsyncIterator[bytes]:
        """The body in pieces, then the stream is closed."""
        stream = cast(AsyncStream, self._take())
        try:
            decompressor = self._decompressor()
            async for chunk in stream:
                self._check_deadline()
                if decompressor is None:
                    if chunk:
                        yield chunk
                else:
                    for piece in decompressor.feed(chunk):
                        yield piece
            if decompressor is not None:
                decompressor.finish()
        finally:
            await self.aclose()

    async def aread(self, limit: int | None = None) -> bytes:
        """The whole body. Beyond ``limit`` bytes of it the rest is given up."""
        pieces: list[bytes] = []
        size = sent = 0
        try:
            stream = cast(AsyncStream, self._take())
            decompressor = self._decompressor()
            async for chunk in stream:
                self._check_deadline()
                sent += len(chunk)
                for piece in (chunk,) if decompressor is None else decompressor.feed(chunk):
                    pieces.append(piece)
                    size += len(piece)
                    if limit is not None and size > limit:
                        break
                # Compressed content can go on for ever without bringing anything.
                if limit is not None and (size > limit or sent > 2 * limit + _OVERHEAD):
                    self.is_cut = True
                    return b"".join(pieces)[:limit]
            if decompressor is not None:
                decompressor.finish()
            return b"".join(pieces)
        finally:
            await self.aclose()

    async def aclose(self) -> None:
        """Give the connection back, or drop it when the body was not read to its end."""
        if not self._closed:
            self._closed = True
            await cast(AsyncStream, self._stream).aclose()

    def __repr__(self) -> str:
        return f"<Response {self.status}>"


@runtime_checkable
class Transport(Protocol):
    """Sends requests, blocking. Must be usable from several threads."""

    def send(self, request: Request, /) -> Response:
        """Send one request and return the answer once its head has arrived."""
        ...

    def close(self) -> None:
        """Close all connections."""
        ...


@runtime_checkable
class AsyncTransport(Protocol):
    """Sends requests under asyncio."""

    async def send(self, request: Request, /) -> Response:
        """Send one request and return the answer once its head has arrived."""
        ...

    async def aclose(self) -> None:
        """Close all connections."""
        ...
