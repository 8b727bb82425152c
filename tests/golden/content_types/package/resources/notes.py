"""notes operations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clientome._runtime.generated import (
    AsyncResource,
    FileInput,
    Progress,
    RequestOptions,
    Resource,
    with_progress,
)

from ..operations import notes as operations


class NotesResource(Resource):
    """notes operations."""

    def add_note(
        self,
        *,
        title: str | None = None,
        picture: str | None = None,
        labels: Sequence[str] | str | None = None,
        picture_file: FileInput | None = None,
        text: str | None = None,
        content: FileInput | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """addNote.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /notes``

        Args:
            title: See the provider's documentation.
            picture: See the provider's documentation.
            labels: See the provider's documentation.
            picture_file: See the provider's documentation.
            text: The request body.
            content: The request body.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Added.
        """
        return self._call(
            operations.ADD_NOTE,
            {
                "title": title,
                "picture": picture,
                "labels": labels,
                "picture_file": picture_file,
                "text": text,
                "content": content,
            },
            with_progress(options, on_progress),
        )

    def put_text(
        self,
        *,
        id: str,
        text: str,
        options: RequestOptions | None = None,
    ) -> None:
        """putText.

        Needs no credentials.

        Endpoint: ``PUT /notes/{id}/text``

        Args:
            id: See the provider's documentation.
            text: The request body.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Kept.
        """
        return self._call(
            operations.PUT_TEXT,
            {
                "id": id,
                "text": text,
            },
            options,
        )

    def patch_note(
        self,
        *,
        id: str,
        body: Sequence[Mapping[str, object]] | None = None,
        title: str | None = None,
        picture: str | None = None,
        labels: Sequence[str] | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """patchNote.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``PATCH /notes/{id}/patch``

        Args:
            id: See the provider's documentation.
            body: The request body.
            title: See the provider's documentation.
            picture: See the provider's documentation.
            labels: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Kept.
        """
        return self._call(
            operations.PATCH_NOTE,
            {
                "id": id,
                "body": body,
                "title": title,
                "picture": picture,
                "labels": labels,
            },
            options,
        )


class AsyncNotesResource(AsyncResource):
    """notes operations."""

    async def add_note(
        self,
        *,
        title: str | None = None,
        picture: str | None = None,
        labels: Sequence[str] | str | None = None,
        picture_file: FileInput | None = None,
        text: str | None = None,
        content: FileInput | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """addNote.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /notes``

        Args:
            title: See the provider's documentation.
            picture: See the provider's documentation.
            labels: See the provider's documentation.
            picture_file: See the provider's documentation.
            text: The request body.
            content: The request body.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Added.
        """
        return await self._call(
            operations.ADD_NOTE,
            {
                "title": title,
                "picture": picture,
                "labels": labels,
                "picture_file": picture_file,
                "text": text,
                "content": content,
            },
            with_progress(options, on_progress),
        )

    async def put_text(
        self,
        *,
        id: str,
        text: str,
        options: RequestOptions | None = None,
    ) -> None:
        """putText.

        Needs no credentials.

        Endpoint: ``PUT /notes/{id}/text``

        Args:
            id: See the provider's documentation.
            text: The request body.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Kept.
        """
        return await self._call(
            operations.PUT_TEXT,
            {
                "id": id,
                "text": text,
            },
            options,
        )

    async def patch_note(
        self,
        *,
        id: str,
        body: Sequence[Mapping[str, object]] | None = None,
        title: str | None = None,
        picture: str | None = None,
        labels: Sequence[str] | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """patchNote.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``PATCH /notes/{id}/patch``

        Args:
            id: See the provider's documentation.
            body: The request body.
            title: See the provider's documentation.
            picture: See the provider's documentation.
            labels: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Kept.
        """
        return await self._call(
            operations.PATCH_NOTE,
            {
                "id": id,
                "body": body,
                "title": title,
                "picture": picture,
                "labels": labels,
            },
            options,
        )
