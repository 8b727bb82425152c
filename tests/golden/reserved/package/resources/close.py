"""close operations."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import close as operations


class CloseResource(Resource):
    """close operations."""

    def run(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.AnyModel:
        """run.

        Needs no credentials.

        Endpoint: ``GET /close``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Any.
        """
        return self._call(
            operations.RUN,
            {},
            options,
        )


class AsyncCloseResource(AsyncResource):
    """close operations."""

    async def run(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.AnyModel:
        """run.

        Needs no credentials.

        Endpoint: ``GET /close``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Any.
        """
        return await self._call(
            operations.RUN,
            {},
            options,
        )
