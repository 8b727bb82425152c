"""The operations of `pets`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import pets as arguments

GET_API_V2_PETS_PET_ID: Operation[models.GetApiV2PetsPetIdResponse] = Operation(
    id="get /api/v2/pets/{petId}",
    method="GET",
    path="/api/v2/pets/{petId}",
    answers=(Answer(200, "json", type=models.GetApiV2PetsPetIdResponse),),
    arguments=arguments.GetApiV2PetsPetId,
    parameters=(Parameter("pet_id", "path", wire="petId"),),
    retry="safe",
    readonly=True,
)

DELETE_API_V2_PETS_PET_ID: Operation[None] = Operation(
    id="delete /api/v2/pets/{petId}",
    method="DELETE",
    path="/api/v2/pets/{petId}",
    answers=(Answer(204, "none"),),
    arguments=arguments.DeleteApiV2PetsPetId,
    parameters=(Parameter("pet_id", "path", wire="petId"),),
    retry="safe",
)
