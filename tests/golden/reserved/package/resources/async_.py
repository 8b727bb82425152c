"""async_ operations."""

from __future__ import annotations

import builtins

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from ..operations import async_ as operations


class Async2Resource(Resource):
    """async_ operations."""

    def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> builtins.list[str]:
        """list.

        Needs no credentials.

        Endpoint: ``GET /async``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Strings.
        """
        return self._call(
            operations.LIST,
            {},
            options,
        )

    def str_(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> str:
        """str.

        Needs no credentials.

        Endpoint: ``PUT /async``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A string.
        """
        return self._call(
            operations.STR_,
            {},
            options,
        )


class AsyncAsync2Resource(AsyncResource):
    """async_ operations."""

    async def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> builtins.list[str]:
        """list.

        Needs no credentials.

        Endpoint: ``GET /async``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Strings.
        """
        return await self._call(
            operations.LIST,
            {},
            options,
        )

    async def str_(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> str:
        """str.

        Needs no credentials.

        Endpoint: ``PUT /async``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A string.
        """
        return await self._call(
            operations.STR_,
            {},
            options,
        )
