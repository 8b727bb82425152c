"""Webhook deliveries of genome.computer: typed events.

::

    from clientome import asgi_handler
    from clientome.genome_computer.webhooks import receiver

    app = asgi_handler(receiver(unverified=True), on_event)

``on_event`` gets an event of one of the types here, or an UnknownEvent. `wsgi_handler` does the same for WSGI servers.
"""

from __future__ import annotations

from typing import Literal

from clientome._runtime import generated as hooks

from .api import API
from .models import WebhookEvent

KnownEvent = WebhookEvent
"""Every described event."""

WEBHOOKS: hooks.Webhooks[KnownEvent] = hooks.Webhooks(
    api=API,
    events=(
        hooks.Event(name="order.created", model=WebhookEvent, member="event_type", value="order.created"),
        hooks.Event(
            name="order.payment_pending",
            model=WebhookEvent,
            member="event_type",
            value="order.payment_pending",
        ),
        hooks.Event(name="order.paid", model=WebhookEvent, member="event_type", value="order.paid"),
        hooks.Event(
            name="order.kit_preparing", model=WebhookEvent, member="event_type", value="order.kit_preparing"
        ),
        hooks.Event(
            name="order.kit_shipped", model=WebhookEvent, member="event_type", value="order.kit_shipped"
        ),
        hooks.Event(
            name="order.kit_delivered", model=WebhookEvent, member="event_type", value="order.kit_delivered"
        ),
        hooks.Event(
            name="order.sample_registered",
            model=WebhookEvent,
            member="event_type",
            value="order.sample_registered",
        ),
        hooks.Event(
            name="order.sample_returned",
            model=WebhookEvent,
            member="event_type",
            value="order.sample_returned",
        ),
        hooks.Event(
            name="order.sample_received",
            model=WebhookEvent,
            member="event_type",
            value="order.sample_received",
        ),
        hooks.Event(
            name="order.lab_processing", model=WebhookEvent, member="event_type", value="order.lab_processing"
        ),
        hooks.Event(
            name="order.sequencing", model=WebhookEvent, member="event_type", value="order.sequencing"
        ),
        hooks.Event(
            name="order.bioinformatics_processing",
            model=WebhookEvent,
            member="event_type",
            value="order.bioinformatics_processing",
        ),
        hooks.Event(
            name="order.genome_bundle_generating",
            model=WebhookEvent,
            member="event_type",
            value="order.genome_bundle_generating",
        ),
        hooks.Event(name="order.completed", model=WebhookEvent, member="event_type", value="order.completed"),
        hooks.Event(name="order.failed", model=WebhookEvent, member="event_type", value="order.failed"),
        hooks.Event(name="order.cancelled", model=WebhookEvent, member="event_type", value="order.cancelled"),
        hooks.Event(
            name="conversion.completed", model=WebhookEvent, member="event_type", value="conversion.completed"
        ),
        hooks.Event(name="genome.created", model=WebhookEvent, member="event_type", value="genome.created"),
        hooks.Event(
            name="interpretation.updated",
            model=WebhookEvent,
            member="event_type",
            value="interpretation.updated",
        ),
        hooks.Event(
            name="context.generated", model=WebhookEvent, member="event_type", value="context.generated"
        ),
        hooks.Event(name="panel.generated", model=WebhookEvent, member="event_type", value="panel.generated"),
    ),
)
"""The deliveries as the description has them."""


def receiver(*, unverified: Literal[True]) -> hooks.Receiver[KnownEvent]:
    """What turns deliveries into events. Nothing about a signature is documented, so anybody can send them.

    Take a delivery as a hint only, and read the thing itself from the API.

    Args:
        unverified: True, to say that you know.
    """
    return hooks.Receiver(WEBHOOKS, unverified=unverified)


__all__ = ["KnownEvent", "WEBHOOKS", "receiver"]
