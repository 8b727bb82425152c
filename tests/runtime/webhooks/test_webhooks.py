"""Signatures and typed events of webhook deliveries."""

from __future__ import annotations

import hmac
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientome._runtime import webhooks
from clientome._runtime.base.errors import ConfigurationError, WebhookError
from clientome._runtime.webhooks import Receiver, SignatureError, UnknownEvent, WebhookSignature
from tests.support.webhooks import (
    FILE_BODY,
    FILE_SIGNATURE,
    ORDER_BODY,
    ORDER_SIGNATURE,
    SECRET,
    SIGNED,
    UNSIGNED,
    FileEvent,
    Happening,
    OrderEvent,
)

HEADER = "X-Octopod-Signature"


def test_the_published_examples_verify() -> None:
    receiver = Receiver(SIGNED, secrets=SECRET)
    assert isinstance(receiver.receive(FILE_BODY, {HEADER: FILE_SIGNATURE}), FileEvent)
    event = receiver.receive(ORDER_BODY, {HEADER: ORDER_SIGNATURE})
    assert isinstance(event, OrderEvent)
    assert event.order_id.startswith("c1ea8279")
    assert "vcf.gz" not in repr(event)


@pytest.mark.parametrize(
    "headers",
    [
        {"x-octopod-signature": FILE_SIGNATURE},
        {"X-OCTOPOD-SIGNATURE": f"  {FILE_SIGNATURE} "},
        [(b"x-octopod-signature", FILE_SIGNATURE.encode())],
        [("Other", "x"), ("X-Octopod-Signature", FILE_SIGNATURE)],
    ],
)
def test_headers_in_every_form(headers: Any) -> None:
    Receiver(SIGNED, secrets=SECRET).verify(FILE_BODY, headers)


@pytest.mark.parametrize(
    ("body", "headers", "text"),
    [
        (FILE_BODY, {}, "no X-Octopod-Signature"),
        (FILE_BODY, {HEADER: ORDER_SIGNATURE}, "check the secret and the environment"),
        (FILE_BODY + b" ", {HEADER: FILE_SIGNATURE}, "not the signature"),
        (FILE_BODY, {HEADER: ""}, "not the signature"),
        (FILE_BODY, {HEADER: "\udcff\u20ac"}, "not the signature"),
        (FILE_BODY, {HEADER: FILE_SIGNATURE[:-1]}, "not the signature"),
        (FILE_BODY, [(HEADER, FILE_SIGNATURE), (HEADER, FILE_SIGNATURE)], "more than one"),
    ],
)
def test_what_is_not_authentic(body: bytes, headers: Any, text: str) -> None:
    with pytest.raises(SignatureError, match=text) as caught:
        Receiver(SIGNED, secrets=SECRET).receive(body, headers)
    assert SECRET not in str(caught.value)
    assert FILE_SIGNATURE not in str(caught.value)


def test_another_environment_has_another_signature() -> None:
    sandbox = Receiver(SIGNED, secrets=SECRET, environment="sandbox")
    with pytest.raises(SignatureError):
        sandbox.verify(FILE_BODY, {HEADER: FILE_SIGNATURE})
    assert SIGNED.signature is not None
    sandbox.verify(FILE_BODY, {HEADER: SIGNED.signature.sign(FILE_BODY, SECRET, "api.sandbox.galatea.bio")})
    Receiver(SIGNED, secrets=SECRET, environment="sandbox", host="api.galatea.bio").verify(
        FILE_BODY, {HEADER: FILE_SIGNATURE}
    )


def test_environment_and_secret_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNED_WEBHOOKS_SECRET", SECRET)
    Receiver(SIGNED).verify(FILE_BODY, {HEADER: FILE_SIGNATURE})
    monkeypatch.setenv("SIGNED_ENVIRONMENT", "sandbox")
    with pytest.raises(SignatureError):
        Receiver(SIGNED).verify(FILE_BODY, {HEADER: FILE_SIGNATURE})
    with pytest.raises(ConfigurationError, match="'production', 'sandbox'"):
        Receiver(SIGNED, environment="prod")


@pytest.mark.parametrize("secrets", [["new", SECRET], [SECRET, "old"], ("a", "b", SECRET)])
def test_rotation(secrets: Any) -> None:
    Receiver(SIGNED, secrets=secrets).verify(FILE_BODY, {HEADER: FILE_SIGNATURE})
    with pytest.raises(SignatureError):
        Receiver(SIGNED, secrets=["new", "old"]).verify(FILE_BODY, {HEADER: FILE_SIGNATURE})


def test_every_secret_is_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[bytes] = []
    real = hmac.compare_digest

    def compare(left: bytes, right: bytes) -> bool:
        compared.append(left)
        return real(left, right)

    monkeypatch.setattr(webhooks.hmac, "compare_digest", compare)
    Receiver(SIGNED, secrets=[SECRET, "b", "c"]).verify(FILE_BODY, {HEADER: FILE_SIGNATURE})
    assert len(compared) == 3


