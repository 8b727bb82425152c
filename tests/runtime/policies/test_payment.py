"""x402: challenges, budgets, and the one payment of a call."""

from __future__ import annotations

import asyncio
import base64
import json
import pickle
import threading
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from clientome._runtime.base.errors import (
    APIError,
    ClientomeError,
    ConfigurationError,
    ConnectError,
    PaymentRequiredError,
    ProtocolError,
    TransportError,
)
from clientome._runtime.base.headers import Headers
from clientome._runtime.base.outcome import Outcome
from clientome._runtime.flow.drivers import AsyncDriver
from clientome._runtime.flow.effects import Flow, now
from clientome._runtime.policies.payment import (
    Payer,
    PaymentChallenge,
    PaymentOption,
    PaymentRefused,
    authorise,
    challenge_of,
    choose,
    parse_challenge,
    parse_settlement,
    pay_once,
    proof_header,
)
from clientome._runtime.policies.spending import USDC_ON_BASE, Asset, Budget, BudgetExceeded, Reservation
from clientome._runtime.spec.operation import Payment
from tests.support.flows import run

PAYMENT = Payment(protocol="x402", version=2, challenge="PAYMENT-REQUIRED", proof="payment_signature")
TERMS: dict[str, Any] = {
    "x402Version": 2,
    "error": "PAYMENT-SIGNATURE header is required",
    "resource": {"url": "https://subseq.bio/api/v1/payment/x402/topup", "serviceName": "subseq.bio"},
    "accepts": [
        {
            "scheme": "exact",
            "network": "eip155:8453",
            "amount": "1000000",
            "asset": "0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913",
            "payTo": "0xSeller",
            "maxTimeoutSeconds": 60,
            "extra": {"name": "USD Coin", "version": "2"},
            "future": [1, {"x": None}],
        }
    ],
}


def header_of(value: object) -> str:
    return base64.b64encode(json.dumps(value).encode()).decode()


def read_header(value: str) -> Any:
    return json.loads(base64.b64decode(value, validate=True))


def terms(**changes: Any) -> dict[str, Any]:
    return TERMS | {"accepts": [TERMS["accepts"][0] | changes]}


def error(value: object = TERMS, **headers: str) -> PaymentRequiredError:
    raw = {"PAYMENT-REQUIRED": header_of(value)} | {
        name.replace("_", "-"): text for name, text in headers.items()
    }
    return PaymentRequiredError(
        "topUp: 402 Payment Required",
        status=402,
        headers=Headers([(name.encode(), text.encode()) for name, text in raw.items()]),
        operation="topUp",
    )


class Wallet:
    """A signer that keeps count."""

    def __init__(self, change: Mapping[str, Any] | None = None) -> None:
        self.signed: list[PaymentOption] = []
        self.change = change or {}

    def payload(self, option: PaymentOption) -> Mapping[str, Any]:
        self.signed.append(option)
        authorization = {"from": "0xBuyer", "to": option.pay_to, "value": option.amount, "nonce": "0x1"}
        return {"signature": "0xsigned", "authorization": authorization | self.change}

    def sign(self, option: PaymentOption, challenge: PaymentChallenge, /) -> Mapping[str, Any]:
        return self.payload(option)


class AsyncWallet(Wallet):
    async def sign(self, option: PaymentOption, challenge: PaymentChallenge, /) -> Mapping[str, Any]:  # type: ignore[override] - the other mode
        await asyncio.sleep(0)
        return self.payload(option)


def budget(session: int = 3_000_000, payment: int = 2_000_000) -> Budget:
    return Budget(per_session={USDC_ON_BASE: session}, per_payment={USDC_ON_BASE: payment})


class Server:
    """Answers attempts in turn; each answer is a result or an error."""

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)
        self.proofs: list[str | None] = []

    def attempt(self, proof: str | None) -> Flow[str]:
        _moment = yield from now()
        self.proofs.append(proof)
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return str(answer)


