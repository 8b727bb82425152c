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
    id="get 3",
    method="GET",
    path="/elsewhere",
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
)

ENUM: Operation[None] = Operation(
    id="enum",
    method="GET",
    path="/enum",
    arguments=arguments.Enum,
    parameters=(Parameter("e", "query"),),
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
)

BODY: Operation[None] = Operation(
    id="body",
    method="POST",
    path="/body",
    answers=(Answer(204, "none"),),
    retry="never",
)

MAPPING: Operation[None] = Operation(
    id="mapping",
    method="POST",
    path="/mapping",
    arguments=arguments.MappingModel,
    parameters=(Parameter("body", "body", whole=True),),
    body=(Media("application/json", ("body",)),),
    answers=(Answer(204, "none"),),
    retry="never",
)

DANGLING: Operation[Any] = Operation(
    id="dangling",
    method="POST",
    path="/dangling",
    arguments=arguments.Dangling,
    parameters=(Parameter("a", "body", nullable=True),),
    body=(Media("application/json", ("a",)),),
    answers=(Answer(200, "json", Any),),
    retry="never",
)
