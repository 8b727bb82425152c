"""Uploaded VCF files turned into .genome bundles."""

from __future__ import annotations

from typing import Literal

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import conversions as operations


class ConversionsResource(Resource):
    """Uploaded VCF files turned into .genome bundles."""

    def create(
        self,
        *,
        source_type: Literal["vcf"],
        upload_id: str,
        retention: models.RetentionInput | None = None,
        options: RequestOptions | None = None,
    ) -> models.Conversion:
        """Convert a VCF file into a genome.

        Turns a completed upload into a .genome bundle. On staging the work is done before the answer
        (201); in production it is queued (202). A conversion cannot be read again: watch for the
        webhook events `conversion.completed` and `genome.created`, or list the genomes. There is no
        event for a conversion that fails.

        Unlike an order, a conversion keeps its genome hosted unless told otherwise. 400 for a field
        that is not acceptable, 404 for an unknown upload.

        It is never sent again once a byte of it has left. The answer is waited for up to 300 s, unless
        you set a read timeout. Scope: conversions:write.

        Endpoint: ``POST /v1/conversions``

        Args:
            source_type: Kind of the source. Only VCF is supported. One of vcf.
            upload_id: Id of a completed upload.
            retention: How long the resulting genome is kept. Unlike with orders, the default is to host
                it. One of delete_after_30_days, hosted_runtime.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Converted; staging answers so.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.CREATE,
            {
                "source_type": source_type,
                "upload_id": upload_id,
                "retention": retention,
            },
            options,
        )


class AsyncConversionsResource(AsyncResource):
    """Uploaded VCF files turned into .genome bundles."""

    async def create(
        self,
        *,
        source_type: Literal["vcf"],
        upload_id: str,
        retention: models.RetentionInput | None = None,
        options: RequestOptions | None = None,
    ) -> models.Conversion:
        """Convert a VCF file into a genome.

        Turns a completed upload into a .genome bundle. On staging the work is done before the answer
        (201); in production it is queued (202). A conversion cannot be read again: watch for the
        webhook events `conversion.completed` and `genome.created`, or list the genomes. There is no
        event for a conversion that fails.

        Unlike an order, a conversion keeps its genome hosted unless told otherwise. 400 for a field
        that is not acceptable, 404 for an unknown upload.

        It is never sent again once a byte of it has left. The answer is waited for up to 300 s, unless
        you set a read timeout. Scope: conversions:write.

        Endpoint: ``POST /v1/conversions``

        Args:
            source_type: Kind of the source. Only VCF is supported. One of vcf.
            upload_id: Id of a completed upload.
            retention: How long the resulting genome is kept. Unlike with orders, the default is to host
                it. One of delete_after_30_days, hosted_runtime.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Converted; staging answers so.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.CREATE,
            {
                "source_type": source_type,
                "upload_id": upload_id,
                "retention": retention,
            },
            options,
        )
