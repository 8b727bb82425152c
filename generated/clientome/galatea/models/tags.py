"""Answers of GalateaBio Ancestry: tags."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class Tag(AnswerModel):
    """A label for orders."""

    id: str
    """Id of the tag."""
    name: str
    """Text of the tag."""
    org_id: str
    """Id of the organisation that owns it."""


class TagPage(AnswerModel):
    """One page of tags."""

    count: int
    """Tags over all pages."""
    next: str | None = None
    """Address of the next page; null on the last."""
    previous: str | None = None
    """Address of the page before; null on the first."""
    results: list[Tag]
    """The tags of this page."""
