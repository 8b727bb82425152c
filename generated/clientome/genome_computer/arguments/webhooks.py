"""Arguments of the operations of genome.computer: webhooks."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import webhooks


class CreateWebhook(ArgumentsModel):
    """Arguments of POST /v1/webhooks."""

    url: StrictStr
    description: StrictStr | None = None
    event_types: list[webhooks.WebhookEventTypeInput] | None = None


class DeleteWebhook(ArgumentsModel):
    """Arguments of DELETE /v1/webhooks/{webhookId}."""

    webhook_id: Annotated[StrictStr, Field(min_length=1)]
