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
    answers=(Answer(200, "json", type=models.NoneResponse),),
    arguments=arguments.NoneModel,
    parameters=(Parameter("true", "query"),),
    retry="safe",
    readonly=True,
)

TRUE: Operation[None] = Operation(
    id="true",
    method="GET",
    path="/true",
    answers=(Answer(204, "none"),),
    arguments=arguments.TrueModel,
    parameters=(Parameter("q", "query"),),
    retry="safe",
    readonly=True,
)

CLASS_: Operation[None] = Operation(
    id="class",
    method="GET",
    path="/class",
    answers=(Answer(204, "none"),),
    arguments=arguments.Class,
    parameters=(Parameter("class_", "query", wire="class"),),
    retry="safe",
    readonly=True,
)
