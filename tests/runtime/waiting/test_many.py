"""Many waits at once: one question at a time, each thing on its own schedule, everything given out once."""

from __future__ import annotations

import dataclasses
import gc
import json
import math
import pickle
from collections.abc import Callable
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientome._runtime.base import errors
from clientome._runtime.base.models import AnswerModel
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.flow import effects
from clientome._runtime.http.messages import Request, Response
from clientome._runtime.spec.api import Api, RateLimit
from clientome._runtime.spec.operation import (
    Acceptor,
    Answer,
    Cancellation,
    Explanation,
    Operation,
    Pagination,
    Parameter,
    StateList,
    Waiter,
)
from clientome._runtime.waiting.many import Waited, Waits
from tests.support.flows import Player, answer, session
from tests.support.things import API, GET, KEY, Thing

Handler = Callable[[str, float], Any]


def waiter(**changes: Any) -> Waiter[Thing]:
    settings_: dict[str, Any] = {
        "name": "wait",
        "operation": GET,
        "acceptors": (
            Acceptor(state="success", path=("status",), any_of=("completed",)),
            Acceptor(state="failure", path=("status",), any_of=("failed",)),
        ),
        "min_delay": 1.0,
        "max_delay": 8.0,
        "inputs": {"id": "thing_id"},
        "reason": ("error",),
        **changes,
    }
    return Waiter(**settings_)


def state(name: str, status: str, **more: Any) -> Response:
    return answer(200, json.dumps({"id": name, "status": status, **more}))


class World(Player):
    """A provider that answers by id and time, and the client that iterates."""

    def __init__(self, handler: Handler, *, seconds: float = 0.0, chances: Any = (1.0,)) -> None:
        super().__init__()
        self.handler = handler
        self.seconds = seconds
        self.chances = list(chances)
        self.asked: list[tuple[float, str]] = []
        self.ended: list[float] = []

    def perform(self, effect: effects.Effect) -> Any:
        if isinstance(effect, effects.Random):
            self.chances.append(self.chances.pop(0))
            return self.chances[-1]
        return super().perform(effect)

    def _send(self, request: Request) -> Response:
        name = request.target.rpartition("/")[2]
        moment = self.time
        self.asked.append((moment, name))
        self.time += self.seconds
        self.script = [self.handler(name, moment)]
        self.requests.clear()
        return super()._send(request)

    def names(self) -> list[str]:
        """Which ids were asked about, in order."""
        return [name for _moment, name in self.asked]

    def all(
        self, ids: Any, used: Waiter[Thing] | None = None, api: Api = API, **given: Any
    ) -> list[Waited[Thing]]:
        """Wait for all."""
        waits = Waits(session(api), used or waiter(), "id", ids, **given)
        found: list[Waited[Thing]] = []
        while (ended := self.play(waits.step())) is not None:
            found.append(ended)
            self.ended.append(self.time)
        assert self.play(waits.step()) is None
        return found


def by_time(ends: dict[str, float]) -> Handler:
    """Things that are done at a time."""
    return lambda name, moment: state(name, "completed" if moment >= ends[name] else "running")


# What is given out


def test_things_are_given_out_as_they_finish() -> None:
    world = World(by_time({"a": 130.0, "b": 110.0, "c": 0.0}))
    found = world.all(iter(["a", "b", "c"]))
    assert [one.argument for one in found] == ["c", "b", "a"]
    assert [one.unwrap().status for one in found] == ["completed"] * 3
    assert [one.error for one in found] == [None] * 3
    assert world.ended == [100.0, 115.0, 131.0]


def test_equal_ids_are_asked_about_once_and_given_out_once() -> None:
    world = World(by_time({"a": 0.0, "b": 0.0}))
    assert [one.argument for one in world.all(["a", "b", "a", "a"])] == ["a", "b"]
    assert world.names() == ["a", "b"]


def test_nothing_to_wait_for() -> None:
    assert World(by_time({})).all([]) == []


def test_ids_are_taken_at_the_start() -> None:
    ids = ["a"]
    waits = Waits(session(), waiter(), "id", ids)
    ids.append("b")
    world = World(by_time({"a": 0.0}))
    assert world.play(waits.step()) is not None
    assert world.play(waits.step()) is None


