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
    answers=(Answer(200, "json", type=models.Thing),),
    arguments=arguments.GetProse,
    parameters=(Parameter("id", "path"), Parameter("kind", "query")),
    retry="safe",
    readonly=True,
)
