"""items operations."""

from __future__ import annotations

from collections.abc import Mapping

from clientome._runtime.generated import (
    UNSET,
    AsyncResource,
    RequestOptions,
    Resource,
    Unset,
)

from .. import models
from ..operations import items as operations


class ItemsResource(Resource):
    """items operations."""

    def change_item(
        self,
        *,
        id: int,
        name: str | Unset | None = UNSET,
        size: float | None = None,
        owner: models.OwnerInput | Mapping[str, object] | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Item:
        """changeItem.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``PATCH /items/{id}``

        Args:
            id: More than 0.
            name: See the provider's documentation.
            size: Less than 10.
            owner: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The item.
        """
        return self._call(
            operations.CHANGE_ITEM,
            {
                "id": id,
                "name": name,
                "size": size,
                "owner": owner,
            },
            options,
        )


class AsyncItemsResource(AsyncResource):
    """items operations."""

    async def change_item(
        self,
        *,
        id: int,
        name: str | Unset | None = UNSET,
        size: float | None = None,
        owner: models.OwnerInput | Mapping[str, object] | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Item:
        """changeItem.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``PATCH /items/{id}``

        Args:
            id: More than 0.
            name: See the provider's documentation.
            size: Less than 10.
            owner: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The item.
        """
        return await self._call(
            operations.CHANGE_ITEM,
            {
                "id": id,
                "name": name,
                "size": size,
                "owner": owner,
            },
            options,
        )
