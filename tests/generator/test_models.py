"""Answers, judged by what the models stage's output does: it is written, imported and fed with examples."""

from __future__ import annotations

import datetime
import io
import pprint
from pathlib import Path
from typing import Any

import pytest
from IPython.lib.pretty import pretty
from pydantic import ValidationError
from rich.console import Console
from rich.pretty import Pretty

from generator.problems import Level
from generator.types.models import models
from tests.generator.apis import (
    AWARE,
    PETS,
    api,
    build,
    fails,
    obj,
    operation,
    ref,
)


def test_a_model_keeps_what_it_knows_and_what_it_does_not_know(tmp_path: Path) -> None:
    package = build(
        tmp_path, {"Job": obj({"jobId": {"type": "string"}, "size": {"type": "integer"}}, "jobId")}
    )
    sent = {"jobId": "a", "size": 3, "added": {"later": [1]}, "another": None}
    job = package.Job.model_validate(sent)
    assert (job.job_id, job.size, job.added) == ("a", 3, {"later": [1]})
    assert job.model_dump(mode="json", by_alias=True, exclude_unset=True) == sent
    assert package.Job(job_id="b").job_id == "b"
    fails(package.Job, {}, "missing")
    assert package.problems == []


def test_recursive_schemas(tmp_path: Path) -> None:
    package = build(
        tmp_path,
        {
            "Node": obj(
                {"name": {"type": "string"}, "children": {"type": "array", "items": ref("Node")}}, "name"
            ),
            "Tree": {"type": "array", "items": {"oneOf": [ref("Tree"), {"type": "string"}]}},
            "Json": {
                "anyOf": [
                    {"type": ["string", "number", "null"]},
                    {"type": "array", "items": ref("Json")},
                    {"type": "object", "additionalProperties": ref("Json")},
                ]
            },
            "Ping": obj({"pong": ref("Pong")}),
            "Pong": obj({"ping": ref("Ping"), "tree": ref("Tree")}),
        },
    )
    node = package.Node.model_validate({"name": "a", "children": [{"name": "b", "children": []}]})
    assert type(node.children[0]) is package.Node
    assert package.adapter("Tree").validate_python(["a", ["b", []]]) == ["a", ["b", []]]
    value = {"a": [None, 1.5, {"b": "c"}]}
    assert package.adapter("Json").validate_python(value) == value
    assert package.Ping.model_validate({"pong": {"ping": {}, "tree": ["x"]}}).pong.tree == ["x"]
    with pytest.raises(ValidationError):
        package.adapter("Tree").validate_python([{"a": 1}])


def test_all_of_merges(tmp_path: Path) -> None:
    package = build(
        tmp_path,
        {
            "Base": obj({"id": {"type": "string"}, "size": {"type": "number"}}, "id", description="Base."),
            "Derived": {
                "allOf": [
                    ref("Base"),
                    obj({"size": {"type": "integer"}, "name": {"type": "string"}}, "name"),
                ],
                "description": "Derived.",
            },
            "Deeper": {"allOf": [ref("Derived"), {"required": ["size"]}]},
            "Plain": {"allOf": [ref("Base"), {"required": ["size"]}]},
            "Same": {"allOf": [ref("Base")], "description": "Only another name."},
            "Holder": obj({"base": {"allOf": [ref("Base")], "description": "It.", "x-sdk-sensitive": True}}),
        },
    )
    assert package.Derived.__doc__ == "Derived."
    assert "Base." not in (
        package.Plain.__doc__ or ""
    )  # a base's description is not about what is made of it
    fails(package.Derived, {"size": 1.5}, "missing", "int_from_float", "missing")
    fails(package.Deeper, {"id": "a", "name": "b"}, "missing")
    assert package.Same is package.Base
    holder = package.Holder.model_validate({"base": {"id": "secret"}})
    assert type(holder.base) is package.Base
    assert "secret" not in repr(holder)


def test_unions_with_a_discriminator_tolerate_unknown_values_in_answers(tmp_path: Path) -> None:
    package = build(tmp_path, PETS)
    read = package.Owner.model_validate
    assert type(read({"pet": {"petType": "cat", "lives": 7}}).pet) is package.Cat
    assert type(read({"pet": {"petType": "dog", "name": "Rex"}}).pet) is package.Dog
    unknown = {"petType": "parrot", "words": ["hello"]}
    owner = read({"pet": unknown, "maybe": None})
    assert owner.pet == unknown
    assert owner.model_dump(mode="json", by_alias=True, exclude_unset=True) == {"pet": unknown, "maybe": None}


