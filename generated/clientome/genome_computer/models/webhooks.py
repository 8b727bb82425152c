"""Answers of genome.computer: webhooks."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AwareDatetime, Field

from clientome._runtime.generated import AnswerModel, SensitiveAnswer

from . import shared

WebhookEventType: TypeAlias = (
    Literal[
        "order.created",
        "order.payment_pending",
        "order.paid",
        "order.kit_preparing",
        "order.kit_shipped",
        "order.kit_delivered",
        "order.sample_registered",
        "order.sample_returned",
        "order.sample_received",
        "order.lab_processing",
        "order.sequencing",
        "order.bioinformatics_processing",
        "order.genome_bundle_generating",
        "order.completed",
        "order.failed",
        "order.cancelled",
        "conversion.completed",
        "genome.created",
        "interpretation.updated",
        "context.generated",
        "panel.generated",
    ]
    | str
)
"""What happened: one type for each order status, and five for conversions, genomes, interpretations, contexts and panels. There is none for a failed conversion nor for an answer."""

DisabledWebhook: TypeAlias = dict[str, Any]
"""Receipt of a disabled endpoint. The provider documents no fields."""


class WebhookEvent(AnswerModel):
    """One delivery to a webhook endpoint. The provider documents the types of events and that `user_reference` comes back, but neither body nor headers nor signature of a delivery. The fields named here are those of order events; all are optional, all others are kept. Tell events apart by `event_type`."""

    event_id: str | None = None
    """Id of the event."""
    event_type: WebhookEventType | None = None
    status: shared.OrderStatus | None = None
    """Status of the order, in events about orders."""
    payload: Annotated[WebhookEventPayload | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Data of the event, of any shape."""
    created_at: AwareDatetime | None = None
    """When it happened."""


class Webhook(SensitiveAnswer):
    """A registered endpoint. The provider documents no fields. Should the answer hold a signing secret, its name is unknown, so everything in here is treated as secret."""


class WebhookList(SensitiveAnswer):
    """The registered endpoints. The provider documents no fields; everything in here is treated as secret."""


class WebhookEventPayload(SensitiveAnswer):
    """Data of the event, of any shape."""