@pytest.mark.parametrize("secrets", ["", [], ["good", ""]])
def test_no_usable_secret(secrets: Any) -> None:
    with pytest.raises(WebhookError, match="no usable webhook secret"):
        Receiver(SIGNED, secrets=secrets)
    assert SIGNED.signature is not None
    with pytest.raises(WebhookError, match="no usable webhook secret"):
        SIGNED.signature.verify(FILE_BODY, {HEADER: FILE_SIGNATURE}, secrets=secrets, host="api.galatea.bio")


def test_a_missing_secret_is_told_with_its_variable() -> None:
    with pytest.raises(ConfigurationError, match="SIGNED_WEBHOOKS_SECRET"):
        Receiver(SIGNED)


def test_the_host_is_needed_where_it_is_signed() -> None:
    signature = WebhookSignature(header="S", message=("host", "body"))
    with pytest.raises(WebhookError, match="host="):
        signature.verify(b"{}", {"S": "x"}, secrets="s")
    plain = WebhookSignature(header="S")
    plain.verify(b"{}", {"S": plain.sign(b"{}", "s")}, secrets="s")


def test_text_instead_of_bytes() -> None:
    with pytest.raises(WebhookError, match="raw body"):
        Receiver(SIGNED, secrets=SECRET).receive(FILE_BODY.decode(), {HEADER: FILE_SIGNATURE})  # type: ignore[arg-type] - the mistake


@given(body=st.binary(max_size=200), secret=st.text(min_size=1, max_size=40), flip=st.integers(0, 10_000))
def test_any_body_and_any_changed_bit(body: bytes, secret: str, flip: int) -> None:
    secret = secret.encode(errors="ignore").decode() or "s"
    for encoding in ("base64", "hex"):
        signature = WebhookSignature(header="S", encoding=encoding, message=("body", "host"))
        value = signature.sign(body, secret, "h.example")
        signature.verify(
            body,
            {"s": value.upper() if encoding == "hex" else value},
            secrets=["x", secret],
            host="h.example",
        )
        changed = bytearray(body or b"\0")
        changed[flip % len(changed)] ^= 1 << (flip % 8)
        with pytest.raises(SignatureError):
            signature.verify(bytes(changed), {"s": value}, secrets=secret, host="h.example")
        with pytest.raises(SignatureError):
            signature.verify(body, {"s": value}, secrets=secret, host="i.example")


def test_unsigned_providers_must_be_named_as_such() -> None:
    with pytest.raises(ConfigurationError, match="unverified=True"):
        Receiver(UNSIGNED)
    with pytest.raises(ConfigurationError, match="no use"):
        Receiver(UNSIGNED, secrets="s", unverified=True)
    with pytest.raises(ConfigurationError, match="signs its webhooks"):
        Receiver(SIGNED, secrets=SECRET, unverified=True)
    event = Receiver(UNSIGNED, unverified=True).receive(b'{"event_type": "order.paid", "new": 1}', {})
    assert isinstance(event, Happening)
    assert event.event_type == "order.paid"


def test_unknown_events_stay_readable() -> None:
    event = Receiver(UNSIGNED, unverified=True).receive(b'{"event_type": "order.lost", "who": "Ada"}', {})
    assert isinstance(event, UnknownEvent)
    assert event.body["who"] == "Ada"
    assert "Ada" not in repr(event)
    assert "who" in repr(event)


def test_an_event_that_changed_its_shape_stays_readable() -> None:
    body = b'{"source_file_id": "x", "new_status": 7, "source_file_name": "patient.vcf"}'
    event = Receiver(SIGNED, secrets=SECRET).parse(body)
    assert isinstance(event, UnknownEvent)
    assert event.name == "file"
    assert event.problems == ("file: new_status: string_type",)
    assert "patient" not in repr(event)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b'"x"', b"[" * 100_000])
def test_what_is_no_event(body: bytes) -> None:
    with pytest.raises(WebhookError, match="not"):
        Receiver(UNSIGNED, unverified=True).parse(body)


def test_nothing_is_read_before_the_signature_is_right() -> None:
    with pytest.raises(SignatureError):
        Receiver(SIGNED, secrets=SECRET).receive(b"{", {HEADER: FILE_SIGNATURE})


def test_the_order_of_the_description_does_not_matter() -> None:
    turned = webhooks.Webhooks[FileEvent | OrderEvent](
        api=SIGNED.api, signature=SIGNED.signature, events=tuple(reversed(SIGNED.events))
    )
    for table in (SIGNED, turned):
        assert type(Receiver(table, secrets=SECRET).parse(ORDER_BODY)) is OrderEvent
        assert type(Receiver(table, secrets=SECRET).parse(FILE_BODY)) is FileEvent


def test_the_repr_holds_no_secret() -> None:
    assert SECRET not in repr(Receiver(SIGNED, secrets=SECRET))
