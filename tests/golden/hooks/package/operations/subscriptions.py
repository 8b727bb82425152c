"""The operations of `subscriptions`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from ..arguments import subscriptions as arguments

SUBSCRIBE: Operation[None] = Operation(
    id="subscribe",
    method="POST",
    path="/subscriptions",
    answers=(Answer(201, "none"),),
    arguments=arguments.Subscribe,
    parameters=(Parameter("url", "body"),),
    body=(Media("application/json", ("url",)),),
    body_required=True,
)
