"""A wait looks at the thing with the given id, never at another one that a search brings along."""

from __future__ import annotations

import dataclasses
import json
import math
import sys
import types
import uuid
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.models import AnswerModel
from clientome._runtime.paging import Page
from clientome._runtime.spec.operation import (
    Acceptor,
    After,
    Answer,
    Item,
    Operation,
    Pagination,
    Parameter,
    Waiter,
)
from clientome._runtime.waiting.many import Waits
from clientome._runtime.waiting.poller import wait
from tests.support.flows import Player, answer, session
from tests.support.things import API

A, B = (str(uuid.UUID(int=number)) for number in (10, 11))


class Row(AnswerModel):
    id: str
    status: str
    why: str | None = None


class Rows(AnswerModel):
    count: int = 0
    next: str | None = None
    results: list[Row]


SEARCH: Operation[Page[Row]] = Operation(
    id="search",
    method="GET",
    path="/rows",
    answers=(Answer(200, "json", Rows),),
    parameters=(Parameter("text", "query", sensitive=True), Parameter("page", "query")),
    pagination=Pagination(style="page", items=("results",), page="page", total=("count",), next=("next",)),
    retry="safe",
)
ONE: Waiter[Row] = Waiter(
    name="wait",
    operation=SEARCH,
    inputs={"row_id": "text"},
    item=Item(items=("results",), key=("id",), argument="row_id", is_uuid=True),
    reason=("why",),
    acceptors=(
        Acceptor(state="success", path=("status",), any_of=("done",)),
        Acceptor(state="failure", path=("status",), any_of=("failed",)),
    ),
    min_delay=1,
    max_delay=1,
)


def rows(*found: tuple[str, str], next: str | None = None, count: int | None = None) -> Any:
    results = [{"id": id, "status": status} for id, status in found]
    return answer(
        200, json.dumps({"count": len(results) if count is None else count, "next": next, "results": results})
    )


@pytest.mark.parametrize("given", [A, uuid.UUID(A), A.upper(), f"{{{A}}}"])
def test_the_state_of_the_first_hit_is_not_taken(given: object) -> None:
    player = Player(rows((B, "failed"), (A, "new")), rows((B, "done"), (A.upper(), "done")))
    result = player.play(wait(session(), ONE, {"row_id": given}))
    assert (result.id.lower(), result.status) == (A, "done")
    assert [request.target for request in player.requests] == [f"/v1/rows?text={A}"] * 2


def test_it_is_looked_for_on_every_page() -> None:
    player = Player(rows((B, "done"), next="2", count=2), rows((A, "done"), count=2))
    assert player.play(wait(session(), ONE, {"row_id": A})).id == A
    assert player.requests[1].target.endswith("page=2")


@pytest.mark.parametrize("operation", [SEARCH, dataclasses.replace(SEARCH, pagination=None)])
def test_what_is_not_there_is_not_found(operation: Operation[Any]) -> None:
    waiter = dataclasses.replace(ONE, operation=operation)
    player = Player(rows((B, "done")))
    with pytest.raises(errors.NotFoundError, match=f"nothing with row_id='{A}'; 1 of another id") as caught:
        player.play(wait(session(), waiter, {"row_id": A}))
    assert (caught.value.operation, caught.value.status) == ("search", 200)


def test_what_is_no_id_is_not_searched_for() -> None:
    player = Player()
    with pytest.raises(errors.ArgumentError, match="row_id: expected an id") as caught:
        player.play(wait(session(), ONE, {"row_id": "Ada Lovelace.vcf.gz"}))
    assert caught.value.argument == "row_id"
    assert "Ada" not in str(caught.value)
    assert player.requests == []


def test_ids_of_another_form_are_compared_as_text_and_hidden() -> None:
    waiter = dataclasses.replace(ONE, item=Item(items=("results",), key=("id",), argument="row_id"))
    player = Player(rows(("a", "done"), ("A", "new")), rows(("a", "done"), ("A", "done")))
    assert player.play(wait(session(), waiter, {"row_id": "A"})).id == "A"
    with pytest.raises(errors.NotFoundError) as caught:
        Player(rows()).play(wait(session(), waiter, {"row_id": "Ada"}))
    assert "Ada" not in str(caught.value)


