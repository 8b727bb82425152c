"""Labels of an organisation that group its orders."""

from __future__ import annotations

import uuid

from clientome._runtime.generated import (
    AsyncPage,
    AsyncResource,
    Page,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import tags as operations


class TagsResource(Resource):
    """Labels of an organisation that group its orders."""

    def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        name: str | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.Tag]:
        """List tags.

        Lists the tags that the accounts of your organisation have made.

        Endpoint: ``GET /exec/tags``

        Args:
            page: Number of the page, from 1. Left out, the first page is returned. At least 1.
            page_size: Items per page. Neither a default nor a maximum is documented; the official
                client asks for 10, samples of the documentation for 1000. At least 1.
            name: Only tags of this name.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A page of tags.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._page(
            operations.LIST,
            {
                "page": page,
                "page_size": page_size,
                "name": name,
            },
            options,
        )

    def create(
        self,
        *,
        name: str,
        options: RequestOptions | None = None,
    ) -> models.Tag:
        """Create a tag.

        Makes a new tag for your organisation. Whether two tags may have the same name is not
        documented.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /exec/tags``

        Args:
            name: Text of the tag. Everyone in your organisation sees it; do not name persons. At least
                1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The new tag.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotAcceptableError: 406: The request asks for a format other than JSON. Operations that take
                an id also answer so when the id is not one of theirs.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._call(
            operations.CREATE,
            {
                "name": name,
            },
            options,
        )

    def get(
        self,
        *,
        tag_id: uuid.UUID | str,
        options: RequestOptions | None = None,
    ) -> models.Tag:
        """Get a tag.

        Returns one tag of your organisation. An unknown id may give 406 instead of 404.

        Endpoint: ``GET /exec/tags/{tag_id}``

        Args:
            tag_id: Id of the tag.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The tag.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            NotAcceptableError: 406: The request asks for a format other than JSON. Operations that take
                an id also answer so when the id is not one of theirs.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._call(
            operations.GET,
            {
                "tag_id": tag_id,
            },
            options,
        )

    def rename(
        self,
        *,
        tag_id: uuid.UUID | str,
        name: str,
        options: RequestOptions | None = None,
    ) -> models.Tag:
        """Rename a tag.

        Gives a tag another name. Its id stays.

        Endpoint: ``PUT /exec/tags/{tag_id}``

        Args:
            tag_id: Id of the tag.
            name: The new name. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The tag with its new name.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            NotAcceptableError: 406: The request asks for a format other than JSON. Operations that take
                an id also answer so when the id is not one of theirs.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._call(
            operations.RENAME,
            {
                "tag_id": tag_id,
                "name": name,
            },
            options,
        )

    def delete(
        self,
        *,
        tag_id: uuid.UUID | str,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a tag.

        Deletes a tag. The answer has no documented body.

        Endpoint: ``DELETE /exec/tags/{tag_id}``

        Args:
            tag_id: Id of the tag.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The tag is deleted.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            NotAcceptableError: 406: The request asks for a format other than JSON. Operations that take
                an id also answer so when the id is not one of theirs.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._call(
            operations.DELETE,
            {
                "tag_id": tag_id,
            },
            options,
        )


class AsyncTagsResource(AsyncResource):
    """Labels of an organisation that group its orders."""

    async def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        name: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.Tag]:
        """List tags.

        Lists the tags that the accounts of your organisation have made.

        Endpoint: ``GET /exec/tags``

        Args:
            page: Number of the page, from 1. Left out, the first page is returned. At least 1.
            page_size: Items per page. Neither a default nor a maximum is documented; the official
                client asks for 10, samples of the documentation for 1000. At least 1.
            name: Only tags of this name.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A page of tags.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._page(
            operations.LIST,
            {
                "page": page,
                "page_size": page_size,
                "name": name,
            },
            options,
        )

    async def create(
        self,
        *,
        name: str,
        options: RequestOptions | None = None,
    ) -> models.Tag:
        """Create a tag.

        Makes a new tag for your organisation. Whether two tags may have the same name is not
        documented.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /exec/tags``

        Args:
            name: Text of the tag. Everyone in your organisation sees it; do not name persons. At least
                1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The new tag.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotAcceptableError: 406: The request asks for a format other than JSON. Operations that take
                an id also answer so when the id is not one of theirs.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._call(
            operations.CREATE,
            {
                "name": name,
            },
            options,
        )

    async def get(
        self,
        *,
        tag_id: uuid.UUID | str,
        options: RequestOptions | None = None,
    ) -> models.Tag:
        """Get a tag.

        Returns one tag of your organisation. An unknown id may give 406 instead of 404.

        Endpoint: ``GET /exec/tags/{tag_id}``

        Args:
            tag_id: Id of the tag.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The tag.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            NotAcceptableError: 406: The request asks for a format other than JSON. Operations that take
                an id also answer so when the id is not one of theirs.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._call(
            operations.GET,
            {
                "tag_id": tag_id,
            },
            options,
        )

    async def rename(
        self,
        *,
        tag_id: uuid.UUID | str,
        name: str,
        options: RequestOptions | None = None,
    ) -> models.Tag:
        """Rename a tag.

        Gives a tag another name. Its id stays.

        Endpoint: ``PUT /exec/tags/{tag_id}``

        Args:
            tag_id: Id of the tag.
            name: The new name. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The tag with its new name.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            NotAcceptableError: 406: The request asks for a format other than JSON. Operations that take
                an id also answer so when the id is not one of theirs.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._call(
            operations.RENAME,
            {
                "tag_id": tag_id,
                "name": name,
            },
            options,
        )

    async def delete(
        self,
        *,
        tag_id: uuid.UUID | str,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a tag.

        Deletes a tag. The answer has no documented body.

        Endpoint: ``DELETE /exec/tags/{tag_id}``

        Args:
            tag_id: Id of the tag.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The tag is deleted.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            NotAcceptableError: 406: The request asks for a format other than JSON. Operations that take
                an id also answer so when the id is not one of theirs.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._call(
            operations.DELETE,
            {
                "tag_id": tag_id,
            },
            options,
        )
