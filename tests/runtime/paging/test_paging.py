"""Pages that end, do not repeat and do not loop; waits that end in a result, a failure or a timeout."""

from __future__ import annotations

import dataclasses
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientome._runtime.base import errors
from clientome._runtime.base.models import AnswerModel
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.base.timing import Deadline
from clientome._runtime.call.binary import response_of
from clientome._runtime.http.messages import Request, Response
from clientome._runtime.paging import Page, PageData, fetch, fetch_next
from clientome._runtime.spec.operation import Acceptor, Answer, Operation, Pagination, Parameter, Waiter
from clientome._runtime.waiting.poller import pause, verdict, wait
from tests.support.flows import Player, answer, header, session
from tests.support.things import GET, Thing


class Listing(AnswerModel):
    """An answer with a list."""

    results: list[Thing] | None = None
    count: int | None = None
    next: str | None = None


def listing(pagination: Pagination) -> Operation[Page[Thing]]:
    names = ("page", "page_size", "offset", "limit", "status")
    return Operation(
        id="listThings",
        method="GET",
        path="/things",
        answers=(Answer(200, "json", Listing),),
        parameters=tuple(Parameter(name, "query") for name in names),
        pagination=pagination,
        retry="safe",
        security=(("bearer",),),
    )


ITEMS, COUNT, NEXT = ("results",), ("count",), ("next",)
BY_NEXT = listing(Pagination(style="page", items=ITEMS, page="page", size="page_size", next=NEXT))
BY_COUNT = listing(Pagination(style="page", items=ITEMS, page="page", size="page_size", total=COUNT))
BY_NOTHING = listing(Pagination(style="page", items=ITEMS, page="page", size="page_size"))
BY_OFFSET = listing(Pagination(style="offset", items=ITEMS, offset="offset", limit="limit", total=COUNT))
BLIND_OFFSET = listing(Pagination(style="offset", items=ITEMS, offset="offset", limit="limit"))
SINGLE = listing(Pagination(style="single", items=ITEMS, total=COUNT))


class Store:
    """A provider with so many things. ``ignores`` makes it send the first page whatever is asked for."""

    def __init__(self, count: int, ignores: bool = False, default: int = 3) -> None:
        self.count = count
        self.ignores = ignores
        self.default = default

    def __call__(self, request: Request) -> Response:
        query = dict(pair.split("=") for pair in request.target.partition("?")[2].split("&") if pair)
        size = int(query.get("page_size", query.get("limit", self.default)))
        start = int(query["offset"]) if "offset" in query else (int(query.get("page", 1)) - 1) * size
        start = 0 if self.ignores else start
        things = [{"id": f"t{index}"} for index in range(start, min(start + size, self.count))]
        more = "yes" if start + size < self.count or self.ignores else None
        return answer(200, json.dumps({"results": things, "count": self.count, "next": more}))


def first_page(operation: Operation[Page[Thing]], store: Any, **arguments: Any) -> tuple[Page[Thing], Player]:
    player, state = Player(*[store] * 100), session()

    def fetch_after(chunk: PageData) -> PageData | None:
        return player.play(fetch_next(state, chunk))

    return Page(player.play(fetch(state, operation, arguments, None)), fetch_after), player


@pytest.mark.parametrize("operation", [BY_NEXT, BY_COUNT, BY_NOTHING, BY_OFFSET, BLIND_OFFSET])
@given(count=st.integers(0, 13), size=st.integers(1, 5))
def test_iterating_gives_every_item_once(operation: Operation[Page[Thing]], count: int, size: int) -> None:
    name = "page_size" if "page" in str(operation.pagination.style) else "limit"  # type: ignore[union-attr]
    page, player = first_page(operation, Store(count), **{name: size})
    assert [thing.id for thing in page] == [f"t{index}" for index in range(count)]
    assert len(player.requests) <= count // size + 1 + (count % size == 0)
    assert [thing.id for thing in page] == [f"t{index}" for index in range(count)]


