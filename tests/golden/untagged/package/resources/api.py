"""api operations."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from ..operations import api as operations


class ApiResource(Resource):
    """api operations."""

    def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """get /.

        Needs no credentials.

        Endpoint: ``GET /``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Alive.
        """
        return self._call(
            operations.GET,
            {},
            options,
        )


class AsyncApiResource(AsyncResource):
    """api operations."""

    async def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """get /.

        Needs no credentials.

        Endpoint: ``GET /``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Alive.
        """
        return await self._call(
            operations.GET,
            {},
            options,
        )
