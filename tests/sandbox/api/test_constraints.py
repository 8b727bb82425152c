"""Rules between arguments, as a description declares them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.sandbox_examples import TEXT, answer, operation, parameter
from tests.support.sandbox_shop import Shop, shop
from tests.support.sandbox_shop_description import DOCUMENT, json_body

MEMBERS = {
    "mode": TEXT,
    "modes": {"type": "array", "items": TEXT},
    "place": {"type": "object", "properties": {"city": TEXT}},
    "zipCode": TEXT,
    "n": {"x-sdk-name": "the_number", "type": ["integer", "null"]},
}
A_B = ["first-word", "zip_code"]
RULES: dict[str, dict[str, Any]] = {
    "requires": {"rule": "requires", "arguments": A_B},
    "forbids": {"rule": "forbids", "arguments": A_B},
    "exactly": {"rule": "exactly-one", "arguments": A_B},
    "least": {"rule": "at-least-one", "arguments": A_B},
    "most": {"rule": "at-most-one", "arguments": A_B},
    "other": {"rule": "something else", "arguments": A_B},
    "deep": {"rule": "requires", "arguments": ["place.city"]},
    "named": {"rule": "requires", "arguments": ["the_number"]},
    "wire": {"rule": "requires", "arguments": ["second"]},
    "python": {"rule": "requires", "arguments": ["two"]},
    "when": {"rule": "requires", "arguments": ["zip_code"], "when": {"argument": "mode"}},
    "among": {
        "rule": "requires",
        "arguments": ["zip_code"],
        "when": {"argument": "mode", "anyOf": ["a", "b"]},
    },
    "lists": {"rule": "requires", "arguments": ["zip_code"], "when": {"argument": "modes", "anyOf": ["a"]}},
}


@pytest.fixture(scope="module")
def ruled() -> Iterator[Shop]:
    """One operation for each rule."""
    paths = {
        f"/{name}": {
            "post": operation(
                name,
                {"200": answer({})},
                parameter("firstWord", "query", TEXT),
                parameter("second", "query", TEXT, **{"x-sdk-name": "two"}),
                requestBody=json_body({"type": "object", "properties": MEMBERS}),
                **{"x-sdk-constraints": [{**rule, "message": f"The rule {name} is broken."}]},
            )
        }
        for name, rule in RULES.items()
    }
    with shop({**DOCUMENT, "paths": paths}, {}) as one:
        yield one


NONE: dict[str, Any] = {}
SECOND = {"zipCode": "z"}


@pytest.mark.parametrize(
    ("place", "body", "good"),
    [
        ("requires", NONE, False),
        ("requires", SECOND, False),
        ("requires?firstWord=f", SECOND, True),
        ("forbids", NONE, True),
        ("forbids", SECOND, False),
        ("forbids?firstWord=f", NONE, False),
        ("exactly", NONE, False),
        ("exactly", SECOND, True),
        ("exactly?firstWord=f", NONE, True),
        ("exactly?firstWord=f", SECOND, False),
        ("least", NONE, False),
        ("least", SECOND, True),
        ("least?firstWord=f", SECOND, True),
        ("most", NONE, True),
        ("most", SECOND, True),
        ("most?firstWord=f", SECOND, False),
        ("other", NONE, True),
        ("deep", NONE, False),
        ("deep", {"place": {}}, False),
        ("deep", {"place": {"city": "c"}}, True),
        ("named", NONE, False),
        ("named", {"n": None}, False),
        ("named", {"n": 0}, True),
        ("wire", NONE, False),
        ("wire?second=2", NONE, True),
        ("python", NONE, False),
        ("python?second=2", NONE, True),
        ("when", NONE, True),
        ("when", {"mode": "x"}, False),
        ("when", {"mode": "x", **SECOND}, True),
        ("among", {"mode": "x"}, True),
        ("among", {"mode": "b"}, False),
        ("lists", {"modes": []}, True),
        ("lists", {"modes": ["x"]}, True),
        ("lists", {"modes": ["x", "a"]}, False),
    ],
)
def test_rules(ruled: Shop, place: str, body: object, good: bool) -> None:
    reply = ruled.ask("POST", "/" + place, body)
    if good:
        assert reply.status == 200, reply.body
    else:
        assert (reply.status, reply.json["error"]) == (400, f"The rule {place.partition('?')[0]} is broken.")
