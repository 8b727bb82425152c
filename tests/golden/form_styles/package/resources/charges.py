"""charges operations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import charges as operations


class ChargesResource(Resource):
    """charges operations."""

    def post_charges(
        self,
        *,
        amount: int,
        card: models.PostChargesCard | Mapping[str, object] | None = None,
        ids: Sequence[str] | None = None,
        expand: Sequence[str] | None = None,
        plain: Mapping[str, str] | None = None,
        options: RequestOptions | None = None,
    ) -> models.PostChargesResponse:
        """PostCharges.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /charges``

        Args:
            amount: See the provider's documentation.
            card: See the provider's documentation.
            ids: See the provider's documentation.
            expand: See the provider's documentation.
            plain: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The charge.
        """
        return self._call(
            operations.POST_CHARGES,
            {
                "amount": amount,
                "card": card,
                "ids": ids,
                "expand": expand,
                "plain": plain,
            },
            options,
        )


class AsyncChargesResource(AsyncResource):
    """charges operations."""

    async def post_charges(
        self,
        *,
        amount: int,
        card: models.PostChargesCard | Mapping[str, object] | None = None,
        ids: Sequence[str] | None = None,
        expand: Sequence[str] | None = None,
        plain: Mapping[str, str] | None = None,
        options: RequestOptions | None = None,
    ) -> models.PostChargesResponse:
        """PostCharges.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /charges``

        Args:
            amount: See the provider's documentation.
            card: See the provider's documentation.
            ids: See the provider's documentation.
            expand: See the provider's documentation.
            plain: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The charge.
        """
        return await self._call(
            operations.POST_CHARGES,
            {
                "amount": amount,
                "card": card,
                "ids": ids,
                "expand": expand,
                "plain": plain,
            },
            options,
        )
