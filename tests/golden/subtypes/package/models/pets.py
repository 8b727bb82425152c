"""Answers of Subtypes: pets."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from clientome._runtime.generated import AnswerModel


class Phone(AnswerModel):
    type: Literal["p"]
    number: str | None = None


class Mail(AnswerModel):
    type: Literal["m"]
    address: str | None = None


class Pet(AnswerModel):
    pet_type: Annotated[str, Field(alias="petType")]
    name: str | None = None
    friend: AnyPet | None = None


class Cat(AnswerModel):
    pet_type: Annotated[Literal["cat"], Field(alias="petType")]
    name: str | None = None
    friend: AnyPet | None = None
    lives: int | None = None


class Siamese(AnswerModel):
    pet_type: Annotated[Literal["siamese"], Field(alias="petType")]
    name: str | None = None
    friend: AnyPet | None = None
    lives: int | None = None
    points: str | None = None


class Dog(AnswerModel):
    pet_type: Annotated[Literal["dog"], Field(alias="petType")]
    name: str | None = None
    friend: AnyPet | None = None


class Lizard(AnswerModel):
    pet_type: Annotated[Literal["Lizard"], Field(alias="petType")]
    name: str | None = None
    friend: AnyPet | None = None
    loves_rocks: Annotated[bool | None, Field(alias="lovesRocks")] = None


class PetWithOwner(AnswerModel):
    pet_type: Annotated[str, Field(alias="petType")]
    name: str | None = None
    friend: AnyPet | None = None
    owner: str | None = None


class Home(AnswerModel):
    pet: PetWithOwner | None = None


AnyPet: TypeAlias = Annotated[
    Annotated[Cat | Dog | Lizard | Siamese, Field(discriminator="pet_type")] | Pet | dict[str, Any],
    Field(union_mode="left_to_right"),
]

AnyCat: TypeAlias = Annotated[
    Annotated[Cat | Siamese, Field(discriminator="pet_type")] | dict[str, Any],
    Field(union_mode="left_to_right"),
]

AddContactResponse: TypeAlias = Annotated[
    Annotated[Phone | Mail, Field(discriminator="type")] | dict[str, Any], Field(union_mode="left_to_right")
]