@pytest.mark.parametrize("operation", [BY_NEXT, BY_COUNT, BY_OFFSET])
def test_pages_are_fetched_when_they_are_needed(operation: Operation[Page[Thing]]) -> None:
    page, player = first_page(operation, Store(7), status="done")
    assert (len(page.items), page.has_next, len(player.requests)) == (3, True, 1)
    iterator = iter(page)
    for _ in range(3):
        next(iterator)
    assert len(player.requests) == 1
    next(iterator)
    assert len(player.requests) == 2
    assert "status=done" in player.requests[1].target
    second = page.next_page()
    assert second is not None
    assert [len(later.items) for later in page.pages()] == [3, 3, 1]
    assert response_of(second).status == 200
    assert repr(page).startswith("<Page of 3 items, total ")


def test_totals() -> None:
    assert first_page(BY_COUNT, Store(7))[0].total == 7
    assert first_page(BY_NEXT, Store(7))[0].total is None


def test_starting_in_the_middle() -> None:
    page, _player = first_page(BY_COUNT, Store(7), page=2, page_size=3)
    assert [thing.id for thing in page] == ["t3", "t4", "t5", "t6"]
    page, _player = first_page(BY_OFFSET, Store(7), offset=5, limit=1)
    assert [thing.id for thing in page] == ["t5", "t6"]


def test_a_single_page_has_no_next() -> None:
    page, player = first_page(SINGLE, Store(7))
    assert len(list(page)) == 3
    assert not page.has_next
    assert page.next_page() is None
    assert len(player.requests) == 1


def test_no_list_is_an_empty_page() -> None:
    page, _player = first_page(BY_NEXT, answer(200, '{"results": null, "next": "yes"}'))
    assert list(page) == []


@pytest.mark.parametrize("operation", [BY_NEXT, BY_COUNT, BY_NOTHING, BY_OFFSET, BLIND_OFFSET])
def test_a_repeated_page_ends_in_an_error(operation: Operation[Page[Thing]]) -> None:
    page, player = first_page(operation, Store(9, ignores=True))
    with pytest.raises(errors.PaginationError, match="listThings: the provider sent the same page again"):
        list(page)
    assert len(player.requests) == 2


def test_pages_that_alternate_end_in_an_error_too() -> None:
    def body(*names: str) -> Response:
        return answer(200, json.dumps({"results": [{"id": name} for name in names], "next": "yes"}))

    state = session()
    player = Player(body("a"), body("b"), body("a"))
    page: Page[Thing] = Page(
        player.play(fetch(state, BY_NEXT, {}, None)), lambda chunk: player.play(fetch_next(state, chunk))
    )
    with pytest.raises(errors.PaginationError):
        list(page)


def waiter(**changes: Any) -> Waiter[Thing]:
    settings: dict[str, Any] = {
        "name": "wait",
        "operation": GET,
        "acceptors": (
            Acceptor(state="success", path=("status",), any_of=("completed",)),
            Acceptor(state="failure", path=("status",), any_of=("failed", "cancelled")),
            Acceptor(state="retry", status=404),
        ),
        "min_delay": 1.0,
        "max_delay": 8.0,
        "timeout": 60.0,
        "inputs": {"id": "thing_id"},
        "reason": ("error",),
        **changes,
    }
    return Waiter(**settings)


def state(status: str, **more: Any) -> Response:
    return answer(200, json.dumps({"id": "t1", "status": status, **more}))


def waiting(player: Player, used: Waiter[Thing] | None = None, **settings: Any) -> Thing:
    return player.play(wait(session(retries=0), used or waiter(), {"id": "t1"}, **settings))


def test_waiting_ends_with_the_result() -> None:
    seen: list[str] = []
    player = Player(
        *(state(name) for name in ("new", "new", "new", "running", "running", "completed")), chance=1.0
    )
    result = waiting(player, on_progress=lambda thing: seen.append(thing.status))
    assert result.status == "completed"
    assert response_of(result).status == 200
    assert seen == ["new", "running", "completed"]
    assert player.sleeps == [1.0, 2.0, 4.0, 1.0, 2.0]
    assert player.requests[0].target == "/v1/things/t1"