@pytest.mark.parametrize("ids", ["job1", b"job1"])
def test_one_text_is_not_several_ids(ids: Any) -> None:
    with pytest.raises(errors.ArgumentError, match="several ids"):
        Waits(session(), waiter(), "id", ids)


def test_other_arguments_are_sent_along() -> None:
    targets: list[str] = []

    def look(request: Request) -> Response:
        targets.append(request.target)
        return state("a", "completed")

    Player(look).play(Waits(session(), waiter(), "id", ["a"], {"limit": 3}).step())
    assert targets == ["/v1/things/a?limit=3"]


def test_what_concerns_one_thing_does_not_end_the_others() -> None:
    answers: dict[str, Any] = {
        "failed": lambda: state("failed", "failed", error="bad sample"),
        "gone": lambda: answer(404, b"{}"),
        "broken": lambda: answer(200, b"{"),
        "foreign": lambda: answer(403, b"{}"),
        "good": lambda: state("good", "completed"),
    }
    world = World(lambda name, moment: state(name, "running") if moment < 101 else answers[name]())
    found = {one.argument: one for one in world.all(["", ".", *answers])}
    assert found["good"].unwrap().id == "good"
    kinds = {
        "failed": errors.WaitFailed,
        "gone": errors.NotFoundError,
        "broken": errors.DecodeError,
        "foreign": errors.PermissionDeniedError,
        "": errors.ArgumentError,
        ".": errors.ArgumentError,
    }
    for name, kind in kinds.items():
        assert found[name].result is None
        with pytest.raises(kind):
            found[name].unwrap()
    failed = found["failed"].error
    assert isinstance(failed, errors.WaitFailed)
    assert (failed.reason, failed.last.id) == ("bad sample", "failed")


def test_a_failure_is_explained() -> None:
    log: Operation[Any] = Operation(
        id="getLog",
        method="GET",
        path="/log/{id}",
        answers=(Answer(200, "text"),),
        parameters=(Parameter("id", "path"),),
    )

    def handler(name: str, _moment: float) -> Response:
        if world.asked.count((100.0, name)) == 2:
            return answer(200, f"{name} broke", {"Content-Type": "text/plain"})
        return state(name, "failed")

    world = World(handler)
    found = world.all(["a", "b"], waiter(explanation=Explanation(operation=log)))
    assert [one.error.reason for one in found] == ["a broke", "b broke"]  # type: ignore[union-attr]


def test_every_change_is_told_with_its_id() -> None:
    told: list[tuple[str, str]] = []
    steps = {"a": ["new", "new", "running", "completed"], "b": ["new", "completed"]}
    world = World(lambda name, _moment: state(name, steps[name].pop(0)))
    world.all(["a", "b"], on_progress=lambda name, thing: told.append((name, thing.status)))
    assert [status for name, status in told if name == "a"] == ["new", "running", "completed"]
    assert [status for name, status in told if name == "b"] == ["new", "completed"]


def test_what_is_given_out_can_be_pickled_and_hides_what_is_sensitive() -> None:
    hidden = dataclasses.replace(GET, parameters=(Parameter("thing_id", "path", "thingId", sensitive=True),))
    world = World(lambda name, _moment: answer(404, b"{}") if name == "Jane" else state("t", "completed"))
    good, bad = world.all(["John", "Jane"], waiter(operation=hidden))
    assert "J" not in repr(good) + repr(bad)
    assert repr(bad) == "<Waited *** error=NotFoundError>"
    again = pickle.loads(pickle.dumps([good, bad]))
    assert [one.argument for one in again] == ["John", "Jane"]
    assert again[0] == good
    (shown,) = World(by_time({"a": 0.0})).all(["a"])
    assert repr(shown).startswith("<Waited 'a' result=Thing(")


# What concerns everybody


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, errors.AuthenticationError),
        (403, errors.PermissionDeniedError),
        (407, errors.ClientStatusError),
    ],
)
def test_a_refused_credential_is_raised(status: int, kind: type[errors.APIError]) -> None:
    world = World(lambda _name, _moment: answer(status, b"{}"))
    with pytest.raises(kind):
        world.all(["a", "b"])
    assert world.names() == ["a"]


