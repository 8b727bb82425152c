"""The operations of `files`, each described once for both clients."""

from __future__ import annotations

from typing import Any

from clientome._runtime.generated import (
    Acceptor,
    Answer,
    BinaryResponse,
    DirectWay,
    Download,
    Item,
    ManagedUpload,
    Manifest,
    Media,
    Operation,
    Page,
    Pagination,
    Parameter,
    Recovery,
    SftpWay,
    StateList,
    Upload,
    Waiter,
)

from .. import models
from ..arguments import files as arguments

LIST: Operation[Page[models.SourceFile]] = Operation(
    id="listFiles",
    method="GET",
    path="/data/files",
    answers=(Answer(200, "json", type=models.SourceFilePage),),
    arguments=arguments.ListFiles,
    parameters=(
        Parameter("page", "query"),
        Parameter("page_size", "query"),
        Parameter("file", "query", sensitive=True),
        Parameter("only_acceptable", "query"),
        Parameter("org_names", "query", explode=False),
        Parameter("min_date", "query"),
        Parameter("max_date", "query"),
        Parameter("show_virtual", "query"),
        Parameter("files_ids", "query", explode=False),
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

UPLOAD: Operation[models.SourceFile] = Operation(
    id="uploadFile",
    method="POST",
    path="/data/files/upload",
    answers=(Answer(201, "json", type=models.SourceFile),),
    arguments=arguments.UploadFile,
    parameters=(
        Parameter(
            "file",
            "file",
            upload=Upload(max_bytes=50000000, max_files=1, file_name_pattern="[A-Za-z0-9 +_.-]{1,190}"),
        ),
    ),
    body=(Media("multipart/form-data", ("file",)),),
    body_required=True,
    look_up="files.list",
    recovery=Recovery(
        operation="operations.files:LIST",
        inputs={"file": "$file.name"},
        match={
            ("src_file_name",): "$file.name",
            ("file_size_bytes",): "$file.size",
            ("check_sum",): "$file.md5",
        },
        since=("created_at",),
        id=("id",),
    ),
    security=(("api_key",), ("login",)),
    read_timeout=600.0,
)

SET_ALIAS: Operation[models.SourceFile] = Operation(
    id="setSampleAlias",
    method="PUT",
    path="/data/files/{source_file_id}",
    answers=(Answer(201, "json", type=models.SourceFile),),
    arguments=arguments.SetSampleAlias,
    parameters=(
        Parameter("source_file_id", "path"),
        Parameter("sample_alias", "body", sensitive=True, nullable=True),
    ),
    body=(Media("application/json", ("sample_alias",)),),
    body_required=True,
    retry="safe",
    security=(("api_key",), ("login",)),
)

DELETE: Operation[None] = Operation(
    id="deleteFile",
    method="DELETE",
    path="/data/files/{source_file_id}",
    answers=(Answer(200, "none"),),
    arguments=arguments.DeleteFile,
    parameters=(Parameter("source_file_id", "path"),),
    retry="safe",
    security=(("api_key",), ("login",)),
)

DOWNLOAD: Operation[BinaryResponse] = Operation(
    id="downloadFile",
    method="GET",
    path="/data/files/{source_file_id}/download",
    answers=(Answer(200, "binary", content_type="application/octet-stream"),),
    arguments=arguments.DownloadFile,
    parameters=(Parameter("source_file_id", "path"),),
    retry="safe",
    readonly=True,
    security=(("api_key",), ("login",)),
)


LIST_WAIT_VALID: Waiter[models.SourceFile] = Waiter(
    name="wait_valid",
    operation=LIST,
    acceptors=(
        Acceptor(state="success", path=("status",), any_of=("VALID",)),
        Acceptor(state="failure", path=("status",), any_of=("NOT_VALID", "FAILED")),
    ),
    min_delay=30.0,
    max_delay=60.0,
    timeout=3600.0,
    inputs={"source_file_id": "file"},
    reason=("check_information",),
    item=Item(items=("results",), key=("id",), argument="source_file_id", is_uuid=True),
    many=StateList(
        operation=LIST,
        items=("results",),
        key=("id",),
        state=("status",),
        constants={"page_size": 100},
        ids="files_ids",
    ),
)

DOWNLOAD_TO: Download[Any] = Download(
    operation=DOWNLOAD,
    manifest=Manifest(
        operation=LIST,
        inputs={"file": "source_file_id"},
        argument="source_file_id",
        key=("id",),
        size=("file_size_bytes",),
        checksum=("check_sum",),
    ),
)

UPLOAD_AND_WAIT: ManagedUpload[models.SourceFile] = ManagedUpload(
    name="upload_and_wait",
    ways=(
        DirectWay(operation=UPLOAD, argument="file", max_bytes=50000000),
        SftpWay(
            hosts={"development": "sftp.dev.galatea.bio"},
            find=LIST,
            find_inputs={"file": "$file.name"},
            items=("results",),
            key=("src_short_file_path",),
            file_name_pattern="[A-Za-z0-9 +_.-]{1,190}",
            timeout=1800.0,
        ),
    ),
    upload=Upload(file_name_pattern="[A-Za-z0-9 +_.-]{1,190}"),
    then=LIST_WAIT_VALID,
    then_inputs={"source_file_id": ("id",)},
)
