"""Arguments of the operations of Neither tags nor ids: pets."""

from __future__ import annotations

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel


class GetApiV2PetsPetId(ArgumentsModel):
    """Arguments of GET /api/v2/pets/{petId}."""

    pet_id: StrictStr


class DeleteApiV2PetsPetId(ArgumentsModel):
    """Arguments of DELETE /api/v2/pets/{petId}."""

    pet_id: StrictStr
