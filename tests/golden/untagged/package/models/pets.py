"""Answers of Neither tags nor ids: pets."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class GetApiV2PetsPetIdResponse(AnswerModel):
    name: str | None = None
