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

LOGIN: Operation[models.LoginTokens] = Operation(
    id="login",
    method="POST",
    path="/users/auth",
    answers=(Answer(200, "json", type=models.LoginTokens),),
    arguments=arguments.Login,
    parameters=(Parameter("email", "body", sensitive=True), Parameter("password", "body", sensitive=True)),
    body=(Media("application/json", ("email", "password")),),
    body_required=True,
    retry="safe",
)

LOGOUT: Operation[None] = Operation(
    id="logout",
    method="POST",
    path="/users/logout",
    answers=(Answer(200, "none"),),
    arguments=arguments.Logout,
    parameters=(Parameter("refresh", "body", sensitive=True),),
    body=(Media("application/json", ("refresh",)),),
    body_required=True,
    security=(("login",), ("api_key",)),
)

REFRESH: Operation[models.RefreshedTokens] = Operation(
    id="refreshTokens",
    method="POST",
    path="/users/refresh",
    answers=(Answer(200, "json", type=models.RefreshedTokens),),
    arguments=arguments.RefreshTokens,
    parameters=(Parameter("refresh", "body", sensitive=True), Parameter("access", "body", sensitive=True)),
    body=(Media("application/json", ("refresh", "access")),),
    body_required=True,
    security=(("login",), ("api_key",)),
)
