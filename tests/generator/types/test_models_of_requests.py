"""Models of requests: strict, closed, with their limits; and the arguments of operations."""

from __future__ import annotations

import math
import sys
import threading
import uuid
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.support.generator_models import (
    AWARE,
    PETS,
    build,
    fails,
    field,
    obj,
    operation,
    parameter,
    ref,
)


def test_unions_with_a_discriminator_are_closed_in_requests(tmp_path: Path) -> None:
    package = build(tmp_path, PETS, write=tuple(PETS))
    fails(package.Owner, {"pet": {"petType": "parrot"}}, "union_tag_invalid")
    fails(package.Owner, {"pet": {"petType": "dog"}}, "missing")
    assert package.Owner(pet=package.Cat(pet_type="cat")).model_dump(by_alias=True, exclude_unset=True) == {
        "pet": {"petType": "cat"}
    }


def test_constants_and_enums_are_closed_in_requests(tmp_path: Path) -> None:
    schemas = {
        "Status": {"type": "string", "enum": ["new", "done"]},
        "Job": obj({"status": ref("Status"), "kind": {"const": "job"}, "mixed": {"enum": ["a", 1, None]}}),
    }
    package = build(tmp_path, schemas, write=("Job", "Status"))
    fails(package.Job, {"status": "exploded", "kind": "other", "mixed": 2}, *["literal_error"] * 3)
    assert package.Job(status="new", kind="job", mixed=None).status == "new"


def test_read_only_and_write_only(tmp_path: Path) -> None:
    job = obj(
        {
            "id": {"type": "string", "readOnly": True},
            "name": {"type": "string"},
            "password": {"type": "string", "writeOnly": True},
            "part": ref("Part"),
        },
        "id",
        "name",
        "password",
    )
    schemas = {
        "Job": job,
        "Part": obj({"made": {"type": "string", "readOnly": True}, "size": {"type": "integer"}}),
    }
    package = build(
        tmp_path,
        schemas,
        operation("create", fields=(field("job", ref("Job"), required=True),), answer=ref("Job")),
    )
    assert list(package.Job.model_fields) == ["id", "name", "part"]
    assert list(package.JobInput.model_fields) == ["name", "password", "part"]
    assert list(package.PartInput.model_fields) == ["size"]
    sent = {"name": "a", "password": "b", "part": {"size": 1}}
    assert package.JobInput.model_validate(sent).model_dump(exclude_unset=True) == sent
    fails(package.JobInput, {**sent, "id": "x"}, "extra_forbidden")
    assert package.made.symbol("Job", "write") != package.made.symbol("Job", "read")
    assert package.made.symbol("Job", "write").name == "JobInput"


def test_write_models_keep_their_name_when_nothing_reads_them(tmp_path: Path) -> None:
    package = build(tmp_path, {"Job": obj({"a": {"type": "string"}})}, write=("Job",))
    symbol = package.made.symbol("Job", "write")
    assert (symbol.module, symbol.name) == ("inputs.shared", "Job")


LIMITED = {
    "Limits": obj(
        {
            "count": {"type": "integer", "minimum": 1, "exclusiveMaximum": 5},
            "name": {"type": ["string", "null"], "minLength": 2, "pattern": "^[a-z]+$"},
            "tags": {"type": "array", "maxItems": 1, "items": {"type": "string", "maxLength": 3}},
            "step": {"type": "number", "multipleOf": 0.5},
            "email": {"type": "string", "format": "email"},
        }
    )
}


BEYOND = {"count": 9, "name": "X", "tags": ["long", "b"], "step": 0.3, "email": "nobody"}


def test_limits_hold_in_requests_only(tmp_path: Path) -> None:
    assert build(tmp_path / "read", LIMITED).Limits.model_validate(BEYOND).count == 9
    package = build(tmp_path / "write", LIMITED, write=("Limits",))
    fails(package.Limits, BEYOND, "less_than", "string_too_short", "too_long", "multiple_of")
    fails(package.Limits, {"tags": ["long"]}, "string_too_long")
    assert package.Limits(count=1, name="ab", tags=["abc"], step=1.5).tags == ["abc"]


