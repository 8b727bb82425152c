"""What comes back beside the result: response information and binary answers."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, overload

from ..base.errors import DecodeError
from ..base.frames import guarded
from ..base.headers import Headers
from ..base.info import ResponseInfo as ResponseInfo
from ..base.info import response_of as response_of
from ..files.integrity import content_length, is_encoded
from ..files.names import proposed_name
from ..flow.drivers import AsyncDriver, SyncDriver
from ..http.messages import Response

Progress = Callable[[int, int | None], object]
"""Called with the bytes so far and the size of the whole, None where that is not known."""


def file_name(headers: Headers) -> str | None:
    """The file name of a Content-Disposition header, without any folder."""
    return proposed_name(headers.get("content-disposition", ""))


class _Binary:
    """What the binary answers of sync and async clients share."""

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
        return content_length(self.headers)

    @property
    def filename(self) -> str | None:
        """The file name that the provider proposes, without any folder."""
        return file_name(self.headers)

    def _most(self) -> int | None:
        """How much is read into memory: what the server has announced, else no more than the limit."""
        announced = content_length(self.headers) is not None and not is_encoded(self.headers)
        return None if announced else self._response.most

    def _checked(self, body: bytes) -> bytes:
        if self._response.is_cut:
            raise DecodeError(
                f"{self.info.operation}: the content is larger than {self._response.most} bytes, and the server has "
                "not said how large; use save() or iter_bytes(), or pass RequestOptions(max_answer_bytes=...)",
                status=self.info.status,
                headers=self.headers,
                request_id=self.info.request_id,
                operation=self.info.operation or "",
                attempts=self.info.attempts,
            )
        return body

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.info.status} {self.content_type}>"


_iter_bytes = guarded(Response.iter_bytes)
_aiter_bytes = guarded(Response.aiter_bytes)


class BinaryResponse(_Binary):
    """A binary answer, not yet read. Use it in a ``with`` block, or call one of the methods that read it to its end.

    The body can be taken once.
    """

    __slots__ = ("_driver",)

    def __init__(self, response: Response, info: ResponseInfo, driver: SyncDriver) -> None:
        super().__init__(response, info)
        self._driver = driver

    @guarded
    def read(self) -> bytes:
        """The whole content in memory.

        Content that is compressed, or of a size that the server does not tell, is limited by ``max_answer_bytes``.
        """
        return self._checked(self._response.read(self._most()))

    def iter_bytes(self) -> Iterator[bytes]:
        """The content in pieces, as they arrive."""
        return _iter_bytes(self._response)

    @overload
    def save(
        self,
        target: str | os.PathLike[str],
        *,
        overwrite: bool = False,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        on_progress: Progress | None = None,
    ) -> Path: ...
    @overload
    def save(
        self,
        target: IO[bytes],
        *,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        on_progress: Progress | None = None,
    ) -> None: ...
    @guarded
    def save(
        self,
        target: str | os.PathLike[str] | IO[bytes],
        *,
        overwrite: bool = False,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        on_progress: Progress | None = None,
    ) -> Path | None:
        """Write the content to a path, into a folder (under the provider's file name) or to an open binary file.

        A path appears only when the content is complete, and its path is returned; an existing file is replaced only
        with ``overwrite``. ``size``, ``sha256`` and ``md5`` are checked where given, and the digest that the server
        declares where none is; an open file has got the bytes by then. ``on_progress`` receives the bytes so far and
        the size, None where it is not known. To go on after a broken connection, use the method that downloads to a
        path by itself.
        """
        from ..download.download import save_answer

        try:
            flow = save_answer(
                self._response,
                self.info.operation or "",
                target,
                overwrite=overwrite,
                sha256=sha256,
                md5=md5,
                size=size,
                on_progress=on_progress,
            )
            return self._driver.run(flow)
        finally:
            self._response.close()

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

    __slots__ = ("_driver",)

    def __init__(self, response: Response, info: ResponseInfo, driver: AsyncDriver) -> None:
        super().__init__(response, info)
        self._driver = driver

    @guarded
    async def read(self) -> bytes:
        """The whole content in memory; as :meth:`BinaryResponse.read`."""
        return self._checked(await self._response.aread(self._most()))

    def iter_bytes(self) -> AsyncIterator[bytes]:
        """The content in pieces, as they arrive."""
        return _aiter_bytes(self._response)

    @overload
    async def save(
        self,
        target: str | os.PathLike[str],
        *,
        overwrite: bool = False,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        on_progress: Progress | None = None,
    ) -> Path: ...
    @overload
    async def save(
        self,
        target: IO[bytes],
        *,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        on_progress: Progress | None = None,
    ) -> None: ...
    @guarded
    async def save(
        self,
        target: str | os.PathLike[str] | IO[bytes],
        *,
        overwrite: bool = False,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        on_progress: Progress | None = None,
    ) -> Path | None:
        """Write the content to a path, a folder or an open file; as :meth:`BinaryResponse.save`."""
        from ..download.download import save_answer

        try:
            flow = save_answer(
                self._response,
                self.info.operation or "",
                target,
                overwrite=overwrite,
                sha256=sha256,
                md5=md5,
                size=size,
                on_progress=on_progress,
            )
            return await self._driver.run(flow)
        finally:
            await self._response.aclose()

    async def close(self) -> None:
        """Give the connection back."""
        await self._response.aclose()

    async def __aenter__(self) -> AsyncBinaryResponse:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
