"""match operations."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from ..operations import match as operations


class MatchResource(Resource):
    """match operations."""

    def match(
        self,
        *,
        type: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """match.

        Needs no credentials.

        Endpoint: ``GET /match``

        Args:
            type: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return self._call(
            operations.MATCH,
            {
                "type": type,
            },
            options,
        )

    def print(
        self,
        *,
        object: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """print.

        Needs no credentials.

        Endpoint: ``GET /print``

        Args:
            object: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return self._call(
            operations.PRINT,
            {
                "object": object,
            },
            options,
        )

    def init(
        self,
        *,
        class_: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """__init__.

        Needs no credentials.

        Endpoint: ``GET /init``

        Args:
            class_: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return self._call(
            operations.INIT,
            {
                "class_": class_,
            },
            options,
        )

    def get_empty(
        self,
        *,
        q: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """get /empty.

        Needs no credentials.

        Endpoint: ``GET /empty``

        Args:
            q: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return self._call(
            operations.GET_EMPTY,
            {
                "q": q,
            },
            options,
        )


class AsyncMatchResource(AsyncResource):
    """match operations."""

    async def match(
        self,
        *,
        type: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """match.

        Needs no credentials.

        Endpoint: ``GET /match``

        Args:
            type: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return await self._call(
            operations.MATCH,
            {
                "type": type,
            },
            options,
        )

    async def print(
        self,
        *,
        object: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """print.

        Needs no credentials.

        Endpoint: ``GET /print``

        Args:
            object: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return await self._call(
            operations.PRINT,
            {
                "object": object,
            },
            options,
        )

    async def init(
        self,
        *,
        class_: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """__init__.

        Needs no credentials.

        Endpoint: ``GET /init``

        Args:
            class_: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return await self._call(
            operations.INIT,
            {
                "class_": class_,
            },
            options,
        )

    async def get_empty(
        self,
        *,
        q: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """get /empty.

        Needs no credentials.

        Endpoint: ``GET /empty``

        Args:
            q: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return await self._call(
            operations.GET_EMPTY,
            {
                "q": q,
            },
            options,
        )
