"""The operations of `n42`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Parameter,
)

from ..arguments import n42 as arguments

N42: Operation[None] = Operation(
    id="42",
    method="GET",
    path="/digits",
    answers=(Answer(204, "none"),),
    arguments=arguments.N42,
    parameters=(Parameter("n7", "query", wire="7"),),
    retry="safe",
    readonly=True,
)
