"""Answers of genome.computer: uploads."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clientome._runtime.generated import AnswerModel, SensitiveAnswer


class Upload(AnswerModel):
    """An uploaded file. The provider's reference prints no body; an older edition names these fields."""

    upload_id: str | None = None
    """Public id of the upload; a conversion starts from it."""
    filename: str | None = None
    """Name of the file."""
    status: str | None = None
    """Where the upload stands; the values are not documented."""


class SignedUpload(SensitiveAnswer):
    """A started upload. It brings the id and, under names that the provider does not document, where and how the bytes are to be sent. A signed address gives access to whoever holds it, so unknown fields are treated as secret."""

    upload_id: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Public id of the upload; needed to complete it."""
