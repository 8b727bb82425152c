"""The operations of `close`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
)

from .. import models

RUN: Operation[models.AnyModel] = Operation(
    id="run",
    method="GET",
    path="/close",
    answers=(Answer(200, "json", type=models.AnyModel),),
    retry="safe",
    readonly=True,
)
