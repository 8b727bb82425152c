"""What steps see of a body, and what is said of one that is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox.server.test_bodies import FORM, multipart
from tests.support.sandbox_examples import ERROR, FILE, NUMBERS, TEXT, Running, answer, body, operation
from tests.support.sandbox_shop import Shop, shop
from tests.support.sandbox_shop_description import DOCUMENT

OBJECT: dict[str, Any] = {
    "type": "object",
    "required": ["name"],
    "properties": {"name": TEXT, "size": {"type": "integer"}, "none": {"type": ["null", "string"]}},
}
TAKEN: dict[str, Any] = {
    "object": body({"application/json": {"schema": OBJECT}}),
    "optional": body({"application/json": {"schema": OBJECT}}, required=False),
    "dialect": body({"application/vnd.x+json": {"schema": OBJECT}}),
    "texts": body({"text/*": {}, "text/plain": {"schema": {"x-sdk-upload": {"maxBytes": 4}}}}),
    "anything": body({"*/*": {}}, required=False),
    "bytes": body({"application/octet-stream": {"schema": {"x-sdk-upload": {"maxBytes": 300_000}}}}),
    "parts": body(
        {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "numbers": NUMBERS,
                        "plain": TEXT,
                        "flag": {"type": "boolean"},
                        "file": FILE,
                    },
                },
                "encoding": {"numbers": {"contentType": "application/json"}},
            }
        }
    ),
    "none": None,
}


@pytest.fixture(scope="module")
def takers() -> Iterator[Shop]:
    """One operation for each body, which tells what it understood."""
    paths: dict[str, Any] = {}
    for name, taken in TAKEN.items():
        more = {} if taken is None else {"requestBody": taken}
        codes = {"200": answer({}), "413": ERROR, "415": ERROR}
        paths["/" + name] = {"post": operation(name, codes, security=[], **more)}
    reported = "= {'body': request.body, 'files': pick_each(request.files, 'field', 'path', 'type', 'size')}"
    steps = [{"answer": {"body": reported, "bare": True}}]
    with shop({**DOCUMENT, "paths": paths}, {"operations": dict.fromkeys(TAKEN, steps)}) as one:
        yield one


def file(path: str, type: str, size: int, field: str = "") -> dict[str, Any]:
    return {"field": field, "path": path, "type": type, "size": size}


@pytest.mark.parametrize(
    ("place", "kind", "sent", "reported"),
    [
        ("object", "application/json", b'{"name": "n", "none": null}', {"name": "n", "none": None}),
        ("object", "Application/JSON; charset=utf-8", b'{"name": "n"}', {"name": "n"}),
        ("optional", "application/json", b"", None),
        ("optional", "", b"", None),
        ("dialect", "application/vnd.x+json", b'{"name": "n"}', {"name": "n"}),
        ("none", "text/x", b"whatever", None),
    ],
)
def test_bodies_in_memory(takers: Shop, place: str, kind: str, sent: bytes, reported: object) -> None:
    reply = takers.ask(
        "POST", "/" + place, key=None, body=sent, headers={"Content-Type": kind} if kind else {}
    )
    assert (reply.status, reply.json) == (200, {"body": reported, "files": []})


@pytest.mark.parametrize(
    ("place", "kind", "sent", "file"),
    [
        ("texts", "text/plain", b"four", file("body", "text/plain", 4)),
        ("texts", "text/csv", b"longer", file("body", "text/csv", 6)),
        ("anything", "image/png", b"x", file("body", "image/png", 1)),
        ("bytes", "", b"x", file("body", "application/octet-stream", 1)),
        (
            "bytes",
            "application/octet-stream",
            b"x" * 300_000,
            file("body", "application/octet-stream", 300_000),
        ),
    ],
)
def test_bodies_that_are_files(
    takers: Shop, place: str, kind: str, sent: bytes, file: dict[str, Any]
) -> None:
    reply = takers.ask(
        "POST", "/" + place, key=None, body=sent, headers={"Content-Type": kind} if kind else {}
    )
    assert (reply.status, reply.json) == (200, {"body": None, "files": [file]})


@pytest.mark.parametrize(
    ("place", "kind", "sent", "status", "reason"),
    [
        ("object", "application/json", b"", 400, "The request needs a body."),
        (
            "object",
            "application/json",
            b'{"name": null}',
            400,
            "The body.name: None is not of type 'string'.",
        ),
        ("object", "application/json", b'{"name": "n", "size": null}', 400, "The body.size: None is not"),
        ("object", "", b"", 400, "The request needs a body."),
        ("object", "", b"{}", 415, "The request has a body but no Content-Type."),
        (
            "object",
            "text/x",
            b"{}",
            415,
            "The Content-Type 'text/x' is not accepted here, only application/json.",
        ),
        ("texts", "", b"x", 415, "The request has a body but no Content-Type."),
        ("texts", "text/plain", b"fives", 413, "The body is larger than 4 bytes."),
        ("bytes", "application/octet-stream", b"", 400, "The request needs a body."),
        ("bytes", "application/octet-stream", b"x" * 300_001, 413, "The body is larger than 300000 bytes."),
    ],
)
def test_refused_bodies_say_why(
    takers: Shop, place: str, kind: str, sent: bytes, status: int, reason: str
) -> None:
    reply = takers.ask(
        "POST", "/" + place, key=None, body=sent, headers={"Content-Type": kind} if kind else {}
    )
    assert (reply.status, reply.json["error"][: len(reason)]) == (status, reason)
    assert list(takers.application.engine.blobs.folder().glob("*.part")) == []


def test_a_body_of_no_pieces(takers: Shop) -> None:
    def send(place: str, kind: str) -> tuple[int, Any]:
        headers = {"Content-Type": kind}
        reply = Running(takers.port).ask("POST", f"/v1/{place}", key=None, body=iter(()), headers=headers)
        return reply.status, reply.json

    assert send("optional", "application/json") == (200, {"body": None, "files": []})
    assert send("anything", "x/y") == (200, {"body": None, "files": [file("body", "x/y", 0)]})
    assert send("object", "application/json")[1]["error"] == "The body is not JSON."
    assert send("bytes", "application/octet-stream")[1]["error"] == "The request needs a body."


def test_nulls_that_count_as_absent() -> None:
    paths = {"/object": {"post": operation("object", {"200": answer({})}, requestBody=TAKEN["object"])}}
    behaviour = {
        "nulls": "absent",
        "operations": {"object": [{"answer": {"body": "= request.body", "bare": True}}]},
    }
    with shop({**DOCUMENT, "paths": paths}, behaviour) as one:
        sent = {"name": "n", "size": None, "none": None, "other": None}
        assert one.ask("POST", "/object", sent).json == {"name": "n", "none": None, "other": None}
        assert one.ask("POST", "/object", {"name": None}).status == 400
        assert one.ask("POST", "/object", []).status == 400


@pytest.mark.parametrize(
    ("heads", "reported"),
    [
        ([('name="numbers"', "[1, 2]")], {"numbers": [1, 2]}),
        ([('name="numbers"', "1"), ('name="numbers"', "2")], {"numbers": [1, 2]}),
        ([('name="flag"', "True")], {"flag": True}),
        ([('name="plain"', "5")], {"plain": "5"}),
        ([('name="plain"\r\nContent-Type: application/json', '"five"')], {"plain": "five"}),
        ([('name="other"', "a"), ('name="other"', "b")], {"other": ["a", "b"]}),
    ],
)
def test_fields_of_forms(takers: Shop, heads: list[tuple[str, str]], reported: object) -> None:
    reply = takers.ask("POST", "/parts", key=None, body=multipart(*heads), headers=FORM)
    assert (reply.status, reply.json["body"]) == (200, reported)


def test_files_of_forms(takers: Shop) -> None:
    head = 'name="file"; filename="a%22b.txt"\r\nContent-Type: text/x'
    reply = takers.ask("POST", "/parts", key=None, body=multipart((head, "12345")), headers=FORM)
    assert reply.json == {"body": {"file": "file"}, "files": [file('a"b.txt', "text/x", 5, "file")]}
    reply = takers.ask(
        "POST", "/parts", key=None, body=multipart(('name="file"; filename="a.csv"', "1")), headers=FORM
    )
    assert reply.json["files"] == [file("a.csv", "text/csv", 1, "file")]


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (multipart(('name="plain"', "x")).replace(b"x\r", b"\xff\r"), "The field 'plain' is not UTF-8."),
        (
            b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n",
            "A part of the multipart body has no name.",
        ),
        (multipart(('name="plain"', "x"))[:-4], "The multipart body ends before its last boundary."),
        (multipart(('name="numbers"', "x")), "The field 'numbers' is not JSON."),
        (multipart(('name="plain"', "x" * 17_000_000)), "The fields of the multipart body are too large."),
        (
            b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' * 50_001 + b"--b--\r\n",
            "The multipart body has more than 50000 parts.",
        ),
    ],
)
def test_refused_forms_say_why(takers: Shop, sent: bytes, reason: str) -> None:
    reply = takers.ask("POST", "/parts", key=None, body=sent, headers=FORM)
    assert (reply.status, reply.json["error"]) == (400, reason)


def test_a_boundary_of_no_measure(takers: Shop) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=" + "b" * 500}
    reply = takers.ask("POST", "/parts", key=None, body=b"--b--", headers=headers)
    assert (reply.status, reply.json["error"].partition(":")[0]) == (400, "The multipart body cannot be read")
    assert takers.control("", method="GET")["problems"] == []


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"kind": "a", "n": "x"}, "The body.n: 'x' is not of type 'integer'."),
        (5, "The body: 5 is not valid under any of the given schemas."),
    ],
)
def test_of_alternatives_the_nearest_one_is_reported(value: object, reason: str) -> None:
    first = {"type": "object", "properties": {"kind": {"const": "a"}, "n": {"type": "integer"}}}
    schema = {"anyOf": [first, {"type": "string"}, {"type": "array"}]}
    taken = body({"application/json": {"schema": schema}})
    paths = {"/one": {"post": operation("one", {"200": answer({})}, requestBody=taken)}}
    with shop({**DOCUMENT, "paths": paths}, {}) as one:
        reply = one.ask("POST", "/one", value)
    assert (reply.status, reply.json["error"]) == (400, reason)
