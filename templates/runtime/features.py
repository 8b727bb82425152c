"""The methods that save files: what clients and resources of both colours inherit. Everything is loaded when used.

The managed uploads of resources, in both colours. What uploading needs is loaded when it is first used.

The wait methods of resources, in both colours. What waiting needs is loaded when it is first used.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from .base.frames import guarded
from .base.options import RequestOptions, Timeout, byte_count, checked_options
from .call.binary import Progress
from .call.session import Session
from .spec.operation import Download, ManagedUpload, Waiter

if TYPE_CHECKING:
    from .base.sftp_target import SftpTarget
    from .client import AsyncClient, Client
    from .download.batch import Batch, Supply
    from .download.download import Wanted
    from .download.origins import LinkBox
    from .flow.effects import Flow
    from .upload.sftp import Parcel
    from .waiting.many import Waited, Waits

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
    from .download.batch import Batch
    from .files.atomic import target_path

    given = checked_options(options)
    timeout = Timeout.of(given.timeout, session.timeout)
    path = target_path(folder, "folder")
    return Batch(supply, path, parallel, overwrite, on_progress, given, timeout)


def _wanted(
    path: StrPath,
    resume: bool,
    overwrite: bool,
    expected: tuple[str | None, str | None, int | None],
    on_progress: Progress | None,
) -> Wanted:
    from .download.download import Wanted
    from .files.atomic import target_path
    from .files.integrity import wanted_digests

    sha256, md5, size = expected
    return Wanted(
        path=target_path(path),
        resume=resume,
        overwrite=overwrite,
        size=byte_count(size),
        digests=wanted_digests(sha256, md5),
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
        from .download.copy import pump
        from .download.declared import Asked, fetch_file
        from .files.atomic import target_path

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
        from .download.batch import save_all
        from .download.declared import links_supply

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
        from .download.batch import save_all
        from .download.declared import manifest_supply

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
        from .download.copy import apump
        from .download.declared import Asked, fetch_file
        from .files.atomic import target_path

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
        from .download.batch import asave_all
        from .download.declared import links_supply

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
        from .download.batch import asave_all
        from .download.declared import manifest_supply

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
        from .download.copy import pump
        from .download.origins import LinkBox, LinkSource, save_link

        def fill(box: LinkBox) -> None:
            assert callable(link)
            box.link = link()

        mint = None if isinstance(link, str) else LinkBox(fill).mint
        source = LinkSource(self._session, None if mint else link, mint, options)
        wanted = _wanted(path, resume, overwrite, (sha256, md5, size), on_progress)
        return self.run(save_link(source, wanted, pump))


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
        from .download.copy import apump
        from .download.origins import LinkBox, LinkSource, save_link

        async def fill(box: LinkBox) -> None:
            assert callable(link)
            box.link = await link()

        mint = None if isinstance(link, str) else LinkBox(fill).mint
        source = LinkSource(self._session, None if mint else link, mint, options)
        wanted = _wanted(path, resume, overwrite, (sha256, md5, size), on_progress)
        return await self.run(save_link(source, wanted, apump))


def _send(parcel: Parcel) -> None:
    from .sftp.upload import sftp_upload

    parcel.done = sftp_upload(
        parcel.target,
        parcel.source,
        on_progress=parcel.on_progress,
        retries=parcel.retries,
        timeout=parcel.timeout,
    )


async def _asend(parcel: Parcel) -> None:
    from .sftp.upload import sftp_upload_async

    parcel.done = await sftp_upload_async(
        parcel.target,
        parcel.source,
        on_progress=parcel.on_progress,
        retries=parcel.retries,
        timeout=parcel.timeout,
    )


class ResourceUploads:
    """Uploads of a sync resource."""

    _client: Client
    _session: Session

    def _upload(
        self,
        managed: ManagedUpload[T],
        file: Any,
        arguments: Mapping[str, object],
        *,
        via: str = "auto",
        sftp: SftpTarget | None = None,
        wait: bool = True,
        timeout: float | None = None,
        on_progress: Progress | None = None,
        on_status: Callable[[T], object] | None = None,
        options: RequestOptions | None = None,
    ) -> T:
        """Upload a file by the way that suits it; see :mod:`.managed`."""
        from .upload.upload import upload

        return self._client.run(
            upload(
                self._session,
                managed,
                file,
                arguments,
                via=via,
                sftp=sftp,
                wait=wait,
                timeout=timeout,
                on_progress=on_progress,
                on_status=on_status,
                options=options,
                send_sftp=_send,
            )
        )


class AsyncResourceUploads:
    """Uploads of an async resource. The callbacks may be async functions."""

    _client: AsyncClient
    _session: Session

    async def _upload(
        self,
        managed: ManagedUpload[T],
        file: Any,
        arguments: Mapping[str, object],
        *,
        via: str = "auto",
        sftp: SftpTarget | None = None,
        wait: bool = True,
        timeout: float | None = None,  # noqa: ASYNC109 - the sync method has it too
        on_progress: Progress | None = None,
        on_status: Callable[[T], object] | None = None,
        options: RequestOptions | None = None,
    ) -> T:
        """As :meth:`ResourceUploads._upload`."""
        from .upload.upload import upload

        return await self._client.run(
            upload(
                self._session,
                managed,
                file,
                arguments,
                via=via,
                sftp=sftp,
                wait=wait,
                timeout=timeout,
                on_progress=on_progress,
                on_status=on_status,
                options=options,
                send_sftp=_asend,
            )
        )


class ResourceWaits:
    """Waiting of a sync resource."""

    _client: Client
    _session: Session

    def _wait(
        self,
        waiter: Waiter[T],
        arguments: Mapping[str, object],
        *,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        cancel_on_timeout: bool = False,
        on_progress: Callable[[T], object] | None = None,
        options: RequestOptions | None = None,
    ) -> T:
        """Wait for one thing; see :mod:`.waiting`."""
        from .waiting.poller import wait

        return self._client.run(
            wait(
                self._session,
                waiter,
                arguments,
                timeout=timeout,
                accept=accept,
                cancel_on_timeout=cancel_on_timeout,
                on_progress=on_progress,
                options=options,
            )
        )

    def _wait_many(
        self,
        waiter: Waiter[T],
        argument: str,
        ids: Iterable[Any],
        others: Mapping[str, object] | None = None,
        *,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        cancel_on_timeout: bool = False,
        on_progress: Callable[[Any, T], object] | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Waited[T]]:
        """Wait for many things, each given out when it has ended; see :mod:`.waits`.

        ``argument`` is the waiter's argument that takes the ids; ``others`` are its other arguments.
        """
        from .waiting.many import Waits

        waits = Waits(
            self._session,
            waiter,
            argument,
            ids,
            others,
            timeout=timeout,
            accept=accept,
            cancel_on_timeout=cancel_on_timeout,
            on_progress=on_progress,
            options=options,
        )
        return _ended(self._client, waits)


class AsyncResourceWaits:
    """Waiting of an async resource."""

    _client: AsyncClient
    _session: Session

    async def _wait(
        self,
        waiter: Waiter[T],
        arguments: Mapping[str, object],
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - the sync method has it too
        accept: Iterable[str] = (),
        cancel_on_timeout: bool = False,
        on_progress: Callable[[T], object] | None = None,
        options: RequestOptions | None = None,
    ) -> T:
        """As :meth:`ResourceWaits._wait`."""
        from .waiting.poller import wait

        return await self._client.run(
            wait(
                self._session,
                waiter,
                arguments,
                timeout=timeout,
                accept=accept,
                cancel_on_timeout=cancel_on_timeout,
                on_progress=on_progress,
                options=options,
            )
        )

    def _wait_many(
        self,
        waiter: Waiter[T],
        argument: str,
        ids: Iterable[Any],
        others: Mapping[str, object] | None = None,
        *,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        cancel_on_timeout: bool = False,
        on_progress: Callable[[Any, T], object] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Waited[T]]:
        """As :meth:`ResourceWaits._wait_many`; ``on_progress`` may be an async function."""
        from .waiting.many import Waits

        waits = Waits(
            self._session,
            waiter,
            argument,
            ids,
            others,
            timeout=timeout,
            accept=accept,
            cancel_on_timeout=cancel_on_timeout,
            on_progress=on_progress,
            options=options,
        )
        return _aended(self._client, waits)


@guarded
def _ended(client: Client, waits: Waits[T]) -> Iterator[Waited[T]]:
    while (ended := client.run(waits.step())) is not None:
        yield ended


@guarded
async def _aended(client: AsyncClient, waits: Waits[T]) -> AsyncIterator[Waited[T]]:
    while (ended := await client.run(waits.step())) is not None:
        yield ended
