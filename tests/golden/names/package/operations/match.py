"""The operations of `match`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Parameter,
)

from ..arguments import match as arguments

MATCH: Operation[None] = Operation(
    id="match",
    method="GET",
    path="/match",
    answers=(Answer(204, "none"),),
    arguments=arguments.Match,
    parameters=(Parameter("type", "query"),),
    retry="safe",
    readonly=True,
)

PRINT: Operation[None] = Operation(
    id="print",
    method="GET",
    path="/print",
    answers=(Answer(204, "none"),),
    arguments=arguments.Print,
    parameters=(Parameter("object", "query"),),
    retry="safe",
    readonly=True,
)

INIT: Operation[None] = Operation(
    id="__init__",
    method="GET",
    path="/init",
    answers=(Answer(204, "none"),),
    arguments=arguments.Init,
    parameters=(Parameter("class_", "query", wire="__class__"),),
    retry="safe",
    readonly=True,
)

GET_EMPTY: Operation[None] = Operation(
    id="get /empty",
    method="GET",
    path="/empty",
    answers=(Answer(204, "none"),),
    arguments=arguments.GetEmpty,
    parameters=(Parameter("q", "query"),),
    retry="safe",
    readonly=True,
)
