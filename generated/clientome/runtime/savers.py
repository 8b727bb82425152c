"""The methods that save files: what clients and resources of both colours inherit. Everything is loaded when used."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from .answers import Progress
from .frames import guarded
from .operation import Download
from .options import RequestOptions, byte_count, checked_options
from .session import Session

if TYPE_CHECKING:
    from .client import AsyncClient, Client
    from .download_state import Wanted
    from .flow import Flow
    from .many import Batch, Supply
    from .sources import LinkBox, LinkSource

T = TypeVar("T")
StrPath = str | os.PathLike[str]


def _batch(
    session: Session,
    supply: Supply,
    folder: StrPath,
    parallel: int,
    overwrite: bool,
    on_progress: Progress | None,
    options: RequestOptions | None,
) -> Batch:
    from .fetching import time_limit
    from .many import Batch
    from .targets import target_path

    limit = time_limit(session, checked_options(options))
    return Batch(supply, target_path(folder, "folder"), parallel, overwrite, on_progress, limit)


def _wanted(
    source: LinkSource,
    path: StrPath,
    resume: bool,
    overwrite: bool,
    expected: tuple[str | None, str | None, int | None],
    on_progress: Progress | None,
    options: RequestOptions | None,
) -> Wanted:
    from .digests import wanted_digests
    from .download_state import Wanted
    from .sources import limit_of
    from .targets import target_path

    sha256, md5, size = expected
    return Wanted(
        path=target_path(path),
        resume=resume,
        overwrite=overwrite,
        size=byte_count(size),
        digests=wanted_digests(sha256, md5),
        seconds=limit_of(checked_options(options), source.timeout),
        on_progress=on_progress,
    )


class ResourceSaves:
    """Downloads of a sync resource."""

    _client: Client
    _session: Session

    def _download(
        self,
        download: Download[Any],
        arguments: Mapping[str, object],
        path: StrPath,
        *,
        resume: bool = True,
        overwrite: bool = False,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        verify: bool = True,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Bring one file to a path, or into a folder; see :mod:`.downloads` and :mod:`.fetching`."""
        from .fetching import Asked, fetch_file
        from .pumps import pump
        from .targets import target_path

        asked = Asked(
            path=target_path(path),
            resume=resume,
            overwrite=overwrite,
            sha256=sha256,
            md5=md5,
            size=size,
            verify=verify,
            on_progress=on_progress,
            options=checked_options(options),
        )
        return self._client.run(fetch_file(self._session, download, arguments, asked, pump))

    def _download_links(
        self,
        download: Download[Any],
        arguments: Mapping[str, object],
        folder: StrPath,
        *,
        parallel: int = 4,
        overwrite: bool = False,
        verify: bool = True,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> list[Path]:
        """Bring all files behind the links of an answer into a folder; see :mod:`.many`."""
        from .fetching import links_supply
        from .many import save_all

        supply = links_supply(self._session, download, arguments, checked_options(options), verify)
        batch = _batch(self._session, supply, folder, parallel, overwrite, on_progress, options)
        return save_all(self._client.run, batch)

    def _download_all(
        self,
        download: Download[Any],
        arguments: Mapping[str, object],
        folder: StrPath,
        *,
        parallel: int = 4,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> list[Path]:
        """Bring every file of the manifest into a folder; see :mod:`.many`."""
        from .fetching import manifest_supply
        from .many import save_all

        supply = manifest_supply(self._session, download, arguments, checked_options(options))
        batch = _batch(self._session, supply, folder, parallel, overwrite, on_progress, options)
        return save_all(self._client.run, batch)


class AsyncResourceSaves:
    """Downloads of an async resource."""

    _client: AsyncClient
    _session: Session

    async def _download(
        self,
        download: Download[Any],
        arguments: Mapping[str, object],
        path: StrPath,
        *,
        resume: bool = True,
        overwrite: bool = False,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        verify: bool = True,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """As :meth:`ResourceSaves._download`."""
        from .fetching import Asked, fetch_file
        from .pumps import apump
        from .targets import target_path

        asked = Asked(
            path=target_path(path),
            resume=resume,
            overwrite=overwrite,
            sha256=sha256,
            md5=md5,
            size=size,
            verify=verify,
            on_progress=on_progress,
            options=checked_options(options),
        )
        return await self._client.run(fetch_file(self._session, download, arguments, asked, apump))

    async def _download_links(
        self,
        download: Download[Any],
        arguments: Mapping[str, object],
        folder: StrPath,
        *,
        parallel: int = 4,
        overwrite: bool = False,
        verify: bool = True,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> list[Path]:
        """As :meth:`ResourceSaves._download_links`."""
        from .fetching import links_supply
        from .many import asave_all

        supply = links_supply(self._session, download, arguments, checked_options(options), verify)
        batch = _batch(self._session, supply, folder, parallel, overwrite, on_progress, options)
        return await asave_all(self._client.run, batch)

    async def _download_all(
        self,
        download: Download[Any],
        arguments: Mapping[str, object],
        folder: StrPath,
        *,
        parallel: int = 4,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> list[Path]:
        """As :meth:`ResourceSaves._download_all`."""
        from .fetching import manifest_supply
        from .many import asave_all

        supply = manifest_supply(self._session, download, arguments, checked_options(options))
        batch = _batch(self._session, supply, folder, parallel, overwrite, on_progress, options)
        return await asave_all(self._client.run, batch)


class ClientSaves:
    """Downloads of a sync client."""

    _session: Session

    if TYPE_CHECKING:

        def run(self, flow: Flow[T]) -> T: ...

    @guarded
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

        def fill(box: LinkBox) -> None:
            assert callable(link)
            box.link = link()

        mint = None if isinstance(link, str) else LinkBox(fill).mint
        source = LinkSource(self._session, None if mint else link, mint, options)
        wanted = _wanted(source, path, resume, overwrite, (sha256, md5, size), on_progress, options)
        self.run(source.get())
        return self.run(save(source, wanted, pump))


class AsyncClientSaves:
    """Downloads of an async client."""

    _session: Session

    if TYPE_CHECKING:

        async def run(self, flow: Flow[T]) -> T: ...

    @guarded
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

        async def fill(box: LinkBox) -> None:
            assert callable(link)
            box.link = await link()

        mint = None if isinstance(link, str) else LinkBox(fill).mint
        source = LinkSource(self._session, None if mint else link, mint, options)
        wanted = _wanted(source, path, resume, overwrite, (sha256, md5, size), on_progress, options)
        await self.run(source.get())
        return await self.run(save(source, wanted, apump))
