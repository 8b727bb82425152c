"""A change that nobody can see is not reported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.diff.compare import compare
from tests.support.generator_diff import BASE, base, changes, side

ORDERS = "description: Which., schema: {type: string}}\n    get:\n      x-sdk-no-envelope: true\n      operationId: getOrder"
EDITS = {
    "description of an operation": [("summary: Get an order.", "summary: Fetches one order\n        by its id.")],
    "description of a parameter": [("description: Only those.", "description: Only those of this state.")],
    "description of a field": [("description: Cents.", "description: In cents.")],
    "description of an answer": [("description: No such order.", "description: Unknown order.")],
    "description of the provider": [("description: A shop.", "description: A better shop.")],
    "description of a waiter": [("description: Waits until it has come.", "description: Waits for it.")],
    "message of a constraint": [("message: A note or a reason.", "message: Give one of note and reason.")],
    "title and version of the document": [('title: Shop, version: "1"', 'title: The Shop, version: "2"')],
    "title of the provider": [("  title: Shop\n", "  title: The Shop\n")],
    "description of a tag": [("description: Orders.}", "description: All about orders.}")],
    "a source": [("      operationId: listOptions\n", "      operationId: listOptions\n      x-sdk-source: [docs:L1-L2]\n")],
    "an example": [("total: {type: integer}", "total: {type: integer, examples: [3]}")],
    "a comment": [("paths:\n", "# What can be called.\npaths:\n")],
    "order of the values of an enum": [("enum: [open, closed]", "enum: [closed, open]")],
    "order of required properties": [("required: [order_id, status, item]", "required: [item, status, order_id]")],
    "order of properties": [
        ("        price: {type: integer, description: Cents.}\n        weight: {type: number}\n",
         "        weight: {type: number}\n        price: {type: integer, description: Cents.}\n"),
    ],
    "a schema whose Python name stays": [("    OrderPage:", "    order_page:"), ("schemas/OrderPage", "schemas/order_page")],
    "name of a parameter in a path": [
        ("/orders/{orderId}:", "/orders/{id}:"),
        ("{name: orderId, in: path, required: true, " + ORDERS, "{name: id, x-sdk-name: order_id, in: path, required: true, " + ORDERS),
    ],
    "a default that is written out": [
        ("{name: why, in: query,", "{name: why, in: query, style: form, explode: true, required: false,"),
    ],
    "limits of an answer": [("weight: {type: number}", "weight: {type: number, minimum: 1}")],
}  # fmt: skip


@pytest.mark.parametrize("case", EDITS)
def test_nothing_is_reported(case: str, tmp_path: Path) -> None:
    found, text = changes(tmp_path, *EDITS[case])
    assert text != BASE.read_text(encoding="utf-8")
    assert [f"{c.rule.id} {c.subject}" for c in found] == []


def test_a_schema_that_is_nothing_but_arguments_may_be_renamed(tmp_path: Path) -> None:
    text = BASE.read_text(encoding="utf-8").replace("OrderCreate", "NewOrder")
    path = tmp_path / "new.yaml"
    _ = path.write_text(text, encoding="utf-8")
    assert compare(base(), side(path)) == ()


def tree() -> dict[str, Any]:
    return yaml.safe_load(BASE.read_text(encoding="utf-8"))


def reordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in sorted(value, reverse=True)}
    return [reordered(item) for item in value] if isinstance(value, list) else value


def test_reordered_keys(tmp_path: Path) -> None:
    document = tree()
    for section in ("components", "paths"):
        document[section] = reordered(document[section])
    path = tmp_path / "new.yaml"
    _ = path.write_text(yaml.dump(document, sort_keys=False), encoding="utf-8")
    # Only the order of content types is a preference.
    assert {c.rule.id for c in compare(base(), side(path))} <= {"request-content-type-order-changed"}


@pytest.mark.parametrize("flow", [True, False])
def test_reflowed(flow: bool, tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    text = yaml.dump(tree(), sort_keys=False, default_flow_style=flow, width=60)
    _ = path.write_text(text, encoding="utf-8")
    assert compare(base(), side(path)) == ()


def test_json_instead_of_yaml(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    _ = path.write_text(json.dumps(tree(), indent=3), encoding="utf-8")
    assert compare(base(), side(path)) == ()


def test_parts_in_files_of_their_own(tmp_path: Path) -> None:
    document = tree()
    (tmp_path / "paths").mkdir()
    for number, name in enumerate(["/files", "/orders/{orderId}"]):
        item = json.loads(json.dumps(document["paths"][name]).replace('"#/', '"../new.yaml#/'))
        _ = (tmp_path / f"paths/{number}.yaml").write_text(yaml.dump(item), encoding="utf-8")
        document["paths"][name] = {"$ref": f"paths/{number}.yaml"}
    path = tmp_path / "new.yaml"
    _ = path.write_text(yaml.dump(document, sort_keys=False), encoding="utf-8")
    assert compare(base(), side(path)) == ()


def test_a_parameter_that_becomes_a_component(tmp_path: Path) -> None:
    document = tree()
    parameters = document["paths"]["/orders/{orderId}"]["delete"]["parameters"]
    document["components"]["parameters"] = {"Why": parameters[1]}
    parameters[1] = {"$ref": "#/components/parameters/Why"}
    path = tmp_path / "new.yaml"
    _ = path.write_text(yaml.dump(document, sort_keys=False), encoding="utf-8")
    assert compare(base(), side(path)) == ()
