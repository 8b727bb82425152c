"""What happens between requests: the clock, and webhooks on their way."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from clientome._runtime.http.messages import Request
from clientome.sandbox import app
from clientome.sandbox.behaviour.scheduler import deliver
from clientome.sandbox.server import control
from clientome.sandbox.server.app import Application
from clientome.sandbox.state import clock
from clientome.sandbox.transport import SandboxTransport
from tests.support.sandbox_shop_description import BEHAVIOUR, DOCUMENT


class Time:
    """A real clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def time(self) -> float:
        return 5_000_000.0 + self.seconds

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> Time:
    found = Time()
    monkeypatch.setattr(clock, "time", found)
    return found


def test_virtual_time(real: Time) -> None:
    one = clock.Clock(speed=4.0)
    assert one.now() == 5_001_000
    real.seconds += 10
    assert one.now() == 5_001_040
    one.advance(60)
    one.advance(-1000)
    assert one.now() == 5_001_100
    assert one.real_delay(5_001_140) == 10
    assert one.real_delay(5_000_000) == 0
    one.restart()
    assert one.now() == 5_001_010
    real.seconds += 1
    one.pace(8.0)
    real.seconds += 1
    assert one.now() == 5_001_022
    assert clock.Clock(0.0, 5.0).real_delay(6.0) == 3600
    assert clock.Clock(1.0, 5.0).now() == 5


def test_the_wall_clock_goes_no_faster_and_is_advanced(real: Time, tmp_path: Path) -> None:
    found = app(DOCUMENT, BEHAVIOUR, state=tmp_path / "state", speed=1000)
    real.seconds += 10
    assert found.engine.clock.wall() == 5_001_010
    control.advance(found.engine, 500.0)
    assert found.engine.clock.wall() == 5_001_510
    found.engine.close()
    real.seconds += 90
    again = app(DOCUMENT, BEHAVIOUR, state=tmp_path / "state", speed=1000)
    # Time of things stood still meanwhile; what one holds in one's hands grew older.
    assert again.engine.clock.wall() == 5_001_600
    again.engine.reset()
    assert again.engine.clock.wall() == 5_001_100
    again.engine.close()


def test_time_goes_on_where_it_ended(real: Time, tmp_path: Path) -> None:
    """Not at the last change: what was shown never lies in the future."""
    found = app(DOCUMENT, BEHAVIOUR, state=tmp_path / "state")
    real.seconds += 5000
    reported = found.engine.clock.now()
    found.engine.close()
    found.engine.close()
    real.seconds += 9
    again = app(DOCUMENT, BEHAVIOUR, state=tmp_path / "state")
    assert again.engine.clock.now() == reported
    again.engine.close()


class Receiver(http.server.BaseHTTPRequestHandler):
    """Answers with the given statuses, in turn."""

    statuses: list[int]
    got: list[tuple[str, dict[str, str], dict[str, Any]]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.path, {k.lower(): v for k, v in self.headers.items()}, json.loads(body)))
        self.send_response(self.statuses.pop(0) if self.statuses else 204)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def receiving(*statuses: int) -> Iterator[str]:
    Receiver.statuses, Receiver.got = list(statuses), []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join(10)


@pytest.fixture
def application() -> Iterator[Application]:
    found = app(DOCUMENT, BEHAVIOUR, speed=0)
    yield found
    found.engine.close()


def send(
    application: Application, method: str, target: str, value: object = None, key: str = "acct_a"
) -> Any:
    headers = [(b"authorization", f"Bearer {key}".encode())]
    body = None
    if value is not None:
        body = json.dumps(value).encode()
        headers.append((b"content-type", b"application/json"))
    request = Request(method, "http://shop.test", target, headers, body, {})  # type: ignore[arg-type]
    answer = SandboxTransport(application).send(request)
    content = answer.read()
    assert answer.status < 300, content
    return json.loads(content) if content else None


