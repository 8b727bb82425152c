"""Answers of Forms with styles: charges."""

from __future__ import annotations

from clientome.runtime.models import AnswerModel


class PostChargesResponse(AnswerModel):
    id: str | None = None
