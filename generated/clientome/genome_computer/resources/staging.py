"""Helpers that exist on staging only, for tests without a kit."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import staging as operations


class StagingResource(Resource):
    """Helpers that exist on staging only, for tests without a kit."""

    def list_genomes(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.SandboxGenomes:
        """List the sandbox genome, seeding it first.

        Makes sure that the sandbox genome exists and lists it. Staging only. A GET with a side effect:
        a key that may only read genomes creates one here. A repeat finds the same genome, so it is
        harmless. The body is not documented.

        403 for a key that is not a staging key.

        Only in: staging. Scope: genomes:read.

        Endpoint: ``GET /v1/test/genomes``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The sandbox genome.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key is not a staging key, or lacks the scope of the
                operation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.LIST_GENOMES,
            {},
            options,
        )

    def seed_genomes(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.SandboxGenomes:
        """Seed the sandbox genome.

        Makes sure that the sandbox genome exists. Staging only. Listing it seeds it each time as well,
        so a repeat is taken to be harmless. The body is not documented.

        403 for a key that is not a staging key.

        Only in: staging. Scope: genomes:write.

        Endpoint: ``POST /v1/test/genomes/seed``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Seeded.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key is not a staging key, or lacks the scope of the
                operation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.SEED_GENOMES,
            {},
            options,
        )

    def advance_order(
        self,
        *,
        order_id: str,
        status: models.OrderStatusInput,
        options: RequestOptions | None = None,
    ) -> models.AdvancedOrder:
        """Set the status of a sandbox order.

        Sets the status of a sandbox order, so that a whole life can be played through without a kit.
        Staging only. Any of the 16 order statuses is accepted here; which moves the provider allows is
        not documented. The body is not documented either; the order after the move is likely.

        400 for a move that is not allowed, 404 for an unknown order. 403 for a key that is not a
        staging key is not printed for this call, only for its two neighbours.

        It is never sent again once a byte of it has left. Only in: staging. Scope: orders:write.

        Endpoint: ``POST /v1/test/orders/{orderId}/advance``

        Args:
            order_id: Public id of an order; starts with `ord_`. At least 1 characters.
            status: Status that the sandbox order should take. Which moves are allowed is not
                documented. One of created, payment_pending, paid, kit_preparing, kit_shipped,
                kit_delivered, sample_registered, sample_returned, sample_received, lab_processing,
                sequencing, bioinformatics_processing, genome_bundle_generating, completed, failed,
                cancelled.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Moved.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key is not a staging key, or lacks the scope of the
                operation.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.ADVANCE_ORDER,
            {
                "order_id": order_id,
                "status": status,
            },
            options,
        )


class AsyncStagingResource(AsyncResource):
    """Helpers that exist on staging only, for tests without a kit."""

    async def list_genomes(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.SandboxGenomes:
        """List the sandbox genome, seeding it first.

        Makes sure that the sandbox genome exists and lists it. Staging only. A GET with a side effect:
        a key that may only read genomes creates one here. A repeat finds the same genome, so it is
        harmless. The body is not documented.

        403 for a key that is not a staging key.

        Only in: staging. Scope: genomes:read.

        Endpoint: ``GET /v1/test/genomes``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The sandbox genome.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key is not a staging key, or lacks the scope of the
                operation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.LIST_GENOMES,
            {},
            options,
        )

    async def seed_genomes(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.SandboxGenomes:
        """Seed the sandbox genome.

        Makes sure that the sandbox genome exists. Staging only. Listing it seeds it each time as well,
        so a repeat is taken to be harmless. The body is not documented.

        403 for a key that is not a staging key.

        Only in: staging. Scope: genomes:write.

        Endpoint: ``POST /v1/test/genomes/seed``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Seeded.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key is not a staging key, or lacks the scope of the
                operation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.SEED_GENOMES,
            {},
            options,
        )

    async def advance_order(
        self,
        *,
        order_id: str,
        status: models.OrderStatusInput,
        options: RequestOptions | None = None,
    ) -> models.AdvancedOrder:
        """Set the status of a sandbox order.

        Sets the status of a sandbox order, so that a whole life can be played through without a kit.
        Staging only. Any of the 16 order statuses is accepted here; which moves the provider allows is
        not documented. The body is not documented either; the order after the move is likely.

        400 for a move that is not allowed, 404 for an unknown order. 403 for a key that is not a
        staging key is not printed for this call, only for its two neighbours.

        It is never sent again once a byte of it has left. Only in: staging. Scope: orders:write.

        Endpoint: ``POST /v1/test/orders/{orderId}/advance``

        Args:
            order_id: Public id of an order; starts with `ord_`. At least 1 characters.
            status: Status that the sandbox order should take. Which moves are allowed is not
                documented. One of created, payment_pending, paid, kit_preparing, kit_shipped,
                kit_delivered, sample_registered, sample_returned, sample_received, lab_processing,
                sequencing, bioinformatics_processing, genome_bundle_generating, completed, failed,
                cancelled.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Moved.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key is not a staging key, or lacks the scope of the
                operation.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.ADVANCE_ORDER,
            {
                "order_id": order_id,
                "status": status,
            },
            options,
        )
