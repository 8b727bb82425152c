"""The operations of `contexts`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
    Pricing,
)

from .. import models
from ..arguments import contexts as arguments

GET: Operation[models.Context] = Operation(
    id="getContext",
    method="GET",
    path="/v1/context/{contextId}",
    answers=(Answer(200, "json", type=models.Context),),
    arguments=arguments.GetContext,
    parameters=(Parameter("context_id", "path", wire="contextId"),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

BUILD: Operation[models.Context] = Operation(
    id="buildContext",
    method="POST",
    path="/v1/context/build",
    answers=(Answer(201, "json", type=models.Context),),
    arguments=arguments.BuildContext,
    parameters=(
        Parameter("genome_id", "body"),
        Parameter("domain", "body"),
        Parameter("detail_level", "body"),
    ),
    body=(Media("application/json", ("genome_id", "domain", "detail_level")),),
    body_required=True,
    billable=True,
    pricing=Pricing(currency="usd", charged=("cost_cents",), charged_currency=("currency",), digits=2),
    look_up="usage.list",
    security=(("bearer",),),
    read_timeout=300.0,
)
