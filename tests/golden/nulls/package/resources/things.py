"""things operations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from clientome._runtime.generated import (
    UNSET,
    AsyncResource,
    RequestOptions,
    Resource,
    Unset,
)

from .. import models
from ..operations import things as operations


class ThingsResource(Resource):
    """things operations."""

    def patch_thing(
        self,
        *,
        words: Literal["x", "y"] | Unset | None = UNSET,
        ref: Literal["p"] | Unset | None = UNSET,
        nothing: Unset | None = UNSET,
        all: str | Unset | None = UNSET,
        both: str | Unset | None = UNSET,
        one_part: str | None = None,
        anything: object | Unset | None = UNSET,
        free: object | Unset | None = UNSET,
        length: object | Unset | None = UNSET,
        any_of: str | Unset | None = UNSET,
        one_of: str | int | Unset | None = UNSET,
        types: int | Unset | None = UNSET,
        text: str | None = None,
        plain: Literal["x", "y"] | None = None,
        object: Mapping[str, object] | None = None,
        list: object | Unset | None = UNSET,
        inner: models.Inner | Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """patchThing.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``PATCH /things``

        Args:
            words: One of x, y.
            ref: One of p.
            nothing: See the provider's documentation.
            all: See the provider's documentation.
            both: See the provider's documentation.
            one_part: See the provider's documentation.
            anything: See the provider's documentation.
            free: See the provider's documentation.
            length: At least 1 characters.
            any_of: See the provider's documentation.
            one_of: See the provider's documentation.
            types: See the provider's documentation.
            text: See the provider's documentation.
            plain: One of x, y.
            object: See the provider's documentation.
            list: See the provider's documentation.
            inner: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.PATCH_THING,
            {
                "words": words,
                "ref": ref,
                "nothing": nothing,
                "all": all,
                "both": both,
                "one_part": one_part,
                "anything": anything,
                "free": free,
                "length": length,
                "any_of": any_of,
                "one_of": one_of,
                "types": types,
                "text": text,
                "plain": plain,
                "object": object,
                "list": list,
                "inner": inner,
            },
            options,
        )

    def put_whole(
        self,
        *,
        body: object | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> None:
        """putWhole.

        Needs no credentials.

        Endpoint: ``PUT /whole``

        Args:
            body: The request body.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.PUT_WHOLE,
            {
                "body": body,
            },
            options,
        )


class AsyncThingsResource(AsyncResource):
    """things operations."""

    async def patch_thing(
        self,
        *,
        words: Literal["x", "y"] | Unset | None = UNSET,
        ref: Literal["p"] | Unset | None = UNSET,
        nothing: Unset | None = UNSET,
        all: str | Unset | None = UNSET,
        both: str | Unset | None = UNSET,
        one_part: str | None = None,
        anything: object | Unset | None = UNSET,
        free: object | Unset | None = UNSET,
        length: object | Unset | None = UNSET,
        any_of: str | Unset | None = UNSET,
        one_of: str | int | Unset | None = UNSET,
        types: int | Unset | None = UNSET,
        text: str | None = None,
        plain: Literal["x", "y"] | None = None,
        object: Mapping[str, object] | None = None,
        list: object | Unset | None = UNSET,
        inner: models.Inner | Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """patchThing.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``PATCH /things``

        Args:
            words: One of x, y.
            ref: One of p.
            nothing: See the provider's documentation.
            all: See the provider's documentation.
            both: See the provider's documentation.
            one_part: See the provider's documentation.
            anything: See the provider's documentation.
            free: See the provider's documentation.
            length: At least 1 characters.
            any_of: See the provider's documentation.
            one_of: See the provider's documentation.
            types: See the provider's documentation.
            text: See the provider's documentation.
            plain: One of x, y.
            object: See the provider's documentation.
            list: See the provider's documentation.
            inner: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.PATCH_THING,
            {
                "words": words,
                "ref": ref,
                "nothing": nothing,
                "all": all,
                "both": both,
                "one_part": one_part,
                "anything": anything,
                "free": free,
                "length": length,
                "any_of": any_of,
                "one_of": one_of,
                "types": types,
                "text": text,
                "plain": plain,
                "object": object,
                "list": list,
                "inner": inner,
            },
            options,
        )

    async def put_whole(
        self,
        *,
        body: object | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> None:
        """putWhole.

        Needs no credentials.

        Endpoint: ``PUT /whole``

        Args:
            body: The request body.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.PUT_WHOLE,
            {
                "body": body,
            },
            options,
        )