def test_constants_tell_members_apart_without_a_discriminator(tmp_path: Path) -> None:
    schemas = {
        "Text": obj({"type": {"const": "text"}, "text": {"type": "string"}}, "type"),
        "Image": obj({"type": {"enum": ["png", "jpg"]}, "text": {"type": "string"}}, "type"),
        "Part": {"anyOf": [ref("Text"), ref("Image")]},
        "Parts": {"type": "array", "items": ref("Part")},
    }
    package = build(tmp_path, schemas)
    parts = package.adapter("Parts").validate_python([{"type": "jpg"}, {"type": "text"}, {"type": "video"}])
    assert [type(part).__name__ for part in parts] == ["Image", "Text", "dict"]


def test_constants_and_enums_are_open_in_answers(tmp_path: Path) -> None:
    schemas = {
        "Status": {"type": "string", "enum": ["new", "done"], "description": "Where it is."},
        "Job": obj(
            {
                "status": ref("Status"),
                "kind": {"const": "job"},
                "level": {"type": "integer", "enum": [1, 2]},
                "flag": {"enum": [True]},
                "mixed": {"enum": ["a", 1, None]},
                "nullable": {"type": ["string", "null"], "enum": ["a"]},
                "ratio": {"enum": [0.5, 1.5]},
            }
        ),
    }
    package = build(tmp_path, schemas)
    unknown = {
        "status": "exploded",
        "kind": "other",
        "level": 9,
        "flag": False,
        "mixed": "z",
        "nullable": None,
        "ratio": 7.25,
    }
    job = package.Job.model_validate(unknown)
    assert job.model_dump(mode="json", exclude_unset=True) == unknown
    fails(package.Job, {"level": "high"}, "literal_error", "int_parsing")


def test_nullable_and_type_arrays(tmp_path: Path) -> None:
    properties: dict[str, Any] = {
        "name": {"type": ["string", "null"]},
        "value": {"type": ["integer", "string", "null"]},
        "other": {"anyOf": [ref("Other"), {"type": "null"}]},
        "nullable": ref("Nullable"),
        "plain": {"type": "string"},
    }
    schemas = {
        "Other": obj({"a": {"type": "string"}}),
        "Nullable": {**obj({"b": {"type": "string"}}), "type": ["object", "null"]},
        "Thing": obj(properties, *properties),
    }
    package = build(tmp_path, schemas, write=tuple(schemas), read=())
    everything = {"name": None, "value": None, "other": None, "nullable": None, "plain": "x"}
    assert package.Thing.model_validate(everything).model_dump() == everything
    assert package.Thing.model_validate({**everything, "value": 3, "other": {"a": "b"}}).value == 3
    fails(
        package.Thing, {**everything, "plain": None, "value": 1.5}, "int_type", "string_type", "string_type"
    )
    fails(package.Thing, {"plain": "x"}, *["missing"] * 4)


def test_additional_properties(tmp_path: Path) -> None:
    schemas = {
        "Tag": obj({"name": {"type": "string"}}),
        "Tags": {"type": "object", "additionalProperties": ref("Tag")},
        "Free": {"type": "object", "additionalProperties": True, "description": "No shape is documented."},
        "Patterned": {"type": "object", "patternProperties": {"^x-": {"type": "integer"}}},
        "Open": obj({"a": {"type": "string"}}, additionalProperties=True),
        "Closed": obj({"a": {"type": "string"}}, additionalProperties=False),
        "Silent": obj({"a": {"type": "string"}}),
    }
    package = build(tmp_path / "read", schemas)
    assert type(package.adapter("Tags").validate_python({"x": {"name": "a"}})["x"]) is package.Tag
    assert package.adapter("Free").validate_python({"a": [1]}) == {"a": [1]}
    with pytest.raises(ValidationError):
        package.adapter("Patterned").validate_python({"x-a": "b"})
    for name in ("Open", "Closed", "Silent"):
        assert getattr(package, name).model_validate({"b": 1}).b == 1
    package = build(tmp_path / "write", schemas, write=tuple(schemas))
    assert package.Open.model_validate({"b": 1}).model_dump(exclude_unset=True) == {"b": 1}
    fails(package.Closed, {"b": 1}, "extra_forbidden")
    fails(package.Silent, {"b": 1}, "extra_forbidden")


