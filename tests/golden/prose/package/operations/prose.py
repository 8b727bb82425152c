"""The operations of `prose`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import prose as arguments

GET_PROSE: Operation[models.Thing] = Operation(
    id="getProse",
    method="GET",
    path="/prose/{id}",
    arguments=arguments.GetProse,
    parameters=(
        Parameter("id", "path"),
        Parameter("kind", "query"),
    ),
    answers=(Answer(200, "json", models.Thing),),
    retry="safe",
    readonly=True,
)