def test_a_401_later_is_raised_too_and_the_thing_is_not_lost() -> None:
    waits = Waits(session(), waiter(), "id", ["a", "b"])
    states = iter([state("a", "completed"), answer(401, b"{}"), state("b", "completed")])
    world = World(lambda _name, _moment: next(states))
    assert world.play(waits.step()) is not None
    with pytest.raises(errors.AuthenticationError):
        world.play(waits.step())
    again = world.play(waits.step())
    assert again is not None
    assert again.argument == "b"


def test_a_wrong_setting_is_raised() -> None:
    world = World(by_time({"a": 0.0}))
    waits = Waits(session(credentials={}), waiter(), "id", ["a", "b"])
    with pytest.raises(errors.ConfigurationError):
        world.play(waits.step())
    with pytest.raises(errors.ArgumentError):
        world.all(["a"], options=RequestOptions(headers={"Host": "x"}))
    with pytest.raises(errors.ArgumentError, match="timeout"):
        world.all(["a"], timeout=-1)


def test_errors_of_the_callers_function_are_raised() -> None:
    def progress(_name: str, _thing: Thing) -> None:
        raise errors.NotFoundError("of the caller")

    with pytest.raises(errors.NotFoundError, match="of the caller"):
        World(by_time({"a": 0.0})).all(["a", "b"], on_progress=progress)


@pytest.mark.parametrize(("timeout", "questions"), [(None, 10), (20.0, 6)])
def test_a_connection_that_never_worked_is_raised(timeout: float | None, questions: int) -> None:
    world = World(lambda _name, _moment: errors.ConnectError("refused"))
    with pytest.raises(errors.ConnectError):
        world.all([str(number) for number in range(100)], timeout=timeout)
    assert len(world.asked) <= questions + 1


# Schedules


END = st.tuples(st.floats(0, 300), st.sampled_from(["completed", "failed", "missing"]))


@settings(max_examples=60)
@given(
    ends=st.lists(END, max_size=12),
    chances=st.lists(st.floats(0, 1), min_size=1, max_size=7),
    low=st.floats(1.0, 30.0),
    factor=st.floats(1.0, 8.0),
    seconds=st.floats(0.0, 3.0),
    # With less than the tolerance below, the first question would count as one at the deadline.
    timeout=st.one_of(st.none(), st.just(0.0), st.floats(0.002, 250.0)),
    broken=st.lists(st.tuples(st.floats(100, 300), st.floats(0, 20)), max_size=3),
)
def test_every_thing_is_given_out_once_and_asked_about_on_its_schedule(
    ends: list[tuple[float, str]],
    chances: list[float],
    low: float,
    factor: float,
    seconds: float,
    timeout: float | None,
    broken: list[tuple[float, float]],
) -> None:
    def handler(name: str, moment: float) -> Any:
        if any(start <= moment <= start + length for start, length in broken):
            return answer(503, b"{}")
        end, kind = ends[int(name)]
        if moment < 100 + end:
            return state(name, "running")
        return answer(404, b"{}") if kind == "missing" else state(name, kind)

    world = World(handler, seconds=seconds, chances=chances)
    ids = [str(number) for number in range(len(ends))]
    found = world.all(ids, waiter(min_delay=low, max_delay=low * factor), timeout=timeout)
    assert sorted(one.argument for one in found) == sorted(ids)
    deadline = math.inf if timeout is None else 100 + timeout
    by_name: dict[str, list[float]] = {}
    for moment, name in world.asked:
        by_name.setdefault(name, []).append(moment)
    for one, over in zip(found, world.ended, strict=True):
        end, kind = ends[int(one.argument)]
        moments = by_name.get(one.argument, [])
        if isinstance(one.error, errors.WaitTimeout):
            assert over >= deadline - 0.002
        else:
            kinds = {"completed": type(None), "failed": errors.WaitFailed, "missing": errors.NotFoundError}
            assert type(one.error) is kinds[kind]
            assert moments[-1] >= 100 + end
        assert sum(moment >= deadline - 0.001 for moment in moments) <= 1
        gaps = [after - before for before, after in pairwise(moments)]
        assert all(
            gap >= low - 0.01 or after >= deadline - 0.01
            for gap, after in zip(gaps, moments[1:], strict=True)
        )
        assert len(moments) <= (over - 100) / low + 2


