"""Pay a 402 by the x402 protocol, version 2: read the challenge, decide, sign, send once more.

Rules:

- Without a signer and a budget nothing is ever paid: the 402 is an error with the terms in it.
- Money is reserved before anything is signed. A payment is signed at most once per logical call; a second 402 is an
  error, whatever it says.
- Once the signed payment has left, the money counts as spent, even when the answer is a refusal or is lost: a
  signature that somebody has can still be used until it expires. Only where nothing was sent is it given back. Every
  such error says that it may have been paid and when, since calling again signs another payment.
- A 429 to the signed request is repeated with the same signature, which can be settled only once.
- The signer sees one way to pay, the one that was chosen, and what it signs is compared with it where it can be read.
- Header values, signatures and addresses do not show in reprs, messages or logs.
"""

from __future__ import annotations

import base64
import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any, Literal, Protocol, TypeVar, cast

from pydantic import ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import from_json

from ..base.errors import (
    ClientomeError,
    ConfigurationError,
    PaymentRequiredError,
    ResponseError,
    TransportError,
)
from ..base.guards import is_mapping
from ..base.models import AnswerModel
from ..base.outcome import Outcome, is_known_refusal
from ..flow.effects import AsyncOnly, Flow, do, offload, wall_clock
from ..spec.operation import Payment
from .explain import add, clock
from .spending import Asset, Budget, BudgetExceeded, Reservation

T = TypeVar("T")

VERSION = 2
LARGEST_HEADER = 64 * 1024
# A signature is good for as long as the terms say; nobody needs one that is good for more than a day.
LONGEST_PAYMENT = 86_400
SCHEMES = ("exact",)
SETTLEMENT = "PAYMENT-RESPONSE"

Units = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,78}$")]
SENSITIVE = {"x-sdk-sensitive": True}


class _Part(AnswerModel):
    """Wire names are camelCase. Nothing is converted and unknown fields are kept, so that all goes back as it came."""

    model_config = ConfigDict(frozen=True, strict=True, populate_by_name=True)


class PaymentOption(_Part):
    """One way to pay. ``amount`` is decimal text in the smallest unit of the asset; ``units`` is it as a number."""

    scheme: str
    network: str
    amount: Units
    asset: str
    pay_to: str = Field(alias="payTo", json_schema_extra=cast("Any", SENSITIVE))
    max_timeout_seconds: int = Field(alias="maxTimeoutSeconds", ge=0, le=LONGEST_PAYMENT)
    extra: dict[str, Any] | None = None

    @property
    def units(self) -> int:
        """The amount."""
        return int(self.amount)

    @property
    def means(self) -> Asset:
        """Chain and token."""
        return Asset(self.network, self.asset)


class PaymentResource(_Part):
    """What is being paid for."""

    url: str
    description: str | None = None
    mime_type: str | None = Field(default=None, alias="mimeType")


class PaymentChallenge(_Part):
    """The terms of a 402."""

    x402_version: Literal[2] = Field(alias="x402Version")
    accepts: list[PaymentOption] = Field(min_length=1)
    error: str | None = None
    resource: PaymentResource | None = None
    extensions: dict[str, Any] | None = None


class Settlement(_Part):
    """What became of a payment."""

    success: bool
    transaction: str = ""
    network: str = ""
    payer: str | None = Field(default=None, json_schema_extra=cast("Any", SENSITIVE))
    error_reason: str | None = Field(default=None, alias="errorReason")
    amount: str | None = None


class PaymentRefused(PaymentRequiredError):
    """402, and this client did not pay, or did not pay again. ``reason`` says why; ``terms`` are what was asked."""

    reason: str = ""
    terms: PaymentChallenge | None = None
    settlement: Settlement | None = None


class Signer(Protocol):
    """Signs payments. ``sign`` gets the chosen way to pay and the whole challenge.

    It returns the ``payload`` of the protocol (for ``exact`` on Ethereum chains: ``signature`` and ``authorization``).
    """

    def sign(self, option: PaymentOption, challenge: PaymentChallenge, /) -> Mapping[str, Any]:
        """The signed payload. May block; an async client calls it in a thread."""
        ...


class AsyncSigner(Protocol):
    """A :class:`Signer` for async clients."""

    async def sign(self, option: PaymentOption, challenge: PaymentChallenge, /) -> Mapping[str, Any]:
        """The signed payload."""
        ...


