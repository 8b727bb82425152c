"""Arguments of the operations of Neither tags nor ids: pet_stores_more."""

from __future__ import annotations

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel


class GetPetStore(ArgumentsModel):
    """Arguments of GET /pet-stores/{id}."""

    id: StrictStr
