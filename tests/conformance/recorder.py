"""The sandbox behind a recorder that keeps each request as it came over the wire."""

from __future__ import annotations

import email.parser
import email.policy
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any, cast
from urllib.parse import unquote_plus


@dataclass(frozen=True)
class Part:
    """One part of a multipart body."""

    name: str
    file_name: str | None
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Recorded:
    """One request, undecoded."""

    method: str
    raw_path: str
    raw_query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The value of a header."""
        return next((value for key, value in self.headers if key == name.lower()), None)

    @property
    def query(self) -> list[tuple[str, str]]:
        """The decoded pairs of the query."""
        pairs = [part.partition("=") for part in self.raw_query.split("&") if part]
        return [
            (unquote_plus(name, errors="strict"), unquote_plus(value, errors="strict"))
            for name, _, value in pairs
        ]

    @property
    def content_type(self) -> str:
        """The content type without parameters."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    @property
    def parts(self) -> list[Part]:
        """The parts of a multipart body, read with the standard library's e-mail parser."""
        head = f"Content-Type: {self.header('content-type')}\r\n\r\n".encode("latin-1")
        message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + self.body)
        found: list[Part] = []
        for part in message.iter_parts():
            content = cast("bytes", part.get_payload(decode=True))
            name = str(part.get_param("name", header="content-disposition"))
            found.append(Part(name, part.get_filename(), _type(cast("EmailMessage", part)), content))
        return found


def _type(part: EmailMessage) -> str:
    return str(part.get("content-type", "")).partition(";")[0].strip().lower()


@dataclass
class Recorder:
    """An ASGI application around another one."""

    inner: Any
    requests: list[Recorded] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body = bytearray()
        more = True
        while more:
            message = await receive()
            body.extend(message.get("body", b""))
            more = message.get("more_body", False)
        headers = tuple((k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in scope["headers"])
        raw_path = scope["raw_path"].partition(b"?")[0].decode("latin-1")
        self.requests.append(
            Recorded(scope["method"], raw_path, scope["query_string"].decode("latin-1"), headers, bytes(body))
        )
        pending = [{"type": "http.request", "body": bytes(body), "more_body": False}]

        async def replay() -> Any:
            return pending.pop() if pending else await receive()

        await self.inner(scope, replay, send)

    def take(self) -> list[Recorded]:
        """What came since the last time."""
        found, self.requests = self.requests, []
        return found


@contextmanager
def recording(provider: str) -> Iterator[tuple[Recorder, str]]:
    """The sandbox of a provider on a free port of this machine, and its origin."""
    from clientome.sandbox import app
    from clientome.sandbox.server import ports, serving

    recorder = Recorder(app(provider, {}, rate_limits=False))
    listener = ports.listen("127.0.0.1", 0)
    server = serving.server(cast("Any", recorder))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield recorder, ports.origin(listener)
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
