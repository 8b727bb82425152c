"""States and transitions: which one comes when, and what becomes of one that fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator.spec.yaml_tree import read
from tests.support.sandbox_shop import Shop, shop
from tests.support.sandbox_shop_description import BEHAVIOUR, DOCUMENT

OPERATIONS = """
createOrder:
  - create: jobs
    with: "= pick(request.body, 'sample', 'memo')"
  - answer: {body: = item}
getOrder:
  - {get: jobs, id: = request.path.id}
  - answer: {body: {job: = item, due: = due(item), since: = since(item), seq: = seq(item), can: "= can(item, 'b')", now: = now}}
updateOrder:
  - {get: jobs, id: = request.path.id}
  - update: = item
    set: "= pick(request.body, 'memo')"
  - answer: {body: = item}
deleteOrder:
  - {get: jobs, id: = request.path.id}
  - {delete: = item}
cancelOrder:
  - {get: jobs, id: = request.path.id}
  - {move: = item, to: "= item.memo == 'other' and 'c' or 'b'"}
  - answer: {body: = item}
"""


@contextmanager
def moving(
    transitions: str, collections: Any = None, operations: Any = None, **options: Any
) -> Iterator[Shop]:
    """A sandbox of jobs with these transitions."""
    machine = {"initial": "a", "field": "state", "transitions": read(transitions)[0]}
    behaviour = {
        "caller": BEHAVIOUR["caller"],
        "collections": collections or {"jobs": {"id": "= 'j' + text(next_number('j'))", "machine": machine}},
        "operations": {**read(OPERATIONS)[0], **(operations or {})},
    }
    with shop(DOCUMENT, behaviour, **{"speed": 0, **options}) as one:
        yield one


def job(one: Shop, id: str = "j1") -> Any:
    return one.get(f"/orders/{id}")["job"]


def made(one: Shop, sample: str = "s", memo: str = "m") -> str:
    return str(one.ask("POST", "/orders", {"sample": sample, "memo": memo}).json["data"]["id"])


def test_facts_of_a_record() -> None:
    with moving("- {from: a, to: b, after: 60.0, when: = item.sample == 's'}") as one:
        first, second = made(one), made(one, "other")
        found, other = one.get(f"/orders/{first}"), one.get(f"/orders/{second}")
        assert found["due"] == found["now"] + 60 == found["since"] + 60
        assert (other["due"], other["can"], found["can"]) == (None, False, True)
        assert other["seq"] > found["seq"]
        one.control("/advance", {"seconds": 59.5})
        assert one.get(f"/orders/{first}")["since"] == found["since"]
        assert one.control("/advance", {"seconds": 0.5})["transitions"] == 1
        moved = one.get(f"/orders/{first}")
        assert (moved["job"]["state"], moved["due"], moved["can"]) == ("b", None, False)
        assert moved["since"] == found["since"] + 60


def test_the_first_rule_that_holds_when_the_state_is_entered_is_put_on_the_clock() -> None:
    rules = """
