"""The retry rules, played to the flow without a clock, a loop or a network."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.options import RequestOptions, Timeout
from clientome._runtime.base.outcome import Outcome
from clientome._runtime.base.timing import Deadline
from clientome._runtime.body.body import Body
from clientome._runtime.body.inputs import source_of
from clientome._runtime.call.call import call
from clientome._runtime.http.messages import Request
from clientome._runtime.spec.operation import Answer, Media, Operation, Parameter
from tests.support.flows import Player, answer, header, session
from tests.support.things import GET, KEYED, POST

ORDER = {"person": {"name": "Ada Lovelace"}, "note": None, "key": None}
LOST = errors.ProtocolError("gone")
REFUSED = errors.ConnectError("no route")


def get(player: Player, options: RequestOptions | None = None, **settings: object):
    return player.play(call(session(**settings), GET, {"thing_id": "t1"}, options))  # type: ignore[arg-type]


def test_503_none_200_gives_send_sleep_send() -> None:
    player = Player(answer(503, b"", {"Retry-After": "7"}), answer(200))
    assert get(player).result.id == "t1"
    assert player.log == ["Send", "Read", "Sleep(7)", "Send", "Read"]


def test_jitter_is_full_and_grows() -> None:
    pauses = []
    for chance in (0.0, 0.5, 1.0):
        player = Player(answer(503), answer(500), answer(502), answer(200), chance=chance)
        get(player, RequestOptions(retries=3))
        pauses.append(player.sleeps)
    assert pauses == [[0.0, 0.0, 0.0], [0.25, 0.5, 1.0], [0.5, 1.0, 2.0]]


def test_pauses_are_capped() -> None:
    player = Player(*(answer(503) for _ in range(8)), answer(200))
    get(player, RequestOptions(retries=8))
    assert max(player.sleeps) == 8.0


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_safe_operations_repeat_retryable_statuses(status: int) -> None:
    player = Player(answer(status), answer(status), answer(200))
    assert get(player).info.attempts == 3


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 409, 410, 413, 422, 501])
def test_other_statuses_are_not_repeated(status: int) -> None:
    player = Player(answer(status, b"{}"))
    with pytest.raises(errors.APIError) as caught:
        get(player)
    assert caught.value.status == status
    assert caught.value.attempts == 1
    assert len(player.requests) == 1


@pytest.mark.parametrize("status", [402, 409])
def test_402_and_409_are_never_repeated_even_where_a_description_says_so(status: int) -> None:

    from tests.support.things import API

    api = dataclasses.replace(API, retry_statuses=(402, 409, 503))
    player = Player(answer(status, b"{}"))
    with pytest.raises(errors.APIError):
        get(player, api=api)
    assert len(player.requests) == 1


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
def test_a_post_that_costs_money_is_never_sent_twice_after_an_answer(status: int) -> None:
    player = Player(answer(status, b"{}", {"Retry-After": "0"}))
    with pytest.raises(errors.APIError) as caught:
        player.play(call(session(), POST, {"name": "x"}))
    assert len(player.requests) == 1
    assert not caught.value.is_retry_safe


@pytest.mark.parametrize(
    "failure",
    [
        errors.ProtocolError("cut"),
        errors.TimeoutError("slow", phase="read"),
        errors.TimeoutError("slow", phase="write"),
        errors.TransportError("?"),
    ],
)
def test_a_post_is_never_sent_twice_once_bytes_may_have_left(failure: errors.TransportError) -> None:
    player = Player(failure)
    with pytest.raises(errors.TransportError) as caught:
        player.play(call(session(), POST, {"name": "x"}))
    assert len(player.requests) == 1
    assert caught.value.operation == "makeThing"
    assert not caught.value.is_retry_safe


@pytest.mark.parametrize("failure", [REFUSED, errors.ConnectTimeout("slow", phase="connect")])
def test_a_post_is_repeated_when_nothing_left(failure: errors.TransportError) -> None:
    player = Player(failure, failure, answer(201))
    assert player.play(call(session(), POST, {"name": "x"})).info.attempts == 3


def test_a_post_whose_answer_breaks_off_is_not_repeated() -> None:
    player = Player(answer(201, b'{"id"', error=errors.ProtocolError("cut")))
    with pytest.raises(errors.ProtocolError) as caught:
        player.play(call(session(), POST, {"name": "x"}))
    assert len(player.requests) == 1
    assert caught.value.sent


def test_a_get_whose_answer_breaks_off_is_repeated() -> None:
    player = Player(answer(200, b'{"id"', error=errors.ProtocolError("cut")), answer(200))
    assert get(player).info.attempts == 2


def test_the_key_is_made_once_and_is_the_same_in_all_attempts() -> None:
    player = Player(LOST, answer(503), answer(201))
    player.play(call(session(), KEYED, ORDER))
    keys = {header(request, "Idempotency-Key") for request in player.requests}
    assert len(player.requests) == 3
    assert len(keys) == 1
    key = keys.pop()
    assert key is not None
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", key)


def test_two_calls_have_two_keys() -> None:
    player = Player(answer(201), answer(201))
    shared = session()
    player.play(call(shared, KEYED, ORDER))
    player.play(call(shared, KEYED, ORDER))
    assert header(player.requests[0], "Idempotency-Key") != header(player.requests[1], "Idempotency-Key")


KEY_GIVEN: list[tuple[str | None, str | None, dict[str, str] | None]] = [
    ("mine", None, None),
    (None, "mine", None),
    ("mine", "mine", None),
    (None, None, {"Idempotency-Key": "mine"}),
    (None, None, {"iDEMPOTENCY-kEY": "mine", "X-Other": "1"}),
]


@pytest.mark.parametrize(("argument", "option", "headers"), KEY_GIVEN)
def test_a_given_key_is_used_by_whatever_way_it_comes(
    argument: str | None, option: str | None, headers: dict[str, str] | None
) -> None:
    player = Player(LOST, answer(503), answer(201))
    options = RequestOptions(idempotency_key=option, headers=headers)
    player.play(call(session(), KEYED, {**ORDER, "key": argument}, options))
    assert [header(r, "Idempotency-Key") for r in player.requests] == ["mine"] * 3
    assert all(
        len([n for n, _ in r.headers if n.lower() == b"idempotency-key"]) == 1 for r in player.requests
    )
    assert header(player.requests[0], "X-Other") == ("1" if headers and "X-Other" in headers else None)


@pytest.mark.parametrize("value", ["", " ", " x", "x ", "a\nb", "caf\u00e9", 5, None, b"x"])
@pytest.mark.parametrize("way", ["argument", "option", "header"])
def test_a_key_that_is_none_is_refused(value: Any, way: str) -> None:
    if value is None and way != "header":
        return
    player = Player()
    options = RequestOptions(
        idempotency_key=value if way == "option" else None,
        headers={"idempotency-key": value} if way == "header" else None,
    )
    with pytest.raises(errors.ArgumentError) as caught:
        player.play(call(session(), KEYED, {**ORDER, "key": value if way == "argument" else None}, options))
    assert player.requests == []
    assert caught.value.outcome is Outcome.NOT_SENT


@pytest.mark.parametrize(
    ("argument", "option", "headers"),
    [
        ("a", "b", {}),
        ("a", None, {"Idempotency-Key": "b"}),
        (None, "a", {"Idempotency-Key": "b"}),
        (None, None, {"Idempotency-Key": "a", "idempotency-key": "b"}),
    ],
)
def test_two_keys_are_refused(argument: str | None, option: str | None, headers: dict[str, str]) -> None:
    options = RequestOptions(idempotency_key=option, headers=headers)
    with pytest.raises(errors.ArgumentError, match=r"twice|two different"):
        Player().play(call(session(), KEYED, {**ORDER, "key": argument}, options))


def test_a_key_among_the_headers_of_a_client_is_refused() -> None:
    with pytest.raises(errors.ConfigurationError, match="belongs to one call"):
        session(headers={"IDEMPOTENCY-key": "x"})
    named = dataclasses.replace(
        KEYED, parameters=(*KEYED.parameters[:-1], dataclasses.replace(KEYED.parameters[-1], wire="X-Once"))
    )
    player = Player()
    with pytest.raises(errors.ConfigurationError, match="belongs to one call"):
        player.play(call(session(headers={"x-once": "x"}), named, ORDER))
    assert player.requests == []


@pytest.mark.parametrize("operation", [POST, GET])
def test_a_key_header_for_an_operation_without_one_is_refused(operation: Any) -> None:
    options = RequestOptions(headers={"Idempotency-Key": "x"})
    with pytest.raises(errors.ArgumentError, match="takes no idempotency key"):
        Player().play(
            call(session(), operation, {"thing_id": "1"} if operation is GET else {"name": "x"}, options)
        )


@pytest.mark.parametrize("operation", [GET, POST, KEYED])
def test_429_is_repeated_for_every_operation(operation: Any) -> None:
    arguments = {"thing_id": "1"} if operation is GET else ORDER if operation is KEYED else {"name": "x"}
    player = Player(
        answer(429, b"{}", {"Retry-After": "3"}),
        answer(429, b"{}"),
        answer(201 if operation is not GET else 200),
    )
    assert player.play(call(session(), operation, arguments)).info.attempts == 3
    assert player.sleeps[0] == 3.0
    player = Player(*(answer(429, b"{}") for _ in range(3)))
    with pytest.raises(errors.RateLimitError) as caught:
        player.play(call(session(), operation, arguments))
    assert len(player.requests) == 3
    assert caught.value.is_retry_safe
    assert caught.value.outcome is Outcome.REFUSED


def test_429_is_not_waited_for_beyond_the_deadline() -> None:
    player = Player(answer(429, b"{}", {"Retry-After": "30"}))
    with pytest.raises(errors.RateLimitError):
        player.play(call(session(), POST, {"name": "x"}, RequestOptions(deadline=10)))
    assert len(player.requests) == 1


def test_a_post_after_429_whose_answer_is_lost_is_not_repeated() -> None:
    player = Player(answer(429, b"{}"), LOST)
    with pytest.raises(errors.ProtocolError) as caught:
        player.play(call(session(), POST, {"name": "x"}))
    assert len(player.requests) == 2
    assert not caught.value.is_retry_safe


def test_a_key_for_an_operation_without_one_is_refused() -> None:
    player = Player()
    with pytest.raises(errors.ArgumentError, match="takes no idempotency key"):
        player.play(call(session(), POST, {"name": "x"}, RequestOptions(idempotency_key="k")))
    assert player.requests == []


def test_errors_carry_the_key_so_that_the_caller_can_repeat() -> None:
    player = Player(*(answer(503) for _ in range(3)))
    with pytest.raises(errors.ServiceUnavailableError) as caught:
        player.play(call(session(), KEYED, ORDER))
    assert caught.value.idempotency_key == header(player.requests[0], "Idempotency-Key")
    assert caught.value.is_retry_safe
    assert caught.value.attempts == 3


def test_retries_can_be_switched_off() -> None:
    player = Player(answer(503))
    with pytest.raises(errors.ServiceUnavailableError):
        get(player, RequestOptions(retries=0))
    player = Player(answer(503), answer(200))
    assert get(player, retries=1).info.attempts == 2


def test_retry_after_beyond_the_deadline_fails_at_once() -> None:
    player = Player(answer(429, b"{}", {"Retry-After": "30"}))
    with pytest.raises(errors.RateLimitError) as caught:
        get(player, RequestOptions(deadline=20))
    assert player.sleeps == []
    assert caught.value.retry_after == 30


def test_retry_after_within_the_deadline_is_obeyed() -> None:
    player = Player(answer(429, b"{}", {"Retry-After": "12.5"}), answer(200))
    get(player, RequestOptions(deadline=20))
    assert player.sleeps == [12.5]


def test_an_absurd_retry_after_is_not_obeyed_silently() -> None:
    player = Player(answer(429, b"{}", {"Retry-After": "86400"}))
    with pytest.raises(errors.RateLimitError) as caught:
        get(player)
    assert caught.value.retry_after == 86400
    assert player.sleeps == []


def test_a_retry_after_date_counts_from_the_wall_clock() -> None:
    wall = 1_445_412_475.0
    date = {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}
    player = Player(answer(503, b"", date), answer(200), wall=wall)
    get(player)
    assert player.sleeps == [5.0]


def test_the_deadline_covers_attempts_and_pauses() -> None:
    player = Player(LOST, LOST, LOST)
    player.slow = {0: 4.0, 1: 4.0}
    with pytest.raises(errors.ProtocolError):
        get(player, RequestOptions(deadline=9, retries=5))
    assert len(player.requests) == 2
    assert player.requests[0].deadline == Deadline(109.0)
    assert player.requests[1].timeout["read"] == pytest.approx(4.5)


def test_the_total_of_the_timeout_is_a_deadline_too() -> None:
    player = Player(answer(200))
    get(player, RequestOptions(timeout=Timeout(total=3, read=60)))
    assert player.requests[0].deadline == Deadline(103.0)
    assert player.requests[0].timeout["read"] == 3


def body_operation(retry: str) -> Operation[None]:
    return Operation(
        id="putFile",
        method="PUT",
        path="/file",
        answers=(Answer(200, "none"),),
        parameters=(Parameter("file", "file", whole=True),),
        body=(Media("application/zip", ("file",)),),
        retry=retry,  # type: ignore[arg-type]
        security=(),
    )


class Pipe:
    """A stream that can be read once."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self, size: int = -1) -> bytes:
        size = len(self.data) if size < 0 else size
        head, self.data = self.data[:size], self.data[size:]
        return head


