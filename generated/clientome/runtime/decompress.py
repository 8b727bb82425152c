"""Undo gzip and deflate, in pieces."""

from __future__ import annotations

import zlib

from .errors import ProtocolError

_GZIP = 16 + zlib.MAX_WBITS


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

    def feed(self, data: bytes) -> bytes:
        """The plain bytes that one compressed piece brings."""
        try:
            return self._feed(data)
        except zlib.error:
            raise ProtocolError("the compressed answer is damaged") from None

    def _feed(self, data: bytes) -> bytes:
        plain = b""
        while data:
            self._used = True
            if self._engine.eof:
                if not self._gzip:
                    break
                self._engine = zlib.decompressobj(_GZIP)
            try:
                plain += self._engine.decompress(data)
            except zlib.error:
                if self._gzip or not self._fresh:
                    raise
                # Some servers send bare deflate data without the zlib header.
                self._engine = zlib.decompressobj(-zlib.MAX_WBITS)
                plain += self._engine.decompress(data)
            self._fresh = False
            data = self._engine.unused_data
        return plain

    def finish(self) -> bytes:
        """The last bytes; an error when the content stops too early."""
        if self._used and not self._engine.eof:
            raise ProtocolError("the compressed answer is cut off")
        return b""
