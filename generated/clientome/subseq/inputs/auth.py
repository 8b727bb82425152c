"""Values inside requests of subseq.bio: auth."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictStr

from clientome._runtime.generated import InputModel


class LoginCodeRequest(InputModel):
    """Where the one-time code goes."""

    email: Annotated[StrictStr, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """E-mail address of the account."""


class LoginRequest(InputModel):
    """The code that came by mail, and what to get for it."""

    email: Annotated[StrictStr, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """E-mail address of the account."""
    otp: Annotated[StrictStr, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """The one-time code (six digits in the example)."""
    type: Literal["api", "web"]
    """`api` returns an admin key; `web` sets the `api_key` cookie instead."""
