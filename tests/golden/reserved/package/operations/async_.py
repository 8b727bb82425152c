"""The operations of `async_`, each described once for both clients."""

from __future__ import annotations

import builtins

from clientome._runtime.generated import (
    Answer,
    Operation,
)

LIST: Operation[builtins.list[str]] = Operation(
    id="list",
    method="GET",
    path="/async",
    answers=(Answer(200, "json", type=builtins.list[str]),),
    retry="safe",
    readonly=True,
)

STR_: Operation[str] = Operation(
    id="str", method="PUT", path="/async", answers=(Answer(200, "json", type=str),), retry="safe"
)
