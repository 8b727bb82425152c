"""An answer that differs from its description costs nobody an id: the rest stays typed, and notes say what differs."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import logging
import pickle
import uuid
import warnings
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AwareDatetime, Field, RootModel

from clientome._runtime.base import errors
from clientome._runtime.base.models import AnswerModel
from clientome._runtime.base.options import RequestOptions, Timeout
from clientome._runtime.base.types import EpochSeconds
from clientome._runtime.call.binary import BinaryResponse, response_of
from clientome._runtime.call.call import call
from clientome._runtime.call.tolerant import MOST_NOTES, tolerate
from clientome._runtime.http.messages import Response
from clientome._runtime.paging import Page, fetch
from clientome._runtime.spec.operation import Acceptor, Answer, Operation, Pagination, Waiter
from clientome._runtime.waiting.poller import wait
from tests.support.flows import Player, Wire, answer, fails, session
from tests.support.things import GET, POST
from tests.support.things import Wrapped as Envelope

Hidden = Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})]


class Cat(AnswerModel):
    kind: Literal["cat"]
    lives: int


class Dog(AnswerModel):
    kind: Literal["dog"]
    name: str


class Patient(AnswerModel):
    id: uuid.UUID
    name: Hidden = None
    at: AwareDatetime | None = None


class Ids(RootModel[list[int]]):
    pass


class Order(AnswerModel):
    order_id: str
    count: int = 0
    price: float = 0.0
    paid: bool = False
    status: Literal["new", "done"] | str = "new"
    day: dt.date | None = None
    must: dt.date = dt.date(2020, 1, 1)
    at: AwareDatetime | None = None
    since: EpochSeconds | None = None
    key: uuid.UUID | None = None
    tags: list[str] = Field(default_factory=list)
    patient: Patient | None = None
    patients: list[Patient] = Field(default_factory=list)
    by_name: dict[str, Patient] = Field(default_factory=dict)
    pet: Annotated[Cat | Dog, Field(discriminator="kind")] | None = None
    either: Cat | Patient | str | None = None
    ids: Ids | None = None
    class_: Annotated[int, Field(alias="class")] = 0


PLACE: Operation[Order] = dataclasses.replace(POST, answers=(Answer(201, "json", Order),))
ID = "00000000-0000-0000-0000-00000000000a"


def placed(body: Any, **options: Any) -> Order:
    text = body if isinstance(body, (str, bytes)) else json.dumps({"order_id": "ord_1"} | body)
    return Player(answer(201, text)).play(call(session(), PLACE, {}, RequestOptions(**options))).result


NAIVE = dt.datetime(2026, 1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    ("body", "path", "got", "kept"),
    [
        ({"at": "2026-01-02T03:04:05"}, "at", "text", NAIVE),
        ({"since": "2026-01-02T03:04:05"}, "since", "text", NAIVE),
        ({"since": "1700000000"}, "since", "text", dt.datetime.fromtimestamp(1_700_000_000, dt.UTC)),
        ({"at": "soon"}, "at", "text", "soon"),
        ({"day": ""}, "day", "empty text", None),
        ({"must": ""}, "must", "empty text", ""),
        ({"must": None}, "must", "null", None),
        ({"day": "2026-01-02T03:04:05Z"}, "day", "text", "2026-01-02T03:04:05Z"),
        ({"key": ""}, "key", "empty text", None),
        ({"key": "no-uuid"}, "key", "text", "no-uuid"),
        ({"count": "12"}, "count", "text", 12),
        ({"count": "12.0"}, "count", "text", 12),
        ({"count": 12.0}, "count", "a number", 12),
        ({"count": 12.5}, "count", "a number", 12.5),
        ({"count": ""}, "count", "empty text", ""),
        ({"count": None}, "count", "null", None),
        ({"count": "many"}, "count", "text", "many"),
        ({"class": "7"}, "class", "text", 7),
        ({"price": "9.5"}, "price", "text", 9.5),
        ({"paid": "true"}, "paid", "text", True),
        ({"paid": 1}, "paid", "an integer", True),
        ({"paid": ""}, "paid", "empty text", ""),
        ({"order_id": 5}, "order_id", "an integer", "5"),
        ({"order_id": None}, "order_id", "null", None),
        ({"order_id": {"id": 1}}, "order_id", "an object", {"id": 1}),
        ({"status": 7}, "status", "an integer", "7"),
        ({"tags": None}, "tags", "null", None),
        ({"tags": "one"}, "tags", "text", ["one"]),
        ({"tags": ["a", None]}, "tags.1", "null", ["a", None]),
        ({"tags": ["a", 5]}, "tags.1", "an integer", ["a", "5"]),
        ({"ids": ["1", 2]}, "ids.0", "text", Ids([1, 2])),
        ({"patient": []}, "patient", "a list", []),
        ({"patient": "Ada"}, "patient", "text", "Ada"),
        ({"pet": {"kind": "emu"}}, "pet", "an object", {"kind": "emu"}),
    ],
)
def test_what_differs_is_kept_and_noted(body: Any, path: str, got: str, kept: Any) -> None:
    order = placed(body)
    (note,) = response_of(order).notes
    assert (note.path, note.got) == (path, got)
    name = {"class": "class_"}.get(path, path).split(".")[0]
    assert getattr(order, name) == kept
    assert type(getattr(order, name)) is type(kept)
    assert order.order_id == "ord_1" or "order_id" in body
    with pytest.raises(errors.DecodeError) as strict:
        placed(body, strict_answers=True)
    assert strict.value.problems == (str(note),)
    assert strict.value.body == {"order_id": "ord_1"} | body


def test_a_time_without_an_offset_is_naive_and_the_rest_is_typed() -> None:
    order = placed({"at": "2026-01-02T03:04:05", "day": "2026-01-02", "patients": [{"id": ID}]})
    assert order.at == NAIVE
    assert order.day == dt.date(2026, 1, 2)
    assert order.patients[0].id == uuid.UUID(ID)


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        ({"patient": {"id": "x", "name": 5}}, ["patient.id", "patient.name"]),
        ({"patient": {}}, ["patient.id"]),
        ({"patients": {"id": ID}}, ["patients"]),
        ({"patients": [{"id": ID}, None, {"id": None}]}, ["patients.1", "patients.2.id"]),
        ({"patient": [{"id": None}]}, ["patient", "patient.id"]),
        ({"by_name": {"Ada Lovelace": {"id": ""}}}, ["by_name.*.id"]),
        ({"pet": {"kind": "cat", "lives": "nine"}}, ["pet.lives"]),
        ({"either": {"id": 5, "name": "Ada", "at": None}}, ["either.id"]),
    ],
)
def test_parts_are_read_as_far_as_they_fit(body: Any, paths: list[str]) -> None:
    order = placed(body)
    notes = response_of(order).notes
    assert [note.path for note in notes] == paths
    assert "Ada" not in repr(notes) + repr(order).replace("Ada Lovelace", "")
    if "patients" in body:
        assert order.patients[0] == Patient(id=uuid.UUID(ID))
    if "either" in body:
        assert isinstance(order.either, Patient)


def test_an_answer_as_described_has_no_notes() -> None:
    order = placed({"at": "2026-01-02T03:04:05Z", "new": {"unknown": 1}})
    assert response_of(order).notes == ()
    assert placed({"at": "2026-01-02T03:04:05Z"}, strict_answers=True).at is not None


def test_the_client_can_be_strict_and_a_call_lenient() -> None:
    state = session()
    state.strict_answers = True
    with pytest.raises(errors.DecodeError, match="was carried out"):
        Player(answer(201, '{"order_id": 5}')).play(call(state, PLACE, {}))
    lenient = RequestOptions(strict_answers=False)
    reply = Player(answer(201, '{"order_id": 5}')).play(call(state, PLACE, {}, lenient))
    assert reply.result.order_id == "5"


def test_nothing_of_a_patient_is_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    body = {
        "patient": {"id": "x", "name": {"first": "Ada"}},
        "patients": ["Ada"],
        "pet": {"kind": "Ada", "name": "Ada"},
        "order_id": {"name": "Ada"},
        "tags": {"Ada": "Ada"},
        "by_name": ["Ada"],
    }
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        order = placed(body)
        again = pickle.loads(pickle.dumps(order))
        assert again == order
        assert json.loads(order.model_dump_json())["patient"] == {
            "id": "x",
            "name": {"first": "Ada"},
            "at": None,
        }
        assert order.model_dump()["tags"] == {"Ada": "Ada"}
    shown = repr(order) + str(order) + repr(again) + repr(response_of(order).notes) + caplog.text
    assert "Ada" not in shown
    assert "differs from its description" in caplog.text


def test_notes_have_a_limit() -> None:
    order = placed({"tags": [None] * (MOST_NOTES + 50)})
    assert len(response_of(order).notes) == MOST_NOTES
    assert len(order.tags) == MOST_NOTES + 50


def test_notes_travel_with_the_info() -> None:
    info = response_of(placed({"count": "1"}))
    again = pickle.loads(pickle.dumps(info))
    assert again.notes == info.notes
    assert "notes=1" in repr(info)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*Order.model_fields, "class", "id", "kind", "lives"]), inner, max_size=5
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_json_is_too_odd(value: Any) -> None:
    read, notes = tolerate(Order, value)
    assert notes or isinstance(read, Order)
    assert len(repr(read)) > 0
    if isinstance(value, dict):
        assert isinstance(read, Order)


@pytest.mark.parametrize(
    ("body", "came", "words"),
    [
        ("<!DOCTYPE html><html>", "<!DOCTYPE html><html>", "may have been carried out"),
        ('{"order_id": "ord_1"', '{"order_id": "ord_1"', "was carried out"),
        ("", None, "was carried out"),
        ('["ord_1"]', ["ord_1"], "was carried out"),
        ('"ord_1"', "ord_1", "was carried out"),
        ('{"data": {"order_id": "ord_1"}}', {"data": {"order_id": "ord_1"}}, "was carried out"),
        ("null", None, "was carried out"),
    ],
)
def test_what_cannot_be_a_result_carries_the_answer(body: str, came: Any, words: str) -> None:
    error = fails(answer(201, body, {"X-Request-Id": "r-9"}), operation=PLACE, arguments={"name": "x"})
    assert isinstance(error, errors.DecodeError)
    assert (error.status, error.request_id) == (201, "r-9")
    assert words in str(error)
    assert "r-9" in str(error)
    assert error.body == came
    assert "ord_1" not in str(error)


def test_a_question_that_cannot_be_read_speaks_of_no_order() -> None:
    assert "carried out" not in str(
        fails(answer(200, "<html>"), operation=dataclasses.replace(GET, readonly=True))
    )


def test_a_result_that_lies_elsewhere_is_no_result() -> None:
    enveloped: Operation[Any] = dataclasses.replace(
        POST, answers=(Answer(201, "json", Envelope),), unwrap=("data",), enveloped=True
    )
    error = fails(answer(201, '{"success": true, "id": "t1"}'), operation=enveloped, arguments={"name": "x"})
    assert isinstance(error, errors.DecodeError)
    assert error.body == {"success": True, "id": "t1"}
    player = Player(answer(201, '{"success": "true", "data": {"id": 7}}'))
    result = player.play(call(session(), enveloped, {})).result
    assert result.id == "7"
    assert [note.path for note in response_of(result).notes] == ["success", "data.id"]
    refused = answer(200, '{"success": false, "error": "no credits", "data": []}')
    assert type(fails(refused, operation=enveloped, arguments={"name": "x"})) is errors.EnvelopeError


class OrderPage(AnswerModel):
    total: int
    results: list[Order]


def test_a_page_keeps_its_other_items_and_tells() -> None:
    listing: Operation[Page[Order]] = Operation(
        id="list",
        method="GET",
        path="/orders",
        answers=(Answer(200, "json", OrderPage),),
        pagination=Pagination(style="single", items=("results",), total=("total",)),
    )
    body = {"total": "2", "results": [{"order_id": "a", "at": "2026-01-02T03:04:05"}, {"order_id": "b"}]}
    chunk = Player(answer(200, json.dumps(body))).play(fetch(session(), listing, {}, None))
    assert [item.order_id for item in chunk.items] == ["a", "b"]
    assert chunk.total == 2
    assert [note.path for note in chunk.info.notes] == ["total", "results.0.at"]
    lost = Player(answer(200, '{"total": 2, "results": "none"}'))
    with pytest.raises(errors.DecodeError) as caught:
        lost.play(fetch(session(), listing, {}, None))
    assert caught.value.body.results == "none"


def test_a_wait_goes_on_with_such_answers() -> None:
    waiter: Waiter[Order] = Waiter(
        name="wait",
        operation=dataclasses.replace(GET, answers=(Answer(200, "json", Order),)),  # pyright: ignore[reportArgumentType]
        acceptors=(Acceptor(state="success", path=("status",), any_of=("done",)),),
        min_delay=1,
        max_delay=1,
    )
    player = Player(
        answer(200, '{"order_id": 1, "status": "new"}'),
        answer(200, '{"order_id": 1, "status": "done", "at": ""}'),
    )
    result = player.play(wait(session(), waiter, {"thing_id": "t1"}))
    assert (result.order_id, result.status, result.at) == ("1", "done", None)
    assert len(response_of(result).notes) == 2


# -- what fails after an answer has arrived ------------------------------------------------------------------------


def broken_hook(_info: object) -> None:
    raise RuntimeError("Ada Lovelace")


@pytest.mark.parametrize("of_the_call", [True, False])
def test_a_hook_that_fails_does_not_cost_the_id(of_the_call: bool) -> None:
    options = RequestOptions(on_response=broken_hook if of_the_call else None)
    state = session(on_response=None if of_the_call else broken_hook)
    with pytest.raises(errors.HookError) as caught:
        Player(answer(201, '{"order_id": "ord_1"}')).play(call(state, PLACE, {}, options))
    error = caught.value
    assert error.result == Order(order_id="ord_1")
    assert (error.status, error.body, error.operation) == (201, {"order_id": "ord_1"}, "makeThing")
    assert isinstance(error.__cause__, RuntimeError)
    assert "Ada" not in str(error)
    assert pickle.loads(pickle.dumps(error)).result == error.result


def test_a_hook_that_fails_does_not_hide_a_refusal() -> None:
    error = fails(
        answer(402, '{"error": "no credits"}'),
        operation=PLACE,
        arguments={"name": "x"},
        on_response=broken_hook,
    )
    assert isinstance(error, errors.HookError)
    assert (error.status, error.body) == (402, {"error": "no credits"})


def test_an_interrupt_of_a_hook_stays_one() -> None:
    def interrupted(_info: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Player(answer(201, '{"order_id": "o"}')).play(call(session(on_response=interrupted), PLACE, {}))


def test_a_stream_is_closed_when_a_hook_fails() -> None:
    streaming: Operation[BinaryResponse] = Operation(
        id="get", method="GET", path="/x", answers=(Answer(200, "binary"),)
    )
    wire = Wire(b"PK")
    response = Response(200, [], wire)
    with pytest.raises(errors.HookError) as caught:
        Player(response).play(call(session(on_response=broken_hook), streaming, {}))
    assert (caught.value.result, caught.value.body) == (None, None)
    assert wire.closed


def test_an_observer_that_fails_is_only_logged(caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        def see(self, *_seen: object) -> None:
            raise OSError("disk full")

    state = session()
    state.observer = Broken()  # pyright: ignore[reportAttributeAccessIssue]
    assert Player(answer(201, '{"order_id": "o"}')).play(call(state, PLACE, {})).result.order_id == "o"
    assert "the observer failed: OSError" in caplog.text


def test_an_answer_that_breaks_off_tells_its_head() -> None:
    cut = answer(201, b'{"order', {"X-Request-Id": "r-3"}, errors.ProtocolError("cut off"))
    error = fails(cut, operation=PLACE, arguments={"name": "x"})
    assert isinstance(error, errors.ProtocolError)
    assert (error.status, error.request_id) == (201, "r-3")
    unanswered = fails(errors.ProtocolError("reset"), operation=PLACE, arguments={"name": "x"})
    assert (unanswered.status, unanswered.request_id) == (None, None)


def test_a_redirect_of_a_post_tells_where_to() -> None:
    moved = answer(303, "", {"Location": "/v1/orders/ord_1", "X-Request-Id": "r-4"})
    error = fails(moved, operation=PLACE, arguments={"name": "x"})
    assert isinstance(error, errors.UnexpectedStatusError)
    assert error.headers["location"] == "/v1/orders/ord_1"
    assert error.request_id == "r-4"


# -- read timeouts -------------------------------------------------------------------------------------------------

SLOW: Operation[Order] = dataclasses.replace(PLACE, read_timeout=300.0)


@pytest.mark.parametrize(
    ("operation", "of_client", "of_call", "read"),
    [
        (PLACE, None, None, 60.0),
        (SLOW, None, None, 300.0),
        (SLOW, Timeout(connect=2), None, 300.0),
        (SLOW, Timeout(read=20), None, 20.0),
        (SLOW, Timeout(read=None), None, None),
        (SLOW, None, 7.0, 7.0),
        (SLOW, None, 60.0, 60.0),
        (SLOW, None, Timeout(connect=1), 300.0),
        (SLOW, None, Timeout(read=60.0), 60.0),
        (SLOW, pickle.loads(pickle.dumps(Timeout())), None, 300.0),
        (SLOW, pickle.loads(pickle.dumps(Timeout(read=60.0))), None, 60.0),
    ],
)
def test_a_described_read_timeout_holds_unless_somebody_sets_one(
    operation: Operation[Order],
    of_client: Timeout | None,
    of_call: Timeout | float | None,
    read: float | None,
) -> None:
    player = Player(answer(201, '{"order_id": "o"}'))
    player.play(call(session(timeout=of_client), operation, {}, RequestOptions(timeout=of_call)))
    assert player.requests[0].timeout["read"] == read
