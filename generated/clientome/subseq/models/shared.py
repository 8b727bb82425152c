"""Answers of subseq.bio: shared."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class ErrorAnswer(AnswerModel):
    """Body of a refused or failed call."""

    success: bool
    """Always false here."""
    error: str
    """What went wrong, for people. There is no separate error code."""


class DoneAnswer(AnswerModel):
    """Answer of a call that reports success and hands nothing back."""

    success: bool
    """True when the call did its work."""
    error: str | None = None
    """What went wrong; absent on success."""