def test_a_402_is_paid_once_within_the_budget() -> None:
    server, wallet, money = Server(error(), "credited"), Wallet(), budget()
    assert run(pay_once(PAYMENT, Payer(wallet, money), server.attempt)) == "credited"
    assert money.left(USDC_ON_BASE) == 2_000_000
    assert server.proofs[0] is None
    assert server.proofs[1] is not None
    assert read_header(server.proofs[1]) == {
        "x402Version": 2,
        "resource": TERMS["resource"],
        "accepted": TERMS["accepts"][0],
        "payload": wallet.payload(wallet.signed[0]),
    }


def test_without_a_402_nothing_is_signed() -> None:
    server, wallet, money = Server("free"), Wallet(), budget()
    assert run(pay_once(PAYMENT, Payer(wallet, money), server.attempt)) == "free"
    assert (wallet.signed, money.left(USDC_ON_BASE)) == ([], 3_000_000)


def test_a_second_402_is_not_paid_again() -> None:
    settlement = {"success": False, "errorReason": "insufficient_funds", "network": "eip155:8453"}
    server = Server(error(), error(terms(amount="1"), PAYMENT_RESPONSE=header_of(settlement)), "never")
    wallet, money = Wallet(), budget()
    with pytest.raises(PaymentRefused, match="is not repeated") as caught:
        run(pay_once(PAYMENT, Payer(wallet, money), server.attempt))
    assert len(server.proofs) == 2
    assert len(wallet.signed) == 1
    assert caught.value.paid
    assert caught.value.settlement is not None
    assert caught.value.settlement.error_reason == "insufficient_funds"
    # Somebody has the signature: the money counts as spent.
    assert money.left(USDC_ON_BASE) == 2_000_000


@pytest.mark.parametrize(
    ("failure", "left"),
    [
        (ConnectError("no route"), 3_000_000),
        (TransportError("pool", sent=False), 3_000_000),
        (ProtocolError("cut"), 2_000_000),
        (APIError("500", status=500), 2_000_000),
        (APIError("400", status=400), 2_000_000),
        (asyncio.CancelledError(), 2_000_000),
        (KeyboardInterrupt(), 2_000_000),
    ],
)
def test_money_comes_back_only_when_nothing_was_sent(failure: BaseException, left: int) -> None:
    server, money = Server(error(), failure, "never"), budget()
    with pytest.raises(type(failure)):
        run(pay_once(PAYMENT, Payer(Wallet(), money), server.attempt))
    assert money.left(USDC_ON_BASE) == left
    assert len(server.proofs) == 2


@pytest.mark.parametrize(
    "failure",
    [
        APIError("429", status=429),
        APIError("500", status=500),
        ProtocolError("cut"),
        error(),
        KeyboardInterrupt(),
    ],
)
def test_after_a_signed_payment_the_error_says_that_it_may_have_been_made(failure: BaseException) -> None:
    if isinstance(failure, APIError):
        failure.is_retry_safe = True
        failure.outcome = Outcome.REFUSED
    server = Server(error(), failure, "never")
    with pytest.raises((ClientomeError, KeyboardInterrupt)) as caught:
        run(pay_once(PAYMENT, Payer(Wallet(), budget()), server.attempt, "look with x.list()"))
    said = str(caught.value) + "".join(getattr(caught.value, "__notes__", ()))
    assert "a signed payment was sent at 2027-01-15 08:00:00 UTC and may have been made" in said
    assert "calling again signs another; look with x.list()" in said
    if isinstance(caught.value, ClientomeError):
        assert caught.value.paid
        assert caught.value.outcome is not Outcome.REFUSED
        assert not getattr(caught.value, "is_retry_safe", False)


def test_a_signature_that_left_before_the_connection_failed_stays_spent() -> None:
    failure = ConnectError("no route")
    failure.outcome = Outcome.REFUSED  # A 429 came before.
    server, money = Server(error(), failure), budget()
    with pytest.raises(ConnectError, match="may have been made"):
        run(pay_once(PAYMENT, Payer(Wallet(), money), server.attempt))
    assert money.left(USDC_ON_BASE) == 2_000_000


