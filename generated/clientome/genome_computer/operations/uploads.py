"""The operations of `uploads`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    DirectWay,
    ManagedUpload,
    Media,
    Operation,
    Parameter,
    SignedWay,
    Upload,
)

from .. import models
from ..arguments import uploads as arguments

CREATE: Operation[models.Upload] = Operation(
    id="uploadVcf",
    method="POST",
    path="/v1/uploads/vcf",
    answers=(Answer(201, "json", type=models.Upload),),
    arguments=arguments.UploadVcf,
    parameters=(
        Parameter("file", "file", upload=Upload(max_files=1, extensions=(".vcf", ".vcf.gz", ".bcf"))),
    ),
    body=(Media("multipart/form-data", ("file",)),),
    body_required=True,
    security=(("bearer",),),
    read_timeout=600.0,
)

COMPLETE: Operation[models.Upload] = Operation(
    id="completeUpload",
    method="POST",
    path="/v1/uploads/vcf/complete",
    answers=(Answer(200, "json", type=models.Upload),),
    arguments=arguments.CompleteUpload,
    parameters=(Parameter("upload_id", "body"), Parameter("sha256", "body"), Parameter("size_bytes", "body")),
    body=(Media("application/json", ("upload_id", "sha256", "size_bytes")),),
    body_required=True,
    security=(("bearer",),),
    read_timeout=600.0,
)

INITIATE: Operation[models.SignedUpload] = Operation(
    id="initiateUpload",
    method="POST",
    path="/v1/uploads/vcf/initiate",
    answers=(Answer(201, "json", type=models.SignedUpload),),
    arguments=arguments.InitiateUpload,
    parameters=(
        Parameter("filename", "body"),
        Parameter("content_type", "body"),
        Parameter("size_bytes", "body"),
    ),
    body=(Media("application/json", ("filename", "content_type", "size_bytes")),),
    body_required=True,
    security=(("bearer",),),
    read_timeout=600.0,
)


UPLOAD: ManagedUpload[models.Upload] = ManagedUpload(
    name="upload",
    ways=(
        DirectWay(operation=CREATE, argument="file", max_bytes=33554432),
        SignedWay(
            start=INITIATE,
            start_inputs={
                "filename": "$file.name",
                "content_type": "$file.content_type",
                "size_bytes": "$file.size",
            },
            link="anywhere",
            finish=COMPLETE,
            finish_inputs={
                "upload_id": "$start/upload_id",
                "sha256": "$file.sha256",
                "size_bytes": "$file.size",
            },
        ),
    ),
    upload=Upload(extensions=(".vcf", ".vcf.gz", ".bcf")),
)
