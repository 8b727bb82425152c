"""Source files, the genotype and genome data that orders run on."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Sequence

from clientome.runtime.answers import AsyncBinaryResponse, BinaryResponse
from clientome.runtime.client import AsyncResource, Resource
from clientome.runtime.files import FileInput
from clientome.runtime.options import RequestOptions
from clientome.runtime.pages import AsyncPage, Page

from .. import models
from ..operations import files as operations


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

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /data/files/upload``

        Args:
            file: The file. Its name is kept. At most 1 files; at most 50,000,000 bytes.
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
            options,
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

    def wait_valid(
        self,
        *,
        source_file_id: str,
        timeout: float | None = None,
        on_progress: Callable[[models.SourceFile], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.SourceFile:
        """Waits until an uploaded file has been validated and returns it. Fails when the file is refused, with the service's explanation, and when there is no such file.

        Polls every 30 s at first and every 60 s at last. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /data/files``

        Args:
            source_file_id: Only the file with this id, or the files of this name. Names need not be unique. At
                least 1 characters.
            timeout: Seconds to wait at most; 3600 when left out.
            on_progress: Called with the newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Raises:
            WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
        """
        return self._wait(
            operations.LIST_WAIT_VALID,
            {
                "source_file_id": source_file_id,
            },
            timeout=timeout,
            on_progress=on_progress,
            options=options,
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

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /data/files/upload``

        Args:
            file: The file. Its name is kept. At most 1 files; at most 50,000,000 bytes.
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
            options,
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

    async def wait_valid(
        self,
        *,
        source_file_id: str,
        timeout: float | None = None,
        on_progress: Callable[[models.SourceFile], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.SourceFile:
        """Waits until an uploaded file has been validated and returns it. Fails when the file is refused, with the service's explanation, and when there is no such file.

        Polls every 30 s at first and every 60 s at last. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /data/files``

        Args:
            source_file_id: Only the file with this id, or the files of this name. Names need not be unique. At
                least 1 characters.
            timeout: Seconds to wait at most; 3600 when left out.
            on_progress: Called with the newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Raises:
            WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
        """
        return await self._wait(
            operations.LIST_WAIT_VALID,
            {
                "source_file_id": source_file_id,
            },
            timeout=timeout,
            on_progress=on_progress,
            options=options,
        )
