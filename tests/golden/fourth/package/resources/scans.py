"""Scans."""

from __future__ import annotations

import builtins
import os
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from clientome._runtime.generated import (
    AsyncBinaryResponse,
    AsyncPage,
    AsyncResource,
    BinaryResponse,
    FileInput,
    Page,
    Progress,
    RequestOptions,
    Resource,
    with_progress,
)

from .. import models
from ..operations import scans as operations

if TYPE_CHECKING:
    from clientome._runtime.generated import Waited


class ScansResource(Resource):
    """Scans."""

    def list(
        self,
        *,
        page: int | None = None,
        name: str | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.Scan]:
        """List scans.

        Endpoint: ``GET /scans``

        Args:
            page: Which page. At least 1.
            name: Only those of this name.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A page.
        """
        return self._page(
            operations.LIST,
            {
                "page": page,
                "name": name,
            },
            options,
        )

    def create(
        self,
        *,
        file: FileInput,
        note: str | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.Scan:
        """Send a small scan.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /scans``

        Args:
            file: The scan. At most 1,000 bytes.
            note: A note.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            It.
        """
        return self._call(
            operations.CREATE,
            {
                "file": file,
                "note": note,
            },
            with_progress(options, on_progress),
        )

    def start(
        self,
        *,
        name: str,
        note: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.Place:
        """Get a place for a large scan.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /scans/start``

        Args:
            name: File name.
            note: A note.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The place.
        """
        return self._call(
            operations.START,
            {
                "name": name,
                "note": note,
            },
            options,
        )

    def finish(
        self,
        *,
        scan_id: str,
        sha256: str,
        bytes: int,
        options: RequestOptions | None = None,
    ) -> models.Scan:
        """Say that the bytes have arrived.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /scans/finish``

        Args:
            scan_id: Which.
            sha256: Digest.
            bytes: Size.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            It.
        """
        return self._call(
            operations.FINISH,
            {
                "scan_id": scan_id,
                "sha256": sha256,
                "bytes": bytes,
            },
            options,
        )

    def get(
        self,
        *,
        scan_id: str,
        options: RequestOptions | None = None,
    ) -> models.Scan:
        """Get a scan.

        Endpoint: ``GET /scans/{scanId}``

        Args:
            scan_id: Which scan.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            It.
        """
        return self._call(
            operations.GET,
            {
                "scan_id": scan_id,
            },
            options,
        )

    def download(
        self,
        *,
        scan_id: str,
        path: str,
        options: RequestOptions | None = None,
    ) -> BinaryResponse:
        """Download one file of a scan.

        Endpoint: ``GET /scans/{scanId}/content``

        Args:
            scan_id: Which scan.
            path: Which file.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The file.
        """
        return self._stream(
            operations.DOWNLOAD,
            {
                "scan_id": scan_id,
                "path": path,
            },
            options,
        )

    def list_files(
        self,
        *,
        scan_id: str,
        options: RequestOptions | None = None,
    ) -> models.Files:
        """List the files of a scan.

        Endpoint: ``GET /scans/{scanId}/files``

        Args:
            scan_id: Which scan.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Them.
        """
        return self._call(
            operations.LIST_FILES,
            {
                "scan_id": scan_id,
            },
            options,
        )

    def get_link(
        self,
        *,
        scan_id: str,
        options: RequestOptions | None = None,
    ) -> builtins.dict[str, Any]:
        """Get a link to a scan.

        Endpoint: ``GET /scans/{scanId}/link``

        Args:
            scan_id: Which scan.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            It.
        """
        return self._call(
            operations.GET_LINK,
            {
                "scan_id": scan_id,
            },
            options,
        )

    def wait(
        self,
        *,
        scan_id: str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[models.Scan], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Scan:
        """Waits until a scan is read.

        Polls every 0.01 s at first and every 0.05 s at last; in states that take long every 3600 s. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /scans/{scanId}``

        Args:
            scan_id: Which scan.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well, such as ``['broken']``.
            on_progress: Called with the newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Raises:
            WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
        """
        return self._run(
            self._wait(
                operations.GET_WAIT,
                {
                    "scan_id": scan_id,
                },
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    def wait_many(
        self,
        *,
        scan_ids: Iterable[str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[str, models.Scan], object] | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Waited[models.Scan]]:
        """Waits for many at once and yields each as it finishes: Waits until a scan is read.

        Polls every 0.01 s at first and every 0.05 s at last; in states that take long every 3600 s. One request
        at a time, whatever the number. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /scans/{scanId}``

        Args:
            scan_ids: Each as `scan_id` of the method for one.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well, such as ``['broken']``.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.GET_WAIT,
                "scan_id",
                scan_ids,
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    def download_to(
        self,
        target: str | os.PathLike[str],
        *,
        scan_id: str,
        path: str,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        verify: bool = True,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download one file of a scan, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``GET /scans/{scanId}/content``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            scan_id: Which scan.
            path: Which file.
            resume: Go on where an earlier download of this file broke off.
            sha256: The file's SHA-256 in hexadecimal, where you know it.
            md5: The file's MD5 in hexadecimal, where you know it.
            size: The file's bytes, where you know them.
            verify: Ask the provider for size and digest first, and check them.
            overwrite: Replace a file that is there already.
            on_progress: Called with the bytes so far and the size of the whole, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The path of the file.

        Raises:
            IntegrityError: What came is not what was announced; nothing is kept.
            FileExistsError: The file is there already, and overwriting was not asked for.
            OSError: The file cannot be written; what has arrived is kept where it can be continued.
        """
        return self._run(
            self._download(
                operations.DOWNLOAD_TO,
                {
                    "scan_id": scan_id,
                    "path": path,
                },
                target,
                resume=resume,
                sha256=sha256,
                md5=md5,
                size=size,
                verify=verify,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )

    def download_all(
        self,
        target: str | os.PathLike[str],
        *,
        scan_id: str,
        parallel: int = 4,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[Path]:
        """Download every file into a folder.

        The files are those that `scans.list_files` lists; size and digest are checked
        wherever it tells them. Files that are there already and right are kept.

        Endpoint: ``GET /scans/{scanId}/content``

        Args:
            target: A folder that exists; relative paths of the files are made below it.
            scan_id: Which scan.
            parallel: Files at a time.
            overwrite: Replace files that are there and different.
            on_progress: Called with the bytes so far and the size of the whole, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The paths of the files.

        Raises:
            IntegrityError: What came is not what was announced; nothing is kept.
            FileExistsError: The file is there already, and overwriting was not asked for.
            OSError: The file cannot be written; what has arrived is kept where it can be continued.
        """
        return self._save_all(
            self._download_all(
                operations.DOWNLOAD_TO,
                {
                    "scan_id": scan_id,
                },
                target,
                parallel=parallel,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )

    def download_link(
        self,
        target: str | os.PathLike[str],
        *,
        scan_id: str,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download what the link of `get_link` leads to.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``GET /scans/{scanId}/link``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            scan_id: Which scan.
            resume: Go on where an earlier download of this file broke off.
            sha256: The file's SHA-256 in hexadecimal, where you know it.
            md5: The file's MD5 in hexadecimal, where you know it.
            size: The file's bytes, where you know them.
            overwrite: Replace a file that is there already.
            on_progress: Called with the bytes so far and the size of the whole, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The path of the file.

        Raises:
            IntegrityError: What came is not what was announced; nothing is kept.
            FileExistsError: The file is there already, and overwriting was not asked for.
            OSError: The file cannot be written; what has arrived is kept where it can be continued.
        """
        return self._run(
            self._download(
                operations.DOWNLOAD_LINK,
                {
                    "scan_id": scan_id,
                },
                target,
                resume=resume,
                sha256=sha256,
                md5=md5,
                size=size,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )

    def upload(
        self,
        file: FileInput | Sequence[FileInput],
        *,
        note: str | None = None,
        via: Literal[
            "auto",
            "direct",
            "signed",
        ] = "auto",
        wait: bool = True,
        timeout: float | None = None,
        on_status: Callable[[models.Scan], object] | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.Scan:
        """Uploads a scan of any size. Small ones go in one request.

        The file goes by the first way that takes its size, unless you name one.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /scans``

        Args:
            file: The file: a path, bytes, an open binary file, an iterator of bytes, (name, content) or
                a File; a folder or a list of files goes as one ZIP archive, made on the way. At most
                1,000,000 bytes.
            note: A note.
            via: The way: direct, signed; by the file's size when left out.
            wait: Wait until the provider has taken the file, or return at once.
            timeout: Seconds to wait at most.
            on_status: Called with the newest state, first and on each change.
            on_progress: Called with the bytes so far and the size of the whole, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            What has become of the file.

        Raises:
            ArgumentError: The file is missing, too large or has a name that is not taken; nothing was sent.
            IntegrityError: The file changed while it was being sent.
            WaitFailed: The provider refuses the file; its reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
        """
        return self._run(
            self._upload(
                operations.UPLOAD,
                file,
                {
                    "note": note,
                },
                via=via,
                wait=wait,
                timeout=timeout,
                on_status=on_status,
                on_progress=on_progress,
                options=options,
            )
        )


class AsyncScansResource(AsyncResource):
    """Scans."""

    async def list(
        self,
        *,
        page: int | None = None,
        name: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.Scan]:
        """List scans.

        Endpoint: ``GET /scans``

        Args:
            page: Which page. At least 1.
            name: Only those of this name.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A page.
        """
        return await self._page(
            operations.LIST,
            {
                "page": page,
                "name": name,
            },
            options,
        )

    async def create(
        self,
        *,
        file: FileInput,
        note: str | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.Scan:
        """Send a small scan.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /scans``

        Args:
            file: The scan. At most 1,000 bytes.
            note: A note.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            It.
        """
        return await self._call(
            operations.CREATE,
            {
                "file": file,
                "note": note,
            },
            with_progress(options, on_progress),
        )

    async def start(
        self,
        *,
        name: str,
        note: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.Place:
        """Get a place for a large scan.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /scans/start``

        Args:
            name: File name.
            note: A note.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The place.
        """
        return await self._call(
            operations.START,
            {
                "name": name,
                "note": note,
            },
            options,
        )

    async def finish(
        self,
        *,
        scan_id: str,
        sha256: str,
        bytes: int,
        options: RequestOptions | None = None,
    ) -> models.Scan:
        """Say that the bytes have arrived.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /scans/finish``

        Args:
            scan_id: Which.
            sha256: Digest.
            bytes: Size.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            It.
        """
        return await self._call(
            operations.FINISH,
            {
                "scan_id": scan_id,
                "sha256": sha256,
                "bytes": bytes,
            },
            options,
        )

    async def get(
        self,
        *,
        scan_id: str,
        options: RequestOptions | None = None,
    ) -> models.Scan:
        """Get a scan.

        Endpoint: ``GET /scans/{scanId}``

        Args:
            scan_id: Which scan.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            It.
        """
        return await self._call(
            operations.GET,
            {
                "scan_id": scan_id,
            },
            options,
        )

    async def download(
        self,
        *,
        scan_id: str,
        path: str,
        options: RequestOptions | None = None,
    ) -> AsyncBinaryResponse:
        """Download one file of a scan.

        Endpoint: ``GET /scans/{scanId}/content``

        Args:
            scan_id: Which scan.
            path: Which file.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The file.
        """
        return await self._stream(
            operations.DOWNLOAD,
            {
                "scan_id": scan_id,
                "path": path,
            },
            options,
        )

    async def list_files(
        self,
        *,
        scan_id: str,
        options: RequestOptions | None = None,
    ) -> models.Files:
        """List the files of a scan.

        Endpoint: ``GET /scans/{scanId}/files``

        Args:
            scan_id: Which scan.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Them.
        """
        return await self._call(
            operations.LIST_FILES,
            {
                "scan_id": scan_id,
            },
            options,
        )

    async def get_link(
        self,
        *,
        scan_id: str,
        options: RequestOptions | None = None,
    ) -> builtins.dict[str, Any]:
        """Get a link to a scan.

        Endpoint: ``GET /scans/{scanId}/link``

        Args:
            scan_id: Which scan.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            It.
        """
        return await self._call(
            operations.GET_LINK,
            {
                "scan_id": scan_id,
            },
            options,
        )

    async def wait(
        self,
        *,
        scan_id: str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[models.Scan], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Scan:
        """Waits until a scan is read.

        Polls every 0.01 s at first and every 0.05 s at last; in states that take long every 3600 s. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /scans/{scanId}``

        Args:
            scan_id: Which scan.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well, such as ``['broken']``.
            on_progress: Called with the newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Raises:
            WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
        """
        return await self._run(
            self._wait(
                operations.GET_WAIT,
                {
                    "scan_id": scan_id,
                },
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    def wait_many(
        self,
        *,
        scan_ids: Iterable[str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[str, models.Scan], object] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Waited[models.Scan]]:
        """Waits for many at once and yields each as it finishes: Waits until a scan is read.

        Polls every 0.01 s at first and every 0.05 s at last; in states that take long every 3600 s. One request
        at a time, whatever the number. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /scans/{scanId}``

        Args:
            scan_ids: Each as `scan_id` of the method for one.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well, such as ``['broken']``.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.GET_WAIT,
                "scan_id",
                scan_ids,
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    async def download_to(
        self,
        target: str | os.PathLike[str],
        *,
        scan_id: str,
        path: str,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        verify: bool = True,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download one file of a scan, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``GET /scans/{scanId}/content``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            scan_id: Which scan.
            path: Which file.
            resume: Go on where an earlier download of this file broke off.
            sha256: The file's SHA-256 in hexadecimal, where you know it.
            md5: The file's MD5 in hexadecimal, where you know it.
            size: The file's bytes, where you know them.
            verify: Ask the provider for size and digest first, and check them.
            overwrite: Replace a file that is there already.
            on_progress: Called with the bytes so far and the size of the whole, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The path of the file.

        Raises:
            IntegrityError: What came is not what was announced; nothing is kept.
            FileExistsError: The file is there already, and overwriting was not asked for.
            OSError: The file cannot be written; what has arrived is kept where it can be continued.
        """
        return await self._run(
            self._download(
                operations.DOWNLOAD_TO,
                {
                    "scan_id": scan_id,
                    "path": path,
                },
                target,
                resume=resume,
                sha256=sha256,
                md5=md5,
                size=size,
                verify=verify,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )

    async def download_all(
        self,
        target: str | os.PathLike[str],
        *,
        scan_id: str,
        parallel: int = 4,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[Path]:
        """Download every file into a folder.

        The files are those that `scans.list_files` lists; size and digest are checked
        wherever it tells them. Files that are there already and right are kept.

        Endpoint: ``GET /scans/{scanId}/content``

        Args:
            target: A folder that exists; relative paths of the files are made below it.
            scan_id: Which scan.
            parallel: Files at a time.
            overwrite: Replace files that are there and different.
            on_progress: Called with the bytes so far and the size of the whole, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The paths of the files.

        Raises:
            IntegrityError: What came is not what was announced; nothing is kept.
            FileExistsError: The file is there already, and overwriting was not asked for.
            OSError: The file cannot be written; what has arrived is kept where it can be continued.
        """
        return await self._save_all(
            self._download_all(
                operations.DOWNLOAD_TO,
                {
                    "scan_id": scan_id,
                },
                target,
                parallel=parallel,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )

    async def download_link(
        self,
        target: str | os.PathLike[str],
        *,
        scan_id: str,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download what the link of `get_link` leads to.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``GET /scans/{scanId}/link``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            scan_id: Which scan.
            resume: Go on where an earlier download of this file broke off.
            sha256: The file's SHA-256 in hexadecimal, where you know it.
            md5: The file's MD5 in hexadecimal, where you know it.
            size: The file's bytes, where you know them.
            overwrite: Replace a file that is there already.
            on_progress: Called with the bytes so far and the size of the whole, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The path of the file.

        Raises:
            IntegrityError: What came is not what was announced; nothing is kept.
            FileExistsError: The file is there already, and overwriting was not asked for.
            OSError: The file cannot be written; what has arrived is kept where it can be continued.
        """
        return await self._run(
            self._download(
                operations.DOWNLOAD_LINK,
                {
                    "scan_id": scan_id,
                },
                target,
                resume=resume,
                sha256=sha256,
                md5=md5,
                size=size,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )

    async def upload(
        self,
        file: FileInput | Sequence[FileInput],
        *,
        note: str | None = None,
        via: Literal[
            "auto",
            "direct",
            "signed",
        ] = "auto",
        wait: bool = True,
        timeout: float | None = None,
        on_status: Callable[[models.Scan], object] | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.Scan:
        """Uploads a scan of any size. Small ones go in one request.

        The file goes by the first way that takes its size, unless you name one.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /scans``

        Args:
            file: The file: a path, bytes, an open binary file, an iterator of bytes, (name, content) or
                a File; a folder or a list of files goes as one ZIP archive, made on the way. At most
                1,000,000 bytes.
            note: A note.
            via: The way: direct, signed; by the file's size when left out.
            wait: Wait until the provider has taken the file, or return at once.
            timeout: Seconds to wait at most.
            on_status: Called with the newest state, first and on each change.
            on_progress: Called with the bytes so far and the size of the whole, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            What has become of the file.

        Raises:
            ArgumentError: The file is missing, too large or has a name that is not taken; nothing was sent.
            IntegrityError: The file changed while it was being sent.
            WaitFailed: The provider refuses the file; its reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
        """
        return await self._run(
            self._upload(
                operations.UPLOAD,
                file,
                {
                    "note": note,
                },
                via=via,
                wait=wait,
                timeout=timeout,
                on_status=on_status,
                on_progress=on_progress,
                options=options,
            )
        )
