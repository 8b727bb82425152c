"""Login, refresh and prices."""

from __future__ import annotations

from typing import Any

from clientome._runtime.base.models import AnswerModel
from clientome._runtime.spec.operation import Answer, Media, Operation, Parameter


class Tokens(AnswerModel):
    """What a login and a refresh give."""

    access: str | None = None
    refresh: str | None = None


LOGIN: Operation[Tokens] = Operation(
    id="login",
    method="POST",
    path="/login",
    answers=(Answer(200, "json", Tokens),),
    parameters=(Parameter("email", "body", sensitive=True), Parameter("password", "body", sensitive=True)),
    body=(Media("application/json", ("email", "password")),),
)
REFRESH: Operation[Tokens] = Operation(
    id="refreshToken",
    method="POST",
    path="/refresh",
    answers=(Answer(200, "json", Tokens),),
    parameters=(Parameter("refresh", "body", sensitive=True), Parameter("access", "body", sensitive=True)),
    body=(Media("application/json", ("refresh", "access")),),
)
PRICES: Operation[Any] = Operation(
    id="listPrices",
    method="GET",
    path="/prices",
    answers=(Answer(200, "json", dict[str, Any]),),
    retry="safe",
)
