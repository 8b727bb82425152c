"""Values inside requests of Subtypes: pets."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StrictStr

from clientome.runtime.models import InputModel

from . import shared

AnyCatInput: TypeAlias = Annotated[shared.CatInput | shared.SiameseInput, Field(discriminator="pet_type")]


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


AddContactMethod: TypeAlias = Annotated[PhoneInput | MailInput, Field(discriminator="type")]

ActOtherBody: TypeAlias = Annotated[Power | Other, Field(discriminator="type")]

ActBody: TypeAlias = Power | Backup
