"""Answers by example: which example, in which kind, with which headers, and errors in the provider's shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.support.sandbox_examples import ERRORS, FILE, answer, operation
from tests.support.sandbox_shop import Shop, shop
from tests.support.sandbox_shop_description import DOCUMENT

Data = Mapping[str, Any]


def asked(
    responses: Data, headers: Mapping[str, str] | None = None, method: str = "GET", **more: Any
) -> tuple[int, bytes, Mapping[str, str]]:
    """What one operation with these answers says; `more` is of the document."""
    node = {"operationId": "one", "responses": responses, "security": []}
    document = {**DOCUMENT, "x-sdk-envelope": None, "paths": {"/one": {method.lower(): node}}, **more}
    with shop({k: v for k, v in document.items() if v is not None}, {}) as found:
        reply = found.ask(method, "/one", key=None, headers=headers)
        return reply.status, reply.body, reply.headers


def kinds(**examples: Any) -> dict[str, Any]:
    content = {kind.replace("_", "/"): {"example": value} for kind, value in examples.items()}
    return {"200": {"description": "Good.", "content": content}}


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("text/csv", "text/csv"),
        ("text/*", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("application/json;q=0.5, text/csv", "text/csv"),
        ("text/csv;q=0, application/json", "application/json"),
        ("text/csv;q=0", "application/json"),
        ("text/csv;q=x", "application/json"),
        ("text/csv;level=1;q=0.2, application/json;q=0.1", "text/csv"),
        ("image/png", "application/json"),
    ],
)
def test_the_kind_that_the_client_likes_best(accept: str | None, kind: str) -> None:
    headers = {} if accept is None else {"Accept": accept}
    assert asked(kinds(application_json={"a": 1}, text_csv="a,1"), headers)[2]["content-type"] == kind


def test_texts_and_bytes() -> None:
    status, body, headers = asked(kinds(text_csv="a,1"))
    assert (status, body, headers["content-type"], "content-disposition" in headers) == (
        200,
        b"a,1",
        "text/csv",
        False,
    )
    _, body, headers = asked(kinds(image_png="PNG"))
    assert (body, headers["content-type"]) == (b"PNG", "image/png")
    assert headers["content-disposition"] == 'attachment; filename="one.bin"'
    assert (
        asked({"200": {"content": {"*/*": {"example": "x"}}}})[2]["content-type"]
        == "application/octet-stream"
    )
    _, body, headers = asked(kinds(image_png={"no": "text"}))
    assert (body, headers["content-type"]) == (b'{"no":"text"}', "application/json")


def test_headers_by_example() -> None:
    examples = {
        "X-Text": "a\r\nb",
        "X-Far": "é€",
        "X-True": True,
        "X-List": [1, "b"],
        "X-Number": 5,
        "X-Object": {"a": 1},
        "Content-Length": 99,
        "Content-Type": "text/none",
    }
    nodes = {name: {"example": value} for name, value in examples.items()}
    nodes["X-Sample"] = {"schema": {"type": "string", "enum": ["first", "second"]}}
    headers = asked({"200": {**answer(1), "headers": nodes}})[2]
    assert {name: headers[name] for name in headers if name.startswith("x-") and name != "x-request-id"} == {
        "x-text": "a  b",
        "x-far": "é?",
        "x-true": "true",
        "x-list": "1, b",
        "x-number": "5",
        "x-object": '{"a":1}',
        "x-sample": "first",
    }
    assert (headers["content-length"], headers["content-type"]) == ("1", "application/json")


TWO = {
    "200": answer("first", ("second", 2)),
    "201": answer("made"),
    "4XX": {"description": "Wrong.", "content": {"application/json": {"example": "four"}}},
    "default": {"description": "Else.", "content": {"application/json": {"example": "else"}}},
}


@pytest.mark.parametrize(
    ("prefer", "status", "body"),
    [
        (None, 200, b'"first"'),
        ("example=second", 200, b"2"),
        ('example="second"', 200, b"2"),
        ("example=none", 200, b'"first"'),
        ("code=201", 201, b'"made"'),
        ("code=404", 404, b'"four"'),
        ("CODE=404; respond-async", 404, b'"four"'),
        ("code=503", 503, b'"else"'),
        ("code=20", 200, b'"first"'),
        ("code=20x", 200, b'"first"'),
        ("wait=201", 200, b'"first"'),
        ("code=200; example=second", 200, b"2"),
    ],
)
def test_the_answer_that_a_client_prefers(prefer: str | None, status: int, body: bytes) -> None:
    found = asked(TWO, {} if prefer is None else {"Prefer": prefer})
    assert found[:2] == (status, body)


def test_operations_that_promise_little() -> None:
    assert asked({})[:2] == (200, b"")
    assert asked({"202": {"description": "Taken."}})[:2] == (202, b"")
    assert asked({"2XX": answer(1)})[:2] == (200, b"1")
    assert asked({"404": answer(1)})[:2] == (200, b"")


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"const": 5}, b"5"),
        ({"default": 0}, b"0"),
        ({"type": "string", "example": "x"}, b'"x"'),
        ({"type": "string", "examples": ["y", "z"]}, b'"y"'),
        ({"enum": ["a", "b"]}, b'"a"'),
        ({"oneOf": [{"const": 1}, {"const": 2}]}, b"1"),
        ({"type": "boolean"}, b"false"),
        ({"type": "integer", "minimum": 3}, b"3"),
        ({"type": "number"}, b"0"),
        ({"type": "null"}, b"null"),
        ({"type": "string", "format": "date"}, b'"2026-01-01"'),
        ({"type": "string", "minLength": 8}, b'"stringxx"'),
        ({"type": "array", "minItems": 2, "items": {"const": 1}}, b"[1,1]"),
        ({"type": "array", "items": {"const": 1}}, b"[]"),
        (
            {"required": ["a"], "properties": {"a": {"const": 1}, "b": {}}, "allOf": [{"required": ["c"]}]},
            b'{"a":1,"c":null}',
        ),
    ],
)
def test_values_made_from_a_schema(schema: Data, value: bytes) -> None:
    assert asked({"200": {"content": {"application/json": {"schema": schema}}}})[1] == value


def test_a_schema_that_holds_itself_comes_to_an_end() -> None:
    node = {
        "type": "object",
        "required": ["next"],
        "properties": {"next": {"$ref": "#/components/schemas/Node"}},
    }
    components = {**DOCUMENT["components"], "schemas": {"Node": node}}
    schema = {"$ref": "#/components/schemas/Node"}
    body = asked({"200": {"content": {"application/json": {"schema": schema}}}}, components=components)[1]
    assert body == b'{"next":' * 8 + b"{}" + b"}" * 8


def failed(document: Data, path: str = "/one") -> Any:
    with shop(document, {}) as one:
        reply = one.ask("GET", path, key=None)
        assert reply.status in (401, 404)
        return reply.json


def with_errors(example: Any, **more: Any) -> dict[str, Any]:
    codes = {} if example is None else {"401": answer(example)}
    return {
        **DOCUMENT,
        "paths": {"/one": {"get": {"operationId": "one", "responses": {"200": answer(1), **codes}}}},
        **more,
    }


def test_errors_have_the_shape_of_the_providers_own() -> None:
    message = "The request carries no credential."
    reported = {"x-sdk-errors": {"message": ["$response.body#/error/text", "$response.body#/error"]}}
    assert failed(with_errors({"error": {"text": "t", "n": 1}}, **reported)) == {
        "error": {"text": message, "n": 1}
    }
    assert failed(with_errors({"error": "t"}, **reported)) == {"error": message}
    assert failed(with_errors({"other": "t"}, **reported)) == {"message": message}
    assert failed(with_errors(["t"], **reported)) == {"message": message}
    assert failed(with_errors(None, **reported)) == {"message": message}
    assert failed(with_errors({"detail": "t"}, **{"x-sdk-errors": {}})) == {"detail": message}
    assert failed(with_errors({"error": "t", "n": 1}), "/none") == {
        "message": "There is nothing at /v1/none."
    }


def test_errors_of_other_operations_lend_their_shape() -> None:
    paths = {
        "/one": {
            "get": {"operationId": "one", "responses": {"200": answer(1), "default": answer({"error": "d"})}}
        },
        "/two": {
            "get": {
                "operationId": "two",
                "responses": {
                    "404": answer({"error": "t", "of": "two"}),
                    "4XX": answer({"error": "x", "of": 4}),
                },
            }
        },
    }
    document = {**DOCUMENT, "paths": paths}
    assert failed(document)["error"] == "The request carries no credential."
    assert "of" not in failed(document)
    assert failed(document, "/none")["of"] == "two"


def test_a_described_head_gives_the_length_of_the_get() -> None:
    paths = {
        "/one": {
            "get": operation("one", {"200": answer([1, 2, 3])}, security=[]),
            "head": operation("size", {"200": {"description": "Size."}}, security=[]),
        }
    }
    with shop({**DOCUMENT, "paths": paths}, {}) as one:
        reply = one.ask("HEAD", "/one", key=None)
        assert (reply.status, reply.headers["content-length"], reply.body) == (200, "7", b"")


def ranged(one: Shop, **headers: str) -> tuple[int, bytes, str | None]:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    reply = one.ask("GET", "/one", key=None, headers=sent)
    return reply.status, reply.body, reply.headers.get("content-range")


def test_ranges_and_tags() -> None:
    content = {"200": {"description": "File.", "content": {"application/zip": {"schema": FILE}}}}
    paths = {"/one": {"get": operation("one", {**content, **ERRORS}, security=[])}}
    steps = [{"answer": {"file": "= text_file('a.txt', '0123456789')"}}]
    with shop({**DOCUMENT, "paths": paths}, {"operations": {"one": steps}}) as one:
        whole = one.ask("GET", "/one", key=None)
        tag = whole.headers["etag"]
        assert ranged(one, Range="bytes=0-0") == (206, b"0", "bytes 0-0/10")
        assert ranged(one, Range="bytes=9-") == (206, b"9", "bytes 9-9/10")
        assert ranged(one, Range="bytes=8-99") == (206, b"89", "bytes 8-9/10")
        assert ranged(one, Range="bytes=-3") == (206, b"789", "bytes 7-9/10")
        assert ranged(one, Range="bytes=-99") == (206, b"0123456789", "bytes 0-9/10")
        assert ranged(one, Range="bytes=10-") == (416, b"", "bytes */10")
        assert ranged(one, Range="bytes=-0") == (416, b"", "bytes */10")
        for text in ("bytes=5-4", "bytes=-", "bytes=0-1,3-4", "lines=0-1", "bytes=x-1"):
            assert ranged(one, Range=text) == (200, whole.body, None)
        assert ranged(one, Range="bytes=1-2", If_Range=tag) == (206, b"12", "bytes 1-2/10")
        assert ranged(one, Range="bytes=1-2", If_Range='"other"') == (200, whole.body, None)
        for tags in (tag, f'"other", {tag}', "*"):
            assert ranged(one, If_None_Match=tags) == (304, b"", None)
        assert ranged(one, If_None_Match='"other"') == (200, whole.body, None)
