"""Answers of subseq.bio: payments."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clientome._runtime.generated import AnswerModel


class CheckoutSession(AnswerModel):
    """A page on which to pay."""

    url: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """Address of the Stripe page; whoever has it can open the session."""


class PaymentVerification(AnswerModel):
    """Where to go after a payment was confirmed."""

    url: str
    """Address of the page to show next."""


class TopUp(AnswerModel):
    """A settled x402 payment. The credits are on the account already."""

    txid: str
    """Id of the transaction at subseq.bio."""
    credits: int
    """Credits bought."""
    currency: str
    """Currency of the payment, `usdc`."""
    provider_ref: str | None = None
    """Reference of the settlement on the chain."""
    payer: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Wallet address that paid."""
    network: str | None = None
    """Chain in CAIP-2 form, for example `eip155:8453` (Base)."""
    amount: str
    """Amount in the smallest unit of the asset, as decimal text; 1000000 is one USDC."""


class PaymentResource(AnswerModel):
    """What is being paid for."""

    url: str
    """Address of the call that asks for payment."""
    description: str | None = None
    """What is sold, for people."""
    mime_type: Annotated[str | None, Field(alias="mimeType")] = None
    """Media type of the answer that will follow."""
    service_name: Annotated[str | None, Field(alias="serviceName")] = None
    """Name of the seller."""
    tags: list[str] | None = None
    """Key words."""


class CheckoutAnswer(AnswerModel):
    """Answer with a page on which to pay."""

    success: bool
    """True when the session was opened."""
    data: CheckoutSession
    error: str | None = None
    """What went wrong; absent on success."""


class PaymentVerifyAnswer(AnswerModel):
    """Answer to the confirmation of a payment."""

    success: bool
    """True when the payment was confirmed."""
    data: PaymentVerification
    error: str | None = None
    """What went wrong; absent on success."""


class TopUpAnswer(AnswerModel):
    """Answer to a settled x402 payment."""

    success: bool
    """True when the payment settled."""
    data: TopUp
    error: str | None = None
    """What went wrong; absent on success."""


class PaymentTermsExtra(AnswerModel):
    """What the scheme needs besides; for tokens, name and version of their signing domain."""

    name: str | None = None
    """Name of the token."""
    version: str | None = None
    """Version of the token's signing domain."""


class PaymentTerms(AnswerModel):
    """One way to pay that the service takes."""

    scheme: str
    """Payment scheme, `exact`."""
    network: str
    """Chain in CAIP-2 form, for example `eip155:8453` (Base)."""
    amount: str
    """Amount in the smallest unit of the asset, as decimal text."""
    asset: str
    """Contract address of the token."""
    pay_to: Annotated[str, Field(alias="payTo")]
    """Address that receives the payment."""
    max_timeout_seconds: Annotated[int, Field(alias="maxTimeoutSeconds")]
    """Seconds within which the payment must settle."""
    extra: PaymentTermsExtra | None = None
    """What the scheme needs besides; for tokens, name and version of their signing domain."""


class PaymentChallenge(AnswerModel):
    """Body of a 402 answer: the x402 challenge as plain JSON, outside the usual envelope. The header PAYMENT-REQUIRED holds the same in base64."""

    x402_version: Annotated[int, Field(alias="x402Version")]
    """Version of the protocol, 2."""
    error: str | None = None
    """Why payment is asked for, for people."""
    resource: PaymentResource | None = None
    accepts: list[PaymentTerms]
    """Ways to pay; choose one."""