def canceled(application: Application, **more: Any) -> str:
    """Make an order and cancel it, which sends a webhook."""
    id = send(application, "POST", "/v1/orders", {"sample": "s"}, **more)["data"]["id"]
    send(application, "POST", f"/v1/orders/{id}/cancel", **more)
    return str(id)


def deliveries(application: Application) -> list[tuple[str, int, int | None]]:
    things = application.engine.store.all("_deliveries")
    return [(thing["status"], thing["attempts"], thing.get("answered")) for thing in things]


def test_webhooks_without_an_event_loop(application: Application) -> None:
    with receiving(300, 199 + 400, 299) as address:
        send(application, "POST", "/v1/hooks", {"url": f"{address}/own"})
        id = canceled(application)
        assert deliveries(application) == [("waiting", 0, None)]
        assert deliver(application.engine) == 1
        assert deliveries(application) == [("waiting", 1, 300)]
        assert deliver(application.engine) == 0
        control.advance(application.engine, 60)
        assert deliver(application.engine) == 1
        assert deliveries(application) == [("waiting", 2, 599)]
        control.advance(application.engine, 3599)
        assert deliver(application.engine) == 0
        control.advance(application.engine, 1)
        assert deliver(application.engine) == 1
        assert deliveries(application) == [("delivered", 3, 299)]
        control.advance(application.engine, 10**6)
        assert deliver(application.engine) == 0
    assert [path for path, _, _ in Receiver.got] == ["/own"] * 3
    assert {body["order"] for _, _, body in Receiver.got} == {id}
    assert {headers["content-type"] for _, headers, _ in Receiver.got} == {"application/json"}


def test_webhooks_that_nobody_takes_are_given_up(application: Application) -> None:
    with receiving(500, 500, 500) as address:
        send(application, "POST", "/v1/hooks", {"url": address})
        canceled(application)
        for _ in range(5):
            deliver(application.engine)
            control.advance(application.engine, 3600)
    assert deliveries(application) == [("failed", 3, 500)]
    with receiving():
        pass
    canceled(application)
    assert deliver(application.engine) == 1
    assert deliveries(application)[1] == ("waiting", 1, None)


def test_only_addresses_are_sent_to(application: Application) -> None:
    with receiving() as address:
        for url in ("", "ftp://127.0.0.1/", "http://", "http://[::1", "nonsense", address):
            send(application, "POST", "/v1/hooks", {"url": url})
        canceled(application)
        assert deliver(application.engine) == 1
    assert deliveries(application) == [("delivered", 1, 204)]


def test_other_machines_are_sent_to_only_by_another_way(application: Application) -> None:
    with receiving() as address:
        send(application, "POST", "/v1/hooks", {"url": "https://Hooks.example.com/h"})
        canceled(application)
        assert deliver(application.engine) == 0
        assert deliveries(application) == [("kept: not on this machine", 0, None)]
        target = {"url": f"{address}/instead", "host": "HOOKS.example.com"}
        assert send(application, "POST", "/_sandbox/webhooks", target) == {"webhooks": [f"{address}/instead"]}
        canceled(application)
        assert deliver(application.engine) == 1
        assert [path for path, _, _ in Receiver.got] == ["/instead"]
        assert send(application, "DELETE", "/_sandbox/webhooks") == {"webhooks": []}
        send(application, "POST", "/_sandbox/webhooks", {"url": f"{address}/all", "secret": "x"})
        canceled(application, key="acct_b")
        assert deliver(application.engine) == 1
        assert [path for path, _, _ in Receiver.got] == ["/instead", "/all"]


def test_webhooks_of_an_unknown_kind_carry_no_signature() -> None:
    behaviour = {
        "webhooks": {"to": "= [{'url': settings.url, 'secret': 'own'}, null, {}]"},
        "operations": {
            "unplayed": [
                {"emit": "other", "body": {"a": "= absent", "b": 1}},
                {"emit": "other", "body": 2, "to": "= settings.url"},
            ]
        },
    }
    with receiving() as address:
        found = app(DOCUMENT, {**behaviour, "settings": {"url": address}})
        send(found, "GET", "/v1/unplayed")
        assert deliver(found.engine) == 2
        found.engine.close()
    assert [(body, "x-signature" in headers) for _, headers, body in Receiver.got] == [
        ({"b": 1}, False),
        (2, False),
    ]


