"""Arguments of the operations of Neither tags nor ids: pet_stores_more."""

from __future__ import annotations

from pydantic import StrictStr

from clientome.runtime.models import ArgumentsModel


class GetPetStore(ArgumentsModel):
    """Arguments of GET /pet-stores/{id}."""

    id: StrictStr
