"""Request bodies that are not held in memory, one class for sync and async; and multipart content (RFC 7578).

Iterate a :class:`Body`, or iterate it with ``async for``; the same chunks come. ``length`` is exact where the size of
every part is known. A body that was ``touched`` can be sent again only when it is ``rewindable``, after
:meth:`Body.rewind`. ``on_progress`` is called with the bytes that were handed to the connection so far and their total
(None where it is unknown): before each chunk, so first with 0, and at the end. What it raises ends the sending: the
request stays incomplete, so the connection cannot be used again.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..base.errors import ArgumentError
from .reader import AsyncChunkReader, ChunkReader, sync_only
from .sources import BodySource

Progress = Callable[[int, int | None], object]


class Body:
    """A sequence of bytes and files, sent one after the other. ``pieces`` is iterated once for each sending."""

    __slots__ = (
        "asynchronous",
        "blocking",
        "length",
        "limit",
        "on_progress",
        "pieces",
        "rewindable",
        "touched",
    )

    def __init__(
        self,
        pieces: Iterable[bytes | BodySource],
        limit: int | None = None,
        on_progress: Progress | None = None,
    ) -> None:
        self.pieces = pieces
        self.limit = limit
        self.on_progress = on_progress
        self.touched = False
        length: int | None = 0
        self.rewindable, self.blocking, self.asynchronous = True, False, False
        for piece in pieces:
            size = len(piece) if isinstance(piece, bytes) else piece.size
            length = None if length is None or size is None else length + size
            if not isinstance(piece, bytes):
                self.rewindable = self.rewindable and piece.rewindable
                self.blocking = self.blocking or piece.blocking
                self.asynchronous = self.asynchronous or piece.asynchronous
        self.length = length

    def check_limit(self, sent: int) -> None:
        """Enforce the limit for content of unknown size; known sizes are checked before the first byte."""
        if self.limit is not None and sent > self.limit:
            raise ArgumentError(f"the upload is larger than the limit of {self.limit} bytes")

    def __iter__(self) -> Iterator[bytes]:
        self.touched = True
        reader = ChunkReader(self.pieces)
        sent = 0
        try:
            while True:
                if self.on_progress is not None:
                    _result = self.on_progress(sent, self.length)
                chunk = sync_only(reader.read_chunk())
                if not chunk:
                    return
                sent += len(chunk)
                self.check_limit(sent)
                yield chunk
        finally:
            reader.close()

    def __aiter__(self) -> AsyncBodyIterator:
        return AsyncBodyIterator(self)

    def rewind(self) -> None:
        """Make the body ready to be sent again from its start."""
        self.touched = False

    def __repr__(self) -> str:
        return f"<Body of {'unknown length' if self.length is None else f'{self.length} bytes'}>"


def can_be_sent(body: bytes | Body | None) -> bool:
    """Whether a body can be sent: one that cannot rewind only once."""
    return not isinstance(body, Body) or body.rewindable or not body.touched


class AsyncBodyIterator:
    """One sending of a body by asynchronous code. Not a generator: when it is dropped half-way, its file is closed at once."""

    __slots__ = ("_body", "_reader", "_sent")

    def __init__(self, body: Body) -> None:
        self._body = body
        self._reader = AsyncChunkReader(body.pieces, threads=body.blocking)
        self._sent = 0

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        body = self._body
        body.touched = True
        if body.on_progress is not None:
            result = body.on_progress(self._sent, body.length)
            if hasattr(result, "__await__"):
                await result  # pyright: ignore[reportGeneralTypeIssues] - as seen the line before
        chunk = await self._reader.__anext__()
        self._sent += len(chunk)
        body.check_limit(self._sent)
        return chunk

    def close(self) -> None:
        """Close what is open."""
        self._reader.close()


@dataclass(frozen=True, slots=True)
class FormPart:
    """One part: a text or JSON value, or a file."""

    name: str
    content: bytes | BodySource
    content_type: str | None = None


def escape(text: str) -> str:
    """A field or file name inside double quotes: quote, CR and LF are percent-encoded, nothing else is."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def new_boundary() -> str:
    """A boundary that no content can guess."""
    return os.urandom(16).hex()


def _head(part: FormPart, boundary: str) -> bytes:
    lines = [f'--{boundary}\r\nContent-Disposition: form-data; name="{escape(part.name)}"']
    content_type = part.content_type
    if isinstance(part.content, BodySource):
        lines[0] += f'; filename="{escape(part.content.name or "file")}"'
        content_type = part.content.content_type or content_type or "application/octet-stream"
    if content_type is not None:
        lines.append(f"Content-Type: {content_type}")
    # File names that are not UTF-8 are sent as the bytes that they are on the disk.
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


class MultipartContent:
    """The bytes and files of a whole multipart body, in order. Can be iterated again and again.

    The heads of the parts are made while the body is sent, so that 20,000 files cost little memory.
    """

    __slots__ = ("_boundary", "_parts")

    def __init__(self, parts: Sequence[FormPart], boundary: str) -> None:
        self._parts = parts
        self._boundary = boundary

    def __iter__(self) -> Iterator[bytes | BodySource]:
        end = b""
        for part in self._parts:
            yield end + _head(part, self._boundary)
            yield part.content
            end = b"\r\n"
        yield end + f"--{self._boundary}--\r\n".encode()
