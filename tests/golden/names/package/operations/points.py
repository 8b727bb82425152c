"""The operations of `points`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import points as arguments

SET_PAYLOAD: Operation[None] = Operation(
    id="set_payload",
    method="POST",
    path="/points/payload",
    answers=(Answer(204, "none"),),
    arguments=arguments.SetPayloadArguments,
    parameters=(Parameter("payload", "body"),),
    body=(Media("application/json", ("payload",)),),
    body_required=True,
)

BATCH_UPDATE: Operation[models.Both] = Operation(
    id="batch_update",
    method="POST",
    path="/points/batch",
    answers=(Answer(200, "json", type=models.Both),),
    arguments=arguments.BatchUpdate,
    parameters=(Parameter("operations_", "body", wire="operations"), Parameter("both", "body")),
    body=(Media("application/json", ("operations_", "both")),),
    body_required=True,
)

BOTH_INPUT: Operation[None] = Operation(
    id="both_input",
    method="POST",
    path="/points/input",
    answers=(Answer(204, "none"),),
    arguments=arguments.BothInputArguments,
    parameters=(Parameter("a", "body"),),
    body=(Media("application/json", ("a",)),),
    body_required=True,
)

SET_PAYLOAD_ARGUMENTS: Operation[None] = Operation(
    id="set_payload_arguments",
    method="POST",
    path="/points/arguments",
    answers=(Answer(204, "none"),),
    arguments=arguments.SetPayloadArgumentsArguments,
    parameters=(Parameter("a", "body"),),
    body=(Media("application/json", ("a",)),),
    body_required=True,
)
