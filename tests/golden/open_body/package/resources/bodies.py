"""bodies operations."""

from __future__ import annotations

from collections.abc import Mapping

from clientome._runtime.generated import (
    AsyncResource,
    FileInput,
    Progress,
    RequestOptions,
    Resource,
    with_progress,
)

from .. import models
from ..operations import bodies as operations


class BodiesResource(Resource):
    """bodies operations."""

    def post_json(
        self,
        *,
        a: str | None = None,
        inner: models.OpenInner | Mapping[str, object] | None = None,
        extra_fields: str | None = None,
        extra_fields_2: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """postJson.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /json``

        Args:
            a: See the provider's documentation.
            inner: See the provider's documentation.
            extra_fields: See the provider's documentation.
            extra_fields_2: Further fields of the body, by the names that the API has for them.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.POST_JSON,
            {
                "a": a,
                "inner": inner,
                "extra_fields": extra_fields,
                "extra_fields_2": extra_fields_2,
            },
            options,
        )

    def post_form(
        self,
        *,
        a: str | None = None,
        inner: models.OpenInner | Mapping[str, object] | None = None,
        extra_fields: str | None = None,
        extra_fields_2: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """postForm.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /form``

        Args:
            a: See the provider's documentation.
            inner: See the provider's documentation.
            extra_fields: See the provider's documentation.
            extra_fields_2: Further fields of the body, by the names that the API has for them.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.POST_FORM,
            {
                "a": a,
                "inner": inner,
                "extra_fields": extra_fields,
                "extra_fields_2": extra_fields_2,
            },
            options,
        )

    def post_parts(
        self,
        *,
        a: str | None = None,
        file: FileInput | None = None,
        extra_fields: Mapping[str, object] | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """postParts.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /parts``

        Args:
            a: See the provider's documentation.
            file: See the provider's documentation.
            extra_fields: Further fields of the body, by the names that the API has for them.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.POST_PARTS,
            {
                "a": a,
                "file": file,
                "extra_fields": extra_fields,
            },
            with_progress(options, on_progress),
        )


class AsyncBodiesResource(AsyncResource):
    """bodies operations."""

    async def post_json(
        self,
        *,
        a: str | None = None,
        inner: models.OpenInner | Mapping[str, object] | None = None,
        extra_fields: str | None = None,
        extra_fields_2: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """postJson.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /json``

        Args:
            a: See the provider's documentation.
            inner: See the provider's documentation.
            extra_fields: See the provider's documentation.
            extra_fields_2: Further fields of the body, by the names that the API has for them.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.POST_JSON,
            {
                "a": a,
                "inner": inner,
                "extra_fields": extra_fields,
                "extra_fields_2": extra_fields_2,
            },
            options,
        )

    async def post_form(
        self,
        *,
        a: str | None = None,
        inner: models.OpenInner | Mapping[str, object] | None = None,
        extra_fields: str | None = None,
        extra_fields_2: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """postForm.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /form``

        Args:
            a: See the provider's documentation.
            inner: See the provider's documentation.
            extra_fields: See the provider's documentation.
            extra_fields_2: Further fields of the body, by the names that the API has for them.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.POST_FORM,
            {
                "a": a,
                "inner": inner,
                "extra_fields": extra_fields,
                "extra_fields_2": extra_fields_2,
            },
            options,
        )

    async def post_parts(
        self,
        *,
        a: str | None = None,
        file: FileInput | None = None,
        extra_fields: Mapping[str, object] | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """postParts.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /parts``

        Args:
            a: See the provider's documentation.
            file: See the provider's documentation.
            extra_fields: Further fields of the body, by the names that the API has for them.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.POST_PARTS,
            {
                "a": a,
                "file": file,
                "extra_fields": extra_fields,
            },
            with_progress(options, on_progress),
        )
