"""What takes more than one call, as flows that clients and their resources run. Each feature is loaded when it is used."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from .base.options import RequestOptions, Timeout, byte_count, checked_options
from .call.binary import Progress
from .call.session import Session
from .spec.operation import Download, ManagedUpload, Operation, Waiter

if TYPE_CHECKING:
    from .base.sftp_target import SftpTarget, SftpUploaded
    from .base.timing import Deadline
    from .download.batch import BatchDownload, FileListing
    from .download.download import DownloadOptions
    from .flow.effects import Flow, Job
    from .policies.spending import Cost
    from .waiting.many import Waited, Waits

T = TypeVar("T")
StrPath = str | os.PathLike[str]


class Features:
    """The features of a resource, of sync and async clients. See the modules that they load."""

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
    ) -> Flow[Path]:
        """Bring one file to a path, or into a folder."""
        from .download.declared import fetch_file

        wanted = _download_options(path, resume, overwrite, sha256, md5, size, on_progress)
        given = checked_options(options)
        return fetch_file(self._session, download, arguments, wanted, given, verify=verify)

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
    ) -> BatchDownload:
        """All files behind the links of an answer, into a folder."""
        from .download.declared import presigned_files

        listing = presigned_files(self._session, download, arguments, checked_options(options), verify)
        return self._batch(listing, folder, parallel, overwrite, on_progress, options)

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
    ) -> BatchDownload:
        """Every file of the manifest, into a folder."""
        from .download.declared import manifest_files

        listing = manifest_files(self._session, download, arguments, checked_options(options))
        return self._batch(listing, folder, parallel, overwrite, on_progress, options)

    def _batch(
        self,
        listing: FileListing,
        folder: StrPath,
        parallel: int,
        overwrite: bool,
        on_progress: Progress | None,
        options: RequestOptions | None,
    ) -> BatchDownload:
        from .download.batch import BatchDownload
        from .files.atomic import target_path

        given = checked_options(options)
        timeout = Timeout.of(given.timeout, self._session.timeout)
        path = target_path(folder, "folder")
        return BatchDownload(listing, path, parallel, overwrite, on_progress, given, timeout)

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
    ) -> Flow[T]:
        """Upload a file by the way that suits it."""
        from .upload.upload import upload

        return upload(
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
            sftp_job=_sftp_job,
        )

    def _estimate(
        self, operation: Operation[Any], arguments: Mapping[str, object], options: RequestOptions | None
    ) -> Flow[Cost]:
        """What a call costs."""
        from .call.cost import estimate

        return estimate(self._session, operation, arguments, checked_options(options))

    def _call_each(
        self,
        operation: Operation[T],
        argument: str,
        ids: Iterable[Any],
        others: Mapping[str, object],
        options: RequestOptions | None,
    ) -> Flow[list[Waited[T]]]:
        """The same call for many ids."""
        from .waiting.each import call_each

        return call_each(self._session, operation, argument, ids, others, checked_options(options))

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
    ) -> Flow[T]:
        """Wait for one thing."""
        from .waiting.poller import wait

        return wait(
            self._session,
            waiter,
            arguments,
            timeout=timeout,
            accept=accept,
            cancel_on_timeout=cancel_on_timeout,
            on_progress=on_progress,
            options=options,
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
    ) -> Waits[T]:
        """Wait for many things, each given out when it has ended.

        ``argument`` is the waiter's argument that takes the ids; ``others`` are its other arguments.
        """
        from .waiting.many import Waits

        return Waits(
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


def save_link(
    session: Session,
    link: str | Callable[[], str | Awaitable[str]],
    path: StrPath,
    *,
    resume: bool,
    overwrite: bool,
    sha256: str | None,
    md5: str | None,
    size: int | None,
    on_progress: Progress | None,
    options: RequestOptions | None,
) -> Flow[Path]:
    """Bring the content behind a presigned URL, or behind those that a function gets, to a path."""
    from .download.origins import LinkOrigin, save_link
    from .flow.effects import call_back

    def get(_deadline: Deadline) -> Flow[object]:
        assert callable(link)
        return call_back(link)

    gets = callable(link)
    origin = LinkOrigin(session, None if gets else link, get if gets else None, options)
    return save_link(origin, _download_options(path, resume, overwrite, sha256, md5, size, on_progress))


def _download_options(
    path: StrPath,
    resume: bool,
    overwrite: bool,
    sha256: str | None,
    md5: str | None,
    size: int | None,
    on_progress: Progress | None,
) -> DownloadOptions:
    from .download.download import DownloadOptions
    from .files.atomic import target_path
    from .files.integrity import expected_digests

    return DownloadOptions(
        target=target_path(path),
        resume=resume,
        overwrite=overwrite,
        size=byte_count(size),
        digests=expected_digests(sha256, md5),
        on_progress=on_progress,
    )


def _sftp_job(*given: Any) -> Job[SftpUploaded]:
    from .sftp.upload import SftpJob

    return SftpJob(*given)
