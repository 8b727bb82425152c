"""users operations."""

from __future__ import annotations

import builtins

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import users as operations


class UsersResource(Resource):
    """users operations."""

    def list(
        self,
        *,
        id: str | None = None,
        id_header: int | None = None,
        id_query: str | None = None,
        id_query_2: str | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[models.User2]:
        """users/list.

        Needs no credentials.

        Endpoint: ``GET /users``

        Args:
            id: See the provider's documentation.
            id_header: See the provider's documentation.
            id_query: See the provider's documentation.
            id_query_2: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Users.
        """
        return self._call(
            operations.LIST,
            {
                "id": id,
                "id_header": id_header,
                "id_query": id_query,
                "id_query_2": id_query_2,
            },
            options,
        )

    def users_get_2(
        self,
        *,
        name: str | None = None,
        name_2: str | None = None,
        id: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.User:
        """users/get.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /users``

        Args:
            name: See the provider's documentation.
            name_2: See the provider's documentation.
            id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A user.
        """
        return self._call(
            operations.USERS_GET_2,
            {
                "name": name,
                "name_2": name_2,
                "id": id,
            },
            options,
        )

    def users_get(
        self,
        *,
        id: str,
        id_query: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.User:
        """usersGet 2.

        Needs no credentials.

        Endpoint: ``GET /users/{id}``

        Args:
            id: See the provider's documentation.
            id_query: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A user.
        """
        return self._call(
            operations.USERS_GET,
            {
                "id": id,
                "id_query": id_query,
            },
            options,
        )

    def users_get_3(
        self,
        *,
        id: str,
        options: RequestOptions | None = None,
    ) -> None:
        """users_get 3.

        Needs no credentials.

        Endpoint: ``PUT /users/{id}``

        Args:
            id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.USERS_GET_3,
            {
                "id": id,
            },
            options,
        )

    def get(
        self,
        *,
        id: str,
        options: RequestOptions | None = None,
    ) -> None:
        """get.

        Needs no credentials.

        Endpoint: ``DELETE /users/{id}``

        Args:
            id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.GET,
            {
                "id": id,
            },
            options,
        )


class AsyncUsersResource(AsyncResource):
    """users operations."""

    async def list(
        self,
        *,
        id: str | None = None,
        id_header: int | None = None,
        id_query: str | None = None,
        id_query_2: str | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[models.User2]:
        """users/list.

        Needs no credentials.

        Endpoint: ``GET /users``

        Args:
            id: See the provider's documentation.
            id_header: See the provider's documentation.
            id_query: See the provider's documentation.
            id_query_2: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Users.
        """
        return await self._call(
            operations.LIST,
            {
                "id": id,
                "id_header": id_header,
                "id_query": id_query,
                "id_query_2": id_query_2,
            },
            options,
        )

    async def users_get_2(
        self,
        *,
        name: str | None = None,
        name_2: str | None = None,
        id: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.User:
        """users/get.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /users``

        Args:
            name: See the provider's documentation.
            name_2: See the provider's documentation.
            id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A user.
        """
        return await self._call(
            operations.USERS_GET_2,
            {
                "name": name,
                "name_2": name_2,
                "id": id,
            },
            options,
        )

    async def users_get(
        self,
        *,
        id: str,
        id_query: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.User:
        """usersGet 2.

        Needs no credentials.

        Endpoint: ``GET /users/{id}``

        Args:
            id: See the provider's documentation.
            id_query: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A user.
        """
        return await self._call(
            operations.USERS_GET,
            {
                "id": id,
                "id_query": id_query,
            },
            options,
        )

    async def users_get_3(
        self,
        *,
        id: str,
        options: RequestOptions | None = None,
    ) -> None:
        """users_get 3.

        Needs no credentials.

        Endpoint: ``PUT /users/{id}``

        Args:
            id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.USERS_GET_3,
            {
                "id": id,
            },
            options,
        )

    async def get(
        self,
        *,
        id: str,
        options: RequestOptions | None = None,
    ) -> None:
        """get.

        Needs no credentials.

        Endpoint: ``DELETE /users/{id}``

        Args:
            id: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.GET,
            {
                "id": id,
            },
            options,
        )
