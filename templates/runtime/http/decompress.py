"""Undo gzip and deflate, in pieces of bounded size: a few compressed bytes can stand for a million times as many."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from ..base.errors import ProtocolError

_GZIP = 16 + zlib.MAX_WBITS
# The largest plain piece.
STEP = 1 << 18


class Decompressor:
    """Turns compressed pieces into plain ones. Several gzip members in a row are one content."""

    def __init__(self, encoding: str) -> None:
        self._gzip = encoding in ("gzip", "x-gzip")
        self._engine = zlib.decompressobj(_GZIP if self._gzip else zlib.MAX_WBITS)
        self._fresh = True
        self._used = False

    @classmethod
    def of(cls, encoding: str) -> Decompressor | None:
        """One for a Content-Encoding; None for identity."""
        name = encoding.strip().lower()
        if name in ("", "identity"):
            return None
        if name in ("gzip", "x-gzip", "deflate"):
            return cls(name)
        raise ProtocolError(f"the answer is compressed with {name[:40]!r}, which was not asked for")

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The plain bytes that one compressed piece brings, in pieces of at most ``STEP`` bytes."""
        try:
            yield from self._feed(data)
        except zlib.error:
            raise ProtocolError("the compressed answer is damaged") from None

    def _feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            self._used = True
            if self._engine.eof:
                if not self._gzip:
                    return
                self._engine = zlib.decompressobj(_GZIP)
            plain = self._start(data) if self._fresh else self._engine.decompress(data, STEP)
            self._fresh = False
            while plain:
                yield plain
                # The engine may keep plain bytes back although it has taken all the others.
                plain = (
                    b"" if self._engine.eof else self._engine.decompress(self._engine.unconsumed_tail, STEP)
                )
            data = self._engine.unused_data

    def _start(self, data: bytes) -> bytes:
        try:
            return self._engine.decompress(data, STEP)
        except zlib.error:
            if self._gzip:
                raise
            # Some servers send bare deflate data without the zlib header.
            self._engine = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._engine.decompress(data, STEP)

    def finish(self) -> None:
        """An error when the content stops too early."""
        if self._used and not self._engine.eof:
            raise ProtocolError("the compressed answer is cut off")
