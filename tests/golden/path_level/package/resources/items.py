"""items operations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import items as operations


class ItemsResource(Resource):
    """items operations."""

    def get_item(
        self,
        *,
        shop_id: str,
        name: str,
        format: Literal["json", "csv"],
        limit: int,
        options: RequestOptions | None = None,
    ) -> models.GetItemResponse:
        """getItem.

        Needs no credentials.

        Endpoint: ``GET /shops/{shopId}/items/{name}.{format}``

        Args:
            shop_id: The shop.
            name: See the provider's documentation.
            format: One of json, csv.
            limit: Its own limit. At most 99.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The item.
        """
        return self._call(
            operations.GET_ITEM,
            {
                "shop_id": shop_id,
                "name": name,
                "format": format,
                "limit": limit,
            },
            options,
        )

    def delete_item(
        self,
        *,
        shop_id: str,
        name: str,
        format: Literal["json", "csv"],
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """deleteItem.

        Needs no credentials.

        Endpoint: ``DELETE /shops/{shopId}/items/{name}.{format}``

        Args:
            shop_id: The shop.
            name: See the provider's documentation.
            format: One of json, csv.
            limit: At most 10.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            It is gone.
        """
        return self._call(
            operations.DELETE_ITEM,
            {
                "shop_id": shop_id,
                "name": name,
                "format": format,
                "limit": limit,
            },
            options,
        )

    def get_point(
        self,
        *,
        point: models.GetPointPoint | Mapping[str, object],
        options: RequestOptions | None = None,
    ) -> None:
        """getPoint.

        Needs no credentials.

        Endpoint: ``GET /matrix/{point}``

        Args:
            point: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return self._call(
            operations.GET_POINT,
            {
                "point": point,
            },
            options,
        )


class AsyncItemsResource(AsyncResource):
    """items operations."""

    async def get_item(
        self,
        *,
        shop_id: str,
        name: str,
        format: Literal["json", "csv"],
        limit: int,
        options: RequestOptions | None = None,
    ) -> models.GetItemResponse:
        """getItem.

        Needs no credentials.

        Endpoint: ``GET /shops/{shopId}/items/{name}.{format}``

        Args:
            shop_id: The shop.
            name: See the provider's documentation.
            format: One of json, csv.
            limit: Its own limit. At most 99.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The item.
        """
        return await self._call(
            operations.GET_ITEM,
            {
                "shop_id": shop_id,
                "name": name,
                "format": format,
                "limit": limit,
            },
            options,
        )

    async def delete_item(
        self,
        *,
        shop_id: str,
        name: str,
        format: Literal["json", "csv"],
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """deleteItem.

        Needs no credentials.

        Endpoint: ``DELETE /shops/{shopId}/items/{name}.{format}``

        Args:
            shop_id: The shop.
            name: See the provider's documentation.
            format: One of json, csv.
            limit: At most 10.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            It is gone.
        """
        return await self._call(
            operations.DELETE_ITEM,
            {
                "shop_id": shop_id,
                "name": name,
                "format": format,
                "limit": limit,
            },
            options,
        )

    async def get_point(
        self,
        *,
        point: models.GetPointPoint | Mapping[str, object],
        options: RequestOptions | None = None,
    ) -> None:
        """getPoint.

        Needs no credentials.

        Endpoint: ``GET /matrix/{point}``

        Args:
            point: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return await self._call(
            operations.GET_POINT,
            {
                "point": point,
            },
            options,
        )
