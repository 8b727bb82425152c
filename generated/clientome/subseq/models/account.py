"""Answers of subseq.bio: account."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clientome._runtime.generated import AnswerModel, EpochSeconds, EpochSecondsOrZero


class Account(AnswerModel):
    """The account of the key in use."""

    email: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """E-mail address of the account."""
    credits: int | float
    """Credits left; may have a fraction."""
    created_at: EpochSeconds
    """When the account was opened."""
    last_activity: EpochSecondsOrZero = None
    """When the account was last used."""


class AccountAnswer(AnswerModel):
    """Answer about the account."""

    success: bool
    """True when the account could be read."""
    data: Account
    error: str | None = None
    """What went wrong; absent on success."""