@dataclass(frozen=True, slots=True)
class Payer:
    """Who signs, and how much may be spent."""

    signer: Signer | AsyncSigner = field(repr=False)
    budget: Budget


@dataclass(frozen=True, slots=True)
class Proof:
    """A signed payment: the value of the header, and the money behind it."""

    header: str = field(repr=False)
    option: PaymentOption = field(repr=False)
    reservation: Reservation


def _decoded(header: str) -> object:
    """The JSON in a header: base64, with or without padding."""
    if len(header) > LARGEST_HEADER:
        return None
    try:
        text = header.strip().rstrip("=")
        return from_json(base64.b64decode(text + "=" * (-len(text) % 4), validate=True), allow_inf_nan=False)
    except ValueError:
        return None


def parse_challenge(header: str | None, body: object = None) -> PaymentChallenge | None:
    """The terms of a 402, from its header or else from its JSON body; None when they cannot be read."""
    for value in (None if header is None else _decoded(header), body):
        if is_mapping(value):
            try:
                return PaymentChallenge.model_validate(value)
            except ValidationError:
                continue
    return None


def parse_settlement(header: str | None) -> Settlement | None:
    """What a PAYMENT-RESPONSE header says; None when there is none that can be read."""
    value = None if header is None else _decoded(header)
    try:
        return Settlement.model_validate(value) if is_mapping(value) else None
    except ValidationError:
        return None


def challenge_of(error: PaymentRequiredError, payment: Payment) -> PaymentChallenge | None:
    """The terms in an error."""
    return parse_challenge(error.headers.get(payment.challenge), error.body)


def choose(
    challenge: PaymentChallenge, budget: Budget, is_limited: bool = False
) -> tuple[PaymentOption, Reservation]:
    """The first way to pay that the budget allows, with its money reserved; BudgetExceeded with all reasons if none."""
    if is_limited:
        raise BudgetExceeded(
            "the price is one of an asset; max_cost is of a currency: leave it out and set per_payment of the budget"
        )
    reasons: list[str] = []
    for option in challenge.accepts:
        if option.scheme not in SCHEMES:
            reasons.append(f"the scheme {option.scheme[:40]!r} is not supported")
            continue
        try:
            return option, budget.reserve(option.means, option.units)
        except BudgetExceeded as error:
            reasons.append(str(error))
    raise BudgetExceeded("; ".join(dict.fromkeys(reasons)))


def proof_header(challenge: PaymentChallenge, option: PaymentOption, payload: Mapping[str, Any]) -> str:
    """The value of the PAYMENT-SIGNATURE header. Resource, option and extensions go back as they came."""
    value: dict[str, Any] = {"x402Version": VERSION}
    if challenge.resource is not None:
        value["resource"] = challenge.resource.model_dump(by_alias=True, exclude_unset=True)
    value["accepted"] = option.model_dump(by_alias=True, exclude_unset=True)
    value["payload"] = dict(payload)
    if challenge.extensions:
        value["extensions"] = challenge.extensions
    try:
        text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError):
        raise ConfigurationError("the signer returned something that is not JSON; nothing was sent") from None
    return base64.b64encode(text.encode()).decode("ascii")


def check_payload(option: PaymentOption, payload: object) -> Mapping[str, Any]:
    """The payload, if it signs no more than the chosen way to pay."""
    if not is_mapping(payload) or not payload:
        raise ConfigurationError("the signer returned no payload")
    signed = payload.get("authorization")
    if is_mapping(signed):
        if str(signed.get("value")) != str(option.units):
            raise ConfigurationError("the signer signed another amount than was asked for; nothing was sent")
        if str(signed.get("to")).lower() != option.pay_to.lower():
            raise ConfigurationError(
                "the signer signed for another receiver than was asked for; nothing was sent"
            )
    return payload


def _signed(signer: Signer | AsyncSigner, option: PaymentOption, challenge: PaymentChallenge) -> Flow[object]:
    if inspect.iscoroutinefunction(signer.sign):
        result: Any = signer.sign(option, challenge)
    else:
        result = yield from offload(partial(cast("Signer", signer).sign, option, challenge))
    if inspect.isawaitable(result):
        refusal = ConfigurationError("this signer is asynchronous: use it with an async client")
        result = yield from do(AsyncOnly(refusal, result))
    return result


