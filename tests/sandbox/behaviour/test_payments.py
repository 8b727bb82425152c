"""Payment by x402: which proofs are taken, and why others are not."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests.support.sandbox_examples import answer, operation
from tests.support.sandbox_shop import Shop, shop
from tests.support.sandbox_shop_description import DOCUMENT

TO = "0x00000000000000000000000000000000000000Aa"
TERM = {
    "protocol": "x402",
    "version": 1,
    "challenge": "$response.header.X-Payment-Terms",
    "proof": "$request.header.X-Payment",
}
STEPS = [
    {"pay": {"amount": "500", "asset": "USDC", "payTo": TO}, "resource": {"description": "d"}},
    {"answer": {"body": "= payment"}},
]


@pytest.fixture
def seller() -> Iterator[Shop]:
    node = operation("buy", {"200": answer({}), "402": answer({})}, **{"x-sdk-payment": TERM})
    with shop({**DOCUMENT, "paths": {"/buy": {"get": node}}}, {"operations": {"buy": STEPS}}) as one:
        yield one


def encoded(value: object) -> str:
    return base64.b64encode(json.dumps(value).encode()).decode()


def challenge(seller: Shop) -> dict[str, Any]:
    reply = seller.ask("GET", "/buy?x=1")
    assert reply.status == 402
    assert encoded_terms(reply.headers["x-payment-terms"]) == reply.json
    return dict(reply.json)


def encoded_terms(text: str) -> Any:
    return json.loads(base64.b64decode(text))


def proof(seller: Shop) -> dict[str, Any]:
    offer = challenge(seller)["accepts"][0]
    authorization = {
        "from": "0x1", "to": TO.lower(), "value": "500", "validAfter": "0",
        "validBefore": str(int(time.time()) + 600), "nonce": "0x" + "2f" * 32,
    }  # fmt: skip
    payload = {"signature": "0x" + "3A" * 65, "authorization": authorization}
    return {"x402Version": 1, "accepted": offer, "payload": payload}


def pay(seller: Shop, text: str) -> Any:
    return seller.ask("GET", "/buy?x=1", headers={"X-Payment": text})


def test_the_challenge(seller: Shop) -> None:
    found = challenge(seller)
    assert found == {
        "x402Version": 1,
        "error": "Payment is required.",
        "resource": {"url": f"http://127.0.0.1:{seller.port}/v1/buy", "description": "d"},
        "accepts": [
            {
                "scheme": "exact",
                "network": "eip155:84532",
                "maxTimeoutSeconds": 60,
                "amount": "500",
                "asset": "USDC",
                "payTo": TO,
            }
        ],
    }


def test_a_good_proof(seller: Shop) -> None:
    reply = pay(seller, encoded(proof(seller)))
    assert reply.status == 200
    paid = reply.json["data"]
    assert (paid["payer"], paid["network"], paid["amount"]) == ("0x1", "eip155:84532", "500")
    settled = encoded_terms(reply.headers["payment-response"])
    assert settled == {
        "success": True,
        "payer": "0x1",
        "transaction": paid["transaction"],
        "network": "eip155:84532",
    }
    assert len(paid["transaction"]) == 66


@pytest.mark.parametrize(
    ("place", "value", "reason"),
    [
        ("x402Version", 2, "The payment is not one of x402 version 1."),
        ("payload", {}, "The payment is not one of x402 version 1."),
        ("payload", [], "The payment is not one of x402 version 1."),
        ("accepted.scheme", "upto", "The payment is for another scheme."),
        ("accepted.network", "eip155:1", "The payment is for another network."),
        ("accepted.asset", "EURC", "The payment is for another asset."),
        ("accepted.amount", "1", "The payment is for another amount."),
        ("accepted.payTo", "0x0", "The payment is for another payTo."),
        ("accepted", None, "The payment is for another scheme."),
        ("payload.authorization.to", "0x0", "The payment is to somebody else."),
        ("payload.authorization.value", "501", "The payment is of another amount."),
        ("payload.authorization.validAfter", "9999999999", "The payment is not valid now."),
        ("payload.authorization.validBefore", "5", "The payment is not valid now."),
        ("payload.authorization.validBefore", "soon", "The time of the payment is not a number."),
        ("payload.authorization.validAfter", None, "The time of the payment is not a number."),
        ("payload.signature", "x", "The payment carries no signature."),
        ("payload.signature", None, "The payment carries no signature."),
        ("payload.authorization.nonce", "2", "The payment carries no nonce."),
        ("payload.authorization.nonce", None, "The payment carries no nonce."),
    ],
)
def test_a_proof_that_does_not_do(seller: Shop, place: str, value: object, reason: str) -> None:
    changed = deepcopy(proof(seller))
    inner = changed
    *path, last = place.split(".")
    for step in path:
        inner = inner[step]
    inner[last] = value
    reply = pay(seller, encoded(changed))
    assert (reply.status, reply.json["error"]) == (402, reason)
    assert reply.headers["www-authenticate"] == "x402"
    assert pay(seller, encoded(proof(seller))).status == 200


@pytest.mark.parametrize("text", ["!", encoded(1), encoded([]), base64.b64encode(b"{").decode()])
def test_what_is_no_proof(seller: Shop, text: str) -> None:
    reply = pay(seller, text)
    assert (reply.status, reply.json["error"]) == (402, "The payment is not one of x402 version 1.")


def test_a_proof_pays_once(seller: Shop) -> None:
    text = encoded(proof(seller))
    assert [pay(seller, text).status for _ in range(3)] == [200, 402, 402]


def test_a_place_outside_the_description_takes_no_proof() -> None:
    with shop(DOCUMENT, {"routes": {"GET /_buy": STEPS}}) as one:
        reply = one.ask("GET", "/_buy", headers={"X-Payment": "x", "PAYMENT-SIGNATURE": "x"})
    assert (reply.status, encoded_terms(reply.headers["payment-required"])["x402Version"]) == (402, 2)
    assert reply.json["error"] == "Payment is required."


def test_examples_ask_for_a_payment_as_well() -> None:
    codes = {"200": answer("paid"), "402": answer("pay")}
    node = operation("buy", codes, **{"x-sdk-payment": TERM})
    with shop({**DOCUMENT, "paths": {"/buy": {"get": node}}}, {}) as one:
        assert (one.ask("GET", "/buy").status, pay(one, "x").json) == (402, "paid")
        assert one.ask("GET", "/buy", headers={"Prefer": "code=200"}).json == "paid"
