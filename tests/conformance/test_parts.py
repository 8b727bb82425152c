"""The parts on which the judgement rests: names, comparison of schemas, choice of calls, reading of requests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conformance.calls import plan
from tests.conformance.document import read, wrap
from tests.conformance.expected import Operation, expect
from tests.conformance.naming import snake_case
from tests.conformance.recorder import Recorded
from tests.conformance.shapes import Comparison, Direction
from tests.conformance.wire import canonical


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("orderId", "order_id"),
        ("Idempotency-Key", "idempotency_key"),
        ("PAYMENT-SIGNATURE", "payment_signature"),
        ("x402Version", "x402_version"),
        ("HTTPServer", "http_server"),
        ("from", "from_"),
        ("tags_ids", "tags_ids"),
        ("line1", "line1"),
    ],
)
def test_names(wire: str, name: str) -> None:
    assert snake_case(wire) == name


THING: dict[str, Any] = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "kind": {"enum": ["a", "b"]},
        "at": {"type": "string", "format": "date-time"},
    },
}


def differing(reported: Any, found: Any, direction: Direction = "write") -> list[str]:
    comparison = Comparison(direction)
    comparison.compare([wrap(reported)], [wrap(found)], "it")
    return comparison.gaps


@pytest.mark.parametrize(
    ("reported", "found"),
    [
        (THING, {"$defs": {"T": THING}, "$ref": "#/$defs/T"}),
        ({"type": ["string", "null"]}, {"anyOf": [{"type": "string"}, {"type": "null"}]}),
        (
            {"allOf": [THING, {"properties": {"x": {}}, "required": ["x"]}]},
            {**THING, "required": ["id", "x"], "properties": {**THING["properties"], "x": {}}},
        ),
        ({"const": "a"}, {"enum": ["a"], "type": "string"}),
        ({"type": "number"}, {"anyOf": [{"type": "integer"}, {"type": "number"}]}),
        ({"type": "array", "items": THING}, {"type": "array", "items": THING}),
        ({}, {"description": "anything"}),
        ({"type": "string", "format": "binary"}, {}),
    ],
)
def test_same(reported: Any, found: Any) -> None:
    assert differing(reported, found) == []


@pytest.mark.parametrize(
    ("reported", "found", "gap"),
    [
        ({"type": "string"}, {"type": "integer"}, "it: described string, SDK integer"),
        ({"type": "string"}, {}, "it: described has a type, SDK anything"),
        ({"type": ["string", "null"]}, {"type": "string"}, "it: described with null, SDK without"),
        ({"type": "string"}, {"type": ["string", "null"]}, "it: described without null, SDK with"),
        ({"type": "integer"}, {"type": "number"}, "it: described integer, SDK number"),
        (THING, {**THING, "required": []}, "it.id: described required, SDK optional"),
        (
            THING,
            {**THING, "properties": {"id": {"type": "string"}, "kind": {"enum": ["a", "b"]}}},
            "it.at: described a property, SDK none",
        ),
        ({"enum": ["a", "b"]}, {"enum": ["a"]}, "it: enum values missing ['string:b']"),
        (
            {"enum": ["a"]},
            {"anyOf": [{"enum": ["a"]}, {"type": "string"}]},
            "it: described a closed list of string values, SDK any",
        ),
        (
            {"type": "string", "format": "date"},
            {"type": "string"},
            "it: described format ['date'], SDK format []",
        ),
        (
            {"type": "array", "items": {"type": "string"}},
            {"type": "array", "items": {}},
            "it[]: described has a type, SDK anything",
        ),
        (
            {"type": "object", "additionalProperties": {"type": "string"}},
            {"type": "object", "additionalProperties": {"type": "integer"}},
            "it.*: described string, SDK integer",
        ),
    ],
)
def test_different(reported: Any, found: Any, gap: str) -> None:
    assert gap in differing(reported, found)


def test_answers_may_grow_and_must_keep_what_is_unknown() -> None:
    open_enum = {"anyOf": [{"enum": ["a"]}, {"type": "string"}]}
    assert differing({"enum": ["a"]}, open_enum, "read") == []
    assert differing({"enum": ["a"]}, {"enum": ["a"]}, "read") == [
        "it: described values that may grow, SDK a closed list"
    ]
    assert differing(THING, THING, "read")[-1] == "it: described with unknown fields kept, SDK without"


def test_recursion_ends() -> None:
    tree = {"type": "object", "properties": {"children": {"type": "array", "items": {"$ref": "#"}}}}
    assert differing(tree, tree) == []


DOCUMENT = """
openapi: 3.1.0
x-sdk-provider: {package: demo, client: Demo}
servers: [{url: "https://demo.example/v1"}]
paths: {/things: {$ref: "things.yaml#/things"}}
"""
THINGS = """
things:
  post:
    operationId: make
    tags: [things]
    x-sdk-method: make
    x-sdk-constraints:
      - {rule: exactly-one, arguments: [name, number], message: One of them.}
      - {rule: requires, arguments: [unit], when: {argument: number}, message: A number needs a unit.}
      - {rule: forbids, arguments: [note], when: {argument: unit, anyOf: [g]}, message: No note.}
    parameters: [{name: Trace-Id, in: header, schema: {type: string}}]
    requestBody:
      required: true
      content:
        application/json:
          schema:
            type: object
            properties:
              name: {type: string}
              number: {type: integer}
              unit: {enum: [g, kg]}
              note: {type: [string, "null"]}
          examples: {one: {value: {name: x}}}
    responses: {}
