"""tuples operations."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence

from clientome._runtime.generated import (
    UNSET,
    AsyncResource,
    RequestOptions,
    Resource,
    Unset,
)

from .. import models
from ..operations import tuples as operations


class TuplesResource(Resource):
    """tuples operations."""

    def get_tuples(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> builtins.list[builtins.tuple[str, int]]:
        """getTuples.

        Needs no credentials.

        Endpoint: ``GET /tuples``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Pairs.
        """
        return self._call(
            operations.GET_TUPLES,
            {},
            options,
        )

    def post_tuples(
        self,
        *,
        pairs: builtins.tuple[str, int] | None = None,
        pairs_body: Sequence[builtins.tuple[str, int]] | None = None,
        own: Sequence[builtins.tuple[str, int]] | None = None,
        nested: builtins.tuple[builtins.tuple[float], models.PostTuplesNestedItem2 | Mapping[str, object]]
        | None = None,
        maybe: builtins.tuple[str, int] | Unset | None = UNSET,
        either: str | builtins.tuple[str, int] | None = None,
        table: Mapping[str, builtins.tuple[str, int]] | None = None,
        more: Sequence[str | int] | None = None,
        inner: models.PostTuplesInner | Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.PostTuplesResponse:
        """postTuples.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /tuples``

        Args:
            pairs: At least 2 items; at most 2 items.
            pairs_body: See the provider's documentation.
            own: See the provider's documentation.
            nested: At least 2 items.
            maybe: At least 2 items; at most 2 items.
            either: See the provider's documentation.
            table: See the provider's documentation.
            more: See the provider's documentation.
            inner: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Tuples.
        """
        return self._call(
            operations.POST_TUPLES,
            {
                "pairs": pairs,
                "pairs_body": pairs_body,
                "own": own,
                "nested": nested,
                "maybe": maybe,
                "either": either,
                "table": table,
                "more": more,
                "inner": inner,
            },
            options,
        )


class AsyncTuplesResource(AsyncResource):
    """tuples operations."""

    async def get_tuples(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> builtins.list[builtins.tuple[str, int]]:
        """getTuples.

        Needs no credentials.

        Endpoint: ``GET /tuples``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Pairs.
        """
        return await self._call(
            operations.GET_TUPLES,
            {},
            options,
        )

    async def post_tuples(
        self,
        *,
        pairs: builtins.tuple[str, int] | None = None,
        pairs_body: Sequence[builtins.tuple[str, int]] | None = None,
        own: Sequence[builtins.tuple[str, int]] | None = None,
        nested: builtins.tuple[builtins.tuple[float], models.PostTuplesNestedItem2 | Mapping[str, object]]
        | None = None,
        maybe: builtins.tuple[str, int] | Unset | None = UNSET,
        either: str | builtins.tuple[str, int] | None = None,
        table: Mapping[str, builtins.tuple[str, int]] | None = None,
        more: Sequence[str | int] | None = None,
        inner: models.PostTuplesInner | Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.PostTuplesResponse:
        """postTuples.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /tuples``

        Args:
            pairs: At least 2 items; at most 2 items.
            pairs_body: See the provider's documentation.
            own: See the provider's documentation.
            nested: At least 2 items.
            maybe: At least 2 items; at most 2 items.
            either: See the provider's documentation.
            table: See the provider's documentation.
            more: See the provider's documentation.
            inner: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Tuples.
        """
        return await self._call(
            operations.POST_TUPLES,
            {
                "pairs": pairs,
                "pairs_body": pairs_body,
                "own": own,
                "nested": nested,
                "maybe": maybe,
                "either": either,
                "table": table,
                "more": more,
                "inner": inner,
            },
            options,
        )
