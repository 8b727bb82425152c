"""Answers of subseq.bio: keys."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clientome._runtime.generated import AnswerModel, EpochSecondsOrZero


class ClientKey(AnswerModel):
    """A client key as the list shows it, without its secret."""

    key_hash: str
    """Identifier of the key, for deletion."""
    hint: str | None = None
    """First characters of the key, the rest starred out."""
    label: str | None = None
    """Name given at creation."""
    expires_at: EpochSecondsOrZero = None
    """When the key stops working."""


class NewClientKey(AnswerModel):
    """A new client key. The list never shows it again, so keep it now."""

    key: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """The key; it starts with `sk-ss-api-`."""


class KeyListAnswer(AnswerModel):
    """Answer with the client keys."""

    success: bool
    """True when the list could be read."""
    data: list[ClientKey]
    """The client keys; admin keys are not among them."""
    error: str | None = None
    """What went wrong; absent on success."""


class KeyCreateAnswer(AnswerModel):
    """Answer with a new client key."""

    success: bool
    """True when the key was made."""
    data: NewClientKey
    error: str | None = None
    """What went wrong; absent on success."""
