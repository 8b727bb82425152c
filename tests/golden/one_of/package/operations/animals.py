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
    arguments=arguments.AddAnimal,
    parameters=(Parameter("body", "body", whole=True),),
    body=(Media("application/json", ("body",)),),
    body_required=True,
    answers=(Answer(200, "json", models.Animal),),
    retry="never",
)

GET_VALUE: Operation[int | float | str | builtins.list[str] | None] = Operation(
    id="getValue",
    method="GET",
    path="/animals/{id}/value",
    arguments=arguments.GetValue,
    parameters=(Parameter("id", "path"),),
    answers=(Answer(200, "json", int | float | str | builtins.list[str] | None),),
    retry="safe",
    readonly=True,
)
