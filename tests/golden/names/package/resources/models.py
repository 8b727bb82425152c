"""models operations."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from ..operations import models as operations


class ModelsResource(Resource):
    """models operations."""

    def field(
        self,
        *,
        q: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """field.

        Needs no credentials.

        Endpoint: ``GET /field``

        Args:
            q: At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return self._call(
            operations.FIELD,
            {
                "q": q,
            },
            options,
        )

    def arguments_model(
        self,
        *,
        q: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """arguments_model.

        Needs no credentials.

        Endpoint: ``GET /arguments-model``

        Args:
            q: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return self._call(
            operations.ARGUMENTS_MODEL,
            {
                "q": q,
            },
            options,
        )


class AsyncModelsResource(AsyncResource):
    """models operations."""

    async def field(
        self,
        *,
        q: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """field.

        Needs no credentials.

        Endpoint: ``GET /field``

        Args:
            q: At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return await self._call(
            operations.FIELD,
            {
                "q": q,
            },
            options,
        )

    async def arguments_model(
        self,
        *,
        q: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """arguments_model.

        Needs no credentials.

        Endpoint: ``GET /arguments-model``

        Args:
            q: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return await self._call(
            operations.ARGUMENTS_MODEL,
            {
                "q": q,
            },
            options,
        )
