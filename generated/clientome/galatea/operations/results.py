"""The operations of `results`, each described once for both clients."""

from __future__ import annotations

import builtins
from typing import Any

from clientome._runtime.generated import (
    Acceptor,
    After,
    Answer,
    BinaryResponse,
    Condition,
    Constraint,
    Download,
    Manifest,
    Operation,
    Page,
    Pagination,
    Parameter,
    Waiter,
)

from .. import models
from ..arguments import results as arguments

DOWNLOAD: Operation[BinaryResponse] = Operation(
    id="downloadResult",
    method="GET",
    path="/data/results/{order_id}/download",
    answers=(Answer(200, "binary", content_type="application/octet-stream"),),
    arguments=arguments.DownloadResult,
    parameters=(
        Parameter("order_id", "path"),
        Parameter("result_type", "query"),
        Parameter("pdf_request_id", "query"),
    ),
    retry="safe",
    readonly=True,
    security=(("api_key",), ("login",)),
    constraints=(
        Constraint(
            rule="forbids",
            arguments=("pdf_request_id",),
            message="pdf_request_id picks one PDF report and goes with result_type PDF_REPORT only.",
            when=Condition(
                "result_type",
                any_of=(
                    "SUMMARY_SUPERSET",
                    "SUMMARY_CHROMS",
                    "DETAILED_SUPERSET",
                    "DETAILED_CHROMS",
                    "PRS_JSON_DATA",
                    "PRS_IMAGES",
                    "EXEC_ERRORS",
                ),
            ),
        ),
    ),
)

GET_JSON: Operation[models.ResultJson] = Operation(
    id="getResultJson",
    method="GET",
    path="/data/results/{order_id}/json",
    answers=(Answer(200, "json", type=models.ResultJson),),
    arguments=arguments.GetResultJson,
    parameters=(Parameter("order_id", "path"), Parameter("result_type", "query")),
    retry="safe",
    readonly=True,
    security=(("api_key",), ("login",)),
)

LIST_PDF_REPORTS: Operation[Page[models.PdfReport]] = Operation(
    id="listPdfReports",
    method="GET",
    path="/data/results/{order_id}/pdf_report",
    answers=(Answer(200, "json", type=models.PdfReportPage),),
    arguments=arguments.ListPdfReports,
    parameters=(
        Parameter("order_id", "path"),
        Parameter("page", "query"),
        Parameter("page_size", "query"),
        Parameter("request_version", "query"),
        Parameter("report_version", "query"),
        Parameter("sample_id", "query", sensitive=True),
        Parameter("latest", "query"),
        Parameter("report_type", "query"),
    ),
    pagination=Pagination(
        style="page",
        items=("results",),
        page="page",
        size="page_size",
        total=("count",),
        next=("next",),
        key=(("id",),),
    ),
    retry="safe",
    readonly=True,
    security=(("api_key",), ("login",)),
)

LIST_SAMPLES: Operation[models.ResultSamples] = Operation(
    id="listResultSamples",
    method="GET",
    path="/data/results/{order_id}/samples",
    answers=(Answer(200, "json", type=models.ResultSamples),),
    arguments=arguments.ListResultSamples,
    parameters=(Parameter("order_id", "path"),),
    retry="safe",
    readonly=True,
    security=(("api_key",), ("login",)),
)


LIST_PDF_REPORTS_WAIT_PDF_REPORTS: Waiter[builtins.list[models.PdfReport]] = Waiter(
    name="wait_pdf_reports",
    operation=LIST_PDF_REPORTS,
    acceptors=(
        Acceptor(
            state="failure",
            path=("count",),
            any_of=(0,),
            message="the order is complete and makes no PDF reports",
        ),
        Acceptor(state="failure", path=("results", "*", "status"), any_of=("FAILED", "QC_FAILED")),
        Acceptor(state="success", path=("results", "*", "status"), any_of=("COMPLETED",), match="all"),
    ),
    min_delay=10.0,
    max_delay=60.0,
    timeout=18000.0,
    result=("results",),
    constants={"page_size": 1000},
    after=After("operations.orders:LIST_WAIT", {"order_id": "order_id"}),
)

DOWNLOAD_TO: Download[Any] = Download(
    operation=DOWNLOAD,
    manifest=Manifest(
        operation=LIST_PDF_REPORTS,
        inputs={"order_id": "order_id"},
        argument="pdf_request_id",
        key=("id",),
        name=("pdf_file_name",),
        size=("file_size_bytes",),
        checksum=("check_sum",),
        constants={"result_type": "PDF_REPORT"},
    ),
)
