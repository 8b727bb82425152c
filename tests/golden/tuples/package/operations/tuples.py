"""The operations of `tuples`, each described once for both clients."""

from __future__ import annotations

import builtins

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import tuples as arguments

GET_TUPLES: Operation[builtins.list[builtins.tuple[str, int]]] = Operation(
    id="getTuples",
    method="GET",
    path="/tuples",
    answers=(Answer(200, "json", type=builtins.list[builtins.tuple[str, int]]),),
    retry="safe",
    readonly=True,
)

POST_TUPLES: Operation[models.PostTuplesResponse] = Operation(
    id="postTuples",
    method="POST",
    path="/tuples",
    answers=(Answer(200, "json", type=models.PostTuplesResponse),),
    arguments=arguments.PostTuples,
    parameters=(
        Parameter("pairs", "query", explode=False),
        Parameter("pairs_body", "body", wire="pairs"),
        Parameter("own", "body"),
        Parameter("nested", "body"),
        Parameter("maybe", "body", nullable=True),
        Parameter("either", "body"),
        Parameter("table", "body"),
        Parameter("more", "body"),
        Parameter("inner", "body"),
    ),
    body=(
        Media(
            "application/json", ("pairs_body", "own", "nested", "maybe", "either", "table", "more", "inner")
        ),
    ),
)
