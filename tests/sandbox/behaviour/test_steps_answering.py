"""What steps answer: bodies, headers, files, pages, and refusals in the provider's shape."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.spec.yaml_tree import read
from tests.support.sandbox_examples import ERRORS, TEXT, answer, operation, parameter
from tests.support.sandbox_shop_description import DOCUMENT
from tests.support.sandbox_steps import answered, with_steps


def test_a_refusal_with_a_body_and_headers() -> None:
    steps = "- {check: false, status: 409, body: {why: = 1 + 1}, headers: {X-Why: = true, X-None: null}}"
    with with_steps(steps) as one:
        reply = one.ask("GET", "/unplayed")
    assert (reply.status, reply.json, reply.headers["x-why"]) == (409, {"why": 2}, "true")
    assert "x-none" not in reply.headers


def test_a_refusal_with_a_code() -> None:
    document = {**DOCUMENT, "x-sdk-errors": {**DOCUMENT["x-sdk-errors"], "code": "$response.body#/info/code"}}
    steps = "- {check: false, code: = 'c' + '1', message: m}"
    with with_steps(steps, document=document) as one:
        assert one.ask("GET", "/unplayed").json == {"ok": False, "error": "m", "info": {"code": "c1"}}


def test_kept_files_and_answers_with_files() -> None:
    steps = """
- {keep: = 'hello', path: a/b.txt}
- {keep: = file, path: c.csv, as: again}
- {keep: {a: 1}, as: third}
- answer: {file: = again, filename: "= 'r' + 'é' + '.csv'"}
"""
    with with_steps(steps) as one:
        reply = one.ask("GET", "/unplayed")
    assert (reply.status, reply.body, reply.headers["content-type"]) == (200, b"hello", "text/csv")
    assert reply.headers["content-disposition"] == (
        "attachment; filename=\"r_.csv\"; filename*=UTF-8''r%C3%A9.csv"
    )
    shown = "- {keep: {a: 1}, path: = 'x' + '.json'}\n- answer: {body: {f: \"= pick(file, 'path', 'name', 'size')\"}}"
    assert answered(shown)["f"] == {"path": "x.json", "name": "x.json", "size": 7}


@pytest.mark.parametrize(
    ("given", "reply"),
    [
        ("{body: {a: 1}}", (200, {"success": True, "data": {"a": 1}})),
        ("{body: null}", (200, {"success": True})),
        ("{}", (200, {"success": True})),
        ("{body: {a: 1}, bare: true}", (200, {"a": 1})),
        ("{bare: true}", (200, None)),
        ("{status: 204, body: {a: 1}}", (204, None)),
        ("{status: 204}", (204, None)),
        ("{status: 404, body: {a: 1}}", (404, {"a": 1})),
        ("{status: 404}", (404, None)),
        ("{example: two}", (200, {"success": True, "data": 2})),
        ("{example: none}", (200, {"success": True, "data": 1})),
        ("{items: [1, 2]}", (200, [1, 2])),
        ("{items: null}", (200, [])),
        ("{body: \"= find('notes', 'n1')\", view: short}", (200, {"success": True, "data": "b"})),
        ("{body: null, view: short}", (200, {"success": True})),
        ("{body: {a: = absent, b: [= absent, 1]}}", (200, {"success": True, "data": {"b": [1]}})),
    ],
)
def test_answers(given: str, reply: tuple[int, Any]) -> None:
    one_operation = operation(
        "unplayed",
        {"200": answer({"success": True, "data": 1}, ("two", {"success": True, "data": 2}))},
    )
    document = {**DOCUMENT, "paths": {"/unplayed": {"get": one_operation}}}
    with with_steps(f"- answer: {given}\n", document=document, views={"short": "= item.text"}) as one:
        found = one.ask("GET", "/unplayed")
    assert (found.status, json.loads(found.body) if found.body else None) == reply


def test_headers_of_answers() -> None:
    steps = """
