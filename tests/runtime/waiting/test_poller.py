"""Waits of weeks: schedules, deadlines, jumping clocks, states that need a human, and why something failed."""

from __future__ import annotations

import dataclasses
import json
import logging
import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientome._runtime.base import errors
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.base.timing import Deadline
from clientome._runtime.call.decode import reach_all
from clientome._runtime.flow import effects
from clientome._runtime.http.messages import Request, Response
from clientome._runtime.spec.operation import (
    Acceptor,
    Answer,
    Cancellation,
    Explanation,
    Operation,
    Parameter,
    Waiter,
)
from clientome._runtime.waiting.poller import (
    GRACE,
    LONGEST_SLEEP,
    LONGEST_WANTED,
    Look,
    Poll,
    Watch,
    accepting,
    pause,
    rest,
    verdict,
    wait,
)
from tests.support.flows import Player, answer, header, session
from tests.support.things import API, GET, KEY, Thing, login_api

DONE = Acceptor(state="success", path=("status",), any_of=("completed",))
FAILED = Acceptor(state="failure", path=("status",), any_of=("failed",))
KIT = Acceptor(state="retry", path=("status",), any_of=("kit sent",), max_delay=86400.0)
HIDDEN = Acceptor(state="retry", status=404)


def waiter(**changes: Any) -> Waiter[Thing]:
    settings: dict[str, Any] = {
        "name": "wait",
        "operation": GET,
        "acceptors": (DONE, FAILED, KIT, HIDDEN),
        "min_delay": 1.0,
        "max_delay": 8.0,
        "inputs": {"id": "thing_id"},
        **changes,
    }
    return Waiter(**settings)


def state(status: str, **more: Any) -> Response:
    return answer(200, json.dumps({"id": "t1", "status": status, **more}))


def waiting(player: Player, used: Waiter[Thing] | None = None, **settings: Any) -> Thing:
    return player.play(wait(session(retries=0), used or waiter(), {"id": "t1"}, **settings))


class World(Player):
    """Answers by the time instead of by a script, and keeps the times of the questions."""

    def __init__(self, handler: Callable[[float], Any], chances: Any = (1.0,)) -> None:
        super().__init__()
        self.handler = handler
        self.chances = list(chances)
        self.asked: list[float] = []

    def perform(self, effect: effects.Effect) -> Any:
        if isinstance(effect, effects.Random):
            self.chances.append(self.chances.pop(0))
            return self.chances[-1]
        return super().perform(effect)

    def _send(self, request: Request) -> Response:
        self.asked.append(self.time)
        self.script = [self.handler(self.time)]
        return super()._send(request)


# Schedules


class Steps:
    """A provider that goes through states, one a question, and then is done."""

    def __init__(self, steps: list[Any]) -> None:
        self.steps = steps
        self.number = -1

    def __call__(self, _moment: float) -> Any:
        self.number += 1
        if self.number >= len(self.steps):
            return state("completed")
        step = self.steps[self.number]
        if isinstance(step, float):
            return answer(503, b"{}", {"Retry-After": f"{step:.3f}"})
        return errors.ProtocolError("cut") if step == "cut" else state(step)


STEP = st.one_of(st.sampled_from(["a", "b", "kit sent", "cut"]), st.floats(0.0, 5000.0))


@given(
    steps=st.lists(STEP, max_size=30),
    chances=st.lists(st.floats(0, 1), min_size=1, max_size=7),
    low=st.floats(0.5, 100.0),
    factor=st.floats(1.0, 50.0),
)
def test_pauses_are_never_shorter_than_the_least_nor_longer_than_the_ceiling(
    steps: list[Any], chances: list[float], low: float, factor: float
) -> None:
    world = World(Steps(steps), chances)
    used = waiter(min_delay=low, max_delay=low * factor)
    assert waiting(world, used).status == "completed"
    assert len(world.asked) == len(steps) + 1
    for step, before, after in zip(steps, world.asked, world.asked[1:], strict=False):
        gap = after - before
        wanted = min(step, LONGEST_WANTED) if isinstance(step, float) else 0.0
        ceiling = 86400.0 if step == "kit sent" else low * factor
        assert gap >= max(low, wanted) - 0.01
        assert gap <= max(ceiling, wanted, low) + 0.01
    assert max(world.sleeps, default=0.0) <= LONGEST_SLEEP


