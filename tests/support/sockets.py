"""Tiny servers over real sockets, scripted byte by byte."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Talk = Callable[["Peer"], None]


class Peer:
    """One accepted connection."""

    def __init__(self, sock: socket.socket, server: Server) -> None:
        self.sock = sock
        self.server = server
        self.buffer = b""

    def _until(self, mark: bytes) -> bytes | None:
        while mark not in self.buffer:
            data = self.sock.recv(65536)
            if not data:
                return None
            self.buffer += data
        head, _, self.buffer = self.buffer.partition(mark)
        return head

    def _exactly(self, size: int) -> bytes:
        while len(self.buffer) < size:
            data = self.sock.recv(65536)
            if not data:
                raise ConnectionError
            self.buffer += data
        data, self.buffer = self.buffer[:size], self.buffer[size:]
        return data

    def request(self) -> bytes | None:
        """Read one whole request and return its head; its body goes to ``server.bodies``."""
        head = self._until(b"\r\n\r\n")
        if head is None:
            return None
        lowered = head.lower()
        body = b""
        if b"transfer-encoding: chunked" in lowered:
            while True:
                size = int(self._until(b"\r\n") or b"0", 16)
                body += self._exactly(size)
                self._exactly(2)
                if size == 0:
                    break
        elif b"content-length:" in lowered:
            body = self._exactly(int(lowered.split(b"content-length:")[1].split(b"\r\n")[0]))
        self.server.heads.append(head)
        self.server.bodies.append(body)
        return head

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.sock.sendall(data)

    def reply(self, body: bytes, status: str = "200 OK", *headers: str) -> None:
        """Send a whole answer."""
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
        self.send("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    def cut(self) -> None:
        """Close the connection with a reset."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        self.sock.close()


class Server:
    """Accepts connections, each served by a thread."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.heads: list[bytes] = []
        self.bodies: list[bytes] = []
        self.connections = 0
        self.done = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        self.threads: list[threading.Thread] = []
        self.socks: list[socket.socket] = []

    @property
    def url(self) -> str:
        """Its base URL."""
        return f"http://127.0.0.1:{self.port}"

    def accept(self) -> None:
        """Accept until the listener is closed."""
        while True:
            try:
                sock, _address = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            self.socks.append(sock)
            thread = threading.Thread(target=self._serve, args=(sock,), daemon=True)
            self.threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        try:
            self.talk(Peer(sock, self))
        except OSError:
            pass
        finally:
            sock.close()


@contextmanager
def serve(talk: Talk) -> Iterator[Server]:
    """A server for the time of a ``with`` block."""
    server = Server(talk)
    accepting = threading.Thread(target=server.accept, daemon=True)
    accepting.start()
    try:
        yield server
    finally:
        server.done.set()
        server.listener.shutdown(socket.SHUT_RDWR)
        server.listener.close()
        for sock in server.socks:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        accepting.join(5)
        for thread in server.threads:
            thread.join(5)


def forever(body: bytes, status: str = "200 OK", *headers: str) -> Talk:
    """Answer every request in the same way."""

    def talk(peer: Peer) -> None:
        while peer.request() is not None:
            peer.reply(body, status, *headers)

    return talk
