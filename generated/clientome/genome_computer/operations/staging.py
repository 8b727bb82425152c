"""The operations of `staging`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import staging as arguments

LIST_GENOMES: Operation[models.SandboxGenomes] = Operation(
    id="listTestGenomes",
    method="GET",
    path="/v1/test/genomes",
    answers=(Answer(200, "json", type=models.SandboxGenomes),),
    retry="safe",
    environments=("staging",),
    security=(("bearer",),),
)

SEED_GENOMES: Operation[models.SandboxGenomes] = Operation(
    id="seedTestGenomes",
    method="POST",
    path="/v1/test/genomes/seed",
    answers=(Answer(201, "json", type=models.SandboxGenomes),),
    retry="safe",
    environments=("staging",),
    security=(("bearer",),),
)

ADVANCE_ORDER: Operation[models.AdvancedOrder] = Operation(
    id="advanceTestOrder",
    method="POST",
    path="/v1/test/orders/{orderId}/advance",
    answers=(Answer(200, "json", type=models.AdvancedOrder),),
    arguments=arguments.AdvanceTestOrder,
    parameters=(Parameter("order_id", "path", wire="orderId"), Parameter("status", "body")),
    body=(Media("application/json", ("status",)),),
    body_required=True,
    environments=("staging",),
    security=(("bearer",),),
)
