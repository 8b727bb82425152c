"""Answers of Calls from the provider: webhooks."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class EventData(AnswerModel):
    n: int | None = None


class Event(AnswerModel):
    id: str
    data: EventData | None = None
