"""A peer over real sockets: what it sees of requests, and what it answers, byte by byte as a script says."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

JSON = "Content-Type: application/json"
Talk = Callable[["Peer"], None]
# Acts for one request in place of the right answer; the first argument is the script.
Fault = Callable[[Any, "Peer", "Request"], None]


class Request(dict[str, str]):
    """One request as the peer sees it: a mapping of its headers. The body grows while it is read."""

    def __init__(self, head: bytes) -> None:
        first, *lines = head.decode("latin-1").split("\r\n")
        super().__init__((name.lower(), value) for name, value in (line.split(": ", 1) for line in lines))
        self.head = head
        self.method, self.target, _version = first.split(" ")
        self.path = self.target.split("?")[0]
        self.body = bytearray()
        self.complete = False

    @property
    def length(self) -> int | None:
        """The announced length; None where the body comes in chunks."""
        return None if "transfer-encoding" in self else int(self.get("content-length", 0))


class Peer:
    """One accepted connection."""

    def __init__(self, sock: socket.socket, server: Server) -> None:
        self.sock = sock
        self.server = server
        self.buffer = b""
        self.last: Request | None = None

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

    def next(self) -> Request | None:
        """The next request, of which only the head is read."""
        head = self._until(b"\r\n\r\n")
        return None if head is None else Request(head)

    def read(self, request: Request, limit: int | None = None) -> None:
        """Read the body, or so much of it that at least ``limit`` bytes are there."""
        length, body = request.length, request.body
        if length is None:
            while not request.complete and (limit is None or len(body) < limit):
                line = self._until(b"\r\n")
                if line is None:
                    raise ConnectionError
                body += self._exactly(int(line, 16))
                _end = self._exactly(2)
                request.complete = int(line, 16) == 0
            return
        while len(body) < (length if limit is None else min(limit, length)):
            data = self.buffer or self.sock.recv(65536)
            if not data:
                raise ConnectionError
            left = length - len(body)
            body += data[:left]
            self.buffer = data[left:]
        request.complete = len(body) == length

    def request(self) -> bytes | None:
        """Read one whole request and return its head; it is kept as ``last`` and in ``server.requests``."""
        request = self.next()
        if request is None:
            return None
        self.read(request)
        self.last = request
        self.server.requests.append(request)
        return request.head

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.sock.sendall(data)

    def reply(self, body: bytes, status: str = "200 OK", *headers: str) -> None:
        """Send a whole answer."""
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
        self.send("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    def cut(self) -> None:
        """Close the connection with a reset."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        self.sock.close()

    def stall(self) -> None:
        """Say nothing until the test is over."""
        self.server.done.wait(20)


class Server:
    """Accepts connections, each served by a thread."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.requests: list[Request] = []
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

    @property
    def heads(self) -> list[bytes]:
        """The heads of the requests."""
        return [request.head for request in self.requests]

    @property
    def bodies(self) -> list[bytes]:
        """Their bodies."""
        return [bytes(request.body) for request in self.requests]

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
        with suppress(OSError), sock:
            self.talk(Peer(sock, self))


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
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        accepting.join(5)
        for thread in server.threads:
            thread.join(5)


def forever(body: bytes, status: str = "200 OK", *headers: str) -> Talk:
    """Answer every request in the same way."""

    def talk(peer: Peer) -> None:
        while peer.request() is not None:
            peer.reply(body, status, *headers)

    return talk


class Script:
    """Answers requests. Faults are used up one by one, each by one request; None is the right answer."""

    def __init__(self, *faults: Fault | None) -> None:
        self.faults = list(faults)
        self.requests: list[Request] = []
        self.lock = threading.Lock()
        self.reached = threading.Event()

    def talk(self, peer: Peer) -> None:
        """Serve one connection."""
        while (request := peer.next()) is not None:
            self.act(peer, request)

    def act(self, peer: Peer, request: Request) -> None:
        """Use up a fault, or answer."""
        with self.lock:
            self.requests.append(request)
            fault = self.faults.pop(0) if self.faults else None
        if fault is None:
            self.answer(peer, request)
        else:
            fault(self, peer, request)

    def answer(self, peer: Peer, request: Request) -> None:
        """The right answer."""
        raise NotImplementedError

    def seen(self, expected: int) -> list[Request]:
        """The requests. The client is done, but the server may still have to notice."""
        end = time.monotonic() + 10
        while len(self.requests) < expected and time.monotonic() < end:
            time.sleep(0.005)
        return self.requests


def cut_after(position: int, *, reset: bool = False) -> Fault:
    """Break the connection when so much of the body has come."""

    def fault(script: Script, peer: Peer, request: Request) -> None:
        peer.read(request, position)
        if reset:
            peer.cut()
        raise OSError

    return fault


def stall_after(position: int) -> Fault:
    """Stop reading when so much of the body has come, but keep the connection."""

    def fault(script: Script, peer: Peer, request: Request) -> None:
        peer.read(request, position)
        script.reached.set()
        peer.stall()

    return fault


def answer_after(position: int | None, status: str, *headers: str, close: bool = True) -> Fault:
    """Refuse when the body, or so much of it, has come. What is not read is never read: the connection ends or stalls."""

    def fault(script: Script, peer: Peer, request: Request) -> None:
        peer.read(request, position)
        peer.reply(b'{"error": "no"}', status, JSON, *headers)
        if position is None:
            return
        if close:
            raise OSError
        peer.stall()

    return fault
