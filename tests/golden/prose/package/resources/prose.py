"""It ends with a "quote"."""

from __future__ import annotations

from typing import Literal

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import prose as operations


class ProseResource(Resource):
    """It ends with a "quote"."""

    def get_prose(
        self,
        *,
        id: str,
        kind: Literal['a"b', "c\\d", "e'f", "g\nh"] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Thing:
        """Line one line | two \"\"\" \\d ends with ".

        Control and signs, 😀, a `code` and {{ braces }} {% raw %}.

        A \\N{BULLET} and \\x41 and a trailing backslash \\.

        Needs no credentials.

        Endpoint: ``GET /prose/{id}``

        Args:
            id: Pattern \\d+ or \"\"\". Matching ^\\d+\\\\$.
            kind: ends with ". One of a"b, c\\d, e'f, g h; the provider's default is a"b.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A "thing\\.

        Raises:
            NotFoundError: 404: Not "found" \\.
        """
        return self._call(
            operations.GET_PROSE,
            {
                "id": id,
                "kind": kind,
            },
            options,
        )


class AsyncProseResource(AsyncResource):
    """It ends with a "quote"."""

    async def get_prose(
        self,
        *,
        id: str,
        kind: Literal['a"b', "c\\d", "e'f", "g\nh"] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Thing:
        """Line one line | two \"\"\" \\d ends with ".

        Control and signs, 😀, a `code` and {{ braces }} {% raw %}.

        A \\N{BULLET} and \\x41 and a trailing backslash \\.

        Needs no credentials.

        Endpoint: ``GET /prose/{id}``

        Args:
            id: Pattern \\d+ or \"\"\". Matching ^\\d+\\\\$.
            kind: ends with ". One of a"b, c\\d, e'f, g h; the provider's default is a"b.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A "thing\\.

        Raises:
            NotFoundError: 404: Not "found" \\.
        """
        return await self._call(
            operations.GET_PROSE,
            {
                "id": id,
                "kind": kind,
            },
            options,
        )
