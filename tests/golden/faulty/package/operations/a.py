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
    arguments=arguments.Get,
    parameters=(Parameter("q", "query"),),
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
)

UNUSED: Operation[None] = Operation(
    id="unused",
    method="GET",
    path="/unused/{id}",
    arguments=arguments.Unused,
    parameters=(Parameter("id", "path"),),
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
)

UNDECLARED: Operation[None] = Operation(
    id="undeclared",
    method="GET",
    path="/undeclared/{id}",
    arguments=arguments.Undeclared,
    parameters=(Parameter("id", "path"),),
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
)

GET_2: Operation[None] = Operation(
    id="get 2",
    method="GET",
    path="/twice",
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
)