@given(
    low=st.floats(0.5, 50.0),
    factor=st.floats(1.0, 50.0),
    timeout=st.floats(0.0, 200.0),
    chances=st.lists(st.floats(0, 1), min_size=1, max_size=5),
    broken=st.booleans(),
)
def test_questions_are_bounded_by_the_time(
    low: float, factor: float, timeout: float, chances: list[float], broken: bool
) -> None:
    world = World(lambda _moment: answer(503, b"{}") if broken else state("a"), chances)
    with pytest.raises(errors.WaitTimeout):
        waiting(world, waiter(min_delay=low, max_delay=low * factor), timeout=timeout)
    assert len(world.asked) <= timeout / low + 2
    assert world.asked[-1] == pytest.approx(100.0 + timeout, abs=0.002)


def test_a_new_state_starts_from_the_least_pause() -> None:
    names = ["a"] * 4 + ["b"] * 3
    player = Player(*map(state, names), state("completed"))
    waiting(player)
    assert player.sleeps == [1, 2, 4, 8, 1, 2, 4]


def test_failed_questions_start_from_the_least_pause_and_do_not_reset_the_others() -> None:
    cut = errors.ProtocolError("cut")
    player = Player(state("a"), state("a"), state("a"), cut, cut, state("a"), state("a"), state("completed"))
    waiting(player)
    assert player.sleeps == [1, 2, 4, 1, 2, 8, 8]
    player = Player(cut, cut, cut, state("a"), cut, state("completed"))
    waiting(player)
    assert player.sleeps == [1, 2, 4, 1, 1]


def test_a_state_that_needs_a_human_is_asked_about_rarely_and_the_next_one_often() -> None:
    player = World(Steps(["kit sent"] * 19 + ["a", "a"]))
    waiting(player)
    gaps = [after - before for before, after in zip(player.asked, player.asked[1:], strict=False)]
    assert gaps == [*(min(2.0**number, 86400.0) for number in range(19)), 1.0, 2.0]
    assert gaps[18] == 86400.0
    assert max(player.sleeps) == LONGEST_SLEEP


def test_an_error_status_that_is_a_state_grows_and_resets_like_a_state() -> None:
    seen: list[str] = []
    hidden = answer(404, b"{}"), answer(404, b"{}"), answer(404, b"{}")
    player = Player(*hidden, state("a"), answer(404, b"{}"), state("a"), state("completed"))
    waiting(player, on_progress=lambda thing: seen.append(thing.status))
    assert player.sleeps == [1, 2, 4, 1, 1, 1]
    assert seen == ["a", "completed"]


def test_an_error_status_can_have_a_ceiling_of_its_own() -> None:
    hidden = dataclasses.replace(HIDDEN, max_delay=3.0)
    player = Player(*(answer(404, b"{}") for _ in range(4)), state("completed"))
    waiting(player, waiter(acceptors=(DONE, hidden)))
    assert player.sleeps == [1, 2, 3, 3]


def test_a_ceiling_below_the_least_pause_does_not_undercut_it() -> None:
    assert pause(waiter(), 3, 1.0, None, 0.25) == 1.0


# Deadlines and clocks


def test_a_timeout_of_nothing_asks_once() -> None:
    assert waiting(Player(state("completed")), timeout=0).status == "completed"
    player = Player(state("a"), state("a"))
    with pytest.raises(errors.WaitTimeout, match=r"not done after 0 s .* call again") as caught:
        waiting(player, timeout=0)
    assert caught.value.last.status == "a"
    assert len(player.requests) == 1
    assert sum(player.sleeps) == 0
    assert player.requests[0].deadline == Deadline(100.0 + GRACE)


