"""The methods that save files: what clients and resources of both colours inherit. Everything is loaded when used."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from .answers import Progress
from .operation import Operation
from .options import RequestOptions
from .session import Session

if TYPE_CHECKING:
    from .client import AsyncClient, Client
    from .download_state import Wanted
    from .flow import Flow
    from .many import Row
    from .sources import LinkBox, LinkSource, OperationSource

T = TypeVar("T")
StrPath = str | os.PathLike[str]


def _wanted(
    source: OperationSource | LinkSource,
    path: StrPath,
    resume: bool,
    overwrite: bool,
    expected: tuple[str | None, str | None, int | None],
    on_progress: Progress | None,
    options: RequestOptions | None,
) -> Wanted:
    from .digests import wanted_digests
    from .download_state import Wanted
    from .options import NO_OPTIONS
    from .sources import limit_of

    sha256, md5, size = expected
    return Wanted(
        path=Path(path),
        resume=resume,
        overwrite=overwrite,
        size=size,
        digests=wanted_digests(sha256, md5),
        seconds=limit_of(options or NO_OPTIONS, source.timeout),
        on_progress=on_progress,
    )


class ResourceSaves:
    """Downloads of a sync resource."""

    _client: Client
    _session: Session

    def _save(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        path: StrPath,
        *,
        resume: bool = True,
        overwrite: bool = False,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        file_name: str | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Bring the content of an operation to a path; see :mod:`.downloads`. ``file_name`` is the name in a folder
        where the server proposes none."""
        from .downloads import save
        from .pumps import pump
        from .sources import OperationSource

        source = OperationSource(self._session, operation, arguments, options, file_name)
        wanted = _wanted(source, path, resume, overwrite, (sha256, md5, size), on_progress, options)
        return self._client.run(save(source, wanted, pump))

    def _save_many(
        self,
        operation: Operation[Any],
        rows: Iterable[Row],
        folder: StrPath,
        *,
        parallel: int = 4,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> list[Path]:
        """Bring many files into a folder; see :mod:`.many`."""
        from .many import Batch, save_all

        batch = Batch(self._session, operation, rows, Path(folder), parallel, overwrite, on_progress, options)
        return save_all(self._client.run, batch)


class AsyncResourceSaves:
    """Downloads of an async resource."""

    _client: AsyncClient
    _session: Session

    async def _save(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        path: StrPath,
        *,
        resume: bool = True,
        overwrite: bool = False,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        file_name: str | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """As :meth:`ResourceSaves._save`."""
        from .downloads import save
        from .pumps import apump
        from .sources import OperationSource

        source = OperationSource(self._session, operation, arguments, options, file_name)
        wanted = _wanted(source, path, resume, overwrite, (sha256, md5, size), on_progress, options)
        return await self._client.run(save(source, wanted, apump))

    async def _save_many(
        self,
        operation: Operation[Any],
        rows: Iterable[Row],
        folder: StrPath,
        *,
        parallel: int = 4,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> list[Path]:
        """As :meth:`ResourceSaves._save_many`."""
        from .many import Batch, asave_all

        batch = Batch(self._session, operation, rows, Path(folder), parallel, overwrite, on_progress, options)
        return await asave_all(self._client.run, batch)


class ClientSaves:
    """Downloads of a sync client."""

    _session: Session

    if TYPE_CHECKING:

        def run(self, flow: Flow[T]) -> T: ...

    def save_link(
        self,
        link: str | Callable[[], str],
        path: StrPath,
        *,
        resume: bool = True,
        overwrite: bool = False,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download a signed link to a path, or into a folder, and return the file's path.

        Nothing of this client is sent along: no key, no cookies, no headers. Instead of a link ``link`` can be a
        function without arguments that gets one: it is called again when the link expires on the way. Broken
        downloads are continued, also by a later call; ``size``, ``sha256`` and ``md5`` are checked where given. An
        existing file is replaced only with ``overwrite``.
        """
        from .downloads import save
        from .pumps import pump
        from .sources import LinkBox, LinkSource

        def mint(box: LinkBox) -> None:
            assert callable(link)
            box.link = link()

        box = LinkBox(link, None) if isinstance(link, str) else LinkBox(None, mint)
        source = LinkSource(self._session, box, options)
        wanted = _wanted(source, path, resume, overwrite, (sha256, md5, size), on_progress, options)
        self.run(source.get())
        return self.run(save(source, wanted, pump))


class AsyncClientSaves:
    """Downloads of an async client."""

    _session: Session

    if TYPE_CHECKING:

        async def run(self, flow: Flow[T]) -> T: ...

    async def save_link(
        self,
        link: str | Callable[[], Awaitable[str]],
        path: StrPath,
        *,
        resume: bool = True,
        overwrite: bool = False,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download a signed link to a path; as :meth:`ClientSaves.save_link`, ``link`` being text or an async function."""
        from .downloads import save
        from .pumps import apump
        from .sources import LinkBox, LinkSource

        async def mint(box: LinkBox) -> None:
            assert callable(link)
            box.link = await link()

        box = LinkBox(link, None) if isinstance(link, str) else LinkBox(None, mint)
        source = LinkSource(self._session, box, options)
        wanted = _wanted(source, path, resume, overwrite, (sha256, md5, size), on_progress, options)
        await self.run(source.get())
        return await self.run(save(source, wanted, apump))
