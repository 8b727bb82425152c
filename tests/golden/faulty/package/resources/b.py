"""b operations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clientome._runtime.generated import (
    UNSET,
    AsyncResource,
    RequestOptions,
    Resource,
    Unset,
)

from .. import models
from ..operations import b as operations


class BResource(Resource):
    """b operations."""

    def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """get 3.

        Needs no credentials.

        Endpoint: ``GET /elsewhere``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.GET,
            {},
            options,
        )

    def enum(
        self,
        *,
        e: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """enum.

        Needs no credentials.

        Endpoint: ``GET /enum``

        Args:
            e: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.ENUM,
            {
                "e": e,
            },
            options,
        )

    def body(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """body.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /body``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.BODY,
            {},
            options,
        )

    def mapping(
        self,
        *,
        body: models.V | Mapping[str, object] | models.W | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """mapping.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /mapping``

        Args:
            body: The request body.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.MAPPING,
            {
                "body": body,
            },
            options,
        )

    def dangling(
        self,
        *,
        a: object | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """dangling.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /dangling``

        Args:
            a: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.

        Raises:
            NotFoundError: 404:
        """
        return self._call(
            operations.DANGLING,
            {
                "a": a,
            },
            options,
        )


class AsyncBResource(AsyncResource):
    """b operations."""

    async def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """get 3.

        Needs no credentials.

        Endpoint: ``GET /elsewhere``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.GET,
            {},
            options,
        )

    async def enum(
        self,
        *,
        e: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """enum.

        Needs no credentials.

        Endpoint: ``GET /enum``

        Args:
            e: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.ENUM,
            {
                "e": e,
            },
            options,
        )

    async def body(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """body.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /body``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.BODY,
            {},
            options,
        )

    async def mapping(
        self,
        *,
        body: models.V | Mapping[str, object] | models.W | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """mapping.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /mapping``

        Args:
            body: The request body.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.MAPPING,
            {
                "body": body,
            },
            options,
        )

    async def dangling(
        self,
        *,
        a: object | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """dangling.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /dangling``

        Args:
            a: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.

        Raises:
            NotFoundError: 404:
        """
        return await self._call(
            operations.DANGLING,
            {
                "a": a,
            },
            options,
        )
