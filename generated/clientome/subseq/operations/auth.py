"""The operations of `auth`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import auth as arguments

SEND_CODE: Operation[None] = Operation(
    id="sendLoginCode",
    method="POST",
    path="/auth/otp",
    answers=(Answer(200, "json", type=models.DoneAnswer),),
    arguments=arguments.SendLoginCode,
    parameters=(Parameter("email", "body", sensitive=True),),
    body=(Media("application/json", ("email",)),),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
)

LOGIN: Operation[models.AdminKey] = Operation(
    id="login",
    method="POST",
    path="/auth/login",
    answers=(Answer(200, "json", type=models.LoginAnswer),),
    arguments=arguments.Login,
    parameters=(
        Parameter("email", "body", sensitive=True),
        Parameter("otp", "body", sensitive=True),
        Parameter("type", "body"),
    ),
    body=(Media("application/json", ("email", "otp", "type")),),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
)