@pytest.mark.parametrize("timeout", [-1.0, math.nan, -math.inf])
def test_a_timeout_that_is_none_is_refused(timeout: float) -> None:
    player = Player()
    with pytest.raises(errors.ArgumentError) as caught:
        waiting(player, timeout=timeout)
    assert caught.value.argument == "timeout"


def test_a_timeout_after_errors_has_the_last_answer_that_came() -> None:
    world = World(lambda moment: answer(503, b"{}") if moment > 110 else state("a"))
    with pytest.raises(errors.WaitTimeout) as caught:
        waiting(world, timeout=50.0)
    assert caught.value.last.status == "a"
    assert isinstance(caught.value.__cause__, errors.ServiceUnavailableError)


def test_long_timeouts_show_as_plain_numbers() -> None:
    world = World(lambda _moment: state("kit sent"))
    with pytest.raises(errors.WaitTimeout, match="after 5184000 s"):
        waiting(world, waiter(timeout=5184000.0))
    assert len(world.asked) < 100


def test_a_machine_that_slept_past_the_deadline_asks_once_more() -> None:
    player = Player(state("a"), state("completed"))
    slow = player.perform

    def perform(effect: effects.Effect) -> Any:
        result = slow(effect)
        if isinstance(effect, effects.Sleep):
            player.time += 86400
        return result

    player.perform = perform  # type: ignore[method-assign]
    assert waiting(player, timeout=30.0).status == "completed"
    assert len(player.requests) == 2
    player.script = [state("a"), state("a"), state("a")]
    with pytest.raises(errors.WaitTimeout):
        waiting(player, timeout=30.0)
    assert len(player.script) == 1


def test_a_machine_that_slept_during_a_question_asks_once_more() -> None:
    player = Player(errors.ProtocolError("cut"), state("completed"))
    player.slow = {0: 86400.0}
    assert waiting(player, timeout=30.0).status == "completed"
    player = Player(errors.ProtocolError("cut"), state("completed"))
    player.slow = {0: 31.0}
    with pytest.raises(errors.WaitTimeout):
        waiting(player, timeout=30.0)


@pytest.mark.parametrize("jump", [-100000.0, 0.0, 7.0])
def test_a_rest_is_never_longer_than_wanted(jump: float) -> None:
    player = Player()
    jumps = [0.0, 0.0, jump]

    def perform(effect: effects.Effect) -> Any:
        result = Player.perform(player, effect)
        if isinstance(effect, effects.Sleep) and jumps:
            player.time += jumps.pop(0)
        return result

    player.perform = perform  # type: ignore[method-assign]
    player.play(rest(250.0))
    assert sum(player.sleeps) == 250.0 - max(jump, 0.0)
    assert max(player.sleeps) == LONGEST_SLEEP


@pytest.mark.parametrize("status", [429, 503])
def test_a_long_retry_after_is_obeyed_and_does_not_end_the_wait(status: int) -> None:
    def refusal(_request: Request) -> Response:
        return answer(status, b"{}", {"Retry-After": "3600"})

    player = Player(refusal, state("completed"))
    assert player.play(wait(session(), waiter(), {"id": "t1"})).status == "completed"
    assert sum(player.sleeps) == 3600.0
    player = Player(refusal, refusal, state("completed"))
    with pytest.raises(errors.WaitTimeout) as caught:
        player.play(wait(session(), waiter(), {"id": "t1"}, timeout=600.0))
    assert sum(player.sleeps) == pytest.approx(600.0)
    assert isinstance(caught.value.__cause__, errors.APIError)


