"""The operations of `pet_stores_more`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Parameter,
)

from ..arguments import pet_stores_more as arguments

LIST_PET_STORES: Operation[None] = Operation(
    id="list pet stores",
    method="GET",
    path="/pet-stores",
    answers=(Answer(204, "none"),),
    retry="safe",
    readonly=True,
)

GET_PET_STORE: Operation[None] = Operation(
    id="Get-Pet.Store",
    method="GET",
    path="/pet-stores/{id}",
    answers=(Answer(204, "none"),),
    arguments=arguments.GetPetStore,
    parameters=(Parameter("id", "path"),),
    retry="safe",
    readonly=True,
)
