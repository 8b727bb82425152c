"""The operations of `reports`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Parameter,
)

from ..arguments import reports as arguments

GET: Operation[str] = Operation(
    id="explainScan",
    method="GET",
    path="/reports/{scanId}",
    answers=(Answer(200, "text", content_type="text/plain"),),
    arguments=arguments.ExplainScan,
    parameters=(Parameter("scan_id", "path", wire="scanId"), Parameter("kind", "query")),
    retry="safe",
    readonly=True,
    security=(("key",),),
)
