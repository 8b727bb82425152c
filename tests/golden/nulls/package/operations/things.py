"""The operations of `things`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from ..arguments import things as arguments

PATCH_THING: Operation[None] = Operation(
    id="patchThing",
    method="PATCH",
    path="/things",
    answers=(Answer(204, "none"),),
    arguments=arguments.PatchThing,
    parameters=(
        Parameter("words", "body", nullable=True),
        Parameter("ref", "body", nullable=True),
        Parameter("nothing", "body", nullable=True),
        Parameter("all", "body", nullable=True),
        Parameter("both", "body", nullable=True),
        Parameter("one_part", "body"),
        Parameter("anything", "body", nullable=True),
        Parameter("free", "body", nullable=True),
        Parameter("length", "body", nullable=True),
        Parameter("any_of", "body", nullable=True),
        Parameter("one_of", "body", nullable=True),
        Parameter("types", "body", nullable=True),
        Parameter("text", "body"),
        Parameter("plain", "body"),
        Parameter("object", "body"),
        Parameter("list", "body", nullable=True),
        Parameter("inner", "body"),
    ),
    body=(
        Media(
            "application/json",
            (
                "words",
                "ref",
                "nothing",
                "all",
                "both",
                "one_part",
                "anything",
                "free",
                "length",
                "any_of",
                "one_of",
                "types",
                "text",
                "plain",
                "object",
                "list",
                "inner",
            ),
        ),
    ),
)

PUT_WHOLE: Operation[None] = Operation(
    id="putWhole",
    method="PUT",
    path="/whole",
    answers=(Answer(204, "none"),),
    arguments=arguments.PutWhole,
    parameters=(Parameter("body", "body", whole=True, nullable=True),),
    body=(Media("application/json", ("body",)),),
    retry="safe",
)
