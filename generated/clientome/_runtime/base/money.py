"""Amounts of money, exact: decimal numbers of a named currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import cast

from .errors import ArgumentError


def exact(value: object, name: str) -> Decimal:
    """An amount that a caller gives: a whole number, a Decimal or text such as "18.50", 0 or more."""
    if isinstance(value, bool) or not isinstance(value, (int, str, Decimal)):
        raise ArgumentError(
            f"{name}: expected a whole number, a Decimal or text such as '18.50', not {type(value).__name__}",
            name,
        )
    try:
        amount = Decimal(value)
    except InvalidOperation:
        raise ArgumentError(f"{name}: expected an amount such as '18.50'", name) from None
    if not amount.is_finite() or amount < 0:
        raise ArgumentError(f"{name}: expected an amount of 0 or more", name)
    return amount


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of a currency, as ``Money("18.50", "credits")``. Numbers with a binary point are not exact: refused."""

    amount: Decimal
    currency: str

    def __init__(self, amount: Decimal | int | str, currency: str) -> None:
        given = cast("object", currency)
        if not isinstance(given, str) or not given.strip():
            raise ArgumentError("currency: expected a name such as 'credits' or 'usd'", "currency")
        object.__setattr__(self, "amount", exact(amount, "amount"))
        object.__setattr__(self, "currency", given.strip().lower())

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"