def test_a_token_that_expires_during_the_wait_is_renewed() -> None:
    def tokens(access: str) -> Response:
        return answer(200, json.dumps({"access": access, "refresh": "r"}))

    logged_in = session(login_api(), {"email": "ada@lab.test", "password": "correct horse"}, retries=0)

    def expired(_request: Request) -> Response:
        return answer(401, b"{}")

    player = Player(
        tokens("a1"), state("kit sent"), expired, tokens("a2"), state("kit sent"), state("completed")
    )
    assert player.play(wait(logged_in, waiter(), {"id": "t1"})).status == "completed"
    assert header(player.requests[-1], "Authorization") == "Bearer a2"
    with pytest.raises(errors.AuthenticationError):
        Player(expired, tokens("a3"), expired).play(wait(logged_in, waiter(), {"id": "t1"}))


def test_a_connection_that_never_worked_ends_a_wait_without_a_deadline() -> None:
    refused = errors.ConnectError("refused")
    player = Player(*[refused] * 30)
    with pytest.raises(errors.ConnectError):
        waiting(player)
    assert len(player.requests) == 10
    player = Player(answer(503, b"{}"), *[refused] * 30, state("completed"))
    assert waiting(player).status == "completed"
    player = Player(*[refused] * 30)
    with pytest.raises(errors.WaitTimeout):
        waiting(player, timeout=100.0)
    assert player.time == 200.0


def test_what_was_never_sent_is_asked_again_whatever_the_operation() -> None:
    used = waiter(operation=dataclasses.replace(GET, retry="never"))
    player = Player(errors.ConnectError("refused"), state("completed"))
    assert waiting(player, used).status == "completed"
    with pytest.raises(errors.ProtocolError):
        waiting(Player(errors.ProtocolError("cut"), state("completed")), used)
    with pytest.raises(errors.ServiceUnavailableError):
        waiting(Player(answer(503, b"{}"), state("completed")), used)


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, GeneratorExit])
def test_an_interrupt_ends_the_wait_at_once(interrupt: type[BaseException]) -> None:
    player = Player(state("a"), interrupt(), state("completed"))
    with pytest.raises(interrupt):
        waiting(player)
    assert len(player.requests) == 2


# States in lists


@pytest.mark.parametrize(
    ("match", "statuses", "holds"),
    [
        ("any", ["ok"], True),
        ("any", ["ok", "x"], True),
        ("any", ["x"], False),
        ("any", [], False),
        ("all", ["ok", "fine"], True),
        ("all", ["ok", "x"], False),
        ("all", [], False),
    ],
)
def test_rules_over_lists(match: Any, statuses: list[str], holds: bool) -> None:
    rule = Acceptor(state="success", path=("items", "*", "status"), any_of=("ok", "fine"), match=match)
    value = {"items": [{"status": status} for status in statuses]}
    assert (verdict((rule,), 200, value) == "success") is holds


def test_paths_through_lists() -> None:
    value = {"a": [{"b": [1, 2]}, {"b": []}, {"c": 5}, {"b": [3]}]}
    assert reach_all(value, ("a", "*", "b", "*")) == [1, 2, 3]
    assert reach_all(value, ("a", "*", "c")) == [None, None, 5, None]
    assert reach_all(value, ("x", "*")) == []
    assert reach_all({"a": {"b": 1}}, ("a", "*")) == []
    assert reach_all(value, ("a", 3, "b", 0)) == [3]


def test_an_item_without_a_state_is_not_right() -> None:
    rule = Acceptor(state="success", path=("items", "*", "status"), any_of=("ok",), match="all")
    assert verdict((rule,), 200, {"items": [{"status": "ok"}, {}]}) is None


def test_a_change_of_one_item_is_told() -> None:
    rule = Acceptor(state="success", path=("parts", "*", "s"), any_of=("ok",), match="all")
    seen: list[Any] = []
    bodies = [["new", "new"], ["new", "new"], ["ok", "new"], ["ok", "ok"]]
    script = [state("x", parts=[{"s": name} for name in names]) for names in bodies]
    waiting(Player(*script), waiter(acceptors=(rule,)), on_progress=seen.append)
    assert len(seen) == 3


