"""Metered usage, event by event and by day."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import usage as operations


class UsageResource(Resource):
    """Metered usage, event by event and by day."""

    def list(
        self,
        *,
        limit: int | None = None,
        event_type: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.UsageEventList:
        """List metered usage.

        Returns metered usage events, at most `limit` of them, all types or one. There is no cursor, and
        no highest limit is documented; neither are the types nor the body.

        Scope: usage:read.

        Endpoint: ``GET /v1/usage``

        Args:
            limit: Most events to return. The provider's default is 100.
            event_type: Only events of this type. The types are not documented.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Usage events.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.LIST,
            {
                "limit": limit,
                "event_type": event_type,
            },
            options,
        )

    def list_rollups(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.UsageRollupList:
        """List usage by day.

        Returns usage added up by day, for up to 90 days. The window cannot be chosen. The body is not
        documented.

        Scope: usage:read.

        Endpoint: ``GET /v1/usage/rollups``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Usage by day.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.LIST_ROLLUPS,
            {},
            options,
        )


class AsyncUsageResource(AsyncResource):
    """Metered usage, event by event and by day."""

    async def list(
        self,
        *,
        limit: int | None = None,
        event_type: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.UsageEventList:
        """List metered usage.

        Returns metered usage events, at most `limit` of them, all types or one. There is no cursor, and
        no highest limit is documented; neither are the types nor the body.

        Scope: usage:read.

        Endpoint: ``GET /v1/usage``

        Args:
            limit: Most events to return. The provider's default is 100.
            event_type: Only events of this type. The types are not documented.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Usage events.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.LIST,
            {
                "limit": limit,
                "event_type": event_type,
            },
            options,
        )

    async def list_rollups(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.UsageRollupList:
        """List usage by day.

        Returns usage added up by day, for up to 90 days. The window cannot be chosen. The body is not
        documented.

        Scope: usage:read.

        Endpoint: ``GET /v1/usage/rollups``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Usage by day.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.LIST_ROLLUPS,
            {},
            options,
        )
