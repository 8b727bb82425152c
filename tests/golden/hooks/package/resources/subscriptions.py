"""subscriptions operations."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from ..operations import subscriptions as operations


class SubscriptionsResource(Resource):
    """subscriptions operations."""

    def subscribe(
        self,
        *,
        url: str,
        options: RequestOptions | None = None,
    ) -> None:
        """subscribe.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /subscriptions``

        Args:
            url: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Subscribed.
        """
        return self._call(
            operations.SUBSCRIBE,
            {
                "url": url,
            },
            options,
        )


class AsyncSubscriptionsResource(AsyncResource):
    """subscriptions operations."""

    async def subscribe(
        self,
        *,
        url: str,
        options: RequestOptions | None = None,
    ) -> None:
        """subscribe.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /subscriptions``

        Args:
            url: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Subscribed.
        """
        return await self._call(
            operations.SUBSCRIBE,
            {
                "url": url,
            },
            options,
        )
