"""Answers of Names that look like places: shared."""

from __future__ import annotations

from clientome.runtime.models import AnswerModel


class ModelsSharedThing(AnswerModel):
    id: str | None = None
