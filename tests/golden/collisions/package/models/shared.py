"""Answers of Names that meet: shared."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clientome._runtime.generated import AnswerModel


class UserAddress(AnswerModel):
    street: str | None = None


class UserAddress2(AnswerModel):
    a_b: Annotated[str | None, Field(alias="a-b")] = None
    a_b_2: Annotated[str | None, Field(alias="a_b")] = None