def test_webhooks_are_signed_for_the_environment_of_the_key() -> None:
    servers = [
        {"url": "https://shop.example/v1", "x-sdk-environment": {"name": "live", "keyPrefixes": ["live_"]}},
        {
            "url": "https://test.example/v1",
            "x-sdk-environment": {"name": "test", "keyPrefixes": ["test_"], "webhookHost": "hooks.example"},
        },
    ]
    behaviour = {
        "operations": {"unplayed": [{"emit": "orderChanged", "body": 1, "to": "= settings.url"}]},
        "webhooks": {"secret": "= 's' + event"},
    }
    with receiving() as address:
        found = app({**DOCUMENT, "servers": servers}, {**behaviour, "settings": {"url": address}})
        for key in ("live_1", "test_1"):
            send(found, "GET", "/v1/unplayed", key=key)
        assert deliver(found.engine) == 2
        found.engine.close()
    assert [headers["x-signature"] for _, headers, _ in Receiver.got] == [
        hmac.new(b"sorderChanged", host + b"1", hashlib.sha256).hexdigest()
        for host in (b"shop.example", b"hooks.example")
    ]


def test_what_was_under_way_is_sent_again_after_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with receiving() as address:
        found = app(DOCUMENT, BEHAVIOUR, state=state)
        send(found, "POST", "/v1/hooks", {"url": address})
        canceled(found)
        assert send(found, "GET", "/_sandbox")["things"]["_deliveries"] == 1
        assert found.engine.hooks.next() is not None
        found.engine.close()
        again = app(DOCUMENT, BEHAVIOUR, state=state)
        assert deliver(again.engine) == 1
        assert deliveries(again) == [("delivered", 1, 204)]
        again.engine.close()


def test_a_reset_forgets_what_was_to_be_sent(application: Application) -> None:
    with receiving() as address:
        send(application, "POST", "/v1/hooks", {"url": address})
        canceled(application)
        send(application, "GET", "/_sandbox")
        send(application, "POST", "/_sandbox/reset")
        assert deliver(application.engine) == 0
    assert (Receiver.got, deliveries(application)) == ([], [])


def test_the_ticker_begins_once_and_ends(application: Application) -> None:
    async def run() -> tuple[int, int]:
        await application.startup()
        application.ticker.start()
        await asyncio.sleep(0)
        during = len(asyncio.all_tasks())
        await application.shutdown()
        return during, len(asyncio.all_tasks())

    assert asyncio.run(run()) == (2, 1)
    assert asyncio.run(run()) == (2, 1)


def test_the_speed_of_the_clock(application: Application, real: Time) -> None:
    application.engine.reset()
    assert send(application, "POST", "/_sandbox/speed", {"speed": 3600}) == {"speed": 3600.0}
    before = application.engine.clock.now()
    real.seconds += 2
    assert application.engine.clock.now() - before == 7200
    assert send(application, "POST", "/_sandbox/speed", {"speed": 0}) == {"speed": 0.0}
    real.seconds += 2
    assert application.engine.clock.now() - before == 7200
    until = send(application, "POST", "/_sandbox/advance", {"until": "2100-01-01T00:00:00Z"})
    assert until["now"] == "2100-01-01T00:00:00.000Z"
    back = send(application, "POST", "/_sandbox/advance", {"until": "2000-01-01"})
    assert back["now"] == "2100-01-01T00:00:00.000Z"


@pytest.mark.parametrize("value", [{}, {"speed": -1}, {"speed": True}, {"speed": "1"}, {"speed": 1e10}])
def test_a_speed_that_is_none(application: Application, value: object) -> None:
    with pytest.raises(AssertionError, match="Say how fast"):
        send(application, "POST", "/_sandbox/speed", value)
