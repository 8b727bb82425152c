"""What calls cost, and how much may be spent: prices, and limits a call and in all.

Rules:

- Amounts are exact: decimal numbers of a currency, whole numbers of the smallest unit of an :class:`Asset` (1000000 is
  one USDC). What a budget does not name cannot be spent.
- Money is reserved before a call leaves, or before anything is signed. It stays spent when the call may have been
  carried out, and is given back only when it certainly was not. Where the answer tells what was charged, that counts.
- A price that is not known beforehand is said to be unknown. A limit refuses such a call unless the caller allows it.
- A budget without a ledger of its own belongs to the process that made it: a forked child, which has a copy, spends
  nothing of it. With a ledger in a file processes share it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Literal, Protocol
from uuid import uuid4

from ..base.errors import ArgumentError, ClientomeError, ConfigurationError
from ..base.money import Money, exact
from ..base.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Asset:
    """What is paid with: the chain (CAIP-2) and the token's address there."""

    network: str
    address: str

    @property
    def key(self) -> tuple[str, str]:
        """Equal for the same asset: addresses of Ethereum chains do not depend on case, others do."""
        return self.network, self.address.lower() if self.network.startswith("eip155:") else self.address


USDC_ON_BASE = Asset("eip155:8453", "0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913")
"""USDC on Base; 1000000 units are one dollar."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a call will cost: ``least`` and ``most`` in ``currency``, each None where it is unknown. ``note`` says why."""

    currency: str | None
    least: Decimal | None = None
    most: Decimal | None = None
    note: str = ""

    @property
    def is_known(self) -> bool:
        """Whether it is known what the call costs at most."""
        return self.currency is not None and self.most is not None

    def __str__(self) -> str:
        if self.most is not None and self.most == self.least:
            return f"{self.most:f} {self.currency}"
        if self.most is not None:
            return f"up to {self.most:f} {self.currency}"
        text = "an unknown price" if self.least is None else f"at least {self.least:f} {self.currency}"
        return f"{text} ({self.note})" if self.note else text


class BudgetExceeded(ClientomeError):
    """A limit does not allow a payment, and nothing was sent; the text says why, without addresses."""

    outcome: Outcome | None = Outcome.NOT_SENT


class Ledger(Protocol):
    """Where what is spent is written down. A key that was charged is charged once."""

    def charge(
        self,
        provider: str,
        operation: str,
        currency: str,
        amount: Decimal | None,
        key: str,
        *,
        limit: Decimal | None = None,
        since: datetime | None = None,
    ) -> bool:
        """Reserve; false where more than ``limit`` would be spent since a time."""
        ...

    def settle(self, key: str, amount: Decimal | None = None) -> None:
        """What it came to: 0 for nothing, None for what was reserved."""
        ...

    def spent(self, currency: str, since: datetime | None = None) -> Decimal:
        """What was spent or is reserved since a time."""
        ...


class _Memory:
    """The ledger of one process, which keeps sums only."""

    def __init__(self) -> None:
        self._sums: dict[str, Decimal] = {}
        self._open: dict[str, tuple[str, Decimal]] = {}
        self._lock = threading.Lock()

    def charge(
        self,
        provider: str,
        operation: str,
        currency: str,
        amount: Decimal | None,
        key: str,
        *,
        limit: Decimal | None = None,
        since: datetime | None = None,
    ) -> bool:
        price = amount or Decimal()
        with self._lock:
            total = self._sums.get(currency, Decimal()) + price
            if limit is not None and total > limit:
                return False
            self._sums[currency] = total
            self._open[key] = (currency, price)
        return True

    def settle(self, key: str, amount: Decimal | None = None) -> None:
        with self._lock:
            currency, price = self._open.pop(key)
            if amount is not None:
                self._sums[currency] += amount - price

    def spent(self, currency: str, since: datetime | None = None) -> Decimal:
        with self._lock:
            return self._sums.get(currency, Decimal())


def _name(currency: Asset | str) -> str:
    return currency.strip().lower() if isinstance(currency, str) else "/".join(currency.key)


def _units(currency: Asset | str) -> str:
    return currency.strip() if isinstance(currency, str) else "units"


def _amount(currency: Asset | str, value: object) -> Decimal:
    if not isinstance(currency, str) and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise ConfigurationError("amounts are whole numbers of the asset's smallest unit, 0 or more")
    try:
        return exact(value, "budget")
    except ArgumentError as error:
        raise ConfigurationError(str(error)) from None


