"""Answers of subseq.bio: auth."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clientome._runtime.generated import AnswerModel, EpochSeconds


class AdminKey(AnswerModel):
    """A key that can do everything, the handling of client keys included."""

    token: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """The key; it starts with `sk-ss-admin-`."""
    expires_at: EpochSeconds
    """When the key stops working."""


class LoginAnswer(AnswerModel):
    """Answer to a login. `data` is documented for `type` `api` only."""

    success: bool
    """True when the code was right."""
    data: AdminKey | None = None
    error: str | None = None
    """What went wrong; absent on success."""
