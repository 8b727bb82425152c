"""Answers of subseq.bio: account."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clientome.runtime.models import AnswerModel
from clientome.runtime.types import EpochSeconds, EpochSecondsOrZero


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