"""


@pytest.fixture
def operation(tmp_path: Path) -> Operation:
    (tmp_path / "openapi.yaml").write_text(DOCUMENT)
    (tmp_path / "things.yaml").write_text(THINGS)
    return expect(tmp_path / "openapi.yaml").operations[0]


def test_references_lead_through_files(operation: Operation) -> None:
    assert operation.label == "POST /things"
    assert [a.name for a in operation.arguments] == ["trace_id", "name", "number", "unit", "note"]
    assert [a.name for a in operation.arguments if a.unset] == ["note"]


def test_every_argument_is_carried_by_an_allowed_call(operation: Operation) -> None:
    calls, problems = plan(operation)
    assert problems == []
    given = [dict(call.arguments) for call in calls]
    assert {"name": "x"} in given
    assert {name for arguments in given for name in arguments} == {
        "trace_id",
        "name",
        "number",
        "unit",
        "note",
    }
    assert all(("name" in a) != ("number" in a) for a in given)
    assert all("unit" in a for a in given if "number" in a)


def test_an_argument_that_no_call_can_carry_is_reported(tmp_path: Path) -> None:
    never = THINGS.replace(
        "arguments: [unit], when: {argument: number}", "arguments: [name], when: {argument: number}"
    )
    (tmp_path / "openapi.yaml").write_text(DOCUMENT)
    (tmp_path / "things.yaml").write_text(never)
    _, problems = plan(expect(tmp_path / "openapi.yaml").operations[0])
    assert problems == ["no allowed call can carry the argument number"]


def test_dates_in_examples_stay_texts(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("when: 2026-05-01\nmoment: 2026-05-01T10:00:00Z\n")
    assert read(tmp_path / "a.yaml").value == {"when": "2026-05-01", "moment": "2026-05-01T10:00:00Z"}


def test_parts_of_a_form() -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'
        b'--b\r\nContent-Disposition: form-data; name="f"; filename="d/e.vcf"\r\nContent-Type: text/plain\r\n\r\n1\n2\r\n--b--\r\n'
    )
    request = Recorded("POST", "/", "", (("content-type", "multipart/form-data; boundary=b"),), body)
    assert [(p.name, p.file_name, p.content_type, p.content) for p in request.parts] == [
        ("a", None, "", b"x"),
        ("f", "d/e.vcf", "text/plain", b"1\n2"),
    ]


def test_what_means_the_same() -> None:
    assert canonical("2026-05-21T10:20:05.000Z") == canonical("2026-05-21T12:20:05+02:00")
    assert canonical({"a": [1]}) == canonical({"a": [1.0]})
    assert canonical(True) != canonical(1)
    assert canonical("1") != canonical(1)
