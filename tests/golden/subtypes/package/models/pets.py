"""Answers of Subtypes: pets."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from clientome.runtime.models import AnswerModel

from . import shared

AnyCat: TypeAlias = Annotated[
    Annotated[shared.Cat | shared.Siamese, Field(discriminator="pet_type")] | dict[str, Any],
    Field(union_mode="left_to_right"),
]


class Phone(AnswerModel):
    type: Literal["p"]
    number: str | None = None


class Mail(AnswerModel):
    type: Literal["m"]
    address: str | None = None


AddContactResponse: TypeAlias = Annotated[
    Annotated[Phone | Mail, Field(discriminator="type")] | dict[str, Any], Field(union_mode="left_to_right")
]
