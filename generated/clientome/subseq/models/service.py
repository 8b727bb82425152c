"""Answers of subseq.bio: service."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class Pricing(AnswerModel):
    """Prices and limits that hold for every account."""

    submit_fee: int | float
    """Credits taken for each submission."""
    top_up_max_credits: int
    """Most credits that one payment may buy."""


class PricingAnswer(AnswerModel):
    """Answer with prices."""

    success: bool
    """True when the prices could be read."""
    data: Pricing
    error: str | None = None
    """What went wrong; absent on success."""
