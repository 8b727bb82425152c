"""A provider that nobody has written a line of Python for: what takes more than one call, from its description alone."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import importlib
import io
import json
import sys
import threading
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest

from clientome import IntegrityError, SignatureError, WaitFailed
from tests.golden import write

FILES = {"a/one.txt": b"one" * 100, "two.txt": b"two"}


class Service(ThreadingHTTPServer):
    """The provider, and a storage beside it under another path, which must not see any credential."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.seen: list[str] = []
        self.stored: dict[str, bytes] = {}
        self.scans: dict[str, list[str]] = {}
        self.links = 0
        self.damaged = False

    def status(self, scan: str) -> str:
        """The next status; the last one stays."""
        states = self.scans.get(scan, ["read"])
        return states.pop(0) if len(states) > 1 else states[0]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def reply(self, value: Any, status: int = 200, content_type: str = "application/json") -> None:
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        _ = self.wfile.write(body)

    def answer(self) -> None:
        service = cast("Service", self.server)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        service.seen.append(f"{self.command} {parts.path}")
        storage = parts.path.startswith("/storage/")
        assert (self.headers.get("Authorization") is None) == storage
        place = parts.path.rpartition("/")[2]
        match [self.command, *parts.path.strip("/").split("/")]:
            case ["PUT", "storage", _]:
                service.stored[place] = body
                self.reply(b"", 200, "text/plain")
            case ["GET", "storage", _]:
                if query["n"] != str(service.links):
                    self.reply(b"<Error/>", 403, "application/xml")
                else:
                    self.reply(FILES["two.txt"], 200, "application/octet-stream")
            case ["POST", "scans"]:
                message = message_from_bytes(
                    b"Content-Type: " + self.headers["Content-Type"].encode() + b"\r\n\r\n" + body
                )
                part = cast("Any", message.get_payload())[0]
                service.stored["direct"] = part.get_payload(decode=True)
                self.reply({"scan_id": "direct", "status": "new"}, 201)
            case ["POST", "scans", "start"]:
                url = f"{service.url}/storage/{json.loads(body)['name']}?signed=1"
                self.reply({"scan_id": "large", "place": {"url": url}}, 201)
            case ["POST", "scans", "finish"]:
                reported = json.loads(body)
                stored = next(iter(service.stored.values()))
                assert reported["sha256"] == hashlib.sha256(stored).hexdigest()
                assert reported["bytes"] == len(stored)
                self.reply({"scan_id": reported["scan_id"], "status": "new"})
            case ["GET", "scans", scan]:
                self.reply({"scan_id": scan, "status": service.status(scan)})
            case ["GET", "scans", _, "files"]:
                self.reply(
                    {
                        "files": [
                            {"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
                            for name, data in FILES.items()
                        ]
                    }
                )
            case ["GET", "scans", _, "content"]:
                data = FILES[query["path"]]
                self.reply(data[:-1] + b"X" if service.damaged else data, 200, "application/octet-stream")
            case ["GET", "scans", _, "link"]:
                service.links += 1
                # The first link has expired when it arrives.
                number = service.links if service.links > 1 else 0
                self.reply({"deep": [{"href": f"{service.url}/storage/two.txt?n={number}"}]})
            case ["GET", "reports", _]:
                self.reply(f"{query['kind']}: no DNA".encode(), 200, "text/plain")
            case _:
                self.reply({}, 404)

    do_GET = do_POST = do_PUT = answer


@pytest.fixture
def service() -> Iterator[Service]:
    server = Service()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def fourth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("fourth")
    _ = write("fourth", folder)
    sys.path.insert(0, str(folder))
    yield importlib.import_module("fourth")
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == "fourth"]:
        del sys.modules[name]


@pytest.fixture(params=["sync", "async"])
def do(request: pytest.FixtureRequest, fourth: Any, service: Service) -> Any:
    """Calls a method of `client.scans` sync or async; an iterator comes back as a list."""

    def sync(name: str, *args: Any, **arguments: Any) -> Any:
        with fourth.Fourth(api_key="k", base_url=service.url) as client:
            result = getattr(client.scans, name)(*args, **arguments)
            return list(result) if name.endswith("_many") else result

    async def asynchronous(name: str, *args: Any, **arguments: Any) -> Any:
        async with fourth.AsyncFourth(api_key="k", base_url=service.url) as client:
            result = getattr(client.scans, name)(*args, **arguments)
            if name.endswith("_many"):
                return [one async for one in result]
            return await result

    if request.param == "sync":
        return sync
    return lambda name, *args, **arguments: asyncio.run(asynchronous(name, *args, **arguments))


