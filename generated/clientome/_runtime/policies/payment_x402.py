"""Signers on the library x402 (extra ``x402``).

::

    from eth_account import Account
    from clientome import USDC_ON_BASE, Budget, Payer, X402Signer

    signer = X402Signer.from_account(Account.from_key(...))
    payer = Payer(signer, Budget(per_payment={USDC_ON_BASE: 5_000_000}, per_session={USDC_ON_BASE: 20_000_000}))

The library chooses nothing: it sees one way to pay, after the budget has allowed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from ..base.errors import ConfigurationError
from .payment import PaymentChallenge, PaymentOption


class X402Signer:
    """Signs with an ``x402ClientSync``, whose own limits of spending hold besides the budget."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._library = _library("x402")

    @classmethod
    def from_account(cls, account: Any, network: str = "eip155:8453") -> X402Signer:
        """Sign for one Ethereum chain with an account of eth_account; only the budget limits what is spent."""
        client = _library("x402").x402ClientSync()
        client.register(network, _library("x402.mechanisms.evm.exact").ExactEvmScheme(account))
        # Newer versions would refuse more than one dollar.
        if hasattr(client, "set_spend_controls"):
            client.set_spend_controls(False)
        return cls(client)

    def sign(self, option: PaymentOption, challenge: PaymentChallenge, /) -> Mapping[str, Any]:
        """The signed payload."""
        return _payload(self._client.create_payment_payload(_required(self._library, option, challenge)))

    def __repr__(self) -> str:
        return "X402Signer()"


class AsyncX402Signer:
    """Signs with an ``x402Client``, for async clients."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._library = _library("x402")

    async def sign(self, option: PaymentOption, challenge: PaymentChallenge, /) -> Mapping[str, Any]:
        """The signed payload."""
        return _payload(
            await self._client.create_payment_payload(_required(self._library, option, challenge))
        )

    def __repr__(self) -> str:
        return "AsyncX402Signer()"


def _required(library: Any, option: PaymentOption, challenge: PaymentChallenge) -> Any:
    terms = challenge.model_dump(by_alias=True, exclude_unset=True)
    terms["accepts"] = [option.model_dump(by_alias=True, exclude_unset=True)]
    return library.PaymentRequired.model_validate(terms)


def _payload(signed: Any) -> Mapping[str, Any]:
    payload: Mapping[str, Any] = signed.payload
    return payload


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise ConfigurationError(
            "paying needs the library x402[evm] 2.10 or later: install the extra x402"
        ) from None
