"""Bodies of every kind, right and wrong, small and large."""

from __future__ import annotations

import json
import os
import socket
import tracemalloc
from collections.abc import Iterator

import pytest

from tests.support.sandbox_examples import Running

BASE = "/api/v1"
THING = {"name": "n", "kind": "a"}
DEEP = "[" * 100_000


@pytest.mark.parametrize(
    "thing",
    [
        THING,
        {**THING, "parts": [THING, {**THING, "parts": []}], "example": "text", "more": 1},
        {**THING, "when": "2026-01-01T00:00:00Z", "id": "9085d0d2-3333-1111-2222-4114602c2aa6"},
        {**THING, "size": 2**63 - 1, "small": -(2**31)},
    ],
)
def test_right_json(demo: Running, thing: object) -> None:
    assert demo.post(f"{BASE}/things", thing).status == 201


@pytest.mark.parametrize(
    "thing",
    [
        None,
        [],
        {},
        {"name": "", "kind": "a"},
        {"name": "n", "kind": "c"},
        {**THING, "parts": [{}]},
        {**THING, "example": 1},
        {**THING, "when": "yesterday"},
        {**THING, "id": "1"},
        {**THING, "size": 2**63},
        {**THING, "small": -(2**31) - 1},
    ],
)
def test_wrong_json(demo: Running, thing: object) -> None:
    reply = demo.post(f"{BASE}/things", thing)
    assert (reply.status, reply.json["ok"]) == (400, False)


def test_the_message_says_where(demo: Running) -> None:
    reply = demo.post(f"{BASE}/things", {**THING, "parts": [{"name": "x", "kind": "z"}]})
    assert reply.json["error"] == "The body.parts[0].kind: 'z' is not one of ['a', 'b']."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "nul",
        "NaN",
        '{"name": NaN}',
        DEEP,
        '{"name":"n","kind":"a","parts":' + DEEP,
        '{"name":"\\ud800","kind":"\\ud800"}',
        "9" * 5000,
    ],
)
def test_malformed_json(demo: Running, text: str) -> None:
    headers = {"Content-Type": "application/json"}
    assert demo.ask("POST", f"{BASE}/things", body=text.encode(), headers=headers).status == 400
    assert demo.ask("POST", f"{BASE}/things", body=b"\xff" + text.encode(), headers=headers).status == 400


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/xml", "multipart/form-data", ";", "é".encode().decode("latin-1")],
)
def test_a_wrong_content_type(demo: Running, content_type: str) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    assert demo.ask("POST", f"{BASE}/things", body=b"{}", headers=headers).status == 400


def test_a_missing_body(demo: Running) -> None:
    assert demo.ask("POST", f"{BASE}/things").status == 400
    assert demo.ask("POST", f"{BASE}/form").status == 200


@pytest.mark.parametrize(
    ("text", "status"),
    [("x=1&y=2", 200), ("x=a", 400), ("y=1", 400), ("x=1&x=2", 400), ("x=%FF", 400), ("&", 400)],
)
def test_forms(demo: Running, text: str, status: int) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert demo.ask("POST", f"{BASE}/form", body=text.encode(), headers=headers).status == status


def multipart(*parts: tuple[str, str]) -> bytes:
    """Parts of (what follows `form-data; `, content)."""
    made = "".join(
        f"--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n" for head, content in parts
    )
    return f"{made}--b--\r\n".encode()


NAME = ('name="name"', "n")
FORM = {"Content-Type": "multipart/form-data; boundary=b"}