def test_many_each_get_their_own() -> None:
    ids = [A, B, "no id", str(uuid.UUID(int=12))]
    player = Player(
        rows((B, "failed"), (A, "done")), rows((B, "failed"), (A, "done")), rows((A, "done"), (B, "done"))
    )
    waits = Waits(session(), ONE, "row_id", ids)
    ends: dict[Any, Any] = {}
    while (ended := player.play(waits.step())) is not None:
        ends[ended.argument] = ended.error or ended.result
    assert ends[A].status == "done"
    assert isinstance(ends[B], errors.WaitFailed)
    assert ends[B].last.id == B
    assert isinstance(ends["no id"], errors.ArgumentError)
    assert isinstance(ends[ids[3]], errors.NotFoundError)


# -- after another waiter ------------------------------------------------------------------------------------------

REPORTS: Operation[Any] = Operation(
    id="reports",
    method="GET",
    path="/rows/{row}/reports",
    answers=(Answer(200, "json", Rows),),
    parameters=(Parameter("row", "path"),),
    retry="safe",
)
ALL: Waiter[list[Row]] = Waiter(
    name="wait_reports",
    operation=REPORTS,
    inputs={"owner": "row"},
    after=After("waiters:ONE", {"row_id": "owner"}),
    result=("results",),
    acceptors=(
        Acceptor(state="failure", path=("count",), any_of=(0,), message="it makes no reports"),
        Acceptor(state="success", path=("results", "*", "status"), any_of=("done",), match="all"),
    ),
    min_delay=1,
    max_delay=1,
    timeout=100,
)


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Any:
    module: Any = types.ModuleType("waiters_of_a_test.waiters")
    module.ONE = ONE
    monkeypatch.setitem(sys.modules, "waiters_of_a_test", types.ModuleType("waiters_of_a_test"))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return dataclasses.replace(API, package="waiters_of_a_test")


def test_its_own_question_comes_when_the_other_waiter_has_succeeded(api: Any) -> None:
    told: list[Any] = []
    player = Player(
        rows((A, "new")),
        rows((A, "done")),
        rows(("r1", "done"), ("r2", "new")),
        rows(("r1", "done"), ("r2", "done")),
    )
    result = player.play(wait(session(api), ALL, {"owner": A}, on_progress=told.append))
    assert [row.id for row in result] == ["r1", "r2"]
    assert [request.target.split("?")[0] for request in player.requests] == [
        "/v1/rows", "/v1/rows", f"/v1/rows/{A}/reports", f"/v1/rows/{A}/reports",
    ]  # fmt: skip
    assert [[row.status for row in state] for state in told] == [["done", "new"], ["done", "done"]]


def test_the_failure_of_the_other_is_its_own(api: Any) -> None:
    body = json.dumps({"results": [{"id": A, "status": "failed", "why": "no quality"}]})
    with pytest.raises(errors.WaitFailed, match=r"search: .*no quality"):
        Player(answer(200, body)).play(wait(session(api), ALL, {"owner": A}))
    with pytest.raises(errors.NotFoundError):
        Player(rows()).play(wait(session(api), ALL, {"owner": A}))


def test_nothing_at_all_ends_the_wait_in_words(api: Any) -> None:
    player = Player(rows((A, "done")), rows())
    with pytest.raises(errors.WaitFailed, match="it makes no reports"):
        player.play(wait(session(api), ALL, {"owner": A}, timeout=math.inf))


def test_many_after_others(api: Any) -> None:
    player = Player(
        rows((A, "new")),
        rows((B, "done")),
        rows(("r1", "done")),
        rows((A, "done")),
        rows(("r2", "done")),
    )
    waits = Waits(session(api), ALL, "owner", [A, B])
    ends: list[Any] = []
    while (ended := player.play(waits.step())) is not None:
        ends.append((ended.argument, [row.id for row in ended.unwrap()]))
    assert ends == [(B, ["r1"]), (A, ["r2"])]


def test_the_time_is_one(api: Any) -> None:
    player = Player(*[rows((A, "new")) for _ in range(30)])
    with pytest.raises(errors.WaitTimeout) as caught:
        player.play(wait(session(api), ALL, {"owner": A}, timeout=5))
    assert caught.value.last is None
    assert player.time < 130