def test_requests_are_strict_and_answers_are_not(tmp_path: Path) -> None:
    schemas = {
        "Thing": obj(
            {
                "n": {"type": "integer"},
                "s": {"type": "string"},
                "b": {"type": "boolean"},
                "f": {"type": "number"},
            }
        )
    }
    assert build(tmp_path / "read", schemas).Thing.model_validate({"n": "5", "b": "true", "f": 1}).n == 5
    package = build(tmp_path / "write", schemas, write=("Thing",))
    fails(
        package.Thing,
        {"n": "5", "s": 5, "b": 1, "f": "1"},
        "int_type",
        "string_type",
        "bool_type",
        "float_type",
    )
    assert package.Thing(f=1).f == 1


def test_untyped_constraints_and_patterns_are_listed(tmp_path: Path) -> None:
    schemas = {
        "A": obj(
            {"x": {"type": "string", "pattern": "^(?!no)"}, "y": {"type": "array", "uniqueItems": True}}
        ),
        "B": obj({"z": {"not": {"type": "null"}}}, **{"if": {}, "then": {"required": ["z"]}}),
    }
    package = build(tmp_path / "write", schemas, write=("A", "B"))
    assert package.problems == [("warning", "ignored-constraint")] * 4
    assert package.A(x="no", y=[1, 1]).y == [1, 1]
    assert build(tmp_path / "read", schemas).problems == []


def test_arguments(tmp_path: Path) -> None:
    ready = operation(
        "submitJob",
        parameters=(
            parameter("limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": 5}),
            parameter("order_id", {"type": "string", "format": "uuid"}, required=True),
            parameter("since", {"type": "string", "format": "date-time"}),
            parameter("key", {"type": "string"}, sensitive=True),
            parameter("state", {"type": "array", "items": {"enum": ["new", "done"]}}),
        ),
        fields=(
            field("job", ref("Job"), required=True),
            field("copy", {"type": "boolean"}),
            field("folder", {"type": "array", "items": {"type": "string", "format": "binary"}}, file="many"),
        ),
    )
    package = build(tmp_path, {"Job": obj({"jobId": {"type": "string"}}, "jobId")}, ready, write=("Job",))
    arguments = package.module("arguments.jobs").SubmitJob
    given = {
        "order_id": "A-b",
        "job": {"jobId": "x"},
        "copy": True,
        "folder": object(),
        "since": "2024-05-01T12:00Z",
    }
    checked = arguments.model_validate(given)
    assert checked.limit is None
    assert checked.since == AWARE
    assert checked.folder is given["folder"]
    assert type(checked.job) is package.Job
    sent = checked.model_dump(by_alias=True, exclude_unset=True, include={"order_id", "job", "copy_"})
    assert sent == {"order_id": "A-b", "job": {"jobId": "x"}, "copy": True}
    some = uuid.uuid4()
    assert arguments.model_validate({"order_id": some, "job": {"job_id": "x"}}).model_dump(mode="json")[
        "order_id"
    ] == str(some)
    assert "s3cret" not in repr(arguments.model_validate({**given, "key": "s3cret"}))
    fails(arguments, {"limit": 0, "order_id": 3, "state": ["old"], "jobb": 1, "job": {"jobId": "x"}}, *[
        "greater_than_equal",
        "uuid_type",
        "string_type",
        "literal_error",
        "extra_forbidden",
    ])  # fmt: skip


def test_every_resource_has_an_arguments_module(tmp_path: Path) -> None:
    package = build(tmp_path, {}, operation("ping", "service"))
    assert package.module("arguments.service").__doc__ == "Arguments of the operations of Demo: service."


