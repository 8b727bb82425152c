"""Answers of Forms with styles: charges."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class PostChargesResponse(AnswerModel):
    id: str | None = None
