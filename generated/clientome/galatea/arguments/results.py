"""Arguments of the operations of GalateaBio Ancestry: results."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field, StrictBool, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import results, shared


class DownloadResult(ArgumentsModel):
    """Arguments of GET /data/results/{order_id}/download."""

    order_id: UUID | StrictStr
    result_type: shared.ResultTypeInput
    pdf_request_id: UUID | StrictStr | None = None


class GetResultJson(ArgumentsModel):
    """Arguments of GET /data/results/{order_id}/json."""

    order_id: UUID | StrictStr
    result_type: results.JsonResultType


class ListPdfReports(ArgumentsModel):
    """Arguments of GET /data/results/{order_id}/pdf_report."""

    order_id: UUID | StrictStr
    page: Annotated[StrictInt | None, Field(ge=1)] = None
    page_size: Annotated[StrictInt | None, Field(ge=1)] = None
    request_version: StrictInt | None = None
    report_version: StrictStr | None = None
    sample_id: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    latest: StrictBool | None = None
    report_type: results.PdfReportTypeFilter | None = None


class ListResultSamples(ArgumentsModel):
    """Arguments of GET /data/results/{order_id}/samples."""

    order_id: UUID | StrictStr