@pytest.mark.parametrize(
    "parts",
    [
        [NAME],
        [NAME, ('name="count"', "3"), ('name="tags"', "a"), ('name="tags"', "b")],
        [NAME, ('name="point"', '{"x": 1}'), ('name="steps"', "[1, 2]")],
        [NAME, ('name="folder"; filename="a/b.pdb"', "ATOM"), ('name="folder"; filename="ü.pdb"', "")],
        [NAME, ('name="one"; filename="a.vcf"\r\nContent-Type: text/plain', "0123456789")],
    ],
)
def test_right_multipart(demo: Running, parts: list[tuple[str, str]]) -> None:
    reply = demo.ask("POST", f"{BASE}/files", body=multipart(*parts), headers=FORM)
    assert reply.status == 201, reply.body


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ([], 400),
        ([NAME, NAME], 400),
        ([NAME, ('name="count"', "many")], 400),
        ([NAME, ('name="point"', "{}")], 400),
        ([NAME, ('name="point"', "{")], 400),
        ([NAME, ('name="steps"', "1, 2")], 400),
        ([NAME, ('name="steps"', '["a"]')], 400),
        ([NAME, ('name="other"', "1")], 400),
        ([NAME, ("", "1")], 400),
        ([NAME, ('name="folder"', "no file name")], 400),
        ([NAME, *[('name="folder"; filename="a"', "x")] * 4], 400),
        ([NAME, ('name="one"; filename="a.txt"', "x")], 400),
        ([NAME, ('name="one"; filename="A.vcf"', "x")], 400),
        ([NAME, ('name="one"; filename="a.vcf"', "0123456789x")], 413),
    ],
)
def test_wrong_multipart(demo: Running, parts: list[tuple[str, str]], status: int) -> None:
    reply = demo.ask("POST", f"{BASE}/files", body=multipart(*parts), headers=FORM)
    assert (reply.status, reply.json["ok"]) == (status, False)


@pytest.mark.parametrize(
    "body", [b"", b"--", b"--b\r\n", b"--c--\r\n", multipart(NAME)[:-6], b"\x00" * 100, os.urandom(5000)]
)
def test_malformed_multipart(demo: Running, body: bytes) -> None:
    assert demo.ask("POST", f"{BASE}/files", body=body, headers=FORM).status == 400


@pytest.mark.parametrize("repeated", ["more", "ü", ""])
def test_a_form_may_hold_fields_that_nobody_described(demo: Running, repeated: str) -> None:
    header = f'name="{repeated}"'
    body = multipart(NAME, (header, "1"), (header, "two"))
    assert demo.ask("POST", f"{BASE}/loose", body=body, headers=FORM).status == 200
    body = multipart(NAME, NAME)
    assert demo.ask("POST", f"{BASE}/loose", body=body, headers=FORM).status == 400


@pytest.mark.parametrize("boundary", ["", "; boundary=", '; boundary="', "; boundary=" + "b" * 500])
def test_a_boundary_that_cannot_be(demo: Running, boundary: str) -> None:
    headers = {"Content-Type": "multipart/form-data" + boundary}
    assert demo.ask("POST", f"{BASE}/files", body=multipart(NAME), headers=headers).status == 400


def _large(mebibytes: int) -> Iterator[bytes]:
    chunk = bytes(1024 * 1024)
    yield multipart(NAME).removesuffix(b"--b--\r\n")
    yield b'--b\r\nContent-Disposition: form-data; name="folder"; filename="large"\r\n\r\n'
    for _ in range(mebibytes):
        yield chunk
    yield b"\r\n--b--\r\n"


def test_large_uploads_are_not_kept(demo: Running) -> None:
    tracemalloc.start()
    try:
        reply = demo.ask("POST", f"{BASE}/files", body=_large(100), headers=FORM)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert reply.status == 201
    assert peak < 12 * 1024 * 1024


def test_raw_bytes(demo: Running) -> None:
    headers = {"Content-Type": "application/octet-stream"}
    assert demo.ask("PUT", f"{BASE}/files", body=iter([b"x" * 70_000] * 100), headers=headers).status == 204
    assert (
        demo.ask("PUT", f"{BASE}/files", body=b"", headers={**headers, "Content-Length": "0"}).status == 400
    )


def test_too_large_to_look_at(demo: Running) -> None:
    chunk = json.dumps("x" * 1_000_000).encode()
    reply = demo.ask(
        "POST", f"{BASE}/things", body=iter([chunk] * 68), headers={"Content-Type": "application/json"}
    )
    assert reply.status == 413


def test_a_client_that_leaves_early_does_no_harm(demo: Running) -> None:
    with socket.create_connection(("127.0.0.1", demo.port)) as raw:
        raw.sendall(
            b"POST /api/v1/files HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer test_1\r\n"
            b"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n--b\r\n"
        )
    assert demo.ask("GET", f"{BASE}/things").status == 200


def test_values_beyond_all_measure(demo: Running) -> None:
    deep = {**THING, "parts": [THING]}
    for _ in range(400):
        deep = {**THING, "parts": [deep]}
    reply = demo.post(f"{BASE}/things", deep)
    assert reply.status == 400
    assert reply.json["error"] == "The body holds a value that is nested too deeply or too large."
