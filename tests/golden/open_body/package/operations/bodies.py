"""The operations of `bodies`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from ..arguments import bodies as arguments

POST_JSON: Operation[None] = Operation(
    id="postJson",
    method="POST",
    path="/json",
    answers=(Answer(204, "none"),),
    arguments=arguments.PostJson,
    parameters=(
        Parameter("a", "body"),
        Parameter("inner", "body"),
        Parameter("extra_fields", "body"),
        Parameter("extra_fields_2", "body", wire="*", rest=True),
    ),
    body=(Media("application/json", ("a", "inner", "extra_fields", "extra_fields_2")),),
)

POST_FORM: Operation[None] = Operation(
    id="postForm",
    method="POST",
    path="/form",
    answers=(Answer(204, "none"),),
    arguments=arguments.PostForm,
    parameters=(
        Parameter("a", "body"),
        Parameter("inner", "body", content_type="application/json"),
        Parameter("extra_fields", "body"),
        Parameter("extra_fields_2", "body", wire="*", rest=True),
    ),
    body=(Media("application/x-www-form-urlencoded", ("a", "inner", "extra_fields", "extra_fields_2")),),
)

POST_PARTS: Operation[None] = Operation(
    id="postParts",
    method="POST",
    path="/parts",
    answers=(Answer(204, "none"),),
    arguments=arguments.PostParts,
    parameters=(
        Parameter("a", "body"),
        Parameter("file", "file"),
        Parameter("extra_fields", "body", wire="*", rest=True),
    ),
    body=(Media("multipart/form-data", ("a", "file", "extra_fields")),),
)
