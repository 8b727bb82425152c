"""Labels under which jobs, pipelines and datasets are filed."""

from __future__ import annotations

import builtins
from collections.abc import AsyncIterable, Iterable
from typing import TYPE_CHECKING

from clientome._runtime.generated import (
    AsyncPage,
    AsyncResource,
    Page,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import projects as operations

if TYPE_CHECKING:
    from clientome._runtime.generated import Waited


class ProjectsResource(Resource):
    """Labels under which jobs, pipelines and datasets are filed."""

    def create(
        self,
        *,
        name: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Create a project.

        Makes a project of this name if there is none yet; a name that exists already is no error.
        Repeating the call does no harm.

        Endpoint: ``POST /project/new``

        Args:
            name: Name of the project.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The project exists.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._call(
            operations.CREATE,
            {
                "name": name,
            },
            options,
        )

    def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> Page[models.Project]:
        """List projects.

        Lists all projects of the account in one answer.

        Endpoint: ``GET /project/list``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The projects.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._page(
            operations.LIST,
            {},
            options,
        )

    def delete(
        self,
        *,
        name: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a project.

        Deletes a project. Its jobs and datasets stay and belong to no project afterwards.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /project/delete``

        Args:
            name: Name of the project.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The project was deleted.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            NotFoundError: 404: There is no such thing.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._call(
            operations.DELETE,
            {
                "name": name,
            },
            options,
        )

    def delete_many(
        self,
        *,
        names: Iterable[str],
        options: RequestOptions | None = None,
    ) -> builtins.list[Waited[None]]:
        """Delete a project, for many.

        All ids are collected before the first call, so that a list may change by the calls. What fails does not end
        the others, unless the credentials are refused or there is no connection: then the rest is not sent.

        Endpoint: ``POST /project/delete``

        Args:
            names: Each as `name` of `delete`; the items of a list, for example.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A result or an error for each, in the order of the ids.
        """
        return self._run(
            self._call_each(
                operations.DELETE,
                "name",
                names,
                {},
                options,
            )
        )


class AsyncProjectsResource(AsyncResource):
    """Labels under which jobs, pipelines and datasets are filed."""

    async def create(
        self,
        *,
        name: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Create a project.

        Makes a project of this name if there is none yet; a name that exists already is no error.
        Repeating the call does no harm.

        Endpoint: ``POST /project/new``

        Args:
            name: Name of the project.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The project exists.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._call(
            operations.CREATE,
            {
                "name": name,
            },
            options,
        )

    async def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.Project]:
        """List projects.

        Lists all projects of the account in one answer.

        Endpoint: ``GET /project/list``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The projects.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._page(
            operations.LIST,
            {},
            options,
        )

    async def delete(
        self,
        *,
        name: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a project.

        Deletes a project. Its jobs and datasets stay and belong to no project afterwards.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /project/delete``

        Args:
            name: Name of the project.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The project was deleted.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            NotFoundError: 404: There is no such thing.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._call(
            operations.DELETE,
            {
                "name": name,
            },
            options,
        )

    async def delete_many(
        self,
        *,
        names: Iterable[str] | AsyncIterable[str],
        options: RequestOptions | None = None,
    ) -> builtins.list[Waited[None]]:
        """Delete a project, for many.

        All ids are collected before the first call, so that a list may change by the calls. What fails does not end
        the others, unless the credentials are refused or there is no connection: then the rest is not sent.

        Endpoint: ``POST /project/delete``

        Args:
            names: Each as `name` of `delete`; the items of a list, for example.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A result or an error for each, in the order of the ids.
        """
        return await self._run(
            self._call_each(
                operations.DELETE,
                "name",
                await self._collected(names),
                {},
                options,
            )
        )