# Why it failed


def telling(**changes: Any) -> Operation[Any]:
    settings: dict[str, Any] = {
        "id": "getLog",
        "method": "GET",
        "path": "/things/{thingId}/log",
        "answers": (Answer(200, "text"),),
        "parameters": (Parameter("thing_id", "path", "thingId"), Parameter("name", "query")),
        "retry": "safe",
        **changes,
    }
    return Operation(**settings)


def explained(operation: Operation[Any] | None = None, **changes: Any) -> Waiter[Thing]:
    why = Explanation(
        operation=operation or telling(), inputs={"thing_id": "id"}, constants={"name": "EXEC_ERRORS"}
    )
    return waiter(reason=("reason",), explanation=why, **changes)


def failing(
    *script: Any, used: Waiter[Thing] | None = None, **settings: Any
) -> tuple[errors.WaitFailed, Player]:
    player = Player(state("failed", reason="exit code 1"), *script)
    with pytest.raises(errors.WaitFailed) as caught:
        waiting(player, used or explained(), **settings)
    return caught.value, player


TEXT = {"Content-Type": "text/plain"}


@pytest.mark.parametrize(
    ("kind", "body", "content_type", "reason"),
    [
        ("text", "out of memory\nat step 3", "text/plain", "out of memory\nat step 3"),
        ("text", "caf\xe9".encode("latin-1"), "text/plain; charset=latin-1", "caf\xe9"),
        ("json", '"out of memory"', "application/json", "out of memory"),
        ("json", '{"why": "memory"}', "application/json", '{"why": "memory"}'),
        ("json", '{"why": ', "application/json", '{"why":'),
        ("binary", b"step 3\xff\r\n\x1b[1mend\x00 ", "application/octet-stream", "step 3\ufffd\n [1mend"),
        ("bytes", b"plain", "application/zip", "plain"),
    ],
)
def test_the_explanation_is_the_reason(kind: Any, body: Any, content_type: str, reason: str) -> None:
    used = explained(telling(answers=(Answer(200, kind, Any, content_type.partition(";")[0]),)))
    error, player = failing(answer(200, body, {"Content-Type": content_type}), used=used)
    assert error.reason == reason
    assert error.last.status == "failed"
    assert player.requests[1].target == "/v1/things/t1/log?name=EXEC_ERRORS"
    assert "exit code 1" in str(error)
    assert "`reason`" in str(error)
    assert reason not in str(error)


def test_an_explanation_is_cut_and_masked() -> None:
    text = f"{KEY} and " + "x" * 200_000
    error, player = failing(answer(200, text, TEXT))
    assert error.reason is not None
    assert error.reason.startswith("*** and xxx")
    assert len(error.reason) == (1 << 16) - len(KEY) + 3
    assert len(player.requests) == 2


@pytest.mark.parametrize(
    "script",
    [
        (answer(503, b"{}"), state("a")),
        (answer(404, b"{}"), state("a")),
        (answer(401, b"{}"), state("a")),
        (errors.ProtocolError("cut"), state("a")),
        (answer(200, b"half", error=errors.ProtocolError("cut")), state("a")),
        (RuntimeError("a defect"), state("a")),
        (answer(200, b"", TEXT), state("a")),
        (answer(200, b" \n", TEXT), state("a")),
    ],
)
def test_a_failing_explanation_does_not_hide_the_failure(
    script: tuple[Any, ...], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "clientome")
    player = Player(state("failed", reason="exit code 1"), *script)
    with pytest.raises(errors.WaitFailed, match="exit code 1") as caught:
        player.play(wait(session(), explained(), {"id": "t1"}))
    assert caught.value.reason == "exit code 1"
    assert len(player.requests) == 2
    assert player.sleeps == []
    assert KEY not in caplog.text


