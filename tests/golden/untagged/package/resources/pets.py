"""pets operations."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import pets as operations


class PetsResource(Resource):
    """pets operations."""

    def get_api_v2_pets_pet_id(
        self,
        *,
        pet_id: str,
        options: RequestOptions | None = None,
    ) -> models.GetApiV2PetsPetIdResponse:
        """get /api/v2/pets/{petId}.

        Needs no credentials.

        Endpoint: ``GET /api/v2/pets/{petId}``

        Args:
            pet_id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A pet.
        """
        return self._call(
            operations.GET_API_V2_PETS_PET_ID,
            {
                "pet_id": pet_id,
            },
            options,
        )

    def delete_api_v2_pets_pet_id(
        self,
        *,
        pet_id: str,
        options: RequestOptions | None = None,
    ) -> None:
        """delete /api/v2/pets/{petId}.

        Needs no credentials.

        Endpoint: ``DELETE /api/v2/pets/{petId}``

        Args:
            pet_id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Gone.
        """
        return self._call(
            operations.DELETE_API_V2_PETS_PET_ID,
            {
                "pet_id": pet_id,
            },
            options,
        )


class AsyncPetsResource(AsyncResource):
    """pets operations."""

    async def get_api_v2_pets_pet_id(
        self,
        *,
        pet_id: str,
        options: RequestOptions | None = None,
    ) -> models.GetApiV2PetsPetIdResponse:
        """get /api/v2/pets/{petId}.

        Needs no credentials.

        Endpoint: ``GET /api/v2/pets/{petId}``

        Args:
            pet_id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A pet.
        """
        return await self._call(
            operations.GET_API_V2_PETS_PET_ID,
            {
                "pet_id": pet_id,
            },
            options,
        )

    async def delete_api_v2_pets_pet_id(
        self,
        *,
        pet_id: str,
        options: RequestOptions | None = None,
    ) -> None:
        """delete /api/v2/pets/{petId}.

        Needs no credentials.

        Endpoint: ``DELETE /api/v2/pets/{petId}``

        Args:
            pet_id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Gone.
        """
        return await self._call(
            operations.DELETE_API_V2_PETS_PET_ID,
            {
                "pet_id": pet_id,
            },
            options,
        )
