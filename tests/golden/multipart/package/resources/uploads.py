"""uploads operations."""

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

from .. import models
from ..operations import uploads as operations


class UploadsResource(Resource):
    """uploads operations."""

    def upload(
        self,
        *,
        files: FileInput | Sequence[FileInput],
        cover: FileInput | None = None,
        tags: Sequence[str] | None = None,
        details: models.Details | Mapping[str, object] | None = None,
        steps: Sequence[models.UploadStepsItem | Mapping[str, object]] | None = None,
        public: bool | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.UploadResponse:
        """upload.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /uploads``

        Args:
            files: See the provider's documentation.
            cover: A picture.
            tags: See the provider's documentation.
            details: See the provider's documentation.
            steps: See the provider's documentation.
            public: See the provider's documentation.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Taken.
        """
        return self._call(
            operations.UPLOAD,
            {
                "files": files,
                "cover": cover,
                "tags": tags,
                "details": details,
                "steps": steps,
                "public": public,
            },
            with_progress(options, on_progress),
        )


class AsyncUploadsResource(AsyncResource):
    """uploads operations."""

    async def upload(
        self,
        *,
        files: FileInput | Sequence[FileInput],
        cover: FileInput | None = None,
        tags: Sequence[str] | None = None,
        details: models.Details | Mapping[str, object] | None = None,
        steps: Sequence[models.UploadStepsItem | Mapping[str, object]] | None = None,
        public: bool | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.UploadResponse:
        """upload.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /uploads``

        Args:
            files: See the provider's documentation.
            cover: A picture.
            tags: See the provider's documentation.
            details: See the provider's documentation.
            steps: See the provider's documentation.
            public: See the provider's documentation.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Taken.
        """
        return await self._call(
            operations.UPLOAD,
            {
                "files": files,
                "cover": cover,
                "tags": tags,
                "details": details,
                "steps": steps,
                "public": public,
            },
            with_progress(options, on_progress),
        )