- {from: a, to: c, after: 10.0, when: = item.memo == 'other'}
- {from: [a, c], to: b, after: 20.0}
- {from: a, to: d, after: 1.0}
"""
    with moving(rules) as one:
        first, second = made(one), made(one, memo="other")
        one.control("/advance", {"seconds": 10})
        assert (job(one, first)["state"], job(one, second)["state"]) == ("a", "c")
        one.control("/advance", {"seconds": 10})
        assert (job(one, first)["state"], job(one, second)["state"]) == ("b", "c")
        one.control("/advance", {"seconds": 10})
        assert job(one, second)["state"] == "b"


def test_a_change_may_start_the_clock_but_not_start_it_again() -> None:
    with moving("- {from: a, to: b, after: 100.0, when: = item.memo == 'go'}") as one:
        id = made(one)
        one.control("/advance", {"seconds": 500})
        assert job(one, id)["state"] == "a"
        one.ask("PATCH", f"/orders/{id}", {"memo": "go"})
        one.control("/advance", {"seconds": 60})
        one.ask("PATCH", f"/orders/{id}", {"memo": "later"})
        one.control("/advance", {"seconds": 40})
        assert job(one, id)["state"] == "b"


def test_what_is_deleted_or_moved_by_hand_is_not_moved_by_the_clock() -> None:
    rules = "- {from: a, to: b, after: 10.0}\n- {from: a, to: c}\n- {from: c, to: a, after: 100.0}\n"
    with moving(rules) as one:
        first, second = made(one), made(one, memo="other")
        one.ask("DELETE", f"/orders/{first}")
        assert one.ask("POST", f"/orders/{second}/cancel").json["data"]["state"] == "c"
        assert one.control("/advance", {"seconds": 10})["transitions"] == 0
        assert one.control("/advance", {"seconds": 100})["transitions"] == 2
        assert job(one, second)["state"] == "b"


def test_moves_that_are_not_possible_name_the_state() -> None:
    with moving("- {from: x, to: b}") as one:
        id = made(one)
        refused = one.ask("POST", f"/orders/{id}/cancel")
    assert (refused.status, refused.json["error"]) == (409, "This is not possible while state is a.")


def test_a_thing_without_states_cannot_be_moved() -> None:
    with moving("- {from: a, to: b}", collections={"jobs": {}}) as one:
        id = made(one)
        refused = one.ask("POST", f"/orders/{id}/cancel")
        assert (refused.status, refused.json["error"]) == (409, "This is not possible while status is None.")
        assert one.get(f"/orders/{id}")["can"] is False


def test_the_steps_of_a_transition_see_before_and_after_as_their_owner() -> None:
    rules = """
- from: a
  to: b
  after: 10.0
  do:
    - update: = item
      set: {reported: "= [before.state, item.state, now, caller.account, len(query('jobs'))]"}
"""
    with moving(rules) as one:
        id = made(one)
        other = one.ask("POST", "/orders", {"sample": "s"}, key="acct_b").json["data"]["id"]
        entered = one.get(f"/orders/{id}")["since"]
        one.control("/advance", {"seconds": 25})
        assert job(one, id)["reported"] == ["a", "b", entered + 10, "acct_a", 1]
        assert one.get(f"/orders/{other}", key="acct_b")["job"]["reported"][3] == "acct_b"


def test_a_transition_that_fails_changes_nothing_is_reported_and_not_tried_again() -> None:
    rules = """
- from: a
  to: b
  after: 10.0
  do:
    - update: = item
      set: {half: done}
    - create: jobs
    - {check: false, message: Not today.}
"""
    with moving(rules) as one:
        id = made(one)
        one.control("/advance", {"seconds": 10})
        one.control("/advance", {"seconds": 10})
        found = one.get(f"/orders/{id}")
        assert (found["job"]["state"], found["job"].get("half"), found["due"]) == ("a", None, None)
        state = one.control("", method="GET")
    assert state["problems"] == [f"transition 0 of jobs {id}: Not today."]
    assert (state["things"], state["next_transition"]) == ({"jobs": 1}, None)


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ("{check: false, message: Not today.}", "Not today."),
        ("{let: {x: = 1 / 0}}", "= 1 / 0: division by zero"),
        ("{emit: orderChanged, body: 1, to: [5]}", "'int' object has no attribute 'get'"),
        ("{call: none}", "'none'"),
        ("{answer: {body: 1}}", "an `answer` where nothing was asked"),
    ],
)
def test_whatever_a_transition_fails_of_all_others_go_on(step: str, reason: str) -> None:
    rules = f"""
- from: a
  to: b
  after: 10.0
  do:
    - update: = item
      set: {{half: done}}
    - {{do: [{step}], when: = item.sample == 'bad'}}
"""
    with moving(rules) as one:
        bad, good = made(one, "bad"), made(one, "good")
        assert one.control("/advance", {"seconds": 10})["transitions"] == 1
        assert (job(one, bad)["state"], job(one, bad).get("half")) == ("a", None)
        assert (job(one, good)["state"], job(one, good)["half"]) == ("b", "done")
        assert one.control("", method="GET")["problems"] == [f"transition 0 of jobs {bad}: {reason}"]


def test_transitions_happen_in_the_order_of_their_times() -> None:
    rules = """
