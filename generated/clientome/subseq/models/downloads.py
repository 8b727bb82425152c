"""Answers of subseq.bio: downloads."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clientome._runtime.generated import AnswerModel, EpochSeconds


class DownloadLink(AnswerModel):
    """An address that anyone who has it can download from until it expires."""

    url: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """The address; treat it as opaque and secret."""
    token: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """The token inside the address."""
    expires_at: EpochSeconds
    """When the address stops working."""


class DownloadLinkAnswer(AnswerModel):
    """Answer with a download address."""

    success: bool
    """True when the address was made."""
    data: DownloadLink
    error: str | None = None
    """What went wrong; absent on success."""
