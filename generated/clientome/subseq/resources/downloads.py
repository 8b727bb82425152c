"""Links that let anyone who has them download, until they expire."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from clientome._runtime.generated import (
    AsyncBinaryResponse,
    AsyncResource,
    BinaryResponse,
    Progress,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import downloads as operations


class DownloadsResource(Resource):
    """Links that let anyone who has them download, until they expire."""

    def create_link(
        self,
        *,
        type: Literal["job_download", "job_file", "dataset_download", "dataset_file"],
        job_id: str | None = None,
        digest: str | None = None,
        path: str | None = None,
        ttl_seconds: int | None = None,
        accept_partial_data: bool | None = None,
        options: RequestOptions | None = None,
    ) -> models.DownloadLink:
        """Make a download link.

        Makes an address from which anyone who has it can download, without a key, until it expires: the
        archive or a single file of a job or of a dataset. Give the job for the job kinds, the digest
        for the dataset kinds, and a path for the file kinds. The data must be ready for download, and
        signed links must be switched on at the provider. The token holds all that is needed, nothing is
        stored, so repeating the call does no harm.

        Endpoint: ``POST /download/presign``

        Args:
            type: Archive or single file, of a job or of a dataset. One of job_download, job_file,
                dataset_download, dataset_file.
            job_id: The job; for the two kinds of job link.
            digest: The dataset version; for the two kinds of dataset link.
            path: The file's path in the manifest or the dataset; for the two kinds of file link.
            ttl_seconds: Seconds for which the link works, at most 604800 (seven days). At most 604800;
                the provider's default is 3600.
            accept_partial_data: True to accept what a failed or canceled job left behind; for
                `job_download` only.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The address.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            NotFoundError: 404: There is no such thing.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._call(
            operations.CREATE_LINK,
            {
                "type": type,
                "job_id": job_id,
                "digest": digest,
                "path": path,
                "ttl_seconds": ttl_seconds,
                "accept_partial_data": accept_partial_data,
            },
            options,
        )

    def fetch(
        self,
        *,
        token: str,
        options: RequestOptions | None = None,
    ) -> BinaryResponse:
        """Download through a link.

        Streams what a download link leads to, be it an archive or one file. No key is needed; the token
        of the link is enough. The service may redirect to another address.

        Needs no credentials.

        Endpoint: ``GET /download``

        Args:
            token: The token of the link.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The archive or the file.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            NotFoundError: 404: There is no such thing.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._stream(
            operations.FETCH,
            {
                "token": token,
            },
            options,
        )

    def fetch_short_link(
        self,
        *,
        token: str,
        options: RequestOptions | None = None,
    ) -> BinaryResponse:
        """Download through a short link.

        The same download under the short address that links carry, at the root of the site. No key is
        needed; the token of the link is enough.

        Needs no credentials.

        Endpoint: ``GET /d``

        Args:
            token: The token of the link.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The archive or the file.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            NotFoundError: 404: There is no such thing.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._stream(
            operations.FETCH_SHORT_LINK,
            {
                "token": token,
            },
            options,
        )

    def download(
        self,
        target: str | os.PathLike[str],
        *,
        type: Literal["job_download", "job_file", "dataset_download", "dataset_file"],
        job_id: str | None = None,
        digest: str | None = None,
        path: str | None = None,
        ttl_seconds: int | None = None,
        accept_partial_data: bool | None = None,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download what the link of `create_link` leads to.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``POST /download/presign``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            type: Archive or single file, of a job or of a dataset. One of job_download, job_file,
                dataset_download, dataset_file.
            job_id: The job; for the two kinds of job link.
            digest: The dataset version; for the two kinds of dataset link.
            path: The file's path in the manifest or the dataset; for the two kinds of file link.
            ttl_seconds: Seconds for which the link works, at most 604800 (seven days). At most 604800;
                the provider's default is 3600.
            accept_partial_data: True to accept what a failed or canceled job left behind; for
                `job_download` only.
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

        Refusals are those of `create_link`.
        """
        return self._run(
            self._download(
                operations.DOWNLOAD,
                {
                    "type": type,
                    "job_id": job_id,
                    "digest": digest,
                    "path": path,
                    "ttl_seconds": ttl_seconds,
                    "accept_partial_data": accept_partial_data,
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

    def fetch_to(
        self,
        target: str | os.PathLike[str],
        *,
        token: str,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download through a link, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Needs no credentials.

        Endpoint: ``GET /download``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            token: The token of the link.
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

        Refusals are those of `fetch`.
        """
        return self._run(
            self._download(
                operations.FETCH_TO,
                {
                    "token": token,
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

    def fetch_short_link_to(
        self,
        target: str | os.PathLike[str],
        *,
        token: str,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download through a short link, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Needs no credentials.

        Endpoint: ``GET /d``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            token: The token of the link.
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

        Refusals are those of `fetch_short_link`.
        """
        return self._run(
            self._download(
                operations.FETCH_SHORT_LINK_TO,
                {
                    "token": token,
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


class AsyncDownloadsResource(AsyncResource):
    """Links that let anyone who has them download, until they expire."""

    async def create_link(
        self,
        *,
        type: Literal["job_download", "job_file", "dataset_download", "dataset_file"],
        job_id: str | None = None,
        digest: str | None = None,
        path: str | None = None,
        ttl_seconds: int | None = None,
        accept_partial_data: bool | None = None,
        options: RequestOptions | None = None,
    ) -> models.DownloadLink:
        """Make a download link.

        Makes an address from which anyone who has it can download, without a key, until it expires: the
        archive or a single file of a job or of a dataset. Give the job for the job kinds, the digest
        for the dataset kinds, and a path for the file kinds. The data must be ready for download, and
        signed links must be switched on at the provider. The token holds all that is needed, nothing is
        stored, so repeating the call does no harm.

        Endpoint: ``POST /download/presign``

        Args:
            type: Archive or single file, of a job or of a dataset. One of job_download, job_file,
                dataset_download, dataset_file.
            job_id: The job; for the two kinds of job link.
            digest: The dataset version; for the two kinds of dataset link.
            path: The file's path in the manifest or the dataset; for the two kinds of file link.
            ttl_seconds: Seconds for which the link works, at most 604800 (seven days). At most 604800;
                the provider's default is 3600.
            accept_partial_data: True to accept what a failed or canceled job left behind; for
                `job_download` only.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The address.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            NotFoundError: 404: There is no such thing.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._call(
            operations.CREATE_LINK,
            {
                "type": type,
                "job_id": job_id,
                "digest": digest,
                "path": path,
                "ttl_seconds": ttl_seconds,
                "accept_partial_data": accept_partial_data,
            },
            options,
        )

    async def fetch(
        self,
        *,
        token: str,
        options: RequestOptions | None = None,
    ) -> AsyncBinaryResponse:
        """Download through a link.

        Streams what a download link leads to, be it an archive or one file. No key is needed; the token
        of the link is enough. The service may redirect to another address.

        Needs no credentials.

        Endpoint: ``GET /download``

        Args:
            token: The token of the link.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The archive or the file.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            NotFoundError: 404: There is no such thing.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._stream(
            operations.FETCH,
            {
                "token": token,
            },
            options,
        )

    async def fetch_short_link(
        self,
        *,
        token: str,
        options: RequestOptions | None = None,
    ) -> AsyncBinaryResponse:
        """Download through a short link.

        The same download under the short address that links carry, at the root of the site. No key is
        needed; the token of the link is enough.

        Needs no credentials.

        Endpoint: ``GET /d``

        Args:
            token: The token of the link.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The archive or the file.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            NotFoundError: 404: There is no such thing.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._stream(
            operations.FETCH_SHORT_LINK,
            {
                "token": token,
            },
            options,
        )

    async def download(
        self,
        target: str | os.PathLike[str],
        *,
        type: Literal["job_download", "job_file", "dataset_download", "dataset_file"],
        job_id: str | None = None,
        digest: str | None = None,
        path: str | None = None,
        ttl_seconds: int | None = None,
        accept_partial_data: bool | None = None,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download what the link of `create_link` leads to.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``POST /download/presign``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            type: Archive or single file, of a job or of a dataset. One of job_download, job_file,
                dataset_download, dataset_file.
            job_id: The job; for the two kinds of job link.
            digest: The dataset version; for the two kinds of dataset link.
            path: The file's path in the manifest or the dataset; for the two kinds of file link.
            ttl_seconds: Seconds for which the link works, at most 604800 (seven days). At most 604800;
                the provider's default is 3600.
            accept_partial_data: True to accept what a failed or canceled job left behind; for
                `job_download` only.
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

        Refusals are those of `create_link`.
        """
        return await self._run(
            self._download(
                operations.DOWNLOAD,
                {
                    "type": type,
                    "job_id": job_id,
                    "digest": digest,
                    "path": path,
                    "ttl_seconds": ttl_seconds,
                    "accept_partial_data": accept_partial_data,
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

    async def fetch_to(
        self,
        target: str | os.PathLike[str],
        *,
        token: str,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download through a link, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Needs no credentials.

        Endpoint: ``GET /download``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            token: The token of the link.
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

        Refusals are those of `fetch`.
        """
        return await self._run(
            self._download(
                operations.FETCH_TO,
                {
                    "token": token,
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

    async def fetch_short_link_to(
        self,
        target: str | os.PathLike[str],
        *,
        token: str,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download through a short link, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Needs no credentials.

        Endpoint: ``GET /d``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            token: The token of the link.
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

        Refusals are those of `fetch_short_link`.
        """
        return await self._run(
            self._download(
                operations.FETCH_SHORT_LINK_TO,
                {
                    "token": token,
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
