"""points operations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import points as operations


class PointsResource(Resource):
    """points operations."""

    def set_payload(
        self,
        *,
        payload: Mapping[str, object],
        options: RequestOptions | None = None,
    ) -> None:
        """set_payload.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /points/payload``

        Args:
            payload: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return self._call(
            operations.SET_PAYLOAD,
            {
                "payload": payload,
            },
            options,
        )

    def batch_update(
        self,
        *,
        operations_: Sequence[models.Operation | Mapping[str, object]] | None = None,
        both: models.BothInput | Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Both:
        """batch_update.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /points/batch``

        Args:
            operations_: See the provider's documentation.
            both: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return self._call(
            operations.BATCH_UPDATE,
            {
                "operations_": operations_,
                "both": both,
            },
            options,
        )

    def both_input(
        self,
        *,
        a: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """both_input.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /points/input``

        Args:
            a: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return self._call(
            operations.BOTH_INPUT,
            {
                "a": a,
            },
            options,
        )

    def set_payload_arguments(
        self,
        *,
        a: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """set_payload_arguments.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /points/arguments``

        Args:
            a: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return self._call(
            operations.SET_PAYLOAD_ARGUMENTS,
            {
                "a": a,
            },
            options,
        )


class AsyncPointsResource(AsyncResource):
    """points operations."""

    async def set_payload(
        self,
        *,
        payload: Mapping[str, object],
        options: RequestOptions | None = None,
    ) -> None:
        """set_payload.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /points/payload``

        Args:
            payload: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return await self._call(
            operations.SET_PAYLOAD,
            {
                "payload": payload,
            },
            options,
        )

    async def batch_update(
        self,
        *,
        operations_: Sequence[models.Operation | Mapping[str, object]] | None = None,
        both: models.BothInput | Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Both:
        """batch_update.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /points/batch``

        Args:
            operations_: See the provider's documentation.
            both: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return await self._call(
            operations.BATCH_UPDATE,
            {
                "operations_": operations_,
                "both": both,
            },
            options,
        )

    async def both_input(
        self,
        *,
        a: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """both_input.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /points/input``

        Args:
            a: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return await self._call(
            operations.BOTH_INPUT,
            {
                "a": a,
            },
            options,
        )

    async def set_payload_arguments(
        self,
        *,
        a: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """set_payload_arguments.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /points/arguments``

        Args:
            a: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            d.
        """
        return await self._call(
            operations.SET_PAYLOAD_ARGUMENTS,
            {
                "a": a,
            },
            options,
        )
