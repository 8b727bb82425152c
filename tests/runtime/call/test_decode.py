"""From answers to results and errors: one clear, typed error each, and nothing secret in any of them."""

from __future__ import annotations

import base64
import dataclasses
import json
import logging
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientome._runtime.base import errors
from clientome._runtime.base.headers import Headers, mask
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.call.binary import ResponseInfo, response_of
from clientome._runtime.call.call import call
from clientome._runtime.spec.operation import Answer, Constraint, Media, Operation, Parameter, Payment
from clientome._runtime.spec.operation import Condition as When
from tests.support.flows import Player, answer, fails, header, session
from tests.support.things import GET, KEY, KEYED, Thing, Wrapped

HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.mark.parametrize(("status", "kind"), sorted(errors.STATUS_ERRORS.items()))
def test_every_status_has_its_class(status: int, kind: type[errors.APIError]) -> None:
    error = fails(answer(status, '{"error": "no", "code": 7}', {"X-Request-Id": "r-1"}))
    assert type(error) is kind
    assert (error.status, error.message, error.code, error.request_id) == (status, "no", "7", "r-1")
    assert error.body == {"error": "no", "code": 7}
    assert (error.operation, error.attempts) == ("getThing", 1)
    assert "getThing" in str(error)
    assert "r-1" in str(error)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (418, errors.ClientStatusError),
        (599, errors.ServerStatusError),
        (304, errors.UnexpectedStatusError),
        (101, errors.UnexpectedStatusError),
    ],
)
def test_other_statuses_fall_into_families(status: int, kind: type[errors.APIError]) -> None:
    assert type(fails(answer(status, b""))) is kind


def test_the_body_is_reachable_but_not_shown() -> None:
    error = fails(answer(500, '{"error": "no", "patient": "Ada Lovelace"}'))
    assert error.body["patient"] == "Ada Lovelace"
    assert "Ada" not in str(error) + repr(error)


def test_field_problems_are_shown_without_their_inputs() -> None:
    body = {"detail": [{"loc": ["body", "email"], "msg": "not an address", "input": "ada@lab.test"}]}
    error = fails(answer(422, json.dumps(body)))
    assert error.message == "body.email: not an address"
    assert "ada@" not in str(error)


def test_a_provider_that_echoes_secrets_does_not_get_them_into_messages() -> None:
    error = fails(answer(401, json.dumps({"error": f"bad token {KEY}"})))
    assert error.message == "bad token ***"
    assert "check api_key= (or environment variable THING_API_KEY)" in str(error)


def test_a_provider_that_echoes_sensitive_values_does_not_get_them_into_messages() -> None:
    arguments = {"person": {"name": "Ada Lovelace"}, "note": "secret note"}
    error = fails(answer(400, '{"error": "Ada Lovelace exists"}'), operation=KEYED, arguments=arguments)
    assert error.message == "*** exists"


def test_long_messages_become_one_short_line() -> None:
    error = fails(answer(400, json.dumps({"error": "a\r\nb\x1b[31m" + "x" * 10_000})))
    assert "\n" not in str(error)
    assert "\x1b" not in str(error)
    assert len(str(error)) < 700


def test_html_instead_of_json_names_the_likely_causes() -> None:
    for script in (answer(200, "<!DOCTYPE html><html>", HTML), answer(200, "  <html>hi", {})):
        error = fails(script)
        assert isinstance(error, errors.DecodeError)
        assert "captive portal" in str(error)
    assert "captive portal" in str(fails(answer(503, "<html>", HTML)))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "the answer is empty"),
        (b'{"id": "t1"', "not valid JSON or is cut off"),
        (b"\xff\xfe", "not valid JSON or is cut off"),
        (b"{}", "id: Field required"),
        (b"[]", "not as described"),
        (b"null", "not as described"),
    ],
)
def test_unreadable_answers(body: bytes, message: str) -> None:
    error = fails(answer(200, body))
    assert isinstance(error, errors.DecodeError)
    assert message in str(error)
    assert error.status == 200


def test_decode_errors_hold_no_values() -> None:
    error = fails(answer(200, '{"name": "Ada Lovelace"}'))
    assert "Ada" not in str(error) + repr(error) + "".join(error.problems)
    assert error.__cause__ is None


