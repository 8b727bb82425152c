"""The operations of `trees`, each described once for both clients."""

from __future__ import annotations

import builtins

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import trees as arguments

LIST_TREES: Operation[builtins.list[models.Tree]] = Operation(
    id="listTrees",
    method="GET",
    path="/trees",
    answers=(Answer(200, "json", type=builtins.list[models.Tree]),),
    retry="safe",
    readonly=True,
)

PLANT_TREE: Operation[models.Tree] = Operation(
    id="plantTree",
    method="POST",
    path="/trees",
    answers=(Answer(201, "json", type=models.Tree),),
    arguments=arguments.PlantTree,
    parameters=(
        Parameter("label", "body"),
        Parameter("children", "body"),
        Parameter("by_name", "body"),
        Parameter("owner", "body"),
    ),
    body=(Media("application/json", ("label", "children", "by_name", "owner")),),
    body_required=True,
)
