"""The operations of `auth`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
)

GET_OPEN: Operation[None] = Operation(
    id="getOpen", method="GET", path="/open", answers=(Answer(204, "none"),), retry="safe", readonly=True
)

GET_TOKEN: Operation[None] = Operation(
    id="getToken",
    method="GET",
    path="/token",
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
    security=(("token",),),
)

GET_BASIC: Operation[None] = Operation(
    id="getBasic",
    method="GET",
    path="/basic",
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
    security=(("basic",),),
)

GET_QUERY: Operation[None] = Operation(
    id="getQuery",
    method="GET",
    path="/query",
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
    security=(("headers",),),
)

GET_BOTH: Operation[None] = Operation(
    id="getBoth",
    method="GET",
    path="/both",
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
    security=(("X-Key", "session"),),
)

GET_OAUTH: Operation[None] = Operation(
    id="getOauth",
    method="GET",
    path="/oauth",
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
    security=(("oauth",), ("oidc",)),
)

GET_MAYBE: Operation[None] = Operation(
    id="getMaybe",
    method="GET",
    path="/maybe",
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
    security=(("X-Key",), ()),
)
