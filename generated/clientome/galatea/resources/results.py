"""What a finished order produced, as files, as JSON and as PDF reports."""

from __future__ import annotations

import builtins
import os
import uuid
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from clientome._runtime.generated import (
    AsyncBinaryResponse,
    AsyncPage,
    AsyncResource,
    BinaryResponse,
    Page,
    Progress,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import results as operations

if TYPE_CHECKING:
    from clientome._runtime.generated import Waited


class ResultsResource(Resource):
    """What a finished order produced, as files, as JSON and as PDF reports."""

    def download(
        self,
        *,
        order_id: uuid.UUID | str,
        result_type: models.ResultTypeInput,
        pdf_request_id: uuid.UUID | str | None = None,
        options: RequestOptions | None = None,
    ) -> BinaryResponse:
        """Download one result of an order.

        Streams one result as a file; its name comes in the Content-Disposition header. Which results an
        order has stands in its `result_types`; some depend on how your organisation is set up.

        With `result_type` `PDF_REPORT` you get all reports in a ZIP archive, and with `pdf_request_id`
        besides a single report as a PDF. `EXEC_ERRORS` exists for an order that failed. From which
        statuses on results can be downloaded is not documented; users were seen to download from
        `Completed` and `Reports failed`.

        Endpoint: ``GET /data/results/{order_id}/download``

        Args:
            order_id: Id of the order.
            result_type: What to download. One of SUMMARY_SUPERSET, SUMMARY_CHROMS, DETAILED_SUPERSET,
                DETAILED_CHROMS, PDF_REPORT, PRS_JSON_DATA, PRS_IMAGES, EXEC_ERRORS.
            pdf_request_id: Id of one PDF report, from the list of reports; only with `PDF_REPORT`.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The bytes of the result; a TSV, ZIP or PDF file.

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
                "order_id": order_id,
                "result_type": result_type,
                "pdf_request_id": pdf_request_id,
            },
            options,
        )

    def get_json(
        self,
        *,
        order_id: uuid.UUID | str,
        result_type: models.JsonResultType,
        options: RequestOptions | None = None,
    ) -> models.ResultJson:
        """Get a result of an order as JSON.

        Returns one of the four tables of ancestry labels as JSON instead of a file. The shape of the
        answer is not documented.

        Endpoint: ``GET /data/results/{order_id}/json``

        Args:
            order_id: Id of the order.
            result_type: Which table. The sample in the documentation lacks this, but the Swagger and
                the official client require it. One of SUMMARY_CHROMS, SUMMARY_SUPERSET,
                DETAILED_CHROMS, DETAILED_SUPERSET.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The table. No shape is documented.

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
            operations.GET_JSON,
            {
                "order_id": order_id,
                "result_type": result_type,
            },
            options,
        )

    def list_pdf_reports(
        self,
        *,
        order_id: uuid.UUID | str,
        page: int | None = None,
        page_size: int | None = None,
        request_version: int | None = None,
        report_version: str | None = None,
        sample_id: str | None = None,
        latest: bool | None = None,
        report_type: models.PdfReportTypeFilter | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.PdfReport]:
        """List the PDF reports of an order.

        Lists the PDF reports that were asked for with an order or later for one of its samples. Give a
        report's `id` as `pdf_request_id` to download it alone.

        Endpoint: ``GET /data/results/{order_id}/pdf_report``

        Args:
            order_id: Id of the order.
            page: Number of the page, from 1. Left out, the first page is returned. At least 1.
            page_size: Items per page. Neither a default nor a maximum is documented; the official
                client asks for 10, samples of the documentation for 1000. At least 1.
            request_version: Only the reports of this request; the requests of an order are counted from
                1.
            report_version: Only reports of this version.
            sample_id: Only reports of the sample of this name.
            latest: Only the newest reports. The Swagger names this filter and does not explain it.
            report_type: Only reports of this type. The Swagger calls it required, but neither the
                documentation nor the official client ever sends it. One of PRS_RUO_CARDIO,
                PRS_RUO_CANCER, PRS_CLINICAL_CARDIO, PRS_CLINICAL_CANCER, ANCESTRY.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A page of reports.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            UnprocessableEntityError: 422: The request is well formed but what it says cannot be carried
                out.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._page(
            operations.LIST_PDF_REPORTS,
            {
                "order_id": order_id,
                "page": page,
                "page_size": page_size,
                "request_version": request_version,
                "report_version": report_version,
                "sample_id": sample_id,
                "latest": latest,
                "report_type": report_type,
            },
            options,
        )

    def list_samples(
        self,
        *,
        order_id: uuid.UUID | str,
        options: RequestOptions | None = None,
    ) -> models.ResultSamples:
        """List the samples among the results of an order.

        Returns the samples that the results of an order speak of. Neither the provider's documentation
        nor its Swagger has this operation, its own client does; the shape of the answer is not
        documented.

        Endpoint: ``GET /data/results/{order_id}/samples``

        Args:
            order_id: Id of the order.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The samples. No shape is documented.

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
            operations.LIST_SAMPLES,
            {
                "order_id": order_id,
            },
            options,
        )

    def wait_pdf_reports(
        self,
        *,
        order_id: uuid.UUID | str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[builtins.list[models.PdfReport]], object] | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[models.PdfReport]:
        """Waits until an order is complete and all its PDF reports are made, and returns them, up to a thousand. The service makes reports one after the other and lists them as they come; only a complete order has them all. Fails when the order or one of its reports failed or did not pass quality control, and when the order makes no reports.

        Polls every 10 s at first and every 60 s at last. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /data/results/{order_id}/pdf_report``

        Args:
            order_id: Id of the order.
            timeout: Seconds to wait at most; 18000 when left out.
            accept: Further states that end the wait well, such as ``['QC_FAILED']``.
            on_progress: Called with the newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Raises:
            WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
        """
        return self._run(
            self._wait(
                operations.LIST_PDF_REPORTS_WAIT_PDF_REPORTS,
                {
                    "order_id": order_id,
                },
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    def wait_pdf_reports_many(
        self,
        *,
        order_ids: Iterable[uuid.UUID | str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[uuid.UUID | str, builtins.list[models.PdfReport]], object] | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Waited[builtins.list[models.PdfReport]]]:
        """Waits for many at once and yields each as it finishes: Waits until an order is complete and all its PDF reports are made, and returns them, up to a thousand. The service makes reports one after the other and lists them as they come; only a complete order has them all. Fails when the order or one of its reports failed or did not pass quality control, and when the order makes no reports.

        Polls every 10 s at first and every 60 s at last. One request
        at a time, whatever the number. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /data/results/{order_id}/pdf_report``

        Args:
            order_ids: Each as `order_id` of the method for one.
            timeout: Seconds to wait at most; 18000 when left out.
            accept: Further states that end the wait well, such as ``['QC_FAILED']``.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.LIST_PDF_REPORTS_WAIT_PDF_REPORTS,
                "order_id",
                order_ids,
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
        order_id: uuid.UUID | str,
        result_type: models.ResultTypeInput,
        pdf_request_id: uuid.UUID | str | None = None,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        verify: bool = True,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download one result of an order, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``GET /data/results/{order_id}/download``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            order_id: Id of the order.
            result_type: What to download. One of SUMMARY_SUPERSET, SUMMARY_CHROMS, DETAILED_SUPERSET,
                DETAILED_CHROMS, PDF_REPORT, PRS_JSON_DATA, PRS_IMAGES, EXEC_ERRORS.
            pdf_request_id: Id of one PDF report, from the list of reports; only with `PDF_REPORT`.
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
                    "order_id": order_id,
                    "result_type": result_type,
                    "pdf_request_id": pdf_request_id,
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

    def download_pdf_reports(
        self,
        target: str | os.PathLike[str],
        *,
        order_id: uuid.UUID | str,
        parallel: int = 4,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[Path]:
        """Download every file into a folder.

        The files are those that `results.list_pdf_reports` lists; size and digest are checked
        wherever it tells them. Files that are there already and right are kept.

        Endpoint: ``GET /data/results/{order_id}/download``

        Args:
            target: A folder that exists; relative paths of the files are made below it.
            order_id: Id of the order.
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

        Refusals are those of `download`.
        """
        return self._save_all(
            self._download_all(
                operations.DOWNLOAD_TO,
                {
                    "order_id": order_id,
                },
                target,
                parallel=parallel,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )


class AsyncResultsResource(AsyncResource):
    """What a finished order produced, as files, as JSON and as PDF reports."""

    async def download(
        self,
        *,
        order_id: uuid.UUID | str,
        result_type: models.ResultTypeInput,
        pdf_request_id: uuid.UUID | str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncBinaryResponse:
        """Download one result of an order.

        Streams one result as a file; its name comes in the Content-Disposition header. Which results an
        order has stands in its `result_types`; some depend on how your organisation is set up.

        With `result_type` `PDF_REPORT` you get all reports in a ZIP archive, and with `pdf_request_id`
        besides a single report as a PDF. `EXEC_ERRORS` exists for an order that failed. From which
        statuses on results can be downloaded is not documented; users were seen to download from
        `Completed` and `Reports failed`.

        Endpoint: ``GET /data/results/{order_id}/download``

        Args:
            order_id: Id of the order.
            result_type: What to download. One of SUMMARY_SUPERSET, SUMMARY_CHROMS, DETAILED_SUPERSET,
                DETAILED_CHROMS, PDF_REPORT, PRS_JSON_DATA, PRS_IMAGES, EXEC_ERRORS.
            pdf_request_id: Id of one PDF report, from the list of reports; only with `PDF_REPORT`.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The bytes of the result; a TSV, ZIP or PDF file.

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
                "order_id": order_id,
                "result_type": result_type,
                "pdf_request_id": pdf_request_id,
            },
            options,
        )

    async def get_json(
        self,
        *,
        order_id: uuid.UUID | str,
        result_type: models.JsonResultType,
        options: RequestOptions | None = None,
    ) -> models.ResultJson:
        """Get a result of an order as JSON.

        Returns one of the four tables of ancestry labels as JSON instead of a file. The shape of the
        answer is not documented.

        Endpoint: ``GET /data/results/{order_id}/json``

        Args:
            order_id: Id of the order.
            result_type: Which table. The sample in the documentation lacks this, but the Swagger and
                the official client require it. One of SUMMARY_CHROMS, SUMMARY_SUPERSET,
                DETAILED_CHROMS, DETAILED_SUPERSET.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The table. No shape is documented.

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
            operations.GET_JSON,
            {
                "order_id": order_id,
                "result_type": result_type,
            },
            options,
        )

    async def list_pdf_reports(
        self,
        *,
        order_id: uuid.UUID | str,
        page: int | None = None,
        page_size: int | None = None,
        request_version: int | None = None,
        report_version: str | None = None,
        sample_id: str | None = None,
        latest: bool | None = None,
        report_type: models.PdfReportTypeFilter | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.PdfReport]:
        """List the PDF reports of an order.

        Lists the PDF reports that were asked for with an order or later for one of its samples. Give a
        report's `id` as `pdf_request_id` to download it alone.

        Endpoint: ``GET /data/results/{order_id}/pdf_report``

        Args:
            order_id: Id of the order.
            page: Number of the page, from 1. Left out, the first page is returned. At least 1.
            page_size: Items per page. Neither a default nor a maximum is documented; the official
                client asks for 10, samples of the documentation for 1000. At least 1.
            request_version: Only the reports of this request; the requests of an order are counted from
                1.
            report_version: Only reports of this version.
            sample_id: Only reports of the sample of this name.
            latest: Only the newest reports. The Swagger names this filter and does not explain it.
            report_type: Only reports of this type. The Swagger calls it required, but neither the
                documentation nor the official client ever sends it. One of PRS_RUO_CARDIO,
                PRS_RUO_CANCER, PRS_CLINICAL_CARDIO, PRS_CLINICAL_CANCER, ANCESTRY.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A page of reports.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            UnprocessableEntityError: 422: The request is well formed but what it says cannot be carried
                out.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._page(
            operations.LIST_PDF_REPORTS,
            {
                "order_id": order_id,
                "page": page,
                "page_size": page_size,
                "request_version": request_version,
                "report_version": report_version,
                "sample_id": sample_id,
                "latest": latest,
                "report_type": report_type,
            },
            options,
        )

    async def list_samples(
        self,
        *,
        order_id: uuid.UUID | str,
        options: RequestOptions | None = None,
    ) -> models.ResultSamples:
        """List the samples among the results of an order.

        Returns the samples that the results of an order speak of. Neither the provider's documentation
        nor its Swagger has this operation, its own client does; the shape of the answer is not
        documented.

        Endpoint: ``GET /data/results/{order_id}/samples``

        Args:
            order_id: Id of the order.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The samples. No shape is documented.

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
            operations.LIST_SAMPLES,
            {
                "order_id": order_id,
            },
            options,
        )

    async def wait_pdf_reports(
        self,
        *,
        order_id: uuid.UUID | str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[builtins.list[models.PdfReport]], object] | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[models.PdfReport]:
        """Waits until an order is complete and all its PDF reports are made, and returns them, up to a thousand. The service makes reports one after the other and lists them as they come; only a complete order has them all. Fails when the order or one of its reports failed or did not pass quality control, and when the order makes no reports.

        Polls every 10 s at first and every 60 s at last. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /data/results/{order_id}/pdf_report``

        Args:
            order_id: Id of the order.
            timeout: Seconds to wait at most; 18000 when left out.
            accept: Further states that end the wait well, such as ``['QC_FAILED']``.
            on_progress: Called with the newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Raises:
            WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
        """
        return await self._run(
            self._wait(
                operations.LIST_PDF_REPORTS_WAIT_PDF_REPORTS,
                {
                    "order_id": order_id,
                },
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    def wait_pdf_reports_many(
        self,
        *,
        order_ids: Iterable[uuid.UUID | str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[uuid.UUID | str, builtins.list[models.PdfReport]], object] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Waited[builtins.list[models.PdfReport]]]:
        """Waits for many at once and yields each as it finishes: Waits until an order is complete and all its PDF reports are made, and returns them, up to a thousand. The service makes reports one after the other and lists them as they come; only a complete order has them all. Fails when the order or one of its reports failed or did not pass quality control, and when the order makes no reports.

        Polls every 10 s at first and every 60 s at last. One request
        at a time, whatever the number. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /data/results/{order_id}/pdf_report``

        Args:
            order_ids: Each as `order_id` of the method for one.
            timeout: Seconds to wait at most; 18000 when left out.
            accept: Further states that end the wait well, such as ``['QC_FAILED']``.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.LIST_PDF_REPORTS_WAIT_PDF_REPORTS,
                "order_id",
                order_ids,
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
        order_id: uuid.UUID | str,
        result_type: models.ResultTypeInput,
        pdf_request_id: uuid.UUID | str | None = None,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        verify: bool = True,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download one result of an order, to the disk.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Endpoint: ``GET /data/results/{order_id}/download``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            order_id: Id of the order.
            result_type: What to download. One of SUMMARY_SUPERSET, SUMMARY_CHROMS, DETAILED_SUPERSET,
                DETAILED_CHROMS, PDF_REPORT, PRS_JSON_DATA, PRS_IMAGES, EXEC_ERRORS.
            pdf_request_id: Id of one PDF report, from the list of reports; only with `PDF_REPORT`.
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
                    "order_id": order_id,
                    "result_type": result_type,
                    "pdf_request_id": pdf_request_id,
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

    async def download_pdf_reports(
        self,
        target: str | os.PathLike[str],
        *,
        order_id: uuid.UUID | str,
        parallel: int = 4,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[Path]:
        """Download every file into a folder.

        The files are those that `results.list_pdf_reports` lists; size and digest are checked
        wherever it tells them. Files that are there already and right are kept.

        Endpoint: ``GET /data/results/{order_id}/download``

        Args:
            target: A folder that exists; relative paths of the files are made below it.
            order_id: Id of the order.
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

        Refusals are those of `download`.
        """
        return await self._save_all(
            self._download_all(
                operations.DOWNLOAD_TO,
                {
                    "order_id": order_id,
                },
                target,
                parallel=parallel,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )
