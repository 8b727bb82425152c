"""Chains of jobs in which each step takes the outputs of the one before."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from clientome._runtime.generated import (
    AsyncPage,
    AsyncResource,
    FileInput,
    Page,
    Progress,
    RequestOptions,
    Resource,
    with_progress,
)

from .. import models
from ..operations import pipelines as operations

if TYPE_CHECKING:
    from clientome._runtime.generated import Waited


class PipelinesResource(Resource):
    """Chains of jobs in which each step takes the outputs of the one before."""

    def submit(
        self,
        *,
        steps: Sequence[models.PipelineStep | Mapping[str, object]],
        project: str | None = None,
        memo: str | None = None,
        pipeline_input_src: Literal["none", "upload", "dataset"] | None = None,
        pipeline_input_ref: str | None = None,
        pipeline_input: FileInput | Sequence[FileInput] | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.PipelineRef:
        """Submit a pipeline.

        Starts a chain of jobs that run one after the other; from the second on, each takes the outputs
        of the one before as its input. All steps share one set of files: none, a stored dataset, or
        files sent along (multipart only). A step has either raw arguments or guided parameters and
        never a source of its own. Every step costs credits (403 when there are not enough).

        This call can cost money. It is never sent again once a byte of it has left. With a `state` the
        client looks where an answer was lost: it returns what was carried out, and sends again what is
        not there after 60 s. For that `State(mark_calls=True)` appends a short mark to `memo`. The
        answer is waited for up to 600 s, unless you set a read timeout.

        Endpoint: ``POST /pipeline/submit``

        Args:
            steps: The jobs in order. From the second on, a step takes the outputs of the one before as
                its input.
            project: Project under which the pipeline is filed.
            memo: A note of your own that is shown with the pipeline.
            pipeline_input_src: Source of the files that all steps share. Files can be sent only as
                multipart. One of none, upload, dataset.
            pipeline_input_ref: Digest of the dataset; goes with `pipeline_input_src` `dataset`.
            pipeline_input: Files that all steps share: scripts, configuration, targets, ligands. The
                name of each part is the file's relative path. At most 20,000 files. At most 20,000
                files; of a folder `data` the file `a.txt` is sent as `data/a.txt`, or as `a.txt` with
                `Folder(path, prefix='')`; system files such as `.DS_Store` and `.git` stay behind, and
                what `Folder(path, exclude=[...])` names.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The pipeline was accepted.

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
                "steps": steps,
                "project": project,
                "memo": memo,
                "pipeline_input_src": pipeline_input_src,
                "pipeline_input_ref": pipeline_input_ref,
                "pipeline_input": pipeline_input,
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
        options: RequestOptions | None = None,
    ) -> Page[models.PipelineSummary]:
        """List pipelines.

        Lists the account's pipelines, a slice at a time, with their progress.

        Endpoint: ``GET /pipeline/list``

        Args:
            limit: Rows per slice, at most 100. At most 100.
            offset: Rows to skip.
            status: Only pipelines of this status, for example `running`; the provider lists no allowed
                values.
            project: Only pipelines of this project.
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
            },
            options,
        )

    def get(
        self,
        *,
        pipeline_id: str,
        options: RequestOptions | None = None,
    ) -> models.PipelineDetail:
        """Look at one pipeline.

        Gives status, progress, the job that is running and the steps as the service normalised them
        (JSON text inside the JSON answer).

        Endpoint: ``GET /pipeline/info``

        Args:
            pipeline_id: The pipeline.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The pipeline.

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
                "pipeline_id": pipeline_id,
            },
            options,
        )

    def wait(
        self,
        *,
        pipeline_id: str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[models.PipelineDetail], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.PipelineDetail:
        """Waits until the last step of the pipeline has completed.

        Polls every 5 s at first and every 60 s at last. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /pipeline/info``

        Args:
            pipeline_id: The pipeline.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well, such as ``['canceled']``.
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
                    "pipeline_id": pipeline_id,
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
        pipeline_ids: Iterable[str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[str, models.PipelineDetail], object] | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Waited[models.PipelineDetail]]:
        """Waits for many at once and yields each as it finishes: Waits until the last step of the pipeline has completed.

        Polls every 5 s at first and every 60 s at last. It asks
        `pipelines.list` for the states of all, one request at a time, and about each thing itself
        only when it has ended or is not in the list. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /pipeline/info``

        Args:
            pipeline_ids: Each as `pipeline_id` of the method for one.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well, such as ``['canceled']``.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.GET_WAIT,
                "pipeline_id",
                pipeline_ids,
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )


