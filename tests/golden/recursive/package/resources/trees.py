"""trees operations."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import trees as operations


class TreesResource(Resource):
    """trees operations."""

    def list_trees(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> builtins.list[models.Tree]:
        """listTrees.

        Needs no credentials.

        Endpoint: ``GET /trees``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            All trees.
        """
        return self._call(
            operations.LIST_TREES,
            {},
            options,
        )

    def plant_tree(
        self,
        *,
        label: str,
        children: Sequence[models.TreeInput | Mapping[str, object]] | None = None,
        by_name: Mapping[str, models.TreeInput | Mapping[str, object]] | None = None,
        owner: models.OwnerInput | Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Tree:
        """plantTree.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /trees``

        Args:
            label: See the provider's documentation.
            children: See the provider's documentation.
            by_name: See the provider's documentation.
            owner: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Planted.
        """
        return self._call(
            operations.PLANT_TREE,
            {
                "label": label,
                "children": children,
                "by_name": by_name,
                "owner": owner,
            },
            options,
        )


class AsyncTreesResource(AsyncResource):
    """trees operations."""

    async def list_trees(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> builtins.list[models.Tree]:
        """listTrees.

        Needs no credentials.

        Endpoint: ``GET /trees``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            All trees.
        """
        return await self._call(
            operations.LIST_TREES,
            {},
            options,
        )

    async def plant_tree(
        self,
        *,
        label: str,
        children: Sequence[models.TreeInput | Mapping[str, object]] | None = None,
        by_name: Mapping[str, models.TreeInput | Mapping[str, object]] | None = None,
        owner: models.OwnerInput | Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Tree:
        """plantTree.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /trees``

        Args:
            label: See the provider's documentation.
            children: See the provider's documentation.
            by_name: See the provider's documentation.
            owner: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Planted.
        """
        return await self._call(
            operations.PLANT_TREE,
            {
                "label": label,
                "children": children,
                "by_name": by_name,
                "owner": owner,
            },
            options,
        )
