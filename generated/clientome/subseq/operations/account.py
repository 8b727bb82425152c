"""The operations of `account`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
)

from .. import models

GET: Operation[models.Account] = Operation(
    id="getAccount",
    method="GET",
    path="/account/info",
    answers=(Answer(200, "json", type=models.AccountAnswer),),
    unwrap=("data",),
    enveloped=True,
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)

LOGOUT: Operation[None] = Operation(
    id="logout",
    method="POST",
    path="/account/logout",
    answers=(Answer(200, "json", type=models.DoneAnswer),),
    unwrap=("data",),
    enveloped=True,
    security=(("bearer",), ("cookie",)),
)
