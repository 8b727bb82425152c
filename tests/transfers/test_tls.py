"""Uploads and downloads over TLS, directly and through a proxy's tunnel, in both colours."""

from __future__ import annotations

import asyncio
import datetime
import hashlib
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from clientome._runtime.base import errors
from clientome._runtime.client import AsyncClient, AsyncResource, Client, Resource
from clientome._runtime.spec.operation import Answer, Download, Media, Operation, Parameter
from tests.runtime.kit import API

CONTENT = bytes(range(256)) * 40_000
SEND: Operation[Any] = Operation(
    id="send",
    method="POST",
    path="/send",
    answers=(Answer(200, "json", dict[str, str]),),
    parameters=(Parameter("file", "file"),),
    body=(Media("multipart/form-data", ("file",)),),
)
GET: Operation[Any] = Operation(
    id="get", method="GET", path="/get", answers=(Answer(200, "binary"),), retry="safe"
)


def certificate(folder: Path, name: str = "127.0.0.1") -> tuple[Path, Path]:
    """A certificate that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.datetime.now(datetime.UTC)
    alternative: x509.GeneralName = (
        x509.IPAddress(ipaddress.ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert, secret = folder / f"{name}.pem", folder / f"{name}.key"
    _ = cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    _ = secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert, secret


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        server = cast("Server", self.server)
        left = int(self.headers["Content-Length"])
        if server.refuse:
            # Before the body is read, as servers do that see the length.
            self.send_response(413)
            self.send_header("Content-Length", "0")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            return
        digest = hashlib.sha256()
        data = b""
        while left:
            piece = self.rfile.read(min(left, 1 << 16))
            if server.cut and left < server.cut:
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                server.cut = 0
                return
            left -= len(piece)
            data += piece
        start = data.index(b"\r\n\r\n") + 4
        digest.update(data[start : start + len(CONTENT)])
        body = b'{"sha256": "%s"}' % digest.hexdigest().encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        _ = self.wfile.write(body)

    def do_GET(self) -> None:
        server = cast("Server", self.server)
        start = int(self.headers.get("Range", "bytes=0-")[6:-1])
        self.send_response(206 if "Range" in self.headers else 200)
        self.send_header("ETag", '"one"')
        self.send_header("Content-Range", f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}")
        self.send_header("Content-Length", str(len(CONTENT) - start))
        self.end_headers()
        end = len(CONTENT)
        if server.cut:
            end, server.cut = len(CONTENT) - server.cut, 0
        _ = self.wfile.write(CONTENT[start:end])
        if end < len(CONTENT):
            self.close_connection = True


class Server(ThreadingHTTPServer):
    """An https server; `cut` ends a body so many bytes before its end, once."""

    daemon_threads = True

    def __init__(self, cert: Path, key: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.refuse = False
        self.cut = 0

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that does not like the certificate goes away."""


class Tunnel(threading.Thread):
    """A proxy that knows CONNECT only, and where every name is the server."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.to = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://user:secret@127.0.0.1:{self.listener.getsockname()[1]}"
        self.heads: list[bytes] = []
        self.open: list[socket.socket] = []
        self.pipes: list[threading.Thread] = []

    def run(self) -> None:
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            self.open.append(sock)
            head = b""
            while b"\r\n\r\n" not in head:
                head += sock.recv(4096)
            self.heads.append(head)
            far = socket.create_connection(("127.0.0.1", self.to))
            self.open.append(far)
            sock.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            for one, other in ((sock, far), (far, sock)):
                pipe = threading.Thread(target=self.pipe, args=(one, other))
                self.pipes.append(pipe)
                pipe.start()

    @staticmethod
    def pipe(one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        with suppress(OSError):
            other.shutdown(socket.SHUT_WR)

    def stop(self) -> None:
        """Close everything."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.join()
        for sock in self.open:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for pipe in self.pipes:
            pipe.join()
        for sock in self.open:
            sock.close()


@pytest.fixture(params=["127.0.0.1", "files.hospital.test"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Server, dict[str, Any]]]:
    """A server and what a client needs to reach it: directly, or by name through a proxy."""
    name = request.param
    cert, key = certificate(tmp_path, name)
    server = Server(cert, key)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    settings: dict[str, Any] = {"verify": str(cert), "base_url": f"https://{name}:{server.server_port}"}
    tunnel = None
    if name != "127.0.0.1":
        tunnel = Tunnel(server.server_port)
        tunnel.start()
        settings["proxy"] = tunnel.url
    yield server, settings
    if tunnel is not None:
        assert tunnel.heads
        for head in tunnel.heads:
            assert head.startswith(f"CONNECT {name}:{server.server_port} HTTP/1.1\r\n".encode())
            assert b"authorization: bearer" not in head.lower()
        tunnel.stop()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["sync", "async"])
def do(request: pytest.FixtureRequest) -> Any:
    """Calls a private method of a resource in either colour."""

    def sync(settings: dict[str, Any], method: str, *args: Any, **more: Any) -> Any:
        with Client(API, {"api_key": "tk_live_1"}, **settings) as client:
            things = Resource(client)
            work = getattr(things, method)(*args, **more)
            return things._run(work) if method == "_download" else work

    async def asynchronous(settings: dict[str, Any], method: str, *args: Any, **more: Any) -> Any:
        async with AsyncClient(API, {"api_key": "tk_live_1"}, **settings) as client:
            things = AsyncResource(client)
            work = getattr(things, method)(*args, **more)
            return await (things._run(work) if method == "_download" else work)

    if request.param == "sync":
        return sync
    return lambda *args, **more: asyncio.run(asynchronous(*args, **more))


def test_an_upload(place: Any, do: Any, tmp_path: Path) -> None:
    _server, settings = place
    path = tmp_path / "content"
    _ = path.write_bytes(CONTENT)
    assert do(settings, "_call", SEND, {"file": path}, None) == {
        "sha256": hashlib.sha256(CONTENT).hexdigest()
    }


def test_a_cut_upload_is_not_repeated(place: Any, do: Any) -> None:
    server, settings = place
    server.cut = len(CONTENT) // 2
    with pytest.raises(errors.TransportError) as caught:
        do(settings, "_call", SEND, {"file": CONTENT}, None)
    assert caught.value.sent
    assert caught.value.attempts == 1


def test_an_early_refusal_is_not_hidden_by_the_broken_upload(place: Any, do: Any) -> None:
    server, settings = place
    server.refuse = True
    # Over TLS what had arrived before a reset cannot be rescued, so the connection's end may be all there is.
    with pytest.raises((errors.PayloadTooLargeError, errors.TransportError)):
        do(settings, "_call", SEND, {"file": b"x" * 50_000}, None)


def test_a_download_goes_on_where_it_was_cut(place: Any, do: Any, tmp_path: Path) -> None:
    server, settings = place
    server.cut = len(CONTENT) // 3
    path = do(settings, "_download", Download(operation=GET), {}, tmp_path / "content")
    assert path.read_bytes() == CONTENT


def test_another_certificate_is_refused(place: Any, do: Any, tmp_path: Path) -> None:
    _server, settings = place
    (tmp_path / "other").mkdir()
    other, _key = certificate(tmp_path / "other", "127.0.0.1")
    for verify in (str(other), True):
        with pytest.raises(errors.ConnectError, match="certificate"):
            do({**settings, "verify": verify, "retries": 0}, "_call", SEND, {"file": b"x"}, None)
