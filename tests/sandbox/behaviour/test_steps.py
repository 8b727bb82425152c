"""What the steps of a `sandbox.yaml` do, one small file at a time."""

from __future__ import annotations

import re

import pytest

from clientome.sandbox import app
from clientome.sandbox.server import handler as performing
from generator.spec.yaml_tree import read
from tests.support.sandbox_shop_description import DOCUMENT
from tests.support.sandbox_steps import NOTES, answered, problem, refused, with_steps


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ("", "n1 n2 n3 n4 n5"),
        ("  reverse: true\n", "n5 n4 n3 n2 n1"),
        ("  sort: = item.text\n", "n2 n5 n1 n4 n3"),
        ("  sort: = item.text\n  reverse: true\n", "n3 n4 n1 n5 n2"),
        ("  sort: = item.rank\n", "n2 n5 n1 n4 n3"),
        ("  sort: = [item.text, item.rank]\n", "n2 n5 n1 n4 n3"),
        ("  filter: {text: b}\n", "n1 n4"),
        ("  filter: {text: [a, c], id: null}\n", "n2 n3 n5"),
        ("  filter: {text: a, rank: 1}\n", "n5"),
        ("  filter: {text: null}\n", "n1 n2 n3 n4 n5"),
        ("  where: = item.text == 'b'\n", "n1 n4"),
        ("  filter: {text: b}\n  where: = item.rank == 2\n", "n1"),
    ],
)
def test_list(options: str, ids: str) -> None:
    steps = f"- list: notes\n{options}- answer: {{body: {{ids: \"= pluck(items, 'id')\"}}}}\n"
    assert answered(steps)["ids"] == ids.split()


@pytest.mark.parametrize(
    ("step", "text"),
    [
        ("{get: notes, id: n3}", "c"),
        ("{get: notes, id: n3, filter: {text: c}}", "c"),
        ("{get: notes, where: = item.rank == 'x'}", "b"),
        ("{get: notes, filter: {text: a}}", "a"),
        ("{get: notes}", "b"),
        ("{get: notes, id: none, optional: true}", None),
        ("{get: notes, id: n3, filter: {text: a}, optional: true}", None),
        ("{get: notes, id: null, optional: true}", None),
        ("{get: notes, where: = false, optional: true}", None),
    ],
)
def test_get(step: str, text: str | None) -> None:
    assert answered(f"- {step}\n- answer: {{body: {{text: = item.text}}}}\n")["text"] == text


@pytest.mark.parametrize(
    ("step", "reply"),
    [
        ("{get: notes, id: none}", (404, "Not found.")),
        ("{get: notes, id: null}", (404, "Not found.")),
        ("{get: notes, id: n1, where: = false}", (404, "Not found.")),
        ("{get: notes, where: = false, message: = 'No ' + 'note.'}", (404, "No note.")),
        ("{get: notes, id: none, status: 410}", (404, "Not found.")),
        ("{check: false}", (400, "The request is not possible.")),
        ("{check: false, status: 418, message: No tea.}", (418, "No tea.")),
        ("{open: x, kind: y}", (403, "The link is not valid or has expired.")),
        ("{open: x, kind: y, status: 410, message: Gone.}", (410, "Gone.")),
    ],
)
def test_refusals(step: str, reply: tuple[int, str]) -> None:
    assert refused(f"- {step}\n") == reply


def test_create() -> None:
    steps = """
- {create: notes, id: = 'n' + text(6), with: {text: x}}
- {create: notes, as: own, with: {id: given, text: y}}
- {create: others, as: other, with: {text: z}}
- list: notes
- answer: {body: {ids: "= pluck(items, 'id')", first: = item.id, own: = own.id, other: = other, owned: = owner(own)}}
"""
    found = answered(steps)
    assert found["ids"] == ["n1", "n2", "n3", "n4", "n5", "n6", "given"]
    assert (found["first"], found["own"], found["other"], found["owned"]) == (
        "n6",
        "given",
        {"text": "z"},
        "acct_a",
    )


