"""Answers of All kinds of answers: answers."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class Thing(AnswerModel):
    id: int


class GetMixedResponse(AnswerModel):
    id: int | None = None


class PostSeveralResponse(AnswerModel):
    job: str


class GetVendorResponse(AnswerModel):
    name: str