def test_pauses_stay_between_the_limits() -> None:
    for number in (1, 2, 5, 50, 5000):
        assert pause(waiter(), number, 0.0, None) == 1.0
        assert pause(waiter(), number, 1.0, None) <= 8.0
    assert pause(waiter(), 9, 1.0, None) == 8.0
    assert pause(waiter(), 1, 0.0, 20.0) == 20.0


def test_a_failure_is_raised_with_its_reason() -> None:
    player = Player(state("failed", error="bad sample"))
    with pytest.raises(errors.WaitFailed, match="bad sample") as caught:
        waiting(player)
    assert caught.value.reason == "bad sample"
    assert caught.value.last.status == "failed"


def test_a_timeout_keeps_the_last_answer_and_asks_at_the_deadline() -> None:
    player = Player(*(state("running") for _ in range(20)), chance=1.0)
    with pytest.raises(errors.WaitTimeout, match="not done after 10 s") as caught:
        waiting(player, timeout=10.0)
    assert caught.value.last.status == "running"
    assert sum(player.sleeps) == pytest.approx(10.0)
    assert player.log[-2:] == ["Send", "Read"]


def test_the_waiters_own_timeout_and_none_at_all() -> None:
    with pytest.raises(errors.WaitTimeout, match="60 s"):
        waiting(Player(*(state("x") for _ in range(60))))
    player = Player(*(state("x") for _ in range(60)), state("completed"))
    assert waiting(player, timeout=math.inf).status == "completed"
    player = Player(*(state("x") for _ in range(60)), state("completed"))
    assert waiting(player, waiter(timeout=None)).status == "completed"


def test_passing_errors_pass() -> None:
    player = Player(
        answer(503, b"", {"Retry-After": "9"}),
        errors.ProtocolError("cut"),
        answer(404, b"{}"),
        state("completed"),
    )
    assert waiting(player).status == "completed"
    assert player.sleeps[0] == 9.0


def test_other_errors_end_the_wait() -> None:
    with pytest.raises(errors.PermissionDeniedError):
        waiting(Player(answer(403, b"{}")))
    with pytest.raises(errors.ProtocolError):
        waiting(
            Player(errors.ProtocolError("cut")), waiter(operation=dataclasses.replace(GET, retry="never"))
        )


def test_errors_until_the_deadline_are_its_cause() -> None:
    with pytest.raises(errors.WaitTimeout) as caught:
        waiting(Player(*(answer(503, b"{}") for _ in range(60))), timeout=5.0)
    assert isinstance(caught.value.__cause__, errors.ServiceUnavailableError)


def test_an_error_status_can_be_the_failure() -> None:
    used = waiter(acceptors=(Acceptor(state="failure", status=410), Acceptor(state="success", status=200)))
    with pytest.raises(errors.WaitFailed):
        waiting(Player(answer(410, b'{"error": "gone"}')), used)


def test_every_question_has_the_rest_of_the_time() -> None:
    player = Player(state("x"), state("completed"))
    waiting(player, timeout=30.0, options=RequestOptions(headers={"X-Mine": "1"}, deadline=50))
    assert player.requests[0].deadline == Deadline(130.0)
    assert header(player.requests[1], "X-Mine") == "1"


@pytest.mark.parametrize(
    ("acceptor", "status", "value", "matches"),
    [
        (Acceptor(state="success", path=("a",), any_of=(True,)), 200, {"a": True}, True),
        (Acceptor(state="success", path=("a",), any_of=(True,)), 200, {"a": 1}, False),
        (Acceptor(state="success", path=("a",), any_of=(1,)), 200, {"a": 1}, True),
        (Acceptor(state="success", path=("a",), any_of=(None,)), 200, {}, True),
        (Acceptor(state="success", path=("a", 0, "b"), any_of=("x",)), 200, {"a": [{"b": "x"}]}, True),
        (Acceptor(state="success", status=200), 202, {}, False),
        (Acceptor(state="success"), 200, {}, False),
    ],
)
def test_acceptors(acceptor: Acceptor, status: int, value: Any, matches: bool) -> None:
    assert (verdict((acceptor,), status, value) == "success") is matches