def test_who_is_due_first_is_asked_first_and_nobody_starves() -> None:
    ids = [str(number) for number in range(40)]
    # Every answer is a change, so that everybody is due again soon after.
    world = World(lambda name, moment: state(name, f"running {moment}"), seconds=0.5)

    def progress(_name: str, _thing: Thing) -> None:
        if len(world.asked) >= 400:
            raise StopAsyncIteration

    with pytest.raises(StopAsyncIteration):
        world.all(ids, on_progress=progress)
    counts = [world.names().count(name) for name in ids]
    assert max(counts) - min(counts) <= 1


@pytest.mark.parametrize(("retries", "sleeps"), [(None, [1.0, 2.0]), (5, [0.5, 1.0])])
def test_retries_go_by_the_schedule_unless_the_caller_wants_them(
    retries: int | None, sleeps: list[float]
) -> None:
    flaky = iter([503, 503, 200])
    world = World(lambda _name, _moment: answer(next(flaky), '{"id": "a", "status": "completed"}'))
    world.all(["a"], options=RequestOptions(retries=retries))
    assert world.sleeps == sleeps


@pytest.mark.parametrize("status", [429, 503])
def test_a_retry_after_stops_all_questions(status: int) -> None:
    refusals = iter([answer(status, b"{}", {"Retry-After": "500"})])

    def handler(name: str, moment: float) -> Response:
        return next(refusals, None) or state(name, "completed")

    world = World(handler)
    assert len(world.all(["a", "b", "c"])) == 3
    assert [moment for moment, _name in world.asked] == [100.0, 600.0, 600.0, 600.0]


def test_an_outage_costs_what_one_wait_costs() -> None:
    world = World(lambda name, moment: answer(503, b"{}") if moment < 1000 else state(name, "completed"))
    assert len(world.all([str(number) for number in range(500)])) == 500
    during = [moment for moment, _name in world.asked if moment < 1000]
    assert during[:6] == [100.0, 100.0, 101.0, 103.0, 107.0, 115.0]
    assert len(during) <= 900 / 8 + 8
    assert len(world.asked) == len(during) + 500


def test_one_thing_that_breaks_the_provider_does_not_hold_up_the_others() -> None:
    ends = {str(number): 150.0 for number in range(20)}
    world = World(
        lambda name, moment: (
            answer(500, b"{}") if name == "7" and moment < 300 else by_time(ends)(name, moment)
        )
    )
    world.all(ends)
    assert sorted(world.ended)[18] <= 158.0
    assert {moment for moment, _name in world.asked[:20]} == {100.0}


# Deadlines


def test_at_the_deadline_everything_is_asked_about_once_more() -> None:
    world = World(by_time({"a": 150.0, "b": 999.0, "c": 0.0}), seconds=0.25)
    found = {one.argument: one for one in world.all(["a", "b", "c"], timeout=51.0)}
    assert found["a"].unwrap().id == "a"
    late = found["b"].error
    assert isinstance(late, errors.WaitTimeout)
    assert late.last.status == "running"
    assert [moment for moment, name in world.asked if name == "b"][-1] >= 151.0


@pytest.mark.parametrize("retry_after", ["0", "500"])
def test_the_last_question_is_asked_at_the_deadline_not_after_it(retry_after: str) -> None:
    refusals = iter([answer(503, b"{}", {"Retry-After": retry_after})])
    world = World(lambda name, _moment: next(refusals, None) or state(name, "running"))
    world.all(["a"], timeout=51.25)
    assert world.asked[-1] == (151.25, "a")


def test_a_timeout_of_nothing_asks_about_each_once() -> None:
    world = World(by_time({"a": 0.0, "b": 999.0, "c": 0.0}))
    found = world.all(["a", "b", "c"], timeout=0)
    assert [type(one.error) for one in found] == [type(None), errors.WaitTimeout, type(None)]
    assert world.names() == ["a", "b", "c"]


