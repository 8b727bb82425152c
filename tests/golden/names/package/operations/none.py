"""The operations of `none`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import none as arguments

NONE: Operation[models.NoneResponse] = Operation(
    id="none",
    method="GET",
    path="/none",
    arguments=arguments.NoneModel,
    parameters=(Parameter("true", "query"),),
    answers=(Answer(200, "json", models.NoneResponse),),
    retry="safe",
    readonly=True,
)

TRUE: Operation[None] = Operation(
    id="true",
    method="GET",
    path="/true",
    arguments=arguments.TrueModel,
    parameters=(Parameter("q", "query"),),
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
)

CLASS_: Operation[None] = Operation(
    id="class",
    method="GET",
    path="/class",
    arguments=arguments.Class,
    parameters=(Parameter("class_", "query", wire="class"),),
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
)
