"""`sandbox.yaml`: what is wrong with one is told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientome.sandbox.behaviour.functions import EngineFunctions
from clientome.sandbox.behaviour.steps import VERBS as PLAYED
from clientome.sandbox.expressions.functions import pure
from generator.check.sandbox import read_sandbox
from generator.pipeline import compile_spec
from generator.problems import Problem
from generator.vocabulary.sandbox_reference import STEPS, functions, page
from generator.vocabulary.sandbox_steps import VERBS
from tests.sandbox.shop import BEHAVIOUR_TEXT

OPENAPI = """
openapi: 3.1.0
info: {title: T, version: "1"}
servers: [{url: "https://t.example"}]
paths:
  /things:
    get:
      operationId: listThings
      tags: [things]
      responses: {"200": {description: Good., content: {application/json: {schema: {type: object}, example: {}}}}}
"""
GOOD = """
collections:
  things:
    machine:
      initial: a
      transitions:
        - {from: a, to: b, after: = days(1)}
operations:
  listThings:
    - list: things
      as: found
    - answer: {body: {n: = len(found)}}
"""


def problems(tmp_path: Path, text: str) -> list[Problem]:
    (tmp_path / "openapi.yaml").write_text(OPENAPI)
    described, _ = compile_spec(tmp_path / "openapi.yaml", package="t")
    (tmp_path / "sandbox.yaml").write_text(text)
    return read_sandbox(tmp_path, described.api, tmp_path)[1]


def test_a_good_one_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "id", "line"),
    [
        ("listThings:", "listThing:", "sandbox-operation", 9),
        ("- list: things", "- list: thing", "sandbox-collection", 10),
        ("as: found", "sa: found", "sandbox-form", 11),
        ("= len(found)", "= length(found)", "sandbox-expression", 12),
        ("= len(found)", "= len(fund)", "sandbox-expression", 12),
        ("= len(found)", "= len(found", "sandbox-expression", 12),
        ("= len(found)", "= found.append(1)", "sandbox-expression", 12),
        ("= len(found)", "'= (lambda: 1)()'", "sandbox-expression", 12),
        ("from: a", "from: x", "sandbox-state", 7),
        ("= days(1)", "= day(1)", "sandbox-expression", 7),
        ("- answer", "- answers", "sandbox-form", 12),
        ("- answer: {", "- answer: {view: none, ", "sandbox-view", 12),
        ("- answer", "- call: nothing\n    - answer", "sandbox-routine", 12),
        ("initial: a", "initial: [a", "yaml-syntax", None),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, id: str, line: int | None
) -> None:
    assert old in GOOD
    found = problems(tmp_path, GOOD.replace(old, new))
    assert id in {problem.id for problem in found}
    assert {problem.place.file for problem in found} == {"sandbox.yaml"}
    if line is not None:
        assert line in {problem.place.line for problem in found if problem.id == id}


def test_generator_and_engine_agree() -> None:
    assert set(VERBS) == set(PLAYED)
    assert {step.__name__.lower() for step in STEPS} == set(VERBS)
    engine = {name for name in vars(EngineFunctions) if not name.startswith("_")} - {"all_functions"}
    assert set(functions()) == set(pure()) | engine
    assert all(meaning for _, meaning in functions().values())


def test_the_reference_names_everything() -> None:
    text = page()
    for name in (*VERBS, *functions(), "transitions", "x-sdk-payment"):
        assert name in text


def test_the_shop_of_the_other_tests_is_good(tmp_path: Path) -> None:
    found = problems(tmp_path, BEHAVIOUR_TEXT)
    assert {problem.id for problem in found} <= {"sandbox-operation"}