def test_a_byte_order_mark_is_skipped() -> None:
    reply = Player(answer(200, b'\xef\xbb\xbf{"id": "t1"}')).play(call(session(), GET, {"thing_id": "t1"}))
    assert reply.result.id == "t1"


ENVELOPED: Operation[Thing] = dataclasses.replace(
    GET, answers=(Answer(200, "json", Wrapped),), unwrap=("data",), enveloped=True
)


def test_an_envelope_is_unwrapped() -> None:
    reply = Player(answer(200, '{"success": true, "data": {"id": "t9"}}')).play(
        call(session(), ENVELOPED, {"thing_id": "t9"})
    )
    assert reply.result.id == "t9"
    assert isinstance(reply.answer, Wrapped)
    assert response_of(reply.result).status == 200


@pytest.mark.parametrize(
    "body",
    [
        '{"success": false, "error": "no credits"}',
        '{"success": false, "data": {"id": "x"}, "error": "no credits"}',
    ],
)
def test_a_200_that_says_no_is_an_envelope_error(body: str) -> None:
    error = fails(answer(200, body), operation=ENVELOPED)
    assert type(error) is errors.EnvelopeError
    assert error.message == "no credits"
    assert error.status == 200
    assert error.body["success"] is False


def test_a_malformed_envelope_is_a_decode_error() -> None:
    assert type(fails(answer(200, '{"success": true}'), operation=ENVELOPED)) is errors.DecodeError


def test_a_list_of_one_becomes_its_element() -> None:
    operation: Operation[Any] = dataclasses.replace(
        GET, answers=(Answer(200, "json", Thing | list[Thing]),), first=True
    )
    for body in ('{"id": "a"}', '[{"id": "a"}]'):
        assert Player(answer(200, body)).play(call(session(), operation, {"thing_id": "a"})).result.id == "a"
    assert type(fails(answer(200, "[]"), operation=operation)) is errors.DecodeError
    assert "one item was expected" in str(fails(answer(200, '[{"id":"a"},{"id":"b"}]'), operation=operation))


def plain(*answers: Answer, method: str = "GET") -> Operation[Any]:
    return Operation(id="op", method=method, path="/x", answers=answers, retry="safe")


def test_kinds_of_answers() -> None:
    def result(operation: Operation[Any], response: Any) -> Any:
        return Player(response).play(call(session(), operation, {})).result

    assert result(plain(Answer(204, "none")), answer(204, b"")) is None
    latin = {"Content-Type": "text/plain; charset=latin-1"}
    assert result(plain(Answer(200, "text")), answer(200, "é".encode("latin-1"), latin)) == "é"
    assert (
        result(plain(Answer(200, "text")), answer(200, b"x", {"Content-Type": "text/plain; charset=no"}))
        == "x"
    )
    assert result(plain(Answer(200, "json", list[int])), answer(200, b"[1]")) == [1]
    assert result(plain(Answer(200, "json", None)), answer(200, b'{"a": 1}')) == {"a": 1}
    info = result(plain(Answer(200, "info"), method="HEAD"), answer(200, b"", {"Content-Length": "7"}))
    assert isinstance(info, ResponseInfo)
    assert info.headers["content-length"] == "7"
    assert result(plain(), answer(200, b"whatever")) is None


def test_answers_by_status_and_content_type() -> None:
    several = plain(Answer(200, "json", Thing), Answer(202, "none"), Answer(0, "text"))
    assert Player(answer(202, b"{}")).play(call(session(), several, {})).result is None
    assert Player(answer(207, b"hello")).play(call(session(), several, {})).result == "hello"
    either = plain(
        Answer(200, "json", Thing, "application/json"), Answer(200, "text", content_type="text/csv")
    )
    csv = answer(200, b"a,b", {"Content-Type": "text/csv; charset=utf-8"})
    player = Player(csv)
    assert player.play(call(session(), either, {})).result == "a,b"
    assert header(player.requests[0], "Accept") == "application/json, text/csv"
    undocumented = Player(answer(201)).play(call(session(), plain(Answer(200, "json", Thing)), {}))
    assert undocumented.result.id == "t1"


