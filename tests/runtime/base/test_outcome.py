"""What errors say about what a call has done."""

from __future__ import annotations

import dataclasses
import pickle
from datetime import UTC, datetime
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.base.outcome import PASSING, REFUSALS, Outcome, of_failure, of_status, together
from clientome._runtime.call.call import call
from clientome._runtime.spec.operation import Answer
from tests.support.flows import Player, answer, session
from tests.support.things import GET, KEYED, POST, Wrapped

ORDER = {"person": {"name": "Ada Lovelace"}, "note": None, "key": None}
SENT = datetime(2027, 1, 15, 8, 0, tzinfo=UTC)
LOOKED_UP = dataclasses.replace(POST, look_up="things.list")


def lost() -> errors.TransportError:
    return errors.ProtocolError("gone")


def unsent() -> errors.TransportError:
    return errors.ConnectError("no route")


def test_only_a_refusal_before_any_work_is_a_refusal() -> None:
    refused = {status for status in range(100, 600) if of_status(status) is Outcome.REFUSED}
    assert refused == set(REFUSALS)
    assert not refused & {
        301,
        302,
        303,
        304,
        406,
        408,
        409,
        412,
        423,
        424,
        *range(500, 600),
        *range(100, 300),
    }
    assert {s for s in range(100, 600) if of_status(s) is Outcome.CARRIED_OUT} == set(range(200, 300))
    assert refused >= PASSING == {425, 429}
    assert of_failure(True) is Outcome.UNKNOWN
    assert of_failure(False) is Outcome.NOT_SENT


def test_a_refusal_tells_nothing_about_an_attempt_before_it() -> None:
    order = [Outcome.NOT_SENT, Outcome.REFUSED, Outcome.UNKNOWN, Outcome.CARRIED_OUT]
    for index, one in enumerate(order):
        for other in order[: index + 1]:
            assert together(one, other) is together(other, one) is one


def failure(script: list[Any], operation: Any = LOOKED_UP, **options: Any) -> errors.ClientomeError:
    arguments = ORDER if operation.idempotency else {"thing_id": "1"} if operation is GET else {"name": "x"}
    with pytest.raises(errors.ClientomeError) as caught:
        Player(*script).play(call(session(), operation, arguments, RequestOptions(**options)))
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.outcome, again.sent_at, str(again)) == (
        caught.value.outcome,
        caught.value.sent_at,
        str(caught.value),
    )
    return caught.value


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ([unsent()] * 3, Outcome.NOT_SENT),
        ([lost()], Outcome.UNKNOWN),
        ([errors.TimeoutError("slow", phase="read")], Outcome.UNKNOWN),
        ([unsent(), lost()], Outcome.UNKNOWN),
        ([answer(422, b"{}")], Outcome.REFUSED),
        ([answer(429, b"{}")] * 3, Outcome.REFUSED),
        ([answer(429, b"{}"), lost()], Outcome.UNKNOWN),
        ([answer(409, b"{}")], Outcome.UNKNOWN),
        ([answer(503, b"{}")], Outcome.UNKNOWN),
        ([answer(408, b"{}")], Outcome.UNKNOWN),
        ([answer(303, b"", {"Location": "/elsewhere"})], Outcome.UNKNOWN),
        ([answer(307, b"", {"Location": "/elsewhere"})], Outcome.REFUSED),
        ([answer(304, b"")], Outcome.UNKNOWN),
        ([answer(201, b'{"id"')], Outcome.CARRIED_OUT),
        ([answer(201, b'{"id"', error=errors.ProtocolError("cut"))], Outcome.CARRIED_OUT),
        ([answer(201, b"<html>", {"Content-Type": "text/html"})], Outcome.UNKNOWN),
        ([errors.ConfigurationError("this kind of URL cannot be used")], Outcome.NOT_SENT),
    ],
)
def test_the_outcome_of_a_call_is_that_of_all_its_attempts(script: list[Any], outcome: Outcome) -> None:
    error = failure(script)
    assert error.outcome is outcome
    known = outcome in (Outcome.NOT_SENT, Outcome.REFUSED)
    assert error.sent_at == (None if known else SENT)
    assert ("carried out" in str(error)) is not known
    assert ("may have been" in str(error)) is (outcome is Outcome.UNKNOWN)
    assert ("2027-01-15 08:00:00 UTC" in str(error)) is not known
    assert ("look with things.list()" in str(error)) is not known


def test_an_envelope_that_says_no_does_not_say_how_far_it_came() -> None:
    wrapped = dataclasses.replace(
        LOOKED_UP, answers=(Answer(201, "json", Wrapped),), unwrap=("data",), enveloped=True
    )
    error = failure([answer(201, b'{"success": false, "data": {"id": "t1"}, "error": "no"}')], wrapped)
    assert isinstance(error, errors.EnvelopeError)
    assert error.outcome is Outcome.UNKNOWN
    assert "may have been carried out" in str(error)


@pytest.mark.parametrize("last", [answer(401, b"{}"), answer(422, b"{}"), unsent(), answer(409, b"{}")])
def test_with_a_key_a_refusal_after_a_lost_answer_leaves_it_open(last: Any) -> None:
    operation = dataclasses.replace(KEYED, billable=True)
    script = [lost(), last] if not isinstance(last, errors.TransportError) else [lost(), last, last]
    error = failure(script, operation)
    assert error.outcome is Outcome.UNKNOWN
    assert error.sent_at == SENT
    assert "same key" in str(error)


def test_a_call_that_changes_nothing_is_not_explained() -> None:
    error = failure([answer(404, b"{}")], GET)
    assert error.outcome is Outcome.REFUSED
    assert "carried out" not in str(failure([answer(500, b"{}")] * 3, GET))


class Stop(BaseException):
    """Something that is not an error of ours."""


def test_an_interrupt_says_it_too(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Stop) as caught:
        Player(Stop()).play(call(session(), LOOKED_UP, {"name": "x"}))
    assert "may have been carried out; look with things.list()" in "".join(caught.value.__notes__)
    assert "may have been carried out" in caplog.text


def test_a_flow_that_is_thrown_away_while_it_sends_is_told_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    flow = call(session(), LOOKED_UP, {"name": "x"})
    player = Player()
    value: Any = None
    while type(effect := flow.send(value)).__name__ != "Send":
        value = player.perform(effect)
    flow.close()
    assert "may have been carried out" in caplog.text


def test_before_it_is_sent_an_interrupt_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    flow = call(session(), LOOKED_UP, {"name": "x"})
    next(flow)
    flow.close()
    assert caplog.text == ""