def test_an_explanation_that_cannot_be_asked_for_does_not_hide_the_failure() -> None:
    why = Explanation(operation=telling(), inputs={"thing_id": "other"})
    error, player = failing(used=waiter(explanation=why))
    assert error.reason is None
    assert len(player.requests) == 1


def test_an_envelope_that_says_no_explains_nothing() -> None:
    body = '{"success": false, "error": "no log"}'
    operation = telling(answers=(Answer(200, "json"),), enveloped=True)
    error, _player = failing(answer(200, body), used=explained(operation))
    assert error.reason == "exit code 1"


def test_arguments_of_the_same_name_need_no_mapping() -> None:
    why = Explanation(operation=telling(parameters=(Parameter("id", "path", "thingId"),)))
    error, player = failing(answer(200, "why", TEXT), used=waiter(explanation=why))
    assert error.reason == "why"
    assert player.requests[1].target == "/v1/things/t1/log"


def test_the_explanation_has_limits_of_its_own_and_the_callers_headers() -> None:
    options = RequestOptions(headers={"X-Mine": "1"}, deadline=5.0)
    _error, player = failing(answer(200, "why", TEXT), options=options)
    assert player.requests[1].deadline == Deadline(130.0)
    assert header(player.requests[1], "X-Mine") == "1"


def test_an_error_status_that_is_the_failure_is_explained_too() -> None:
    used = explained(acceptors=(DONE, Acceptor(state="failure", status=410)))
    player = Player(answer(410, b'{"error": "gone"}'), answer(200, "deleted by its owner", TEXT))
    with pytest.raises(errors.WaitFailed, match="gone") as caught:
        waiting(player, used)
    assert caught.value.reason == "deleted by its owner"
    assert isinstance(caught.value.__cause__, errors.GoneError)


