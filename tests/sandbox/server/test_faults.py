"""Faults on demand, over a real socket and without one."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from typing import Any

import pytest

from clientome._runtime.base.errors import ProtocolError
from clientome._runtime.http.messages import Request
from clientome.sandbox import app
from clientome.sandbox.transport import AsyncSandboxTransport, SandboxTransport
from tests.support.sandbox_shop import Shop, shop
from tests.support.sandbox_shop_description import BEHAVIOUR, DOCUMENT


@pytest.fixture
def one() -> Iterator[Shop]:
    with shop() as found:
        yield found


def test_the_nth_call_of_one_operation(one: Shop) -> None:
    fault = {"operation": "getOrder", "nth": 2, "status": 503, "headers": {"Retry-After": "7"}}
    one.control("/faults", fault)
    codes = [one.ask("GET", "/orders/ord_example") for _ in range(3)]
    assert [reply.status for reply in codes] == [200, 503, 200]
    assert (codes[1].headers["retry-after"], codes[1].json["ok"]) == ("7", False)
    assert one.ask("GET", "/orders").status == 200
    assert one.control("", method="GET")["faults"] == [{**fault, "seen": 3, "struck": 1}]


def test_every_call_so_many_times(one: Shop) -> None:
    one.control("/faults", [{"every": 2, "times": 2, "status": 429, "body": {"x": 1}}])
    found = [one.ask("GET", "/orders") for _ in range(8)]
    assert [reply.status for reply in found] == [200, 429, 200, 429, 200, 200, 200, 200]
    assert found[1].json == {"x": 1}


def test_a_refused_call_does_nothing(one: Shop) -> None:
    one.control("/faults", {"operation": "createOrder", "status": 500})
    assert one.ask("POST", "/orders", {"sample": "s"}).status == 500
    one.control("/faults", method="DELETE")
    assert one.get("/orders")["total"] == 1


def test_delay(one: Shop) -> None:
    one.control("/faults", {"delay": 0.3})
    start = time.monotonic()
    assert one.ask("GET", "/orders").status == 200
    assert time.monotonic() - start >= 0.3


def file_of(one: Shop) -> str:
    id = one.order("reads")["id"]
    one.days(30)
    return f"/orders/{id}/file"


def test_cut_corrupt_and_wrong_lengths(one: Shop) -> None:
    path = file_of(one)
    good = one.ask("GET", path).body

    def faulty(**fault: Any) -> tuple[int, bytes, bool]:
        one.control("/faults", fault)
        connection = http.client.HTTPConnection("127.0.0.1", one.port, timeout=10)
        try:
            connection.request("GET", "/v1" + path, headers={"Authorization": "Bearer acct_a"})
            response = connection.getresponse()
            reported = int(response.headers["Content-Length"])
            try:
                return reported, response.read(), True
            except http.client.IncompleteRead as error:
                return reported, error.partial, False
        finally:
            connection.close()
            one.control("/faults", method="DELETE")

    assert faulty(cut_after=100) == (len(good), good[:100], False)
    assert faulty(cut_after=0) == (len(good), b"", False)
    reported, body, complete = faulty(corrupt_at=10)
    assert (reported, complete, body[:10], body[11:]) == (len(good), True, good[:10], good[11:])
    assert body[10] != good[10]
    assert faulty(wrong_length=5) == (len(good) + 5, good, False)
    assert faulty(wrong_length=-5) == (len(good) - 5, good[:-5], True)


@pytest.mark.parametrize(
    "fault",
    [
        1,
        "x",
        {"operation": "none"},
        {"status": 99},
        {"nth": "2"},
        {"other": 1},
        {"delay": -1},
        {"headers": []},
        {"status": 199},
        {"status": 600},
        {"status": True},
        {"times": 1.5},
        {"delay": 3601},
        {"delay": "1"},
        [{"status": 500}, {"status": 1}],
    ],
)
def test_a_fault_that_is_not_one(one: Shop, fault: object) -> None:
    reply = one.ask("POST", "/_sandbox/faults", fault, key=None)
    assert (reply.status, set(reply.json)) == (400, {"message"})
    assert one.control("", method="GET")["faults"] == []


@pytest.mark.parametrize(
    "fault", [{"status": 200}, {"status": 599}, {"delay": 0, "operation": "*"}, {"delay": None}]
)
def test_a_fault_that_is_just_one(one: Shop, fault: dict[str, Any]) -> None:
    one.control("/faults", fault)
    assert one.ask("GET", "/orders").status == fault.get("status", 200)
    assert [(f["seen"], f["struck"]) for f in one.control("", method="GET")["faults"]] == [(1, 1)]


def test_faults_together(one: Shop) -> None:
    one.control("/faults", {"operation": "getOrder", "status": 500})
    one.control("/faults", [{"operation": "", "headers": {"X-A": 1}, "status": 503}, {"nth": 2, "body": "b"}])
    first, second = (one.ask("GET", "/orders/ord_example") for _ in range(2))
    assert (first.status, first.headers["x-a"], first.json["ok"]) == (503, "1", False)
    assert (second.status, second.body) == (503, b"b")
    struck = [(f["seen"], f["struck"]) for f in one.control("", method="GET")["faults"]]
    assert struck == [(2, 2), (2, 2), (2, 1)]


def request(method: str, target: str, body: Any = None) -> Request:
    headers = [(b"authorization", b"Bearer acct_a")]
    if body is not None:
        headers.append((b"content-type", b"application/json"))
    return Request(method, "http://shop.test", "/v1" + target, headers, body, {})  # type: ignore[arg-type]


def test_without_sockets() -> None:
    application = app(DOCUMENT, BEHAVIOUR)
    transport = SandboxTransport(application)
    made = transport.send(request("POST", "/orders", b'{"sample": "s"}'))
    assert made.status == 201
    assert made.headers["location"].startswith("http://shop.test/v1/orders/ord_")
    assert b"example" in transport.send(request("GET", "/orders")).read()
    application.faults.add({"cut_after": 3})
    with pytest.raises(ProtocolError):
        transport.send(request("GET", "/orders")).read()
    transport.close()
    application.engine.close()


def test_bodies_in_pieces_without_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    application = app(DOCUMENT, BEHAVIOUR)
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    pieces = [b'{"sample"', b': "s"', b"}"]
    transport = SandboxTransport(application)
    assert transport.send(request("POST", "/orders", iter(pieces))).status == 201
    assert transport.send(request("POST", "/orders", b"{")).status == 400

    async def run() -> list[int]:
        async def body() -> Any:
            for piece in pieces:
                yield piece

        one = AsyncSandboxTransport(application)
        return [
            (await one.send(request("POST", "/orders", sent))).status for sent in (body(), b"".join(pieces))
        ]

    assert asyncio.run(run()) == [201, 201]
    assert slept == []
    application.faults.add({"delay": 7})
    assert b'"total":4' in transport.send(request("GET", "/orders")).read()
    assert slept == [7]
    answer = transport.send(request("GET", "/orders"))
    answer.close()
    application.engine.close()


def test_without_sockets_async() -> None:
    import asyncio

    async def run() -> tuple[int, bytes]:
        application = app(DOCUMENT, BEHAVIOUR)
        transport = AsyncSandboxTransport(application)
        made = await transport.send(request("POST", "/orders", b'{"sample": "s"}'))
        body = await (await transport.send(request("GET", "/orders"))).aread()
        await transport.aclose()
        application.engine.close()
        return made.status, body

    status, body = asyncio.run(run())
    assert (status, b'"total":2' in body) == (201, True)
