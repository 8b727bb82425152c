"""What comes back beside the result: response information and binary answers."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any
from urllib.parse import unquote

from .errors import IntegrityError
from .headers import Headers
from .transport import Response

_WRITE_SIZE = 1 << 20


def first_of(headers: Headers, names: tuple[str, ...]) -> str | None:
    """The first of some headers that is there and not empty."""
    for name in names:
        value = headers.get(name)
        if value:
            return value
    return None


class ResponseInfo:
    """The answer behind a result: ``status``, ``headers``, ``request_id``, ``elapsed`` seconds from the call's start
    to its answer, ``url`` (without secrets), ``attempts`` and ``http_version``."""

    __slots__ = (
        "_id_headers",
        "attempts",
        "elapsed",
        "headers",
        "http_version",
        "operation",
        "status",
        "url",
    )

    def __init__(
        self,
        status: int,
        headers: Headers,
        id_headers: tuple[str, ...],
        elapsed: float,
        url: str,
        attempts: int,
        http_version: str,
        operation: str,
    ) -> None:
        self.status = status
        self.headers = headers
        self._id_headers = id_headers
        self.elapsed = elapsed
        self.url = url
        self.attempts = attempts
        self.http_version = http_version
        self.operation = operation

    @property
    def request_id(self) -> str | None:
        """The provider's id of the request, to be quoted to its support."""
        return first_of(self.headers, self._id_headers)

    def __reduce__(self) -> tuple[Any, ...]:
        return ResponseInfo, tuple(getattr(self, name) for name in _INFO)

    def __repr__(self) -> str:
        return (
            f"ResponseInfo(status={self.status}, operation={self.operation!r}, request_id={self.request_id!r}, "
            f"elapsed={self.elapsed:.3f}, attempts={self.attempts})"
        )


_INFO = ("status", "headers", "_id_headers", "elapsed", "url", "attempts", "http_version", "operation")


def response_of(result: object) -> ResponseInfo:
    """The response behind a result: a model, a page or a binary answer.

    Plain values (text, lists, ``None``) cannot carry it; use ``RequestOptions(on_response=...)`` for those. Neither
    can copies and unpickled models.
    """
    info = getattr(result, "__clientome_response__", None)
    if isinstance(info, ResponseInfo):
        return info
    raise TypeError(
        f"no response is attached to this {type(result).__name__}; only models, pages and binary answers as returned "
        "by a method carry one. Use RequestOptions(on_response=...) for other results"
    )


def file_name(headers: Headers) -> str | None:
    """The file name of a Content-Disposition header, without any folder."""
    disposition = headers.get("content-disposition", "")
    extended = re.search(r"filename\*\s*=\s*([\w-]*)'[^']*'([^;\s]+)", disposition, re.IGNORECASE)
    name: str | None = None
    if extended is not None:
        charset = extended.group(1).lower()
        known = charset if charset in ("utf-8", "iso-8859-1") else "utf-8"
        name = unquote(extended.group(2), encoding=known, errors="replace")
    else:
        plain = re.search(r'filename\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^;\s]+))', disposition, re.IGNORECASE)
        if plain is not None:
            quoted: str | None = plain.group(1)
            name = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else plain.group(2)
    if name is None:
        return None
    name = re.sub(r"[\x00-\x1f\x7f]", "", re.split(r"[/\\]", name)[-1]).strip()
    return None if name in ("", ".", "..") else name


class _Binary:
    """What both colours of a binary answer share."""

    __slots__ = ("__clientome_response__", "_response")

    def __init__(self, response: Response, info: ResponseInfo) -> None:
        self._response = response
        self.__clientome_response__ = info

    @property
    def info(self) -> ResponseInfo:
        """Status, headers, request id and so on."""
        return self.__clientome_response__

    @property
    def headers(self) -> Headers:
        """The answer's headers."""
        return self.info.headers

    @property
    def content_type(self) -> str | None:
        """The media type that the provider names."""
        return self.headers.get("content-type")

    @property
    def content_length(self) -> int | None:
        """The number of bytes, where the provider tells."""
        length = self.headers.get("content-length", "")
        return int(length) if length.isascii() and length.isdigit() else None

    @property
    def filename(self) -> str | None:
        """The file name that the provider proposes, without any folder."""
        return file_name(self.headers)

    def _target(self, path: str | os.PathLike[str]) -> Path:
        target = Path(path)
        return target / (self.filename or "download") if target.is_dir() else target

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.info.status} {self.content_type}>"