def test_binary_answers_are_handed_over_open() -> None:
    player = Player(answer(200, b"PK..", {"Content-Type": "application/zip"}))
    result = player.play(call(session(), plain(Answer(200, "binary")), {})).result
    assert player.log == ["Send", "HandOver"]
    assert result.read() == b"PK.."
    with pytest.raises(errors.ClientomeError, match="already taken"):
        result.read()


def test_response_of_and_the_hook() -> None:
    seen: list[Any] = []
    player = Player(answer(200, '{"id": "t1"}', {"X-Request-Id": "r1"}), answer(404, b"{}"))
    state = session(on_response=seen.append)
    result = player.play(call(state, GET, {"thing_id": "t1"}, RequestOptions(on_response=seen.append))).result
    info = response_of(result)
    assert (info.status, info.request_id, info.attempts, info.operation) == (200, "r1", 1, "getThing")
    assert seen == [info, info]
    assert pickle.loads(pickle.dumps(info)).request_id == "r1"
    with pytest.raises(errors.NotFoundError):
        player.play(call(state, GET, {"thing_id": "t1"}))
    assert seen[-1].status == 404
    for other in ("text", None, [], Thing(id="x"), pickle.loads(pickle.dumps(result))):
        with pytest.raises(TypeError, match="no response is attached"):
            response_of(other)


def test_models_are_equal_whatever_their_response() -> None:
    first, second = (
        Player(answer(200)).play(call(session(), GET, {"thing_id": "t1"})).result for _ in range(2)
    )
    assert first == second == Thing(id="t1")


def test_a_payment_challenge_is_decoded() -> None:
    terms = {"x402Version": 2, "accepts": []}
    value = base64.b64encode(json.dumps(terms).encode()).decode().rstrip("=")
    operation: Operation[Any] = dataclasses.replace(
        GET, payment=Payment(protocol="x402", version=2, challenge="Payment-Required", proof="proof")
    )
    error = fails(answer(402, b"{}", {"Payment-Required": value}), operation=operation)
    assert isinstance(error, errors.PaymentRequiredError)
    assert error.challenge == terms
    assert fails(answer(402, b"{}", {"Payment-Required": "%%%"}), operation=operation).challenge is None
    assert value not in repr(error.headers)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "person: Field required"),
        ({"person": {"name": 5}}, "person.name: Input should be a valid string"),
        ({"person": {"name": "Ada Lovelace", "x": 1}}, "person.x: Extra inputs are not permitted"),
        ({"person": {"name": "Ada Lovelace"}, "note": 5}, "note: Input should be a valid string"),
        ({"person": {"name": "Ada Lovelace"}, "other": 5}, "other: Extra inputs are not permitted"),
    ],
)
def test_argument_errors_name_the_argument_and_no_value(arguments: dict[str, Any], message: str) -> None:
    player = Player()
    with pytest.raises(errors.ArgumentError) as caught:
        player.play(call(session(), KEYED, arguments))
    assert message in str(caught.value)
    assert str(caught.value).startswith("orderThing: ")
    assert "Ada" not in str(caught.value)
    assert caught.value.argument == message.split(":")[0].split(".")[0]
    assert caught.value.__cause__ is None
    assert isinstance(caught.value, ValueError)
    assert player.requests == []


RULES = Constraint(rule="exactly-one", arguments=("a", "b"), message="give a or b")
SEX = Constraint(
    rule="requires",
    arguments=("meta.sex",),
    when=When(argument="kinds", any_of=("cancer",)),
    message="sex is needed",
)


