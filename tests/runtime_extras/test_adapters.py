"""The adapters to pyrate-limiter and x402, with the real libraries."""

from __future__ import annotations

import asyncio
import base64
import json
import sys
import time
from typing import Any

import pytest
from eth_account import Account
from eth_account.messages import encode_typed_data
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrate_limiter import InMemoryStateStore
from runtime.api import RateLimit
from runtime.budget import USDC_ON_BASE, Budget
from runtime.drivers import AsyncDriver
from runtime.errors import ConfigurationError
from runtime.limits import Limiter, LimitKey, admit, pause
from runtime.limits_pyrate import PyrateStore
from runtime.payment import Payer, authorise, parse_challenge
from runtime.payment_x402 import AsyncX402Signer, X402Signer
from x402 import max_amount, x402Client, x402ClientSync
from x402.mechanisms.evm.exact import ExactEvmScheme
from x402.schemas import NoMatchingRequirementsError

from tests.runtime_extras.flows import Clock, run

LIMIT = RateLimit(scope="address", burst=10, rate=6)
KEY = LimitKey("demo", "address", "example.org", LIMIT)


def shared(clock: Clock) -> PyrateStore:
    stores: dict[str, InMemoryStateStore] = {}
    return PyrateStore(
        lambda key: stores.setdefault(key, InMemoryStateStore()), wall_clock=lambda: clock.moment
    )


def test_two_processes_share_one_bucket() -> None:
    clock = Clock(1.7e9)
    store = shared(clock)
    # Two limiters stand for two processes: they share nothing but the store.
    processes = Limiter(store), Limiter(store)
    moments = [run(admit(processes[number % 2], [KEY]), clock) - 1.7e9 for number in range(22)]
    assert moments[9] == 0
    assert moments[21] == pytest.approx(2.0, abs=0.05)


@settings(max_examples=50, deadline=None)
@given(
    burst=st.integers(1, 6),
    rate=st.sampled_from([0.3, 1, 2.5, 6, 20]),
    steps=st.lists(st.floats(0, 2), min_size=1, max_size=60),
)
def test_the_bound_holds(burst: int, rate: float, steps: list[float]) -> None:
    clock = Clock(1.7e9)
    limit = RateLimit(scope="address", burst=burst, rate=rate)
    store = shared(clock)
    grants: list[float] = []
    for step in steps:
        clock.moment += step
        if store.take("k", limit) == 0:
            grants.append(clock.moment)
    for first, start in enumerate(grants):
        for last in range(first, len(grants)):
            # The library counts whole milliseconds.
            assert last - first + 1 <= burst + rate * (grants[last] - start + 0.002) + 1e-6


def test_a_pause_reaches_the_other_process() -> None:
    clock = Clock(1.7e9)
    store = shared(clock)
    run(pause(Limiter(store), [KEY], 7.0), clock)
    assert run(admit(Limiter(store), [KEY]), clock) - 1.7e9 == pytest.approx(7.0, abs=0.01)


def test_the_wall_clock_is_the_default() -> None:
    store = PyrateStore(lambda key: InMemoryStateStore())
    store.pause("k", LIMIT, 60)
    assert 0 <= store.take("other", LIMIT) < 1
    assert time.time() > 1.7e9


def test_redis_needs_only_a_client() -> None:
    class Redis:
        def register_script(self, source: str) -> Any:
            def script(keys: list[str], args: list[Any], client: Any) -> list[int]:
                self.keys = keys
                return [0, 250]

            return script

        def hmget(self, key: str, fields: list[str]) -> list[None]:
            return [None] * len(fields)

    client = Redis()
    assert PyrateStore.redis(client).take("k", LIMIT) == 0.25
    assert client.keys == ["clientome:k"]


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyrate_limiter", None)
    monkeypatch.setitem(sys.modules, "x402", None)
    with pytest.raises(ConfigurationError, match="pyrate-limiter"):
        PyrateStore(lambda key: None)
    with pytest.raises(ConfigurationError, match="x402"):
        X402Signer.from_account(None)


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
