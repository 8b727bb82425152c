"""Answers of Names that Python or another thing has: none."""

from __future__ import annotations

from clientome.runtime.models import AnswerModel


class NoneResponse(AnswerModel):
    none: str | None = None