class _Saving:
    """A file that appears under its name only when it is complete."""

    def __init__(self, target: Path, sha256: str | None) -> None:
        self.target = target
        self._digest = hashlib.sha256() if sha256 is not None else None
        self._expected = sha256
        self._temporary = target.parent / f".{target.name[:80]}.{os.urandom(6).hex()}.part"
        self._file: IO[bytes] = open(self._temporary, "xb")  # noqa: SIM115 - closed by finish and abandon

    def write(self, data: bytes) -> None:
        _count = self._file.write(data)
        if self._digest is not None:
            self._digest.update(data)

    def finish(self) -> Path:
        self._file.flush()
        self._file.close()
        if self._digest is not None and self._digest.hexdigest() != (self._expected or "").lower():
            raise IntegrityError("the downloaded content does not have the expected SHA-256 digest")
        os.replace(self._temporary, self.target)
        return self.target

    def abandon(self) -> None:
        self._file.close()
        self._temporary.unlink(missing_ok=True)


class BinaryResponse(_Binary):
    """A binary answer, not yet read. Use it in a ``with`` block, or call one of the methods that read it to its end.

    The body can be taken once.
    """

    __slots__ = ()

    def read(self) -> bytes:
        """The whole content in memory."""
        return self._response.read()

    def iter_bytes(self) -> Iterator[bytes]:
        """The content in pieces, as they arrive."""
        return self._response.iter_bytes()

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        sha256: str | None = None,
        on_progress: Callable[[int], object] | None = None,
    ) -> Path:
        """Write the content to a file, or into a folder under the provider's file name, and return its path.

        The file appears only when complete; until then the bytes are in a hidden ``.part`` file beside it.
        ``sha256`` is checked where given. ``on_progress`` receives the number of bytes so far.
        """
        try:
            saving = _Saving(self._target(path), sha256)
            try:
                done = 0
                for chunk in self.iter_bytes():
                    saving.write(chunk)
                    done += len(chunk)
                    if on_progress is not None:
                        _told = on_progress(done)
                return saving.finish()
            except BaseException:
                saving.abandon()
                raise
        finally:
            self.close()

    def close(self) -> None:
        """Give the connection back."""
        self._response.close()

    def __enter__(self) -> BinaryResponse:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncBinaryResponse(_Binary):
    """A binary answer, not yet read. Use it in an ``async with`` block, or call a method that reads it to its end.

    The body can be taken once. Files are written in threads.
    """

    __slots__ = ()

    async def read(self) -> bytes:
        """The whole content in memory."""
        return await self._response.aread()

    def iter_bytes(self) -> AsyncIterator[bytes]:
        """The content in pieces, as they arrive."""
        return self._response.aiter_bytes()

    async def save(
        self,
        path: str | os.PathLike[str],
        *,
        sha256: str | None = None,
        on_progress: Callable[[int], object] | None = None,
    ) -> Path:
        """Write the content to a file; as :meth:`BinaryResponse.save`."""
        from asyncio import to_thread

        try:
            saving = await to_thread(lambda: _Saving(self._target(path), sha256))
            try:
                done = 0
                pending = bytearray()
                async for chunk in self.iter_bytes():
                    pending += chunk
                    done += len(chunk)
                    # One hop into a thread per MiB, not per network read.
                    if len(pending) >= _WRITE_SIZE:
                        await to_thread(saving.write, bytes(pending))
                        pending.clear()
                    if on_progress is not None:
                        _told = on_progress(done)
                await to_thread(saving.write, bytes(pending))
                return await to_thread(saving.finish)
            except BaseException:
                await to_thread(saving.abandon)
                raise
        finally:
            await self.close()

    async def close(self) -> None:
        """Give the connection back."""
        await self._response.aclose()

    async def __aenter__(self) -> AsyncBinaryResponse:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