def authorise(challenge: PaymentChallenge, payer: Payer, is_limited: bool = False) -> Flow[Proof]:
    """Choose, reserve and sign; BudgetExceeded when the budget says no. Nothing stays reserved after a failure."""
    option, reservation = choose(challenge, payer.budget, is_limited)
    try:
        payload = yield from _signed(payer.signer, option, challenge)
        header = proof_header(challenge, option, check_payload(option, payload))
    except BaseException:
        reservation.release()
        raise
    return Proof(header, option, reservation)


def pay_once(
    payment: Payment,
    payer: Payer | None,
    attempt: Callable[[str | None], Flow[T]],
    look: str = "look at the provider's site",
    is_limited: bool = False,
) -> Flow[T]:
    """Call, and where the answer is 402, pay and call once more.

    ``attempt`` makes the call with the given proof, or without one; ``look`` says how to find out what was paid.
    ``is_limited`` says that the call has a limit in a currency, which no asset can be compared with. Do
    not use this where the caller brings a proof.
    """
    try:
        return (yield from attempt(None))
    except PaymentRequiredError as error:
        first = error
    try:
        proof = yield from _proof(first, payment, payer, is_limited)
        return (yield from _spend(proof, payment, attempt, look))
    except ClientomeError as error:
        if error.outcome is Outcome.NOT_SENT:
            # Not this time; but the first attempt was, and was refused.
            error.outcome = Outcome.REFUSED
        raise


def _proof(
    error: PaymentRequiredError, payment: Payment, payer: Payer | None, is_limited: bool
) -> Flow[Proof]:
    terms = challenge_of(error, payment)
    if payer is None:
        raise _refused(error, terms, "no signer and budget are given, so nothing was paid") from None
    if terms is None:
        raise _refused(error, terms, "the terms cannot be read, so nothing was paid") from None
    try:
        proof = yield from authorise(terms, payer, is_limited)
    except BudgetExceeded as refusal:
        raise _refused(error, terms, f"not paid: {refusal}") from None
    return proof


def _spend(proof: Proof, payment: Payment, attempt: Callable[[str | None], Flow[T]], look: str) -> Flow[T]:
    reservation = proof.reservation
    sent_at: float | None = None
    try:
        sent_at = yield from wall_clock()
        result = yield from attempt(proof.header)
    except BaseException as error:
        if _not_sent(error):
            reservation.release()
            raise
        if isinstance(error, PaymentRequiredError):
            terms = challenge_of(error, payment)
            refused = _refused(error, terms, "a payment was sent and is not repeated")
            refused.settlement = parse_settlement(error.headers.get(SETTLEMENT))
            _explain_payment(refused, sent_at, look)
            raise refused from None
        _explain_payment(error, sent_at, look)
        raise
    finally:
        # Whatever else happened, somebody may have the signature now.
        reservation.commit()
    return result


def _not_sent(error: BaseException) -> bool:
    """Whether the signature has certainly not left, in any attempt."""
    if isinstance(error, TransportError) and error.outcome is None:
        return not error.sent
    return isinstance(error, ClientomeError) and error.outcome is Outcome.NOT_SENT


def _explain_payment(error: BaseException, sent_at: float | None, look: str) -> None:
    when = "" if sent_at is None else f" at {clock(sent_at)}"
    text = f"a signed payment was sent{when} and may have been made; calling again signs another; {look}"
    if not isinstance(error, ClientomeError):
        error.add_note(text)
        return
    error.paid = True
    if is_known_refusal(error.outcome):
        # The call was refused, but what was signed can still be used.
        error.outcome = Outcome.UNKNOWN
    if error.sent_at is None and sent_at is not None:
        error.sent_at = datetime.fromtimestamp(sent_at, UTC)
    if isinstance(error, TransportError | ResponseError):
        error.is_retry_safe = False
    add(error, text)


def _refused(error: PaymentRequiredError, terms: PaymentChallenge | None, reason: str) -> PaymentRefused:
    refused = PaymentRefused(f"{error} ({reason})")
    refused.__dict__.update(error.__dict__)
    refused.reason, refused.terms = reason, terms
    return refused
