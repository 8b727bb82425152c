"""Request bodies that are not held in memory: one class for both colours.

Iterate it, or iterate it with ``async for``; the same pieces come. ``length`` is exact where every part's size is
known. A body that was ``touched`` can be sent again only after :meth:`Body.rewind`, and only when it is
``rewindable``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence

from .errors import ArgumentError
from .files import Source


class Body:
    """A sequence of bytes and files, sent one after the other."""

    __slots__ = ("length", "limit", "pieces", "rewindable", "touched")

    def __init__(self, pieces: Sequence[bytes | Source], limit: int | None = None) -> None:
        self.pieces = pieces
        self.limit = limit
        self.touched = False
        length: int | None = 0
        rewindable = True
        for piece in pieces:
            size = len(piece) if isinstance(piece, bytes) else piece.size
            length = None if length is None or size is None else length + size
            rewindable = rewindable and (isinstance(piece, bytes) or piece.rewindable)
        self.length = length
        self.rewindable = rewindable

    def _checked(self, sent: int) -> None:
        # Only content of unknown size gets here over the limit; known sizes were checked before the first byte.
        if self.limit is not None and sent > self.limit:
            raise ArgumentError(f"the upload is larger than the limit of {self.limit} bytes")

    def __iter__(self) -> Iterator[bytes]:
        self.touched = True
        sent = 0
        for piece in self.pieces:
            for chunk in (piece,) if isinstance(piece, bytes) else piece.chunks():
                sent += len(chunk)
                self._checked(sent)
                if chunk:
                    yield chunk

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self.touched = True
        sent = 0
        for piece in self.pieces:
            if isinstance(piece, bytes):
                sent += len(piece)
                self._checked(sent)
                if piece:
                    yield piece
                continue
            async for chunk in piece.achunks():
                sent += len(chunk)
                self._checked(sent)
                if chunk:
                    yield chunk

    def rewind(self) -> None:
        """Make the body ready to be sent again from its start."""
        for piece in self.pieces:
            if not isinstance(piece, bytes):
                piece.rewind()
        self.touched = False

    def __repr__(self) -> str:
        return f"<Body of {'unknown length' if self.length is None else f'{self.length} bytes'}>"
