"""Webhook deliveries of GalateaBio Ancestry: typed events, their signature checked first.

::

    from clientome import asgi_handler
    from clientome.galatea.webhooks import receiver

    app = asgi_handler(receiver(), on_event)

``on_event`` gets an event of one of the types here, or an UnknownEvent. `wsgi_handler` does the same for WSGI servers.
"""

from __future__ import annotations

from collections.abc import Sequence

from clientome._runtime import generated as hooks

from .api import API
from .models import OrderEvent, SourceFileEvent

KnownEvent = SourceFileEvent | OrderEvent
"""Every described event."""

WEBHOOKS: hooks.Webhooks[KnownEvent] = hooks.Webhooks(
    api=API,
    signature=hooks.WebhookSignature(
        header="X-Octopod-Signature",
        algorithm="hmac-sha256",
        encoding="base64",
        message=("host", "body"),
        secret_variable="GALATEA_WEBHOOKS_SECRET",
    ),
    refused_status=422,
    events=(
        hooks.Event(
            name="source_file_validation_completed",
            model=SourceFileEvent,
            fields=("source_file_id", "new_status", "source_file_name"),
        ),
        hooks.Event(
            name="order_moved_to_completed_state",
            model=OrderEvent,
            fields=("order_id", "new_status", "source_file_id", "source_file_name"),
        ),
    ),
)
"""The deliveries as the description has them."""


@hooks.guarded
def receiver(
    *, secrets: str | Sequence[str] | None = None, environment: str | None = None, host: str | None = None
) -> hooks.Receiver[KnownEvent]:
    """What turns deliveries into events, once their signature is right.

    Args:
        secrets: The endpoint's secret; several while they are rotated. By default from
            GALATEA_WEBHOOKS_SECRET.
        environment: The environment that the deliveries come from; its host name is part of what is signed.
        host: Another host name than that of the environment.

    Raises:
        ConfigurationError: There is no secret, or the environment is unknown.
    """
    return hooks.Receiver(WEBHOOKS, secrets=secrets, environment=environment, host=host)


__all__ = ["KnownEvent", "WEBHOOKS", "receiver"]
