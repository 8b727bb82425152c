"""Arguments of the operations of Subtypes: pets."""

from __future__ import annotations

from clientome._runtime.generated import ArgumentsModel

from ..inputs import pets as pets_1


class PutPets(ArgumentsModel):
    """Arguments of PUT /pets."""

    pets: list[pets_1.AnyPetInput] | None = None
    first: pets_1.AnyPetInput | None = None


class AddPet(ArgumentsModel):
    """Arguments of POST /pets."""

    body: pets_1.AnyPetInput


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
