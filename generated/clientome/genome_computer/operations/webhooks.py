"""The operations of `webhooks`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import webhooks as arguments

LIST: Operation[models.WebhookList] = Operation(
    id="listWebhooks",
    method="GET",
    path="/v1/webhooks",
    answers=(Answer(200, "json", type=models.WebhookList),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

CREATE: Operation[models.Webhook] = Operation(
    id="createWebhook",
    method="POST",
    path="/v1/webhooks",
    answers=(Answer(201, "json", type=models.Webhook),),
    arguments=arguments.CreateWebhook,
    parameters=(Parameter("url", "body"), Parameter("description", "body"), Parameter("event_types", "body")),
    body=(Media("application/json", ("url", "description", "event_types")),),
    body_required=True,
    security=(("bearer",),),
)

DELETE: Operation[models.DisabledWebhook] = Operation(
    id="deleteWebhook",
    method="DELETE",
    path="/v1/webhooks/{webhookId}",
    answers=(Answer(200, "json", type=models.DisabledWebhook),),
    arguments=arguments.DeleteWebhook,
    parameters=(Parameter("webhook_id", "path", wire="webhookId"),),
    retry="safe",
    security=(("bearer",),),
)
