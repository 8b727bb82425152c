"""Talks to a sandbox of the shop over a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from clientome.sandbox import app
from tests.support.sandbox_requests import Reply, ask, served
from tests.support.sandbox_shop_description import BEHAVIOUR, DOCUMENT

BASE = "/v1"


@dataclass
class Shop:
    """A running sandbox, and the engine inside."""

    port: int
    application: Any

    def ask(self, method: str, path: str, value: object = None, **more: Any) -> Reply:
        """One request; a path without a leading underscore is below the base."""
        path = path if path.startswith("/_") else BASE + path
        return ask(f"http://127.0.0.1:{self.port}", method, path, value, **{"key": "acct_a", **more})

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
    application = app(document, behaviour, **options)
    try:
        with served(application) as port:
            yield Shop(port, application)
    finally:
        application.engine.close()
