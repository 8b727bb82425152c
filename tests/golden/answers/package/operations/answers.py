"""The operations of `answers`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    BinaryResponse,
    Operation,
    ResponseInfo,
)

from .. import models

GET_TEXT: Operation[str] = Operation(
    id="getText",
    method="GET",
    path="/text",
    answers=(Answer(200, "text", content_type="text/csv"),),
    retry="safe",
    readonly=True,
)

GET_FILE: Operation[BinaryResponse] = Operation(
    id="getFile",
    method="GET",
    path="/file",
    answers=(Answer(200, "binary", content_type="application/zip"),),
    retry="safe",
    readonly=True,
)

GET_MIXED: Operation[models.GetMixedResponse | bytes] = Operation(
    id="getMixed",
    method="GET",
    path="/mixed",
    answers=(
        Answer(200, "json", type=models.GetMixedResponse),
        Answer(200, "bytes", content_type="image/png"),
    ),
    retry="safe",
    readonly=True,
)

GET_XML: Operation[models.Thing] = Operation(
    id="getXml",
    method="GET",
    path="/xml",
    answers=(Answer(200, "json", type=models.Thing),),
    retry="safe",
    readonly=True,
)

GET_DEFAULT: Operation[models.Thing] = Operation(
    id="getDefault",
    method="GET",
    path="/default",
    answers=(Answer(0, "json", type=models.Thing),),
    retry="safe",
    readonly=True,
)

POST_WILD: Operation[models.Thing] = Operation(
    id="postWild", method="POST", path="/wild", answers=(Answer(0, "json", type=models.Thing),)
)

POST_SEVERAL: Operation[models.Thing | models.PostSeveralResponse | None] = Operation(
    id="postSeveral",
    method="POST",
    path="/several",
    answers=(
        Answer(200, "json", type=models.Thing),
        Answer(202, "json", type=models.PostSeveralResponse),
        Answer(204, "none"),
    ),
)

GET_ARCHIVE: Operation[BinaryResponse] = Operation(
    id="getArchive",
    method="GET",
    path="/redirect",
    answers=(Answer(0, "binary"),),
    retry="safe",
    readonly=True,
)

POST_HEADERS: Operation[None] = Operation(
    id="postHeaders", method="POST", path="/headers", answers=(Answer(201, "none"),)
)

HEAD_THING: Operation[ResponseInfo] = Operation(
    id="headThing", method="HEAD", path="/head", answers=(Answer(200, "info"),), retry="safe", readonly=True
)

GET_VENDOR: Operation[models.Thing | models.GetVendorResponse] = Operation(
    id="getVendor",
    method="GET",
    path="/vendor",
    answers=(
        Answer(
            200,
            "json",
            type=models.Thing | models.GetVendorResponse,
            content_type="application/vnd.thing+json",
        ),
    ),
    retry="safe",
    readonly=True,
)