- {from: a, to: b, after: = number(item.memo), do: [{tell: x, body: = item.id}]}
- {from: b, to: a, after: 1000.0, do: [{tell: x, body: = 'back ' + item.id}]}
"""
    with moving(rules) as one:
        for seconds in ("30", "10", "20", "10"):
            made(one, memo=seconds)
        one.control("/advance", {"seconds": 1005})
        reported = [message["body"] for message in one.control("", method="GET")["messages"]]
        assert reported == ["j2", "j4", "j3", "j1"]
        one.control("/advance", {"seconds": 6})
        reported = [message["body"] for message in one.control("", method="GET")["messages"]]
        assert reported[4:] == ["back j2", "back j4"]


@pytest.mark.parametrize("left", ["fewer rules", "no machine", "no collection"])
def test_a_state_file_of_another_behaviour_still_opens(tmp_path: Path, left: str) -> None:
    state = tmp_path / "state"
    with moving("- {from: a, to: c}\n- {from: a, to: b, after: 10.0}\n", state=state) as one:
        id = made(one)
    machine = {"initial": "a", "field": "state", "transitions": [{"from": "a", "to": "c"}]}
    jobs = {"fewer rules": {"jobs": {"machine": machine}}, "no machine": {"jobs": {}}}
    with moving("[]", jobs.get(left, {"others": {}}), state=state) as one:
        assert one.control("/advance", {"seconds": 60})["transitions"] == 0
        assert job(one, id)["state"] == "a"
        assert one.control("", method="GET")["problems"] == []


def test_a_move_by_somebody_else_is_seen_as_the_owner_and_then_as_before() -> None:
    rules = "- {from: a, to: b, do: [{update: = item, set: {seen: = len(query('jobs'))}}]}"
    cancel = """
cancelOrder:
  - {get: jobs, id: = request.path.id, everyone: true}
  - {move: = item, to: b}
  - answer: {body: {seen: = item.seen, own: = len(query('jobs'))}}
"""
    with moving(rules, operations=read(cancel)[0]) as one:
        id = made(one)
        made(one)
        one.ask("POST", "/orders", {"sample": "s"}, key="acct_b")
        reply = one.ask("POST", f"/orders/{id}/cancel", key="acct_b")
    assert reply.json["data"] == {"seen": 2, "own": 1}


def test_what_a_failed_transition_touched_goes_on_after_a_restart(tmp_path: Path) -> None:
    rules = """
- from: a
  to: b
  after: = number(item.memo)
  when: = item.sample == 'first'
  do:
    - {get: jobs, id: j2}
    - {move: = item, to: c}
    - {get: jobs, id: j3}
    - {update: = item, set: {sample: = 'first'}}
    - {check: false}
- {from: a, to: c, after: 100.0, when: = item.sample == 'second'}
- {from: a, to: b, after: 1.0, when: = item.sample == 'early'}
"""
    with moving(rules, state=tmp_path / "state") as one:
        for sample in ("first", "second", "third", "early"):
            made(one, sample, "10")
        assert one.control("/advance", {"seconds": 10})["transitions"] == 1
        assert [job(one, id)["state"] for id in ("j1", "j2", "j3", "j4")] == ["a", "a", "a", "b"]
    with moving(rules, state=tmp_path / "state") as one:
        assert [one.get(f"/orders/{id}")["due"] is None for id in ("j1", "j2", "j3")] == [True, False, True]
        one.control("/advance", {"seconds": 90})
        assert [job(one, id)["state"] for id in ("j1", "j2", "j3", "j4")] == ["a", "c", "a", "b"]
        assert job(one, "j3")["sample"] == "third"


def test_what_a_request_asks_with_ends_with_it() -> None:
    rules = """
- from: a
  to: b
  after: 10.0
  do:
    - update: = item
      set: {half: "= url('/x')"}
"""
    with moving(rules) as one:
        id = made(one)
        _ = one.ask("GET", f"/orders/{id}", headers={"Host": "elsewhere.localhost"})
        one.control("/advance", {"seconds": 10})
        assert job(one, id)["half"] == one.application.engine.origin + "/x" == "http://127.0.0.1/x"
