"""A server over real sockets that takes uploads, with faults on order, and clients of both colours for it."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from clientome._runtime.base.options import RequestOptions
from clientome._runtime.client import AsyncClient, AsyncResource, Client, Resource
from clientome._runtime.spec.api import Api
from clientome._runtime.spec.operation import Answer, Media, Operation, Parameter, Upload
from tests.support.kit import API, Thing
from tests.support.sockets import Peer, Server, serve

COLOURS = ("sync", "async")
# Also through clients of other libraries, which wrap what goes wrong in a body in errors of their own.
ALL = (*COLOURS, "httpx", "async httpx")
OK = b'{"id": "t1"}'
JSON = "Content-Type: application/json"


def _operation(
    id: str, retry: Any, media: str, upload: Upload | None = None, **more: Any
) -> Operation[Thing]:
    return Operation(
        id=id,
        method="POST",
        path="/files",
        answers=(Answer(200, "json", Thing),),
        parameters=(Parameter("file", "file", whole=media != "multipart/form-data", upload=upload),),
        body=(Media(media, ("file",)),),
        retry=retry,
        security=(("bearer",),),
        **more,
    )


RAW = "application/octet-stream"
SAFE = _operation("putFile", "safe", RAW)
NEVER = _operation("sendFile", "never", RAW)
FORM = _operation("sendForm", "safe", "multipart/form-data")
FOLDER = _operation("sendFolder", "never", "multipart/form-data", Upload(relative_paths=True))


class Seen:
    """One request as the server saw it."""

    def __init__(self, head: bytes) -> None:
        first, *lines = head.decode("latin-1").split("\r\n")
        self.path = first.split(" ")[1]
        self.fields = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        self.body = bytearray()
        self.complete = False

    @property
    def length(self) -> int | None:
        """The announced length."""
        value = self.fields.get("content-length")
        return None if value is None else int(value)


Fault = Callable[["Intake", Peer, Seen], None]


class Intake:
    """Takes uploads. Faults are used up one by one, each by one request."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = list(faults)
        self.seen: list[Seen] = []
        self.arrived = threading.Event()
        self.lock = threading.Lock()

    def talk(self, peer: Peer) -> None:
        """Serve one connection."""
        while (head := peer._until(b"\r\n\r\n")) is not None:
            seen = Seen(head)
            with self.lock:
                self.seen.append(seen)
                fault = self.faults.pop(0) if self.faults else take
            fault(self, peer, seen)

    def requests(self, expected: int) -> list[Seen]:
        """What was seen. The client is done, but the server may still have to notice."""
        end = time.monotonic() + 10
        while (len(self.seen) < expected) and time.monotonic() < end:
            time.sleep(0.005)
        return self.seen

    def read(self, peer: Peer, seen: Seen, limit: int | None = None) -> None:
        """Read the body, or so much of it that at least ``limit`` bytes are there."""
        if seen.length is None:
            self._read_chunked(peer, seen, limit)
            return
        while len(seen.body) < (seen.length if limit is None else min(limit, seen.length)):
            data = peer.buffer or peer.sock.recv(65536)
            if not data:
                raise ConnectionError
            left = seen.length - len(seen.body)
            seen.body += data[:left]
            peer.buffer = data[left:]
        seen.complete = len(seen.body) == seen.length

    def _read_chunked(self, peer: Peer, seen: Seen, limit: int | None) -> None:
        while limit is None or len(seen.body) < limit:
            line = peer._until(b"\r\n")
            if line is None:
                raise ConnectionError
            seen.body += peer._exactly(int(line, 16))
            _end = peer._exactly(2)
            if int(line, 16) == 0:
                seen.complete = True
                return


def take(intake: Intake, peer: Peer, seen: Seen) -> None:
    """The right answer."""
    intake.read(peer, seen)
    peer.reply(OK, "200 OK", JSON)


