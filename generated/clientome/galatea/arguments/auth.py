"""Arguments of the operations of GalateaBio Ancestry: auth."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictStr

from clientome._runtime.generated import ArgumentsModel


class Login(ArgumentsModel):
    """Arguments of POST /users/auth."""

    email: Annotated[StrictStr, Field(json_schema_extra={"x-sdk-sensitive": True}, min_length=1)]
    password: Annotated[StrictStr, Field(json_schema_extra={"x-sdk-sensitive": True}, min_length=1)]


class Logout(ArgumentsModel):
    """Arguments of POST /users/logout."""

    refresh: Annotated[StrictStr, Field(json_schema_extra={"x-sdk-sensitive": True}, min_length=1)]


class RefreshTokens(ArgumentsModel):
    """Arguments of POST /users/refresh."""

    refresh: Annotated[StrictStr, Field(json_schema_extra={"x-sdk-sensitive": True}, min_length=1)]
    access: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True}, min_length=1)] = (
        None
    )
