"""Answers of Uploads: uploads."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class UploadResponse(AnswerModel):
    id: str | None = None
