"""The operations of `servers`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
)

GET_OWN: Operation[None] = Operation(
    id="getOwn",
    method="GET",
    path="/own",
    answers=(Answer(204, "none"),),
    server="/d",
    retry="safe",
    readonly=True,
)

GET_OTHER: Operation[None] = Operation(
    id="getOther",
    method="GET",
    path="/other",
    answers=(Answer(204, "none"),),
    server="https://files.example.net/up",
    retry="safe",
    readonly=True,
)

GET_SAME: Operation[None] = Operation(
    id="getSame", method="GET", path="/same", answers=(Answer(204, "none"),), retry="safe", readonly=True
)
