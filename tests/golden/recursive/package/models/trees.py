"""Answers of Schemas that contain themselves: trees."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class Tree(AnswerModel):
    label: str
    children: list[Tree] | None = None
    by_name: dict[str, Tree] | None = None
    owner: Owner | None = None


class Owner(AnswerModel):
    favourite: Tree | None = None
