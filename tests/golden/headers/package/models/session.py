"""Answers of Headers and cookies: session."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class GetSessionResponse(AnswerModel):
    user: str | None = None
