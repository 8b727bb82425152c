"""Answers of Null the old way: items."""

from __future__ import annotations

from typing import Literal

from clientome.runtime.models import AnswerModel


class Owner(AnswerModel):
    id: int


class Item(AnswerModel):
    id: int
    name: str | None
    owner: Owner | None = None
    state: Literal["new", "used"] | str | None = None