@pytest.mark.parametrize("wrong", [True, "3", math.nan, math.inf, -math.inf, Decimal("NaN"), None, [1]])
@pytest.mark.parametrize(
    "schema",
    [
        {"type": "number"},
        {"type": "number", "multipleOf": 0.1},
        {"type": "number", "minimum": 0},
        {"type": "number", "enum": [1, 2.5]},
        {"type": "array", "items": {"type": "number", "enum": [1, 2.5]}},
        {"anyOf": [{"type": "integer"}, {"type": "number"}]},
    ],
    ids=str,
)
def test_what_is_no_number_is_refused(tmp_path: Path, schema: dict[str, Any], wrong: Any) -> None:
    package = build(tmp_path, {"Job": obj({"n": schema}, "n")}, write=("Job",))
    given = [wrong] if schema.get("type") == "array" else wrong
    with pytest.raises(ValidationError):
        package.Job(n=given)


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (30, "30"),
        (30.0, "30.0"),
        (2**53 + 1, str(2**53 + 1)),
        (-(10**30), str(-(10**30))),
        (0.1, "0.1"),
        (Decimal(30), "30"),
        (Decimal(2**53 + 1), str(2**53 + 1)),
        (Decimal("0.5"), "0.5"),
        (Fraction(4, 2), "2"),
    ],
)
def test_a_number_goes_out_as_it_was_given(tmp_path: Path, given: Any, sent: str) -> None:
    package = build(tmp_path, {"Job": obj({"n": {"type": "number"}, "m": ref("N")}), "N": {"type": "number"}}, write=("Job", "N"))  # fmt: skip
    job = package.Job(n=given, m=given)
    assert job.model_dump_json(exclude_unset=True) == f'{{"n":{sent},"m":{sent}}}'


def test_limits_of_numbers_hold_and_take_what_is_right(tmp_path: Path) -> None:
    schemas = {
        "Job": obj(
            {
                "price": {"type": "number", "multipleOf": 0.01, "maximum": 100},
                "big": {"type": "number", "maximum": 2**53},
                "half": {"type": "integer", "minimum": 0.5, "exclusiveMaximum": 9.5, "multipleOf": 0.5},
                "even": {"type": "integer", "multipleOf": 2.0},
            }
        )
    }
    package = build(tmp_path, schemas, write=("Job",))
    for price in (0.07, 19.99, 1.1, 3, 0.3):
        assert package.Job(price=price).price == price
    assert package.Job(half=1, even=4, big=2**53).half == 1
    fails(package.Job, {"price": 0.005}, "multiple_of")
    fails(package.Job, {"price": 101}, "less_than_equal")
    fails(package.Job, {"big": 2**53 + 1}, "less_than_equal")
    fails(package.Job, {"half": 0}, "greater_than_equal")
    fails(package.Job, {"half": 10}, "less_than")
    fails(package.Job, {"even": 3}, "multiple_of")


def test_what_takes_no_null_is_left_out_when_it_is_none(tmp_path: Path) -> None:
    job = obj({"a": {"type": "string"}, "b": {"type": ["string", "null"]}, "c": ref("Name"), "d": ref("Job")})
    package = build(tmp_path, {"Job": job, "Name": {"enum": ["x", None]}}, write=("Job", "Name"))
    given = {"a": None, "b": None, "c": None, "d": None}
    assert package.Job(**given).model_dump(exclude_unset=True) == {"b": None, "c": None}
    assert package.Job(d=given).model_dump(exclude_unset=True) == {"d": {"b": None, "c": None}}
    assert package.Job().model_dump(exclude_unset=True) == {}


def test_a_chain_and_a_circle_of_many_schemas_can_be_used(tmp_path: Path) -> None:
    schemas: dict[str, Any] = {"C0": obj({"x": {"type": "string"}})}
    for number in range(1, 90):
        inner = {"anyOf": [{"type": "array", "items": ref(f"C{number - 1}")}, {"type": "string"}]}
        schemas[f"C{number}"] = obj({"x": inner})
    for number in range(100):
        schemas[f"R{number}"] = obj({"x": {"type": "array", "items": ref(f"R{(number + 1) % 100}")}})
    package = build(tmp_path, schemas, write=("C89", "R0"))
    depth, size = sys.getrecursionlimit(), threading.stack_size()
    for model in (package.C89, package.R0):
        assert model.model_validate({"x": [{"x": []}]}).model_dump() == {"x": [{"x": []}]}
    assert (sys.getrecursionlimit(), threading.stack_size()) == (depth, size)
