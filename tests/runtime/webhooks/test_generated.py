"""The webhook receivers of the generated packages, with the deliveries that the descriptions show."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from clientome import ConfigurationError, SignatureError, UnknownEvent, asgi_handler
from clientome.galatea import models
from clientome.galatea.webhooks import receiver as galatea
from clientome.genome_computer.models import WebhookEvent
from clientome.genome_computer.webhooks import WEBHOOKS
from clientome.genome_computer.webhooks import receiver as genome_computer
from generator.spec.load import load
from generator.spec.resolve import resolve

SPECS = Path(__file__).resolve().parents[3] / "specs"


def deliveries(provider: str) -> list[tuple[str, dict[str, Any], Any]]:
    """Name, operation and body of every example of a webhook."""
    document: Any = resolve(load(SPECS / provider / "openapi.yaml")).document
    return [
        (name, item["post"], example["value"])
        for name, item in document["webhooks"].items()
        for example in item["post"]["requestBody"]["content"]["application/json"]["examples"].values()
    ]


def signature(body: bytes, secret: str, host: str) -> str:
    """As the provider's documentation describes it."""
    return base64.b64encode(hmac.new(secret.encode(), host.encode() + body, hashlib.sha256).digest()).decode()


@pytest.mark.parametrize(("name", "body"), [(name, body) for name, _, body in deliveries("genome_computer")])
def test_each_kind_of_genome_computer_is_typed(name: str, body: Any) -> None:
    event = genome_computer(unverified=True).receive(json.dumps(body).encode(), {})
    assert isinstance(event, WebhookEvent)
    assert event.event_type == name


def test_genome_computer_has_21_kinds_and_no_signature() -> None:
    kinds: Any = yaml.safe_load((SPECS / "genome_computer/schemas/webhooks.yaml").read_text())
    assert [event.name for event in WEBHOOKS.events] == kinds["WebhookEventType"]["enum"]
    assert len(WEBHOOKS.events) == 21
    assert WEBHOOKS.signature is None
    with pytest.raises(ConfigurationError, match="unverified=True"):
        genome_computer(unverified=False)  # type: ignore[arg-type]
    unknown = genome_computer(unverified=True).receive(b'{"event_type": "order.eaten"}', {})
    assert isinstance(unknown, UnknownEvent)


@pytest.mark.parametrize(("operation", "body"), [(o, body) for _, o, body in deliveries("galatea")])
def test_galatea_deliveries_are_typed_and_verified(operation: dict[str, Any], body: Any) -> None:
    expected: type[BaseModel] = models.OrderEvent if "order_id" in body else models.SourceFileEvent
    raw = json.dumps(body).encode()
    take = galatea(secrets=["new", "old"], environment="sandbox")
    good = signature(raw, "old", "api.sandbox.galatea.bio")
    assert type(take.receive(raw, {"x-octopod-signature": good})) is expected
    for wrong in (
        signature(raw, "old", "api.galatea.bio"),
        signature(raw, "other", "api.sandbox.galatea.bio"),
        signature(raw + b" ", "old", "api.sandbox.galatea.bio"),
        "",
    ):
        with pytest.raises(SignatureError):
            take.receive(raw, {"X-Octopod-Signature": wrong})
    with pytest.raises(SignatureError):
        take.receive(raw, {})


def test_the_documented_example_of_a_signature_is_right() -> None:
    _, operation, body = deliveries("galatea")[0]
    shown = next(p for p in operation["parameters"] if p["name"] == "X-Octopod-Signature")
    raw = json.dumps(body, separators=(",", ":")).encode()
    secret = operation["parameters"][0]["description"].rpartition("the key `")[2].partition("`")[0]
    event = galatea(secrets=secret).receive(raw, [(b"X-Octopod-Signature", shown["example"].encode())])
    assert isinstance(event, models.SourceFileEvent)


def test_an_endpoint_in_a_few_lines() -> None:
    seen: list[Any] = []
    app = asgi_handler(galatea(secrets="s"), seen.append)
    raw = json.dumps(deliveries("galatea")[0][2]).encode()

    def post(value: str) -> int:
        sent: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": raw, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        headers = [(b"x-octopod-signature", value.encode())]
        asyncio.run(app({"type": "http", "method": "POST", "headers": headers}, receive, send))
        return int(sent[0]["status"])

    assert post(signature(raw, "s", "api.galatea.bio")) == 200
    assert post("forged") == 422
    assert [type(event) for event in seen] == [models.SourceFileEvent]
