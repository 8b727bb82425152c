"""servers operations."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from ..operations import servers as operations


class ServersResource(Resource):
    """servers operations."""

    def get_own(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getOwn.

        Needs no credentials.

        Endpoint: ``GET /own``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return self._call(
            operations.GET_OWN,
            {},
            options,
        )

    def get_other(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getOther.

        Needs no credentials.

        Endpoint: ``GET /other``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return self._call(
            operations.GET_OTHER,
            {},
            options,
        )

    def get_same(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getSame.

        Needs no credentials.

        Endpoint: ``GET /same``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return self._call(
            operations.GET_SAME,
            {},
            options,
        )


class AsyncServersResource(AsyncResource):
    """servers operations."""

    async def get_own(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getOwn.

        Needs no credentials.

        Endpoint: ``GET /own``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return await self._call(
            operations.GET_OWN,
            {},
            options,
        )

    async def get_other(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getOther.

        Needs no credentials.

        Endpoint: ``GET /other``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return await self._call(
            operations.GET_OTHER,
            {},
            options,
        )

    async def get_same(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getSame.

        Needs no credentials.

        Endpoint: ``GET /same``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return await self._call(
            operations.GET_SAME,
            {},
            options,
        )
