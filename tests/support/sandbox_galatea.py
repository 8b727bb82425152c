"""The sandbox of GalateaBio on a real port, and generated clients whose pauses are virtual time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from clientome.galatea import AsyncGalatea, Galatea
from clientome.sandbox.running import Sandbox, running
from generator.spec import yaml_tree
from tests.support.sandbox_requests import Reply, ask

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = json.loads((ROOT / "generated/clientome/sandbox/specs/galatea.json").read_text(encoding="utf-8"))
BEHAVIOUR: dict[str, Any] = yaml_tree.read((ROOT / "specs/galatea/sandbox.yaml").read_text(encoding="utf-8"))[
    0
]
MODEL = "ancestry data model one"
SECRET = "e2Bib57PYkkTFCs7utEfSZd6yGZCmGYX"
HOUR = 3600.0


@dataclass
class Lab:
    """A running sandbox."""

    box: Sandbox

    def client(self, key: str | None = "sandbox", **more: Any) -> Galatea:
        """A client of the SDK."""
        return Galatea(base_url=self.box.base_url, **({} if key is None else {"api_key": key}), **more)

    def async_client(self, key: str = "sandbox") -> AsyncGalatea:
        """The same, async."""
        return AsyncGalatea(base_url=self.box.base_url, api_key=key)

    def ask(
        self,
        method: str,
        path: str,
        value: object = None,
        *,
        query: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Reply:
        """One request with JSON."""
        where = "/api/v1" + path + (f"?{urlencode(query, doseq=True, safe=',')}" if query else "")
        return ask(self.box.origin, method, where, value, **{"key": "sandbox", **more})

    def get(self, path: str, **query: Any) -> Any:
        """The JSON of a good answer."""
        reply = self.ask("GET", path, query=query)
        assert reply.status == 200, reply.body
        return reply.json

    def refused(self, status: int, method: str, path: str, value: object = None, **more: Any) -> str:
        """What a refusal says, in the provider's shape."""
        reply = self.ask(method, path, value, **more)
        assert reply.status == status, (reply.status, reply.body)
        assert set(reply.json) == {"detail"}
        return str(reply.json["detail"])

    def file(self, name: str = "a.vcf.gz", content: bytes = b"data", *, valid: bool = True) -> str:
        """The id of a new file, checked if so wished."""
        with self.client() as client:
            made = client.files.upload(file=(name, content))
        if valid:
            self.box.advance(301)
        return str(made.id)

    def submit(self, name: str = "a.vcf.gz", model: str = MODEL, **more: Any) -> dict[str, Any]:
        """A new order on a new file."""
        body = {"source_file_id": self.file(name), "model_name": model, **more}
        reply = self.ask("POST", "/exec/orders", body)
        assert reply.status == 201, reply.body
        [order] = reply.json
        return dict(order)

    def order(self, id: str) -> dict[str, Any]:
        """An order as it is listed."""
        [found] = self.get("/exec/orders", filter=id)["results"]
        return dict(found)

    def until(self, id: str, status: str) -> None:
        """Let time pass until an order is in a status."""
        for _ in range(2000):
            if self.order(id)["status"] == status:
                return
            self.box.advance(2)
        raise AssertionError(f"never {status}")


@contextmanager
def lab(**options: Any) -> Iterator[Lab]:
    """A sandbox whose clock stands still unless it is moved."""
    with running(DOCUMENT, BEHAVIOUR, **{"speed": 0.0, **options}) as box:
        yield Lab(box)
        assert box.state()["problems"] == []


def virtual_pauses(monkeypatch: pytest.MonkeyPatch, box: Sandbox) -> None:
    """Waiters of the SDK do not sleep: the sandbox's time goes on instead."""

    def sleep(seconds: float) -> Iterator[Any]:
        box.advance(seconds)
        return
        yield

    for module in ("waiting.poller", "upload.sftp"):
        monkeypatch.setattr(f"clientome._runtime.{module}.sleep", sleep)


def run(work: Callable[[], Any]) -> Any:
    """The result of a coroutine function."""
    return asyncio.run(work())
