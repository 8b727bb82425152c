"""Answers of Words that are taken: close."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clientome._runtime.generated import AnswerModel


class AnyModel(AnswerModel):
    def_: Annotated[int | None, Field(alias="def")] = None
