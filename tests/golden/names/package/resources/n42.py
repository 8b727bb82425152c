"""n42 operations."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from ..operations import n42 as operations


class N42Resource(Resource):
    """n42 operations."""

    def n42(
        self,
        *,
        n7: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """42.

        Needs no credentials.

        Endpoint: ``GET /digits``

        Args:
            n7: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return self._call(
            operations.N42,
            {
                "n7": n7,
            },
            options,
        )


class AsyncN42Resource(AsyncResource):
    """n42 operations."""

    async def n42(
        self,
        *,
        n7: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """42.

        Needs no credentials.

        Endpoint: ``GET /digits``

        Args:
            n7: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return await self._call(
            operations.N42,
            {
                "n7": n7,
            },
            options,
        )