def test_what_belongs_to_everyone_and_what_to_somebody_else() -> None:
    steps = """
- {create: notes, id: a, owner: everyone}
- {create: notes, id: b, owner: acct_b}
- {create: notes, id: c}
- {list: notes, as: everything, everyone: true}
- {list: notes}
- {get: notes, id: b, as: theirs, everyone: true}
- answer:
    body:
      everything: "= pluck(everything, 'id')[5:]"
      seen: "= pluck(items, 'id')[5:]"
      asked: "= pluck(query('notes'), 'id')[5:]"
      all: "= pluck(all_of('notes', id=['a', 'b']), 'id')"
      theirs: = theirs.id
      found: "= [find('notes', 'b'), find('notes', null), find('notes', 'a').id]"
"""
    assert answered(steps) == {
        "everything": ["a", "b", "c"],
        "seen": ["a", "c"],
        "asked": ["a", "c"],
        "all": ["a", "b"],
        "theirs": "b",
        "found": [None, None, "a"],
    }


def test_a_shared_collection_is_everyones() -> None:
    steps = """
- {get: notes, id: own, optional: true}
- {list: notes}
- create: notes
  id: own
  when: = item == null
- {create: apart}
- {list: apart, as: apart}
- answer: {body: {found: "= find('notes', 'own') != null", ids: "= pluck(items, 'id')[5:]", apart: = len(apart)}}
"""
    with with_steps(steps, collections={"notes": {"shared": True}, "apart": {}}) as one:
        assert one.get("/unplayed", key="acct_a") == {"found": True, "ids": [], "apart": 1}
        assert one.get("/unplayed", key="acct_b") == {"found": True, "ids": ["own"], "apart": 1}


def test_update_append_and_delete() -> None:
    steps = """
- {get: notes, id: n1}
- {let: {before: = item}}
- {update: = item, set: {text: = item.text + '!', more: 1}, unset: [rank]}
- {append: = before, to: log, value: = item.text}
- {append: = before, to: log, value: two, as: logged}
- {list: notes, where: = item.text == 'a'}
- {delete: = items}
- {delete: "= find('notes', 'n3')"}
- {delete: null}
- {list: notes}
- answer: {body: {item: = logged, before: = before.text, left: "= pluck(items, 'id')"}}
"""
    assert answered(steps) == {
        "item": {"id": "n1", "text": "b!", "more": 1, "log": ["b!", "two"]},
        "before": "b",
        "left": ["n1", "n4"],
    }


def test_what_was_deleted_cannot_be_changed() -> None:
    steps = "- {get: notes, id: n1}\n- {delete: = item}\n- {update: = item, set: {text: x}}\n"
    collections = {"notes": {"missing": "No such note."}}
    assert refused(steps, collections=collections) == (404, "No such note.")
    assert "a thing is needed, not dict" in problem("- {update: {id: n1}, set: {text: x}}\n")


@pytest.mark.parametrize(("failure", "status"), [("{check: false}", 400), ("{let: {x: = 1 / 0}}", 500)])
def test_a_failed_request_leaves_everything_as_it_was(failure: str, status: int) -> None:
    steps = f"""
- {{get: notes, id: n2}}
- {{delete: = item}}
- {{create: notes, id: n2, with: {{text: again}}}}
- {{create: notes, id: n6}}
- {{get: notes, id: n1}}
- {{update: = item, set: {{text: changed}}}}
- {{get: machined, id: m1}}
- {{move: = item, to: b}}
- {{delete: = item}}
- {failure}
"""
    collections = {
        "notes": {},
        "machined": {
            "machine": {"initial": "a", "transitions": [{"from": "a", "to": "b", "after": 60.0}]},
        },
    }
    seed = [*NOTES["seed"], {"create": "machined", "id": "m1"}]
    with with_steps(steps, collections=collections, seed=seed) as one:
        before = one.control("/things/notes", method="GET"), one.control("", method="GET")["next_transition"]
        assert before[1] is not None
        assert one.ask("GET", "/unplayed").status == status
        state = one.control("", method="GET")
        assert (one.control("/things/notes", method="GET"), state["next_transition"]) == before
        assert bool(state["problems"]) == (status == 500)
        assert one.control("/advance", {"seconds": 61})["transitions"] == 1
        assert one.control("/things/machined", method="GET")[0]["status"] == "b"


