"""The ASGI and WSGI endpoints, alone and on real servers."""

from __future__ import annotations

import asyncio
import http.client
import io
import logging
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
import uvicorn

from clientome._runtime.base.errors import ConfigurationError
from clientome._runtime.webhook_handlers import asgi_handler, wsgi_handler
from clientome._runtime.webhooks import Receiver
from tests.support.webhooks import FILE_BODY, FILE_SIGNATURE, SECRET, SIGNED, UNSIGNED, FileEvent

HEADER = "X-Octopod-Signature"
RECEIVER = Receiver(SIGNED, secrets=SECRET)
GOOD = {HEADER: FILE_SIGNATURE}


def asgi(
    app: Any, body: list[bytes], headers: dict[str, str], method: str = "POST"
) -> tuple[int, dict[str, str], bytes]:
    """One request to an ASGI application, its body in pieces; None is a sender that goes away."""
    sent: list[Any] = []
    pieces = list(body)

    async def receive() -> Any:
        if not pieces:
            return {"type": "http.disconnect"}
        piece = pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(pieces) or piece == b"..."}

    async def send(message: Any) -> None:
        sent.append(message)

    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    asyncio.run(app({"type": "http", "method": method, "headers": raw}, receive, send))
    if not sent:
        return 0, {}, b""
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, sent[1]["body"]


def wsgi(
    app: Any, body: list[bytes], headers: dict[str, str], method: str = "POST", **more: Any
) -> tuple[int, dict[str, str], bytes]:
    """One request to a WSGI application."""
    content = b"".join(body)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "wsgi.input": io.BytesIO(content),
        "CONTENT_LENGTH": str(len(content)),
    }
    environ |= {"HTTP_" + name.upper().replace("-", "_"): value for name, value in headers.items()} | more
    answered: list[Any] = []
    result = b"".join(app(environ, lambda *parts: answered.append(parts)))
    return int(answered[0][0].split()[0]), dict(answered[0][1]), result


BOTH: Any = pytest.mark.parametrize(("make", "call"), [(asgi_handler, asgi), (wsgi_handler, wsgi)])


@BOTH
def test_a_good_delivery(make: Any, call: Any) -> None:
    events: list[Any] = []
    status, headers, body = call(make(RECEIVER, events.append), [FILE_BODY[:10], FILE_BODY[10:]], GOOD)
    assert (status, body) == (200, b"")
    assert {name.lower(): value for name, value in headers.items()} == {"content-length": "0"}
    assert isinstance(events[0], FileEvent)


@BOTH
@pytest.mark.parametrize(
    ("body", "headers", "method", "status"),
    [
        ([FILE_BODY], {}, "POST", 422),
        ([FILE_BODY], {HEADER: "x"}, "POST", 422),
        ([b"[]"], GOOD, "POST", 422),
        ([FILE_BODY], GOOD, "GET", 405),
        ([b"x" * 2000], GOOD, "POST", 413),
        ([b"x" * 600, b"x" * 600], GOOD, "POST", 413),
    ],
)
def test_refusals(make: Any, call: Any, body: Any, headers: Any, method: str, status: int) -> None:
    events: list[Any] = []
    answer = call(make(RECEIVER, events.append, max_bytes=1000), body, headers, method)
    assert answer[0] == status
    assert answer[2] == b""
    assert events == []
    if status == 405:
        assert {name.lower(): value for name, value in answer[1].items()}["allow"] == "POST"


@BOTH
def test_unreadable_and_unverified(make: Any, call: Any) -> None:
    events: list[Any] = []
    app = make(Receiver(UNSIGNED, unverified=True), events.append)
    assert call(app, [b"{"], {})[0] == 400
    assert call(app, [b'{"event_type": "order.paid"}'], {})[0] == 200
    assert call(app, [b'{"event_type": "new.kind"}'], {})[0] == 200
    assert len(events) == 2


@BOTH
def test_a_handler_that_raises(make: Any, call: Any, caplog: pytest.LogCaptureFixture) -> None:
    def fail(event: object) -> None:
        raise RuntimeError("database password is 123")

    with caplog.at_level(logging.ERROR, "clientome"):
        status, _, body = call(make(RECEIVER, fail), [FILE_BODY], GOOD)
    assert (status, body) == (500, b"")
    assert "webhook handler failed: RuntimeError" in caplog.text


@BOTH
def test_a_refusal_is_logged_without_secret_and_body(
    make: Any, call: Any, caplog: pytest.LogCaptureFixture
) -> None:
    call(make(RECEIVER, print), [FILE_BODY], {HEADER: "wrong"})
    assert "webhook refused" in caplog.text
    assert SECRET not in caplog.text
    assert "vcf" not in caplog.text


class AsyncCallable:
    def __init__(self) -> None:
        self.events: list[Any] = []

    async def __call__(self, event: object) -> None:
        await asyncio.sleep(0)
        self.events.append(event)


