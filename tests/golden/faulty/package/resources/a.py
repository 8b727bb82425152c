"""a operations."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from ..operations import a as operations


class AResource(Resource):
    """a operations."""

    def get(
        self,
        *,
        q: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """get.

        Needs no credentials.

        Endpoint: ``GET /required``

        Args:
            q: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.GET,
            {
                "q": q,
            },
            options,
        )

    def unused(
        self,
        *,
        id: str,
        options: RequestOptions | None = None,
    ) -> None:
        """unused.

        Needs no credentials.

        Endpoint: ``GET /unused/{id}``

        Args:
            id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.UNUSED,
            {
                "id": id,
            },
            options,
        )

    def undeclared(
        self,
        *,
        id: str,
        options: RequestOptions | None = None,
    ) -> None:
        """undeclared.

        Needs no credentials.

        Endpoint: ``GET /undeclared/{id}``

        Args:
            id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.UNDECLARED,
            {
                "id": id,
            },
            options,
        )

    def get_2(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """get 2.

        Needs no credentials.

        Endpoint: ``GET /twice``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.GET_2,
            {},
            options,
        )


class AsyncAResource(AsyncResource):
    """a operations."""

    async def get(
        self,
        *,
        q: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """get.

        Needs no credentials.

        Endpoint: ``GET /required``

        Args:
            q: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.GET,
            {
                "q": q,
            },
            options,
        )

    async def unused(
        self,
        *,
        id: str,
        options: RequestOptions | None = None,
    ) -> None:
        """unused.

        Needs no credentials.

        Endpoint: ``GET /unused/{id}``

        Args:
            id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.UNUSED,
            {
                "id": id,
            },
            options,
        )

    async def undeclared(
        self,
        *,
        id: str,
        options: RequestOptions | None = None,
    ) -> None:
        """undeclared.

        Needs no credentials.

        Endpoint: ``GET /undeclared/{id}``

        Args:
            id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.UNDECLARED,
            {
                "id": id,
            },
            options,
        )

    async def get_2(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """get 2.

        Needs no credentials.

        Endpoint: ``GET /twice``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.GET_2,
            {},
            options,
        )
