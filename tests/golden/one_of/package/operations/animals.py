"""The operations of `animals`, each described once for both clients."""

from __future__ import annotations

import builtins

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import animals as arguments

ADD_ANIMAL: Operation[models.Animal] = Operation(
    id="addAnimal",
    method="POST",
    path="/animals",
    answers=(Answer(200, "json", type=models.Animal),),
    arguments=arguments.AddAnimal,
    parameters=(Parameter("body", "body", whole=True),),
    body=(Media("application/json", ("body",)),),
    body_required=True,
)

GET_VALUE: Operation[int | float | str | builtins.list[str] | None] = Operation(
    id="getValue",
    method="GET",
    path="/animals/{id}/value",
    answers=(Answer(200, "json", type=int | float | str | builtins.list[str] | None),),
    arguments=arguments.GetValue,
    parameters=(Parameter("id", "path"),),
    retry="safe",
    readonly=True,
)
