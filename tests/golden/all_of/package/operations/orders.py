"""The operations of `orders`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import orders as arguments

CREATE_ORDER: Operation[models.Order] = Operation(
    id="createOrder",
    method="POST",
    path="/orders",
    answers=(Answer(200, "json", type=models.Order),),
    arguments=arguments.CreateOrder,
    parameters=(Parameter("name", "body"), Parameter("size", "body"), Parameter("address", "body")),
    body=(Media("application/json", ("name", "size", "address")),),
    body_required=True,
)
