"""Answers of Tuples: tuples."""

from __future__ import annotations

from typing import TypeAlias

from clientome._runtime.generated import AnswerModel

PostTuplesResponsePairsItem: TypeAlias = tuple[str, int]


class Point(AnswerModel):
    x: int | float | None = None


class PostTuplesResponse(AnswerModel):
    pairs: list[PostTuplesResponsePairsItem] | None = None
    table: dict[str, PostTuplesResponseTableValue] | None = None
    either: str | PostTuplesResponsePairsItem | None = None
    more: list[str | int] | None = None


PostTuplesResponseTableValue: TypeAlias = tuple[str, Point]
