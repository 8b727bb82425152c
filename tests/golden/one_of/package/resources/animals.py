"""animals operations."""

from __future__ import annotations

import builtins
from collections.abc import Mapping

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import animals as operations


class AnimalsResource(Resource):
    """animals operations."""

    def add_animal(
        self,
        *,
        body: models.CatInput | Mapping[str, object] | models.DogInput,
        options: RequestOptions | None = None,
    ) -> models.Animal:
        """addAnimal.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /animals``

        Args:
            body: The request body.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The animal.
        """
        return self._call(
            operations.ADD_ANIMAL,
            {
                "body": body,
            },
            options,
        )

    def get_value(
        self,
        *,
        id: int | str,
        options: RequestOptions | None = None,
    ) -> int | float | str | builtins.list[str] | None:
        """getValue.

        Needs no credentials.

        Endpoint: ``GET /animals/{id}/value``

        Args:
            id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A number, a text or a list.
        """
        return self._call(
            operations.GET_VALUE,
            {
                "id": id,
            },
            options,
        )


class AsyncAnimalsResource(AsyncResource):
    """animals operations."""

    async def add_animal(
        self,
        *,
        body: models.CatInput | Mapping[str, object] | models.DogInput,
        options: RequestOptions | None = None,
    ) -> models.Animal:
        """addAnimal.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /animals``

        Args:
            body: The request body.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The animal.
        """
        return await self._call(
            operations.ADD_ANIMAL,
            {
                "body": body,
            },
            options,
        )

    async def get_value(
        self,
        *,
        id: int | str,
        options: RequestOptions | None = None,
    ) -> int | float | str | builtins.list[str] | None:
        """getValue.

        Needs no credentials.

        Endpoint: ``GET /animals/{id}/value``

        Args:
            id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A number, a text or a list.
        """
        return await self._call(
            operations.GET_VALUE,
            {
                "id": id,
            },
            options,
        )
