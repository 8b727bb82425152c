"""Webhook deliveries of Fourth: typed events, their signature checked first.

::

    from clientome import asgi_handler
    from clientome.fourth.webhooks import receiver

    app = asgi_handler(receiver(), on_event)

``on_event`` gets an event of one of the types here, or an UnknownEvent. `wsgi_handler` does the same for WSGI servers.
"""

from __future__ import annotations

from collections.abc import Sequence

from clientome._runtime import generated as hooks

from .api import API
from .models import ReportMade, ScanRead

KnownEvent = ScanRead | ReportMade
"""Every described event."""

WEBHOOKS: hooks.Webhooks[KnownEvent] = hooks.Webhooks(
    api=API,
    signature=hooks.WebhookSignature(
        header="X-Signature",
        algorithm="hmac-sha256",
        encoding="hex",
        message=("body",),
        secret_variable="FOURTH_SECRET",
    ),
    refused_status=401,
    events=(
        hooks.Event(name="scan.read", model=ScanRead, member="kind", value="scan.read"),
        hooks.Event(name="report.made", model=ReportMade, member="kind", value="report.made"),
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
            FOURTH_SECRET.
        environment: The environment that the deliveries come from.
        host: Another host name than that of the environment.

    Raises:
        ConfigurationError: There is no secret, or the environment is unknown.
    """
    return hooks.Receiver(WEBHOOKS, secrets=secrets, environment=environment, host=host)


__all__ = ["KnownEvent", "WEBHOOKS", "receiver"]
