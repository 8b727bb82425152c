"""Runs of one program: submit, follow, cancel, repeat, fetch results."""

from __future__ import annotations

import builtins
import datetime
import os
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
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
    ResponseInfo,
    with_progress,
)

from .. import models
from ..operations import jobs as operations

if TYPE_CHECKING:
    from clientome._runtime.generated import Cost, Waited


class JobsResource(Resource):
    """Runs of one program: submit, follow, cancel, repeat, fetch results."""

    def submit(
        self,
        *,
        program: str,
        args: Sequence[str] | None = None,
        folder: FileInput | Sequence[FileInput] | None = None,
        input_src: Literal["none", "upload", "dataset", "job"] | None = None,
        digest: str | None = None,
        from_job: str | None = None,
        project: str | None = None,
        memo: str | None = None,
        deadline_minutes: int | None = None,
        aux: FileInput | Sequence[FileInput] | None = None,
        aux_src: Literal["none", "upload", "dataset", "job"] | None = None,
        aux_ref: str | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.JobRef:
        """Submit a job.

        Starts a program with raw command-line arguments. Input files come from one place at most: files
        sent along, a stored dataset, or the outputs of an earlier job. Inputs appear read-only below
        `/inputs/` and `/aux/`; whatever the program writes to `/outputs/` is kept. The call returns at
        once; wait for the job afterwards. Running jobs cost credits (403 when there are not enough). A
        call may carry 64 GiB, and 20,000 files each as input and as auxiliary files.

        This call can cost money; `estimate` tells how much. It is never sent again once a byte of it
        has left. With a `state` the client looks where an answer was lost: it returns what was carried
        out, and sends again what is not there after 60 s. For that `State(mark_calls=True)` appends a
        short mark to `memo`. The answer is waited for up to 600 s, unless you set a read timeout.

        Endpoint: ``POST /job/submit``

        Args:
            program: Name of the program to run, as `GET /program/list` gives it.
            args: Command-line arguments for the program, one entry per argument; sent as repeated form
                fields.
            folder: Input files, mounted read-only below `/inputs/`. The name of each part is the file's
                path below that folder, and what arguments call it: the service's example sends
                `data/sample.fasta` and passes `--fasta_paths=data/sample.fasta`. At most 20,000 files.
                At most 20,000 files; of a folder `data` the file `a.txt` is sent as `data/a.txt`, or as
                `a.txt` with `Folder(path, prefix='')`; system files such as `.DS_Store` and `.git` stay
                behind, and what `Folder(path, exclude=[...])` names.
            input_src: Source of the input files. May be left out when `folder` is sent. `none` is known
                only from an older edition of the reference; leaving the field out means the same. One
                of none, upload, dataset, job.
            digest: Digest of the dataset to use as input (64 hexadecimal digits); goes with `input_src`
                `dataset`.
            from_job: Job whose outputs are the input (16 hexadecimal digits); goes with `input_src`
                `job`.
            project: Project under which the job is filed.
            memo: A note of your own that is shown with the job.
            deadline_minutes: Time limit of the job in minutes. The provider states no range.
            aux: Auxiliary files, mounted read-only below `/aux/`. The name of each part is the file's
                path below that folder. At most 20,000 files. At most 20,000 files; of a folder `data`
                the file `a.txt` is sent as `data/a.txt`, or as `a.txt` with `Folder(path, prefix='')`;
                system files such as `.DS_Store` and `.git` stay behind, and what `Folder(path,
                exclude=[...])` names.
            aux_src: Source of the auxiliary files. May be left out when `aux` is sent. One of none,
                upload, dataset, job.
            aux_ref: Dataset digest or job id of the auxiliary files; goes with `aux_src` `dataset` or
                `job`.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The job was accepted.

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
            operations.SUBMIT,
            {
                "program": program,
                "args": args,
                "folder": folder,
                "input_src": input_src,
                "digest": digest,
                "from_job": from_job,
                "project": project,
                "memo": memo,
                "deadline_minutes": deadline_minutes,
                "aux": aux,
                "aux_src": aux_src,
                "aux_ref": aux_ref,
            },
            with_progress(options, on_progress),
        )

    def submit_guided(
        self,
        *,
        program: str,
        params: Mapping[str, object],
        folder: FileInput | Sequence[FileInput] | None = None,
        input_src: Literal["none", "upload", "dataset", "job"] | None = None,
        digest: str | None = None,
        from_job: str | None = None,
        project: str | None = None,
        memo: str | None = None,
        aux: FileInput | Sequence[FileInput] | None = None,
        aux_src: Literal["none", "upload", "dataset", "job"] | None = None,
        aux_ref: str | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.JobRef:
        """Submit a job with named parameters.

        Starts a program through the parameters that it publishes at `GET /program/params` (only
        programs whose `guided` is true). The service builds command line, configuration and output
        paths itself, so raw arguments and a deadline cannot be given. Files work as in an ordinary
        submission; files sent along cannot be combined with a dataset or an earlier job. The call
        returns at once; wait for the job afterwards. Running jobs cost credits (403 when there are not
        enough).

        This call can cost money; `estimate_guided` tells how much. It is never sent again once a byte
        of it has left. With a `state` the client looks where an answer was lost: it returns what was
        carried out, and sends again what is not there after 60 s. For that `State(mark_calls=True)`
        appends a short mark to `memo`. The answer is waited for up to 600 s, unless you set a read
        timeout.

        Endpoint: ``POST /job/submit-guided``

        Args:
            program: Name of a program whose parameter schema says `guided` is true.
            params: Values by parameter name; `GET /program/params` lists names, types and limits. Sent
                as one form part that holds a JSON object. A parameter that is an input file takes a
                path such as `target.pdb` or `/inputs/target.pdb`, one that is an auxiliary file a path
                such as `main.py` or `aux/main.py`.
            folder: Input files, mounted read-only below `/inputs/`. The name of each part is the file's
                path below that folder, and what parameters call it. At most 20,000 files. At most
                20,000 files; of a folder `data` the file `a.txt` is sent as `data/a.txt`, or as `a.txt`
                with `Folder(path, prefix='')`; system files such as `.DS_Store` and `.git` stay behind,
                and what `Folder(path, exclude=[...])` names.
            input_src: Source of the input files. May be left out when `folder` is sent. `none` is known
                only from an older edition of the reference; leaving the field out means the same. One
                of none, upload, dataset, job.
            digest: Digest of the dataset to use as input (64 hexadecimal digits); goes with `input_src`
                `dataset`.
            from_job: Job whose outputs are the input (16 hexadecimal digits); goes with `input_src`
                `job`.
            project: Project under which the job is filed.
            memo: A note of your own that is shown with the job.
            aux: Auxiliary files, mounted read-only below `/aux/`. The name of each part is the file's
                path below that folder. At most 20,000 files. At most 20,000 files; of a folder `data`
                the file `a.txt` is sent as `data/a.txt`, or as `a.txt` with `Folder(path, prefix='')`;
                system files such as `.DS_Store` and `.git` stay behind, and what `Folder(path,
                exclude=[...])` names.
            aux_src: Source of the auxiliary files. May be left out when `aux` is sent. One of none,
                upload, dataset, job.
            aux_ref: Dataset digest or job id of the auxiliary files; goes with `aux_src` `dataset` or
                `job`.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The job was accepted.

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
            operations.SUBMIT_GUIDED,
            {
                "program": program,
                "params": params,
                "folder": folder,
                "input_src": input_src,
                "digest": digest,
                "from_job": from_job,
                "project": project,
                "memo": memo,
                "aux": aux,
                "aux_src": aux_src,
                "aux_ref": aux_ref,
            },
            with_progress(options, on_progress),
        )

    def list(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
        status: str | None = None,
        project: str | None = None,
        program: str | None = None,
        pipeline_id: str | None = None,
        before: datetime.date | str | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.JobSummary]:
        """List jobs.

        Lists the account's jobs, a slice at a time. Filters may be combined. Where a job used earlier
        data, its row names the source.

        Endpoint: ``GET /job/list``

        Args:
            limit: Rows per slice, at most 100. At most 100.
            offset: Rows to skip.
            status: Only jobs of this status, for example `completed`; the provider lists no allowed
                values.
            project: Only jobs of this project.
            program: Only jobs of this program.
            pipeline_id: Only jobs of this pipeline.
            before: Only jobs from before this day (YYYY-MM-DD).
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
                "status": status,
                "project": project,
                "program": program,
                "pipeline_id": pipeline_id,
                "before": before,
            },
            options,
        )

    def get(
        self,
        *,
        job_id: str,
        options: RequestOptions | None = None,
    ) -> models.JobDetail:
        """Look at one job.

        Gives status, cost, arguments, the last lines of the log and, for a finished job, the list of
        its files. The provider names no polling interval; the waiter keeps well below the rate limits.

        Endpoint: ``GET /job/view``

        Args:
            job_id: The job (16 hexadecimal digits in the examples).
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The job.

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
                "job_id": job_id,
            },
            options,
        )

    def rerun(
        self,
        *,
        job_id: str,
        options: RequestOptions | None = None,
    ) -> models.JobRerunRef:
        """Run a job again.

        Makes a new, independent job from one that is completed, failed or canceled, with the same
        program, arguments, project, deadline and files (files that were sent along are copied on the
        server). The memo of the new job becomes `Rerun of`, the old id and the old memo. The new job
        costs credits (403 when there are not enough).

        This call can cost money. It is never sent again once a byte of it has left. With a `state` the
        client looks where an answer was lost: it returns what was carried out, and sends again what is
        not there after 60 s. The answer is waited for up to 300 s, unless you set a read timeout.

        Endpoint: ``POST /job/rerun``

        Args:
            job_id: A job that is completed, failed or canceled.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The new job was accepted.

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
            operations.RERUN,
            {
                "job_id": job_id,
            },
            options,
        )

    def cancel(
        self,
        *,
        job_id: str,
        options: RequestOptions | None = None,
    ) -> str:
        """Cancel a job.

        Stops a job that is pending or running. The answer is a sentence for people; look at the job to
        learn its state.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /job/cancel``

        Args:
            job_id: The job (16 hexadecimal digits in the examples).
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The cancellation was accepted.

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
            operations.CANCEL,
            {
                "job_id": job_id,
            },
            options,
        )

    def download(
        self,
        *,
        job_id: str,
        accept_partial_data: bool | None = None,
        options: RequestOptions | None = None,
    ) -> BinaryResponse:
        """Download all outputs of a job.

        Streams a ZIP archive of the job's files. For a failed or canceled job, ask for what there is
        with `accept_partial_data`. The service may redirect to another address.

        Endpoint: ``GET /job/download``

        Args:
            job_id: The job (16 hexadecimal digits in the examples).
            accept_partial_data: True to take what a failed or canceled job left behind. The provider's
                default is false.
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
                "job_id": job_id,
                "accept_partial_data": accept_partial_data,
            },
            options,
        )

    def download_file(
        self,
        *,
        job_id: str,
        path: str,
        options: RequestOptions | None = None,
    ) -> BinaryResponse:
        """Download one output of a job.

        Streams a single file of a job as it is. Paths are those of the job's `manifest`. The content
        type follows the kind of file.

        Endpoint: ``GET /job/file``

        Args:
            job_id: The job (16 hexadecimal digits in the examples).
            path: Path of the file as the job's manifest has it.
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
                "job_id": job_id,
                "path": path,
            },
            options,
        )

    def head_file(
        self,
        *,
        job_id: str,
        path: str,
        options: RequestOptions | None = None,
    ) -> ResponseInfo:
        """Ask about one output of a job.

        Answers like the download of the file but without its bytes: use it to learn whether the file
        exists and what its headers say.

        Endpoint: ``HEAD /job/file``

        Args:
            job_id: The job (16 hexadecimal digits in the examples).
            path: Path of the file as the job's manifest has it.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The file exists. There is no body.

        Raises:
            BadRequestError: 400: A parameter is missing or wrong. There is no body.
            AuthenticationError: 401: The key is missing or has expired. There is no body.
            PermissionDeniedError: 403: The key may not do this. There is no body.
            NotFoundError: 404: There is no such job or file. There is no body.
            RateLimitError: 429: Too many calls. There is no body.
            ServiceUnavailableError: 503: The compute backend is offline. There is no body.
        """
        return self._call(
            operations.HEAD_FILE,
            {
                "job_id": job_id,
                "path": path,
            },
            options,
        )

    def move_to_project(
        self,
        *,
        job_id: str,
        project: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Move a job to a project.

        Files a job under an existing project, or under none when the name is empty.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /job/move-project``

        Args:
            job_id: The job to file.
            project: Name of an existing project; an empty string takes the job out of its project.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The job was moved.

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
                "job_id": job_id,
                "project": project,
            },
            options,
        )

    def estimate(
        self,
        *,
        program: str,
        deadline_minutes: int | None = None,
        options: RequestOptions | None = None,
    ) -> Cost:
        """Estimate what `submit` costs, in credits.

        The prices are those of `programs.list`. Nothing is bought. What it costs at most is known with `deadline_minutes` only.

        Endpoint: ``GET /program/list``

        Args:
            program: Name of the program to run, as `GET /program/list` gives it.
            deadline_minutes: Time limit of the job in minutes. The provider states no range.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            What it costs at least and at most, each None where it is unknown.
        """
        return self._run(
            self._estimate(
                operations.SUBMIT,
                {
                    "program": program,
                    "deadline_minutes": deadline_minutes,
                },
                options,
            )
        )

    def estimate_guided(
        self,
        *,
        program: str,
        options: RequestOptions | None = None,
    ) -> Cost:
        """Estimate what `submit_guided` costs, in credits.

        The prices are those of `programs.list`. Nothing is bought.

        Endpoint: ``GET /program/list``

        Args:
            program: Name of a program whose parameter schema says `guided` is true.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            What it costs at least and at most, each None where it is unknown.
        """
        return self._run(
            self._estimate(
                operations.SUBMIT_GUIDED,
                {
                    "program": program,
                },
                options,
            )
        )

    def cancel_many(
        self,
        *,
        job_ids: Iterable[str],
        options: RequestOptions | None = None,
    ) -> builtins.list[Waited[str]]:
        """Cancel a job, for many.

        All ids are collected before the first call, so that a list may change by the calls. What fails does not end
        the others, unless the credentials are refused or there is no connection: then the rest is not sent.

        Endpoint: ``POST /job/cancel``

        Args:
            job_ids: Each as `job_id` of `cancel`; the items of a list, for example.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A result or an error for each, in the order of the ids.
        """
        return self._run(
            self._call_each(
                operations.CANCEL,
                "job_id",
                job_ids,
                {},
                options,
            )
        )

    def wait(
        self,
        *,
        job_id: str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        cancel_on_timeout: bool = False,
        on_progress: Callable[[models.JobDetail], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.JobDetail:
        """Waits until the job has completed.

        Polls every 5 s at first and every 60 s at last. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /job/view``

        Args:
            job_id: The job (16 hexadecimal digits in the examples).
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well, such as ``['canceled']``.
            cancel_on_timeout: When the time runs out, call `jobs.cancel`; what refuses that is looked
                at once more, and the error's `cancelled` tells whether it was taken.
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
                    "job_id": job_id,
                },
                timeout=timeout,
                accept=accept,
                cancel_on_timeout=cancel_on_timeout,
                on_progress=on_progress,
                options=options,
            )
        )

    def wait_many(
        self,
        *,
        job_ids: Iterable[str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        cancel_on_timeout: bool = False,
        on_progress: Callable[[str, models.JobDetail], object] | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Waited[models.JobDetail]]:
        """Waits for many at once and yields each as it finishes: Waits until the job has completed.

        Polls every 5 s at first and every 60 s at last. It asks
        `jobs.list` for the states of all, one request at a time, and about each thing itself
        only when it has ended or is not in the list. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /job/view``

        Args:
            job_ids: Each as `job_id` of the method for one.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well, such as ``['canceled']``.
            cancel_on_timeout: When the time runs out, call `jobs.cancel`; what refuses that is looked
                at once more, and the error's `cancelled` tells whether it was taken.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.GET_WAIT,
                "job_id",
                job_ids,
                timeout=timeout,
                accept=accept,
                cancel_on_timeout=cancel_on_timeout,
                on_progress=on_progress,
                options=options,
            )
        )

    def download_to(
        self,
        target: str | os.PathLike[str],
        *,
        job_id: str,
        accept_partial_data: bool | None = None,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download all outputs of a job, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``GET /job/download``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            job_id: The job (16 hexadecimal digits in the examples).
            accept_partial_data: True to take what a failed or canceled job left behind. The provider's
                default is false.
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
                    "job_id": job_id,
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

    def download_file_to(
        self,
        target: str | os.PathLike[str],
        *,
        job_id: str,
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
        """Download one output of a job, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``GET /job/file``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            job_id: The job (16 hexadecimal digits in the examples).
            path: Path of the file as the job's manifest has it.
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
                    "job_id": job_id,
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
        job_id: str,
        parallel: int = 4,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[Path]:
        """Download every file into a folder.

        The files are those that `jobs.get` lists; size and digest are checked
        wherever it tells them. Files that are there already and right are kept.

        Endpoint: ``GET /job/file``

        Args:
            target: A folder that exists; relative paths of the files are made below it.
            job_id: The job (16 hexadecimal digits in the examples).
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
                    "job_id": job_id,
                },
                target,
                parallel=parallel,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )


