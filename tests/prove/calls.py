"""Kinds of calls of one client, and a server for all of them."""

from __future__ import annotations

import dataclasses
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clientome._runtime.client import AsyncClient, AsyncResource, Client, Resource
from clientome._runtime.policies.rate_limits import Limiter
from clientome._runtime.spec.api import Api, RateLimit
from clientome._runtime.spec.operation import Acceptor, Answer, Download, Media, Operation, Parameter, Waiter
from tests.runtime.kit import API, GET, POST, Thing, login_api
from tests.runtime.sockets import Peer, Server, serve
from tests.transfers.downloads_kit import FILE, content

DATA = content(300_000)
SEND: Operation[Thing] = Operation(
    id="sendFile",
    method="POST",
    path="/files",
    answers=(Answer(200, "json", Thing),),
    parameters=(Parameter("file", "file"),),
    body=(Media("multipart/form-data", ("file",)),),
    security=(("bearer",),),
)
WAITER: Waiter[Thing] = Waiter(
    name="wait",
    operation=GET,
    acceptors=(Acceptor(state="success", path=("status",), any_of=("completed",)),),
    min_delay=0.001,
    max_delay=0.001,
    inputs={"id": "thing_id"},
)
DOWNLOAD: Download[Any] = Download(operation=FILE)


class World:
    """What the server knows: which token is good, and how often a thing was asked for."""

    def __init__(self) -> None:
        self.token = 0
        self.good: set[str] = {"k"}
        self.looks = 0
        self.lock = threading.Lock()

    def talk(self, peer: Peer) -> None:
        """Serve one connection."""
        while (head := peer.request()) is not None:
            text = head.decode("latin-1")
            method, path = text.split(" ")[:2]
            sent = [line.split(" ")[-1] for line in text.split("\r\n") if line.lower().startswith("authoriz")]
            with self.lock:
                answer = self.answer(method, path.partition("/v1")[2], sent[0] if sent else "")
            peer.reply(*answer)

    def answer(self, method: str, path: str, token: str) -> tuple[bytes, str, str]:
        """Body, status and type."""
        json_type = "Content-Type: application/json"
        if path in ("/login", "/refresh"):
            self.token += 1
            self.good = {"k", f"a{self.token}"}
            return json.dumps({"access": f"a{self.token}", "refresh": "r"}).encode(), "200 OK", json_type
        if token not in self.good:
            return b"{}", "401 Unauthorized", json_type
        if path.startswith("/files/"):
            return DATA, "200 OK", "Content-Type: application/octet-stream"
        self.looks += 1
        status = "completed" if self.looks % 3 == 0 else "running"
        made = "201 Created" if (method, path) == ("POST", "/things") else "200 OK"
        return json.dumps({"id": "t1", "status": status}).encode(), made, json_type


@contextmanager
def world() -> Iterator[tuple[World, Server]]:
    """The server for the time of a ``with`` block."""
    made = World()
    with serve(made.talk) as server:
        yield made, server


class Things(Resource):
    """The calls of a sync client."""

    def get(self) -> Any:
        return self._call(GET, {"thing_id": "t1"}, None)

    def post(self) -> Any:
        return self._call(POST, {"name": "x"}, None)

    def upload(self, file: Any) -> Any:
        return self._call(SEND, {"file": file}, None)

    def download(self, path: Path) -> Any:
        return self._run(self._download(DOWNLOAD, {"name": "a.bin"}, path, overwrite=True))

    def stream(self) -> Any:
        with self._stream(FILE, {"name": "a.bin"}, None) as answer:
            return sum(len(piece) for piece in answer.iter_bytes())

    def wait(self) -> Any:
        return self._run(self._wait(WAITER, {"id": "t1"}))


class AsyncThings(AsyncResource):
    """The calls of an async client."""

    async def get(self) -> Any:
        return await self._call(GET, {"thing_id": "t1"}, None)

    async def post(self) -> Any:
        return await self._call(POST, {"name": "x"}, None)

    async def upload(self, file: Any) -> Any:
        return await self._call(SEND, {"file": file}, None)

    async def download(self, path: Path) -> Any:
        return await self._run(self._download(DOWNLOAD, {"name": "a.bin"}, path, overwrite=True))

    async def stream(self) -> Any:
        async with await self._stream(FILE, {"name": "a.bin"}, None) as answer:
            return sum([len(piece) async for piece in answer.iter_bytes()])

    async def wait(self) -> Any:
        return await self._run(self._wait(WAITER, {"id": "t1"}))


LIMITED: Api = dataclasses.replace(API, rate_limits=(RateLimit(scope="address", burst=2, rate=2000),))
KEYS = {"api_key": "k"}
LOGIN = {"email": "ada@lab.test", "password": "correct horse"}


def call_of(kind: str, things: Any, folder: Path) -> Callable[[], Any]:
    """One call of a kind."""
    match kind:
        case "upload":
            file = folder / "up.vcf"
            if not file.exists():
                file.write_bytes(DATA)
            return lambda: things.upload(file)
        case "download":
            return lambda: things.download(folder / "down.bin")
        case "post" | "stream" | "wait":
            return getattr(things, kind)
        case _:
            return things.get


def settings_of(kind: str, url: str) -> dict[str, Any]:
    """How the client of a kind is made."""
    common: dict[str, Any] = {"base_url": f"{url}/v1", "retries": 0}
    if kind in ("login", "renewal"):
        return {"api": login_api(), "credentials": LOGIN, **common}
    if kind == "limited":
        return {"api": LIMITED, "credentials": KEYS, "limiter": Limiter(), **common}
    return {"api": API, "credentials": KEYS, **common}


def client_of(kind: str, url: str, **more: Any) -> Client:
    """A sync client."""
    return Client(**settings_of(kind, url), **more)


def async_client_of(kind: str, url: str, **more: Any) -> AsyncClient:
    """An async client."""
    return AsyncClient(**settings_of(kind, url), **more)
