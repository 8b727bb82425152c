"""Answers of Null the old way: items."""

from __future__ import annotations

from typing import Literal

from clientome._runtime.generated import AnswerModel


class Owner(AnswerModel):
    id: int


class Item(AnswerModel):
    id: int
    name: str | None
    owner: Owner | None = None
    state: Literal["new", "used"] | str | None = None
