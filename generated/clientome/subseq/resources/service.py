"""Heartbeat and fees."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import service as operations


class ServiceResource(Resource):
    """Heartbeat and fees."""

    def status(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Ask whether the service is up.

        Answers at once when the service is alive. No key is needed.

        Needs no credentials.

        Endpoint: ``GET /status``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The service is up.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._call(
            operations.STATUS,
            {},
            options,
        )

    def pricing(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.Pricing:
        """Get the fees.

        Gives the fee per submission and the most credits that one payment may buy. Prices of running
        are with the programs. No key is needed.

        Needs no credentials.

        Endpoint: ``GET /pricing``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Fee and limit.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._call(
            operations.PRICING,
            {},
            options,
        )


class AsyncServiceResource(AsyncResource):
    """Heartbeat and fees."""

    async def status(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Ask whether the service is up.

        Answers at once when the service is alive. No key is needed.

        Needs no credentials.

        Endpoint: ``GET /status``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The service is up.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._call(
            operations.STATUS,
            {},
            options,
        )

    async def pricing(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.Pricing:
        """Get the fees.

        Gives the fee per submission and the most credits that one payment may buy. Prices of running
        are with the programs. No key is needed.

        Needs no credentials.

        Endpoint: ``GET /pricing``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Fee and limit.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._call(
            operations.PRICING,
            {},
            options,
        )
