"""Endpoints that receive lifecycle events, and the events themselves."""

from __future__ import annotations

from collections.abc import Sequence

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import webhooks as operations


class WebhooksResource(Resource):
    """Endpoints that receive lifecycle events, and the events themselves."""

    def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.WebhookList:
        """List webhook endpoints.

        Returns the endpoints that are registered. The body is not documented, nor whether disabled
        endpoints are in it.

        Scope: webhooks:read.

        Endpoint: ``GET /v1/webhooks``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The endpoints.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.LIST,
            {},
            options,
        )

    def create(
        self,
        *,
        url: str,
        description: str | None = None,
        event_types: Sequence[models.WebhookEventTypeInput] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Webhook:
        """Register a webhook endpoint.

        Registers an address that receives events from now on. Private and local hosts are refused, and
        production demands HTTPS. Without `event_types` it receives all 21 types. How deliveries are
        signed is not documented: do not trust one for more than a hint to read the thing itself.

        A 400 means that the address or a type is not acceptable.

        It is never sent again once a byte of it has left. Scope: webhooks:write.

        Endpoint: ``POST /v1/webhooks``

        Args:
            url: Address that will receive the events. Private and local hosts are refused; production
                demands HTTPS.
            description: Label for people.
            event_types: Types of events to receive; all 21 when left out. The provider's default is
                ['order.created', 'order.payment_pending', 'order.paid', 'order.kit_preparing',
                'order.kit_shipped', 'order.kit_delivered', 'order.sample_registered',
                'order.sample_returned', 'order.sample_received', 'order.lab_processing',
                'order.sequencing', 'order.bioinformatics_processing', 'order.genome_bundle_generating',
                'order.completed', 'order.failed', 'order.cancelled', 'conversion.completed',
                'genome.created', 'interpretation.updated', 'context.generated', 'panel.generated'].
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The endpoint.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.CREATE,
            {
                "url": url,
                "description": description,
                "event_types": event_types,
            },
            options,
        )

    def delete(
        self,
        *,
        webhook_id: str,
        options: RequestOptions | None = None,
    ) -> models.DisabledWebhook:
        """Disable a webhook endpoint.

        Stops deliveries to the endpoint. The provider speaks of disabling and answers 200 with a body
        that is not documented. 404 for an unknown endpoint.

        Scope: webhooks:write.

        Endpoint: ``DELETE /v1/webhooks/{webhookId}``

        Args:
            webhook_id: Public id of a webhook endpoint; starts with `wh_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Disabled.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.DELETE,
            {
                "webhook_id": webhook_id,
            },
            options,
        )


class AsyncWebhooksResource(AsyncResource):
    """Endpoints that receive lifecycle events, and the events themselves."""

    async def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.WebhookList:
        """List webhook endpoints.

        Returns the endpoints that are registered. The body is not documented, nor whether disabled
        endpoints are in it.

        Scope: webhooks:read.

        Endpoint: ``GET /v1/webhooks``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The endpoints.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.LIST,
            {},
            options,
        )

    async def create(
        self,
        *,
        url: str,
        description: str | None = None,
        event_types: Sequence[models.WebhookEventTypeInput] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Webhook:
        """Register a webhook endpoint.

        Registers an address that receives events from now on. Private and local hosts are refused, and
        production demands HTTPS. Without `event_types` it receives all 21 types. How deliveries are
        signed is not documented: do not trust one for more than a hint to read the thing itself.

        A 400 means that the address or a type is not acceptable.

        It is never sent again once a byte of it has left. Scope: webhooks:write.

        Endpoint: ``POST /v1/webhooks``

        Args:
            url: Address that will receive the events. Private and local hosts are refused; production
                demands HTTPS.
            description: Label for people.
            event_types: Types of events to receive; all 21 when left out. The provider's default is
                ['order.created', 'order.payment_pending', 'order.paid', 'order.kit_preparing',
                'order.kit_shipped', 'order.kit_delivered', 'order.sample_registered',
                'order.sample_returned', 'order.sample_received', 'order.lab_processing',
                'order.sequencing', 'order.bioinformatics_processing', 'order.genome_bundle_generating',
                'order.completed', 'order.failed', 'order.cancelled', 'conversion.completed',
                'genome.created', 'interpretation.updated', 'context.generated', 'panel.generated'].
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The endpoint.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.CREATE,
            {
                "url": url,
                "description": description,
                "event_types": event_types,
            },
            options,
        )

    async def delete(
        self,
        *,
        webhook_id: str,
        options: RequestOptions | None = None,
    ) -> models.DisabledWebhook:
        """Disable a webhook endpoint.

        Stops deliveries to the endpoint. The provider speaks of disabling and answers 200 with a body
        that is not documented. 404 for an unknown endpoint.

        Scope: webhooks:write.

        Endpoint: ``DELETE /v1/webhooks/{webhookId}``

        Args:
            webhook_id: Public id of a webhook endpoint; starts with `wh_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Disabled.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.DELETE,
            {
                "webhook_id": webhook_id,
            },
            options,
        )
