"""The operations of `values`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import values as arguments

PUT_VALUE: Operation[models.Value | None] = Operation(
    id="putValue",
    method="PUT",
    path="/values",
    answers=(Answer(200, "json", type=models.Value | None),),
    arguments=arguments.PutValue,
    parameters=(
        Parameter("mode", "query"),
        Parameter("level", "query"),
        Parameter("kind", "body"),
        Parameter("amount", "body"),
        Parameter("note", "body", nullable=True),
        Parameter("state", "body", nullable=True),
        Parameter("point", "body"),
        Parameter("anything", "body", nullable=True),
        Parameter("nothing", "body", nullable=True),
    ),
    body=(Media("application/json", ("kind", "amount", "note", "state", "point", "anything", "nothing")),),
    retry="safe",
)
