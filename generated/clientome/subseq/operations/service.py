"""The operations of `service`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
)

from .. import models

STATUS: Operation[None] = Operation(
    id="getServiceStatus",
    method="GET",
    path="/status",
    answers=(Answer(200, "json", type=models.DoneAnswer),),
    unwrap=("data",),
    enveloped=True,
    retry="safe",
    readonly=True,
)

PRICING: Operation[models.Pricing] = Operation(
    id="getPricing",
    method="GET",
    path="/pricing",
    answers=(Answer(200, "json", type=models.PricingAnswer),),
    unwrap=("data",),
    enveloped=True,
    retry="safe",
    readonly=True,
)
