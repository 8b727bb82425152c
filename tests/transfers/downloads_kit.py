"""A file server over real sockets with faults on order, and clients of both colours for it."""

from __future__ import annotations

import asyncio
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clientome._runtime.base.options import NO_OPTIONS, RequestOptions, Timeout
from clientome._runtime.call.binary import BinaryResponse
from clientome._runtime.client import AsyncClient, AsyncResource, Client, Resource
from clientome._runtime.download.batch import BatchDownload, asave_all, save_all
from clientome._runtime.download.declared import rows_files
from clientome._runtime.files.atomic import target_path
from clientome._runtime.spec.operation import Answer, Download, Operation, Parameter
from tests.runtime.kit import API
from tests.runtime.sockets import Peer, Server, serve

FILE: Operation[BinaryResponse] = Operation(
    id="getFile",
    method="GET",
    path="/files/{name}",
    answers=(Answer(200, "binary"),),
    parameters=(Parameter("name", "path"),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)
FILE_DOWNLOAD: Download[BinaryResponse] = Download(operation=FILE)
COLOURS = ("sync", "async")
Fault = Callable[["Storage", Peer, str, int], None]


def content(size: int, seed: int = 0) -> bytes:
    """Bytes that do not repeat, so that nothing can be swapped unnoticed."""
    blocks = (hashlib.sha256(f"{seed} {number}".encode()).digest() for number in range(size // 32 + 1))
    return b"".join(blocks)[:size]


def sha256(data: bytes) -> str:
    """The digest as text."""
    return hashlib.sha256(data).hexdigest()


class Storage:
    """Files by path, and faults that are used up one by one, each by one request.

    ``answers`` are JSON values by path, or functions that make them; ``questions`` are the requests for them.
    """

    def __init__(self, **files: bytes) -> None:
        self.files = {f"/v1/files/{name.replace('__', '.')}": data for name, data in files.items()}
        self.etag: str | None = '"v1"'
        self.ranges = True
        self.honest = True
        self.headers: list[str] = []
        self.faults: list[Fault] = []
        self.requests: list[dict[str, str]] = []
        self.answers: dict[str, Any] = {}
        self.questions: list[dict[str, str]] = []
        self.lock = threading.Lock()

    def talk(self, peer: Peer) -> None:
        """Serve one connection."""
        while (head := peer.request()) is not None:
            first, *lines = head.decode("latin-1").split("\r\n")
            fields = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
            path = fields[":path"] = first.split(" ")[1]
            answer = self.answers.get(path.split("?")[0])
            if answer is not None:
                self.questions.append(fields)
                peer.reply(json.dumps(answer(path) if callable(answer) else answer).encode())
                continue
            with self.lock:
                self.requests.append(fields)
                fault = self.faults.pop(0) if self.faults else None
            if path.split("?")[0] not in self.files:
                peer.reply(b"{}", "404 Not Found")
                continue
            start = self.start_of(fields, path)
            if fault is None:
                self.send(peer, path, start)
            else:
                fault(self, peer, path, start)

    def start_of(self, fields: dict[str, str], path: str) -> int:
        """Where the answer starts: 0 where the whole is due."""
        asked = fields.get("range")
        guard = fields.get("if-range")
        if asked is None or not self.ranges or (guard is not None and self.honest and guard != self.etag):
            return 0
        return int(asked.removeprefix("bytes=").removesuffix("-"))

    def head(self, path: str, start: int) -> bytes:
        """The head of the answer."""
        total = len(self.files[path.split("?")[0]])
        lines = ["HTTP/1.1 206 Partial Content" if start else "HTTP/1.1 200 OK"]
        if start:
            lines.append(f"Content-Range: bytes {start}-{total - 1}/{total}")
        if self.etag is not None:
            lines.append(f"ETag: {self.etag}")
        lines += [f"Content-Length: {total - start}", *self.headers]
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"

    def send(self, peer: Peer, path: str, start: int) -> None:
        """The right answer."""
        data = self.files[path.split("?")[0]]
        if start >= len(data) > 0:
            peer.reply(b"", "416 Range Not Satisfiable", f"Content-Range: bytes */{len(data)}")
            return
        peer.send(self.head(path, start))
        peer.send(data[start:])

    @property
    def ranges_asked(self) -> list[str | None]:
        """The Range header of each request."""
        return [fields.get("range") for fields in self.requests]


def cut_at(position: int, *, reset: bool = False) -> Fault:
    """Break the connection when the content has come so far."""

    def fault(storage: Storage, peer: Peer, path: str, start: int) -> None:
        data = storage.files[path.split("?")[0]]
        peer.send(storage.head(path, start))
        peer.send(data[start:position])
        if reset:
            peer.cut()
        raise OSError

    return fault


def status(line: str, *headers: str) -> Fault:
    """Refuse."""

    def fault(storage: Storage, peer: Peer, path: str, start: int) -> None:
        peer.reply(b"<Error/>", line, *headers)

    return fault


def stall_at(position: int) -> Fault:
    """Stop sending, but keep the connection."""

    def fault(storage: Storage, peer: Peer, path: str, start: int) -> None:
        peer.send(storage.head(path, start))
        peer.send(storage.files[path.split("?")[0]][start:position])
        peer.server.done.wait(20)

    return fault


def raw(answer: bytes, *, close: bool = False) -> Fault:
    """Send these bytes."""

    def fault(storage: Storage, peer: Peer, path: str, start: int) -> None:
        peer.send(answer)
        if close:
            raise OSError

    return fault


def then(change: Callable[[Storage], None], fault: Fault) -> Fault:
    """A fault, then a change of the storage."""

    def both(storage: Storage, peer: Peer, path: str, start: int) -> None:
        try:
            fault(storage, peer, path, start)
        finally:
            change(storage)

    return both


def batch_of(
    session: Any,
    rows: Any,
    folder: Any,
    *,
    parallel: int = 4,
    overwrite: bool = False,
    on_progress: Any = None,
    options: RequestOptions = NO_OPTIONS,
) -> BatchDownload:
    """Many files of the storage into a folder."""
    listing = rows_files(session, FILE, rows, options)
    timeout = Timeout.of(options.timeout, session.timeout)
    path = target_path(folder, "folder")
    return BatchDownload(listing, path, parallel, overwrite, on_progress, options, timeout)


class Files(Resource):
    """Sync."""

    def save(self, path: Any, name: str = "a.bin", download: Any = None, **settings: Any) -> Path:
        """Download."""
        return self._run(self._download(download or FILE_DOWNLOAD, {"name": name}, path, **settings))

    def save_many(self, rows: Any, folder: Any, **settings: Any) -> list[Path]:
        """Download many."""
        batch = batch_of(self._session, rows, folder, **settings)
        return save_all(self._client.run, batch)

    def open(self, name: str = "a.bin") -> BinaryResponse:
        """A stream."""
        return self._stream(FILE, {"name": name}, None)


class AsyncFiles(AsyncResource):
    """Async."""

    async def save(self, path: Any, name: str = "a.bin", download: Any = None, **settings: Any) -> Path:
        """Download."""
        return await self._run(self._download(download or FILE_DOWNLOAD, {"name": name}, path, **settings))

    async def save_many(self, rows: Any, folder: Any, **settings: Any) -> list[Path]:
        """Download many."""
        batch = batch_of(self._session, rows, folder, **settings)
        return await asave_all(self._client.run, batch)

    async def open(self, name: str = "a.bin") -> Any:
        """A stream."""
        return await self._stream(FILE, {"name": name}, None)


class Both:
    """One interface to the clients of both colours; each call has a client of its own."""

    def __init__(self, colour: str, url: str, **client: Any) -> None:
        self.colour = colour
        self.settings = {"base_url": f"{url}/v1", **client}

    def call(self, sync: Callable[[Client], Any], colourful: Callable[[AsyncClient], Any]) -> Any:
        """Make a client and use it."""
        if self.colour == "sync":
            with Client(API, {"api_key": "tk_live_key"}, **self.settings) as client:
                return sync(client)

        async def main() -> Any:
            async with AsyncClient(API, {"api_key": "tk_live_key"}, **self.settings) as client:
                return await colourful(client)

        return asyncio.run(main())

    def save(self, path: Any, **settings: Any) -> Path:
        """Download one file."""
        return self.call(
            lambda client: Files(client).save(path, **settings),
            lambda client: AsyncFiles(client).save(path, **settings),
        )

    def use(self, method: str, *args: Any, **settings: Any) -> Any:
        """Call a method of the resource."""

        def used(files: Any) -> Any:
            work = getattr(files, method)(*args, **settings)
            return files._run(work) if method == "_download" else files._save_all(work)

        return self.call(lambda client: used(Files(client)), lambda client: used(AsyncFiles(client)))

    def save_many(self, rows: Any, folder: Any, **settings: Any) -> list[Path]:
        """Download many files."""
        return self.call(
            lambda client: Files(client).save_many(rows, folder, **settings),
            lambda client: AsyncFiles(client).save_many(rows, folder, **settings),
        )

    def save_link(self, link: Any, path: Any, **settings: Any) -> Path:
        """Download a link; ``link`` may be a plain function for both colours."""
        given = link
        if self.colour == "async" and callable(link):

            async def mint() -> str:
                return link()

            given = mint
        return self.call(
            lambda client: client.save_link(given, path, **settings),
            lambda client: client.save_link(given, path, **settings),
        )

    def save_stream(self, target: Any, name: str = "a.bin", **settings: Any) -> Path | None:
        """Save an open answer."""

        async def main(client: AsyncClient) -> Any:
            async with await AsyncFiles(client).open(name) as answer:
                return await answer.save(target, **settings)

        def run(client: Client) -> Any:
            with Files(client).open(name) as answer:
                return answer.save(target, **settings)

        return self.call(run, main)


@contextmanager
def serving(storage: Storage) -> Iterator[Server]:
    """A server with a storage."""
    with serve(storage.talk) as server:
        yield server


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())
