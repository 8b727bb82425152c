"""A provider that takes files in every way, its storage behind signed links, and clients of both colours."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from clientome._runtime.base.models import AnswerModel
from clientome._runtime.client import AsyncClient, AsyncResource, Client, Resource
from clientome._runtime.spec.operation import (
    Acceptor,
    Answer,
    DirectWay,
    ManagedUpload,
    Media,
    Operation,
    Pagination,
    Parameter,
    SftpWay,
    SignedWay,
    Upload,
    Waiter,
)
from tests.runtime.kit import API, login_api
from tests.runtime.sockets import Peer, Server, serve
from tests.transfers.downloads_kit import COLOURS, content, sha256

__all__ = ["COLOURS", "content", "sha256"]

SECURE = (("bearer",),)
PASSPORT = "signature-5f0c1e"


class Uploaded(AnswerModel):
    """What the provider says about a file."""

    id: str
    state: str = "NEW"
    path: str | None = None


class Started(AnswerModel):
    """A started upload; where the bytes go is in fields that no description knows."""

    upload_id: str


class Listed(AnswerModel):
    """A page of files."""

    results: list[Uploaded]
    next: str | None = None


def _json(*names: str) -> tuple[Media, ...]:
    return (Media("application/json", names),)


DIRECT: Operation[Uploaded] = Operation(
    id="uploadFile",
    method="POST",
    path="/direct",
    answers=(Answer(201, "json", Uploaded),),
    parameters=(Parameter("file", "file"), Parameter("note", "body")),
    body=(Media("multipart/form-data", ("file", "note")),),
    security=SECURE,
)
START: Operation[Started] = Operation(
    id="startUpload",
    method="POST",
    path="/start",
    answers=(Answer(201, "json", Started),),
    parameters=tuple(Parameter(name, "body") for name in ("filename", "size", "kind", "sha256", "project")),
    body=_json("filename", "size", "kind", "sha256", "project"),
    security=SECURE,
)
FINISH: Operation[Uploaded] = Operation(
    id="finishUpload",
    method="POST",
    path="/finish",
    answers=(Answer(200, "json", Uploaded),),
    parameters=tuple(Parameter(name, "body") for name in ("upload_id", "sha256", "size")),
    body=_json("upload_id", "sha256", "size"),
    security=SECURE,
)
SEND: Operation[Uploaded] = Operation(
    id="sendArchive",
    method="PUT",
    path="/box",
    answers=(Answer(200, "json", Uploaded),),
    parameters=(Parameter("token", "query", sensitive=True), Parameter("content", "file", whole=True)),
    body=(Media("application/zip", ("content",)),),
    retry="safe",
)
LIST: Operation[Any] = Operation(
    id="listFiles",
    method="GET",
    path="/files",
    answers=(Answer(200, "json", Listed),),
    parameters=(Parameter("name", "query", sensitive=True), Parameter("page", "query")),
    retry="safe",
    security=SECURE,
    pagination=Pagination(style="page", items=("results",), page="page", next=("next",)),
)
GET: Operation[Uploaded] = Operation(
    id="getFile",
    method="GET",
    path="/files/{id}",
    answers=(Answer(200, "json", Uploaded),),
    parameters=(Parameter("id", "path"),),
    retry="safe",
    security=SECURE,
)
VALID: Waiter[Uploaded] = Waiter(
    name="wait_valid",
    operation=GET,
    acceptors=(
        Acceptor(state="success", path=("state",), any_of=("VALID",)),
        Acceptor(state="failure", path=("state",), any_of=("FAILED",)),
    ),
    min_delay=0.01,
    max_delay=0.02,
    inputs={"file_id": "id"},
    reason=("path",),
)
LIMIT = 1000
DIRECT_WAY = DirectWay(operation=DIRECT, argument="file", max_bytes=LIMIT)
SIGNED_WAY = SignedWay(
    start=START,
    start_inputs={"filename": "$file.name", "size": "$file.size", "kind": "$file.content_type"},
    link="anywhere",
    finish=FINISH,
    finish_inputs={"upload_id": "$start/upload_id", "sha256": "$file.sha256", "size": "$file.size"},
)
HASHED_WAY = SignedWay(
    start=START,
    start_inputs={"filename": "$file.name", "size": "$file.size", "sha256": "$file.sha256"},
    link=("target", "address"),
    finish=FINISH,
    finish_inputs=SIGNED_WAY.finish_inputs,
)
BOX_WAY = SignedWay(
    start=START,
    start_inputs={"size": "$file.size", "sha256": "$file.sha256", "kind": "zip"},
    send=SEND,
    send_inputs={"token": "$start/token", "content": "$file"},
)
SFTP_WAY = SftpWay(
    hosts={"production": "127.0.0.1"},
    find=LIST,
    find_inputs={"name": "$file.name"},
    items=("results",),
    key=("path",),
    file_name_pattern=r"[A-Za-z0-9_.-]+",
    min_delay=0.01,
    max_delay=0.02,
    timeout=20.0,
)
ENDINGS = Upload(extensions=(".vcf", ".vcf.gz"), max_bytes=100_000_000)
SIGNED: ManagedUpload[Uploaded] = ManagedUpload(name="upload", ways=(DIRECT_WAY, SIGNED_WAY), upload=ENDINGS)
HASHED: ManagedUpload[Uploaded] = ManagedUpload(name="upload", ways=(HASHED_WAY,), upload=ENDINGS)
ARCHIVE: ManagedUpload[Uploaded] = ManagedUpload(
    name="upload", ways=(BOX_WAY,), archive="zip", upload=Upload(max_files=50, max_bytes=1 << 30)
)
SFTP: ManagedUpload[Uploaded] = ManagedUpload(
    name="upload", ways=(DIRECT_WAY, SFTP_WAY), then=VALID, then_inputs={"file_id": ("id",)}
)

Fault = Callable[["Storage", Peer, dict[str, str], bytes], None]


def _head(peer: Peer) -> tuple[str, str, dict[str, str]] | None:
    head = peer._until(b"\r\n\r\n")
    if head is None:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _version = first.split(" ")
    return method, target, {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}


def _body(peer: Peer, fields: dict[str, str]) -> bytes:
    if "transfer-encoding" not in fields:
        return peer._exactly(int(fields.get("content-length", 0)))
    body = b""
    while size := int(peer._until(b"\r\n") or b"0", 16):
        body += peer._exactly(size)
        peer._exactly(2)
    peer._exactly(2)
    return body


class Storage:
    """Keeps what is put to signed places. ``faults`` are used up one by one, each before the body is read."""

    def __init__(self) -> None:
        self.stored: dict[str, bytes] = {}
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        self.faults: list[Fault | None] = []
        self.expired: set[str] = set()
        self.lock = threading.Lock()

    def talk(self, peer: Peer) -> None:
        """Serve one connection."""
        while (request := _head(peer)) is not None:
            _method, target, fields = request
            with self.lock:
                self.requests.append(request)
                fault = self.faults.pop(0) if self.faults else None
            place = target.split("?")[0].rsplit("/", 1)[-1]
            if fault is not None:
                fault(self, peer, fields, place.encode())
                continue
            body = _body(peer, fields)
            if place in self.expired or PASSPORT not in target:
                peer.reply(f"<Error>{target}</Error>".encode(), "403 Forbidden")
                continue
            self.stored[place] = body
            peer.reply(b"", "200 OK", 'ETag: "x"')


def cut_at(position: int) -> Fault:
    """Take so many bytes of the body, then break the connection."""

    def fault(storage: Storage, peer: Peer, fields: dict[str, str], place: bytes) -> None:
        _some = peer._exactly(position)
        peer.cut()
        raise OSError

    return fault


def status(line: str, *headers: str, read: bool = True) -> Fault:
    """Refuse, after the body has come or before."""

    def fault(storage: Storage, peer: Peer, fields: dict[str, str], place: bytes) -> None:
        if read:
            _all = _body(peer, fields)
        peer.reply(b"<Error/>", line, *headers)
        if not read:
            raise OSError

    return fault


def stall_at(position: int) -> Fault:
    """Take so many bytes, then nothing."""

    def fault(storage: Storage, peer: Peer, fields: dict[str, str], place: bytes) -> None:
        _some = peer._exactly(position)
        peer.server.done.wait(20)

    return fault


class Provider:
    """The API. ``script`` replaces answers: a list by path, each entry used once."""

    def __init__(self, storage_url: str = "") -> None:
        self.storage_url = storage_url
        self.calls: list[tuple[str, dict[str, str], bytes]] = []
        self.script: dict[str, list[Callable[[Peer], None]]] = {}
        self.extra: Callable[[str], dict[str, Any]] = lambda link: {"how": {"url": link}}
        self.files: list[dict[str, Any]] = []
        self.states: list[str] = []
        self.started = 0
        self.tokens = 0
        self.before: Callable[[str], None] = lambda path: None
        self.lock = threading.Lock()

    def talk(self, peer: Peer) -> None:
        """Serve one connection."""
        while (request := _head(peer)) is not None:
            method, target, fields = request
            path = target.split("?")[0].removeprefix("/v1")
            body = _body(peer, fields)
            with self.lock:
                self.calls.append((f"{method} {target}", fields, body))
                planned = self.script.get(path, [])
                step = planned.pop(0) if planned else None
                self.before(path)
            if step is not None:
                step(peer)
                continue
            code, answer = self.answer(path, target, body)
            peer.reply(json.dumps(answer).encode(), code, "Content-Type: application/json")

    def answer(self, path: str, target: str, body: bytes) -> tuple[str, dict[str, Any]]:
        """What the provider usually says."""
        if path in ("/login", "/refresh"):
            self.tokens += 1
            return "200 OK", {"access": f"token-{self.tokens}", "refresh": "again"}
        if path == "/direct":
            return "201 Created", {"id": "d1", "state": "NEW"}
        if path == "/start":
            self.started += 1
            place = f"place{self.started}"
            link = f"{self.storage_url}/{place}?X-Sig={PASSPORT}"
            told = {"upload_id": f"u{self.started}", "token": f"tok{self.started}-secret"}
            return "201 Created", told | self.extra(link)
        if path == "/finish":
            return "200 OK", {"id": json.loads(body)["upload_id"], "state": "NEW"}
        if path == "/box":
            return "200 OK", {"id": "b1", "state": "NEW"}
        if path == "/files":
            return "200 OK", {"results": self.files, "next": None}
        return "200 OK", {
            "id": path.rsplit("/", 1)[-1],
            "state": self.states.pop(0) if self.states else "VALID",
        }

    def bodies(self, path: str) -> list[Any]:
        """The JSON that came to a path."""
        return [json.loads(body) for line, _fields, body in self.calls if line.endswith(f"/v1{path}")]

    def lines(self) -> list[str]:
        """Methods and paths of all calls."""
        return [line.split("?")[0].replace("/v1", "") for line, _fields, _body in self.calls]


def refuse(line: str, body: bytes = b"{}", *headers: str) -> Callable[[Peer], None]:
    """An answer of the provider."""
    return lambda peer: peer.reply(body, line, "Content-Type: application/json", *headers)


def cut(peer: Peer) -> None:
    """The provider breaks the connection."""
    peer.cut()
    raise OSError


class Uploads(Resource):
    """Sync."""

    def upload(
        self, managed: ManagedUpload[Uploaded], file: Any, arguments: Any, **settings: Any
    ) -> Uploaded:
        """Upload."""
        return self._run(self._upload(managed, file, arguments, **settings))


class AsyncUploads(AsyncResource):
    """Async."""

    async def upload(
        self, managed: ManagedUpload[Uploaded], file: Any, arguments: Any, **settings: Any
    ) -> Uploaded:
        """Upload."""
        return await self._run(self._upload(managed, file, arguments, **settings))


class World:
    """Provider and storage, and one way to upload in both colours."""

    def __init__(self, colour: str, provider: Provider, storage: Storage, api: Server, shelf: Server) -> None:
        self.colour = colour
        self.provider = provider
        self.storage = storage
        self.api = api
        self.shelf = shelf

    def upload(
        self,
        managed: ManagedUpload[Uploaded],
        file: Any,
        arguments: Any = None,
        *,
        login: bool = False,
        client: Any = None,
        **settings: Any,
    ) -> Uploaded:
        """Make a client and upload."""
        api, credentials = API, {"api_key": "tk_live_key"}
        if login:
            api, credentials = login_api(), {"email": "a@b.c", "password": "pw"}
        given: dict[str, Any] = {
            "base_url": f"{self.api.url}/v1",
            "environment": "production",
            "headers": {"X-Lab": "caller-header"},
            **(client or {}),
        }
        if self.colour == "sync":
            with Client(api, credentials, **given) as made:
                return Uploads(made).upload(managed, file, arguments or {}, **settings)

        async def main() -> Uploaded:
            async with AsyncClient(api, credentials, **given) as made:
                return await AsyncUploads(made).upload(managed, file, arguments or {}, **settings)

        return asyncio.run(main())

    def clean(self) -> None:
        """Nothing of ours has reached the storage."""
        assert self.storage.requests
        for _method, _target, fields in self.storage.requests:
            assert not fields.keys() & {"authorization", "cookie", "x-lab", "x-idempotency-key"}
            assert "tk_live_key" not in repr(fields)
            assert "thing" not in fields["user-agent"]

    def finished(self, data: bytes, upload: str = "u1", place: str = "place1") -> None:
        """The content is stored once, and finished once with the facts of what was stored."""
        assert self.storage.stored[place] == data
        [told] = self.provider.bodies("/finish")
        assert told == {"upload_id": upload, "sha256": sha256(data), "size": len(data)}


@contextmanager
def world(colour: str) -> Iterator[World]:
    """Both servers."""
    with ExitStack() as stack:
        storage = Storage()
        shelf = stack.enter_context(serve(storage.talk))
        provider = Provider(shelf.url)
        api = stack.enter_context(serve(provider.talk))
        yield World(colour, provider, storage, api, shelf)


def stored_file(folder: Path, data: bytes, name: str = "a.vcf") -> Path:
    """A file to upload."""
    path = folder / name
    path.write_bytes(data)
    return path
