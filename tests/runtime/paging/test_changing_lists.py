"""Lists whose rows come and go while their pages are read: each item is given once, none is missed, and it is told."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientome._runtime.base import errors
from clientome._runtime.base.models import AnswerModel
from clientome._runtime.paging import Page, PageData, fetch, fetch_next
from clientome._runtime.spec.operation import Answer, Operation, Pagination, Parameter
from tests.support.flows import Player, answer, session


class Row(AnswerModel):
    id: int | None = None


class Rows(AnswerModel):
    total: int | None = None
    rows: list[Row]


def operation(style: Literal["page", "offset"], total: bool = True, key: bool = True) -> Operation[Page[Row]]:
    return Operation(
        id="listRows",
        method="GET",
        path="/rows",
        answers=(Answer(200, "json", Rows),),
        parameters=tuple(Parameter(name, "query") for name in ("page", "size", "offset", "limit")),
        pagination=Pagination(
            style=style,
            items=("rows",),
            total=("total",) if total else None,
            page="page",
            size="size",
            offset="offset",
            limit="limit",
            key=(("id",),) if key else (),
        ),
        retry="safe",
    )


class Server:
    """A list on a server, as it is at each moment."""

    def __init__(self, rows: list[int], *, missing_page: bool = False) -> None:
        self.rows = rows
        self.missing_page = missing_page
        self.requests = 0

    def __call__(self, request: Any) -> Any:
        self.requests += 1
        asked = dict(parse_qsl(urlsplit(request.target).query))
        size = int(asked.get("limit") or asked.get("size") or 3)
        start = int(asked["offset"]) if "offset" in asked else (int(asked.get("page", 1)) - 1) * size
        found = self.rows[start : start + size]
        if self.missing_page and start and not found:
            return answer(404, "{}")
        rows = [{"id": row} for row in found]
        return answer(200, json.dumps({"total": len(self.rows), "rows": rows}))


def read(
    server: Server,
    listing: Operation[Page[Row]],
    do: Callable[[Row], object] = lambda _row: None,
    size: int = 3,
) -> tuple[list[int], bool]:
    """All items, with something done at each, and whether rows were seen to move."""
    player = Player(*[server] * 2000)
    state = session()
    name = "limit" if listing.pagination and listing.pagination.style == "offset" else "size"
    page: Page[Row] = Page(
        player.play(fetch(state, listing, {name: size}, None)),
        lambda chunk: player.play(fetch_next(state, chunk)),
    )
    given: list[int] = []
    moved = False
    for one in page.pages():
        moved = one.moved
        for row in one.items:
            given.append(row.id or 0)
            do(row)
    return given, moved


STYLES: list[Literal["page", "offset"]] = ["page", "offset"]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 20])
def test_a_list_that_stays_is_read_as_ever(style: Literal["page", "offset"], size: int) -> None:
    server = Server(list(range(1, 9)))
    assert read(server, operation(style), size=size) == (list(range(1, 9)), False)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("missing_page", [False, True])
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_cancelling_while_iterating_leaves_none(
    style: Literal["page", "offset"], missing_page: bool, size: int, caplog: pytest.LogCaptureFixture
) -> None:
    server = Server(list(range(1, 9)), missing_page=missing_page)

    def cancel(row: Row) -> None:
        assert row.id is not None
        server.rows.remove(row.id)

    given, moved = read(server, operation(style), cancel, size)
    assert sorted(given) == list(range(1, 9))
    assert len(given) == 8
    assert moved
    assert len([r for r in caplog.records if r.levelno == logging.WARNING]) == 1


@pytest.mark.parametrize("style", STYLES)
def test_new_rows_are_not_given_twice(style: Literal["page", "offset"]) -> None:
    server = Server(list(range(100, 130)))

    def add(row: Row) -> None:
        if row.id is not None and row.id % 4 == 0 and row.id < 130:
            server.rows.insert(0, 1000 + row.id)

    given, moved = read(server, operation(style), add)
    assert len(given) == len(set(given))
    assert set(range(100, 130)) <= set(given)
    assert moved


def test_rows_that_come_and_go_together_show_in_the_overlap() -> None:
    server = Server(list(range(1, 13)))

    def work(row: Row) -> None:
        assert row.id is not None
        server.rows.remove(row.id)
        if row.id < 100:
            server.rows.append(row.id + 100)

    given, moved = read(server, operation("offset", total=True), work)
    assert sorted(given) == [*range(1, 13), *range(101, 113)]
    assert moved


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(STYLES),
    st.integers(2, 6),
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["add", "remove"])), max_size=12),
)
def test_what_was_there_all_the_time_is_given_once(
    style: Literal["page", "offset"], size: int, changes: list[tuple[int, str]]
) -> None:
    """Numbered pages cannot see rows that come as others go: there only one kind of change happens."""
    server = Server(list(range(25)))
    kinds = {kind for _, kind in changes}
    if style == "page" and len(kinds) > 1:
        changes = [change for change in changes if change[1] == "remove"]
    left = list(changes)
    removed: set[int] = set()

    def change(_row: Row) -> None:
        if left and server.rows:
            place, kind = left.pop(0)
            place %= len(server.rows)
            if kind == "add":
                server.rows.insert(place, 1000 + len(left))
            else:
                removed.add(server.rows.pop(place))

    given, _moved = read(server, operation(style), change, size)
    assert len(given) == len(set(given))
    assert set(range(25)) - removed <= set(given)


def test_two_readings_from_one_page_each_give_everything() -> None:
    server = Server(list(range(1, 9)))
    player, state = Player(*[server] * 100), session()
    page: Page[Row] = Page(
        player.play(fetch(state, operation("offset"), {"limit": 3}, None)),
        lambda chunk: player.play(fetch_next(state, chunk)),
    )
    first = [row.id for row in page]
    server.rows.insert(0, 50)
    second = [row.id for row in page]
    assert first == list(range(1, 9))
    assert [id for id in second if id != 50] == list(range(1, 9))


def test_without_a_key_nothing_is_left_out() -> None:
    server = Server([1, 1, 1, 2, 1])
    assert read(server, operation("offset", key=False), size=2) == ([1, 1, 1, 2, 1], False)


def test_items_without_an_id_are_given_as_they_come() -> None:
    blank = answer(200, '{"total": 4, "rows": [{}, {}]}'), answer(200, '{"total": 4, "rows": [{"x": 1}, {}]}')
    player, state = Player(*blank), session()
    chunk: PageData | None = player.play(fetch(state, operation("offset"), {"limit": 2}, None))
    count = 0
    while chunk is not None:
        count += len(chunk.items)
        chunk = player.play(fetch_next(state, chunk))
    assert count == 4


def test_a_provider_that_ignores_the_page_still_ends_in_an_error() -> None:
    same = [answer(200, '{"total": 90, "rows": [{"id": 1}, {"id": 2}]}') for _ in range(5)]
    player, state = Player(*same), session()
    chunk: Any = player.play(fetch(state, operation("offset"), {"limit": 2}, None))
    chunk = player.play(fetch_next(state, chunk))
    assert chunk.items == []
    with pytest.raises(errors.PaginationError):
        player.play(fetch_next(state, chunk))


def test_a_list_that_is_gone_is_not_found() -> None:
    player = Player(answer(200, '{"total": 9, "rows": [{"id": 1}]}'), answer(404), answer(404))
    state = session()
    chunk = player.play(fetch(state, operation("offset"), {"limit": 1}, None))
    with pytest.raises(errors.NotFoundError):
        player.play(fetch_next(state, chunk))