def test_after_a_failed_last_question_the_others_are_not_asked() -> None:
    def handler(name: str, moment: float) -> Any:
        return state(name, "running") if moment < 105 else errors.TimeoutError("silence", phase="read")

    world = World(handler, seconds=0.1)
    ids = [str(number) for number in range(10)]
    found = world.all(ids, timeout=5.0)
    assert [type(one.error) for one in found] == [errors.WaitTimeout] * 10
    assert all(isinstance(one.error.__cause__, errors.TimeoutError) for one in found if one.error)
    assert sum(moment >= 105 for moment, _name in world.asked) == 1


def test_the_time_counts_from_the_first_question_and_the_callers_work_counts() -> None:
    waits = Waits(session(), waiter(), "id", ["a", "b"], timeout=10.0)
    world = World(by_time({"a": 0.0, "b": 5000.0}))
    world.time = 1000.0
    assert world.play(waits.step()) is not None
    world.time = 6000.0
    late = world.play(waits.step())
    assert late is not None
    assert late.unwrap().id == "b"


# Size


class Quota:
    """A provider's token bucket: who is too fast gets a 429."""

    def __init__(self, burst: int, rate: float) -> None:
        self.burst, self.rate = burst, rate
        self.tokens, self.moment = float(burst), 100.0
        self.refused = 0

    def admits(self, moment: float) -> bool:
        """Take a token."""
        self.tokens = min(self.burst, self.tokens + (moment - self.moment) * self.rate)
        self.moment = moment
        # Both sides add up the same sixths of a second, in another order.
        if self.tokens < 1 - 1e-6:
            self.refused += 1
            return False
        self.tokens -= 1
        return True


LIMITED = dataclasses.replace(
    API, name="limited", rate_limits=(RateLimit(scope="address", burst=10, rate=6.0),)
)


@pytest.mark.parametrize("api", [API, LIMITED], ids=["unknown to the client", "described"])
def test_hundreds_of_waits_under_a_rate_limit(api: Api) -> None:
    quota = Quota(10, 6.0)
    ends = {str(number): 100.0 + number * 1.7 for number in range(300)}
    inner = by_time(ends)

    def handler(name: str, moment: float) -> Response:
        if quota.admits(moment):
            return inner(name, moment)
        return answer(429, b"{}", {"Retry-After": "1"})

    world = World(handler, seconds=0.05, chances=(0.1, 0.9, 0.5))
    found = world.all(ends, waiter(min_delay=5.0, max_delay=60.0), api)
    assert {one.argument for one in found} == set(ends)
    assert all(one.error is None for one in found)
    elapsed = world.time - 100.0
    assert elapsed < 300 * 1.7 + 300
    assert len(world.asked) - quota.refused <= 10 + 6 * elapsed
    assert quota.refused <= (elapsed if api is API else 0)


def test_of_things_that_go_on_no_answer_is_kept() -> None:
    kinds = (AnswerModel, Response, Request, errors.ClientomeError)

    def alive() -> int:
        gc.collect()
        return sum(isinstance(one, kinds) for one in gc.get_objects())

    world = World(lambda name, moment: answer(503, b"{}") if moment < 102 else state(name, "running"))
    before = alive()
    running = Waits(session(), waiter(), "id", [str(number) for number in range(200)]).step()
    value: Any = None
    while len(world.asked) < 500:
        effect = running.send(value)
        value = world.perform(effect)
    del value, effect
    world.script.clear()
    world.requests.clear()
    # One question is under way.
    assert alive() - before <= 4
    running.close()


def test_errors_that_are_given_out_hold_no_frames() -> None:
    bodies = {"a": (404, "{}"), "b": (410, "{}"), "c": (200, '{"id": "c", "status": "failed"}')}
    gone = Acceptor(state="failure", status=410)
    world = World(lambda name, _moment: answer(*bodies[name]))
    found = world.all(bodies, waiter(acceptors=(*waiter().acceptors, gone)))
    assert [type(one.error) for one in found] == [errors.NotFoundError, errors.WaitFailed, errors.WaitFailed]
    for one in found:
        link: BaseException | None = one.error
        while link is not None:
            assert link.__traceback__ is None
            link = link.__cause__ or link.__context__
        assert KEY not in repr(one)
    assert isinstance(found[1].error, errors.WaitFailed)
    assert isinstance(found[1].error.__cause__, errors.GoneError)


