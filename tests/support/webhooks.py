"""Two providers: one that signs its webhooks, one that documents no signature."""

from __future__ import annotations

from pydantic import Field

from clientome._runtime.base.models import AnswerModel
from clientome._runtime.spec.api import Api, Environment
from clientome._runtime.webhooks import Event, Webhooks, WebhookSignature

SECRET = "e2Bib57PYkkTFCs7utEfSZd6yGZCmGYX"
FILE_BODY = (
    b'{"source_file_id":"7e53320c-c631-45ec-bad6-c88bb9d30960","new_status":"VALID",'
    b'"source_file_name":"d101979c-348c-44cd-8279-e9207b5a67a7.vcf.gz"}'
)
FILE_SIGNATURE = "B+YJy63XX1lVagf1Vdhucd3IIyQmsRa3nuKdMg34kdQ="
ORDER_BODY = (
    b'{"order_id":"c1ea8279-25c2-4a36-9ea6-41e54239f17b","new_status":"COMPLETED",'
    b'"source_file_id":"7e53320c-c631-45ec-bad6-c88bb9d30960",'
    b'"source_file_name":"d101979c-348c-44cd-8279-e9207b5a67a7.vcf.gz"}'
)
ORDER_SIGNATURE = "Gi/ZLF7jFi9mIX1v1FvIuD5hhkOynlwIjptnkFFKHyY="


class FileEvent(AnswerModel):
    source_file_id: str
    new_status: str
    source_file_name: str = Field(json_schema_extra={"x-sdk-sensitive": True})


class OrderEvent(FileEvent):
    order_id: str


class Happening(AnswerModel):
    event_id: str | None = None
    event_type: str | None = None


SIGNED = Webhooks[FileEvent | OrderEvent](
    api=Api(
        name="signed",
        title="Signed",
        package="signed",
        environments=(
            Environment(
                name="production",
                base_url="https://api.galatea.bio/v1",
                default=True,
                webhook_host="api.galatea.bio",
            ),
            Environment(name="sandbox", base_url="https://api.sandbox.galatea.bio/v1"),
        ),
        environment_variable="SIGNED_ENVIRONMENT",
    ),
    signature=WebhookSignature(
        header="X-Octopod-Signature", message=("host", "body"), secret_variable="SIGNED_WEBHOOKS_SECRET"
    ),
    events=(
        Event(name="file", model=FileEvent, fields=("source_file_id", "new_status", "source_file_name")),
        Event(
            name="order",
            model=OrderEvent,
            fields=("order_id", "source_file_id", "new_status", "source_file_name"),
        ),
    ),
)
UNSIGNED = Webhooks[Happening](
    api=Api(
        name="plain",
        title="Plain",
        package="plain",
        environments=(Environment(name="production", base_url="https://plain.example", default=True),),
    ),
    events=tuple(
        Event(name=name, model=Happening, member="event_type", value=name)
        for name in ("order.created", "order.paid")
    ),
)
