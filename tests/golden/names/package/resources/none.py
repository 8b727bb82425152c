"""none operations."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import none as operations


class NoneResource(Resource):
    """none operations."""

    def none(
        self,
        *,
        true: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.NoneResponse:
        """none.

        Needs no credentials.

        Endpoint: ``GET /none``

        Args:
            true: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return self._call(
            operations.NONE,
            {
                "true": true,
            },
            options,
        )

    def true(
        self,
        *,
        q: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """true.

        Needs no credentials.

        Endpoint: ``GET /true``

        Args:
            q: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return self._call(
            operations.TRUE,
            {
                "q": q,
            },
            options,
        )

    def class_(
        self,
        *,
        class_: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """class.

        Needs no credentials.

        Endpoint: ``GET /class``

        Args:
            class_: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return self._call(
            operations.CLASS_,
            {
                "class_": class_,
            },
            options,
        )


class AsyncNoneResource(AsyncResource):
    """none operations."""

    async def none(
        self,
        *,
        true: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.NoneResponse:
        """none.

        Needs no credentials.

        Endpoint: ``GET /none``

        Args:
            true: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return await self._call(
            operations.NONE,
            {
                "true": true,
            },
            options,
        )

    async def true(
        self,
        *,
        q: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """true.

        Needs no credentials.

        Endpoint: ``GET /true``

        Args:
            q: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return await self._call(
            operations.TRUE,
            {
                "q": q,
            },
            options,
        )

    async def class_(
        self,
        *,
        class_: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """class.

        Needs no credentials.

        Endpoint: ``GET /class``

        Args:
            class_: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return await self._call(
            operations.CLASS_,
            {
                "class_": class_,
            },
            options,
        )
