"""A real HTTP server on loopback that records one request and gives one answer; and comparison without loss."""

from __future__ import annotations

import datetime
import email.parser
import email.policy
import http.server
import json
import threading
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest


@dataclass(frozen=True)
class Part:
    """One part of a form: a plain value, JSON, or a file with its name."""

    name: str
    value: str | None = None
    filename: str | None = None
    json: Any = None


@dataclass(frozen=True)
class Recorded:
    """One request as it came over the wire."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        """The decoded path."""
        return urllib.parse.unquote(self.target.partition("?")[0])

    @property
    def query(self) -> list[tuple[str, str]]:
        """The decoded pairs of the query, in order."""
        return urllib.parse.parse_qsl(
            self.target.partition("?")[2], keep_blank_values=True, strict_parsing=False
        )

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    def form(self) -> list[Part]:
        """The parts of a form by name; those of one name in order."""
        kind = self.headers["content-type"]
        if not kind.startswith("multipart/"):
            pairs = urllib.parse.parse_qsl(self.body.decode(), keep_blank_values=True)
            return sorted((Part(name, value=value) for name, value in pairs), key=lambda part: part.name)
        head = b"Content-Type: " + kind.encode() + b"\r\n\r\n"
        message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + self.body)
        parts: list[Part] = []
        for part in message.iter_parts():
            name = str(part.get_param("name", header="content-disposition"))
            filename = part.get_param("filename", header="content-disposition")
            text = part.get_payload(decode=True).decode()  # type: ignore[union-attr]  # never a nested message
            if filename is not None:
                parts.append(Part(name, value=text, filename=str(filename)))
            elif part.get_content_type() == "application/json":
                parts.append(Part(name, json=json.loads(text)))
            else:
                parts.append(Part(name, value=text))
        return sorted(parts, key=lambda part: part.name)


class Wire:
    """The server: `answer` sets what it says, `request` is what it heard last."""

    def __init__(self) -> None:
        wire = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one(self) -> None:
                wire.requests.append(wire.record(self))
                self.send_response(wire.status)
                for name, value in wire.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(wire.body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(wire.body)

            do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = handle_one

            def log_message(self, format: str, *args: Any) -> None:
                """Quiet."""

        self.requests: list[Recorded] = []
        self.status = 200
        self.headers: dict[str, str] = {}
        self.body = b""
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self.thread.start()

    @staticmethod
    def record(handler: http.server.BaseHTTPRequestHandler) -> Recorded:
        """Read the whole request, with a length or chunked."""
        headers = {name.lower(): value for name, value in handler.headers.items()}
        body = b""
        if headers.get("transfer-encoding") == "chunked":
            while size := int(handler.rfile.readline(), 16):
                body += handler.rfile.read(size)
                handler.rfile.readline()
            handler.rfile.readline()
        else:
            body = handler.rfile.read(int(headers.get("content-length", "0")))
        return Recorded(handler.command, handler.path, headers, body)

    def answer(self, status: int, body: Any, content_type: str) -> None:
        """What the next requests are answered with."""
        self.status = status
        self.headers = {"Content-Type": content_type} if content_type else {}
        if body is None:
            self.body = b"null" if content_type == "application/json" else b""
        elif isinstance(body, str) and content_type != "application/json":
            self.body = body.encode()
        else:
            self.body = json.dumps(body).encode()

    @property
    def request(self) -> Recorded:
        """The only request."""
        assert len(self.requests) == 1, self.requests
        return self.requests[0]

    def url(self, path: str) -> str:
        """The base URL of the server with the API's path."""
        return f"http://127.0.0.1:{self.server.server_address[1]}{path}"

    def close(self) -> None:
        """Stop."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def wire() -> Iterator[Wire]:
    """A fresh server."""
    server = Wire()
    yield server
    server.close()


def bring(result: Any) -> Any:
    """The plain value of a result: models as JSON, pages as the list of this page's items, streams as text."""
    if hasattr(result, "model_dump"):
        return result.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if hasattr(result, "items") and hasattr(result, "has_next"):
        return [bring(item) for item in result.items]
    if hasattr(result, "read"):
        with result:
            return result.read().decode()
    if isinstance(result, bytes):
        return result.decode()
    if isinstance(result, list | tuple):
        return [bring(item) for item in result]
    if isinstance(result, dict):
        return {key: bring(value) for key, value in result.items()}
    if hasattr(result, "status") and hasattr(result, "elapsed"):
        return None
    return result


async def bring_async(result: Any) -> Any:
    """As `bring`, for results of the async clients."""
    if hasattr(result, "read"):
        async with result:
            return (await result.read()).decode()
    return bring(result)


def _instant(value: Any) -> datetime.datetime | None:
    if not isinstance(value, str):
        return None
    try:
        return datetime.datetime.fromisoformat(value)
    except ValueError:
        return None


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal, instants compared as instants and numbers as numbers."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    if type(one) is bool or type(other) is bool:
        return one is other
    first, second = _instant(one), _instant(other)
    if first is not None and second is not None:
        return first == second
    return bool(one == other)
