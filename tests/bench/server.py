"""A server of canned answers in a process of its own: bytes in, bytes out, far quicker than any client here.

It prints its port and ends when its standard input does, so it cannot outlive the benchmark.
"""

from __future__ import annotations

import selectors
import socket
import sys
from typing import Any

from .payloads import PATHS, body

END = b"\r\n\r\n"
HEAD = (
    "HTTP/1.1 {status}\r\nserver: bench\r\ndate: Thu, 21 May 2026 10:20:05 GMT\r\n"
    "content-type: application/json\r\ncontent-length: {length}\r\ncache-control: no-store\r\n"
    "vary: accept-encoding\r\nx-request-id: req_01JZ8N8A4P2YBENCH\r\n\r\n"
)


def answer(status: str, content: bytes) -> bytes:
    return HEAD.format(status=status, length=len(content)).encode() + content


ANSWERS = {path.encode(): answer("200 OK", body(value)) for path, value in PATHS.items()}
UNKNOWN = answer("404 Not Found", b"{}")


def reply(request: bytes) -> bytes:
    """The answer to one request without a body."""
    target = request.split(b" ", 2)[1]
    return ANSWERS.get(target.partition(b"?")[0], UNKNOWN)


def serve(listener: socket.socket) -> None:
    """Answer until standard input ends."""
    selector = selectors.DefaultSelector()
    _ = selector.register(listener, selectors.EVENT_READ)
    _ = selector.register(sys.stdin, selectors.EVENT_READ)
    pending: dict[Any, bytes] = {}
    while True:
        for key, _events in selector.select():
            source: Any = key.fileobj
            if source is listener:
                connection, _address = listener.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                _ = selector.register(connection, selectors.EVENT_READ)
                pending[connection] = b""
            elif source is sys.stdin:
                return
            elif not feed(source, pending):
                _ = selector.unregister(source)
                del pending[source]
                source.close()


def feed(connection: socket.socket, pending: dict[Any, bytes]) -> bool:
    """Answer what has arrived; false when the other end is gone."""
    try:
        data = connection.recv(65536)
        if not data:
            return False
        *requests, pending[connection] = (pending[connection] + data).split(END)
        for request in requests:
            connection.sendall(reply(request))
    except OSError:
        return False
    return True


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
        print(listener.getsockname()[1], flush=True)
        serve(listener)