def test_a_body_that_cannot_rewind_is_not_sent_again_after_bytes_left() -> None:
    def eat(request):
        assert b"".join(request.body) == b"content"
        return answer(503)

    player = Player(eat)
    with pytest.raises(errors.ServiceUnavailableError):
        player.play(call(session(), body_operation("safe"), {"file": Pipe(b"content")}))
    assert len(player.requests) == 1


def test_a_body_that_cannot_rewind_is_sent_again_when_it_was_not_touched() -> None:
    player = Player(REFUSED, answer(200, b""))
    assert player.play(call(session(), body_operation("safe"), {"file": Pipe(b"content")})).info.attempts == 2


def test_a_body_that_rewinds_is_sent_again_whole() -> None:
    seen = []

    def eat(request):
        seen.append(b"".join(request.body))
        return answer(503) if len(seen) < 3 else answer(200, b"")

    player = Player(eat, eat, eat)
    player.play(call(session(), body_operation("safe"), {"file": b"content"}))
    assert seen == [b"content"] * 3


def test_a_body_that_cannot_be_read_is_not_tried_again() -> None:
    player = Player(errors.BodyError("file vanished"))
    with pytest.raises(errors.BodyError):
        player.play(call(session(), body_operation("safe"), {"file": b"content"}))
    assert len(player.requests) == 1


