"""The operations of `b`, each described once for both clients."""

from __future__ import annotations

from typing import Any

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from ..arguments import b as arguments

GET: Operation[None] = Operation(
    id="get 3", method="GET", path="/elsewhere", answers=(Answer(204, "none"),), retry="safe", readonly=True
)

ENUM: Operation[None] = Operation(
    id="enum",
    method="GET",
    path="/enum",
    answers=(Answer(204, "none"),),
    arguments=arguments.Enum,
    parameters=(Parameter("e", "query"),),
    retry="safe",
    readonly=True,
)

BODY: Operation[None] = Operation(id="body", method="POST", path="/body", answers=(Answer(204, "none"),))

MAPPING: Operation[None] = Operation(
    id="mapping",
    method="POST",
    path="/mapping",
    answers=(Answer(204, "none"),),
    arguments=arguments.MappingModel,
    parameters=(Parameter("body", "body", whole=True),),
    body=(Media("application/json", ("body",)),),
)

DANGLING: Operation[Any] = Operation(
    id="dangling",
    method="POST",
    path="/dangling",
    answers=(Answer(200, "json", type=Any),),
    arguments=arguments.Dangling,
    parameters=(Parameter("a", "body", nullable=True),),
    body=(Media("application/json", ("a",)),),
)
