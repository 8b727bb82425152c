"""Guided parameters: the wrong one is named, nothing that could be right is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientome._runtime.base.errors import ArgumentError
from clientome._runtime.base.models import AnswerModel
from clientome._runtime.policies.parameter_schema import ParameterSchema

ANSWER: dict[str, Any] = {
    "program": "rfdiffusion3",
    "guided": True,
    "modes": [
        {"name": "binder_design", "label": "Binder", "default": True},
        {"name": "unconditional_monomer", "label": "Monomer"},
    ],
    "params": [
        {
            "name": "target_structure",
            "type": "structure_file",
            "label": "Target",
            "required": True,
            "modes": ["binder_design"],
            "extensions": [".pdb", ".cif"],
        },
        {
            "name": "length",
            "type": "length_range",
            "label": "Length",
            "required": True,
            "modes": ["unconditional_monomer"],
            "min": 3,
            "max": 2000,
        },
        {
            "name": "num_structures",
            "type": "int",
            "label": "Structures",
            "default": 10,
            "min": 1,
            "max": 10000,
        },
        {
            "name": "output_format",
            "type": "string",
            "label": "Type",
            "default": "cif",
            "options": ["cif", "pdb", "cif.gz"],
        },
    ],
}
GUIDE = ParameterSchema.of(ANSWER)
MONOMER = {"mode": "unconditional_monomer", "length": "120-130"}


class Answer(AnswerModel):
    program: str
    guided: bool
    modes: list[dict[str, Any]]
    params: list[dict[str, Any]]


@pytest.mark.parametrize(
    "values",
    [
        MONOMER | {"num_structures": 10},
        MONOMER | {"length": "120", "output_format": "cif.gz"},
        MONOMER | {"length": " 3 - 2000 "},
        {"target_structure": "/inputs/target.PDB"},
        {"target_structure": ["a.cif", "b.pdb"], "num_structures": None},
        {"mode": "binder_design", "target_structure": "inputs/target.cif", "num_structures": 1},
    ],
)
def test_what_is_right(values: dict[str, Any]) -> None:
    GUIDE.check(values)
    ParameterSchema.of(Answer.model_validate(ANSWER)).check(values)


@pytest.mark.parametrize(
    ("values", "parameter", "text"),
    [
        ({}, "target_structure", "is required in mode binder_design"),
        ({"mode": "unconditional_monomer"}, "length", "is required in mode unconditional_monomer"),
        (
            {"mode": "secret-mode", "target_structure": "a.pdb"},
            "mode",
            "one of binder_design, unconditional_monomer",
        ),
        ({"target_structure": "a.fasta"}, "target_structure", "ending in .pdb or .cif"),
        ({"target_structure": ["a.pdb", "b.txt"]}, "target_structure", "ending in .pdb or .cif"),
        ({"target_structure": "a.pdb", "length": "3-4"}, "length", "does not apply in mode binder_design"),
        (MONOMER | {"length": "130-120"}, "length", "from the smaller to the larger"),
        (MONOMER | {"length": "2-10"}, "length", "from 3 to 2000"),
        (MONOMER | {"length": "10-2001"}, "length", "from 3 to 2000"),
        (MONOMER | {"length": "10-"}, "length", "120-130"),
        (MONOMER | {"length": "\u0661\u0662"}, "length", "120-130"),
        (MONOMER | {"length": 120}, "length", "as text"),
        (MONOMER | {"num_structures": 0}, "num_structures", "from 1 to 10000"),
        (MONOMER | {"num_structures": 10001}, "num_structures", "from 1 to 10000"),
        (MONOMER | {"num_structures": "10"}, "num_structures", "whole number from 1 to 10000"),
        (MONOMER | {"num_structures": True}, "num_structures", "whole number"),
        (MONOMER | {"num_structures": 2.0}, "num_structures", "whole number"),
        (MONOMER | {"output_format": "mmcif"}, "output_format", "one of cif, pdb, cif.gz"),
        (MONOMER | {"output_format": 5}, "output_format", "must be text"),
        (MONOMER | {"output_formt": "cif"}, "output_formt", "did you mean output_format"),
        (MONOMER | {"zzz": "cif"}, "zzz", "no such parameter"),
    ],
)
def test_what_is_wrong(values: dict[str, Any], parameter: str, text: str) -> None:
    with pytest.raises(ArgumentError, match=text) as caught:
        GUIDE.check(values)
    assert caught.value.argument == parameter
    assert len(GUIDE.problems(values)) == 1


def test_all_problems_at_once_and_no_value() -> None:
    values = {
        "mode": "unconditional_monomer",
        "num_structures": -77,
        "output_format": "hush",
        "typo": "hidden",
    }
    with pytest.raises(ArgumentError) as caught:
        GUIDE.check(values)
    text = str(caught.value)
    for part in (
        "rfdiffusion3: ",
        "typo: no such",
        "length: is required",
        "num_structures: ",
        "output_format: ",
    ):
        assert part in text
    for value in ("-77", "hush", "hidden"):
        assert value not in text


def test_a_program_without_named_parameters() -> None:
    guide = ParameterSchema.of({"program": "alphafold2", "guided": False, "message": "Raw arguments only."})
    with pytest.raises(ArgumentError, match=r"alphafold2 takes no named parameters: Raw arguments only\."):
        guide.check({})


def guide_of(*params: dict[str, Any], modes: tuple[str, ...] = ()) -> ParameterSchema:
    return ParameterSchema.of({"params": list(params), "modes": [{"name": mode} for mode in modes]})


@pytest.mark.parametrize(
    ("param", "good", "bad"),
    [
        ({"type": "float", "min": 0.5}, [0.5, 1, 1e9], [0.4, "1", True, float("nan"), float("inf")]),
        ({"type": "number", "max": 2}, [2, -1.5], [2.1, True, 10**400]),
        ({"type": "float", "min": float("nan"), "max": float("inf")}, [1.5, 10**400], [float("nan")]),
        ({"type": "bool"}, [True, False], [0, 1, "true"]),
        ({"type": "int", "options": [1, 2]}, [1, 2], [3, True]),
        ({"type": "float", "options": [True, 2]}, [2], [1, 0]),
        ({"type": "string", "options": [{"value": "a", "label": "A"}]}, ["a"], ["A", "b"]),
        ({"type": "string", "options": [{"strange": 1}, "a"]}, ["b"], [1]),
        ({"type": "STRING", "min": 3, "max": 4}, ["x"], [1]),
        ({"type": "file"}, ["a", ["b"], {"x": 1}, 5], []),
        ({"type": "aux_file", "extensions": [".py"]}, ["main.py", "aux/MAIN.PY", 5], ["main.sh"]),
        ({"type": "hotspots", "options": ["a"], "min": 3, "extensions": [".x"]}, ["b", 1, [2], {"c": 3}], []),
        ({}, ["b", 1], []),
        ({"type": "int", "min": "3", "max": {"odd": 1}, "bounds": [1]}, [-5, 5], []),
    ],
)
def test_types(param: dict[str, Any], good: list[Any], bad: list[Any]) -> None:
    guide = guide_of({"name": "p", **param})
    for value in good:
        assert guide.problems({"p": value}) == (), value
    for value in bad:
        assert [problem.parameter for problem in guide.problems({"p": value})] == ["p"], value


@pytest.mark.parametrize(
    ("depends_on", "good", "bad"),
    [
        ("use_msa", [{"use_msa": True}], [{}, {"use_msa": False}]),
        (
            ["use_msa", "name"],
            [{"use_msa": True, "name": "x"}],
            [{"use_msa": True}, {"use_msa": True, "name": ""}],
        ),
        ({"name": "x"}, [{"name": "x"}], [{"name": "y"}, {}]),
        (
            {"name": ["x", "y"], "use_msa": True},
            [{"name": "y", "use_msa": True}],
            [{"name": "x", "use_msa": False}],
        ),
        ({"count": 5}, [{}, {"count": 5}], [{"count": 6}]),  # The default counts as given.
        ("elsewhere", [{}], []),
        ({"elsewhere": 1}, [{}], []),
        (7, [{}], []),
        ([{"odd": 1}], [{}], []),
    ],
)
def test_dependencies(depends_on: Any, good: list[dict[str, Any]], bad: list[dict[str, Any]]) -> None:
    others = [
        {"name": "use_msa", "type": "bool"},
        {"name": "name", "type": "string"},
        {"name": "count", "type": "int", "default": 5},
    ]
    guide = guide_of({"name": "p", "type": "int", "required": True, "depends_on": depends_on}, *others)
    for values in good:
        assert guide.problems({"p": 1, **values}) == ()
        assert [str(problem) for problem in guide.problems(values)] == ["p: is required"]
    for values in bad:
        assert [problem.parameter for problem in guide.problems({"p": 1, **values})] == ["p"]
        # What does not apply is not required either.
        assert guide.problems(values) == ()


def test_without_a_default_mode_nothing_is_guessed() -> None:
    guide = guide_of(
        {"name": "a", "type": "int", "required": True, "modes": ["one"]},
        {"name": "b", "type": "int", "required": True},
        modes=("one", "two"),
    )
    assert [str(problem) for problem in guide.problems({})] == ["b: is required"]
    assert [str(p) for p in guide.problems({"mode": "one", "b": 1})] == ["a: is required in mode one"]
    assert guide.problems({"mode": "two", "b": 1}) == ()
    only = guide_of({"name": "a", "type": "int", "required": True, "modes": ["one"]}, modes=("one",))
    assert [str(problem) for problem in only.problems({})] == ["a: is required in mode one"]


def test_one_name_described_for_each_mode() -> None:
    guide = guide_of(
        {"name": "n", "type": "int", "max": 10, "modes": ["one"]},
        {"name": "n", "type": "int", "max": 100, "modes": ["two"]},
        modes=("one", "two", "three"),
    )
    assert guide.problems({"mode": "two", "n": 50}) == ()
    assert len(guide.problems({"mode": "one", "n": 50})) == 1
    assert [str(p) for p in guide.problems({"mode": "three", "n": 5})] == [
        "n: does not apply in mode three, only in one, two"
    ]
    assert guide.problems({"n": 5000}) == ()


def test_a_required_parameter_with_a_default_may_be_left_out() -> None:
    assert guide_of({"name": "a", "type": "int", "required": True, "default": 0}).problems({}) == ()


def test_the_mode_may_not_be_given_where_there_are_none() -> None:
    assert guide_of({"name": "a", "type": "int"}).problems({"mode": "x"})[0].parameter == "mode"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(
    description=st.fixed_dictionaries(
        {},
        optional={
            "params": JSON
            | st.lists(
                st.dictionaries(
                    st.sampled_from([*ANSWER["params"][0], "min", "max", "options", "depends_on", "default"]),
                    JSON,
                )
            ),
            "modes": JSON | st.lists(st.dictionaries(st.sampled_from(["name", "default"]), JSON)),
            "guided": st.just(True),
        },
    ),
    values=st.dictionaries(st.text(max_size=5), JSON),
)
def test_no_description_makes_it_fall_over(description: Any, values: dict[str, Any]) -> None:
    guide = ParameterSchema.of(description)
    if guide.problems(values):
        with pytest.raises(ArgumentError):
            guide.check(values)
    else:
        guide.check(values)


@given(count=st.integers(), low=st.integers(0, 3000), high=st.integers(0, 3000))
def test_ranges(count: int, low: int, high: int) -> None:
    values = {"mode": "unconditional_monomer", "length": f"{low}-{high}", "num_structures": count}
    wrong = {problem.parameter for problem in GUIDE.problems(json.loads(json.dumps(values)))}
    assert ("num_structures" in wrong) is not (1 <= count <= 10000)
    assert ("length" in wrong) is not (3 <= low <= high <= 2000)
