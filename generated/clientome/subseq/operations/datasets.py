"""The operations of `datasets`, each described once for both clients."""

from __future__ import annotations

from typing import Any

from clientome._runtime.generated import (
    Acceptor,
    Answer,
    BinaryResponse,
    Condition,
    Constraint,
    Download,
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
from ..arguments import datasets as arguments

CREATE: Operation[models.DatasetRef] = Operation(
    id="createDataset",
    method="POST",
    path="/dataset/new",
    answers=(Answer(200, "json", type=models.DatasetDigestAnswer),),
    arguments=arguments.CreateDataset,
    parameters=(
        Parameter("project", "body"),
        Parameter("name", "body"),
        Parameter("folder", "file", upload=Upload(max_files=20000, relative_paths=True)),
        Parameter("from_job", "body"),
    ),
    body=(Media("multipart/form-data", ("project", "name", "folder", "from_job")),),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
    security=(("bearer",), ("cookie",)),
    constraints=(
        Constraint(
            rule="exactly-one",
            arguments=("folder", "from_job"),
            message="Give either files in folder or a job in from_job.",
        ),
    ),
    upload=Upload(max_bytes=68719476736),
    read_timeout=600.0,
)

CREATE_UPLOAD_LINK: Operation[models.DatasetUploadLink] = Operation(
    id="createDatasetUploadLink",
    method="POST",
    path="/dataset/upload/presign",
    answers=(Answer(200, "json", type=models.DatasetUploadLinkAnswer),),
    arguments=arguments.CreateDatasetUploadLink,
    parameters=(
        Parameter("project", "body"),
        Parameter("name", "body"),
        Parameter("size_bytes", "body"),
        Parameter("format", "body"),
        Parameter("sha256", "body"),
        Parameter("ttl_seconds", "body"),
    ),
    body=(Media("application/json", ("project", "name", "size_bytes", "format", "sha256", "ttl_seconds")),),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
    security=(("bearer",), ("cookie",)),
)

UPLOAD_ARCHIVE: Operation[models.DatasetRef] = Operation(
    id="uploadDatasetArchive",
    method="PUT",
    path="/dataset/upload",
    answers=(Answer(200, "json", type=models.DatasetDigestAnswer),),
    arguments=arguments.UploadDatasetArchive,
    parameters=(Parameter("token", "query", sensitive=True), Parameter("content", "file", whole=True)),
    body=(Media("application/zip", ("content",)),),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
    retry="safe",
    read_timeout=600.0,
)

EDIT: Operation[models.DatasetEditResult] = Operation(
    id="editDataset",
    method="POST",
    path="/dataset/edit",
    answers=(Answer(200, "json", type=models.DatasetEditAnswer),),
    arguments=arguments.EditDataset,
    parameters=(
        Parameter("base_digest", "body"),
        Parameter("mode", "body"),
        Parameter("delete", "body"),
        Parameter("folder", "file", upload=Upload(max_files=20000, relative_paths=True, folder_name=False)),
        Parameter("name", "body"),
    ),
    body=(Media("multipart/form-data", ("base_digest", "mode", "delete", "folder", "name")),),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
    security=(("bearer",), ("cookie",)),
    constraints=(
        Constraint(
            rule="requires",
            arguments=("name",),
            message="mode='save_as' needs the new name in name.",
            when=Condition("mode", any_of=("save_as",)),
        ),
        Constraint(
            rule="forbids",
            arguments=("name",),
            message="name goes only with mode='save_as'.",
            when=Condition("mode", any_of=("update",)),
        ),
    ),
    upload=Upload(max_bytes=68719476736),
    read_timeout=600.0,
)

DELETE: Operation[None] = Operation(
    id="deleteDataset",
    method="POST",
    path="/dataset/delete",
    answers=(Answer(200, "json", type=models.DoneAnswer),),
    arguments=arguments.DeleteDataset,
    parameters=(Parameter("digest", "query"), Parameter("name", "query")),
    unwrap=("data",),
    enveloped=True,
    security=(("bearer",), ("cookie",)),
    constraints=(
        Constraint(
            rule="exactly-one",
            arguments=("digest", "name"),
            message="Give either the digest or the name of the dataset.",
        ),
    ),
)

GET: Operation[models.DatasetInfo] = Operation(
    id="getDataset",
    method="GET",
    path="/dataset/info",
    answers=(Answer(200, "json", type=models.DatasetInfoAnswer),),
    arguments=arguments.GetDataset,
    parameters=(Parameter("digest", "query"), Parameter("name", "query")),
    unwrap=("data",),
    enveloped=True,
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
    constraints=(
        Constraint(
            rule="exactly-one",
            arguments=("digest", "name"),
            message="Give either the digest or the name of the dataset.",
        ),
    ),
)

LIST: Operation[Page[models.DatasetSummary]] = Operation(
    id="listDatasets",
    method="GET",
    path="/dataset/list",
    answers=(Answer(200, "json", type=models.DatasetListAnswer),),
    arguments=arguments.ListDatasets,
    parameters=(Parameter("limit", "query"), Parameter("offset", "query"), Parameter("project", "query")),
    enveloped=True,
    pagination=Pagination(
        style="offset",
        items=("data", "datasets"),
        offset="offset",
        limit="limit",
        total=("data", "total"),
        key=(("digest",), ("name",), ("created_at",)),
    ),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)

HISTORY: Operation[Page[models.DatasetSummary]] = Operation(
    id="listDatasetHistory",
    method="GET",
    path="/dataset/history",
    answers=(Answer(200, "json", type=models.DatasetListAnswer),),
    arguments=arguments.ListDatasetHistory,
    parameters=(Parameter("name", "query"), Parameter("limit", "query"), Parameter("offset", "query")),
    enveloped=True,
    pagination=Pagination(
        style="offset",
        items=("data", "datasets"),
        offset="offset",
        limit="limit",
        total=("data", "total"),
        key=(("digest",), ("name",), ("created_at",)),
    ),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)

DOWNLOAD: Operation[BinaryResponse] = Operation(
    id="downloadDataset",
    method="GET",
    path="/dataset/download",
    answers=(Answer(200, "binary", content_type="application/zip"),),
    arguments=arguments.DownloadDataset,
    parameters=(Parameter("digest", "query"),),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)

DOWNLOAD_FILE: Operation[BinaryResponse] = Operation(
    id="downloadDatasetFile",
    method="GET",
    path="/dataset/file",
    answers=(Answer(200, "binary", content_type="chemical/x-pdb"), Answer(200, "binary", content_type="*/*")),
    arguments=arguments.DownloadDatasetFile,
    parameters=(Parameter("digest", "query"), Parameter("path", "query")),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)

MOVE_TO_PROJECT: Operation[None] = Operation(
    id="moveDatasetToProject",
    method="POST",
    path="/dataset/move-project",
    answers=(Answer(200, "json", type=models.DoneAnswer),),
    arguments=arguments.MoveDatasetToProject,
    parameters=(Parameter("digest", "body"), Parameter("project", "body")),
    body=(Media("application/json", ("digest", "project")),),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
    security=(("bearer",), ("cookie",)),
)

RENAME: Operation[None] = Operation(
    id="renameDataset",
    method="POST",
    path="/dataset/rename",
    answers=(Answer(200, "json", type=models.DoneAnswer),),
    arguments=arguments.RenameDataset,
    parameters=(Parameter("name", "body"), Parameter("new_name", "body")),
    body=(Media("application/json", ("name", "new_name")),),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
    security=(("bearer",), ("cookie",)),
)


GET_WAIT_READY: Waiter[models.DatasetInfo] = Waiter(
    name="wait_ready",
    operation=GET,
    acceptors=(Acceptor(state="success", path=("data", "meta", "ready"), any_of=(True,)),),
    min_delay=5.0,
    max_delay=60.0,
    inputs={"digest": "digest"},
    result=("data",),
)

GET_WAIT_DOWNLOADABLE: Waiter[models.DatasetInfo] = Waiter(
    name="wait_downloadable",
    operation=GET,
    acceptors=(Acceptor(state="success", path=("data", "meta", "dl_ready"), any_of=(True,)),),
    min_delay=5.0,
    max_delay=60.0,
    inputs={"digest": "digest"},
    result=("data",),
)

DOWNLOAD_TO: Download[Any] = Download(operation=DOWNLOAD)

DOWNLOAD_FILE_TO: Download[Any] = Download(
    operation=DOWNLOAD_FILE,
    file_name="path",
    manifest=Manifest(
        operation=GET,
        inputs={"digest": "digest"},
        items=("data", "files"),
        argument="path",
        key=("path",),
        name=("path",),
        size=("size",),
        checksum=("sha256",),
    ),
)

UPLOAD: ManagedUpload[models.DatasetRef] = ManagedUpload(
    name="upload",
    ways=(
        SignedWay(
            start=CREATE_UPLOAD_LINK,
            start_inputs={"size_bytes": "$file.size", "format": "zip", "sha256": "$file.sha256"},
            send=UPLOAD_ARCHIVE,
            send_inputs={"token": "$start/token", "content": "$file"},
        ),
    ),
    archive="zip",
    upload=Upload(max_bytes=68719476736, extensions=(".zip",)),
)
