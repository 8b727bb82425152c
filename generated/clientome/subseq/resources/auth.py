"""Login by a code that comes by mail."""

from __future__ import annotations

from typing import Literal

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import auth as operations


class AuthResource(Resource):
    """Login by a code that comes by mail."""

    def send_code(
        self,
        *,
        email: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Send a login code.

        Sends a one-time code to an e-mail address. No key is needed.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /auth/otp``

        Args:
            email: E-mail address of the account.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The code is on its way.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._call(
            operations.SEND_CODE,
            {
                "email": email,
            },
            options,
        )

    def login(
        self,
        *,
        email: str,
        otp: str,
        type: Literal["api", "web"],
        options: RequestOptions | None = None,
    ) -> models.AdminKey:
        """Log in with a code.

        Turns the code from the mail into an admin key (`type` `api`) or into a cookie (`type` `web`; no
        `data` is documented for it). Only an admin key can make and delete client keys. No key is
        needed.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /auth/login``

        Args:
            email: E-mail address of the account.
            otp: The one-time code (six digits in the example).
            type: `api` returns an admin key; `web` sets the `api_key` cookie instead. One of api, web.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The code was right.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._call(
            operations.LOGIN,
            {
                "email": email,
                "otp": otp,
                "type": type,
            },
            options,
        )


class AsyncAuthResource(AsyncResource):
    """Login by a code that comes by mail."""

    async def send_code(
        self,
        *,
        email: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Send a login code.

        Sends a one-time code to an e-mail address. No key is needed.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /auth/otp``

        Args:
            email: E-mail address of the account.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The code is on its way.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._call(
            operations.SEND_CODE,
            {
                "email": email,
            },
            options,
        )

    async def login(
        self,
        *,
        email: str,
        otp: str,
        type: Literal["api", "web"],
        options: RequestOptions | None = None,
    ) -> models.AdminKey:
        """Log in with a code.

        Turns the code from the mail into an admin key (`type` `api`) or into a cookie (`type` `web`; no
        `data` is documented for it). Only an admin key can make and delete client keys. No key is
        needed.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /auth/login``

        Args:
            email: E-mail address of the account.
            otp: The one-time code (six digits in the example).
            type: `api` returns an admin key; `web` sets the `api_key` cookie instead. One of api, web.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The code was right.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._call(
            operations.LOGIN,
            {
                "email": email,
                "otp": otp,
                "type": type,
            },
            options,
        )
