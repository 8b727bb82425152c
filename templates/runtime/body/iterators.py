"""Content that comes from an iterator of the caller: read once, never twice, and of the announced size or none at all."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Generator, Iterator
from typing import Any, cast

from ..base.errors import BodyError, IntegrityError
from .reader import AsyncReader, Reader
from .sources import Source, as_bytes, readable


class IteratorSource(Source):
    """An iterator of bytes. With a ``size`` it must give exactly so many."""

    __slots__ = ("_iterator", "_used")

    def __init__(
        self, iterator: Iterator[bytes], name: str | None, content_type: str | None, size: int | None
    ) -> None:
        super().__init__(name, content_type, size)
        self._iterator = iterator
        self._used = False

    @property
    def rewindable(self) -> bool:
        """Never: what an iterator has given is gone."""
        return False

    def reader(self) -> Reader:
        """The only pass."""
        _use(self)
        return _IteratorReader(self._iterator, self.size)

    def take_over(self) -> bool:
        """Whether this is the first pass."""
        used, self._used = self._used, True
        return not used


class AsyncSource(Source):
    """An asynchronous iterable of bytes, for asynchronous clients. With a ``size`` it must give exactly so many."""

    __slots__ = ("_iterable", "_used")

    blocking = False
    asynchronous = True

    def __init__(
        self, iterable: AsyncIterable[bytes], name: str | None, content_type: str | None, size: int | None
    ) -> None:
        super().__init__(name, content_type, size)
        self._iterable = iterable
        self._used = False

    @property
    def rewindable(self) -> bool:
        """Never: what an iterator has given is gone."""
        return False

    def areader(self) -> AsyncReader:
        """The only pass."""
        _use(self)
        return _AsyncIteratorReader(aiter(self._iterable), self.size)

    def take_over(self) -> bool:
        """Whether this is the first pass."""
        used, self._used = self._used, True
        return not used


def _use(source: IteratorSource | AsyncSource) -> None:
    if not source.take_over():
        raise BodyError("an iterator can be sent once only; make the call again with a new one")


class _Count:
    """Counts what an iterator gives. The piece that completes the size waits until it is known to be the last."""

    __slots__ = ("done", "size")

    def __init__(self, size: int | None) -> None:
        self.size = size
        self.done = 0

    def completes(self, piece: bytes) -> bool:
        self.done += len(piece)
        if self.size is not None and self.done > self.size:
            raise IntegrityError(f"an iterator gave more than the announced {self.size} bytes")
        return self.done == self.size

    def end(self) -> bytes:
        if self.size is not None and self.done < self.size:
            raise IntegrityError(f"an iterator gave {self.done} of the announced {self.size} bytes")
        return b""


class _IteratorReader:
    """The one pass over an iterator."""

    __slots__ = ("_count", "_iterator")

    live = True

    def __init__(self, iterator: Iterator[bytes], size: int | None) -> None:
        self._iterator = iterator
        self._count = _Count(size)

    def _piece(self) -> bytes:
        with readable():
            for piece in self._iterator:
                if data := as_bytes(piece):
                    return data
        return b""

    def next(self) -> bytes:
        piece = self._piece()
        if not piece:
            return self._count.end()
        if self._count.completes(piece):
            _none = self._count.completes(self._piece())
        return piece

    def close(self) -> None:
        # A generator has things of its own to close.
        if isinstance(self._iterator, Generator):
            cast("Generator[bytes, Any, Any]", self._iterator).close()


class _AsyncIteratorReader:
    """The one pass over an asynchronous iterable."""

    __slots__ = ("_count", "_iterator")

    def __init__(self, iterator: AsyncIterator[bytes], size: int | None) -> None:
        self._iterator = iterator
        self._count = _Count(size)

    async def _piece(self) -> bytes:
        with readable():
            async for piece in self._iterator:
                if data := as_bytes(piece):
                    return data
        return b""

    async def next(self) -> bytes:
        """The next piece, empty at the end."""
        piece = await self._piece()
        if not piece:
            return self._count.end()
        if self._count.completes(piece):
            _none = self._count.completes(await self._piece())
        return piece
