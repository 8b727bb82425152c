"""The operations of `items`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import items as arguments

GET_ITEM: Operation[models.GetItemResponse] = Operation(
    id="getItem",
    method="GET",
    path="/shops/{shopId}/items/{name}.{format}",
    answers=(Answer(200, "json", type=models.GetItemResponse),),
    arguments=arguments.GetItem,
    parameters=(
        Parameter("shop_id", "path", wire="shopId"),
        Parameter("name", "path"),
        Parameter("format", "path"),
        Parameter("limit", "query"),
    ),
    retry="safe",
    readonly=True,
)

DELETE_ITEM: Operation[None] = Operation(
    id="deleteItem",
    method="DELETE",
    path="/shops/{shopId}/items/{name}.{format}",
    answers=(Answer(204, "none"),),
    arguments=arguments.DeleteItem,
    parameters=(
        Parameter("shop_id", "path", wire="shopId"),
        Parameter("name", "path"),
        Parameter("format", "path"),
        Parameter("limit", "query"),
    ),
    retry="safe",
)

GET_POINT: Operation[None] = Operation(
    id="getPoint",
    method="GET",
    path="/matrix/{point}",
    answers=(Answer(204, "none"),),
    arguments=arguments.GetPoint,
    parameters=(Parameter("point", "path", style="matrix", explode=True),),
    retry="safe",
    readonly=True,
)
