"""What a forked child must not share with its parent: money, and locks that nobody gives back."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable

import pytest

from clientome._runtime.policies.rate_limits import LIMITER, Limiter, LimitKey
from clientome._runtime.policies.spending import USDC_ON_BASE, Budget, BudgetExceeded
from clientome._runtime.spec.api import RateLimit
from tests.runtime.state.test_state import in_child

KEY = LimitKey("api", "account", "host", RateLimit(scope="account", burst=1, rate=1.0))


def test_a_forked_child_spends_nothing_of_the_budget() -> None:
    budget = Budget(per_session={USDC_ON_BASE: 1_000_000})
    kept = budget.reserve(USDC_ON_BASE, 400_000)
    assert "BudgetExceeded: the budget belongs to the process that made it" in in_child(
        lambda: budget.reserve(USDC_ON_BASE, 1)
    )
    assert in_child(lambda: budget.left(USDC_ON_BASE)) == "0"
    assert in_child(kept.release) == "None"
    assert budget.left(USDC_ON_BASE) == 600_000
    own = in_child(lambda: Budget(per_session={USDC_ON_BASE: 5}).reserve(USDC_ON_BASE, 5))
    assert own == "Reservation(5 units, open)"
    budget.reserve(USDC_ON_BASE, 600_000)
    with pytest.raises(BudgetExceeded, match="more than the 0"):
        budget.reserve(USDC_ON_BASE, 1)
    with pytest.raises(TypeError, match="cannot be copied into another process"):
        pickle.dumps(budget)


@pytest.mark.parametrize("which", ["own", "shared"])
def test_a_limiter_whose_lock_was_held_does_not_block_a_forked_child(which: str) -> None:
    limiter = Limiter() if which == "own" else LIMITER
    limiter.enter([KEY])
    held, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with limiter._lock:
            held.set()
            go_on.wait(60)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(60)
    try:
        assert in_child(lambda: limiter.take([KEY], 1.0)) == "True"
    finally:
        go_on.set()
        thread.join()


def test_a_budget_whose_lock_was_held_does_not_block_a_forked_child() -> None:
    budget = Budget(per_session={USDC_ON_BASE: 10})
    kept = budget.reserve(USDC_ON_BASE, 5)
    calls: list[Callable[[], object]] = [
        lambda: budget.left(USDC_ON_BASE),
        lambda: budget.reserve(USDC_ON_BASE, 1),
        kept.release,
    ]
    with budget._ledger._lock:
        for call in calls:
            in_child(call)
    assert os.getpid() == budget._process