@pytest.mark.parametrize(
    ("constraint", "arguments", "ok"),
    [
        (RULES, {}, False),
        (RULES, {"a": 1}, True),
        (RULES, {"a": 1, "b": 2}, False),
        (dataclasses.replace(RULES, rule="at-least-one"), {}, False),
        (dataclasses.replace(RULES, rule="at-most-one"), {"a": 1, "b": 2}, False),
        (dataclasses.replace(RULES, rule="forbids", when=When(argument="c")), {"c": 1, "a": 1}, False),
        (dataclasses.replace(RULES, rule="forbids", when=When(argument="c")), {"a": 1}, True),
        (SEX, {"kinds": ["ancestry"]}, True),
        (SEX, {"kinds": ["ancestry", "cancer"]}, False),
        (SEX, {"kinds": [{"name": "cancer"}], "meta": {}}, False),
        (SEX, {"kinds": "cancer", "meta": {"sex": "F"}}, True),
        (SEX, {"kinds": "cancer"}, False),
    ],
)
def test_constraints(constraint: Constraint, arguments: dict[str, Any], ok: bool) -> None:
    names = ("a", "b", "c", "kinds", "meta")
    operation: Operation[Any] = Operation(
        id="op",
        method="POST",
        path="/x",
        answers=(Answer(200, "none"),),
        parameters=tuple(Parameter(name, "body") for name in names),
        body=(Media("application/json", names),),
        constraints=(constraint,),
    )
    player = Player(answer(200, b""))
    if ok:
        player.play(call(session(), operation, arguments))
        return
    with pytest.raises(errors.ArgumentError, match=constraint.message):
        player.play(call(session(), operation, arguments))
    assert player.requests == []


def test_an_unknown_argument_without_a_model_is_refused() -> None:
    with pytest.raises(errors.ArgumentError, match="lim: is not an argument"):
        Player().play(call(session(), GET, {"thing_id": "x", "lim": 5}))


HIDDEN: Operation[Any] = Operation(
    id="openLink",
    method="GET",
    path="/links/{code}",
    answers=(Answer(200, "none"),),
    parameters=(
        Parameter("code", "path", sensitive=True),
        Parameter("token", "query", sensitive=True),
        Parameter("limit", "query"),
    ),
)


def test_logs_and_infos_mask_secrets(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "clientome")
    player = Player(
        answer(200, b"", {"Set-Cookie": "sid=cookie-secret", "X-Request-Id": "req-7"}), answer(200)
    )
    arguments = {"code": "path-secret", "token": "query-secret", "limit": 5}
    info = player.play(call(session(), HIDDEN, arguments)).info
    assert player.requests[0].target == "/v1/links/path-secret?token=query-secret&limit=5"
    assert info.url == "https://api.thing.test/v1/links/***?token=***&limit=5"
    player.play(call(session(), GET, {"thing_id": "t1"}))
    text = caplog.text + repr(info.headers) + repr(player.requests[0])
    assert "secret" not in text
    assert KEY not in text
    assert "GET https://api.thing.test/v1/links/***?token=***&limit=5 -> 200" in text
    assert "req-7" in text
    assert "authorization: ***" in text


def test_bodies_are_never_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    player = Player(answer(201, '{"id": "t1", "owner": "Grace Hopper"}'))
    player.play(call(session(), KEYED, {"person": {"name": "Ada Lovelace"}}))
    assert "Ada" not in caplog.text
    assert "Grace" not in caplog.text
    assert "body of" in caplog.text


def test_repeats_and_failures_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "clientome")
    player = Player(errors.ConnectError("x"), answer(503), answer(200))
    player.play(call(session(), GET, {"thing_id": "t1"}))
    assert [record.getMessage().split(" https")[0] for record in caplog.records] == [
        "GET",
        "repeating GET",
        "GET",
        "repeating GET",
        "GET",
    ]


@given(st.text(min_size=3), st.text(), st.text())
def test_masking_leaves_nothing(secret: str, before: str, after: str) -> None:
    masked = mask(before + secret + after, [secret])
    assert not any(secret in piece for piece in masked.split("***"))


def test_masking_replaces_the_longest_first() -> None:
    assert mask("abcdef", ["abc", "abcdef"]) == "***"
    assert mask("ab", ["ab", ""]) == "ab"


@pytest.mark.parametrize(
    "error",
    [
        errors.ConfigurationError("x"),
        errors.ArgumentError("x", "name"),
        errors.TransportError("x", sent=False),
        errors.ConnectError("x"),
        errors.TimeoutError("x", phase="read"),
        errors.ConnectTimeout("x", phase="pool"),
        errors.WaitFailed("x", reason="r", last=Thing(id="t")),
        errors.WaitTimeout("x", last=1),
        errors.RateLimitError("x", status=429, retry_after=2.0, headers=Headers([(b"A", b"b")])),
    ],
)
def test_every_error_can_be_pickled(error: errors.ClientomeError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert again.args == error.args
    assert vars(again) == vars(error)
