"""Rate limits, on the real clock."""

from __future__ import annotations

from clientome.sandbox.server.limits import Limits
from tests.support.sandbox_shop import shop
from tests.support.sandbox_shop_description import DOCUMENT

RULES = [{"scope": "address", "burst": 3, "rate": 2, "period": 1}]


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_then_the_rate() -> None:
    clock = Clock()
    limits = Limits(RULES, clock)
    assert [limits.wait("a", (), "1.1.1.1", "x") for _ in range(4)] == [None, None, None, 1]
    assert limits.wait("b", (), "1.1.1.1", "x") == 1
    assert limits.wait("a", (), "2.2.2.2", "x") is None
    clock.now += 0.5
    assert [limits.wait("a", (), "1.1.1.1", "x") for _ in range(2)] == [None, 1]
    clock.now += 100
    assert [limits.wait("a", (), "1.1.1.1", "x") for _ in range(4)] == [None, None, None, 1]


def test_what_one_limit_refuses_takes_nothing_from_another() -> None:
    clock = Clock()
    own = [{"scope": "account", "burst": 1, "rate": 1, "period": 30}]
    limits = Limits(RULES, clock)
    assert limits.wait("slow", own, "1.1.1.1", "x") is None
    assert limits.wait("slow", own, "1.1.1.1", "x") == 30
    assert limits.wait("slow", own, "1.1.1.1", "y") is None
    assert limits.wait("quick", (), "1.1.1.1", "x") is None
    assert limits.wait("quick", (), "1.1.1.1", "x") == 1


def test_so_many_callers_are_not_remembered_for_ever() -> None:
    limits = Limits(RULES, Clock())
    assert [limits.wait("a", (), "first", "x") for _ in range(4)] == [None, None, None, 1]
    for number in range(10_000):
        assert limits.wait("a", (), f"address {number}", "x") is None
    assert limits.wait("a", (), "first", "x") == 1
    assert limits.wait("a", (), "another", "x") is None
    assert limits.wait("a", (), "first", "x") is None


def test_a_limit_of_one_operation_alone() -> None:
    own = [{"scope": "everyone", "burst": 2, "rate": 1}]
    limits = Limits((), Clock())
    assert [limits.wait("slow", own, "1.1.1.1", "x") for _ in range(3)] == [None, None, 1]
    assert limits.wait("slow", own, "2.2.2.2", "y") == 1
    assert limits.wait("other", own, "1.1.1.1", "x") is None
    assert limits.wait("free", (), "1.1.1.1", "x") is None
    limits.clear()
    assert limits.wait("slow", own, "1.1.1.1", "x") is None


def test_the_answer_says_how_long_to_wait() -> None:
    limited = {**DOCUMENT, "x-sdk-rate-limit": [{"scope": "account", "burst": 2, "rate": 1, "period": 60}]}
    with shop(document=limited) as one:
        found = [one.ask("GET", "/orders") for _ in range(3)]
        assert [reply.status for reply in found] == [200, 200, 429]
        assert (found[2].headers["retry-after"], found[2].json["ok"]) == ("60", False)
        assert one.ask("GET", "/orders", key="acct_b").status == 200
        assert one.ask("GET", "/_sandbox", key=None).status == 200
    with shop(document=limited, rate_limits=False) as one:
        assert {one.ask("GET", "/orders").status for _ in range(5)} == {200}