- answer:
    body: x
    headers: {X-True: true, X-Line: "a\\nb", X-None: null, X-Far: "= 'é€'", content-type: text/x}
"""
    with with_steps(steps) as one:
        headers = one.ask("GET", "/unplayed").headers
    assert (headers["x-true"], headers["x-line"], headers["x-far"]) == ("true", "a b", "é?")
    assert headers["content-type"] == "text/x"
    assert "x-none" not in headers


def test_examples_and_views_in_expressions() -> None:
    steps = """
- answer:
    body:
      order: "= example('createOrder')"
      none: "= example('deleteOrder')"
      file: "= example('getFile')"
      view: "= view('short', find('notes', 'n1'))"
      null_view: "= view('short', null)"
"""
    assert answered(steps, views={"short": "= item.text"}) == {
        "order": {"id": "ord_1"},
        "none": None,
        "file": None,
        "view": "b",
        "null_view": None,
    }


def test_routes_see_their_query_and_path() -> None:
    routes = read("""
GET /_echo/{word}:
  - answer: {body: {word: = request.path.word, a: = request.query.a, url: = request.url, method: = request.method}}
""")[0]
    with with_steps("- answer: {}", routes=routes) as one:
        found = one.ask("GET", "/_echo/a%20b?a=x+y&a=z", key=None)
    assert found.json == {
        "word": "a b",
        "a": "x y",
        "url": f"http://127.0.0.1:{one.port}/_echo/a%20b?a=x+y&a=z",
        "method": "GET",
    }


def test_pages_by_number() -> None:
    paged = {
        "style": "page",
        "items": "$response.body#/data/rows",
        "total": "$response.body#/data/total",
        "next": "$response.body#/data/next",
        "page": "$request.query.page",
        "size": "$request.query.size",
    }
    number = {"type": "integer", "minimum": 0}
    document = {
        **DOCUMENT,
        "paths": {
            "/unplayed": {
                "get": operation(
                    "unplayed",
                    {"200": answer({}), "404": ERRORS["404"]},
                    parameter("page", "query", number),
                    parameter("size", "query", number),
                    parameter("word", "query", TEXT),
                    **{"x-sdk-paginated": paged},
                )
            }
        },
    }
    steps = "- list: notes\n- answer: {items: \"= pluck(items, 'id')\", more: {word: = request.query.word}}\n"
    with with_steps(steps, document=document) as one:
        whole = {"rows": ["n1", "n2", "n3", "n4", "n5"], "total": 5, "next": None, "word": None}
        assert one.get("/unplayed") == whole
        assert one.get("/unplayed?size=2&word=w") == {
            "rows": ["n1", "n2"],
            "total": 5,
            "next": 2,
            "word": "w",
        }
        assert one.get("/unplayed?size=2&page=3") == {**whole, "rows": ["n5"]}
        assert one.get("/unplayed?size=5&page=1")["next"] is None
        assert one.get("/unplayed?page=0") == whole
    sized = "- list: notes\n- answer: {items: \"= pluck(items, 'id')\", size: 2, next: = 'p' + text(page.number)}\n"
    with with_steps(sized, document=document) as one:
        assert one.get("/unplayed?page=2") == {"rows": ["n3", "n4"], "total": 5, "next": "p2"}


def test_the_kind_of_an_answer_is_that_of_its_status() -> None:
    codes = {
        "200": answer({}),
        "202": {"description": "Taken.", "content": {"text/x": {}, "application/vnd.x+json": {}}},
        "203": {"description": "Other.", "content": {"text/x": {}}},
    }
    document = {**DOCUMENT, "paths": {"/unplayed": {"get": operation("unplayed", codes)}}}
    found = {}
    for status in (200, 202, 203, 404):
        with with_steps(f"- answer: {{status: {status}, body: 1}}", document=document) as one:
            found[status] = one.ask("GET", "/unplayed").headers["content-type"]
    assert found == {
        200: "application/json",
        202: "application/vnd.x+json",
        203: "application/json",
        404: "application/json",
    }
