"""API keys of the organisation. Keys can be listed and revoked here, not created."""

from __future__ import annotations

import uuid

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import api_keys as operations


class ApiKeysResource(Resource):
    """API keys of the organisation. Keys can be listed and revoked here, not created."""

    def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.ApiKeyList:
        """List API keys.

        Returns the API keys of the organisation. Keys are made elsewhere; there is no call for it. The
        body is not documented.

        Scope: api-keys:read.

        Endpoint: ``GET /v1/api-keys``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The keys.

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
            {},
            options,
        )

    def revoke(
        self,
        *,
        api_key_id: uuid.UUID | str,
        options: RequestOptions | None = None,
    ) -> models.RevokedApiKey:
        """Revoke an API key.

        Makes an API key useless, for good as far as is documented. A key can presumably revoke itself;
        the next call then fails. The provider answers 200 with a body that is not documented. 404 for
        an unknown key.

        Scope: api-keys:write.

        Endpoint: ``DELETE /v1/api-keys/{apiKeyId}``

        Args:
            api_key_id: Id of the API key, a UUID; not the secret itself.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Revoked.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.REVOKE,
            {
                "api_key_id": api_key_id,
            },
            options,
        )


class AsyncApiKeysResource(AsyncResource):
    """API keys of the organisation. Keys can be listed and revoked here, not created."""

    async def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.ApiKeyList:
        """List API keys.

        Returns the API keys of the organisation. Keys are made elsewhere; there is no call for it. The
        body is not documented.

        Scope: api-keys:read.

        Endpoint: ``GET /v1/api-keys``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The keys.

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
            {},
            options,
        )

    async def revoke(
        self,
        *,
        api_key_id: uuid.UUID | str,
        options: RequestOptions | None = None,
    ) -> models.RevokedApiKey:
        """Revoke an API key.

        Makes an API key useless, for good as far as is documented. A key can presumably revoke itself;
        the next call then fails. The provider answers 200 with a body that is not documented. 404 for
        an unknown key.

        Scope: api-keys:write.

        Endpoint: ``DELETE /v1/api-keys/{apiKeyId}``

        Args:
            api_key_id: Id of the API key, a UUID; not the secret itself.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Revoked.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.REVOKE,
            {
                "api_key_id": api_key_id,
            },
            options,
        )
