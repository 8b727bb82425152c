"""The operations of `items`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import items as arguments

CHANGE_ITEM: Operation[models.Item] = Operation(
    id="changeItem",
    method="PATCH",
    path="/items/{id}",
    answers=(Answer(200, "json", type=models.Item),),
    arguments=arguments.ChangeItem,
    parameters=(
        Parameter("id", "path"),
        Parameter("name", "body", nullable=True),
        Parameter("size", "body"),
        Parameter("owner", "body", nullable=True),
    ),
    body=(Media("application/json", ("name", "size", "owner")),),
    body_required=True,
)
