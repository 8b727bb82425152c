"""The operations of `numbers`, each described once for both clients."""

from __future__ import annotations

import builtins

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import numbers as arguments

PUT_NUMBER: Operation[models.PutNumberResponse] = Operation(
    id="putNumber",
    method="PUT",
    path="/numbers/{n}",
    answers=(Answer(200, "json", type=models.PutNumberResponse),),
    arguments=arguments.PutNumber,
    parameters=(
        Parameter("n", "path"),
        Parameter("q", "query"),
        Parameter("deep", "query", style="deepObject"),
        Parameter("list", "query", explode=False),
        Parameter("pipes", "query", style="pipeDelimited"),
        Parameter("json", "query", content_type="application/json"),
        Parameter("x_number", "header", wire="X-Number"),
        Parameter("cookie", "cookie"),
        Parameter("any", "query"),
        Parameter("amount", "body"),
        Parameter("step", "body"),
        Parameter("steps", "body"),
        Parameter("either", "body"),
        Parameter("both", "body"),
        Parameter("one", "body"),
        Parameter("whole", "body"),
        Parameter("half", "body"),
        Parameter("null_or", "body", nullable=True),
        Parameter("inner", "body"),
        Parameter("free", "body"),
    ),
    body=(
        Media(
            "application/json",
            ("amount", "step", "steps", "either", "both", "one", "whole", "half", "null_or", "inner", "free"),
        ),
    ),
    retry="safe",
)

POST_FORM: Operation[int | float] = Operation(
    id="postForm",
    method="POST",
    path="/form",
    answers=(Answer(200, "json", type=int | float),),
    arguments=arguments.PostForm,
    parameters=(
        Parameter("n", "body"),
        Parameter("many", "body"),
        Parameter("inner", "body", content_type="application/json"),
    ),
    body=(Media("application/x-www-form-urlencoded", ("n", "many", "inner")),),
)

POST_PARTS: Operation[builtins.list[int | float]] = Operation(
    id="postParts",
    method="POST",
    path="/multipart",
    answers=(Answer(200, "json", type=builtins.list[int | float]),),
    arguments=arguments.PostParts,
    parameters=(Parameter("n", "body"), Parameter("inner", "body", content_type="application/json")),
    body=(Media("multipart/form-data", ("n", "inner")),),
)
