"""Answers of Names that Python or another thing has: none."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class NoneResponse(AnswerModel):
    none: str | None = None
