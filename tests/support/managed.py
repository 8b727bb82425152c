"""A provider that takes files in every way, its storage behind presigned URLs, and clients that upload to them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from clientome._runtime.base.models import AnswerModel
from clientome._runtime.client import AsyncResource, Client, Resource
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
from tests.support.clients import MODES, use
from tests.support.downloads import content, sha256
from tests.support.http import JSON, Peer, Request, Script, Server, serve
from tests.support.things import API, login_api

__all__ = ["API", "MODES", "Client", "content", "sha256"]

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


class Places(Script):
    """Keeps what is put to signed places. Faults come before the body is read."""

    def __init__(self) -> None:
        super().__init__()
        self.stored: dict[str, bytes] = {}
        self.expired: set[str] = set()

    def answer(self, peer: Peer, request: Request) -> None:
        """The right answer."""
        place = request.path.rsplit("/", 1)[-1]
        peer.read(request)
        if place in self.expired or PASSPORT not in request.target:
            peer.reply(f"<Error>{request.target}</Error>".encode(), "403 Forbidden")
            return
        self.stored[place] = bytes(request.body)
        peer.reply(b"", "200 OK", 'ETag: "x"')


class Provider(Script):
    """The API. ``script`` replaces answers: a list by path, each entry used once."""

    def __init__(self, storage_url: str = "") -> None:
        super().__init__()
        self.storage_url = storage_url
        self.script: dict[str, list[Callable[[Peer], None]]] = {}
        self.extra: Callable[[str], dict[str, Any]] = lambda link: {"how": {"url": link}}
        self.files: list[dict[str, Any]] = []
        self.states: list[str] = []
        self.started = 0
        self.tokens = 0
        self.before: Callable[[str], None] = lambda path: None

    def act(self, peer: Peer, request: Request) -> None:
        """Answer as the script says, or as usual."""
        path = request.path.removeprefix("/v1")
        peer.read(request)
        with self.lock:
            self.requests.append(request)
            planned = self.script.get(path, [])
            step = planned.pop(0) if planned else None
            self.before(path)
        if step is not None:
            step(peer)
            return
        code, answer = self.usual(path, request.target, bytes(request.body))
        peer.reply(json.dumps(answer).encode(), code, JSON)

    def usual(self, path: str, target: str, body: bytes) -> tuple[str, dict[str, Any]]:
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
        return [json.loads(request.body) for request in self.requests if request.target == f"/v1{path}"]

    def lines(self) -> list[str]:
        """Methods and paths of all calls."""
        return [f"{request.method} {request.path.removeprefix('/v1')}" for request in self.requests]


def refuse(line: str, body: bytes = b"{}", *headers: str) -> Callable[[Peer], None]:
    """An answer of the provider."""
    return lambda peer: peer.reply(body, line, JSON, *headers)


def cut(peer: Peer) -> None:
    """The provider breaks the connection."""
    peer.cut()
    raise OSError


class _Uploads:
    """What a sync and an async resource have in common."""

    def upload(
        self: Any, managed: ManagedUpload[Uploaded], file: Any, arguments: Any, **settings: Any
    ) -> Any:
        return self._run(self._upload(managed, file, arguments, **settings))


class Uploads(_Uploads, Resource):
    """Sync."""


class AsyncUploads(_Uploads, AsyncResource):
    """Async."""


class World:
    """Provider and storage, and one way to upload to them."""

    def __init__(self, mode: str, provider: Provider, storage: Places, api: Server, bucket: Server) -> None:
        self.mode = mode
        self.provider = provider
        self.storage = storage
        self.api = api
        self.bucket = bucket

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
        given: dict[str, Any] = {
            "base_url": f"{self.api.url}/v1",
            "environment": "production",
            "headers": {"X-Lab": "caller-header"},
            **({"api": login_api(), "keys": {"email": "a@b.c", "password": "pw"}} if login else {}),
            **(client or {}),
        }
        uploads = Uploads if self.mode == "sync" else AsyncUploads
        return use(
            self.mode, lambda made: uploads(made).upload(managed, file, arguments or {}, **settings), **given
        )

    def clean(self) -> None:
        """Nothing of ours has reached the storage."""
        assert self.storage.requests
        for request in self.storage.requests:
            assert not request.keys() & {"authorization", "cookie", "x-lab", "x-idempotency-key"}
            assert "tk_live_key" not in repr(request)
            assert "thing" not in request["user-agent"]

    def finished(self, data: bytes, upload: str = "u1", place: str = "place1") -> None:
        """The content is stored once, and finished once with the facts of what was stored."""
        assert self.storage.stored[place] == data
        [told] = self.provider.bodies("/finish")
        assert told == {"upload_id": upload, "sha256": sha256(data), "size": len(data)}


@contextmanager
def world(mode: str) -> Iterator[World]:
    """Both servers."""
    with ExitStack() as stack:
        storage = Places()
        bucket = stack.enter_context(serve(storage.talk))
        provider = Provider(bucket.url)
        api = stack.enter_context(serve(provider.talk))
        yield World(mode, provider, storage, api, bucket)


def stored_file(folder: Path, data: bytes, name: str = "a.vcf") -> Path:
    """A file to upload."""
    path = folder / name
    path.write_bytes(data)
    return path
