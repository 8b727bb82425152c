"""What a finished order produced, as files, as JSON and as PDF reports."""

from __future__ import annotations

import uuid

from clientome.runtime.answers import AsyncBinaryResponse, BinaryResponse
from clientome.runtime.client import AsyncResource, Resource
from clientome.runtime.options import RequestOptions
from clientome.runtime.pages import AsyncPage, Page

from .. import models
from ..operations import results as operations


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
