"""Answers of Uploads: uploads."""

from __future__ import annotations

from clientome.runtime.models import AnswerModel


class UploadResponse(AnswerModel):
    id: str | None = None
