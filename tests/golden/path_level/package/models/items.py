"""Answers of Parameters of a path: items."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class GetItemResponse(AnswerModel):
    name: str | None = None
