"""The account behind the key."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import account as operations


class AccountResource(Resource):
    """The account behind the key."""

    def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.Account:
        """Look at the account.

        Gives the address, the credits that are left and the times of the account behind the key.

        Endpoint: ``GET /account/info``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The account.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._call(
            operations.GET,
            {},
            options,
        )

    def logout(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Log out.

        Makes the admin key of this call invalid, whether it came as header or as cookie. Needs an admin
        key.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /account/logout``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The key is no longer valid.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._call(
            operations.LOGOUT,
            {},
            options,
        )


class AsyncAccountResource(AsyncResource):
    """The account behind the key."""

    async def get(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.Account:
        """Look at the account.

        Gives the address, the credits that are left and the times of the account behind the key.

        Endpoint: ``GET /account/info``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The account.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._call(
            operations.GET,
            {},
            options,
        )

    async def logout(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Log out.

        Makes the admin key of this call invalid, whether it came as header or as cookie. Needs an admin
        key.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /account/logout``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The key is no longer valid.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._call(
            operations.LOGOUT,
            {},
            options,
        )