def test_an_interrupt_during_the_explanation_is_not_swallowed() -> None:
    player = Player(state("failed"), KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        waiting(player, explained())


def test_the_progress_is_told_before_the_explanation_is_asked_for() -> None:
    order: list[str] = []

    def log(_request: Request) -> Response:
        order.append("asked")
        return answer(200, "why", TEXT)

    _error, _player = failing(log, on_progress=lambda thing: order.append(thing.status))
    assert order == ["failed", "asked"]


def test_sensitive_arguments_and_keys_do_not_show_in_the_message() -> None:
    hidden = dataclasses.replace(
        GET, parameters=(Parameter("thing_id", "path", "thingId", sensitive=True), *GET.parameters[1:])
    )
    player = Player(state("failed", reason=f"sample Jane-Doe with {KEY}"))
    with pytest.raises(errors.WaitFailed) as caught:
        player.play(wait(session(API), waiter(operation=hidden, reason=("reason",)), {"id": "Jane-Doe"}))
    assert str(caught.value).endswith(": sample *** with ***")
    assert caught.value.reason == "sample Jane-Doe with ***"


@given(st.floats(0.01, 1000), st.integers(1, 50), st.one_of(st.none(), st.floats(0, 500)))
def test_the_caller_may_set_the_pauses(every: float, number: int, wanted: float | None) -> None:
    poll: Poll[Any] = Poll(session(), waiter(), RequestOptions(poll_every=every), None)
    watch = Watch("a")
    watch.number = number
    assert poll.pause(watch, Look(wanted=wanted), 0.7) == max(every, min(wanted or 0, LONGEST_WANTED))


# Ends that the caller chooses

CANCEL: Operation[Thing] = Operation(
    id="cancelThing",
    method="POST",
    path="/things/{thingId}/cancel",
    answers=(Answer(200, "json", Thing),),
    parameters=(Parameter("thing_id", "path", "thingId"),),
    security=(("bearer",),),
)
CANCELLABLE = waiter(cancel=Cancellation(operation=CANCEL, inputs={"thing_id": "id"}))


def test_states_that_the_caller_accepts_end_the_wait_well() -> None:
    assert waiting(Player(state("failed")), accept=["failed"]).status == "failed"
    assert waiting(Player(state("kit sent")), accept=iter(["kit sent"])).status == "kit sent"
    assert waiting(Player(state("failed")), accept=("odd", "failed")).status == "failed"
    assert waiting(Player(state("a"), state("completed")), accept=["failed"]).status == "completed"
    with pytest.raises(errors.WaitFailed):
        waiting(Player(state("failed")), accept=["kit sent"])


def test_of_a_list_all_must_be_in_accepted_states() -> None:
    used = waiter(
        acceptors=(
            Acceptor(state="failure", path=("*", "s"), any_of=("bad",)),
            Acceptor(state="success", path=("*", "s"), any_of=("good",), match="all"),
        )
    )
    rules = accepting(used, ("bad",)).acceptors
    for found, wanted in (("bad good", "success"), ("bad new", "failure"), ("bad", "success"), ("new", None)):
        assert verdict(rules, 200, [{"s": one} for one in found.split()]) == wanted


@pytest.mark.parametrize("accept", ["failed", b"failed", 3])
def test_one_text_is_no_list_of_states(accept: Any) -> None:
    with pytest.raises(errors.ArgumentError) as caught:
        waiting(Player(), accept=accept)
    assert caught.value.argument == "accept"


def test_a_wait_without_states_accepts_none() -> None:
    with pytest.raises(errors.ArgumentError, match="no states"):
        waiting(Player(), waiter(acceptors=(Acceptor(state="success", status=200),)), accept=["a"])


def test_what_took_too_long_is_cancelled_where_the_caller_wants_it() -> None:
    player = Player(state("a"), state("canceled"))
    with pytest.raises(errors.WaitTimeout, match="took the request to cancel") as caught:
        waiting(player, CANCELLABLE, timeout=0.0, cancel_on_timeout=True)
    assert caught.value.cancelled is True
    assert caught.value.last.status == "a"
    assert [(one.method, one.target) for one in player.requests][1:] == [("POST", "/v1/things/t1/cancel")]
    player = Player(state("a"))
    with pytest.raises(errors.WaitTimeout) as caught:
        waiting(player, CANCELLABLE, timeout=0.0)
    assert caught.value.cancelled is None


def test_what_refuses_to_be_cancelled_may_have_ended() -> None:
    def refusal(_request: Request) -> Response:
        return answer(400, '{"error": "it has ended"}')

    assert waiting(
        Player(state("a"), refusal, state("completed")), CANCELLABLE, timeout=0.0, cancel_on_timeout=True
    )
    with pytest.raises(errors.WaitFailed):
        waiting(
            Player(state("a"), refusal, state("failed")), CANCELLABLE, timeout=0.0, cancel_on_timeout=True
        )
    with pytest.raises(errors.WaitTimeout, match=r"could not be cancelled.*it has ended") as caught:
        waiting(Player(state("a"), refusal, state("a")), CANCELLABLE, timeout=0.0, cancel_on_timeout=True)
    assert caught.value.cancelled is False
    assert isinstance(caught.value.__cause__, errors.BadRequestError)


def test_a_cancellation_that_is_lost_is_told_and_not_repeated() -> None:
    player = Player(state("a"), errors.ProtocolError("cut"))
    with pytest.raises(errors.WaitTimeout, match="could not be cancelled") as caught:
        waiting(player, CANCELLABLE, timeout=0.0, cancel_on_timeout=True)
    assert caught.value.cancelled is False
    assert len(player.requests) == 2


def test_what_cannot_be_cancelled_is_not_waited_for_with_that_wish() -> None:
    with pytest.raises(errors.ArgumentError, match="cannot be cancelled"):
        waiting(Player(), cancel_on_timeout=True)
