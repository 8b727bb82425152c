"""What a page on the web can make a browser do is refused; programs are not."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator

import pytest

from clientome.sandbox.server.guard import Guard
from tests.support.sandbox_shop import Shop, shop


@pytest.fixture(scope="module")
def there() -> Iterator[Shop]:
    with shop(hosts=["Sandbox.Lab.Example"]) as found:
        yield found


def raw(
    there: Shop, method: str, path: str, headers: list[tuple[str, str]], body: bytes = b""
) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", there.port, timeout=30)
    try:
        connection.putrequest(method, path, skip_host=True)
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        assert answer.getheader("access-control-allow-origin") is None
        return answer.status, answer.read()
    finally:
        connection.close()


HERE = [
    "127.0.0.1", "127.0.0.1:{port}", "localhost", "LocalHost:{port}", "localhost.", "app.localhost:1", "[::1]:{port}",
    "192.168.1.20:8001", "0.0.0.0:8001", "sandbox.lab.example", "SANDBOX.lab.example.:9",
]  # fmt: skip
ELSEWHERE = [
    "evil.example", "evil.example:{port}", "127.0.0.1.evil.example", "localhost.evil.example", "notlocalhost",
    "evil.example@127.0.0.1", "127.0.0.1@evil.example", "127.0.0.1/evil.example", "127.0.0.1 evil.example",
    "[::1].evil.example", "[evil.example]", "2130706433", "0x7f.1", "127.1", "127.0.0.1:80:evil.example",
    "lab.example", "x.sandbox.lab.example", "127.0.0.1, evil.example", "\xe9.localhost.example",
]  # fmt: skip


@pytest.mark.parametrize("host", HERE)
def test_addresses_and_allowed_names(there: Shop, host: str) -> None:
    sent = [("Host", host.format(port=there.port)), ("Authorization", "Bearer acct_a")]
    assert raw(there, "GET", "/v1/orders", sent)[0] == 200
    assert raw(there, "GET", "/_sandbox", sent)[0] == 200


@pytest.mark.parametrize("host", ELSEWHERE)
def test_a_name_that_somebody_points_here(there: Shop, host: str) -> None:
    sent = [("Host", host.format(port=there.port)), ("Authorization", "Bearer acct_a")]
    seen = there.control("", method="GET")["faults"]
    for method, path, body in (
        ("GET", "/v1/orders", b""), ("POST", "/v1/orders", b'{"sample": "s"}'), ("GET", "/_sandbox", b""),
        ("GET", "/_sandbox/things/orders", b""), ("POST", "/_sandbox/faults", b'{"status": 500}'),
        ("DELETE", "/_sandbox/faults", b""), ("OPTIONS", "/v1/orders", b""), ("GET", "/nothing", b""),
    ):  # fmt: skip
        status, text = raw(there, method, path, [*sent, ("Content-Type", "application/json")], body)
        assert (status, b"ord_" in text) == (403, False)
        assert b"--allow-host" in text
    assert there.control("", method="GET")["faults"] == seen


def test_two_names_are_none(there: Shop) -> None:
    for one, other in (
        ("127.0.0.1", "evil.example"),
        ("evil.example", "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1"),
    ):
        status, _ = raw(there, "GET", "/_sandbox", [("Host", one), ("Host", other)])
        # Some parsers refuse it before we see it.
        assert status in (400, 403)


PAGES = [
    ("Origin", "https://evil.example"), ("Origin", "null"), ("Origin", "http://localhost:3000"), ("Origin", ""),
    ("Origin", "file://"), ("Origin", "http://127.0.0.1"), ("Origin", "http://127.0.0.1:{port}.evil.example"),
    ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"),
]  # fmt: skip


@pytest.mark.parametrize("header", PAGES)
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/json"])
def test_a_page_neither_reads_nor_changes_it(there: Shop, header: tuple[str, str], kind: str) -> None:
    order = there.order()
    before = there.control("", method="GET")["now"][:13]
    for method, path, body in (
        ("POST", "/reset", b""), ("POST", "/advance", b'{"seconds": 86400}'), ("POST", "/speed", b'{"speed": 1000}'),
        ("POST", "/faults", b'{"status": 500}'), ("DELETE", "/faults", b""),
        ("POST", "/webhooks", b'{"url": "http://127.0.0.1:9/"}'), ("DELETE", "/webhooks", b""), ("GET", "", b""),
        ("HEAD", "", b""), ("GET", "/things/orders", b""), ("OPTIONS", "/reset", b""), ("GET", "/reset", b""),
        ("POST", "", b""), ("POST", "/reset/", b""),
    ):  # fmt: skip
        value = header[1].format(port=there.port)
        sent = [("Host", f"127.0.0.1:{there.port}"), (header[0], value), ("Content-Type", kind)]
        status, text = raw(there, method, f"/_sandbox{path}", sent, body)
        assert (status, b"things" in text, order["id"].encode() in text) == (403, False, False)
    state = there.control("", method="GET")
    assert (state["now"][:13], state["speed"], state["faults"]) == (before, 1.0, [])
    assert there.get(f"/orders/{order['id']}")["id"] == order["id"]


def test_pages_of_the_sandbox_itself_and_typed_addresses(there: Shop) -> None:
    host = f"localhost:{there.port}"
    for more in (("Origin", f"http://{host}"), ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "none")):
        assert raw(there, "POST", "/_sandbox/advance", [("Host", host), more], b'{"seconds": 0}')[0] == 200


def test_the_api_says_to_no_page_that_it_may_read(there: Shop) -> None:
    sent = [
        ("Host", f"127.0.0.1:{there.port}"), ("Origin", "https://evil.example"),
        ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "authorization"),
    ]  # fmt: skip
    # `raw` asserts that no answer allows another origin.
    assert raw(there, "OPTIONS", "/v1/orders", sent)[0] == 204
    assert raw(there, "GET", "/v1/orders", [*sent, ("Authorization", "Bearer acct_a")])[0] == 200


def test_the_answers_of_the_control_are_no_scripts(there: Shop) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", there.port, timeout=30)
    for method, path in (("GET", "/_sandbox"), ("GET", "/_sandbox/things/orders"), ("GET", "/_sandbox/none")):
        connection.request(method, path)
        answer = connection.getresponse()
        json.loads(answer.read())
        assert answer.getheader("x-content-type-options") == "nosniff"
        assert answer.getheader("cross-origin-resource-policy") == "same-origin"
    connection.close()


def test_no_name_is_allowed_by_itself() -> None:
    guard = Guard()
    assert guard.refusal({"host": ["testserver"]}, control=False) is not None
    assert guard.refusal({"host": ["localhost"]}, control=False) is None
    assert guard.refusal({}, control=True) is None
    assert Guard(["testserver"]).refusal({"host": ["testserver"]}, control=False) is None
