"""orders operations."""

from __future__ import annotations

from collections.abc import Mapping

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import orders as operations


class OrdersResource(Resource):
    """orders operations."""

    def create_order(
        self,
        *,
        name: str,
        address: models.Address | Mapping[str, object],
        size: int | None = None,
        options: RequestOptions | None = None,
    ) -> models.Order:
        """createOrder.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /orders``

        Args:
            name: See the provider's documentation.
            address: Where it goes.
            size: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The order.
        """
        return self._call(
            operations.CREATE_ORDER,
            {
                "name": name,
                "address": address,
                "size": size,
            },
            options,
        )


class AsyncOrdersResource(AsyncResource):
    """orders operations."""

    async def create_order(
        self,
        *,
        name: str,
        address: models.Address | Mapping[str, object],
        size: int | None = None,
        options: RequestOptions | None = None,
    ) -> models.Order:
        """createOrder.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /orders``

        Args:
            name: See the provider's documentation.
            address: Where it goes.
            size: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The order.
        """
        return await self._call(
            operations.CREATE_ORDER,
            {
                "name": name,
                "address": address,
                "size": size,
            },
            options,
        )
