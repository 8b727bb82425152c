"""Request bodies that are not held in memory: one class for both colours.

Iterate it, or iterate it with ``async for``; the same pieces come. ``length`` is exact where every part's size is
known. A body that was ``touched`` can be sent again only after :meth:`Body.rewind`, and only when it is
``rewindable``. ``on_progress`` is called with the bytes that were handed to the connection so far and their total
(None where it is unknown): as each piece is asked for, so first with 0, and at the end. What it raises ends the
sending: the connection cannot be used again, since the request on it stays incomplete.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator

from ..base.errors import ArgumentError
from .reader import AsyncFeed, Feed, sync_only
from .sources import Source

Progress = Callable[[int, int | None], object]


class Body:
    """A sequence of bytes and files, sent one after the other. ``pieces`` is gone through once for each sending."""

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
        pieces: Iterable[bytes | Source],
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

    def checked(self, sent: int) -> None:
        """Keep the limit; known sizes were checked before the first byte, so only unknown ones get over it here."""
        if self.limit is not None and sent > self.limit:
            raise ArgumentError(f"the upload is larger than the limit of {self.limit} bytes")

    def __iter__(self) -> Iterator[bytes]:
        self.touched = True
        feed = Feed(self.pieces)
        sent = 0
        try:
            while True:
                if self.on_progress is not None:
                    _told = self.on_progress(sent, self.length)
                chunk = sync_only(feed.take())
                if not chunk:
                    return
                sent += len(chunk)
                self.checked(sent)
                yield chunk
        finally:
            feed.close()

    def __aiter__(self) -> Sending:
        return Sending(self)

    def rewind(self) -> None:
        """Make the body ready to be sent again from its start."""
        self.touched = False

    def __repr__(self) -> str:
        return f"<Body of {'unknown length' if self.length is None else f'{self.length} bytes'}>"


def can_be_sent(body: bytes | Body | None) -> bool:
    """Whether a body can be sent, if need be again: one that cannot rewind is not, once it was touched."""
    return not isinstance(body, Body) or body.rewindable or not body.touched


class Sending:
    """One sending of a body by asynchronous code. Not a generator: what is dropped half-way closes its file at once."""

    __slots__ = ("_body", "_feed", "_sent")

    def __init__(self, body: Body) -> None:
        self._body = body
        self._feed = AsyncFeed(body.pieces, threads=body.blocking)
        self._sent = 0

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        body = self._body
        body.touched = True
        if body.on_progress is not None:
            told = body.on_progress(self._sent, body.length)
            if hasattr(told, "__await__"):
                await told  # pyright: ignore[reportGeneralTypeIssues] - as seen the line before
        chunk = await self._feed.__anext__()
        self._sent += len(chunk)
        body.checked(self._sent)
        return chunk

    def close(self) -> None:
        """Close what is open."""
        self._feed.close()
