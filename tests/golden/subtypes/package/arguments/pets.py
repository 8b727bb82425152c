"""Arguments of the operations of Subtypes: pets."""

from __future__ import annotations

from clientome.runtime.models import ArgumentsModel

from ..inputs import pets as pets_1
from ..inputs import shared


class PutPets(ArgumentsModel):
    """Arguments of PUT /pets."""

    pets: list[shared.AnyPetInput] | None = None
    first: shared.AnyPetInput | None = None


class AddPet(ArgumentsModel):
    """Arguments of POST /pets."""

    body: shared.AnyPetInput


class AddCat(ArgumentsModel):
    """Arguments of POST /cats."""

    body: pets_1.AnyCatInput


class AddContact(ArgumentsModel):
    """Arguments of POST /contacts."""

    method: pets_1.AddContactMethod


class ActOther(ArgumentsModel):
    """Arguments of PUT /actions."""

    body: pets_1.ActOtherBody


class Act(ArgumentsModel):
    """Arguments of POST /actions."""

    body: pets_1.ActBody
