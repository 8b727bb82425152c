"""The operations of `usage`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import usage as arguments

LIST: Operation[models.UsageEventList] = Operation(
    id="listUsage",
    method="GET",
    path="/v1/usage",
    answers=(Answer(200, "json", type=models.UsageEventList),),
    arguments=arguments.ListUsage,
    parameters=(Parameter("limit", "query"), Parameter("event_type", "query")),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

LIST_ROLLUPS: Operation[models.UsageRollupList] = Operation(
    id="listUsageRollups",
    method="GET",
    path="/v1/usage/rollups",
    answers=(Answer(200, "json", type=models.UsageRollupList),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)
