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
    arguments=arguments.PostMixed,
    parameters=(Parameter("a", "body"),),
    body=(Media("application/json", ("a",)),),
    answers=(Answer(204, "none"),),
    retry="never",
    security=(("key",),),
)

GET_PARAMETER: Operation[None] = Operation(
    id="getParameter",
    method="GET",
    path="/parameter",
    arguments=arguments.GetParameter,
    parameters=(Parameter("where", "query"),),
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
)
