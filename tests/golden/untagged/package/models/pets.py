"""Answers of Neither tags nor ids: pets."""

from __future__ import annotations

from clientome.runtime.models import AnswerModel


class GetApiV2PetsPetIdResponse(AnswerModel):
    name: str | None = None