def test_each_thing_that_took_too_long_is_cancelled() -> None:
    cancel: Operation[Thing] = dataclasses.replace(
        GET, id="cancelThing", method="POST", path="/cancel/{thingId}", retry="never"
    )
    used = waiter(cancel=Cancellation(operation=cancel, inputs={"thing_id": "id"}))
    posted: list[str] = []

    def handler(name: str, moment: float) -> Any:
        request = world.request
        if request.method == "GET":
            return state(name, "completed" if (name, len(posted)) == ("b", 2) else "running")
        posted.append(name)
        return (
            answer(400, "{}")
            if name == "b"
            else errors.ProtocolError("cut")
            if name == "c"
            else state(name, "x")
        )

    class Seen(World):
        def _send(self, request: Request) -> Response:
            self.request = request
            return super()._send(request)

    world = Seen(handler)
    found = world.all(["a", "b", "c", "d"], used, timeout=0.0, cancel_on_timeout=True)
    assert [getattr(one.error, "cancelled", "no error") for one in found] == [True, "no error", False, False]
    # After the network failed it is not tried again for each of many.
    assert posted == ["a", "b", "c"]


def test_states_that_the_caller_accepts_hold_for_each() -> None:
    world = World(lambda name, _moment: state(name, "failed"))
    assert [one.unwrap().status for one in world.all(["a", "b"], accept=["failed"])] == ["failed", "failed"]


# Asking a list

LIST: Operation[Any] = Operation(
    id="listThings",
    method="GET",
    path="/list",
    answers=(Answer(200, "json", dict[str, Any]),),
    parameters=(
        Parameter("limit", "query"),
        Parameter("offset", "query"),
        Parameter("ids", "query", explode=False),
    ),
    pagination=Pagination(
        style="offset", items=("rows",), offset="offset", limit="limit", total=("total",), key=(("id",),)
    ),
    retry="safe",
)
MANY = StateList(operation=LIST, items=("rows",), key=("id",), state=("state",), constants={"limit": 100})


class Listing(World):
    """A provider with a list, whose rows are those of the things at ``rows``, 100 a page at most."""

    def __init__(
        self, ends: dict[str, float], rows: Any = None, *, fails: Any = None, lag: float = 0.0
    ) -> None:
        super().__init__(self.answered)
        self.ends = ends
        self.rows = list(ends) if rows is None else rows
        self.fails = fails
        self.lag = lag

    def status(self, name: str, moment: float) -> str:
        return "completed" if moment >= self.ends[name] else "running" if moment >= 105 else "new"

    def answered(self, name: str, moment: float) -> Any:
        if not name.startswith("list"):
            return state(name, self.status(name, moment))
        if self.fails is not None and (failure := self.fails(moment)) is not None:
            return failure
        query = parse_qs(name.partition("?")[2])
        if "ids" in query:
            wanted = query["ids"][0].split(",")
            rows, total = [row for row in self.rows if row in wanted], len(wanted)
        else:
            start = int(query.get("offset", ["0"])[0])
            rows, total = self.rows[start : start + 100], len(self.rows)
        told = [{"id": row, "state": self.status(row, moment + self.lag)} for row in rows]
        return answer(200, json.dumps({"rows": told, "total": total}))

    def lists(self) -> int:
        """How often the list was asked."""
        return sum(name.startswith("list") for name in self.names())


@pytest.mark.parametrize("many", [MANY, dataclasses.replace(MANY, ids="ids", constants={})])
def test_the_states_of_many_are_asked_of_a_list(many: StateList) -> None:
    ends = {f"t{number}": 400.0 + number / 5 for number in range(500)}
    world = Listing(ends)
    found = world.all(list(ends), waiter(many=many, max_delay=60.0))
    assert {one.argument: one.unwrap().status for one in found} == dict.fromkeys(ends, "completed")
    assert len(world.asked) - world.lists() == 500
    rounds = len({moment for moment, name in world.asked if name.startswith("list")})
    # Pages by offset overlap by a row.
    assert world.lists() <= 6 * rounds
    assert world.lists() < 500


