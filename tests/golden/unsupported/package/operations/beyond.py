"""The operations of `beyond`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from ..arguments import beyond as arguments

POST_MIXED: Operation[None] = Operation(
    id="postMixed",
    method="POST",
    path="/mixed",
    answers=(Answer(204, "none"),),
    arguments=arguments.PostMixed,
    parameters=(Parameter("a", "body"),),
    body=(Media("application/json", ("a",)),),
    security=(("key",),),
)

GET_PARAMETER: Operation[None] = Operation(
    id="getParameter",
    method="GET",
    path="/parameter",
    answers=(Answer(204, "none"),),
    arguments=arguments.GetParameter,
    parameters=(Parameter("where", "query"),),
    retry="safe",
    readonly=True,
)
