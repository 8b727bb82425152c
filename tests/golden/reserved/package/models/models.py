"""Answers of Words that are taken: models."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class ListModel(AnswerModel):
    items: list[str] | None = None
