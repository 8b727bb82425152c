"""Log in with e-mail and password, renew the tokens, log out. Not needed with an API key."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import auth as operations


class AuthResource(Resource):
    """Log in with e-mail and password, renew the tokens, log out. Not needed with an API key."""

    def login(
        self,
        *,
        email: str,
        password: str,
        options: RequestOptions | None = None,
    ) -> models.LoginTokens:
        """Log in with e-mail and password.

        Starts a session and returns its tokens. Send the access token as a bearer token; it is
        short-lived (how long is not documented) and `refresh` renews it. A client that was given e-mail
        and password does all this by itself.

        Accounts with a second factor need further steps that are not part of this API's documentation;
        use an API key for them.

        Needs no credentials.

        Endpoint: ``POST /users/auth``

        Args:
            email: E-mail address of the account. At least 1 characters.
            password: Password of the account. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The session's tokens.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._call(
            operations.LOGIN,
            {
                "email": email,
                "password": password,
            },
            options,
        )

    def logout(
        self,
        *,
        refresh: str,
        options: RequestOptions | None = None,
    ) -> None:
        """End a session.

        Revokes the refresh token, so that the session cannot be renewed any more. Authorise it with the
        access token of the same session. Only the status of the answer is documented; whatever body
        comes with it is ignored.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /users/logout``

        Args:
            refresh: The refresh token of the session. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The session has ended.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._call(
            operations.LOGOUT,
            {
                "refresh": refresh,
            },
            options,
        )

    def refresh(
        self,
        *,
        refresh: str,
        access: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.RefreshedTokens:
        """Renew the tokens of a session.

        Exchanges the tokens of a session for new ones. The access token may have expired; it also goes
        along as the bearer token of this call. A refused refresh token gives 401, after which only a
        new login helps.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /users/refresh``

        Args:
            refresh: The refresh token of the session. At least 1 characters.
            access: The expired access token. The documentation always sends it; users were seen to
                leave it out. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The new tokens.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._call(
            operations.REFRESH,
            {
                "refresh": refresh,
                "access": access,
            },
            options,
        )


class AsyncAuthResource(AsyncResource):
    """Log in with e-mail and password, renew the tokens, log out. Not needed with an API key."""

    async def login(
        self,
        *,
        email: str,
        password: str,
        options: RequestOptions | None = None,
    ) -> models.LoginTokens:
        """Log in with e-mail and password.

        Starts a session and returns its tokens. Send the access token as a bearer token; it is
        short-lived (how long is not documented) and `refresh` renews it. A client that was given e-mail
        and password does all this by itself.

        Accounts with a second factor need further steps that are not part of this API's documentation;
        use an API key for them.

        Needs no credentials.

        Endpoint: ``POST /users/auth``

        Args:
            email: E-mail address of the account. At least 1 characters.
            password: Password of the account. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The session's tokens.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._call(
            operations.LOGIN,
            {
                "email": email,
                "password": password,
            },
            options,
        )

    async def logout(
        self,
        *,
        refresh: str,
        options: RequestOptions | None = None,
    ) -> None:
        """End a session.

        Revokes the refresh token, so that the session cannot be renewed any more. Authorise it with the
        access token of the same session. Only the status of the answer is documented; whatever body
        comes with it is ignored.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /users/logout``

        Args:
            refresh: The refresh token of the session. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The session has ended.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._call(
            operations.LOGOUT,
            {
                "refresh": refresh,
            },
            options,
        )

    async def refresh(
        self,
        *,
        refresh: str,
        access: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.RefreshedTokens:
        """Renew the tokens of a session.

        Exchanges the tokens of a session for new ones. The access token may have expired; it also goes
        along as the bearer token of this call. A refused refresh token gives 401, after which only a
        new login helps.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /users/refresh``

        Args:
            refresh: The refresh token of the session. At least 1 characters.
            access: The expired access token. The documentation always sends it; users were seen to
                leave it out. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The new tokens.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._call(
            operations.REFRESH,
            {
                "refresh": refresh,
                "access": access,
            },
            options,
        )
