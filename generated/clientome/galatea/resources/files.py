"""Source files, the genotype and genome data that orders run on."""

from __future__ import annotations

import builtins
import datetime
import os
import uuid
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

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
from ..operations import files as operations

if TYPE_CHECKING:
    from clientome._runtime.generated import SftpTarget, Waited


class FilesResource(Resource):
    """Source files, the genotype and genome data that orders run on."""

    def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        file: str | None = None,
        only_acceptable: bool | None = None,
        org_names: Sequence[str] | None = None,
        min_date: datetime.date | str | None = None,
        max_date: datetime.date | str | None = None,
        show_virtual: bool | None = None,
        files_ids: Sequence[uuid.UUID | str] | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.SourceFile]:
        """List source files.

        Lists the source files of your organisation and finds one by id or name. This is also how to
        learn whether a file has been validated, which takes two to five minutes; ask every 30 to 60
        seconds. A file that came by SFTP appears after two to three minutes.

        Endpoint: ``GET /data/files``

        Args:
            page: Number of the page, from 1. Left out, the first page is returned. At least 1.
            page_size: Items per page. Neither a default nor a maximum is documented; the official
                client asks for 10, samples of the documentation for 1000. At least 1.
            file: Only the file with this id, or the files of this name. Names need not be unique. At
                least 1 characters.
            only_acceptable: Only files that are not deleted and can be ordered on.
            org_names: Only files of organisations with these names; of use to administrators of
                several. Sent with commas in between, so that a name with a comma cannot be asked for.
            min_date: Only files uploaded on this day or later.
            max_date: Only files uploaded on this day or earlier.
            show_virtual: Also the entries for data that was brought in from outside.
            files_ids: Only the files with these ids. Sent with commas in between.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A page of files.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._page(
            operations.LIST,
            {
                "page": page,
                "page_size": page_size,
                "file": file,
                "only_acceptable": only_acceptable,
                "org_names": org_names,
                "min_date": min_date,
                "max_date": max_date,
                "show_virtual": show_virtual,
                "files_ids": files_ids,
            },
            options,
        )

    def upload(
        self,
        *,
        file: FileInput,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.SourceFile:
        """Upload a source file of up to 50 MB.

        Uploads one file and registers it as `PENDING`. The service then validates its name and content,
        which takes two to five minutes; only a `VALID` file can be ordered on. Validation does not tell
        whether the data make sense.

        Limits: 50 MB, and a name of letters, digits, spaces and the signs `-`, `+`, `_` and `.` only,
        at most 190 characters. Larger files go through the provider's SFTP server. File types seen in
        the documentation: `.txt.zip`, `.vcf.gz` and `.gvcf.gz`. Uploading the same file again makes
        another entry.

        It is never sent again once a byte of it has left. With a `state` the client looks where an
        answer was lost: it returns what was carried out, and sends again what is not there after 60 s.
        The answer is waited for up to 600 s, unless you set a read timeout.

        Endpoint: ``POST /data/files/upload``

        Args:
            file: The file. Its name is kept. At most 1 files; at most 50,000,000 bytes.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The file is registered and waits for its validation.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            UnprocessableEntityError: 422: The request is well formed but what it says cannot be carried
                out.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._call(
            operations.UPLOAD,
            {
                "file": file,
            },
            with_progress(options, on_progress),
        )

    def set_alias(
        self,
        *,
        source_file_id: uuid.UUID | str,
        sample_alias: str | None,
        options: RequestOptions | None = None,
    ) -> models.SourceFile:
        """Give the sample of a file your own name.

        Sets the alias under which the sample of a source file is shown; `null` takes it away. Not in
        the provider's documentation, but its own client does it.

        Endpoint: ``PUT /data/files/{source_file_id}``

        Args:
            source_file_id: Id of the source file.
            sample_alias: The new name, or null for none.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The file with its new alias.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._call(
            operations.SET_ALIAS,
            {
                "source_file_id": source_file_id,
                "sample_alias": sample_alias,
            },
            options,
        )

    def delete(
        self,
        *,
        source_file_id: uuid.UUID | str,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a source file.

        Deletes a source file. The answer has no documented body.

        Endpoint: ``DELETE /data/files/{source_file_id}``

        Args:
            source_file_id: Id of the source file.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The file is deleted.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._call(
            operations.DELETE,
            {
                "source_file_id": source_file_id,
            },
            options,
        )

    def download(
        self,
        *,
        source_file_id: uuid.UUID | str,
        options: RequestOptions | None = None,
    ) -> BinaryResponse:
        """Download a source file.

        Streams the content of a source file as it was uploaded. Its name comes in the
        Content-Disposition header. Not in the provider's documentation, but its own client does it.

        Endpoint: ``GET /data/files/{source_file_id}/download``

        Args:
            source_file_id: Id of the source file.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The bytes of the file.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._stream(
            operations.DOWNLOAD,
            {
                "source_file_id": source_file_id,
            },
            options,
        )

    def delete_many(
        self,
        *,
        source_file_ids: Iterable[uuid.UUID | str],
        options: RequestOptions | None = None,
    ) -> builtins.list[Waited[None]]:
        """Delete a source file, for many.

        All ids are collected before the first call, so that a list may change by the calls. What fails does not end
        the others, unless the credentials are refused or there is no connection: then the rest is not sent.

        Endpoint: ``DELETE /data/files/{source_file_id}``

        Args:
            source_file_ids: Each as `source_file_id` of `delete`; the items of a list, for example.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A result or an error for each, in the order of the ids.
        """
        return self._run(
            self._call_each(
                operations.DELETE,
                "source_file_id",
                source_file_ids,
                {},
                options,
            )
        )

    def wait_valid(
        self,
        *,
        source_file_id: uuid.UUID | str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[models.SourceFile], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.SourceFile:
        """Waits until an uploaded file has been validated and returns it. Fails when the file is refused, with the service's explanation.

        Polls every 30 s at first and every 60 s at last. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /data/files``

        Args:
            source_file_id: Id of the file.
            timeout: Seconds to wait at most; 3600 when left out.
            accept: Further states that end the wait well, such as ``['FAILED']``.
            on_progress: Called with the newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Raises:
            WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
            NotFoundError: There is nothing with this id.
        """
        return self._run(
            self._wait(
                operations.LIST_WAIT_VALID,
                {
                    "source_file_id": source_file_id,
                },
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    def wait_valid_many(
        self,
        *,
        source_file_ids: Iterable[uuid.UUID | str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[uuid.UUID | str, models.SourceFile], object] | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Waited[models.SourceFile]]:
        """Waits for many at once and yields each as it finishes: Waits until an uploaded file has been validated and returns it. Fails when the file is refused, with the service's explanation.

        Polls every 30 s at first and every 60 s at last. It asks
        `files.list` for the states of all, one request at a time, and about each thing itself
        only when it has ended or is not in the list. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /data/files``

        Args:
            source_file_ids: Each as `source_file_id` of the method for one.
            timeout: Seconds to wait at most; 3600 when left out.
            accept: Further states that end the wait well, such as ``['FAILED']``.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.LIST_WAIT_VALID,
                "source_file_id",
                source_file_ids,
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
        source_file_id: uuid.UUID | str,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        verify: bool = True,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download a source file, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``GET /data/files/{source_file_id}/download``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            source_file_id: Id of the source file.
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

        Refusals are those of `download`.
        """
        return self._run(
            self._download(
                operations.DOWNLOAD_TO,
                {
                    "source_file_id": source_file_id,
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

    def upload_and_wait(
        self,
        file: FileInput,
        *,
        via: Literal[
            "auto",
            "direct",
            "sftp",
        ] = "auto",
        sftp: SftpTarget | None = None,
        wait: bool = True,
        timeout: float | None = None,
        on_status: Callable[[models.SourceFile], object] | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.SourceFile:
        """Uploads a file of any size and waits until the service has validated it. Up to 50 MB go through the API, more through the provider's SFTP server, for which its administrators give you a login.

        The file goes by the first way that takes its size, unless you name one.

        It is never sent again once a byte of it has left. With a `state` the client looks where an answer was lost: it returns what was carried out, and sends again what is not there after 60 s. The answer is waited for up to 600 s, unless you set a read timeout.

        Endpoint: ``POST /data/files/upload``

        Args:
            file: The file: a path, bytes, an open binary file, an iterator of bytes, (name, content) or
                a File.
            via: The way: direct, sftp; by the file's size when left out.
            sftp: Your login at the provider's SFTP server, an SftpTarget; needed for what no other way
                takes.
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

        Refusals are those of `upload`.
        """
        return self._run(
            self._upload(
                operations.UPLOAD_AND_WAIT,
                file,
                {},
                via=via,
                sftp=sftp,
                wait=wait,
                timeout=timeout,
                on_status=on_status,
                on_progress=on_progress,
                options=options,
            )
        )


class AsyncFilesResource(AsyncResource):
    """Source files, the genotype and genome data that orders run on."""

    async def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        file: str | None = None,
        only_acceptable: bool | None = None,
        org_names: Sequence[str] | None = None,
        min_date: datetime.date | str | None = None,
        max_date: datetime.date | str | None = None,
        show_virtual: bool | None = None,
        files_ids: Sequence[uuid.UUID | str] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.SourceFile]:
        """List source files.

        Lists the source files of your organisation and finds one by id or name. This is also how to
        learn whether a file has been validated, which takes two to five minutes; ask every 30 to 60
        seconds. A file that came by SFTP appears after two to three minutes.

        Endpoint: ``GET /data/files``

        Args:
            page: Number of the page, from 1. Left out, the first page is returned. At least 1.
            page_size: Items per page. Neither a default nor a maximum is documented; the official
                client asks for 10, samples of the documentation for 1000. At least 1.
            file: Only the file with this id, or the files of this name. Names need not be unique. At
                least 1 characters.
            only_acceptable: Only files that are not deleted and can be ordered on.
            org_names: Only files of organisations with these names; of use to administrators of
                several. Sent with commas in between, so that a name with a comma cannot be asked for.
            min_date: Only files uploaded on this day or later.
            max_date: Only files uploaded on this day or earlier.
            show_virtual: Also the entries for data that was brought in from outside.
            files_ids: Only the files with these ids. Sent with commas in between.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A page of files.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._page(
            operations.LIST,
            {
                "page": page,
                "page_size": page_size,
                "file": file,
                "only_acceptable": only_acceptable,
                "org_names": org_names,
                "min_date": min_date,
                "max_date": max_date,
                "show_virtual": show_virtual,
                "files_ids": files_ids,
            },
            options,
        )

    async def upload(
        self,
        *,
        file: FileInput,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.SourceFile:
        """Upload a source file of up to 50 MB.

        Uploads one file and registers it as `PENDING`. The service then validates its name and content,
        which takes two to five minutes; only a `VALID` file can be ordered on. Validation does not tell
        whether the data make sense.

        Limits: 50 MB, and a name of letters, digits, spaces and the signs `-`, `+`, `_` and `.` only,
        at most 190 characters. Larger files go through the provider's SFTP server. File types seen in
        the documentation: `.txt.zip`, `.vcf.gz` and `.gvcf.gz`. Uploading the same file again makes
        another entry.

        It is never sent again once a byte of it has left. With a `state` the client looks where an
        answer was lost: it returns what was carried out, and sends again what is not there after 60 s.
        The answer is waited for up to 600 s, unless you set a read timeout.

        Endpoint: ``POST /data/files/upload``

        Args:
            file: The file. Its name is kept. At most 1 files; at most 50,000,000 bytes.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The file is registered and waits for its validation.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            UnprocessableEntityError: 422: The request is well formed but what it says cannot be carried
                out.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._call(
            operations.UPLOAD,
            {
                "file": file,
            },
            with_progress(options, on_progress),
        )

    async def set_alias(
        self,
        *,
        source_file_id: uuid.UUID | str,
        sample_alias: str | None,
        options: RequestOptions | None = None,
    ) -> models.SourceFile:
        """Give the sample of a file your own name.

        Sets the alias under which the sample of a source file is shown; `null` takes it away. Not in
        the provider's documentation, but its own client does it.

        Endpoint: ``PUT /data/files/{source_file_id}``

        Args:
            source_file_id: Id of the source file.
            sample_alias: The new name, or null for none.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The file with its new alias.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._call(
            operations.SET_ALIAS,
            {
                "source_file_id": source_file_id,
                "sample_alias": sample_alias,
            },
            options,
        )

    async def delete(
        self,
        *,
        source_file_id: uuid.UUID | str,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a source file.

        Deletes a source file. The answer has no documented body.

        Endpoint: ``DELETE /data/files/{source_file_id}``

        Args:
            source_file_id: Id of the source file.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The file is deleted.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._call(
            operations.DELETE,
            {
                "source_file_id": source_file_id,
            },
            options,
        )

    async def download(
        self,
        *,
        source_file_id: uuid.UUID | str,
        options: RequestOptions | None = None,
    ) -> AsyncBinaryResponse:
        """Download a source file.

        Streams the content of a source file as it was uploaded. Its name comes in the
        Content-Disposition header. Not in the provider's documentation, but its own client does it.

        Endpoint: ``GET /data/files/{source_file_id}/download``

        Args:
            source_file_id: Id of the source file.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The bytes of the file.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._stream(
            operations.DOWNLOAD,
            {
                "source_file_id": source_file_id,
            },
            options,
        )

    async def delete_many(
        self,
        *,
        source_file_ids: Iterable[uuid.UUID | str] | AsyncIterable[uuid.UUID | str],
        options: RequestOptions | None = None,
    ) -> builtins.list[Waited[None]]:
        """Delete a source file, for many.

        All ids are collected before the first call, so that a list may change by the calls. What fails does not end
        the others, unless the credentials are refused or there is no connection: then the rest is not sent.

        Endpoint: ``DELETE /data/files/{source_file_id}``

        Args:
            source_file_ids: Each as `source_file_id` of `delete`; the items of a list, for example.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A result or an error for each, in the order of the ids.
        """
        return await self._run(
            self._call_each(
                operations.DELETE,
                "source_file_id",
                await self._collected(source_file_ids),
                {},
                options,
            )
        )

    async def wait_valid(
        self,
        *,
        source_file_id: uuid.UUID | str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[models.SourceFile], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.SourceFile:
        """Waits until an uploaded file has been validated and returns it. Fails when the file is refused, with the service's explanation.

        Polls every 30 s at first and every 60 s at last. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /data/files``

        Args:
            source_file_id: Id of the file.
            timeout: Seconds to wait at most; 3600 when left out.
            accept: Further states that end the wait well, such as ``['FAILED']``.
            on_progress: Called with the newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Raises:
            WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
            NotFoundError: There is nothing with this id.
        """
        return await self._run(
            self._wait(
                operations.LIST_WAIT_VALID,
                {
                    "source_file_id": source_file_id,
                },
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    def wait_valid_many(
        self,
        *,
        source_file_ids: Iterable[uuid.UUID | str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[uuid.UUID | str, models.SourceFile], object] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Waited[models.SourceFile]]:
        """Waits for many at once and yields each as it finishes: Waits until an uploaded file has been validated and returns it. Fails when the file is refused, with the service's explanation.

        Polls every 30 s at first and every 60 s at last. It asks
        `files.list` for the states of all, one request at a time, and about each thing itself
        only when it has ended or is not in the list. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /data/files``

        Args:
            source_file_ids: Each as `source_file_id` of the method for one.
            timeout: Seconds to wait at most; 3600 when left out.
            accept: Further states that end the wait well, such as ``['FAILED']``.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.LIST_WAIT_VALID,
                "source_file_id",
                source_file_ids,
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
        source_file_id: uuid.UUID | str,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        verify: bool = True,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download a source file, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``GET /data/files/{source_file_id}/download``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            source_file_id: Id of the source file.
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

        Refusals are those of `download`.
        """
        return await self._run(
            self._download(
                operations.DOWNLOAD_TO,
                {
                    "source_file_id": source_file_id,
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

    async def upload_and_wait(
        self,
        file: FileInput,
        *,
        via: Literal[
            "auto",
            "direct",
            "sftp",
        ] = "auto",
        sftp: SftpTarget | None = None,
        wait: bool = True,
        timeout: float | None = None,
        on_status: Callable[[models.SourceFile], object] | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.SourceFile:
        """Uploads a file of any size and waits until the service has validated it. Up to 50 MB go through the API, more through the provider's SFTP server, for which its administrators give you a login.

        The file goes by the first way that takes its size, unless you name one.

        It is never sent again once a byte of it has left. With a `state` the client looks where an answer was lost: it returns what was carried out, and sends again what is not there after 60 s. The answer is waited for up to 600 s, unless you set a read timeout.

        Endpoint: ``POST /data/files/upload``

        Args:
            file: The file: a path, bytes, an open binary file, an iterator of bytes, (name, content) or
                a File.
            via: The way: direct, sftp; by the file's size when left out.
            sftp: Your login at the provider's SFTP server, an SftpTarget; needed for what no other way
                takes.
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

        Refusals are those of `upload`.
        """
        return await self._run(
            self._upload(
                operations.UPLOAD_AND_WAIT,
                file,
                {},
                via=via,
                sftp=sftp,
                wait=wait,
                timeout=timeout,
                on_status=on_status,
                on_progress=on_progress,
                options=options,
            )
        )
