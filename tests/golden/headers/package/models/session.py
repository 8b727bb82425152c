"""Answers of Headers and cookies: session."""

from __future__ import annotations

from clientome.runtime.models import AnswerModel


class GetSessionResponse(AnswerModel):
    user: str | None = None