def test_timestamps(tmp_path: Path) -> None:
    epoch = {"type": "integer", "format": "int64"}
    schemas = {
        "Job": obj(
            {
                "made": {**epoch, "x-sdk-timestamp": {"unit": "seconds"}},
                "done": {**epoch, "x-sdk-timestamp": {"unit": "seconds", "none": 0}},
                "millis": {"type": ["integer", "null"], "x-sdk-timestamp": {"unit": "milliseconds"}},
            },
            "made",
        ),
        "Wrong": obj({"at": {**epoch, "x-sdk-timestamp": {"none": -1}}}),
    }
    package = build(tmp_path, schemas)
    sent = {"made": int(AWARE.timestamp()), "done": 0, "millis": int(AWARE.timestamp()) * 1000}
    job = package.Job.model_validate(sent)
    assert (job.made, job.done, job.millis) == (AWARE, None, AWARE)
    assert job.model_dump(mode="json") == sent
    assert package.problems == [("unsupported", "timestamp-none")]
    assert "arbitrary_types_allowed" not in package.made.files["models/shared.py"]


def test_json_in_a_string(tmp_path: Path) -> None:
    package = build(
        tmp_path, {"Job": obj({"steps": {"type": "string", "contentMediaType": "application/json"}})}
    )
    job = package.Job.model_validate({"steps": '[{"a": 1}]'})
    assert job.steps.parse() == [{"a": 1}]
    assert job.model_dump(mode="json") == {"steps": '[{"a": 1}]'}


def test_datetimes_are_aware(tmp_path: Path) -> None:
    schema = obj(
        {"at": {"type": "string", "format": "date-time"}, "on": {"type": "string", "format": "date"}}
    )
    package = build(tmp_path, {"Event": schema})
    event = package.Event.model_validate({"at": "2024-05-01T14:00:00+02:00", "on": "2024-05-01"})
    assert event.at == AWARE
    assert event.on == datetime.date(2024, 5, 1)
    fails(package.Event, {"at": "2024-05-01T14:00:00"}, "timezone_aware")


def test_sensitive_fields_are_marked_and_masked(tmp_path: Path) -> None:
    properties = {
        "name": {"type": "string", "x-sdk-sensitive": True},
        "token": ref("Token"),
        "birthDate": {"type": ["string", "null"], "format": "date", "x-sdk-sensitive": True},
        "state": {"type": "string"},
    }
    package = build(
        tmp_path, {"Person": obj(properties), "Token": {"type": "string", "x-sdk-sensitive": True}}
    )
    shown = repr(package.Person(name="Ada", token="t0ken", birth_date="1815-12-10", state="ok"))
    assert "ok" in shown
    assert not any(secret in shown for secret in ("Ada", "t0ken", "1815"))
    assert package.Person.model_fields["name"].json_schema_extra == {"x-sdk-sensitive": True}
    assert package.Person.model_fields["state"].json_schema_extra is None


def test_tuples_booleans_and_empty_schemas(tmp_path: Path) -> None:
    point = {
        "type": "array",
        "prefixItems": [{"type": "number"}, {"type": "string"}],
        "minItems": 2,
        "maxItems": 2,
    }
    schemas = {
        "Shape": obj(
            {
                "point": point,
                "open": {"type": "array", "prefixItems": [{"type": "number"}], "items": {"type": "string"}},
                "anything": {},
                "true": True,
                "false": False,
                "bare": {"type": "array"},
            },
            "anything",
        )
    }
    package = build(tmp_path, schemas)
    shape = package.Shape.model_validate(
        {"point": [1.5, "x"], "open": [1.5, "a"], "anything": [{}], "true": 1, "bare": [None, 2]}
    )
    assert (shape.point, shape.open, shape.anything) == ((1.5, "x"), [1.5, "a"], [{}])
    assert "false" not in package.Shape.model_fields


def test_objects_beside_unions_are_distributed(tmp_path: Path) -> None:
    schemas = {
        "Card": obj({"number": {"type": "string"}}, "number"),
        "Iban": obj({"iban": {"type": "string"}}, "iban"),
        "Payment": obj({"amount": {"type": "integer"}}, "amount", oneOf=[ref("Card"), ref("Iban")]),
        "Either": obj(
            {"a": {"type": "string"}, "b": {"type": "string"}},
            anyOf=[{"required": ["a"]}, {"required": ["b"]}],
        ),
    }
    package = build(tmp_path, schemas)
    paid = package.adapter("Payment").validate_python({"amount": 3, "iban": "x"})
    assert (paid.amount, paid.iban) == (3, "x")
    with pytest.raises(ValidationError):
        package.adapter("Payment").validate_python({"iban": "x"})
    assert package.UnionType.model_validate({"a": "1"}).a == "1"


