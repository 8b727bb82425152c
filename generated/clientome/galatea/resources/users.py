"""The account behind the credential and its organisation."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import users as operations


class UsersResource(Resource):
    """The account behind the credential and its organisation."""

    def me(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.UserProfile:
        """Your account and your organisation.

        Returns the account behind the credential and its organisation, with the names of the models
        that it may order and the secret of its webhooks.

        Endpoint: ``GET /users/me``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The account.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._call(
            operations.ME,
            {},
            options,
        )


class AsyncUsersResource(AsyncResource):
    """The account behind the credential and its organisation."""

    async def me(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.UserProfile:
        """Your account and your organisation.

        Returns the account behind the credential and its organisation, with the names of the models
        that it may order and the secret of its webhooks.

        Endpoint: ``GET /users/me``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The account.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._call(
            operations.ME,
            {},
            options,
        )
