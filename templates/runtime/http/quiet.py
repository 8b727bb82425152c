"""The loggers of the libraries below are silent while these work for this package, and nowhere else.

httpx logs whole URLs at INFO, signatures included; httpcore and hpack log headers at DEBUG, and the password of a SOCKS
proxy; asyncssh logs names of users and files. The ``clientome`` logger says what happens, masked. What a library logs
when somebody else uses it, at the same time in another thread or task too, is not touched. Loggers that tell of
connections only (``httpcore.connection``, ``httpcore.proxy``) speak on.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Generator, Iterable
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

LOGGERS = (
    "asyncssh",
    "asyncssh.sftp",
    "hpack.hpack",
    "hpack.table",
    "httpcore.http11",
    "httpcore.http2",
    "httpcore.socks",
    "httpcore2.http11",
    "httpcore2.http2",
    "httpcore2.socks",
    "httpx",
    "httpx2",
)

# What a library starts meanwhile, a task for example, inherits it.
_working: ContextVar[bool] = ContextVar("clientome_working", default=False)


class _Others(logging.Filter):
    """Lets through what is not logged on behalf of this package."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not _working.get()


_OTHERS = _Others()


def install() -> None:
    """Put the filter where it is not yet; done when a client connects, not at import."""
    for name in LOGGERS:
        # Adds it once only.
        logging.getLogger(name).addFilter(_OTHERS)


def quietly(work: Callable[..., T], *arguments: Any) -> T:
    """Call a function of a library."""
    token = _working.set(True)
    try:
        return work(*arguments)
    finally:
        _working.reset(token)


async def aquietly(work: Awaitable[T]) -> T:
    """Await what a library does."""
    token = _working.set(True)
    try:
        return await work
    finally:
        _working.reset(token)


def quiet_pieces(pieces: Iterable[bytes]) -> Generator[bytes]:
    """The pieces of a body, each got quietly; a generator must not change the context of its caller."""
    iterator = iter(pieces)

    def following() -> bytes | None:
        return next(iterator, None)

    while (piece := quietly(following)) is not None:
        yield piece


async def aquiet_pieces(pieces: AsyncIterable[bytes]) -> AsyncGenerator[bytes]:
    """As :func:`quiet_pieces`."""
    iterator = aiter(pieces)
    while (piece := await aquietly(anext(iterator, None))) is not None:
        yield piece