def test_without_a_payer_the_terms_are_in_the_error() -> None:
    server = Server(error(), "never")
    with pytest.raises(PaymentRequiredError, match="nothing was paid") as caught:
        run(pay_once(PAYMENT, None, server.attempt))
    assert isinstance(caught.value, PaymentRefused)
    assert caught.value.terms is not None
    assert caught.value.terms.accepts[0].units == 1_000_000
    assert (caught.value.status, caught.value.operation, caught.value.paid) == (402, "topUp", False)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.terms, again.reason) == (caught.value.terms, caught.value.reason)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (terms(amount="2000001"), "more than the limit of 2000000 for one payment"),
        (terms(network="eip155:84532"), "does not name this asset"),
        (terms(asset="0xother"), "does not name this asset"),
        (terms(scheme="upto"), "'upto' is not supported"),
        (TERMS | {"x402Version": 1}, "cannot be read"),
        (TERMS | {"accepts": []}, "cannot be read"),
        (terms(amount="-5"), "cannot be read"),
        (terms(amount="1e3"), "cannot be read"),
        (terms(amount=1000), "cannot be read"),
        (terms(amount="\u0661"), "cannot be read"),
        (terms(maxTimeoutSeconds="60"), "cannot be read"),
        (terms(extra={"x": float("inf")}), "cannot be read"),
        ([], "cannot be read"),
    ],
)
def test_refusals_sign_nothing(value: object, reason: str) -> None:
    server, wallet, money = Server(error(value), "never"), Wallet(), budget()
    with pytest.raises(PaymentRefused, match=reason) as caught:
        run(pay_once(PAYMENT, Payer(wallet, money), server.attempt))
    assert (wallet.signed, server.proofs, money.left(USDC_ON_BASE)) == ([], [None], 3_000_000)
    assert not caught.value.paid
    assert "0xSeller" not in str(caught.value)


def test_the_session_runs_out() -> None:
    money = budget(session=2_500_000)
    for _ in range(2):
        run(pay_once(PAYMENT, Payer(Wallet(), money), Server(error(), "ok").attempt))
    with pytest.raises(PaymentRefused, match="500000 that are left"):
        run(pay_once(PAYMENT, Payer(Wallet(), money), Server(error()).attempt))


def test_the_first_way_that_the_budget_allows() -> None:
    dear = TERMS["accepts"][0] | {"amount": "9000000"}
    foreign = TERMS["accepts"][0] | {"network": "solana:mainnet"}
    challenge = parse_challenge(header_of(TERMS | {"accepts": [dear, foreign, TERMS["accepts"][0]]}))
    assert challenge is not None
    option, reservation = choose(challenge, budget())
    assert (option.units, reservation.amount) == (1_000_000, 1_000_000)
    other = parse_challenge(header_of(TERMS | {"accepts": [dear, foreign, foreign]}))
    assert other is not None
    with pytest.raises(BudgetExceeded, match=r"one payment; the budget does not name this asset$"):
        choose(other, budget())


@pytest.mark.parametrize(
    "change", [{"value": "1000001"}, {"value": "999999"}, {"to": "0xThief"}, {"value": None}]
)
def test_a_signer_that_signs_something_else_is_not_believed(change: dict[str, Any]) -> None:
    server, money = Server(error(), "never"), budget()
    with pytest.raises(ConfigurationError, match="nothing was sent"):
        run(pay_once(PAYMENT, Payer(Wallet(change), money), server.attempt))
    assert (server.proofs, money.left(USDC_ON_BASE)) == ([None], 3_000_000)


@pytest.mark.parametrize("payload", [None, {}, "x", [1]])
def test_a_signer_that_gives_nothing(payload: Any) -> None:
    class Broken:
        def sign(self, option: PaymentOption, challenge: PaymentChallenge, /) -> Any:
            return payload

    with pytest.raises(ConfigurationError, match="no payload"):
        run(pay_once(PAYMENT, Payer(Broken(), budget()), Server(error()).attempt))


@pytest.mark.parametrize("payload", [{"signature": b"raw"}, {"x": float("nan")}])
def test_a_signer_that_gives_no_json(payload: Any) -> None:
    class Broken:
        def sign(self, option: PaymentOption, challenge: PaymentChallenge, /) -> Any:
            return payload

    money = budget()
    with pytest.raises(ConfigurationError, match="not JSON"):
        run(pay_once(PAYMENT, Payer(Broken(), money), Server(error()).attempt))
    assert money.left(USDC_ON_BASE) == 3_000_000


