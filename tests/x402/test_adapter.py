"""The adapter to x402, with the real library: `make x402` runs this in an environment of its own.

The library brings web3, whose import raises the recursion limit of the whole process so far that deeply nested JSON
overflows the stack; no other test should run beside it.
"""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import pytest

pytest.importorskip("x402", reason="the x402 extra has an environment of its own: make x402")

from eth_account import Account
from eth_account.messages import encode_typed_data
from x402 import max_amount, x402Client, x402ClientSync
from x402.mechanisms.evm.exact import ExactEvmScheme
from x402.schemas import NoMatchingRequirementsError

from clientome._runtime.flow.drivers import AsyncDriver
from clientome._runtime.policies.payment import Payer, authorise, parse_challenge
from clientome._runtime.policies.payment_x402 import AsyncX402Signer, X402Signer
from clientome._runtime.policies.spending import USDC_ON_BASE, Budget
from tests.support.flows import run

ACCOUNT = Account.from_key("0x" + "11" * 32)
TERMS: dict[str, Any] = {
    "x402Version": 2,
    "resource": {"url": "https://subseq.bio/api/v1/payment/x402/topup", "tags": ["compute"]},
    "accepts": [
        {
            "scheme": "exact",
            "network": "eip155:8453",
            "amount": "3000000",
            "asset": USDC_ON_BASE.address,
            "payTo": "0x209693Bc6afc0C5328bA36FaF03C514EF312287C",
            "maxTimeoutSeconds": 60,
            "extra": {"name": "USD Coin", "version": "2"},
        }
    ],
}
CHALLENGE = parse_challenge(None, TERMS)


def check_proof(header: str) -> None:
    """The proof is what the protocol asks for, and the signature is that of the account."""
    proof = json.loads(base64.b64decode(header))
    assert proof["accepted"] == TERMS["accepts"][0]
    assert proof["resource"] == TERMS["resource"]
    signed = proof["payload"]["authorization"]
    assert (signed["value"], signed["to"], signed["from"]) == (
        "3000000",
        TERMS["accepts"][0]["payTo"],
        ACCOUNT.address,
    )
    fields = {
        "from": "address",
        "to": "address",
        "value": "uint256",
        "validAfter": "uint256",
        "validBefore": "uint256",
    }
    message = {
        name: signed[name] if kind == "address" else int(signed[name]) for name, kind in fields.items()
    }
    message["nonce"] = bytes.fromhex(signed["nonce"][2:])
    encoded = encode_typed_data(
        {"name": "USD Coin", "version": "2", "chainId": 8453, "verifyingContract": USDC_ON_BASE.address},
        {
            "TransferWithAuthorization": [
                {"name": n, "type": k} for n, k in {**fields, "nonce": "bytes32"}.items()
            ]
        },
        message,
    )
    assert Account.recover_message(encoded, signature=proof["payload"]["signature"]) == ACCOUNT.address


def test_a_payment_signed_by_the_library() -> None:
    assert CHALLENGE is not None
    money = Budget(per_session={USDC_ON_BASE: 5_000_000})
    proof = run(authorise(CHALLENGE, Payer(X402Signer.from_account(ACCOUNT), money)))
    check_proof(proof.header)
    assert money.left(USDC_ON_BASE) == 2_000_000


def test_a_payment_signed_by_the_async_library() -> None:
    assert CHALLENGE is not None
    client = x402Client()
    client.register("eip155:8453", ExactEvmScheme(ACCOUNT))
    if hasattr(client, "set_spend_controls"):
        client.set_spend_controls(False)
    payer = Payer(AsyncX402Signer(client), Budget(per_session={USDC_ON_BASE: 5_000_000}))
    driver = AsyncDriver(None)  # type: ignore[arg-type] - nothing is sent
    check_proof(asyncio.run(driver.run(authorise(CHALLENGE, payer))).header)


def test_limits_of_the_librarys_own_client_hold_besides() -> None:
    assert CHALLENGE is not None
    client = x402ClientSync()
    client.register("eip155:8453", ExactEvmScheme(ACCOUNT))
    client.register_policy(max_amount(2_999_999))
    money = Budget(per_session={USDC_ON_BASE: 5_000_000})
    with pytest.raises(NoMatchingRequirementsError):
        run(authorise(CHALLENGE, Payer(X402Signer(client), money)))
    assert money.left(USDC_ON_BASE) == 5_000_000
