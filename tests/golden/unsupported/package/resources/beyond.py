"""beyond operations."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from ..operations import beyond as operations


class BeyondResource(Resource):
    """beyond operations."""

    def post_mixed(
        self,
        *,
        a: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """postMixed.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /mixed``

        Args:
            a: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return self._call(
            operations.POST_MIXED,
            {
                "a": a,
            },
            options,
        )

    def get_parameter(
        self,
        *,
        where: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """getParameter.

        Needs no credentials.

        Endpoint: ``GET /parameter``

        Args:
            where: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return self._call(
            operations.GET_PARAMETER,
            {
                "where": where,
            },
            options,
        )


class AsyncBeyondResource(AsyncResource):
    """beyond operations."""

    async def post_mixed(
        self,
        *,
        a: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """postMixed.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /mixed``

        Args:
            a: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return await self._call(
            operations.POST_MIXED,
            {
                "a": a,
            },
            options,
        )

    async def get_parameter(
        self,
        *,
        where: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """getParameter.

        Needs no credentials.

        Endpoint: ``GET /parameter``

        Args:
            where: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return await self._call(
            operations.GET_PARAMETER,
            {
                "where": where,
            },
            options,
        )