def test_what_is_sensitive_as_a_whole_shows_nothing(tmp_path: Path) -> None:
    """A marked object is a class, open or not, named or inline; in lists, tables and unions too."""
    secret = {"type": "object", "x-sdk-sensitive": True}
    package = build(
        tmp_path,
        {
            "Links": {**secret, "additionalProperties": True},
            "Maybe": {**secret, "type": ["object", "null"]},
            "Person": {**obj({"name": {"type": "string"}, "born": {"type": "string"}}), **secret},
            "Child": {"allOf": [ref("Person"), obj({"school": {"type": "string"}})]},
            "Box": obj(
                {
                    "links": ref("Links"),
                    "maybe": ref("Maybe"),
                    "inline": {**secret, "additionalProperties": True},
                    "many": {"type": "array", "items": ref("Links")},
                    "names": {"type": "array", "items": {"type": "string", "x-sdk-sensitive": True}},
                    "table": {"type": "object", "additionalProperties": ref("Person")},
                    "either": {"anyOf": [{"type": "string", "x-sdk-sensitive": True}, {"type": "integer"}]},
                }
            ),
        },
    )
    assert package.problems == []
    sent: dict[str, Any] = {"jane.vcf": "https://signed", "copy": 3}
    links = package.Links.model_validate(sent)
    assert (links["jane.vcf"], links["copy"], "copy" in links, "other" in links) == (
        "https://signed",
        3,
        True,
        False,
    )
    with pytest.raises(KeyError):
        _ = links["other"]
    assert links.model_dump() == sent
    person = package.Person.model_validate({"name": "Jane", "born": "1971", "more": "1"})
    assert (person.name, person["name"], person["more"]) == ("Jane", "Jane", "1")
    child = package.Child.model_validate({"name": "Jane", "school": "Jane's"})
    box = package.Box.model_validate(
        {
            "links": sent,
            "maybe": sent,
            "inline": sent,
            "many": [sent],
            "names": ["Jane"],
            "table": {"a": {"name": "Jane"}},
            "either": "Jane",
        }
    )
    assert package.Box.model_validate({"maybe": None}).maybe is None
    assert repr(links) == "Links(***)"
    for one in (links, person, child, box, [links, {"a": box.inline}], box.many, box.table, box.maybe):
        shown = [repr(one), str(one), f"{one}", pprint.pformat(one), pretty(one)]
        console = Console(file=io.StringIO(), width=200)
        console.print(Pretty(one))
        shown.append(console.file.getvalue())
        assert not [word for text in shown for word in ("Jane", "1971", "jane.vcf", "signed") if word in text]


@pytest.mark.parametrize(
    "answer",
    [
        {"type": "string", "x-sdk-sensitive": True},
        {"type": "array", "items": {"type": "string", "x-sdk-sensitive": True}},
        {"x-sdk-sensitive": True},
        {"type": "object", "additionalProperties": {"type": "string", "x-sdk-sensitive": True}},
        {"anyOf": [ref("Plain"), {"type": "integer"}], "x-sdk-sensitive": True},
        ref("Plain", **{"x-sdk-sensitive": True}),
        ref("Text"),
        {"type": ["object", "string"], "x-sdk-sensitive": True},
    ],
)
def test_a_mark_that_nothing_can_keep_is_an_error(tmp_path: Path, answer: Any) -> None:
    schemas = {"Plain": obj({"a": {"type": "string"}}), "Text": {"type": "string", "x-sdk-sensitive": True}}
    made = models(api(schemas, operation("get", answer=answer)))
    (problem,) = [one for one in made.problems if one.id == "sensitive-without-effect"]
    assert problem.level is Level.ERROR


@pytest.mark.parametrize(
    "answer",
    [
        ref("Hidden"),
        {"type": "array", "items": ref("Hidden")},
        {"anyOf": [ref("Hidden"), {"type": "null"}]},
        {"type": "object", "x-sdk-sensitive": True},
        obj({"text": {"type": "string", "x-sdk-sensitive": True}}),
        {"type": "string", "x-sdk-sensitive": False},
        ref("Plain"),
    ],
)
def test_a_mark_that_is_kept_is_none(tmp_path: Path, answer: Any) -> None:
    schemas = {
        "Hidden": {"type": "object", "x-sdk-sensitive": True},
        "Plain": obj({"a": {"type": "array", "items": {"type": "string", "x-sdk-sensitive": True}}}),
    }
    assert models(api(schemas, operation("get", answer=answer))).problems == ()