def test_a_signer_that_fails_gives_the_money_back() -> None:
    class Locked:
        def sign(self, option: PaymentOption, challenge: PaymentChallenge, /) -> Any:
            raise PermissionError

    money = budget()
    with pytest.raises(PermissionError):
        run(pay_once(PAYMENT, Payer(Locked(), money), Server(error()).attempt))
    assert money.left(USDC_ON_BASE) == 3_000_000


def test_async_signers_under_asyncio() -> None:
    class Indirect(AsyncWallet):
        def sign(self, option: PaymentOption, challenge: PaymentChallenge, /) -> Any:  # type: ignore[override] - a plain function that gives an awaitable
            return super().sign(option, challenge)

    async def main() -> None:
        driver = AsyncDriver(None)  # type: ignore[arg-type] - nothing is sent
        for wallet in (AsyncWallet(), Indirect(), Wallet()):
            server = Server(error(), "ok")
            assert await driver.run(pay_once(PAYMENT, Payer(wallet, budget()), server.attempt)) == "ok"
            assert len(wallet.signed) == 1

    asyncio.run(main())


def test_blocking_signers_run_in_a_thread_under_asyncio() -> None:
    class Thread(Wallet):
        def sign(self, option: PaymentOption, challenge: PaymentChallenge, /) -> Mapping[str, Any]:
            assert threading.current_thread() is not threading.main_thread()
            return self.payload(option)

    driver = AsyncDriver(None)  # type: ignore[arg-type] - nothing is sent
    asyncio.run(driver.run(pay_once(PAYMENT, Payer(Thread(), budget()), Server(error(), "ok").attempt)))


def test_an_async_signer_in_a_sync_client_is_told() -> None:
    money = budget()
    with pytest.raises(ConfigurationError, match="async client"):
        run(pay_once(PAYMENT, Payer(AsyncWallet(), money), Server(error()).attempt))
    assert money.left(USDC_ON_BASE) == 3_000_000


def test_the_body_stands_in_for_the_header() -> None:
    bare = PaymentRequiredError("402", status=402, body=TERMS)
    found = challenge_of(bare, PAYMENT)
    assert found is not None
    assert found.accepts[0].means.key == USDC_ON_BASE.key
    assert parse_challenge("!!!", TERMS) == found
    assert parse_challenge(header_of(TERMS).rstrip("="), None) == found


def test_extensions_go_back() -> None:
    challenge = parse_challenge(header_of(TERMS | {"extensions": {"a": {"info": {"b": 1}}}}))
    assert challenge is not None
    assert read_header(proof_header(challenge, challenge.accepts[0], {"s": 1}))["extensions"] == {
        "a": {"info": {"b": 1}}
    }


def test_nothing_secret_shows() -> None:
    challenge = parse_challenge(header_of(TERMS))
    assert challenge is not None
    payer = Payer(Wallet(), budget())
    proof = run(authorise(challenge, payer))
    shown = repr(
        [
            challenge,
            proof,
            payer,
            challenge.accepts[0],
            parse_settlement(header_of({"success": True, "payer": "0xBuyer"})),
        ]
    )
    for secret in ("0xSeller", "0xBuyer", "0xsigned", proof.header[:40]):
        assert secret not in shown


@pytest.mark.parametrize(
    ("header", "success"),
    [
        (header_of({"success": True, "transaction": "0x1", "network": "eip155:8453", "payer": "0x2"}), True),
        (header_of({"success": False, "errorReason": "x", "network": "n"}), False),
        (header_of({"transaction": "0x1"}), None),
        ("%%%", None),
        (None, None),
        (header_of([]), None),
    ],
)
def test_settlements(header: str | None, success: bool | None) -> None:
    found = parse_settlement(header)
    assert (None if found is None else found.success) is success


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(
    header=st.none()
    | st.text(max_size=80)
    | st.binary(max_size=80).map(lambda raw: base64.b64encode(raw).decode()),
    body=JSON,
)
def test_no_header_or_body_makes_it_fall_over(header: str | None, body: object) -> None:
    parse_challenge(header, body)
    parse_settlement(header)


