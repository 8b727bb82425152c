"""The operations of `a`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Parameter,
)

from ..arguments import a as arguments

GET: Operation[None] = Operation(
    id="get",
    method="GET",
    path="/required",
    answers=(Answer(204, "none"),),
    arguments=arguments.Get,
    parameters=(Parameter("q", "query"),),
    retry="safe",
    readonly=True,
)

UNUSED: Operation[None] = Operation(
    id="unused",
    method="GET",
    path="/unused/{id}",
    answers=(Answer(204, "none"),),
    arguments=arguments.Unused,
    parameters=(Parameter("id", "path"),),
    retry="safe",
    readonly=True,
)

UNDECLARED: Operation[None] = Operation(
    id="undeclared",
    method="GET",
    path="/undeclared/{id}",
    answers=(Answer(204, "none"),),
    arguments=arguments.Undeclared,
    parameters=(Parameter("id", "path"),),
    retry="safe",
    readonly=True,
)

GET_2: Operation[None] = Operation(
    id="get 2", method="GET", path="/twice", answers=(Answer(204, "none"),), retry="safe", readonly=True
)
