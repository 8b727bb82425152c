"""models operations."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import models as operations


class ModelsResource(Resource):
    """models operations."""

    def models_(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.ListModel:
        """models.

        Needs no credentials.

        Endpoint: ``GET /models``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A list.
        """
        return self._call(
            operations.MODELS_,
            {},
            options,
        )


class AsyncModelsResource(AsyncResource):
    """models operations."""

    async def models_(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.ListModel:
        """models.

        Needs no credentials.

        Endpoint: ``GET /models``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A list.
        """
        return await self._call(
            operations.MODELS_,
            {},
            options,
        )
