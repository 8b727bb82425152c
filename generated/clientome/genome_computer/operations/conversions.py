"""The operations of `conversions`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import conversions as arguments

CREATE: Operation[models.Conversion] = Operation(
    id="createConversion",
    method="POST",
    path="/v1/conversions",
    answers=(Answer(201, "json", type=models.Conversion), Answer(202, "json", type=models.Conversion)),
    arguments=arguments.CreateConversion,
    parameters=(
        Parameter("source_type", "body"),
        Parameter("upload_id", "body"),
        Parameter("retention", "body"),
    ),
    body=(Media("application/json", ("source_type", "upload_id", "retention")),),
    body_required=True,
    security=(("bearer",),),
    read_timeout=300.0,
)
