"""Answers of Names that Python or another thing has: points."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class Both(AnswerModel):
    none: str | None = None
    a: str | None = None
