"""values operations."""

from __future__ import annotations

import builtins
from typing import Literal

from clientome._runtime.generated import (
    UNSET,
    AsyncResource,
    RequestOptions,
    Resource,
    Unset,
)

from .. import models
from ..operations import values as operations


class ValuesResource(Resource):
    """values operations."""

    def put_value(
        self,
        *,
        mode: Literal["exact"],
        level: int | None = None,
        kind: Literal["value"] | None = None,
        amount: float | str | None = None,
        note: str | Unset | None = UNSET,
        state: Literal["on", "off"] | Unset | None = UNSET,
        point: builtins.tuple[float, float] | None = None,
        anything: object | Unset | None = UNSET,
        nothing: Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Value | None:
        """putValue.

        Needs no credentials.

        Endpoint: ``PUT /values``

        Args:
            mode: See the provider's documentation.
            level: At least 0.
            kind: See the provider's documentation.
            amount: See the provider's documentation.
            note: See the provider's documentation.
            state: One of on, off.
            point: See the provider's documentation.
            anything: See the provider's documentation.
            nothing: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The value.
        """
        return self._call(
            operations.PUT_VALUE,
            {
                "mode": mode,
                "level": level,
                "kind": kind,
                "amount": amount,
                "note": note,
                "state": state,
                "point": point,
                "anything": anything,
                "nothing": nothing,
            },
            options,
        )


class AsyncValuesResource(AsyncResource):
    """values operations."""

    async def put_value(
        self,
        *,
        mode: Literal["exact"],
        level: int | None = None,
        kind: Literal["value"] | None = None,
        amount: float | str | None = None,
        note: str | Unset | None = UNSET,
        state: Literal["on", "off"] | Unset | None = UNSET,
        point: builtins.tuple[float, float] | None = None,
        anything: object | Unset | None = UNSET,
        nothing: Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Value | None:
        """putValue.

        Needs no credentials.

        Endpoint: ``PUT /values``

        Args:
            mode: See the provider's documentation.
            level: At least 0.
            kind: See the provider's documentation.
            amount: See the provider's documentation.
            note: See the provider's documentation.
            state: One of on, off.
            point: See the provider's documentation.
            anything: See the provider's documentation.
            nothing: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The value.
        """
        return await self._call(
            operations.PUT_VALUE,
            {
                "mode": mode,
                "level": level,
                "kind": kind,
                "amount": amount,
                "note": note,
                "state": state,
                "point": point,
                "anything": anything,
                "nothing": nothing,
            },
            options,
        )
