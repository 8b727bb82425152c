"""What a call that costs money will cost, and the limits on it.

Rules:

- A price is worked out from what another operation tells of it, as the description says (``Pricing``). That is asked for
  once in a while (:data:`PRICE_AGE`). What cannot be worked out is unknown, never guessed.
- With a limit, of the call or of the client's budget, the price is asked for before the call. What it may cost at most is
  reserved; it is given back when the call was certainly not carried out, and replaced by what the answer says was
  charged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_UP, Decimal, InvalidOperation
from typing import Any, TypeVar

from ..base.errors import ClientomeError
from ..base.guards import is_list
from ..base.options import RequestOptions
from ..base.outcome import is_known_refusal
from ..flow.effects import Flow, now
from ..http.logs import logger
from ..policies.spending import BudgetExceeded, Cost, check_limit
from ..spec.operation import Operation, PriceList, Pricing
from .auth import operation_named
from .call import Reply, call
from .decode import reach
from .session import Session

T = TypeVar("T")

PRICE_AGE = 60.0
"""Seconds for which a price is believed."""
_SMALLEST = Decimal("0.000001")


def estimate(
    session: Session,
    operation: Operation[Any],
    arguments: Mapping[str, object],
    options: RequestOptions,
    *,
    ask: bool = True,
) -> Flow[Cost]:
    """What a call will cost. ``ask`` false sends nothing: only a price that was asked for lately is known then."""
    pricing = operation.pricing
    if pricing is None:
        return Cost(None, note="the provider documents no price")
    if pricing.prices is None:
        return Cost(pricing.currency, note="the provider tells the price only in its answer")
    rows = yield from _rows(session, pricing.prices, options, ask)
    if rows is None:
        return Cost(pricing.currency, note="the price was not asked for")
    return _of(pricing, pricing.prices, rows, arguments)


def _rows(session: Session, prices: PriceList, options: RequestOptions, ask: bool) -> Flow[list[Any] | None]:
    known = session.prices.get(prices.operation)
    moment = yield from now()
    if known is not None and moment - known[0] <= PRICE_AGE:
        return known[1]
    if not ask:
        return None
    limits = RequestOptions(timeout=options.timeout, deadline=options.deadline)
    reply: Reply[Any] = yield from call(session, operation_named(session.api, prices.operation), {}, limits)
    found = reach(reply.answer, prices.items)
    rows: list[Any] = list(found) if is_list(found) else []
    session.prices[prices.operation] = (moment, rows)
    return rows


def _of(pricing: Pricing, prices: PriceList, rows: list[Any], arguments: Mapping[str, object]) -> Cost:
    wanted = str(arguments.get(prices.argument))
    row = next((row for row in rows if str(reach(row, prices.key)) == wanted), None)
    if row is None:
        return Cost(pricing.currency, note=f"the provider's price list has no such {prices.argument}")
    fixed, hourly, least = (
        Decimal() if path is None else _number(reach(row, path))
        for path in (prices.fixed, prices.hourly, prices.least_seconds)
    )
    if fixed is None or hourly is None or least is None:
        return Cost(pricing.currency, note="the provider's price list cannot be read")
    cheapest = _rounded(fixed + hourly * least / 3600)
    if not hourly:
        return Cost(pricing.currency, cheapest, cheapest)
    minutes = None if prices.minutes is None else _number(arguments.get(prices.minutes))
    if minutes is None:
        limit = f"; {prices.minutes} limits it" if prices.minutes is not None else ""
        return Cost(pricing.currency, cheapest, note=f"{hourly:f} {pricing.currency} an hour{limit}")
    return Cost(pricing.currency, cheapest, _rounded(fixed + hourly * max(least, minutes * 60) / 3600))


def _number(value: object) -> Decimal | None:
    """An amount of an answer or an argument; None where it is none."""
    if value is None or isinstance(value, bool):
        return None
    try:
        # The shortest text of a number is what the provider wrote.
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


def _rounded(amount: Decimal) -> Decimal:
    """A price with six decimals at most, rounded up, without zeros at its end."""
    rounded = amount.quantize(_SMALLEST, ROUND_UP).normalize()
    return rounded if rounded != rounded.to_integral_value() else rounded.to_integral_value()


def charged(pricing: Pricing | None, answer: object) -> Decimal | None:
    """What an answer says was charged; None where it says nothing, or of another currency."""
    if pricing is None or pricing.charged is None:
        return None
    amount = _number(reach(answer, pricing.charged))
    if amount is None:
        return None
    currency = None if pricing.charged_currency is None else reach(answer, pricing.charged_currency)
    if currency is not None and str(currency).lower() != pricing.currency:
        logger.warning(
            "an answer tells a price in another currency than %s; it is not counted", pricing.currency
        )
        return None
    return amount.scaleb(-pricing.digits)


def within_limits(
    session: Session,
    operation: Operation[T],
    arguments: Mapping[str, object],
    options: RequestOptions,
    make: Callable[[], Flow[Reply[T]]],
) -> Flow[Reply[T]]:
    """Make a call if what limits its cost, the client's budget or its own ``max_cost``, allows it."""
    budget = session.budget
    # What is paid with a signature has its price in the terms, and its own limits.
    if not operation.billable or operation.payment is not None:
        return (yield from make())
    cost = yield from estimate(session, operation, arguments, options)
    reservation = None
    try:
        check_limit(cost, options.max_cost, options.allow_unknown_cost)
        if budget is not None:
            unknown = cost.most is None
            if unknown and not (options.allow_unknown_cost or budget.allow_unknown):
                raise BudgetExceeded(f"it costs {cost}, and the budget allows no unknown price")
            amount = (cost.least or Decimal()) if unknown else cost.most
            if cost.currency is not None:
                reservation = budget.reserve(cost.currency, amount, session.api.name, operation.id)
    except BudgetExceeded as error:
        raise BudgetExceeded(f"{operation.id}: not called: {error}") from None
    try:
        reply = yield from make()
    except BaseException as error:
        if reservation is not None:
            if isinstance(error, ClientomeError) and is_known_refusal(error.outcome):
                reservation.release()
            else:
                reservation.commit()
        raise
    if reservation is not None:
        reservation.commit(charged(operation.pricing, reply.answer))
    return reply
