"""The operations of `charges`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import charges as arguments

POST_CHARGES: Operation[models.PostChargesResponse] = Operation(
    id="PostCharges",
    method="POST",
    path="/charges",
    answers=(Answer(200, "json", type=models.PostChargesResponse),),
    arguments=arguments.PostCharges,
    parameters=(
        Parameter("amount", "body"),
        Parameter("card", "body", style="deepObject", explode=True),
        Parameter("ids", "body", style="form", explode=False),
        Parameter("expand", "body"),
        Parameter("plain", "body", content_type="application/json"),
    ),
    body=(Media("application/x-www-form-urlencoded", ("amount", "card", "ids", "expand", "plain")),),
    body_required=True,
)
