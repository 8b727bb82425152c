"""A server over real sockets that takes uploads, with faults on order, and clients that upload to it."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from clientome._runtime.base.options import RequestOptions
from clientome._runtime.client import AsyncResource, Resource
from clientome._runtime.spec.api import Api
from clientome._runtime.spec.operation import Answer, Media, Operation, Parameter, Upload
from tests.support.clients import use
from tests.support.http import JSON, Fault, Peer, Request, Script, Server, serve
from tests.support.things import API, Thing


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


class Intake(Script):
    """Takes uploads."""

    def answer(self, peer: Peer, request: Request) -> None:
        """The right answer."""
        peer.read(request)
        peer.reply(b'{"id": "t1"}', "200 OK", JSON)


@contextmanager
def taking(*faults: Fault, intake: Intake | None = None) -> Iterator[tuple[Intake, Server]]:
    """A server for the time of a ``with`` block. It buffers little, so that a fault comes while bytes still flow."""
    intake = intake or Intake(*faults)
    with serve(intake.talk) as server:
        server.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        yield intake, server


class _Files:
    """What a sync and an async resource have in common."""

    def send(self: Any, operation: Operation[Thing], file: Any, options: RequestOptions) -> Any:
        return self._call(operation, {"file": file}, options)


class Files(_Files, Resource):
    """Sync."""


class AsyncFiles(_Files, AsyncResource):
    """Async."""


class Sender:
    """One way to upload, seen from outside as blocking."""

    def __init__(self, kind: str, url: str, *, api: Api = API, keys: Any = None, **client: Any) -> None:
        self.kind = kind
        self.settings = {"api": api, "keys": keys, "base_url": f"{url}/v1", **client}

    def send(self, operation: Operation[Thing], *files: Any, **options: Any) -> list[Any]:
        """Upload one file after the other through one client; an error takes the place of a result."""
        chosen = RequestOptions(**options)

        def sync(client: Any) -> list[Any]:
            results: list[Any] = []
            for file in files:
                try:
                    results.append(Files(client).send(operation, file, chosen))
                except Exception as error:
                    results.append(error)
            return results

        async def later(client: Any) -> list[Any]:
            results = [AsyncFiles(client).send(operation, file, chosen) for file in files]
            return [(await asyncio.gather(one, return_exceptions=True))[0] for one in results]

        return use(self.kind, later if self.kind.startswith("async") else sync, **self.settings)

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


def open_files() -> list[str]:
    """The files that this process has open."""
    found: list[str] = []
    for name in os.listdir("/proc/self/fd"):
        try:
            found.append(os.readlink(f"/proc/self/fd/{name}"))
        except OSError:
            continue
    return found
