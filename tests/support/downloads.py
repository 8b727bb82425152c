"""A file server over real sockets with faults on order, and clients that download from it."""

from __future__ import annotations

import hashlib
import json
import random
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
from clientome._runtime.spec.operation import Download
from tests.support.clients import MODES, use
from tests.support.http import Fault, Peer, Request, Script, Server, serve
from tests.support.things import FILE

__all__ = ["MODES"]
# What the fixture `stored` makes: a storage that is served, and clients of it.
Stored = Callable[..., "tuple[Storage, Both]"]
FILE_DOWNLOAD: Download[BinaryResponse] = Download(operation=FILE)


def content(size: int, seed: int = 0) -> bytes:
    """Bytes that do not repeat, so that nothing can be swapped unnoticed."""
    return random.Random(seed).randbytes(size)


def sha256(data: bytes) -> str:
    """The digest as text."""
    return hashlib.sha256(data).hexdigest()


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


class Storage(Script):
    """Files by path. ``answers`` are JSON values by path, or functions that make them; ``questions`` ask for them."""

    def __init__(self, **files: bytes) -> None:
        super().__init__()
        self.files = {f"/v1/files/{name.replace('__', '.')}": data for name, data in files.items()}
        self.etag: str | None = '"v1"'
        self.ranges = True
        self.honest = True
        self.headers: list[str] = []
        self.answers: dict[str, Any] = {}
        self.questions: list[Request] = []
        self.url = ""

    def act(self, peer: Peer, request: Request) -> None:
        """Answer a question at once; everything else may meet a fault."""
        peer.read(request)
        answer = self.answers.get(request.path)
        if answer is None:
            super().act(peer, request)
            return
        self.questions.append(request)
        peer.reply(json.dumps(answer(request.target) if callable(answer) else answer).encode())

    def start_of(self, request: Request) -> int:
        """Where the answer starts: 0 where the whole is due."""
        asked = request.get("range")
        guard = request.get("if-range")
        if asked is None or not self.ranges or (guard is not None and self.honest and guard != self.etag):
            return 0
        return int(asked.removeprefix("bytes=").removesuffix("-"))

    def begin(self, peer: Peer, request: Request, end: int | None = None) -> None:
        """Send the head of the right answer, and its content up to a position."""
        data, start = self.files[request.path], self.start_of(request)
        lines = ["HTTP/1.1 206 Partial Content" if start else "HTTP/1.1 200 OK"]
        if start:
            lines.append(f"Content-Range: bytes {start}-{len(data) - 1}/{len(data)}")
        if self.etag is not None:
            lines.append(f"ETag: {self.etag}")
        lines += [f"Content-Length: {len(data) - start}", *self.headers]
        peer.send("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + data[start:end])

    def answer(self, peer: Peer, request: Request) -> None:
        """The right answer."""
        if request.path not in self.files:
            peer.reply(b"{}", "404 Not Found")
            return
        size = len(self.files[request.path])
        if self.start_of(request) >= size > 0:
            peer.reply(b"", "416 Range Not Satisfiable", f"Content-Range: bytes */{size}")
        else:
            self.begin(peer, request)

    @property
    def ranges_asked(self) -> list[str | None]:
        """The Range header of each request."""
        return [request.get("range") for request in self.requests]


def cut_at(position: int, *, reset: bool = False) -> Fault:
    """Break the connection when the content has come so far."""

    def fault(storage: Storage, peer: Peer, request: Request) -> None:
        storage.begin(peer, request, position)
        if reset:
            peer.cut()
        raise OSError

    return fault


def stall_at(position: int) -> Fault:
    """Stop sending, but keep the connection."""

    def fault(storage: Storage, peer: Peer, request: Request) -> None:
        storage.begin(peer, request, position)
        peer.stall()

    return fault


def status(line: str, *headers: str) -> Fault:
    """Refuse."""
    return lambda storage, peer, request: peer.reply(b"<Error/>", line, *headers)


def raw(answer: bytes, *, close: bool = False) -> Fault:
    """Send these bytes."""

    def fault(storage: Storage, peer: Peer, request: Request) -> None:
        peer.send(answer)
        if close:
            raise OSError

    return fault


def then(change: Callable[[Storage], None], fault: Fault) -> Fault:
    """A fault, then a change of the storage."""

    def both(storage: Storage, peer: Peer, request: Request) -> None:
        try:
            fault(storage, peer, request)
        finally:
            change(storage)

    return both


class _Files:
    """What a sync and an async resource have in common."""

    def save(self: Any, path: Any, name: str = "a.bin", download: Any = None, **settings: Any) -> Any:
        return self._run(self._download(download or FILE_DOWNLOAD, {"name": name}, path, **settings))

    def save_many(
        self: Any,
        rows: Any,
        folder: Any,
        *,
        parallel: int = 4,
        overwrite: bool = False,
        on_progress: Any = None,
        options: RequestOptions = NO_OPTIONS,
    ) -> Any:
        listing = rows_files(self._session, FILE, rows, options)
        timeout = Timeout.of(options.timeout, self._session.timeout)
        path = target_path(folder, "folder")
        batch = BatchDownload(listing, path, parallel, overwrite, on_progress, options, timeout)
        return (asave_all if isinstance(self, AsyncResource) else save_all)(self._client.run, batch)

    def open(self: Any, name: str = "a.bin") -> Any:
        return self._stream(FILE, {"name": name}, None)


class Files(_Files, Resource):
    """Sync."""


class AsyncFiles(_Files, AsyncResource):
    """Async."""


class Both:
    """Downloads with sync or async clients; each call has a client of its own."""

    def __init__(self, mode: str, url: str, **client: Any) -> None:
        self.mode = mode
        self.url = url
        self.settings = {"base_url": f"{url}/v1", **client}

    def but(self, **client: Any) -> Both:
        """With other settings of the clients."""
        return Both(self.mode, self.url, **client)

    def call(self, sync: Callable[[Client], Any], later: Callable[[AsyncClient], Any]) -> Any:
        """Make a client and use it."""
        return use(self.mode, later if self.mode.startswith("async") else sync, **self.settings)

    def use(self, method: str, *args: Any, **settings: Any) -> Any:
        """Call a method of the resource."""
        files = AsyncFiles if self.mode.startswith("async") else Files

        def work(client: Any) -> Any:
            given = files(client)
            made = getattr(given, method)(*args, **settings)
            if not method.startswith("_"):
                return made
            return given._run(made) if method == "_download" else given._save_all(made)

        return use(self.mode, work, **self.settings)

    def save(self, path: Any, **settings: Any) -> Path:
        """Download one file."""
        return self.use("save", path, **settings)

    def save_many(self, rows: Any, folder: Any, **settings: Any) -> list[Path]:
        """Download many files."""
        return self.use("save_many", rows, folder, **settings)

    def save_link(self, link: Any, path: Any, **settings: Any) -> Path:
        """Download a link; ``link`` may be a plain function for both."""

        async def mint() -> str:
            return link()

        given = mint if self.mode.startswith("async") and callable(link) else link
        return use(self.mode, lambda client: client.save_link(given, path, **settings), **self.settings)

    def save_stream(self, target: Any, name: str = "a.bin", **settings: Any) -> Path | None:
        """Save an open answer."""

        async def later(client: AsyncClient) -> Any:
            async with await AsyncFiles(client).open(name) as answer:
                return await answer.save(target, **settings)

        def sync(client: Client) -> Any:
            with Files(client).open(name) as answer:
                return answer.save(target, **settings)

        return self.call(sync, later)


@contextmanager
def serving(storage: Storage) -> Iterator[Server]:
    """A server with a storage."""
    with serve(storage.talk) as server:
        storage.url = server.url
        yield server
