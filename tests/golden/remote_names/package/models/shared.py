"""Answers of Names that look like places: shared."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class ModelsSharedThing(AnswerModel):
    id: str | None = None
