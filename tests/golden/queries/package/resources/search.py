"""search operations."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Literal

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import search as operations


class SearchResource(Resource):
    """search operations."""

    def search(
        self,
        *,
        filter: models.SearchFilter | Mapping[str, object] | None = None,
        ids: Sequence[int] | None = None,
        comma: Sequence[str] | None = None,
        pipes: Sequence[str] | None = None,
        spaces: Sequence[str] | None = None,
        where: models.SearchWhere | Mapping[str, object] | None = None,
        plain: str | None = None,
        path: str | None = None,
        flag: bool | None = None,
        since: datetime.datetime | str | None = None,
        colour: Literal["red", "green"] | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """search.

        Needs no credentials.

        Endpoint: ``GET /search``

        Args:
            filter: See the provider's documentation.
            ids: See the provider's documentation.
            comma: See the provider's documentation.
            pipes: See the provider's documentation.
            spaces: See the provider's documentation.
            where: See the provider's documentation.
            plain: See the provider's documentation.
            path: See the provider's documentation.
            flag: Deprecated.
            since: See the provider's documentation.
            colour: One of red, green.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return self._call(
            operations.SEARCH,
            {
                "filter": filter,
                "ids": ids,
                "comma": comma,
                "pipes": pipes,
                "spaces": spaces,
                "where": where,
                "plain": plain,
                "path": path,
                "flag": flag,
                "since": since,
                "colour": colour,
            },
            options,
        )


class AsyncSearchResource(AsyncResource):
    """search operations."""

    async def search(
        self,
        *,
        filter: models.SearchFilter | Mapping[str, object] | None = None,
        ids: Sequence[int] | None = None,
        comma: Sequence[str] | None = None,
        pipes: Sequence[str] | None = None,
        spaces: Sequence[str] | None = None,
        where: models.SearchWhere | Mapping[str, object] | None = None,
        plain: str | None = None,
        path: str | None = None,
        flag: bool | None = None,
        since: datetime.datetime | str | None = None,
        colour: Literal["red", "green"] | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """search.

        Needs no credentials.

        Endpoint: ``GET /search``

        Args:
            filter: See the provider's documentation.
            ids: See the provider's documentation.
            comma: See the provider's documentation.
            pipes: See the provider's documentation.
            spaces: See the provider's documentation.
            where: See the provider's documentation.
            plain: See the provider's documentation.
            path: See the provider's documentation.
            flag: Deprecated.
            since: See the provider's documentation.
            colour: One of red, green.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return await self._call(
            operations.SEARCH,
            {
                "filter": filter,
                "ids": ids,
                "comma": comma,
                "pipes": pipes,
                "spaces": spaces,
                "where": where,
                "plain": plain,
                "path": path,
                "flag": flag,
                "since": since,
                "colour": colour,
            },
            options,
        )
