"""The operations of `models`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Parameter,
)

from ..arguments import models as arguments

FIELD: Operation[None] = Operation(
    id="field",
    method="GET",
    path="/field",
    answers=(Answer(204, "none"),),
    arguments=arguments.FieldModel,
    parameters=(Parameter("q", "query"),),
    retry="safe",
    readonly=True,
)

ARGUMENTS_MODEL: Operation[None] = Operation(
    id="arguments_model",
    method="GET",
    path="/arguments-model",
    answers=(Answer(204, "none"),),
    arguments=arguments.ArgumentsModelModel,
    parameters=(Parameter("q", "query"),),
    retry="safe",
    readonly=True,
)