class AsyncJobsResource(AsyncResource):
    """Runs of one program: submit, follow, cancel, repeat, fetch results."""

    async def submit(
        self,
        *,
        program: str,
        args: Sequence[str] | None = None,
        folder: FileInput | Sequence[FileInput] | None = None,
        input_src: Literal["none", "upload", "dataset", "job"] | None = None,
        digest: str | None = None,
        from_job: str | None = None,
        project: str | None = None,
        memo: str | None = None,
        deadline_minutes: int | None = None,
        aux: FileInput | Sequence[FileInput] | None = None,
        aux_src: Literal["none", "upload", "dataset", "job"] | None = None,
        aux_ref: str | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.JobRef:
        """Submit a job.

        Starts a program with raw command-line arguments. Input files come from one place at most: files
        sent along, a stored dataset, or the outputs of an earlier job. Inputs appear read-only below
        `/inputs/` and `/aux/`; whatever the program writes to `/outputs/` is kept. The call returns at
        once; wait for the job afterwards. Running jobs cost credits (403 when there are not enough). A
        call may carry 64 GiB, and 20,000 files each as input and as auxiliary files.

        This call can cost money; `estimate` tells how much. It is never sent again once a byte of it
        has left. With a `state` the client looks where an answer was lost: it returns what was carried
        out, and sends again what is not there after 60 s. For that `State(mark_calls=True)` appends a
        short mark to `memo`. The answer is waited for up to 600 s, unless you set a read timeout.

        Endpoint: ``POST /job/submit``

        Args:
            program: Name of the program to run, as `GET /program/list` gives it.
            args: Command-line arguments for the program, one entry per argument; sent as repeated form
                fields.
            folder: Input files, mounted read-only below `/inputs/`. The name of each part is the file's
                path below that folder, and what arguments call it: the service's example sends
                `data/sample.fasta` and passes `--fasta_paths=data/sample.fasta`. At most 20,000 files.
                At most 20,000 files; of a folder `data` the file `a.txt` is sent as `data/a.txt`, or as
                `a.txt` with `Folder(path, prefix='')`; system files such as `.DS_Store` and `.git` stay
                behind, and what `Folder(path, exclude=[...])` names.
            input_src: Source of the input files. May be left out when `folder` is sent. `none` is known
                only from an older edition of the reference; leaving the field out means the same. One
                of none, upload, dataset, job.
            digest: Digest of the dataset to use as input (64 hexadecimal digits); goes with `input_src`
                `dataset`.
            from_job: Job whose outputs are the input (16 hexadecimal digits); goes with `input_src`
                `job`.
            project: Project under which the job is filed.
            memo: A note of your own that is shown with the job.
            deadline_minutes: Time limit of the job in minutes. The provider states no range.
            aux: Auxiliary files, mounted read-only below `/aux/`. The name of each part is the file's
                path below that folder. At most 20,000 files. At most 20,000 files; of a folder `data`
                the file `a.txt` is sent as `data/a.txt`, or as `a.txt` with `Folder(path, prefix='')`;
                system files such as `.DS_Store` and `.git` stay behind, and what `Folder(path,
                exclude=[...])` names.
            aux_src: Source of the auxiliary files. May be left out when `aux` is sent. One of none,
                upload, dataset, job.
            aux_ref: Dataset digest or job id of the auxiliary files; goes with `aux_src` `dataset` or
                `job`.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The job was accepted.

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
            operations.SUBMIT,
            {
                "program": program,
                "args": args,
                "folder": folder,
                "input_src": input_src,
                "digest": digest,
                "from_job": from_job,
                "project": project,
                "memo": memo,
                "deadline_minutes": deadline_minutes,
                "aux": aux,
                "aux_src": aux_src,
                "aux_ref": aux_ref,
            },
            with_progress(options, on_progress),
        )

    async def submit_guided(
        self,
        *,
        program: str,
        params: Mapping[str, object],
        folder: FileInput | Sequence[FileInput] | None = None,
        input_src: Literal["none", "upload", "dataset", "job"] | None = None,
        digest: str | None = None,
        from_job: str | None = None,
        project: str | None = None,
        memo: str | None = None,
        aux: FileInput | Sequence[FileInput] | None = None,
        aux_src: Literal["none", "upload", "dataset", "job"] | None = None,
        aux_ref: str | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.JobRef:
        """Submit a job with named parameters.

        Starts a program through the parameters that it publishes at `GET /program/params` (only
        programs whose `guided` is true). The service builds command line, configuration and output
        paths itself, so raw arguments and a deadline cannot be given. Files work as in an ordinary
        submission; files sent along cannot be combined with a dataset or an earlier job. The call
        returns at once; wait for the job afterwards. Running jobs cost credits (403 when there are not
        enough).

        This call can cost money; `estimate_guided` tells how much. It is never sent again once a byte
        of it has left. With a `state` the client looks where an answer was lost: it returns what was
        carried out, and sends again what is not there after 60 s. For that `State(mark_calls=True)`
        appends a short mark to `memo`. The answer is waited for up to 600 s, unless you set a read
        timeout.

        Endpoint: ``POST /job/submit-guided``

        Args:
            program: Name of a program whose parameter schema says `guided` is true.
            params: Values by parameter name; `GET /program/params` lists names, types and limits. Sent
                as one form part that holds a JSON object. A parameter that is an input file takes a
                path such as `target.pdb` or `/inputs/target.pdb`, one that is an auxiliary file a path
                such as `main.py` or `aux/main.py`.
            folder: Input files, mounted read-only below `/inputs/`. The name of each part is the file's
                path below that folder, and what parameters call it. At most 20,000 files. At most
                20,000 files; of a folder `data` the file `a.txt` is sent as `data/a.txt`, or as `a.txt`
                with `Folder(path, prefix='')`; system files such as `.DS_Store` and `.git` stay behind,
                and what `Folder(path, exclude=[...])` names.
            input_src: Source of the input files. May be left out when `folder` is sent. `none` is known
                only from an older edition of the reference; leaving the field out means the same. One
                of none, upload, dataset, job.
            digest: Digest of the dataset to use as input (64 hexadecimal digits); goes with `input_src`
                `dataset`.
            from_job: Job whose outputs are the input (16 hexadecimal digits); goes with `input_src`
                `job`.
            project: Project under which the job is filed.
            memo: A note of your own that is shown with the job.
            aux: Auxiliary files, mounted read-only below `/aux/`. The name of each part is the file's
                path below that folder. At most 20,000 files. At most 20,000 files; of a folder `data`
                the file `a.txt` is sent as `data/a.txt`, or as `a.txt` with `Folder(path, prefix='')`;
                system files such as `.DS_Store` and `.git` stay behind, and what `Folder(path,
                exclude=[...])` names.
            aux_src: Source of the auxiliary files. May be left out when `aux` is sent. One of none,
                upload, dataset, job.
            aux_ref: Dataset digest or job id of the auxiliary files; goes with `aux_src` `dataset` or
                `job`.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The job was accepted.

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
            operations.SUBMIT_GUIDED,
            {
                "program": program,
                "params": params,
                "folder": folder,
                "input_src": input_src,
                "digest": digest,
                "from_job": from_job,
                "project": project,
                "memo": memo,
                "aux": aux,
                "aux_src": aux_src,
                "aux_ref": aux_ref,
            },
            with_progress(options, on_progress),
        )

    async def list(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
        status: str | None = None,
        project: str | None = None,
        program: str | None = None,
        pipeline_id: str | None = None,
        before: datetime.date | str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.JobSummary]:
        """List jobs.

        Lists the account's jobs, a slice at a time. Filters may be combined. Where a job used earlier
        data, its row names the source.

        Endpoint: ``GET /job/list``

        Args:
            limit: Rows per slice, at most 100. At most 100.
            offset: Rows to skip.
            status: Only jobs of this status, for example `completed`; the provider lists no allowed
                values.
            project: Only jobs of this project.
            program: Only jobs of this program.
            pipeline_id: Only jobs of this pipeline.
            before: Only jobs from before this day (YYYY-MM-DD).
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
                "status": status,
                "project": project,
                "program": program,
                "pipeline_id": pipeline_id,
                "before": before,
            },
            options,
        )

    async def get(
        self,
        *,
        job_id: str,
        options: RequestOptions | None = None,
    ) -> models.JobDetail:
        """Look at one job.

        Gives status, cost, arguments, the last lines of the log and, for a finished job, the list of
        its files. The provider names no polling interval; the waiter keeps well below the rate limits.

        Endpoint: ``GET /job/view``

        Args:
            job_id: The job (16 hexadecimal digits in the examples).
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The job.

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
                "job_id": job_id,
            },
            options,
        )

    async def rerun(
        self,
        *,
        job_id: str,
        options: RequestOptions | None = None,
    ) -> models.JobRerunRef:
        """Run a job again.

        Makes a new, independent job from one that is completed, failed or canceled, with the same
        program, arguments, project, deadline and files (files that were sent along are copied on the
        server). The memo of the new job becomes `Rerun of`, the old id and the old memo. The new job
        costs credits (403 when there are not enough).

        This call can cost money. It is never sent again once a byte of it has left. With a `state` the
        client looks where an answer was lost: it returns what was carried out, and sends again what is
        not there after 60 s. The answer is waited for up to 300 s, unless you set a read timeout.

        Endpoint: ``POST /job/rerun``

        Args:
            job_id: A job that is completed, failed or canceled.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The new job was accepted.

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
            operations.RERUN,
            {
                "job_id": job_id,
            },
            options,
        )

    async def cancel(
        self,
        *,
        job_id: str,
        options: RequestOptions | None = None,
    ) -> str:
        """Cancel a job.

        Stops a job that is pending or running. The answer is a sentence for people; look at the job to
        learn its state.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /job/cancel``

        Args:
            job_id: The job (16 hexadecimal digits in the examples).
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The cancellation was accepted.

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
            operations.CANCEL,
            {
                "job_id": job_id,
            },
            options,
        )

    async def download(
        self,
        *,
        job_id: str,
        accept_partial_data: bool | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncBinaryResponse:
        """Download all outputs of a job.

        Streams a ZIP archive of the job's files. For a failed or canceled job, ask for what there is
        with `accept_partial_data`. The service may redirect to another address.

        Endpoint: ``GET /job/download``

        Args:
            job_id: The job (16 hexadecimal digits in the examples).
            accept_partial_data: True to take what a failed or canceled job left behind. The provider's
                default is false.
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
                "job_id": job_id,
                "accept_partial_data": accept_partial_data,
            },
            options,
        )

    async def download_file(
        self,
        *,
        job_id: str,
        path: str,
        options: RequestOptions | None = None,
    ) -> AsyncBinaryResponse:
        """Download one output of a job.

        Streams a single file of a job as it is. Paths are those of the job's `manifest`. The content
        type follows the kind of file.

        Endpoint: ``GET /job/file``

        Args:
            job_id: The job (16 hexadecimal digits in the examples).
            path: Path of the file as the job's manifest has it.
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
                "job_id": job_id,
                "path": path,
            },
            options,
        )

    async def head_file(
        self,
        *,
        job_id: str,
        path: str,
        options: RequestOptions | None = None,
    ) -> ResponseInfo:
        """Ask about one output of a job.

        Answers like the download of the file but without its bytes: use it to learn whether the file
        exists and what its headers say.

        Endpoint: ``HEAD /job/file``

        Args:
            job_id: The job (16 hexadecimal digits in the examples).
            path: Path of the file as the job's manifest has it.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The file exists. There is no body.

        Raises:
            BadRequestError: 400: A parameter is missing or wrong. There is no body.
            AuthenticationError: 401: The key is missing or has expired. There is no body.
            PermissionDeniedError: 403: The key may not do this. There is no body.
            NotFoundError: 404: There is no such job or file. There is no body.
            RateLimitError: 429: Too many calls. There is no body.
            ServiceUnavailableError: 503: The compute backend is offline. There is no body.
        """
        return await self._call(
            operations.HEAD_FILE,
            {
                "job_id": job_id,
                "path": path,
            },
            options,
        )

    async def move_to_project(
        self,
        *,
        job_id: str,
        project: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Move a job to a project.

        Files a job under an existing project, or under none when the name is empty.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /job/move-project``

        Args:
            job_id: The job to file.
            project: Name of an existing project; an empty string takes the job out of its project.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The job was moved.

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
                "job_id": job_id,
                "project": project,
            },
            options,
        )

    async def estimate(
        self,
        *,
        program: str,
        deadline_minutes: int | None = None,
        options: RequestOptions | None = None,
    ) -> Cost:
        """Estimate what `submit` costs, in credits.

        The prices are those of `programs.list`. Nothing is bought. What it costs at most is known with `deadline_minutes` only.

        Endpoint: ``GET /program/list``

        Args:
            program: Name of the program to run, as `GET /program/list` gives it.
            deadline_minutes: Time limit of the job in minutes. The provider states no range.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            What it costs at least and at most, each None where it is unknown.
        """
        return await self._run(
            self._estimate(
                operations.SUBMIT,
                {
                    "program": program,
                    "deadline_minutes": deadline_minutes,
                },
                options,
            )
        )

    async def estimate_guided(
        self,
        *,
        program: str,
        options: RequestOptions | None = None,
    ) -> Cost:
        """Estimate what `submit_guided` costs, in credits.

        The prices are those of `programs.list`. Nothing is bought.

        Endpoint: ``GET /program/list``

        Args:
            program: Name of a program whose parameter schema says `guided` is true.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            What it costs at least and at most, each None where it is unknown.
        """
        return await self._run(
            self._estimate(
                operations.SUBMIT_GUIDED,
                {
                    "program": program,
                },
                options,
            )
        )

    async def cancel_many(
        self,
        *,
        job_ids: Iterable[str] | AsyncIterable[str],
        options: RequestOptions | None = None,
    ) -> builtins.list[Waited[str]]:
        """Cancel a job, for many.

        All ids are collected before the first call, so that a list may change by the calls. What fails does not end
        the others, unless the credentials are refused or there is no connection: then the rest is not sent.

        Endpoint: ``POST /job/cancel``

        Args:
            job_ids: Each as `job_id` of `cancel`; the items of a list, for example.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A result or an error for each, in the order of the ids.
        """
        return await self._run(
            self._call_each(
                operations.CANCEL,
                "job_id",
                await self._collected(job_ids),
                {},
                options,
            )
        )

    async def wait(
        self,
        *,
        job_id: str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        cancel_on_timeout: bool = False,
        on_progress: Callable[[models.JobDetail], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.JobDetail:
        """Waits until the job has completed.

        Polls every 5 s at first and every 60 s at last. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /job/view``

        Args:
            job_id: The job (16 hexadecimal digits in the examples).
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well, such as ``['canceled']``.
            cancel_on_timeout: When the time runs out, call `jobs.cancel`; what refuses that is looked
                at once more, and the error's `cancelled` tells whether it was taken.
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
                    "job_id": job_id,
                },
                timeout=timeout,
                accept=accept,
                cancel_on_timeout=cancel_on_timeout,
                on_progress=on_progress,
                options=options,
            )
        )

    def wait_many(
        self,
        *,
        job_ids: Iterable[str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        cancel_on_timeout: bool = False,
        on_progress: Callable[[str, models.JobDetail], object] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Waited[models.JobDetail]]:
        """Waits for many at once and yields each as it finishes: Waits until the job has completed.

        Polls every 5 s at first and every 60 s at last. It asks
        `jobs.list` for the states of all, one request at a time, and about each thing itself
        only when it has ended or is not in the list. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /job/view``

        Args:
            job_ids: Each as `job_id` of the method for one.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well, such as ``['canceled']``.
            cancel_on_timeout: When the time runs out, call `jobs.cancel`; what refuses that is looked
                at once more, and the error's `cancelled` tells whether it was taken.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.GET_WAIT,
                "job_id",
                job_ids,
                timeout=timeout,
                accept=accept,
                cancel_on_timeout=cancel_on_timeout,
                on_progress=on_progress,
                options=options,
            )
        )

    async def download_to(
        self,
        target: str | os.PathLike[str],
        *,
        job_id: str,
        accept_partial_data: bool | None = None,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download all outputs of a job, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``GET /job/download``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            job_id: The job (16 hexadecimal digits in the examples).
            accept_partial_data: True to take what a failed or canceled job left behind. The provider's
                default is false.
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
                    "job_id": job_id,
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

    async def download_file_to(
        self,
        target: str | os.PathLike[str],
        *,
        job_id: str,
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
        """Download one output of a job, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``GET /job/file``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            job_id: The job (16 hexadecimal digits in the examples).
            path: Path of the file as the job's manifest has it.
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
                    "job_id": job_id,
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
        job_id: str,
        parallel: int = 4,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[Path]:
        """Download every file into a folder.

        The files are those that `jobs.get` lists; size and digest are checked
        wherever it tells them. Files that are there already and right are kept.

        Endpoint: ``GET /job/file``

        Args:
            target: A folder that exists; relative paths of the files are made below it.
            job_id: The job (16 hexadecimal digits in the examples).
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
                    "job_id": job_id,
                },
                target,
                parallel=parallel,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )
