"""Parameters in every style, right and wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.sandbox_examples import NUMBERS, POINT, TEXT, Running, answer, operation, parameter
from tests.support.sandbox_shop import Shop, shop
from tests.support.sandbox_shop_description import DOCUMENT

BASE = "/api/v1/styled"
RIGHT = [
    "1?exploded=1&exploded=2",
    "1,2,3",
    "1?commas=1,2,3",
    "1?commas=",
    "1?spaces=1%202+3",
    "1?pipes=1|2%7C3",
    "1?deep[x]=1&deep[y]=2",
    "1?deep%5Bx%5D=1",
    "1?flat=x,1,y,2",
    "1?names=a%2Cb,c",
    "1?json=%7B%22x%22%3A1%7D",
    "1?on=true&day=2026-01-31&kind=b&size=1.5",
    "1?size=1e0",
    "1?unknown=1&%F0%9F%A7%AC=2",
    "1?",
    "1?&&",
]
WRONG = [
    "a",
    "1,b",
    "1?exploded=a",
    "1?commas=1,,2",
    "1?deep[y]=2",
    "1?deep[x]=a",
    "1?flat=x",
    "1?flat=y,1",
    "1?json=%7B",
    "1?json=1",
    "1?on=yes",
    "1?on=true&on=true",
    "1?day=2026-02-31",
    "1?day=20260131",
    "1?kind=c",
    "1?size=11",
    "1?size=1e999",
    "1?size=nan",
    "1?kind=%FF",
    "1?%FF=1",
    "%FF",
    "1?size=" + "9" * 5000,
    "1?json=" + "[" * 5000,
]


@pytest.mark.parametrize("tail", RIGHT)
def test_right(demo: Running, tail: str) -> None:
    reply = demo.ask("GET", f"{BASE}/{tail}")
    assert reply.status == 200, reply.body


@pytest.mark.parametrize("tail", WRONG)
def test_wrong(demo: Running, tail: str) -> None:
    reply = demo.ask("GET", f"{BASE}/{tail}")
    assert (reply.status, reply.json["ok"]) == (400, False)
    assert reply.json["error"]


def test_the_message_names_the_parameter_and_the_reason(demo: Running) -> None:
    reply = demo.ask("GET", f"{BASE}/1?kind=c")
    assert reply.json["error"] == "Query parameter 'kind': 'c' is not one of ['a', 'b']."


@pytest.mark.parametrize(("value", "status"), [("1, 2", 200), ("1,x", 400)])
def test_headers(demo: Running, value: str, status: int) -> None:
    assert demo.ask("GET", f"{BASE}/1", headers={"X-Numbers": value}).status == status


@pytest.mark.parametrize(("value", "status"), [("crumb=1", 200), ("crumb=x", 400), ("other", 200)])
def test_cookies(demo: Running, value: str, status: int) -> None:
    assert demo.ask("GET", f"{BASE}/1", headers={"Cookie": value}).status == status


@pytest.mark.parametrize(
    ("tail", "status"),
    [(".1.2/;matrix=1;matrix=2", 200), (".1/;matrix=x", 400), (".a/;matrix=1", 400)],
)
def test_label_and_matrix(demo: Running, tail: str, status: int) -> None:
    assert demo.ask("GET", f"/api/v1/labelled/{tail}").status == status


FLAGS = {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "boolean"}}}
PLACED: dict[str, dict[str, Any]] = {
    "exploded": parameter("v", "query", FLAGS),
    "text_or_list": parameter("v", "query", {"type": ["string", "array"], "items": TEXT}),
    "null_or_number": parameter("v", "query", {"type": ["null", "integer"]}),
    "plain": parameter("v", "query", {}, content={"text/plain": {"schema": TEXT}}),
    "json": parameter("v", "query", {}, content={"application/json": {"schema": POINT}}),
    "needed": parameter("v", "query", TEXT) | {"required": True},
    "usual": parameter("v", "query", {"type": "integer", "default": 7}),
    "cookies": parameter("v", "cookie", NUMBERS, explode=False),
    "header_point": parameter("v", "header", POINT),
    "header_exploded": parameter("v", "header", POINT, explode=True),
}
STYLED = {
    "label": parameter("v", "path", {"type": "integer"}, style="label"),
    "label_list": parameter("v", "path", NUMBERS, style="label"),
    "label_point": parameter("v", "path", POINT, style="label"),
    "label_exploded": parameter("v", "path", POINT, style="label", explode=True),
    "matrix": parameter("v", "path", {"type": "integer"}, style="matrix"),
    "matrix_list": parameter("v", "path", NUMBERS, style="matrix"),
    "matrix_point": parameter("v", "path", POINT, style="matrix"),
    "matrix_exploded": parameter("v", "path", POINT, style="matrix", explode=True),
    "simple_point": parameter("v", "path", POINT),
    "simple_exploded": parameter("v", "path", POINT, explode=True),
}


@pytest.fixture(scope="module")
def values() -> Iterator[Shop]:
    """One operation for each parameter, which tells the value that it understood."""
    everywhere = {**PLACED, **STYLED}
    paths = {
        f"/{name}" + ("/{v}" if name in STYLED else ""): {
            "get": operation(name, {"200": answer({})}, node, security=[])
        }
        for name, node in everywhere.items()
    }
    behaviour = {
        "operations": {
            name: [{"answer": {"body": f"= [request.{node['in']}.v]", "bare": True}}]
            for name, node in everywhere.items()
        }
    }
    with shop({**DOCUMENT, "paths": paths}, behaviour) as one:
        yield one


@pytest.mark.parametrize(
    ("target", "headers", "value"),
    [
        ("/exploded?a=1&b=TRUE&c=2", {}, {"a": 1, "b": True}),
        ("/exploded?c=2", {}, None),
        ("/text_or_list?v=a,b", {}, "a,b"),
        ("/text_or_list?v=a&v=b", {}, ["a", "b"]),
        ("/null_or_number?v=", {}, None),
        ("/null_or_number?v=null", {}, None),
        ("/null_or_number?v=-3", {}, -3),
        ("/plain?v=%7B+x", {}, "{ x"),
        ("/needed?v=", {}, ""),
        ("/needed?v=a%20b+c", {}, "a b c"),
        ("/usual", {}, 7),
        ("/usual?v=8", {}, 8),
        ("/cookies", {"Cookie": "v=1,2"}, [1, 2]),
        ("/cookies", {"Cookie": 'v="3"; v=4'}, [3]),
        ("/header_point", {"v": "x,1,y,2"}, {"x": 1, "y": 2}),
        ("/header_exploded", {"v": "x=1,y=2"}, {"x": 1, "y": 2}),
        ("/label/.5", {}, 5),
        ("/label_list/.1,2", {}, [1, 2]),
        ("/label_list/.1.2", {}, [1, 2]),
        ("/label_point/.x,1,y,2", {}, {"x": 1, "y": 2}),
        ("/label_exploded/.x=1.y=2", {}, {"x": 1, "y": 2}),
        ("/matrix/;v=5", {}, 5),
        ("/matrix_list/;v=1,2", {}, [1, 2]),
        ("/matrix_point/;v=x,1", {}, {"x": 1}),
        ("/matrix_exploded/;x=1;y=2", {}, {"x": 1, "y": 2}),
        ("/simple_point/x,1,%79,2", {}, {"x": 1, "y": 2}),
        ("/simple_exploded/x=1,y=2", {}, {"x": 1, "y": 2}),
    ],
)
def test_what_is_understood(values: Shop, target: str, headers: dict[str, str], value: object) -> None:
    reply = values.ask("GET", target, key=None, headers=headers)
    assert (reply.status, reply.json) == (200, [value])


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("/needed", "Query parameter 'v' is missing."),
        ("/json?v=%7B", "Query parameter 'v' is not JSON."),
        ("/json?v=" + "[" * 5000, "Query parameter 'v' is not JSON."),
        ("/json?v=%7B%7D", "Query parameter 'v': 'x' is a required property."),
        ("/needed?w=1", "Query parameter 'v' is missing."),
        ("/needed?v=1&v=2", "Query parameter 'v' is given more than once."),
        ("/needed?v=%FF", "Query parameter 'v': the percent-encoded bytes are not UTF-8."),
        ("/simple_point/x", "Path parameter 'v' is not a list of names and values."),
        ("/matrix/;v=a", "Path parameter 'v': 'a' is not of type 'integer'."),
    ],
)
def test_what_is_refused_says_why(values: Shop, target: str, reason: str) -> None:
    reply = values.ask("GET", target, key=None)
    assert (reply.status, reply.json["error"]) == (400, reason)