def test_a_small_file_goes_directly_and_is_waited_for(do: Any, service: Service) -> None:
    service.scans["direct"] = ["new", "new", "read"]
    reported: list[tuple[int, int | None]] = []
    states: list[str] = []
    done = do(
        "upload",
        ("s.dat", b"small"),
        on_progress=lambda *p: reported.append(p),
        on_status=lambda s: states.append(s.status),
    )
    assert done.status == "read"
    assert service.stored == {"direct": b"small"}
    assert service.seen[0] == "POST /scans"
    assert states == ["new", "read"]
    assert reported[-1][0] == reported[-1][1]


def test_a_large_file_goes_to_the_storage_and_is_completed(do: Any, service: Service, tmp_path: Path) -> None:
    path = tmp_path / "large.dat"
    _ = path.write_bytes(bytes(range(256)) * 20)
    done = do("upload", path, wait=False, note="of a person")
    assert done.scan_id == "large"
    assert service.stored == {"large.dat": path.read_bytes()}
    assert service.seen == ["POST /scans/start", "PUT /storage/large.dat", "POST /scans/finish"]


def test_the_way_can_be_forced_and_a_folder_goes_as_an_archive(
    do: Any, service: Service, tmp_path: Path
) -> None:
    folder = tmp_path / "scan"
    (folder / "deep").mkdir(parents=True)
    _ = (folder / "deep" / "x").write_bytes(b"x")
    _ = (folder / "y").write_bytes(b"y")
    do("upload", folder, via="signed", wait=False)
    with zipfile.ZipFile(io.BytesIO(service.stored["scan.zip"])) as archive:
        assert sorted(archive.namelist()) == ["scan/deep/x", "scan/y"]


def test_one_file_is_verified_by_the_manifest(do: Any, service: Service, tmp_path: Path) -> None:
    path = do("download_to", tmp_path, scan_id="s", path="a/one.txt")
    assert path == tmp_path / "one.txt"
    assert path.read_bytes() == FILES["a/one.txt"]
    assert service.seen == ["GET /scans/s/files", "GET /scans/s/content"]
    service.damaged = True
    with pytest.raises(IntegrityError):
        do("download_to", tmp_path / "two", scan_id="s", path="two.txt")
    assert not (tmp_path / "two").exists()


def test_every_file_of_a_manifest(do: Any, tmp_path: Path) -> None:
    paths = do("download_all", tmp_path, scan_id="s")
    assert {p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in paths} == FILES


def test_a_link_that_has_expired_is_minted_again(do: Any, service: Service, tmp_path: Path) -> None:
    path = do("download_link", tmp_path, scan_id="s")
    assert path.read_bytes() == FILES["two.txt"]
    assert service.links == 2


def test_many_are_waited_for_and_a_failure_says_why(do: Any, service: Service) -> None:
    service.scans = {"a": ["new", "read"], "b": ["in_the_post", "broken"], "c": ["read"]}
    ended = {one.argument: one for one in do("wait_many", scan_ids=["a", "b", "c"])}
    assert ended["a"].unwrap().status == ended["c"].unwrap().status == "read"
    with pytest.raises(WaitFailed) as caught:
        ended["b"].unwrap()
    assert caught.value.reason == "errors: no DNA"


def test_events_are_typed_and_their_signature_is_checked(fourth: Any) -> None:
    hooks = importlib.import_module("fourth.webhooks")
    receiver = hooks.receiver(secrets=["new", "old"])

    def signed(body: bytes, secret: str) -> Any:
        signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        return receiver.receive(body, {"x-signature": signature})

    event = signed(b'{"kind": "scan.read", "scan_id": "s"}', "old")
    assert type(event) is fourth.models.ScanRead
    assert type(signed(b'{"kind": "report.made"}', "new")) is fourth.models.ReportMade
    with pytest.raises(SignatureError):
        signed(b'{"kind": "report.made"}', "other")
    assert hooks.WEBHOOKS.refused_status == 401
