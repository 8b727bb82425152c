"""The operations of `users`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
)

from .. import models

ME: Operation[models.UserProfile] = Operation(
    id="getCurrentUser",
    method="GET",
    path="/users/me",
    answers=(Answer(200, "json", type=models.UserProfile),),
    retry="safe",
    readonly=True,
    security=(("api_key",), ("login",)),
)
