"""Payment by x402, played: the challenge, the checks of a proof, and a settlement that costs nothing.

The signature of a proof is checked for its form only; everything else that a facilitator looks at is checked.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from ..expressions.functions.random import sha256
from .runs import Asked, Refusal, Run

if TYPE_CHECKING:
    from .engine import Engine

NONCES = "_payments"
SETTLEMENT = "PAYMENT-RESPONSE"
SIGNATURE = re.compile(r"0x[0-9a-fA-F]{2,8192}")
DEFAULTS = {"scheme": "exact", "network": "eip155:84532", "maxTimeoutSeconds": 60}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a step declares."""

    accepted: Mapping[str, Any]
    resource: Mapping[str, Any]
    message: str


def encode(value: object) -> str:
    """JSON in base64, as the protocol's headers hold it."""
    return base64.b64encode(json.dumps(value, separators=(",", ":")).encode()).decode()


def settle(engine: Engine, asked: Asked, run: Run, terms: Terms) -> dict[str, Any]:
    """The settlement of a request's proof; without a good one `Refusal` with a challenge."""
    node: Mapping[str, Any] = {} if asked.operation is None else asked.operation.node.get("x-sdk-payment", {})
    offer = {**DEFAULTS, **terms.accepted}
    version = int(node.get("version", 2))
    challenge: dict[str, Any] = {
        "x402Version": version,
        "error": terms.message,
        "resource": {"url": str(asked.view["url"]).partition("?")[0], **terms.resource},
        "accepts": [offer],
    }
    proof = "" if asked.operation is None else asked.operation.proof or ""
    given = asked.headers.get(proof.lower(), [""])[0]
    reason = "" if given else terms.message
    payment: Mapping[str, Any] = {}
    if given:
        payment = _decode(given)
        reason = _wrong(payment, offer, version)
    authorization = _map(_map(payment.get("payload")).get("authorization"))
    nonce = str(authorization.get("nonce"))
    if not reason and engine.store.find(NONCES, nonce) is not None:
        reason = "The payment was used before."
    if reason:
        header = str(node.get("challenge", "")).partition("$response.header.")[2] or "PAYMENT-REQUIRED"
        challenge["error"] = reason
        headers = {header: encode(challenge), "WWW-Authenticate": "x402"}
        raise Refusal(402, reason, body=challenge, headers=headers)
    settled = {
        "payer": str(authorization.get("from")),
        "transaction": "0x" + sha256(nonce),
        "network": str(offer["network"]),
        "amount": str(offer.get("amount", offer.get("maxAmountRequired", ""))),
    }
    _ = engine.create(NONCES, settled, run, nonce, run.account)
    run.headers[SETTLEMENT] = encode({"success": True, **{k: v for k, v in settled.items() if k != "amount"}})
    return settled


def _decode(text: str) -> Mapping[str, Any]:
    try:
        return _map(json.loads(base64.b64decode(text, validate=True)))
    except (binascii.Error, ValueError, RecursionError):
        return {}


def _map(value: Any) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else {}


def _wrong(payment: Mapping[str, Any], offer: Mapping[str, Any], version: int) -> str:
    """What is wrong with a proof; empty where nothing is."""
    payload = _map(payment.get("payload"))
    authorization = _map(payload.get("authorization"))
    if payment.get("x402Version") != version or not authorization:
        return f"The payment is not one of x402 version {version}."
    chosen = _map(payment.get("accepted"))
    for name in ("scheme", "network", "asset", "amount", "payTo"):
        if name in offer and str(chosen.get(name)).lower() != str(offer[name]).lower():
            return f"The payment is for another {name}."
    if str(authorization.get("to")).lower() != str(offer.get("payTo")).lower():
        return "The payment is to somebody else."
    if str(authorization.get("value")) != str(offer.get("amount")):
        return "The payment is of another amount."
    return _untimely(authorization) or _unsigned(payload, authorization)


def _untimely(authorization: Mapping[str, Any]) -> str:
    try:
        after, before = int(authorization.get("validAfter", 0)), int(authorization.get("validBefore", 0))
    except (TypeError, ValueError):
        return "The time of the payment is not a number."
    # A wallet signs with the time of the real world.
    return "" if after <= time.time() < before else "The payment is not valid now."


def _unsigned(payload: Mapping[str, Any], authorization: Mapping[str, Any]) -> str:
    if not SIGNATURE.fullmatch(str(payload.get("signature"))):
        return "The payment carries no signature."
    return "" if SIGNATURE.fullmatch(str(authorization.get("nonce"))) else "The payment carries no nonce."
