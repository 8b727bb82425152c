"""How much money a client may spend by itself: a limit per payment and one per session, for named assets only.

Amounts are whole numbers of the asset's smallest unit (1000000 is one USDC). What is not named cannot be spent. Money
is reserved before anything is signed; it is committed when the payment may have been made and released only when it
certainly was not. A budget belongs to the process that made it: a forked child, which has a copy, spends nothing of it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, NoReturn

from .errors import ConfigurationError


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


class BudgetExceeded(Exception):
    """The budget does not allow a payment; the text says why, without addresses."""


class Budget:
    """Limits on what is spent. Safe to share between threads, clients and tasks; lasts as long as the object.

    ``per_session`` names the assets and what may be spent of each in all; ``per_payment`` limits single payments, and
    an asset that is missing there has its session's limit only. It cannot be pickled, and a forked child cannot spend it.
    """

    def __init__(
        self, *, per_session: Mapping[Asset, int], per_payment: Mapping[Asset, int] | None = None
    ) -> None:
        self._session = {asset.key: _amount(limit) for asset, limit in per_session.items()}
        self._payment = {asset.key: _amount(limit) for asset, limit in (per_payment or {}).items()}
        if not self._payment.keys() <= self._session.keys():
            raise ConfigurationError("an asset of per_payment has no limit in per_session; name it there too")
        self._used = dict.fromkeys(self._session, 0)
        self._lock = threading.Lock()
        self._process = os.getpid()

    def __reduce__(self) -> NoReturn:
        raise TypeError("a budget cannot be copied into another process: each would spend it in full")

    def covers(self, asset: Asset) -> bool:
        """Whether the asset may be spent at all."""
        return asset.key in self._session

    def left(self, asset: Asset) -> int:
        """What may still be spent in this session; reserved money counts as spent. Nothing in a forked child."""
        if self._process != os.getpid():
            return 0
        with self._lock:
            return self._session.get(asset.key, 0) - self._used.get(asset.key, 0)

    def reserve(self, asset: Asset, amount: int) -> Reservation:
        """Set money aside, or raise :class:`BudgetExceeded`."""
        amount = _amount(amount)
        key = asset.key
        # Asked before the lock, which somebody may have held when the process was forked.
        if self._process != os.getpid():
            raise BudgetExceeded(
                "the budget belongs to the process that made it, and this one was forked from that; "
                "make a budget here, of the part that this process may spend"
            )
        with self._lock:
            if key not in self._session:
                raise BudgetExceeded("the budget does not name this asset")
            limit = self._payment.get(key)
            if limit is not None and amount > limit:
                raise BudgetExceeded(f"{amount} units are more than the limit of {limit} for one payment")
            left = self._session[key] - self._used[key]
            if amount > left:
                raise BudgetExceeded(
                    f"{amount} units are more than the {left} that are left for this session"
                )
            self._used[key] += amount

        def give_back() -> None:
            if self._process == os.getpid():
                with self._lock:
                    self._used[key] -= amount

        return Reservation(amount, give_back)

    def __repr__(self) -> str:
        return f"Budget({len(self._session)} assets)"


class Reservation:
    """Money set aside for one payment. The first of ``commit`` and ``release`` decides; later calls change nothing."""

    def __init__(self, amount: int, give_back: Callable[[], None]) -> None:
        self.amount = amount
        self.state: Literal["open", "committed", "released"] = "open"
        self._give_back = give_back
        self._lock = threading.Lock()

    def commit(self) -> None:
        """The money is spent, or may be."""
        with self._lock:
            if self.state == "open":
                self.state = "committed"

    def release(self) -> None:
        """The money was certainly not spent."""
        with self._lock:
            if self.state != "open":
                return
            self.state = "released"
        self._give_back()

    def __repr__(self) -> str:
        return f"Reservation({self.amount} units, {self.state})"


def _amount(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ConfigurationError("amounts are whole numbers of the asset's smallest unit, 0 or more")
    return value
