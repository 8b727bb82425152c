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
    arguments=arguments.Match,
    parameters=(Parameter("type", "query"),),
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
)

PRINT: Operation[None] = Operation(
    id="print",
    method="GET",
    path="/print",
    arguments=arguments.Print,
    parameters=(Parameter("object", "query"),),
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
)

INIT: Operation[None] = Operation(
    id="__init__",
    method="GET",
    path="/init",
    arguments=arguments.Init,
    parameters=(Parameter("class_", "query", wire="__class__"),),
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
)

GET_EMPTY: Operation[None] = Operation(
    id="get /empty",
    method="GET",
    path="/empty",
    arguments=arguments.GetEmpty,
    parameters=(Parameter("q", "query"),),
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
)
