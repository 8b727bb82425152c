"""The operations of `session`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import session as arguments

GET_SESSION: Operation[models.GetSessionResponse] = Operation(
    id="getSession",
    method="GET",
    path="/session",
    answers=(Answer(200, "json", type=models.GetSessionResponse),),
    arguments=arguments.GetSession,
    parameters=(
        Parameter("x_trace_id", "header", wire="X-Trace-Id"),
        Parameter("x_tags", "header", wire="X-Tags"),
        Parameter("session_id", "cookie", wire="session-id"),
        Parameter("prefs", "cookie", explode=False),
    ),
    retry="safe",
    readonly=True,
)