def test_async_handlers_run_in_the_loop_and_others_in_a_thread() -> None:
    where: list[Any] = []

    async def on_event(event: object) -> None:
        await asyncio.sleep(0)
        where.append(threading.current_thread() is threading.main_thread())

    def blocking(event: object) -> None:
        where.append(threading.current_thread() is threading.main_thread())

    called = AsyncCallable()
    handlers: list[Callable[[Any], object]] = [
        on_event,
        blocking,
        called,
        partial(on_event),
        lambda event: on_event(event),
    ]
    for handler in handlers:
        assert asgi(asgi_handler(RECEIVER, handler), [FILE_BODY], GOOD)[0] == 200
    assert where == [True, False, True, True]
    assert len(called.events) == 1


def test_async_handlers_do_not_fit_wsgi() -> None:
    async def on_event(event: object) -> None: ...

    for handler in (on_event, AsyncCallable()):
        with pytest.raises(ConfigurationError, match="asgi_handler"):
            wsgi_handler(RECEIVER, handler)
    assert wsgi(wsgi_handler(RECEIVER, lambda event: on_event(event)), [FILE_BODY], GOOD)[0] == 500


def test_a_sender_that_goes_away_gets_no_answer() -> None:
    events: list[Any] = []
    assert asgi(asgi_handler(RECEIVER, events.append), [b"..."], GOOD)[0] == 0
    assert events == []


def test_a_declared_length_over_the_limit_is_not_read() -> None:
    app = asgi_handler(RECEIVER, print, max_bytes=10)
    assert asgi(app, [], {"content-length": "11"})[0] == 413


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"CONTENT_LENGTH": ""}, 400),
        ({"CONTENT_LENGTH": "x"}, 400),
        ({"CONTENT_LENGTH": "-1"}, 400),
        ({"CONTENT_LENGTH": str(len(FILE_BODY) + 1)}, 400),
        ({"CONTENT_LENGTH": str(10**30)}, 413),
        ({"CONTENT_LENGTH": "", "wsgi.input_terminated": True}, 200),
    ],
)
def test_lengths_under_wsgi(more: dict[str, Any], status: int) -> None:
    assert wsgi(wsgi_handler(RECEIVER, lambda event: None), [FILE_BODY], GOOD, **more)[0] == status


@pytest.mark.parametrize(("room", "status"), [(0, 200), (-1, 413)])
def test_a_chunked_body_under_wsgi_has_a_limit_too(room: int, status: int) -> None:
    app = wsgi_handler(RECEIVER, lambda event: None, max_bytes=len(FILE_BODY) + room)
    assert wsgi(app, [FILE_BODY], GOOD, CONTENT_LENGTH="", **{"wsgi.input_terminated": True})[0] == status


def test_lifespan_and_websockets() -> None:
    app = asgi_handler(RECEIVER, print)
    told = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    sent: list[Any] = []

    async def receive() -> Any:
        return told.pop(0)

    async def send(message: Any) -> None:
        sent.append(message["type"])

    asyncio.run(app({"type": "lifespan"}, receive, send))
    asyncio.run(app({"type": "websocket"}, receive, send))
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete", "websocket.close"]


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None: ...


@pytest.fixture(params=["asgi", "wsgi"])
def served(request: pytest.FixtureRequest) -> Iterator[tuple[int, list[Any]]]:
    """A real server with a handler: its port and the events."""
    events: list[Any] = []
    if request.param == "wsgi":
        server = make_server("127.0.0.1", 0, wsgi_handler(RECEIVER, events.append), handler_class=Quiet)
        thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.01))
        thread.start()
        yield server.server_port, events
        server.shutdown()
        server.server_close()
    else:
        config = uvicorn.Config(asgi_handler(RECEIVER, events.append), port=0, log_level="critical")
        uvi = uvicorn.Server(config)
        thread = threading.Thread(target=uvi.run)
        thread.start()
        while not uvi.started:
            thread.join(0.01)
        yield uvi.servers[0].sockets[0].getsockname()[1], events
        uvi.should_exit = True
    thread.join()


def test_on_a_real_server(served: tuple[int, list[Any]]) -> None:
    port, events = served

    def post(body: bytes, headers: dict[str, str], method: str = "POST") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        try:
            connection.request(method, "/", body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    assert post(FILE_BODY, GOOD) == (200, b"")
    assert post(FILE_BODY, {HEADER: "wrong"}) == (422, b"")
    assert post(b"", {}, "GET")[0] == 405
    assert len(events) == 1


@pytest.mark.parametrize(
    ("length", "under_wsgi", "under_asgi"),
    [
        ("9" * 5000, 413, 413),
        ("1" + "0" * 30, 413, 413),
        ("0" * 5000 + "5", 422, 422),
        ("\u00b2", 400, 422),
        ("-1", 400, 422),
        ("1e3", 400, 422),
        ("1_0", 400, 422),
    ],
)
def test_lengths_that_no_number_holds(length: str, under_wsgi: int, under_asgi: int) -> None:
    events: list[Any] = []
    answer = wsgi(wsgi_handler(RECEIVER, events.append), [b"12345"], {HEADER: "x"}, CONTENT_LENGTH=length)
    assert answer[0] == under_wsgi
    given = {HEADER: "x", "Content-Length": length}
    assert asgi(asgi_handler(RECEIVER, events.append), [b"12345"], given)[0] == under_asgi
    assert events == []
