"""What a request holds and the description does not know; and forms whose fields have a style."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.support.sandbox_shop import Shop, shop

FORM = "application/x-www-form-urlencoded"


def operation(id: str, body: Any = None, **more: Any) -> dict[str, Any]:
    answer = {"200": {"description": "x", "content": {"application/json": {"schema": {}}}}}
    return {
        "operationId": id,
        "responses": answer,
        **({"requestBody": {"content": body}} if body else {}),
        **more,
    }


PROPERTIES: dict[str, Any] = {
    "n": {"type": "integer"},
    "ids": {"type": "array", "items": {"type": "string"}},
    "numbers": {"type": "array", "items": {"type": "integer"}},
    "by": {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "string"}}},
    "plain": {"type": "array", "items": {"type": "string"}},
}
SCHEMA = {"type": "object", "properties": PROPERTIES}
ENCODING = {
    "ids": {"style": "form", "explode": False}, "numbers": {"style": "pipeDelimited", "explode": False},
    "by": {"style": "deepObject", "explode": True},
}  # fmt: skip
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "servers": [{"url": "https://t.example/v1"}],
    "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "query", "name": "key"}}},
    "security": [{"key": []}],
    "paths": {
        "/find": {
            "get": operation(
                "find",
                parameters=[
                    {"name": "q", "in": "query", "schema": {"type": "string"}},
                    {"name": "page", "in": "query", "style": "deepObject",
                     "schema": {"type": "object", "properties": {"size": {"type": "integer"}}}},
                    {"name": "where", "in": "query", "schema": {"type": "object", "properties": {"a": {"type": "string"}}}},
                    {"name": "needed", "in": "query", "required": False, "schema": {"type": "integer"}},
                ],
            ),
        },
        "/send": {
            "post": operation("send", {
                "application/json": {"schema": SCHEMA}, FORM: {"schema": SCHEMA, "encoding": ENCODING},
                "multipart/form-data": {"schema": SCHEMA},
            }),
        },
        "/open": {"post": operation("open", {"application/json": {"schema": {**SCHEMA, "additionalProperties": True}}})},
        "/free": {"post": operation("free", {"application/json": {"schema": {"type": "object"}}})},
        "/closed": {"post": operation("closed", {"application/json": {"schema": {**SCHEMA, "additionalProperties": False}}})},
    },
}  # fmt: skip
SHOWN = [{"answer": {"body": "= default(request.body, 'nothing')"}}]
BEHAVIOUR: dict[str, Any] = {
    "operations": dict.fromkeys(("find", "send", "open", "free", "closed"), SHOWN),
    "routes": {"GET /_outside": [{"answer": {"body": 1}}]},
}


@pytest.fixture(scope="module")
def one() -> Iterator[Shop]:
    with shop(DOCUMENT, BEHAVIOUR) as found:
        yield found


@pytest.fixture(scope="module")
def strict() -> Iterator[Shop]:
    with shop(DOCUMENT, {**BEHAVIOUR, "unknown": "refused"}) as found:
        yield found


QUERIES = [
    ("", None), ("q=1", None), ("q=1&page[size]=3&a=x", None), ("page%5Bsize%5D=3", None),
    ("tag_ids=1", "tag_ids"), ("tag_ids=1&q=2&tag_ids=3&Q=4", "tag_ids, Q"), ("page=3", "page"), ("x[y]=1", "x[y]"),
    ("a%0D%0AX-Evil:1=2", "a%0D%0AX-Evil%3A1"), ("%C3%A9=1", "%C3%A9"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "ignored"), QUERIES)
def test_parameters_of_a_query(one: Shop, strict: Shop, query: str, ignored: str | None) -> None:
    path = f"/find?key=k&{query}"
    reply = one.ask("GET", path, key=None)
    assert (reply.status, reply.headers.get("x-sandbox-ignored"), reply.headers.get("x-evil")) == (
        200,
        ignored,
        None,
    )
    assert strict.ask("GET", path, key=None).status == (400 if ignored else 200)


def test_they_are_reported_with_a_refusal_too(one: Shop) -> None:
    reply = one.ask("GET", "/find?key=k&neded=3&needed=x", key=None)
    assert (reply.status, reply.headers["x-sandbox-ignored"]) == (400, "neded")
    reply = one.ask("GET", "/find?nokey=k", key=None)
    assert (reply.status, reply.headers["x-sandbox-ignored"]) == (401, "nokey")
    assert "x-sandbox-ignored" not in one.ask("GET", "/_outside?x=1", key=None).headers
    assert one.ask("GET", "/_outside?x=1", key=None).status == 200


@pytest.mark.parametrize(
    ("path", "body", "ignored"),
    [
        ("/send", {"n": 1}, None), ("/send", {"n": 1, "m": 2, "o": None}, "body.m, body.o"),
        ("/open", {"m": 2}, None), ("/free", {"m": 2}, None),
    ],
)  # fmt: skip
def test_fields_of_a_body(one: Shop, strict: Shop, path: str, body: Any, ignored: str | None) -> None:
    reply = one.ask("POST", f"{path}?key=k", body, key=None)
    assert (reply.status, reply.headers.get("x-sandbox-ignored"), reply.json) == (200, ignored, body)
    assert strict.ask("POST", f"{path}?key=k", body, key=None).status == (400 if ignored else 200)


def test_a_description_that_forbids_them_and_a_body_that_nobody_takes(one: Shop) -> None:
    assert one.ask("POST", "/closed?key=k", {"m": 1}, key=None).status == 400
    reply = one.ask("GET", "/find?key=k", {"m": 1}, key=None)
    assert (reply.status, reply.headers["x-sandbox-ignored"]) == (200, "body")


FORMS = [
    ("ids=P0,P1,P2", {"ids": ["P0", "P1", "P2"]}, None), ("ids=P0", {"ids": ["P0"]}, None),
    ("ids=P0%2CP1,P2", {"ids": ["P0,P1", "P2"]}, None), ("ids=P0&ids=P1,P2", {"ids": ["P0", "P1", "P2"]}, None),
    ("numbers=1|2&n=3", {"numbers": [1, 2], "n": 3}, None), ("numbers=1%7C2", {"numbers": [1, 2]}, None),
    ("by[a]=1&by[b]=x%20y", {"by": {"a": 1, "b": "x y"}}, None), ("plain=a&plain=b,c", {"plain": ["a", "b,c"]}, None),
    ("plain=a,b", {"plain": ["a,b"]}, None), ("n=1&m=2", {"n": 1, "m": "2"}, "body.m"),
    ("by[a]=1&idz=3", {"by": {"a": 1}, "idz": "3"}, "body.idz"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "value", "ignored"), FORMS)
def test_fields_of_a_form_are_written_as_their_encoding_says(
    one: Shop, form: str, value: Any, ignored: str | None
) -> None:
    reply = one.ask("POST", "/send?key=k", key=None, headers={"Content-Type": FORM}, body=form.encode())
    assert (reply.status, reply.json, reply.headers.get("x-sandbox-ignored")) == (200, value, ignored)


@pytest.mark.parametrize("form", ["numbers=1|x", "by[a]=x", "n=1,2", "n=x", "ids=%ff", "ids=a&n=1&n=2"])
def test_wrong_types_in_a_form(one: Shop, form: str) -> None:
    reply = one.ask("POST", "/send?key=k", key=None, headers={"Content-Type": FORM}, body=form.encode())
    assert reply.status == 400


def test_many_values(one: Shop) -> None:
    ids = [f"P{n}/{quote('é')}" for n in range(60)]
    body = ("ids=" + ",".join(quote(i, safe="") for i in ids)).encode()
    assert one.ask("POST", "/send?key=k", key=None, headers={"Content-Type": FORM}, body=body).json == {
        "ids": ids
    }


def test_items_that_are_no_list_are_a_mistake_that_says_so() -> None:
    behaviour = {"operations": {"find": [{"answer": {"items": "= {'a': 1}"}}]}}
    with shop(DOCUMENT, behaviour) as one:
        reply = one.ask("GET", "/find?key=k", key=None)
        assert (reply.status, "`items` of an answer is a list, not dict" in reply.body.decode()) == (
            500,
            True,
        )
        assert "find: `items`" in one.control("", method="GET")["problems"][0]