@settings(max_examples=60, deadline=None)
@given(
    ends=st.dictionaries(
        st.text("abcd", min_size=1, max_size=4), st.floats(90, 500), min_size=1, max_size=12
    ),
    listed=st.sets(st.text("abcd", min_size=1, max_size=4)),
    lag=st.sampled_from([0.0, -40.0, 40.0]),
    timeout=st.none() | st.floats(0, 300),
    told=st.booleans(),
    trouble=st.sampled_from([None, "cut", 503, 429, 404, 403, "nonsense"]),
    chances=st.lists(st.floats(0, 1), min_size=1, max_size=5),
)
def test_whatever_the_list_says_each_thing_is_given_out_once_by_its_own_answer(
    ends: dict[str, float],
    listed: set[str],
    lag: float,
    timeout: float | None,
    told: bool,
    trouble: Any,
    chances: Any,
) -> None:
    def fails(moment: float) -> Any:
        if trouble is None or not 110 <= moment <= 180:
            return None
        if trouble == "nonsense":
            return answer(200, '{"rows": 5}')
        return errors.ProtocolError("cut") if trouble == "cut" else answer(trouble, "{}")

    world = Listing(ends, [row for row in ends if row in listed] + ["zzz"], fails=fails, lag=lag)
    world.ends = {**ends, "zzz": 0.0}
    world.chances = list(chances)
    states: dict[str, list[str]] = {}
    progress = (lambda name, thing: states.setdefault(name, []).append(thing.status)) if told else None
    found = world.all(list(ends), waiter(many=MANY), timeout=timeout, on_progress=progress)
    assert sorted(one.argument for one in found) == sorted(ends)
    for one in found:
        if one.error is None:
            assert one.unwrap().status == "completed"
            assert not told or states[one.argument][-1] == "completed"
        else:
            assert isinstance(one.error, errors.WaitTimeout)
            assert timeout is not None
            # Nothing that was done well before the deadline is called late.
            assert ends[one.argument] > 100.0 + timeout - max(lag, 0.0) - 0.01
    if timeout is None:
        assert all(one.error is None for one in found)


def test_a_list_that_tells_of_too_few_is_not_asked_again() -> None:
    ends = dict.fromkeys(["a", "b", "c", "d"], 160.0)
    world = Listing(ends, [f"x{number}" for number in range(1000)])
    world.ends = {**ends, **dict.fromkeys(world.rows, 0.0)}
    assert len(world.all(list(ends), waiter(many=MANY))) == 4
    # Half as many pages as things, once.
    assert world.lists() == 2


def test_one_thing_is_asked_about_itself() -> None:
    world = Listing({"a": 150.0})
    assert world.all(["a"], waiter(many=MANY))
    assert world.lists() == 0


def test_at_the_deadline_the_list_answers_for_all() -> None:
    ends = {f"t{number}": 1000.0 for number in range(300)}
    world = Listing(ends)
    found = world.all(list(ends), waiter(many=MANY), timeout=20.0)
    assert all(isinstance(one.error, errors.WaitTimeout) for one in found)
    assert [getattr(one.error, "last", None) for one in found][:1] == [
        {"id": found[0].argument, "state": "running"}
    ]
    assert len(world.asked) == world.lists()


def test_a_refused_credential_of_the_list_is_raised() -> None:
    world = Listing({"a": 1.0, "b": 1.0}, fails=lambda _moment: answer(401, "{}"))
    with pytest.raises(errors.AuthenticationError):
        world.all(["a", "b"], waiter(many=MANY))


def test_what_the_list_lacks_is_asked_about_itself_in_time() -> None:
    ends = {f"t{number}": 400.0 for number in range(18)} | {"old": 110.0, "older": 120.0}
    world = Listing(ends, [name for name in ends if name.startswith("t")])
    assert [one.argument for one in world.all(list(ends), waiter(many=MANY))][:2] == ["old", "older"]
    assert world.ended[1] < 130
    assert world.lists() > 10
