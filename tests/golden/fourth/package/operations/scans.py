"""The operations of `scans`, each described once for both clients."""

from __future__ import annotations

import builtins
from typing import Any

from clientome._runtime.generated import (
    Acceptor,
    Answer,
    BinaryResponse,
    DirectWay,
    Download,
    Explanation,
    ManagedUpload,
    Manifest,
    Media,
    Operation,
    Page,
    Pagination,
    Parameter,
    SignedWay,
    Upload,
    Waiter,
)

from .. import models
from ..arguments import scans as arguments

LIST: Operation[Page[models.Scan]] = Operation(
    id="listScans",
    method="GET",
    path="/scans",
    answers=(Answer(200, "json", type=models.ScanPage),),
    arguments=arguments.ListScans,
    parameters=(Parameter("page", "query"), Parameter("name", "query")),
    pagination=Pagination(style="page", items=("items",), page="page", next=("more",)),
    retry="safe",
    readonly=True,
    security=(("key",),),
)

CREATE: Operation[models.Scan] = Operation(
    id="sendScan",
    method="POST",
    path="/scans",
    answers=(Answer(201, "json", type=models.Scan),),
    arguments=arguments.SendScan,
    parameters=(Parameter("file", "file", upload=Upload(max_bytes=1000)), Parameter("note", "body")),
    body=(Media("multipart/form-data", ("file", "note")),),
    body_required=True,
    security=(("key",),),
)

START: Operation[models.Place] = Operation(
    id="startScan",
    method="POST",
    path="/scans/start",
    answers=(Answer(201, "json", type=models.Place),),
    arguments=arguments.StartScan,
    parameters=(Parameter("name", "body"), Parameter("note", "body")),
    body=(Media("application/json", ("name", "note")),),
    body_required=True,
    security=(("key",),),
)

FINISH: Operation[models.Scan] = Operation(
    id="finishScan",
    method="POST",
    path="/scans/finish",
    answers=(Answer(200, "json", type=models.Scan),),
    arguments=arguments.FinishScan,
    parameters=(Parameter("scan_id", "body"), Parameter("sha256", "body"), Parameter("bytes", "body")),
    body=(Media("application/json", ("scan_id", "sha256", "bytes")),),
    body_required=True,
    security=(("key",),),
)

GET: Operation[models.Scan] = Operation(
    id="getScan",
    method="GET",
    path="/scans/{scanId}",
    answers=(Answer(200, "json", type=models.Scan),),
    arguments=arguments.GetScan,
    parameters=(Parameter("scan_id", "path", wire="scanId"),),
    retry="safe",
    readonly=True,
    security=(("key",),),
)

DOWNLOAD: Operation[BinaryResponse] = Operation(
    id="downloadScan",
    method="GET",
    path="/scans/{scanId}/content",
    answers=(Answer(200, "binary", content_type="application/octet-stream"),),
    arguments=arguments.DownloadScan,
    parameters=(Parameter("scan_id", "path", wire="scanId"), Parameter("path", "query")),
    retry="safe",
    readonly=True,
    security=(("key",),),
)

LIST_FILES: Operation[models.Files] = Operation(
    id="listFiles",
    method="GET",
    path="/scans/{scanId}/files",
    answers=(Answer(200, "json", type=models.Files),),
    arguments=arguments.ListFiles,
    parameters=(Parameter("scan_id", "path", wire="scanId"),),
    retry="safe",
    readonly=True,
    security=(("key",),),
)

GET_LINK: Operation[builtins.dict[str, Any]] = Operation(
    id="getLink",
    method="GET",
    path="/scans/{scanId}/link",
    answers=(Answer(200, "json", type=builtins.dict[str, Any]),),
    arguments=arguments.GetLink,
    parameters=(Parameter("scan_id", "path", wire="scanId"),),
    retry="safe",
    readonly=True,
    security=(("key",),),
)

from . import reports as reports_operations

GET_WAIT: Waiter[models.Scan] = Waiter(
    name="wait",
    operation=GET,
    acceptors=(
        Acceptor(state="success", path=("status",), any_of=("read",)),
        Acceptor(state="failure", path=("status",), any_of=("broken",)),
        Acceptor(state="retry", path=("status",), any_of=("in_the_post",), max_delay=3600.0),
    ),
    min_delay=0.01,
    max_delay=0.05,
    explanation=Explanation(
        operation=reports_operations.GET, inputs={"scan_id": "scan_id"}, constants={"kind": "errors"}
    ),
)

DOWNLOAD_TO: Download[Any] = Download(
    operation=DOWNLOAD,
    file_name="path",
    manifest=Manifest(
        operation=LIST_FILES,
        inputs={"scan_id": "scan_id"},
        items=("files",),
        argument="path",
        key=("path",),
        name=("path",),
        size=("bytes",),
        checksum=("sha256",),
    ),
)

DOWNLOAD_LINK: Download[Any] = Download(operation=GET_LINK, link="anywhere")

UPLOAD: ManagedUpload[models.Scan] = ManagedUpload(
    name="upload",
    ways=(
        DirectWay(operation=CREATE, argument="file", max_bytes=1000),
        SignedWay(
            start=START,
            start_inputs={"name": "$file.name"},
            link=("place", "url"),
            finish=FINISH,
            finish_inputs={"scan_id": "$start/scan_id", "sha256": "$file.sha256", "bytes": "$file.size"},
        ),
    ),
    archive="zip",
    upload=Upload(max_bytes=1000000),
    then=GET_WAIT,
    then_inputs={"scan_id": ("scan_id",)},
)
