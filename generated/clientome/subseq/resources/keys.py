"""Client keys for scripts and services; handled with an admin key only."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncPage,
    AsyncResource,
    Page,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import keys as operations


class KeysResource(Resource):
    """Client keys for scripts and services; handled with an admin key only."""

    def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> Page[models.ClientKey]:
        """List client keys.

        Lists all client keys in one answer, without their secrets. Needs an admin key (403 otherwise).

        Endpoint: ``GET /key/list``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The client keys.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._page(
            operations.LIST,
            {},
            options,
        )

    def create(
        self,
        *,
        label: str | None = None,
        expires_in_days: int | None = None,
        options: RequestOptions | None = None,
    ) -> models.NewClientKey:
        """Create a client key.

        Makes a key that can do the daily work but cannot handle keys. Its secret is shown in this
        answer only. Needs an admin key (403 otherwise).

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /key/new``

        Args:
            label: A name by which to know the key.
            expires_in_days: Days until the key expires. The provider states neither default nor range.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The key was made.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._call(
            operations.CREATE,
            {
                "label": label,
                "expires_in_days": expires_in_days,
            },
            options,
        )

    def delete(
        self,
        *,
        key_hash: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a client key.

        Makes a client key invalid. Needs an admin key (403 otherwise).

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /key/delete``

        Args:
            key_hash: Identifier from the list of keys; not the key itself.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The key is no longer valid.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            NotFoundError: 404: There is no such thing.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._call(
            operations.DELETE,
            {
                "key_hash": key_hash,
            },
            options,
        )


class AsyncKeysResource(AsyncResource):
    """Client keys for scripts and services; handled with an admin key only."""

    async def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.ClientKey]:
        """List client keys.

        Lists all client keys in one answer, without their secrets. Needs an admin key (403 otherwise).

        Endpoint: ``GET /key/list``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The client keys.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._page(
            operations.LIST,
            {},
            options,
        )

    async def create(
        self,
        *,
        label: str | None = None,
        expires_in_days: int | None = None,
        options: RequestOptions | None = None,
    ) -> models.NewClientKey:
        """Create a client key.

        Makes a key that can do the daily work but cannot handle keys. Its secret is shown in this
        answer only. Needs an admin key (403 otherwise).

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /key/new``

        Args:
            label: A name by which to know the key.
            expires_in_days: Days until the key expires. The provider states neither default nor range.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The key was made.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._call(
            operations.CREATE,
            {
                "label": label,
                "expires_in_days": expires_in_days,
            },
            options,
        )

    async def delete(
        self,
        *,
        key_hash: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a client key.

        Makes a client key invalid. Needs an admin key (403 otherwise).

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /key/delete``

        Args:
            key_hash: Identifier from the list of keys; not the key itself.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The key is no longer valid.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            NotFoundError: 404: There is no such thing.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._call(
            operations.DELETE,
            {
                "key_hash": key_hash,
            },
            options,
        )
