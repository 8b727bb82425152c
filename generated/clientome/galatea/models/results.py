"""Answers of GalateaBio Ancestry: results."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AwareDatetime, Field

from clientome._runtime.generated import AnswerModel

ResultJson: TypeAlias = dict[str, Any] | list[Any]
"""A result as JSON. The provider documents no shape, so this is whatever the service answers."""

ResultSamples: TypeAlias = dict[str, Any] | list[Any]
"""The samples among the results of an order. The provider documents no shape; its client calls it a list but declares a mapping, so this is whatever the service answers."""

PdfReportStatus: TypeAlias = Literal["PENDING", "COMPLETED", "FAILED", "QC_FAILED"] | str
"""Where a PDF report stands.

- `PENDING`: being made.
- `COMPLETED`: can be downloaded.
- `FAILED`: could not be made.
- `QC_FAILED`: the sample did not pass quality control.
"""

PdfReportType: TypeAlias = (
    Literal[
        "ANCESTRY",
        "PRS_RUO_CARDIO",
        "PRS_RUO_CANCER",
        "PRS_CLINICAL",
        "PRS_CLINICAL_CARDIO",
        "PRS_CLINICAL_CANCER",
    ]
    | str
)
"""What a PDF report is about.

- `ANCESTRY`: ancestry.
- `PRS_RUO_CARDIO`, `PRS_RUO_CANCER`: cardiometabolic and cancer risk, for research only.
- `PRS_CLINICAL_CARDIO`, `PRS_CLINICAL_CANCER`: the same for clinical use.
- `PRS_CLINICAL`: occurs in answers; the documentation does not explain it.
"""

PdfRequestType: TypeAlias = Literal["ORDER", "SAMPLE"] | str
"""Whether a report was asked for with the order (`ORDER`) or later for one sample (`SAMPLE`)."""


class PdfReport(AnswerModel):
    """A PDF report of an order and how far its making is."""

    id: str
    """Id of the report, to be given as `pdf_request_id` for its download."""
    status: PdfReportStatus
    sample_id: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Name of the sample in the source file."""
    order_id: str
    """Id of the order."""
    result_id: str | None = None
    """Id of the result that the report was made from."""
    org_name: str | None = None
    """Name of the organisation."""
    report_type: PdfReportType | None = None
    request_type: PdfRequestType | None = None
    request_version: int | None = None
    """Counts the requests for reports of the order, from 1."""
    report_version: str | None = None
    """Version of the report's template; may be empty."""
    pdf_file_name: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Name of the PDF file. It contains the sample's name."""
    file_size_bytes: int | None = None
    """Size in bytes."""
    check_sum: str | None = None
    """MD5 of the file in hexadecimal digits."""
    started_at: AwareDatetime
    """When the making began."""
    completed_at: AwareDatetime | None = None
    """When it ended; null before."""
    is_signed_by_deprecated_director: bool | None = None
    """Whether the person who signed it no longer directs the laboratory. Known from the Swagger only."""
    notice: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Remark on the report. Known from the Swagger only."""


class PdfReportPage(AnswerModel):
    """One page of PDF reports."""

    count: int
    """Reports over all pages."""
    next: str | None = None
    """Address of the next page; null on the last."""
    previous: str | None = None
    """Address of the page before; null on the first."""
    results: list[PdfReport]
    """The reports of this page."""
