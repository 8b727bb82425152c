"""The sandbox of genome.computer as it is described now, on a port, with clients and a receiver of webhooks."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from clientome.genome_computer import GenomeComputer
from clientome.sandbox.running import Sandbox, running
from generator.spec import yaml_tree
from tests.support.sandbox_requests import Reply, ask

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT: Mapping[str, Any] = json.loads(
    (ROOT / "generated/clientome/sandbox/specs/genome_computer.json").read_text(encoding="utf-8")
)
STAGING, PRODUCTION = "gc_test_lab", "gc_live_lab"
PATH = [
    "created", "payment_pending", "paid", "kit_preparing", "kit_shipped", "kit_delivered", "sample_registered",
    "sample_returned", "sample_received", "lab_processing", "sequencing", "bioinformatics_processing",
    "genome_bundle_generating", "completed",
]  # fmt: skip
DAY = 86400.0


def plain(value: Any) -> Any:
    """An answer as plain data, whether or not the description names members of it."""
    return value.model_dump() if hasattr(value, "model_dump") else value


def behaviour() -> Mapping[str, Any]:
    """The `sandbox.yaml` beside the description."""
    text = (ROOT / "specs/genome_computer/sandbox.yaml").read_text(encoding="utf-8")
    tree, _, _ = yaml_tree.read(text)
    return tree


@dataclass
class Genome:
    """A running sandbox."""

    sandbox: Sandbox

    def client(self, key: str = STAGING, **more: Any) -> GenomeComputer:
        """A client that does not repeat by itself."""
        environment = "production" if key.startswith("gc_live_") else "staging"
        given = {"retries": 0, **more}
        return GenomeComputer(api_key=key, environment=environment, base_url=self.sandbox.base_url, **given)

    def ask(self, method: str, path: str, value: object = None, **more: Any) -> Reply:
        """One plain request; `path` may be a whole address."""
        origin = self.sandbox.origin
        return ask(origin, method, path.removeprefix(origin), value, **{"key": STAGING, **more})

    def things(self, collection: str) -> list[dict[str, Any]]:
        """Everything of one kind."""
        return self.ask("GET", f"/_sandbox/things/{collection}", key=None).json

    def sound(self) -> None:
        """No mistake of the sandbox.yaml came to light."""
        assert self.sandbox.state()["problems"] == []


@contextmanager
def genome(**options: Any) -> Iterator[Genome]:
    """A sandbox on a free port."""
    with running(DOCUMENT, behaviour(), **options) as sandbox:
        yield Genome(sandbox)


@dataclass
class Receiver:
    """Takes what is delivered."""

    url: str
    bodies: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    headers: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    answers: list[int] = field(default_factory=list[int])
    came: threading.Condition = field(default_factory=threading.Condition)

    def wait(self, count: int) -> list[dict[str, Any]]:
        """The bodies, once there are so many."""
        with self.came:
            assert self.came.wait_for(lambda: len(self.bodies) >= count, 20), f"only {len(self.bodies)} came"
            return list(self.bodies)


@contextmanager
def receiver() -> Iterator[Receiver]:
    """A server that takes webhooks; `answers` are its first statuses, then 200."""
    held = Receiver("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["content-length"]))
            with held.came:
                held.bodies.append(json.loads(content))
                held.headers.append({name.lower(): value for name, value in self.headers.items()})
                status = held.answers.pop(0) if held.answers else 200
                held.came.notify_all()
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
