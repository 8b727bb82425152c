"""Answers of Numbers as they are given: numbers."""

from __future__ import annotations

from typing import Literal

from clientome._runtime.generated import AnswerModel


class PutNumberResponse(AnswerModel):
    n: int | float | None = None
    many: list[int | float] | None = None
    maybe: int | float | None = None
    either: int | float | str | None = None
    code: Literal[1, 2] | int | float | None = None
    word: Literal[1] | int | float | None = None
    whole: int | None = None
    table: dict[str, int | float] | None = None
