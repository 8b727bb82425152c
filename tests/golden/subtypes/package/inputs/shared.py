"""Values inside requests of Subtypes: shared."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StrictBool, StrictInt, StrictStr

from clientome.runtime.models import InputModel


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