class Budget:
    """Limits on what is spent. Safe to share between threads, clients and tasks; lasts as long as the object.

    ``per_session`` names what may be spent and how much in all: currencies, such as ``{"credits": 100}``, and assets.
    ``per_payment`` limits single payments; what is missing there has its session's limit only. ``allow_unknown`` true
    lets calls through whose price is not known beforehand; then only what their answers tell is counted. It cannot be
    pickled, and a forked child cannot spend it, unless a ``ledger`` keeps what was spent for several processes; of that,
    what was spent ``since`` a time, or within a ``timedelta``, counts.
    """

    def __init__(
        self,
        *,
        per_session: Mapping[Asset | str, int | Decimal | str] | Mapping[Asset, int] | Mapping[str, int],
        per_payment: Mapping[Asset | str, int | Decimal | str]
        | Mapping[Asset, int]
        | Mapping[str, int]
        | None = None,
        allow_unknown: bool = False,
        ledger: Ledger | None = None,
        since: datetime | timedelta | None = None,
    ) -> None:
        self._session = {_name(unit): _amount(unit, limit) for unit, limit in per_session.items()}
        self._payment = {_name(unit): _amount(unit, limit) for unit, limit in (per_payment or {}).items()}
        if not self._payment.keys() <= self._session.keys():
            raise ConfigurationError(
                "an asset or currency of per_payment has no limit in per_session; name it there too"
            )
        self.allow_unknown = allow_unknown
        self._ledger: Ledger = _Memory() if ledger is None else ledger
        self._since = since
        # A ledger that several processes share is right in a forked child too.
        self._process = os.getpid() if ledger is None else None

    def __getstate__(self) -> dict[str, object]:
        if self._process is not None:
            raise TypeError("a budget cannot be copied into another process: each would spend it in full")
        return self.__dict__

    def _is_foreign(self) -> bool:
        return self._process is not None and self._process != os.getpid()

    def covers(self, currency: Asset | str) -> bool:
        """Whether it may be spent at all."""
        return _name(currency) in self._session

    def left(self, currency: Asset | str) -> Decimal:
        """What may still be spent in this session; reserved money counts as spent. Nothing in a forked child."""
        if self._is_foreign():
            return Decimal()
        name = _name(currency)
        return self._session.get(name, Decimal()) - self._ledger.spent(name, self._start())

    def _start(self) -> datetime | None:
        return datetime.now(UTC) - self._since if isinstance(self._since, timedelta) else self._since

    def check(self, currency: Asset | str, amount: Decimal | int) -> None:
        """Raise :class:`BudgetExceeded` where this much could not be spent now. Nothing is reserved."""
        self._check(currency, _amount(currency, amount))

    def reserve(
        self, currency: Asset | str, amount: Decimal | int | None, provider: str = "", operation: str = ""
    ) -> Reservation:
        """Set money aside, or raise :class:`BudgetExceeded`. The amount None is a price that nobody knows."""
        if amount is None and not self.allow_unknown:
            raise BudgetExceeded("the price is not known beforehand, and the budget does not allow that")
        price = Decimal() if amount is None else _amount(currency, amount)
        self._check(currency, price, total=False)
        key, name = uuid4().hex, _name(currency)
        limit = self._session[name]
        if not self._ledger.charge(provider, operation, name, price, key, limit=limit, since=self._start()):
            raise self._too_much(currency, price)
        return Reservation(price, key, self._ledger, self._process)

    def _too_much(self, currency: Asset | str, price: Decimal) -> BudgetExceeded:
        left = (
            f"{price.normalize():f} {_units(currency)} are more than the {self.left(currency).normalize():f}"
        )
        return BudgetExceeded(f"{left} that are left for this session")

    def _check(self, currency: Asset | str, price: Decimal, *, total: bool = True) -> None:
        name, units = _name(currency), _units(currency)
        # Asked before the ledger's lock, which somebody may have held when the process was forked.
        if self._is_foreign():
            raise BudgetExceeded(
                "the budget belongs to the process that made it, and this one was forked from that; "
                "make a budget here, of the part that this process may spend"
            )
        if name not in self._session:
            what = f"the currency {units!r}" if isinstance(currency, str) else "this asset"
            raise BudgetExceeded(f"the budget does not name {what}")
        limit = self._payment.get(name)
        if limit is not None and price > limit:
            raise BudgetExceeded(f"{price:f} {units} are more than the limit of {limit:f} for one payment")
        if total and price > self.left(currency):
            raise self._too_much(currency, price)

    def __repr__(self) -> str:
        return f"Budget({len(self._session)} currencies and assets)"


class Reservation:
    """Money set aside for one payment. The first of ``commit`` and ``release`` decides; later calls change nothing."""

    def __init__(self, amount: Decimal, key: str, ledger: Ledger, process: int | None) -> None:
        self.amount = amount
        self.state: Literal["open", "committed", "released"] = "open"
        self._key = key
        self._ledger = ledger
        self._process = process
        self._lock = threading.Lock()

    def commit(self, charged: Decimal | None = None) -> None:
        """The money is spent, or may be; ``charged`` where it is known how much."""
        self._end("committed", charged)

    def release(self) -> None:
        """The money was certainly not spent."""
        self._end("released", Decimal())

    def _end(self, state: Literal["committed", "released"], amount: Decimal | None) -> None:
        with self._lock:
            if self.state != "open":
                return
            self.state = state
        if self._process is None or self._process == os.getpid():
            self._ledger.settle(self._key, amount)

    def __repr__(self) -> str:
        return f"Reservation({self.amount:f} units, {self.state})"


def check_limit(cost: Cost, most: Money | None, allow_unknown: bool) -> None:
    """Refuse a call that may cost more than the caller's limit, or whose price cannot be known."""
    if most is None:
        return
    if cost.is_known and cost.currency != most.currency:
        raise BudgetExceeded(f"it costs {cost}, and max_cost is {most}: give max_cost in {cost.currency}")
    if cost.least is not None and cost.currency == most.currency and cost.least > most.amount:
        raise BudgetExceeded(f"it costs {cost}, more than max_cost={most}")
    if cost.most is not None and cost.most > most.amount:
        raise BudgetExceeded(f"it may cost {cost}, more than max_cost={most}")
    if not cost.is_known and not allow_unknown:
        raise BudgetExceeded(
            f"it costs {cost}, so it may cost more than max_cost={most}; allow_unknown_cost=True allows that"
        )
