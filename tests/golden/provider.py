"""A provider on the loopback interface, for tests."""

from __future__ import annotations

from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

from .calls import Reply


class Provider(ThreadingHTTPServer):
    """A provider on the loopback interface that remembers the last request and answers what it was told."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.reply = Reply()
        self.seen: list[tuple[str, Message, bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def answer(self) -> None:
        provider = cast("Provider", self.server)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        provider.seen.append((f"{self.command} {self.path}", self.headers, body))
        given = provider.reply
        self.send_response(given.status)
        for name, value in given.headers.items():
            self.send_header(name, value)
        if given.content_type is not None:
            self.send_header("Content-Type", given.content_type)
        if given.status != 204:
            self.send_header("Content-Length", str(len(given.body)))
        self.end_headers()
        if self.command != "HEAD" and given.status != 204:
            _ = self.wfile.write(given.body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = answer