def cut_at(position: int, *, reset: bool = False) -> Fault:
    """Break the connection when so much of the body has come."""

    def fault(intake: Intake, peer: Peer, seen: Seen) -> None:
        intake.read(peer, seen, position)
        if reset:
            peer.cut()
        raise OSError

    return fault


def answer_at(position: int, status: str, *headers: str, close: bool = True) -> Fault:
    """Answer when so much of the body has come, and close the connection without reading the rest."""

    def fault(intake: Intake, peer: Peer, seen: Seen) -> None:
        intake.read(peer, seen, position)
        peer.reply(b'{"error": "no"}', status, JSON, *headers)
        if close:
            raise OSError
        peer.server.done.wait(20)

    return fault


def stall_at(position: int) -> Fault:
    """Stop reading, but keep the connection."""

    def fault(intake: Intake, peer: Peer, seen: Seen) -> None:
        intake.read(peer, seen, position)
        intake.arrived.set()
        peer.server.done.wait(20)

    return fault


@contextmanager
def taking(*faults: Fault, intake: Intake | None = None) -> Iterator[tuple[Intake, Server]]:
    """A server for the time of a ``with`` block. It buffers little, so that a fault comes while bytes still flow."""
    intake = intake or Intake(*faults)
    with serve(intake.talk) as server:
        server.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        yield intake, server


class Files(Resource):
    """Sync."""

    def send(self, operation: Operation[Thing], file: Any, options: RequestOptions) -> Thing:
        """Upload."""
        return self._call(operation, {"file": file}, options)


class AsyncFiles(AsyncResource):
    """Async."""

    async def send(self, operation: Operation[Thing], file: Any, options: RequestOptions) -> Thing:
        """Upload."""
        return await self._call(operation, {"file": file}, options)


class Sender:
    """One way to upload, seen from the outside as blocking. ``times`` uploads go through one client."""

    def __init__(self, kind: str, url: str, *, api: Api = API, keys: Any = None, **client: Any) -> None:
        self.kind = kind
        self.api = api
        self.keys = {"api_key": "tk_live_key"} if keys is None else keys
        self.settings = {"base_url": f"{url}/v1", **client}

    def send(self, operation: Operation[Thing], *files: Any, **options: Any) -> list[Any]:
        """Upload one file after the other; an error takes the place of a result."""
        chosen = RequestOptions(**options)
        if self.kind in ("sync", "httpx"):
            return self._sync(operation, files, chosen)
        return asyncio.run(self._async(operation, files, chosen))

    def _sync(self, operation: Operation[Thing], files: Any, options: RequestOptions) -> list[Any]:
        results: list[Any] = []
        with httpx.Client(trust_env=False) as outside:
            injected = outside if self.kind == "httpx" else None
            with Client(self.api, self.keys, http_client=injected, **self.settings) as client:
                for file in files:
                    try:
                        results.append(Files(client).send(operation, file, options))
                    except Exception as error:
                        results.append(error)
        return results

    async def _async(self, operation: Operation[Thing], files: Any, options: RequestOptions) -> list[Any]:
        outside = httpx.AsyncClient(trust_env=False) if self.kind == "async httpx" else None
        results: list[Any] = []
        try:
            async with AsyncClient(self.api, self.keys, http_client=outside, **self.settings) as client:
                for file in files:
                    try:
                        results.append(await AsyncFiles(client).send(operation, file, options))
                    except Exception as error:
                        results.append(error)
        finally:
            if outside is not None:
                await outside.aclose()
        return results

    def fails(self, operation: Operation[Thing], file: Any, **options: Any) -> Any:
        """The error of one upload."""
        [result] = self.send(operation, file, **options)
        assert isinstance(result, Exception), result
        return result

    def works(self, operation: Operation[Thing], file: Any, **options: Any) -> None:
        """One upload, which succeeds."""
        [result] = self.send(operation, file, **options)
        if isinstance(result, Exception):
            raise result
        assert result.id == "t1"
