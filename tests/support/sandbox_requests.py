"""Plain requests to a sandbox, and a server of one in a thread."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from clientome.sandbox.server import ports, serving


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(
    origin: str,
    method: str,
    path: str,
    value: object = None,
    *,
    key: str | None = None,
    headers: Mapping[str, str] | None = None,
    body: bytes | Iterator[bytes] | None = None,
) -> Reply:
    """One request over a connection of its own; the path goes out as it is."""
    connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=30)
    sent = dict(headers or {})
    if key is not None:
        sent.setdefault("Authorization", f"Bearer {key}")
    if value is not None:
        body = json.dumps(value).encode()
        sent.setdefault("Content-Type", "application/json")
    try:
        connection.request(method, path, body, sent, encode_chunked=not isinstance(body, bytes))
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, found, response.read())
    finally:
        connection.close()


@contextmanager
def served(application: Any) -> Iterator[int]:
    """The port of an application that a thread serves."""
    listener = ports.listen("127.0.0.1", 0)
    server = serving.server(application)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