@given(
    amount=st.integers(0, 10**30),
    extra=st.none() | st.dictionaries(st.text(max_size=5), JSON, max_size=3),
    unknown=st.dictionaries(st.text("abcdef", min_size=3, max_size=8), JSON, max_size=3),
    address=st.text(max_size=30),
)
def test_what_was_accepted_goes_back_unchanged(
    amount: int, extra: Any, unknown: dict[str, Any], address: str
) -> None:
    option = (
        unknown
        | TERMS["accepts"][0]
        | {"amount": str(amount), "payTo": address.encode(errors="ignore").decode(), "extra": extra}
    )
    challenge = parse_challenge(header_of(TERMS | {"accepts": [option]}))
    assert challenge is not None
    assert challenge.accepts[0].units == amount
    assert (
        read_header(proof_header(challenge, challenge.accepts[0], {"signature": "x"}))["accepted"] == option
    )


def test_a_header_of_any_depth_or_size() -> None:
    assert parse_challenge(base64.b64encode(b"[" * 40_000).decode()) is None
    assert parse_challenge("A" * 100_000) is None


class BudgetMachine(RuleBasedStateMachine):
    """Whatever is reserved, committed and released: the session's limit holds, and no money is made."""

    reservations = Bundle("reservations")

    def __init__(self) -> None:
        super().__init__()
        self.money = Budget(per_session={USDC_ON_BASE: 100}, per_payment={USDC_ON_BASE: 40})
        self.open: list[Reservation] = []
        self.spent = 0

    @rule(target=reservations, amount=st.integers(0, 60))
    def reserve(self, amount: int) -> Reservation | None:
        held = self.spent + sum(one.amount for one in self.open)
        try:
            reservation = self.money.reserve(Asset("eip155:8453", USDC_ON_BASE.address.upper()), amount)
        except BudgetExceeded:
            assert amount > 40 or held + amount > 100
            return None
        assert amount <= 40
        assert held + amount <= 100
        self.open.append(reservation)
        return reservation

    @rule(
        reservation=consumes(reservations),
        how=st.lists(st.sampled_from(["commit", "release"]), min_size=1, max_size=3),
    )
    def end(self, reservation: Reservation | None, how: list[str]) -> None:
        if reservation is None:
            return
        self.open.remove(reservation)
        for what in how:
            getattr(reservation, what)()
        self.spent += reservation.amount if how[0] == "commit" else 0

    @invariant()
    def adds_up(self) -> None:
        assert self.money.left(USDC_ON_BASE) == 100 - self.spent - sum(one.amount for one in self.open)


TestBudget = BudgetMachine.TestCase


def test_threads_cannot_overspend() -> None:
    money = Budget(per_session={USDC_ON_BASE: 1000})
    got: list[int] = []

    def work() -> None:
        for _ in range(100):
            try:
                money.reserve(USDC_ON_BASE, 3).commit()
            except BudgetExceeded:
                continue
            got.append(3)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(got) == 999
    assert money.left(USDC_ON_BASE) == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda: Budget(per_session={USDC_ON_BASE: 1.5}),  # type: ignore[dict-item] - the mistake
        lambda: Budget(per_session={USDC_ON_BASE: -1}),
        lambda: Budget(per_session={USDC_ON_BASE: True}),
        lambda: Budget(per_session={}, per_payment={USDC_ON_BASE: 1}),
        lambda: budget().reserve(USDC_ON_BASE, -1),
    ],
)
def test_budgets_that_cannot_be(make: Callable[[], object]) -> None:
    with pytest.raises(ConfigurationError):
        make()


def test_addresses_of_other_chains_depend_on_case() -> None:
    money = Budget(per_session={Asset("solana:mainnet", "EPjF"): 5})
    assert money.covers(Asset("solana:mainnet", "EPjF"))
    assert not money.covers(Asset("solana:mainnet", "epjf"))
    assert budget().covers(Asset("eip155:8453", USDC_ON_BASE.address.lower()))
