"""The operations of `models`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
)

from .. import models

MODELS_: Operation[models.ListModel] = Operation(
    id="models",
    method="GET",
    path="/models",
    answers=(Answer(200, "json", type=models.ListModel),),
    retry="safe",
    readonly=True,
)
