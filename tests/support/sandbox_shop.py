"""Talks to a sandbox of the shop over a real socket."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from clientome.sandbox import app
from clientome.sandbox.server import ports, serving
from tests.support.sandbox_examples import Reply
from tests.support.sandbox_shop_description import BEHAVIOUR, DOCUMENT

BASE = "/v1"


@dataclass
class Shop:
    """A running sandbox, and the engine inside."""

    port: int
    application: Any

    def ask(
        self,
        method: str,
        path: str,
        value: object = None,
        *,
        key: str | None = "acct_a",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Reply:
        """One request; a path without a leading underscore is below the base."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = dict(headers or {})
        if key is not None:
            sent["Authorization"] = f"Bearer {key}"
        if value is not None:
            body = json.dumps(value).encode()
            sent["Content-Type"] = "application/json"
        try:
            connection.request(method, path if path.startswith("/_") else BASE + path, body, sent)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, found, response.read())
        finally:
            connection.close()

    def control(self, path: str, value: object = None, method: str = "POST") -> Any:
        """What `/_sandbox` answers."""
        reply = self.ask(method, "/_sandbox" + path, value, key=None)
        assert reply.status == 200, reply.body
        return reply.json

    def days(self, count: float) -> Any:
        """Let days pass."""
        return self.control("/advance", {"seconds": count * 86400})

    def order(self, sample: str = "s1", **more: Any) -> dict[str, Any]:
        """A new order."""
        reply = self.ask("POST", "/orders", {"sample": sample}, **more)
        assert reply.status == 201, reply.body
        return dict(reply.json["data"])

    def get(self, path: str, **more: Any) -> Any:
        """The data of a good answer."""
        reply = self.ask("GET", path, **more)
        assert reply.status == 200, reply.body
        return reply.json["data"]


@contextmanager
def shop(document: Any = DOCUMENT, behaviour: Any = BEHAVIOUR, **options: Any) -> Iterator[Shop]:
    """A sandbox of the shop on a free port, in a thread."""
    listener = ports.listen("127.0.0.1", 0)
    application = app(document, behaviour, **options)
    server = serving.server(application)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield Shop(listener.getsockname()[1], application)
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
        application.engine.close()
