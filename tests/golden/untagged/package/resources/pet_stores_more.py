"""pet_stores_more operations."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from ..operations import pet_stores_more as operations


class PetStoresMoreResource(Resource):
    """pet_stores_more operations."""

    def list_pet_stores(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """list pet stores.

        Needs no credentials.

        Endpoint: ``GET /pet-stores``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return self._call(
            operations.LIST_PET_STORES,
            {},
            options,
        )

    def get_pet_store(
        self,
        *,
        id: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Get-Pet.Store.

        Needs no credentials.

        Endpoint: ``GET /pet-stores/{id}``

        Args:
            id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return self._call(
            operations.GET_PET_STORE,
            {
                "id": id,
            },
            options,
        )


class AsyncPetStoresMoreResource(AsyncResource):
    """pet_stores_more operations."""

    async def list_pet_stores(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """list pet stores.

        Needs no credentials.

        Endpoint: ``GET /pet-stores``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return await self._call(
            operations.LIST_PET_STORES,
            {},
            options,
        )

    async def get_pet_store(
        self,
        *,
        id: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Get-Pet.Store.

        Needs no credentials.

        Endpoint: ``GET /pet-stores/{id}``

        Args:
            id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return await self._call(
            operations.GET_PET_STORE,
            {
                "id": id,
            },
            options,
        )
