"""Answers of Names that Python or another thing has: points."""

from __future__ import annotations

from clientome.runtime.models import AnswerModel


class Both(AnswerModel):
    none: str | None = None
    a: str | None = None
