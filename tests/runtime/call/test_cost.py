"""What calls cost: estimates, limits of a call and budgets; and calls that are checked and not sent."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import pickle
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientome._runtime.base import errors
from clientome._runtime.base.money import Money
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.call.cost import PRICE_AGE, charged, estimate
from clientome._runtime.call.dry_run import DryRun
from clientome._runtime.call.invoke import perform
from clientome._runtime.policies.spending import Budget, BudgetExceeded, Cost
from clientome._runtime.spec.operation import Media, Operation, Parameter, PriceList, Pricing
from clientome._runtime.state.state import State
from tests.runtime.policies.test_forks import in_child
from tests.support.flows import Player, answer, session
from tests.support.things import API, KEY, KEYED, POST, Thing

PRICES = PriceList(
    operation="operations:PRICES",
    items=("rows",),
    key=("name",),
    argument="name",
    fixed=("fee",),
    hourly=("hour",),
    least_seconds=("least",),
    minutes="minutes",
)
PAID: Operation[Thing] = dataclasses.replace(
    POST,
    parameters=(Parameter("name", "body"), Parameter("minutes", "body")),
    body=(Media("application/json", ("name", "minutes")),),
    pricing=Pricing(currency="credits", prices=PRICES, charged=("cost",), digits=2),
)
ANSWERED = dataclasses.replace(PAID, pricing=Pricing(currency="usd", charged=("cost",), digits=2))


def rows(*found: dict[str, Any]) -> Any:
    return lambda _request: answer(200, json.dumps({"rows": found}))


ROW = {"name": "fold", "fee": 0.1, "hour": 14.5, "least": 900}
CHEAP = {"name": "free", "fee": 2, "hour": 0, "least": 0}
MADE = '{"id": "t1", "cost": 350}'


def made(_request: Any) -> Any:
    return answer(201, MADE)


def estimated(*script: Any, operation: Operation[Any] = PAID, **arguments: Any) -> Cost:
    return Player(*script).play(estimate(session(), operation, arguments, RequestOptions()))


def test_an_estimate_is_exact_and_says_what_is_unknown() -> None:
    cost = estimated(rows(CHEAP, ROW), name="fold")
    assert (cost.currency, cost.least, cost.most) == ("credits", Decimal("3.725"), None)
    assert str(cost) == "at least 3.725 credits (14.5 credits an hour; minutes limits it)"
    cost = estimated(rows(ROW), name="fold", minutes=60)
    assert (cost.least, cost.most) == (Decimal("3.725"), Decimal("14.6"))
    assert estimated(rows(ROW), name="fold", minutes=1).most == Decimal("3.725")
    assert estimated(rows(CHEAP), name="free").most == 2
    unknown = [
        (estimated(rows(ROW), name="other"), "no such name"),
        (estimated(rows({**ROW, "hour": None}), name="fold"), "cannot be read"),
        (estimated(rows({**ROW, "fee": -1}), name="fold"), "cannot be read"),
        (estimated(rows({**ROW, "fee": "NaN"}), name="fold"), "cannot be read"),
        (estimated(operation=ANSWERED), "only in its answer"),
        (estimated(operation=POST), "documents no price"),
    ]
    for cost, why in unknown:
        assert (cost.least, cost.most, cost.is_known) == (None, None, False)
        assert why in cost.note


@given(
    fee=st.floats(0, 1e6),
    hour=st.floats(0.001, 1e6),
    least=st.integers(0, 10**6),
    minutes=st.integers(1, 10**5),
)
def test_what_it_costs_at_least_is_never_more_than_what_it_costs_at_most(
    fee: float, hour: float, least: int, minutes: int
) -> None:
    cost = estimated(rows({"name": "a", "fee": fee, "hour": hour, "least": least}), name="a", minutes=minutes)
    assert cost.least is not None
    assert cost.most is not None
    assert cost.least <= cost.most
    exact = Decimal(str(fee)) + Decimal(str(hour)) * max(least, minutes * 60) / 3600
    assert 0 <= cost.most - exact <= Decimal("0.000001")


def test_prices_are_asked_for_once_in_a_while() -> None:
    used, player = session(), Player(rows(ROW), rows(CHEAP))
    for _ in range(3):
        player.play(estimate(used, PAID, {"name": "fold"}, RequestOptions()))
    assert len(player.requests) == 1
    player.time += PRICE_AGE + 1
    assert player.play(estimate(used, PAID, {"name": "free"}, RequestOptions())).most == 2


def called(
    player: Player, operation: Operation[Any] = PAID, budget: Budget | None = None, **options: Any
) -> Any:
    used = session(retries=0)
    used.budget = budget
    arguments = {"name": "fold", "minutes": options.pop("minutes", None)}
    return player.play(perform(used, operation, arguments, RequestOptions(**options)))


def posts(player: Player) -> int:
    return sum(request.method == "POST" for request in player.requests)


def test_a_call_that_costs_too_much_is_not_made() -> None:
    for most, minutes, why in (
        (Money("3.72", "credits"), 60, "more than max_cost=3.72 credits"),
        (Money("14.5", "Credits"), 60, "up to 14.6 credits"),
        (Money(100, "credits"), None, "allow_unknown_cost"),
        (Money(100, "usd"), 60, "give max_cost in credits"),
    ):
        player = Player(rows(ROW))
        with pytest.raises(BudgetExceeded, match=why) as caught:
            called(player, max_cost=most, minutes=minutes)
        assert posts(player) == 0
        assert caught.value.outcome == "not sent"
    for options in (
        {"max_cost": Money("14.6", "credits"), "minutes": 60},
        {"max_cost": Money(100, "credits"), "allow_unknown_cost": True},
    ):
        player = Player(rows(ROW), made)
        called(player, **options)
        assert posts(player) == 1


def test_what_is_sure_to_cost_too_much_is_not_made_even_if_the_unknown_is_allowed() -> None:
    player = Player(rows(ROW))
    with pytest.raises(BudgetExceeded):
        called(player, max_cost=Money(1, "credits"), allow_unknown_cost=True)
    assert posts(player) == 0


def test_without_a_limit_no_price_is_asked_for() -> None:
    player = Player(made)
    called(player)
    assert len(player.requests) == 1


@pytest.mark.parametrize(
    ("end", "left"),
    [
        (made, "96.5"),  # what the answer says
        (lambda _request: answer(201, '{"id": "t1"}'), "85.4"),  # what was reserved
        (lambda _request: answer(400, "{}"), "100"),
        (errors.ConnectError("no"), "100"),
        (errors.ProtocolError("cut"), "85.4"),
        (lambda _request: answer(500, "{}"), "85.4"),
    ],
)
def test_a_budget_counts_what_was_or_may_have_been_charged(end: Any, left: str) -> None:
    budget = Budget(per_session={"credits": 100})
    with contextlib.suppress(errors.ClientomeError):
        called(Player(rows(ROW), end), budget=budget, minutes=60)
    assert budget.left("credits") == Decimal(left)


def test_a_budget_limits_all_calls_together_and_each() -> None:
    budget = Budget(per_session={"Credits": "20"}, per_payment={"credits": 15})
    called(Player(rows(ROW), lambda _request: answer(201)), budget=budget, minutes=60)
    player = Player(rows(ROW))
    with pytest.raises(BudgetExceeded, match=r"14.6 credits are more than the 5.4 that are left"):
        called(player, budget=budget, minutes=60)
    with pytest.raises(BudgetExceeded, match="for one payment"):
        called(Player(rows(ROW)), budget=budget, minutes=90)
    with pytest.raises(BudgetExceeded, match="does not name the currency 'credits'"):
        called(Player(rows(ROW)), budget=Budget(per_session={"usd": 5}), minutes=60)
    assert posts(player) == 0


def test_an_unknown_price_is_refused_by_a_budget_unless_it_is_allowed() -> None:
    player = Player()
    with pytest.raises(BudgetExceeded, match="only in its answer"):
        called(player, ANSWERED, Budget(per_session={"usd": 5}))
    assert not player.requests
    for budget, options in (
        (Budget(per_session={"usd": 5}), {"allow_unknown_cost": True}),
        (Budget(per_session={"usd": 5}, allow_unknown=True), {}),
    ):
        called(Player(made), ANSWERED, budget, **options)
        assert budget.left("usd") == Decimal("1.5")


def test_a_call_with_a_key_keeps_its_limits_too() -> None:
    keyed = dataclasses.replace(KEYED, billable=True)
    used, player = session(), Player()
    limits = RequestOptions(max_cost=Money(1, "usd"))
    with pytest.raises(BudgetExceeded):
        player.play(perform(used, keyed, {"person": {"name": "Ann"}}, limits))
    assert not player.requests


def test_an_amount_of_another_currency_is_not_counted() -> None:
    pricing = Pricing(currency="usd", charged=("cost",), charged_currency=("currency",), digits=2)
    assert charged(pricing, {"cost": 350, "currency": "USD"}) == Decimal("3.50")
    assert charged(pricing, {"cost": 350, "currency": "eur"}) is None
    assert charged(pricing, {"cost": "x"}) is None
    assert charged(None, {"cost": 1}) is None


class Shared:
    """A ledger as a file is one: it outlives budgets."""

    def __init__(self) -> None:
        self.lines: dict[str, tuple[str, Decimal]] = {}

    def charge(
        self, provider: str, operation: str, currency: str, amount: Any, key: str, **limits: Any
    ) -> bool:
        if self.spent(currency) + amount > limits["limit"]:
            return False
        self.lines[key] = (currency, amount)
        return True

    def settle(self, key: str, amount: Any = None) -> None:
        if amount is not None:
            self.lines[key] = (self.lines[key][0], amount)

    def spent(self, currency: str, since: Any = None) -> Decimal:
        return sum((amount for name, amount in self.lines.values() if name == currency), Decimal())


def test_budgets_of_several_processes_share_a_ledger() -> None:
    ledger = Shared()
    first = Budget(per_session={"credits": 20}, ledger=ledger)
    called(Player(rows(ROW), made), budget=first, minutes=60)
    again = pickle.loads(pickle.dumps(first))
    assert again.left("credits") == Decimal("16.5")
    second = Budget(per_session={"credits": 20}, ledger=ledger)
    reservation = second.reserve("credits", 16)
    assert first.left("credits") == Decimal("0.5")
    reservation.release()
    assert first.left("credits") == Decimal("16.5")


@pytest.mark.parametrize("amount", [1.5, True, "x", "-1", "NaN", "Infinity", None, b"1"])
def test_amounts_are_exact(amount: Any) -> None:
    with pytest.raises(errors.ArgumentError):
        Money(amount, "usd")
    with pytest.raises(errors.ConfigurationError):
        Budget(per_session={"usd": amount})


def test_a_limit_is_money() -> None:
    with pytest.raises(errors.ArgumentError, match="Money"):
        RequestOptions(max_cost=5)  # type: ignore[arg-type] - the mistake
    assert str(Money("18.50", " USD ")) == "18.50 usd"
    with pytest.raises(errors.ArgumentError):
        Money(1, " ")


# Checked and not sent


def dry(
    operation: Operation[Any], arguments: dict[str, Any], budget: Budget | None = None, **options: Any
) -> Any:
    used, player = session(), Player()
    used.budget = budget
    with pytest.raises(DryRun) as caught:
        player.play(perform(used, operation, arguments, RequestOptions(dry_run=True, **options)))
    assert not player.requests
    assert caught.value.outcome == "not sent"
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.request == caught.value.request
    return caught.value.request


def test_a_dry_run_shows_the_masked_request() -> None:
    request = dry(KEYED, {"person": {"name": "Ann"}, "note": "n"})
    assert (request.operation, request.method, request.url) == (
        "orderThing", "POST", "https://api.thing.test/v1/orders",
    )  # fmt: skip
    assert request.arguments["note"] == "'n'"
    assert request.size == len(b'{"person":{"name":"Ann"},"note":"n"}')
    assert request.headers["content-type"] == "application/json"
    assert "idempotency-key" in request.headers
    for text in (repr(request), str(dict(request.headers.items())), str(request.arguments)):
        assert "Ann" not in text
        assert KEY not in text
    assert request.headers["idempotency-key"] == "***"


def test_a_dry_run_finds_what_the_call_would_refuse() -> None:
    for arguments in ({"note": "n"}, {"person": {"name": 3}}):
        with pytest.raises(errors.ArgumentError):
            dry(KEYED, arguments)
    elsewhere = dataclasses.replace(KEYED, environments=("staging",))
    with pytest.raises(errors.ConfigurationError):
        dry(elsewhere, {"person": {"name": "Ann"}})
    with pytest.raises(BudgetExceeded, match="only in its answer"):
        dry(ANSWERED, {"name": "fold"}, max_cost=Money(1, "usd"))


def test_a_dry_run_says_what_it_could_not_check() -> None:
    request = dry(PAID, {"name": "fold"}, max_cost=Money(1, "credits"))
    assert request.unchecked == ("the price: the price was not asked for",)
    used = session()
    Player(rows(ROW)).play(estimate(used, PAID, {"name": "fold", "minutes": 60}, RequestOptions()))
    budget = used.budget = Budget(per_session={"credits": 20})
    options = RequestOptions(dry_run=True)
    with pytest.raises(DryRun) as caught:
        Player().play(perform(used, PAID, {"name": "fold", "minutes": 60}, options))
    assert str(caught.value.request.cost) == "up to 14.6 credits"
    assert not caught.value.request.unchecked
    assert budget.left("credits") == 20
    with pytest.raises(BudgetExceeded, match="that are left"):
        Player().play(perform(used, PAID, {"name": "fold", "minutes": 90}, options))


def test_a_dry_run_without_credentials_is_an_error() -> None:
    used = session(API, {})
    with pytest.raises(errors.ConfigurationError):
        Player().play(perform(used, POST, {"name": "x"}, RequestOptions(dry_run=True)))


def test_a_state_file_is_a_ledger_that_processes_share(tmp_path: Any) -> None:
    budgets = [Budget(per_session={"credits": 20}, ledger=State(tmp_path / "state")) for _ in range(2)]
    called(Player(rows(ROW), made), budget=budgets[0], minutes=60)
    assert budgets[1].left("credits") == Decimal("16.5")
    reservation = budgets[1].reserve("credits", 16, "thing", "makeThing")
    with pytest.raises(BudgetExceeded, match=r"0\.5 that are left"):
        budgets[0].reserve("credits", 1)
    assert in_child(lambda: budgets[0].left("credits")) == "0.50"
    reservation.release()
    again = pickle.loads(pickle.dumps(budgets[0]))
    assert again.left("credits") == Decimal("16.5")
    recent = Budget(per_session={"credits": 20}, ledger=State(tmp_path / "state"), since=timedelta(hours=1))
    assert recent.left("credits") == Decimal("16.5")
    assert (
        Budget(
            per_session={"credits": 20},
            ledger=State(tmp_path / "state"),
            since=datetime.now(UTC) + timedelta(hours=1),
        ).left("credits")
        == 20
    )