def test_routines_loops_and_conditions() -> None:
    routines = read("""
double:
  - {return: = n * 2, when: = n > 1}
  - {let: {hidden: 1}}
  - {return: = n}
nothing:
  - {let: {n: 1}}
""")[0]
    steps = """
- {let: {total: 0, n: 100}}
- for: [1, 2, 3]
  each: one
  do:
    - {call: double, with: {n: = one}, as: made}
    - {let: {total: = total + made}}
- {for: null, do: [{let: {total: never}}]}
- {call: nothing}
- {do: [{let: {in_do: true}}, {let: {skipped: true}, when: = total == 0}]}
- {let: {skipped: false}, when: = total == 11}
- answer: {body: {total: = total, n: = n, result: = result, skipped: = skipped, in_do: = in_do}}
"""
    assert answered(steps, routines=routines) == {
        "total": 11,
        "n": 100,
        "result": None,
        "skipped": False,
        "in_do": True,
    }
    hidden = "- {call: double, with: {n: 1}}\n- answer: {body: = hidden}\n"
    assert "'hidden' is not defined" in problem(hidden, routines=routines)


def test_a_step_that_is_none() -> None:
    with pytest.raises(ValueError, match=r"a step is a map with one of let, .*, not \['unknown'\]"):
        app(DOCUMENT, {"operations": {"unplayed": [{"unknown": 1}]}})


def test_ids_that_exist_already() -> None:
    collections = {"notes": {"id": "= choice(next_number('n'), ['n1', 'n7'])"}}
    assert answered("- {create: notes}\n- answer: {body: = item.id}", collections=collections) == "n7"
    assert "gives only ids that exist" in problem("- create: notes", collections={"notes": {"id": "= 'n1'"}})


def test_a_caller_whose_steps_fail_is_refused() -> None:
    caller = read("- let: {x: = 1 / 0}\n  when: = starts(secret, 'bad')\n- return: {account: = secret}\n")[0]
    with with_steps("- answer: {body: = caller.account}", caller=caller) as one:
        assert one.get("/unplayed", key="good") == "good"
        reply = one.ask("GET", "/unplayed", key="bad")
        assert (reply.status, reply.json["ok"]) == (401, False)
        assert one.control("", method="GET")["problems"][0].startswith("caller: ")
    nobody = "- answer: {body: {account: = caller.account, key: = caller.key, scopes: = caller.scopes}}"
    assert answered(nobody, caller=[]) == {"account": "sandbox", "key": "acct_a", "scopes": None}


def test_a_return_outside_a_routine_ends_without_an_answer() -> None:
    with with_steps("- {return: 1}\n- {check: false}\n") as one:
        reply = one.ask("GET", "/unplayed")
    assert (reply.status, reply.json) == (200, {"success": True})


def test_numbers_that_count() -> None:
    steps = "- answer: {body: \"= [next_number('a'), next_number('a'), next_number('b')]\"}"
    with with_steps(steps) as one:
        assert [one.get("/unplayed") for _ in range(2)] == [[1, 2, 1], [3, 4, 2]]


def test_a_mistake_of_the_engine_is_reported_and_has_the_providers_shape(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no rules today")

    monkeypatch.setattr(performing, "check_rules", broken)
    with with_steps("- answer: {}") as one:
        reply = one.ask("GET", "/unplayed")
        [reported] = one.control("", method="GET")["problems"]
        assert re.fullmatch(r"unplayed: RuntimeError at test_steps.py:\d+: no rules today", reported)
        said = f"The sandbox failed, which is its own mistake. {reported}"
        assert (reply.status, reply.json) == (500, {"ok": False, "error": said})
    # One line, no traceback.
    assert [record.getMessage() for record in caplog.records] == [f"The sandbox failed. {reported}"]
    assert [record.exc_info for record in caplog.records] == [None]
    caplog.clear()
