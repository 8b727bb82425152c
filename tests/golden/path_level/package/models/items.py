"""Answers of Parameters of a path: items."""

from __future__ import annotations

from clientome.runtime.models import AnswerModel


class GetItemResponse(AnswerModel):
    name: str | None = None
