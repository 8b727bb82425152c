"""secrets operations."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from ..operations import secrets as operations


class SecretsResource(Resource):
    """secrets operations."""

    def etc_passwd(
        self,
        *,
        http_a_b: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """../../etc/passwd.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /pods``

        Args:
            http_a_b: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.ETC_PASSWD,
            {
                "http_a_b": http_a_b,
            },
            options,
        )


class AsyncSecretsResource(AsyncResource):
    """secrets operations."""

    async def etc_passwd(
        self,
        *,
        http_a_b: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """../../etc/passwd.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /pods``

        Args:
            http_a_b: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.ETC_PASSWD,
            {
                "http_a_b": http_a_b,
            },
            options,
        )
