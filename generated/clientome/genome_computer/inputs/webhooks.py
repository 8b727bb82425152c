"""Values inside requests of genome.computer: webhooks."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import StrictStr

from clientome._runtime.generated import InputModel

WebhookEventTypeInput: TypeAlias = Literal[
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
"""What happened: one type for each order status, and five for conversions, genomes, interpretations, contexts and panels. There is none for a failed conversion nor for an answer."""


class CreateWebhookRequest(InputModel):
    url: StrictStr
    """Address that will receive the events. Private and local hosts are refused; production demands HTTPS."""
    description: StrictStr | None = None
    """Label for people."""
    event_types: list[WebhookEventTypeInput] | None = None
    """Types of events to receive; all 21 when left out."""
