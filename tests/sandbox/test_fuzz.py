"""Whatever is sent, the answer has the provider's shape and is no 5xx, but for what the sandbox.yaml itself gets wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clientome._runtime.http.messages import Request
from clientome.sandbox import app
from clientome.sandbox.transport import SandboxTransport
from tests.support.sandbox_shop_description import BEHAVIOUR, DOCUMENT
from tests.support.scale import of

FEW = settings(max_examples=of(80, 400), suppress_health_check=list(HealthCheck))
PATHS = [
    "/orders", "/orders/ord_example", "/orders/ord_example/cancel", "/orders/ord_example/file", "/links", "/uploads",
    "/uploads/start", "/login", "/refresh", "/credits", "/hooks", "/broken", "/unplayed",
]  # fmt: skip
WORDS = st.sampled_from(
    ["sample", "order", "email", "password", "refresh", "credits", "url", "memo", "file", "name"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | st.text(), inner, max_size=4),
    max_leaves=12,
)
TYPES = st.sampled_from(
    [
        b"application/json",
        b"multipart/form-data; boundary=B",
        b"multipart/form-data",
        b"text/plain",
        b"",
        b"\xff;;=",
    ]
)
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(
            [b"range", b"if-range", b"if-none-match", b"idempotency-key", b"payment-signature", b"prefer", b"cookie",
             b"content-length", b"accept"]
        ),
        st.binary(max_size=30).map(lambda raw: raw.replace(b"\r", b"").replace(b"\n", b"")),
    ),
    max_size=3,
)  # fmt: skip
SEGMENTS = st.text(max_size=12).map(
    lambda text: "/" + "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "replace"))
)
QUERIES = st.text(alphabet="limit=0-9&offsetatus%zF1[]+,;", max_size=30).map(lambda text: "?" + text)


@pytest.fixture(scope="module")
def transport() -> Iterator[SandboxTransport]:
    application = app(DOCUMENT, BEHAVIOUR)
    yield SandboxTransport(application)
    assert {problem.partition(":")[0] for problem in application.engine.problems} <= {"broken"}
    application.engine.close()


def check(
    transport: SandboxTransport, method: str, target: str, headers: list[Any], body: bytes | None
) -> int:
    sent = [(b"authorization", b"Bearer acct_a"), *headers]
    answer = transport.send(Request(method, "http://x.test", "/v1" + target, sent, body, {}))  # type: ignore[arg-type]
    content = answer.read()
    mistaken = target.startswith("/broken") and answer.status == 500
    assert mistaken or 200 <= answer.status < 500, (answer.status, content)
    if answer.status >= 400 and answer.status not in (402, 416) and method != "HEAD":
        found = json.loads(content)
        assert found["ok"] is False
        assert isinstance(found["error"], str)
    return answer.status


@FEW
@given(st.sampled_from(["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "X"]), st.data())
def test_anything(transport: SandboxTransport, method: str, data: st.DataObject) -> None:
    target = (
        data.draw(st.sampled_from(PATHS))
        + data.draw(st.just("") | SEGMENTS)
        + data.draw(st.just("") | QUERIES)
    )
    body = data.draw(
        st.none() | st.binary(max_size=60) | VALUES.map(lambda value: json.dumps(value).encode())
    )
    headers = data.draw(HEADERS)
    if body is not None:
        headers.append((b"content-type", data.draw(TYPES)))
    check(transport, method, target, headers, body)


@FEW
@given(st.sampled_from(PATHS), st.dictionaries(WORDS, VALUES, max_size=4))
def test_json_with_the_right_names_and_wrong_values(
    transport: SandboxTransport, path: str, value: dict[str, Any]
) -> None:
    check(transport, "POST", path, [(b"content-type", b"application/json")], json.dumps(value).encode())


@FEW
@given(st.binary(max_size=200))
def test_multipart_that_is_none(transport: SandboxTransport, raw: bytes) -> None:
    body = (
        b'--B\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n' + raw + b"\r\n--B--\r\n"
    )
    header = [(b"content-type", b"multipart/form-data; boundary=B")]
    check(transport, "POST", "/uploads", header, body)
    check(transport, "POST", "/uploads", header, raw)


@FEW
@given(
    st.text(max_size=40) | st.binary(max_size=40).map(lambda raw: raw.hex()), st.sampled_from(["GET", "PUT"])
)
def test_links_that_are_none(transport: SandboxTransport, token: str, method: str) -> None:
    quoted = "".join(f"%{byte:02X}" for byte in token.encode("utf-8", "replace")) or "x"
    sent = Request(method, "http://x.test", "/_files/" + quoted, [], b"x" if method == "PUT" else None, {})  # type: ignore[arg-type]
    answer = transport.send(sent)
    assert answer.status == 403
    assert json.loads(answer.read())["ok"] is False


@FEW
@given(
    st.sampled_from(["GET", "POST", "DELETE", "PUT"]),
    st.sampled_from(["", "/advance", "/faults", "/webhooks", "/speed", "/none", "/things/x"]),
    VALUES,
)
def test_the_control_itself(transport: SandboxTransport, method: str, path: str, value: Any) -> None:
    body = None if method == "GET" else json.dumps(value).encode()
    answer = transport.send(Request(method, "http://x.test", "/_sandbox" + path, [], body, {}))  # type: ignore[arg-type]
    assert answer.status in (200, 400, 404)
    assert isinstance(json.loads(answer.read()), dict | list)
    transport.application.faults.held.clear()
    transport.application.engine.clock.speed = 1.0
