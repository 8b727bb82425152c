"""Arguments of the operations of subseq.bio: auth."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictStr

from clientome._runtime.generated import ArgumentsModel


class SendLoginCode(ArgumentsModel):
    """Arguments of POST /auth/otp."""

    email: Annotated[StrictStr, Field(json_schema_extra={"x-sdk-sensitive": True})]


class Login(ArgumentsModel):
    """Arguments of POST /auth/login."""

    email: Annotated[StrictStr, Field(json_schema_extra={"x-sdk-sensitive": True})]
    otp: Annotated[StrictStr, Field(json_schema_extra={"x-sdk-sensitive": True})]
    type: Literal["api", "web"]
