"""Answers of Alternatives: animals."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from clientome._runtime.generated import AnswerModel


class Cat(AnswerModel):
    kind: Literal["cat"]
    lives: int | None = None


class Dog(AnswerModel):
    kind: Literal["hound"]
    tricks: list[str] | None = None


Animal: TypeAlias = Annotated[
    Annotated[Cat | Dog, Field(discriminator="kind")] | dict[str, Any], Field(union_mode="left_to_right")
]
