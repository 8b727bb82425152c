"""answers operations."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncBinaryResponse,
    AsyncResource,
    BinaryResponse,
    RequestOptions,
    Resource,
    ResponseInfo,
)

from .. import models
from ..operations import answers as operations


class AnswersResource(Resource):
    """answers operations."""

    def get_text(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> str:
        """getText.

        Needs no credentials.

        Endpoint: ``GET /text``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Text.
        """
        return self._call(
            operations.GET_TEXT,
            {},
            options,
        )

    def get_file(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> BinaryResponse:
        """getFile.

        Needs no credentials.

        Endpoint: ``GET /file``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Bytes.
        """
        return self._stream(
            operations.GET_FILE,
            {},
            options,
        )

    def get_mixed(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.GetMixedResponse | bytes:
        """getMixed.

        Needs no credentials.

        Endpoint: ``GET /mixed``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            JSON or a picture.
        """
        return self._call(
            operations.GET_MIXED,
            {},
            options,
        )

    def get_xml(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.Thing:
        """getXml.

        Needs no credentials.

        Endpoint: ``GET /xml``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The same twice.
        """
        return self._call(
            operations.GET_XML,
            {},
            options,
        )

    def get_default(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.Thing:
        """getDefault.

        Needs no credentials.

        Endpoint: ``GET /default``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Always this.
        """
        return self._call(
            operations.GET_DEFAULT,
            {},
            options,
        )

    def post_wild(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.Thing:
        """postWild.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /wild``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A thing.
        """
        return self._call(
            operations.POST_WILD,
            {},
            options,
        )

    def post_several(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.Thing | models.PostSeveralResponse | None:
        """postSeveral.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /several``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A thing.
        """
        return self._call(
            operations.POST_SEVERAL,
            {},
            options,
        )

    def get_archive(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> BinaryResponse:
        """getArchive.

        Needs no credentials.

        Endpoint: ``GET /redirect``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return self._stream(
            operations.GET_ARCHIVE,
            {},
            options,
        )

    def post_headers(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """postHeaders.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /headers``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Made.
        """
        return self._call(
            operations.POST_HEADERS,
            {},
            options,
        )

    def head_thing(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> ResponseInfo:
        """headThing.

        Needs no credentials.

        Endpoint: ``HEAD /head``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The headers are the answer.
        """
        return self._call(
            operations.HEAD_THING,
            {},
            options,
        )

    def get_vendor(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.Thing | models.GetVendorResponse:
        """getVendor.

        Needs no credentials.

        Endpoint: ``GET /vendor``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Two versions.
        """
        return self._call(
            operations.GET_VENDOR,
            {},
            options,
        )


class AsyncAnswersResource(AsyncResource):
    """answers operations."""

    async def get_text(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> str:
        """getText.

        Needs no credentials.

        Endpoint: ``GET /text``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Text.
        """
        return await self._call(
            operations.GET_TEXT,
            {},
            options,
        )

    async def get_file(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> AsyncBinaryResponse:
        """getFile.

        Needs no credentials.

        Endpoint: ``GET /file``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Bytes.
        """
        return await self._stream(
            operations.GET_FILE,
            {},
            options,
        )

    async def get_mixed(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.GetMixedResponse | bytes:
        """getMixed.

        Needs no credentials.

        Endpoint: ``GET /mixed``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            JSON or a picture.
        """
        return await self._call(
            operations.GET_MIXED,
            {},
            options,
        )

    async def get_xml(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.Thing:
        """getXml.

        Needs no credentials.

        Endpoint: ``GET /xml``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The same twice.
        """
        return await self._call(
            operations.GET_XML,
            {},
            options,
        )

    async def get_default(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.Thing:
        """getDefault.

        Needs no credentials.

        Endpoint: ``GET /default``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Always this.
        """
        return await self._call(
            operations.GET_DEFAULT,
            {},
            options,
        )

    async def post_wild(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.Thing:
        """postWild.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /wild``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A thing.
        """
        return await self._call(
            operations.POST_WILD,
            {},
            options,
        )

    async def post_several(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.Thing | models.PostSeveralResponse | None:
        """postSeveral.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /several``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A thing.
        """
        return await self._call(
            operations.POST_SEVERAL,
            {},
            options,
        )

    async def get_archive(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> AsyncBinaryResponse:
        """getArchive.

        Needs no credentials.

        Endpoint: ``GET /redirect``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Nothing.
        """
        return await self._stream(
            operations.GET_ARCHIVE,
            {},
            options,
        )

    async def post_headers(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """postHeaders.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /headers``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Made.
        """
        return await self._call(
            operations.POST_HEADERS,
            {},
            options,
        )

    async def head_thing(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> ResponseInfo:
        """headThing.

        Needs no credentials.

        Endpoint: ``HEAD /head``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The headers are the answer.
        """
        return await self._call(
            operations.HEAD_THING,
            {},
            options,
        )

    async def get_vendor(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.Thing | models.GetVendorResponse:
        """getVendor.

        Needs no credentials.

        Endpoint: ``GET /vendor``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Two versions.
        """
        return await self._call(
            operations.GET_VENDOR,
            {},
            options,
        )
