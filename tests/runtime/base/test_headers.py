"""What reprs and logs show of headers, and what the libraries below log while they work for a client."""

from __future__ import annotations

import asyncio
import io
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

import httpx
import pytest

from clientome import RateLimitError
from clientome._runtime.base.headers import Headers, Hidden
from clientome._runtime.base.info import ResponseInfo
from clientome._runtime.http import quiet
from clientome.galatea import AsyncGalatea, Galatea
from tests.support.http import Talk, forever, serve

FILE, TOKEN, SIGNATURE = "roe_martinez_jane.pdf", "eyJ-token-secret", "X-Sig-77ab12cd"
SECRET = {
    "Content-Disposition": f'attachment; filename="{FILE}"',
    "Content-Location": f"/files/{FILE}",
    "Location": f"https://store.test/{FILE}?sig={SIGNATURE}",
    "Link": f"<https://store.test/?sig={SIGNATURE}>; rel=next",
    "Set-Cookie": f"session={TOKEN}",
    "Cookie": f"session={TOKEN}",
    "Authorization": f"Bearer {TOKEN}",
    "WWW-Authenticate": f"Bearer nonce={TOKEN}",
    "Proxy-Authenticate": f"Digest nonce={TOKEN}",
    "Proxy-Authorization": f"Basic {TOKEN}",
    "X-Api-Key": TOKEN,
    "X-Session-Token": TOKEN,
    "X-Octopod-Signature": SIGNATURE,
    "PAYMENT-REQUIRED": TOKEN,
    "PAYMENT-SIGNATURE": TOKEN,
    "PAYMENT-RESPONSE": TOKEN,
    "Refresh": f"0; url=https://store.test/?sig={SIGNATURE}",
    "X-Amz-Meta-Patient": "Jane Roe",
    "X-Invented-Tomorrow": FILE,
}
HARMLESS = {
    "Content-Type": "application/pdf",
    "content-length": "12",
    "RETRY-AFTER": "7",
    "X-RateLimit-Remaining": "3",
    "Date": "Tue, 01 Dec 2026 09:00:00 GMT",
}


def headers(given: Mapping[str, str]) -> Headers:
    return Headers([(name.encode(), value.encode()) for name, value in given.items()])


@pytest.mark.parametrize("name", SECRET)
def test_a_header_that_may_tell_something_is_hidden(name: str) -> None:
    for spelt in (name, name.lower(), name.upper()):
        shown = repr(headers({spelt: SECRET[name]}))
        assert shown == f"Headers({name.lower()}: ***)"


@pytest.mark.parametrize("name", HARMLESS)
def test_a_header_that_tells_of_the_exchange_is_shown(name: str) -> None:
    assert HARMLESS[name] in repr(headers({name: HARMLESS[name]}))


def test_hidden_headers_can_be_read() -> None:
    given = headers({**SECRET, **HARMLESS})
    assert given["content-disposition"] == SECRET["Content-Disposition"]
    assert given.get("X-API-KEY") == TOKEN
    assert given.get("missing") is None
    assert given.get("missing", "other") == "other"
    assert dict(given) == {name.lower(): value for name, value in {**SECRET, **HARMLESS}.items()}
    assert dict(given.items()) == dict(zip(given.keys(), given.values(), strict=True)) == given
    assert given == headers({**SECRET, **HARMLESS})
    assert given != headers(HARMLESS)
    assert len(given) == len(SECRET) + len(HARMLESS)


def test_nothing_walks_through_headers() -> None:
    # Error trackers print the items of mappings, whatever their repr.
    assert not isinstance(cast(object, headers(SECRET)), Mapping)
    assert repr(Hidden({"password": TOKEN})) == "***"
    assert not hasattr(Hidden(0), "__dict__")


def test_what_holds_headers_shows_none() -> None:
    info = ResponseInfo(
        200, headers(SECRET), ("x-request-id",), 0.1, "https://a.test/***", 1, "HTTP/1.1", "get"
    )
    error = RateLimitError("no", status=429, headers=cast(Any, headers(SECRET)))
    for shown in (repr(info), repr(error), str(error), repr(vars(error))):
        assert not [secret for secret in (FILE, TOKEN, SIGNATURE) if secret in shown]