class AsyncPipelinesResource(AsyncResource):
    """Chains of jobs in which each step takes the outputs of the one before."""

    async def submit(
        self,
        *,
        steps: Sequence[models.PipelineStep | Mapping[str, object]],
        project: str | None = None,
        memo: str | None = None,
        pipeline_input_src: Literal["none", "upload", "dataset"] | None = None,
        pipeline_input_ref: str | None = None,
        pipeline_input: FileInput | Sequence[FileInput] | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.PipelineRef:
        """Submit a pipeline.

        Starts a chain of jobs that run one after the other; from the second on, each takes the outputs
        of the one before as its input. All steps share one set of files: none, a stored dataset, or
        files sent along (multipart only). A step has either raw arguments or guided parameters and
        never a source of its own. Every step costs credits (403 when there are not enough).

        This call can cost money. It is never sent again once a byte of it has left. With a `state` the
        client looks where an answer was lost: it returns what was carried out, and sends again what is
        not there after 60 s. For that `State(mark_calls=True)` appends a short mark to `memo`. The
        answer is waited for up to 600 s, unless you set a read timeout.

        Endpoint: ``POST /pipeline/submit``

        Args:
            steps: The jobs in order. From the second on, a step takes the outputs of the one before as
                its input.
            project: Project under which the pipeline is filed.
            memo: A note of your own that is shown with the pipeline.
            pipeline_input_src: Source of the files that all steps share. Files can be sent only as
                multipart. One of none, upload, dataset.
            pipeline_input_ref: Digest of the dataset; goes with `pipeline_input_src` `dataset`.
            pipeline_input: Files that all steps share: scripts, configuration, targets, ligands. The
                name of each part is the file's relative path. At most 20,000 files. At most 20,000
                files; of a folder `data` the file `a.txt` is sent as `data/a.txt`, or as `a.txt` with
                `Folder(path, prefix='')`; system files such as `.DS_Store` and `.git` stay behind, and
                what `Folder(path, exclude=[...])` names.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The pipeline was accepted.

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
                "steps": steps,
                "project": project,
                "memo": memo,
                "pipeline_input_src": pipeline_input_src,
                "pipeline_input_ref": pipeline_input_ref,
                "pipeline_input": pipeline_input,
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
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.PipelineSummary]:
        """List pipelines.

        Lists the account's pipelines, a slice at a time, with their progress.

        Endpoint: ``GET /pipeline/list``

        Args:
            limit: Rows per slice, at most 100. At most 100.
            offset: Rows to skip.
            status: Only pipelines of this status, for example `running`; the provider lists no allowed
                values.
            project: Only pipelines of this project.
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
            },
            options,
        )

    async def get(
        self,
        *,
        pipeline_id: str,
        options: RequestOptions | None = None,
    ) -> models.PipelineDetail:
        """Look at one pipeline.

        Gives status, progress, the job that is running and the steps as the service normalised them
        (JSON text inside the JSON answer).

        Endpoint: ``GET /pipeline/info``

        Args:
            pipeline_id: The pipeline.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The pipeline.

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
                "pipeline_id": pipeline_id,
            },
            options,
        )

    async def wait(
        self,
        *,
        pipeline_id: str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[models.PipelineDetail], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.PipelineDetail:
        """Waits until the last step of the pipeline has completed.

        Polls every 5 s at first and every 60 s at last. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /pipeline/info``

        Args:
            pipeline_id: The pipeline.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well, such as ``['canceled']``.
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
                    "pipeline_id": pipeline_id,
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
        pipeline_ids: Iterable[str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[str, models.PipelineDetail], object] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Waited[models.PipelineDetail]]:
        """Waits for many at once and yields each as it finishes: Waits until the last step of the pipeline has completed.

        Polls every 5 s at first and every 60 s at last. It asks
        `pipelines.list` for the states of all, one request at a time, and about each thing itself
        only when it has ended or is not in the list. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /pipeline/info``

        Args:
            pipeline_ids: Each as `pipeline_id` of the method for one.
            timeout: Seconds to wait at most; no limit when left out.
            accept: Further states that end the wait well, such as ``['canceled']``.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.GET_WAIT,
                "pipeline_id",
                pipeline_ids,
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )
