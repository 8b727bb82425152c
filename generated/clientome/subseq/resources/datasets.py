"""Named, versioned sets of files that jobs can use as input."""

from __future__ import annotations

import builtins
import os
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
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
from ..operations import datasets as operations

if TYPE_CHECKING:
    from clientome._runtime.generated import Waited


class DatasetsResource(Resource):
    """Named, versioned sets of files that jobs can use as input."""

    def create(
        self,
        *,
        project: str,
        name: str,
        folder: FileInput | Sequence[FileInput] | None = None,
        from_job: str | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.DatasetRef:
        """Create a dataset.

        Stores files under a name, either files sent along or the outputs of a job. The answer may come
        before the dataset can be used: wait until it is ready. A call may carry 64 GiB and 20,000
        files. The top folder of an upload is dropped, so that `run1/inputs/a.fa` is kept as
        `inputs/a.fa`.

        It is never sent again once a byte of it has left. The answer is waited for up to 600 s, unless
        you set a read timeout.

        Endpoint: ``POST /dataset/new``

        Args:
            project: Project under which the dataset is filed.
            name: A short label. Leave dates out; the service records when the dataset was made.
            folder: Files of the dataset. The name of each part is the file's relative path; the service
                drops the top folder, so that `run1/inputs/a.fa` is kept as `inputs/a.fa`. At most
                20,000 files. At most 20,000 files; of a folder `data` the file `a.txt` is sent as
                `data/a.txt`, or as `a.txt` with `Folder(path, prefix='')`; system files such as
                `.DS_Store` and `.git` stay behind, and what `Folder(path, exclude=[...])` names.
            from_job: Job whose outputs are copied into the dataset.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The dataset was accepted.

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
            operations.CREATE,
            {
                "project": project,
                "name": name,
                "folder": folder,
                "from_job": from_job,
            },
            with_progress(options, on_progress),
        )

    def create_upload_link(
        self,
        *,
        project: str,
        name: str,
        size_bytes: int,
        format: Literal["zip"],
        sha256: str | None = None,
        ttl_seconds: int | None = None,
        options: RequestOptions | None = None,
    ) -> models.DatasetUploadLink:
        """Make an upload link.

        Makes an address to which one ZIP archive can be sent without a key until it expires. In the
        archive, one top folder that all files share is dropped (`bundle/prediction_inputs/a.fa` becomes
        `prediction_inputs/a.fa`); several top folders stay as they are. Works only where the provider
        has signed links switched on.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /dataset/upload/presign``

        Args:
            project: Project under which the dataset will be filed.
            name: Name of the dataset to create.
            size_bytes: Size of the archive in bytes.
            format: Kind of archive. One of zip.
            sha256: SHA-256 of the archive (64 hexadecimal digits). Not said to be required.
            ttl_seconds: Seconds for which the link holds. The provider gives no default and no maximum
                for uploads.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The address and its limits.

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
            operations.CREATE_UPLOAD_LINK,
            {
                "project": project,
                "name": name,
                "size_bytes": size_bytes,
                "format": format,
                "sha256": sha256,
                "ttl_seconds": ttl_seconds,
            },
            options,
        )

    def upload_archive(
        self,
        *,
        token: str,
        content: FileInput,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.DatasetRef:
        """Upload an archive through a link.

        Sends a ZIP archive to an upload link, which makes the dataset. No key is needed; the token of
        the link is enough. The archive may be as large as `max_bytes` of the link says.

        The answer is waited for up to 600 s, unless you set a read timeout. Needs no credentials.

        Endpoint: ``PUT /dataset/upload``

        Args:
            token: The token of the link.
            content: The request body.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The dataset was accepted.

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
            operations.UPLOAD_ARCHIVE,
            {
                "token": token,
                "content": content,
            },
            with_progress(options, on_progress),
        )

    def edit(
        self,
        *,
        base_digest: str,
        mode: Literal["update", "save_as"],
        delete: Sequence[str] | None = None,
        folder: FileInput | Sequence[FileInput] | None = None,
        name: str | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.DatasetEditResult:
        """Edit a dataset.

        Removes and adds files of a dataset that is ready, and stores the outcome as a new version of it
        or, with `save_as`, under another name. The version that was edited stays as it is.

        It is never sent again once a byte of it has left. The answer is waited for up to 600 s, unless
        you set a read timeout.

        Endpoint: ``POST /dataset/edit``

        Args:
            base_digest: Digest of the version to start from; it must be ready.
            mode: `update` keeps the name; `save_as` stores the outcome under a new one. One of update,
                save_as.
            delete: Paths to remove, sent as repeated form fields.
            folder: Files to add or replace. The name of each part is the file's path in the dataset;
                that an edit drops no top folder, as making a dataset does, is our reading. At most
                20,000 files. At most 20,000 files; of a folder `data` the file `a.txt` is sent as
                `a.txt`, or as `data/a.txt` with `Folder(path, prefix='data')`; system files such as
                `.DS_Store` and `.git` stay behind, and what `Folder(path, exclude=[...])` names.
            name: The new name for `save_as`. The provider says that a new name is used but not in which
                field; this one is assumed and unverified.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The edit was accepted.

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
            operations.EDIT,
            {
                "base_digest": base_digest,
                "mode": mode,
                "delete": delete,
                "folder": folder,
                "name": name,
            },
            with_progress(options, on_progress),
        )

    def delete(
        self,
        *,
        digest: str | None = None,
        name: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a dataset.

        Deletes a dataset that is named by digest or by name.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /dataset/delete``

        Args:
            digest: Digest of the version (64 hexadecimal digits). Give this or the name.
            name: Name of the dataset. Give this or the digest.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The dataset was deleted.

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
            operations.DELETE,
            {
                "digest": digest,
                "name": name,
            },
            options,
        )

    def get(
        self,
        *,
        digest: str | None = None,
        name: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.DatasetInfo:
        """Look at one dataset.

        Gives the files of a dataset, found by digest or by name, and says whether it can be used.
        `ready` opens single files and edits, `dl_ready` opens archives and signed links.

        Endpoint: ``GET /dataset/info``

        Args:
            digest: Digest of the version (64 hexadecimal digits). Give this or the name.
            name: Name of the dataset. Give this or the digest.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The dataset.

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
            operations.GET,
            {
                "digest": digest,
                "name": name,
            },
            options,
        )

    def list(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
        project: str | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.DatasetSummary]:
        """List datasets.

        Lists the account's datasets, a slice at a time, each with its newest version.

        Endpoint: ``GET /dataset/list``

        Args:
            limit: Rows per slice. The provider states no maximum here.
            offset: Rows to skip.
            project: Only datasets of this project.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A slice of the list and the number of all matches.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._page(
            operations.LIST,
            {
                "limit": limit,
                "offset": offset,
                "project": project,
            },
            options,
        )

    def history(
        self,
        *,
        name: str,
        limit: int | None = None,
        offset: int | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.DatasetSummary]:
        """List the versions of a dataset.

        Lists all versions that share a name, a slice at a time, the newest first in the provider's
        example.

        Endpoint: ``GET /dataset/history``

        Args:
            name: Name of the dataset.
            limit: Rows per slice. The provider states no maximum here.
            offset: Rows to skip.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A slice of the versions and the number of all.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            NotFoundError: 404: There is no such thing.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._page(
            operations.HISTORY,
            {
                "name": name,
                "limit": limit,
                "offset": offset,
            },
            options,
        )

    def download(
        self,
        *,
        digest: str,
        options: RequestOptions | None = None,
    ) -> BinaryResponse:
        """Download a dataset.

        Streams a ZIP archive of one version. It can be had once `dl_ready` is true. The service may
        redirect to another address.

        Endpoint: ``GET /dataset/download``

        Args:
            digest: Digest of the version (64 hexadecimal digits).
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The archive.

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
            operations.DOWNLOAD,
            {
                "digest": digest,
            },
            options,
        )

    def download_file(
        self,
        *,
        digest: str,
        path: str,
        options: RequestOptions | None = None,
    ) -> BinaryResponse:
        """Download one file of a dataset.

        Streams a single file as it is. The dataset must be ready. The content type follows the kind of
        file.

        Endpoint: ``GET /dataset/file``

        Args:
            digest: Digest of the version (64 hexadecimal digits).
            path: Path of the file in the dataset.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The file.

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
            operations.DOWNLOAD_FILE,
            {
                "digest": digest,
                "path": path,
            },
            options,
        )

    def move_to_project(
        self,
        *,
        digest: str,
        project: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Move a dataset to a project.

        Files a dataset, with all versions of its name, under an existing project, or under none when
        the name of the project is empty.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /dataset/move-project``

        Args:
            digest: Digest of any version of the dataset.
            project: Name of an existing project; an empty string takes the dataset out of its project.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The dataset was moved.

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
            operations.MOVE_TO_PROJECT,
            {
                "digest": digest,
                "project": project,
            },
            options,
        )

    def rename(
        self,
        *,
        name: str,
        new_name: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Rename a dataset.

        Gives all versions that share a name a new one.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /dataset/rename``

        Args:
            name: Present name.
            new_name: Name from now on.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The dataset was renamed.

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
            operations.RENAME,
            {
                "name": name,
                "new_name": new_name,
            },
            options,
        )

    def wait_ready(
        self,
        *,
        digest: str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[models.DatasetInfo], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.DatasetInfo:
        """Waits until files of the dataset can be read and edited.

        Polls every 5 s at first and every 60 s at last. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /dataset/info``

        Args:
            digest: Digest of the version (64 hexadecimal digits). Give this or the name.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well.
            on_progress: Called with the newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Raises:
            WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
        """
        return self._run(
            self._wait(
                operations.GET_WAIT_READY,
                {
                    "digest": digest,
                },
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    def wait_ready_many(
        self,
        *,
        digests: Iterable[str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[str, models.DatasetInfo], object] | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Waited[models.DatasetInfo]]:
        """Waits for many at once and yields each as it finishes: Waits until files of the dataset can be read and edited.

        Polls every 5 s at first and every 60 s at last. One request
        at a time, whatever the number. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /dataset/info``

        Args:
            digests: Each as `digest` of the method for one.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.GET_WAIT_READY,
                "digest",
                digests,
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    def wait_downloadable(
        self,
        *,
        digest: str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[models.DatasetInfo], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.DatasetInfo:
        """Waits until the archive of the dataset can be downloaded.

        Polls every 5 s at first and every 60 s at last. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /dataset/info``

        Args:
            digest: Digest of the version (64 hexadecimal digits). Give this or the name.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well.
            on_progress: Called with the newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Raises:
            WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
        """
        return self._run(
            self._wait(
                operations.GET_WAIT_DOWNLOADABLE,
                {
                    "digest": digest,
                },
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    def wait_downloadable_many(
        self,
        *,
        digests: Iterable[str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[str, models.DatasetInfo], object] | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Waited[models.DatasetInfo]]:
        """Waits for many at once and yields each as it finishes: Waits until the archive of the dataset can be downloaded.

        Polls every 5 s at first and every 60 s at last. One request
        at a time, whatever the number. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /dataset/info``

        Args:
            digests: Each as `digest` of the method for one.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.GET_WAIT_DOWNLOADABLE,
                "digest",
                digests,
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
        digest: str,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download a dataset, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``GET /dataset/download``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            digest: Digest of the version (64 hexadecimal digits).
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

        Refusals are those of `download`.
        """
        return self._run(
            self._download(
                operations.DOWNLOAD_TO,
                {
                    "digest": digest,
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

    def download_file_to(
        self,
        target: str | os.PathLike[str],
        *,
        digest: str,
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
        """Download one file of a dataset, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``GET /dataset/file``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            digest: Digest of the version (64 hexadecimal digits).
            path: Path of the file in the dataset.
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

        Refusals are those of `download_file`.
        """
        return self._run(
            self._download(
                operations.DOWNLOAD_FILE_TO,
                {
                    "digest": digest,
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

    def download_files(
        self,
        target: str | os.PathLike[str],
        *,
        digest: str,
        parallel: int = 4,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[Path]:
        """Download every file into a folder.

        The files are those that `datasets.get` lists; size and digest are checked
        wherever it tells them. Files that are there already and right are kept.

        Endpoint: ``GET /dataset/file``

        Args:
            target: A folder that exists; relative paths of the files are made below it.
            digest: Digest of the version (64 hexadecimal digits).
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

        Refusals are those of `download_file`.
        """
        return self._save_all(
            self._download_all(
                operations.DOWNLOAD_FILE_TO,
                {
                    "digest": digest,
                },
                target,
                parallel=parallel,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )

    def upload(
        self,
        file: FileInput | Sequence[FileInput],
        *,
        project: str,
        name: str,
        ttl_seconds: int | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.DatasetRef:
        """Makes a dataset from a folder, a list of files or a ZIP archive and returns its digest. Asks for an upload link and sends the archive there. The link is asked for with the archive's SHA-256, so the content is read twice. The service drops a top folder that all files share. So a folder `data` goes with its name, and its file `a.txt` becomes `a.txt`.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /dataset/upload/presign``

        Args:
            file: The file: a path, bytes, an open binary file, an iterator of bytes, (name, content) or
                a File; a folder or a list of files goes as one ZIP archive, made on the way. At most
                68,719,476,736 bytes; file names end in .zip.
            project: Project under which the dataset will be filed.
            name: Name of the dataset to create.
            ttl_seconds: Seconds for which the link holds. The provider gives no default and no maximum
                for uploads.
            on_progress: Called with the bytes so far and the size of the whole, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            What has become of the file.

        Raises:
            ArgumentError: The file is missing, too large or has a name that is not taken; nothing was sent.
            IntegrityError: The file changed while it was being sent.

        Refusals are those of `create_upload_link`.
        """
        return self._run(
            self._upload(
                operations.UPLOAD,
                file,
                {
                    "project": project,
                    "name": name,
                    "ttl_seconds": ttl_seconds,
                },
                on_progress=on_progress,
                options=options,
            )
        )


class AsyncDatasetsResource(AsyncResource):
    """Named, versioned sets of files that jobs can use as input."""

    async def create(
        self,
        *,
        project: str,
        name: str,
        folder: FileInput | Sequence[FileInput] | None = None,
        from_job: str | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.DatasetRef:
        """Create a dataset.

        Stores files under a name, either files sent along or the outputs of a job. The answer may come
        before the dataset can be used: wait until it is ready. A call may carry 64 GiB and 20,000
        files. The top folder of an upload is dropped, so that `run1/inputs/a.fa` is kept as
        `inputs/a.fa`.

        It is never sent again once a byte of it has left. The answer is waited for up to 600 s, unless
        you set a read timeout.

        Endpoint: ``POST /dataset/new``

        Args:
            project: Project under which the dataset is filed.
            name: A short label. Leave dates out; the service records when the dataset was made.
            folder: Files of the dataset. The name of each part is the file's relative path; the service
                drops the top folder, so that `run1/inputs/a.fa` is kept as `inputs/a.fa`. At most
                20,000 files. At most 20,000 files; of a folder `data` the file `a.txt` is sent as
                `data/a.txt`, or as `a.txt` with `Folder(path, prefix='')`; system files such as
                `.DS_Store` and `.git` stay behind, and what `Folder(path, exclude=[...])` names.
            from_job: Job whose outputs are copied into the dataset.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The dataset was accepted.

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
            operations.CREATE,
            {
                "project": project,
                "name": name,
                "folder": folder,
                "from_job": from_job,
            },
            with_progress(options, on_progress),
        )

    async def create_upload_link(
        self,
        *,
        project: str,
        name: str,
        size_bytes: int,
        format: Literal["zip"],
        sha256: str | None = None,
        ttl_seconds: int | None = None,
        options: RequestOptions | None = None,
    ) -> models.DatasetUploadLink:
        """Make an upload link.

        Makes an address to which one ZIP archive can be sent without a key until it expires. In the
        archive, one top folder that all files share is dropped (`bundle/prediction_inputs/a.fa` becomes
        `prediction_inputs/a.fa`); several top folders stay as they are. Works only where the provider
        has signed links switched on.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /dataset/upload/presign``

        Args:
            project: Project under which the dataset will be filed.
            name: Name of the dataset to create.
            size_bytes: Size of the archive in bytes.
            format: Kind of archive. One of zip.
            sha256: SHA-256 of the archive (64 hexadecimal digits). Not said to be required.
            ttl_seconds: Seconds for which the link holds. The provider gives no default and no maximum
                for uploads.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The address and its limits.

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
            operations.CREATE_UPLOAD_LINK,
            {
                "project": project,
                "name": name,
                "size_bytes": size_bytes,
                "format": format,
                "sha256": sha256,
                "ttl_seconds": ttl_seconds,
            },
            options,
        )

    async def upload_archive(
        self,
        *,
        token: str,
        content: FileInput,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.DatasetRef:
        """Upload an archive through a link.

        Sends a ZIP archive to an upload link, which makes the dataset. No key is needed; the token of
        the link is enough. The archive may be as large as `max_bytes` of the link says.

        The answer is waited for up to 600 s, unless you set a read timeout. Needs no credentials.

        Endpoint: ``PUT /dataset/upload``

        Args:
            token: The token of the link.
            content: The request body.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The dataset was accepted.

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
            operations.UPLOAD_ARCHIVE,
            {
                "token": token,
                "content": content,
            },
            with_progress(options, on_progress),
        )

    async def edit(
        self,
        *,
        base_digest: str,
        mode: Literal["update", "save_as"],
        delete: Sequence[str] | None = None,
        folder: FileInput | Sequence[FileInput] | None = None,
        name: str | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.DatasetEditResult:
        """Edit a dataset.

        Removes and adds files of a dataset that is ready, and stores the outcome as a new version of it
        or, with `save_as`, under another name. The version that was edited stays as it is.

        It is never sent again once a byte of it has left. The answer is waited for up to 600 s, unless
        you set a read timeout.

        Endpoint: ``POST /dataset/edit``

        Args:
            base_digest: Digest of the version to start from; it must be ready.
            mode: `update` keeps the name; `save_as` stores the outcome under a new one. One of update,
                save_as.
            delete: Paths to remove, sent as repeated form fields.
            folder: Files to add or replace. The name of each part is the file's path in the dataset;
                that an edit drops no top folder, as making a dataset does, is our reading. At most
                20,000 files. At most 20,000 files; of a folder `data` the file `a.txt` is sent as
                `a.txt`, or as `data/a.txt` with `Folder(path, prefix='data')`; system files such as
                `.DS_Store` and `.git` stay behind, and what `Folder(path, exclude=[...])` names.
            name: The new name for `save_as`. The provider says that a new name is used but not in which
                field; this one is assumed and unverified.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The edit was accepted.

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
            operations.EDIT,
            {
                "base_digest": base_digest,
                "mode": mode,
                "delete": delete,
                "folder": folder,
                "name": name,
            },
            with_progress(options, on_progress),
        )

    async def delete(
        self,
        *,
        digest: str | None = None,
        name: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a dataset.

        Deletes a dataset that is named by digest or by name.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /dataset/delete``

        Args:
            digest: Digest of the version (64 hexadecimal digits). Give this or the name.
            name: Name of the dataset. Give this or the digest.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The dataset was deleted.

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
            operations.DELETE,
            {
                "digest": digest,
                "name": name,
            },
            options,
        )

    async def get(
        self,
        *,
        digest: str | None = None,
        name: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.DatasetInfo:
        """Look at one dataset.

        Gives the files of a dataset, found by digest or by name, and says whether it can be used.
        `ready` opens single files and edits, `dl_ready` opens archives and signed links.

        Endpoint: ``GET /dataset/info``

        Args:
            digest: Digest of the version (64 hexadecimal digits). Give this or the name.
            name: Name of the dataset. Give this or the digest.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The dataset.

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
            operations.GET,
            {
                "digest": digest,
                "name": name,
            },
            options,
        )

    async def list(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
        project: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.DatasetSummary]:
        """List datasets.

        Lists the account's datasets, a slice at a time, each with its newest version.

        Endpoint: ``GET /dataset/list``

        Args:
            limit: Rows per slice. The provider states no maximum here.
            offset: Rows to skip.
            project: Only datasets of this project.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A slice of the list and the number of all matches.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._page(
            operations.LIST,
            {
                "limit": limit,
                "offset": offset,
                "project": project,
            },
            options,
        )

    async def history(
        self,
        *,
        name: str,
        limit: int | None = None,
        offset: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.DatasetSummary]:
        """List the versions of a dataset.

        Lists all versions that share a name, a slice at a time, the newest first in the provider's
        example.

        Endpoint: ``GET /dataset/history``

        Args:
            name: Name of the dataset.
            limit: Rows per slice. The provider states no maximum here.
            offset: Rows to skip.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A slice of the versions and the number of all.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            NotFoundError: 404: There is no such thing.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._page(
            operations.HISTORY,
            {
                "name": name,
                "limit": limit,
                "offset": offset,
            },
            options,
        )

    async def download(
        self,
        *,
        digest: str,
        options: RequestOptions | None = None,
    ) -> AsyncBinaryResponse:
        """Download a dataset.

        Streams a ZIP archive of one version. It can be had once `dl_ready` is true. The service may
        redirect to another address.

        Endpoint: ``GET /dataset/download``

        Args:
            digest: Digest of the version (64 hexadecimal digits).
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The archive.

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
            operations.DOWNLOAD,
            {
                "digest": digest,
            },
            options,
        )

    async def download_file(
        self,
        *,
        digest: str,
        path: str,
        options: RequestOptions | None = None,
    ) -> AsyncBinaryResponse:
        """Download one file of a dataset.

        Streams a single file as it is. The dataset must be ready. The content type follows the kind of
        file.

        Endpoint: ``GET /dataset/file``

        Args:
            digest: Digest of the version (64 hexadecimal digits).
            path: Path of the file in the dataset.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The file.

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
            operations.DOWNLOAD_FILE,
            {
                "digest": digest,
                "path": path,
            },
            options,
        )

    async def move_to_project(
        self,
        *,
        digest: str,
        project: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Move a dataset to a project.

        Files a dataset, with all versions of its name, under an existing project, or under none when
        the name of the project is empty.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /dataset/move-project``

        Args:
            digest: Digest of any version of the dataset.
            project: Name of an existing project; an empty string takes the dataset out of its project.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The dataset was moved.

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
            operations.MOVE_TO_PROJECT,
            {
                "digest": digest,
                "project": project,
            },
            options,
        )

    async def rename(
        self,
        *,
        name: str,
        new_name: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Rename a dataset.

        Gives all versions that share a name a new one.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /dataset/rename``

        Args:
            name: Present name.
            new_name: Name from now on.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The dataset was renamed.

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
            operations.RENAME,
            {
                "name": name,
                "new_name": new_name,
            },
            options,
        )

    async def wait_ready(
        self,
        *,
        digest: str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[models.DatasetInfo], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.DatasetInfo:
        """Waits until files of the dataset can be read and edited.

        Polls every 5 s at first and every 60 s at last. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /dataset/info``

        Args:
            digest: Digest of the version (64 hexadecimal digits). Give this or the name.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well.
            on_progress: Called with the newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Raises:
            WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
        """
        return await self._run(
            self._wait(
                operations.GET_WAIT_READY,
                {
                    "digest": digest,
                },
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    def wait_ready_many(
        self,
        *,
        digests: Iterable[str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[str, models.DatasetInfo], object] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Waited[models.DatasetInfo]]:
        """Waits for many at once and yields each as it finishes: Waits until files of the dataset can be read and edited.

        Polls every 5 s at first and every 60 s at last. One request
        at a time, whatever the number. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /dataset/info``

        Args:
            digests: Each as `digest` of the method for one.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.GET_WAIT_READY,
                "digest",
                digests,
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    async def wait_downloadable(
        self,
        *,
        digest: str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[models.DatasetInfo], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.DatasetInfo:
        """Waits until the archive of the dataset can be downloaded.

        Polls every 5 s at first and every 60 s at last. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /dataset/info``

        Args:
            digest: Digest of the version (64 hexadecimal digits). Give this or the name.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well.
            on_progress: Called with the newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Raises:
            WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
        """
        return await self._run(
            self._wait(
                operations.GET_WAIT_DOWNLOADABLE,
                {
                    "digest": digest,
                },
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    def wait_downloadable_many(
        self,
        *,
        digests: Iterable[str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[str, models.DatasetInfo], object] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Waited[models.DatasetInfo]]:
        """Waits for many at once and yields each as it finishes: Waits until the archive of the dataset can be downloaded.

        Polls every 5 s at first and every 60 s at last. One request
        at a time, whatever the number. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /dataset/info``

        Args:
            digests: Each as `digest` of the method for one.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.GET_WAIT_DOWNLOADABLE,
                "digest",
                digests,
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
        digest: str,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download a dataset, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``GET /dataset/download``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            digest: Digest of the version (64 hexadecimal digits).
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

        Refusals are those of `download`.
        """
        return await self._run(
            self._download(
                operations.DOWNLOAD_TO,
                {
                    "digest": digest,
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

    async def download_file_to(
        self,
        target: str | os.PathLike[str],
        *,
        digest: str,
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
        """Download one file of a dataset, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``GET /dataset/file``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            digest: Digest of the version (64 hexadecimal digits).
            path: Path of the file in the dataset.
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

        Refusals are those of `download_file`.
        """
        return await self._run(
            self._download(
                operations.DOWNLOAD_FILE_TO,
                {
                    "digest": digest,
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

    async def download_files(
        self,
        target: str | os.PathLike[str],
        *,
        digest: str,
        parallel: int = 4,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[Path]:
        """Download every file into a folder.

        The files are those that `datasets.get` lists; size and digest are checked
        wherever it tells them. Files that are there already and right are kept.

        Endpoint: ``GET /dataset/file``

        Args:
            target: A folder that exists; relative paths of the files are made below it.
            digest: Digest of the version (64 hexadecimal digits).
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

        Refusals are those of `download_file`.
        """
        return await self._save_all(
            self._download_all(
                operations.DOWNLOAD_FILE_TO,
                {
                    "digest": digest,
                },
                target,
                parallel=parallel,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )

    async def upload(
        self,
        file: FileInput | Sequence[FileInput],
        *,
        project: str,
        name: str,
        ttl_seconds: int | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.DatasetRef:
        """Makes a dataset from a folder, a list of files or a ZIP archive and returns its digest. Asks for an upload link and sends the archive there. The link is asked for with the archive's SHA-256, so the content is read twice. The service drops a top folder that all files share. So a folder `data` goes with its name, and its file `a.txt` becomes `a.txt`.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /dataset/upload/presign``

        Args:
            file: The file: a path, bytes, an open binary file, an iterator of bytes, (name, content) or
                a File; a folder or a list of files goes as one ZIP archive, made on the way. At most
                68,719,476,736 bytes; file names end in .zip.
            project: Project under which the dataset will be filed.
            name: Name of the dataset to create.
            ttl_seconds: Seconds for which the link holds. The provider gives no default and no maximum
                for uploads.
            on_progress: Called with the bytes so far and the size of the whole, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            What has become of the file.

        Raises:
            ArgumentError: The file is missing, too large or has a name that is not taken; nothing was sent.
            IntegrityError: The file changed while it was being sent.

        Refusals are those of `create_upload_link`.
        """
        return await self._run(
            self._upload(
                operations.UPLOAD,
                file,
                {
                    "project": project,
                    "name": name,
                    "ttl_seconds": ttl_seconds,
                },
                on_progress=on_progress,
                options=options,
            )
        )
