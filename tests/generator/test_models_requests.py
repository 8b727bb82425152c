"""Models of requests: strict, closed, with their limits; and the arguments of operations."""

from __future__ import annotations

import uuid
from pathlib import Path

from tests.generator.apis import (
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
