"""auth operations."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from ..operations import auth as operations


class AuthResource(Resource):
    """auth operations."""

    def get_open(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getOpen.

        Needs no credentials.

        Endpoint: ``GET /open``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return self._call(
            operations.GET_OPEN,
            {},
            options,
        )

    def get_token(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getToken.

        Endpoint: ``GET /token``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return self._call(
            operations.GET_TOKEN,
            {},
            options,
        )

    def get_basic(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getBasic.

        Endpoint: ``GET /basic``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return self._call(
            operations.GET_BASIC,
            {},
            options,
        )

    def get_query(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getQuery.

        Endpoint: ``GET /query``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return self._call(
            operations.GET_QUERY,
            {},
            options,
        )

    def get_both(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getBoth.

        Endpoint: ``GET /both``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return self._call(
            operations.GET_BOTH,
            {},
            options,
        )

    def get_oauth(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getOauth.

        Scope: read and write or .

        Endpoint: ``GET /oauth``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return self._call(
            operations.GET_OAUTH,
            {},
            options,
        )

    def get_maybe(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getMaybe.

        Endpoint: ``GET /maybe``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return self._call(
            operations.GET_MAYBE,
            {},
            options,
        )


class AsyncAuthResource(AsyncResource):
    """auth operations."""

    async def get_open(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getOpen.

        Needs no credentials.

        Endpoint: ``GET /open``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return await self._call(
            operations.GET_OPEN,
            {},
            options,
        )

    async def get_token(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getToken.

        Endpoint: ``GET /token``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return await self._call(
            operations.GET_TOKEN,
            {},
            options,
        )

    async def get_basic(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getBasic.

        Endpoint: ``GET /basic``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return await self._call(
            operations.GET_BASIC,
            {},
            options,
        )

    async def get_query(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getQuery.

        Endpoint: ``GET /query``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return await self._call(
            operations.GET_QUERY,
            {},
            options,
        )

    async def get_both(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getBoth.

        Endpoint: ``GET /both``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return await self._call(
            operations.GET_BOTH,
            {},
            options,
        )

    async def get_oauth(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getOauth.

        Scope: read and write or .

        Endpoint: ``GET /oauth``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return await self._call(
            operations.GET_OAUTH,
            {},
            options,
        )

    async def get_maybe(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """getMaybe.

        Endpoint: ``GET /maybe``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return await self._call(
            operations.GET_MAYBE,
            {},
            options,
        )