class Log(logging.Handler):
    """Keeps what would be printed, by logger."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append((record.name, record.getMessage()))

    def secrets(self) -> list[tuple[str, str]]:
        return [line for line in self.lines if any(s in line[1] for s in (FILE, TOKEN, SIGNATURE))]


@pytest.fixture
def log() -> Iterator[Log]:
    """Everything that is logged, at DEBUG."""
    handler, root = Log(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


def answer() -> Talk:
    lines = [f"{name}: {value}" for name, value in SECRET.items() if name not in ("Location", "Refresh")]
    return forever(b"%PDF", "200 OK", "Content-Type: application/pdf", *lines)


ORDER = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
ONE = {"order_id": ORDER, "result_type": "PDF_REPORT"}


def sync_call(url: str, own: Any) -> bytes:
    with Galatea(api_key=TOKEN, base_url=url, http_client=own) as client:
        content = client.results.download(order_id=ORDER, result_type="PDF_REPORT").read()
        path = io.BytesIO()
        _ = client.results.download(order_id=ORDER, result_type="PDF_REPORT").save(path)
        return content + path.getvalue()


async def async_call(url: str, own: Any) -> bytes:
    async with AsyncGalatea(api_key=TOKEN, base_url=url, http_client=own) as client:
        return await (await client.results.download(order_id=ORDER, result_type="PDF_REPORT")).read()


def with_own(url: str) -> bytes:
    with httpx.Client() as own:
        return sync_call(url, own)


async def awith_own(url: str) -> bytes:
    async with httpx.AsyncClient() as own:
        return await async_call(url, own)


CALLS: Mapping[str, Callable[[str], bytes]] = {
    "default": lambda url: sync_call(url, None),
    "default, async": lambda url: asyncio.run(async_call(url, None)),
    "httpx": with_own,
    "httpx, async": lambda url: asyncio.run(awith_own(url)),
}


@pytest.mark.parametrize("way", CALLS)
def test_libraries_log_nothing_of_our_calls(way: str, log: Log) -> None:
    with serve(answer()) as server:
        assert CALLS[way](server.url).startswith(b"%PDF")
    assert log.secrets() == []
    # Ours tells what happened, and the library which connection was made.
    assert any(name == "clientome" and "GET" in line for name, line in log.lines)
    assert any(name == "httpcore.connection" for name, _line in log.lines)


def test_libraries_log_on_for_others(log: Log) -> None:
    """Before, after and beside our calls, in other threads and tasks, nothing changes."""
    with serve(answer()) as server:
        url = f"{server.url}/{FILE}"
        _ = with_own(server.url)
        _ = httpx.get(url)

        async def both() -> None:
            async with httpx.AsyncClient() as own:
                _ = await asyncio.gather(own.get(url), async_call(server.url, None))

        asyncio.run(both())
    told = [line for name, line in log.lines if name == "httpx" and FILE in line]
    assert len(told) == 2
    assert any(name == "httpcore.http11" and FILE in line for name, line in log.lines)


def test_other_threads_are_not_silenced(log: Log) -> None:
    quiet.install()
    started, go = threading.Event(), threading.Event()

    def ours() -> None:
        started.set()
        _ = go.wait(20)
        logging.getLogger("httpx").info("ours %s", SIGNATURE)

    thread = threading.Thread(target=quiet.quietly, args=(ours,))
    thread.start()
    _ = started.wait(20)
    logging.getLogger("httpx").info("theirs")
    go.set()
    thread.join()
    assert [line for name, line in log.lines if name == "httpx"] == ["theirs"]


def test_installing_twice_adds_one_filter() -> None:
    quiet.install()
    before = {name: list(logging.getLogger(name).filters) for name in quiet.LOGGERS}
    quiet.install()
    assert before == {name: list(logging.getLogger(name).filters) for name in quiet.LOGGERS}


def test_a_generator_leaves_no_mark_on_who_iterates(log: Log) -> None:
    quiet.install()
    for _piece in quiet.quiet_pieces([b"a", b"b"]):
        logging.getLogger("httpx").info("theirs")
    assert len(log.lines) == 2
