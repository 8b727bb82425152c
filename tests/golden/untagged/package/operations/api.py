"""The operations of `api`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
)

GET: Operation[None] = Operation(
    id="get /", method="GET", path="/", answers=(Answer(204, "none"),), retry="safe", readonly=True
)
