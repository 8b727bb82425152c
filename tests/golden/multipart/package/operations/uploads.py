"""The operations of `uploads`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import uploads as arguments

UPLOAD: Operation[models.UploadResponse] = Operation(
    id="upload",
    method="POST",
    path="/uploads",
    answers=(Answer(202, "json", type=models.UploadResponse),),
    arguments=arguments.Upload,
    parameters=(
        Parameter("files", "file"),
        Parameter("cover", "file"),
        Parameter("tags", "body"),
        Parameter("details", "body", content_type="application/json"),
        Parameter("steps", "body", content_type="application/json"),
        Parameter("public", "body"),
    ),
    body=(Media("multipart/form-data", ("files", "cover", "tags", "details", "steps", "public")),),
    body_required=True,
)