def test_a_body_knows_whether_it_was_touched() -> None:
    body = Body([source_of(b"abc", "file")])
    assert not body.touched
    assert list(body) == [b"abc"]
    assert body.touched
    body.rewind()
    assert not body.touched


def test_every_interruption_reaches_the_caller_unchanged() -> None:
    for interruption in (KeyboardInterrupt(), SystemExit(), GeneratorExit()):
        with pytest.raises(type(interruption)):
            get(Player(interruption))


def test_a_refusal_whose_body_breaks_off_keeps_its_status() -> None:
    player = Player(answer(404, b'{"err', error=errors.ProtocolError("cut")))
    with pytest.raises(errors.NotFoundError):
        get(player)


def test_keyed_without_a_key_is_never_sent_twice() -> None:

    unprotected = dataclasses.replace(KEYED, idempotency=None)
    for script in (LOST, answer(503)):
        player = Player(script)
        with pytest.raises(errors.ClientomeError) as caught:
            player.play(call(session(), unprotected, ORDER))
        assert len(player.requests) == 1
        assert not caught.value.is_retry_safe  # type: ignore[attr-defined]


def test_an_open_file_is_rewound_before_it_is_sent_again(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"content")
    seen: list[bytes] = []

    def eat(request: Request):
        seen.append(b"".join(request.body))  # type: ignore[arg-type]
        return answer(503) if len(seen) < 2 else answer(200, b"")

    with path.open("rb") as handle:
        Player(eat, eat).play(call(session(), body_operation("safe"), {"file": handle}))
    assert seen == [b"content"] * 2
