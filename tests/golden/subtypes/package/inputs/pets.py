"""Values inside requests of Subtypes: pets."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StrictBool, StrictInt, StrictStr

from clientome._runtime.generated import InputModel


class PhoneInput(InputModel):
    type: Literal["p"]
    number: StrictStr | None = None


class MailInput(InputModel):
    type: Literal["m"]
    address: StrictStr | None = None


class Power(InputModel):
    type: Literal["on", "backup"]


class Backup(InputModel):
    type: Literal["on", "backup"]
    policy: StrictStr | None = None


class Other(InputModel):
    type: Literal["other"]
    z: StrictStr | None = None


class PetInput(InputModel):
    pet_type: Annotated[StrictStr, Field(alias="petType")]
    name: StrictStr | None = None
    friend: AnyPetInput | None = None


class CatInput(InputModel):
    pet_type: Annotated[Literal["cat"], Field(alias="petType")]
    name: StrictStr | None = None
    friend: AnyPetInput | None = None
    lives: StrictInt | None = None


class SiameseInput(InputModel):
    pet_type: Annotated[Literal["siamese"], Field(alias="petType")]
    name: StrictStr | None = None
    friend: AnyPetInput | None = None
    lives: StrictInt | None = None
    points: StrictStr | None = None


class DogInput(InputModel):
    pet_type: Annotated[Literal["dog"], Field(alias="petType")]
    name: StrictStr | None = None
    friend: AnyPetInput | None = None


class LizardInput(InputModel):
    pet_type: Annotated[Literal["Lizard"], Field(alias="petType")]
    name: StrictStr | None = None
    friend: AnyPetInput | None = None
    loves_rocks: Annotated[StrictBool | None, Field(alias="lovesRocks")] = None


AnyPetInput: TypeAlias = Annotated[
    CatInput | DogInput | LizardInput | SiameseInput, Field(discriminator="pet_type")
]

AnyCatInput: TypeAlias = Annotated[CatInput | SiameseInput, Field(discriminator="pet_type")]

AddContactMethod: TypeAlias = Annotated[PhoneInput | MailInput, Field(discriminator="type")]

ActOtherBody: TypeAlias = Annotated[Power | Other, Field(discriminator="type")]

ActBody: TypeAlias = Power | Backup
