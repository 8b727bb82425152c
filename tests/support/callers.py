"""Resources made by hand, and ways to call them through every transport."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from clientome._runtime.base.options import RequestOptions
from clientome._runtime.call.binary import AsyncBinaryResponse, BinaryResponse
from clientome._runtime.client import AsyncClient, AsyncResource, Client, Resource
from clientome._runtime.spec.operation import Answer, Media, Operation, Parameter
from tests.support.kit import API, GET, POST, Thing

OK = b'{"id": "t1", "status": "done"}'
JSON = "Content-Type: application/json"
FILE: Operation[BinaryResponse] = Operation(
    id="getFile", method="GET", path="/file", answers=(Answer(200, "binary"),), retry="safe"
)
SEND: Operation[Thing] = Operation(
    id="sendFile",
    method="POST",
    path="/file",
    answers=(Answer(200, "json", Thing),),
    parameters=(Parameter("file", "file"), Parameter("note", "body")),
    body=(Media("multipart/form-data", ("file", "note")),),
)


class Things(Resource):
    """All kinds of calls."""

    def get(self, **options: Any) -> Thing:
        return self._call(GET, {"thing_id": "a/b ü", "limit": None}, RequestOptions(**options))

    def make(self, **options: Any) -> Thing:
        return self._call(POST, {"name": "x"}, RequestOptions(**options))

    def send(self, file: Any) -> Thing:
        return self._call(SEND, {"file": file, "note": "n"}, None)

    def file(self, **options: Any) -> BinaryResponse:
        return self._stream(FILE, {}, RequestOptions(**options))


class AsyncThings(AsyncResource):
    """All kinds of calls."""

    async def get(self, **options: Any) -> Thing:
        return await self._call(GET, {"thing_id": "a/b ü", "limit": None}, RequestOptions(**options))

    async def make(self, **options: Any) -> Thing:
        return await self._call(POST, {"name": "x"}, RequestOptions(**options))

    async def send(self, file: Any) -> Thing:
        return await self._call(SEND, {"file": file, "note": "n"}, None)

    async def file(self, **options: Any) -> AsyncBinaryResponse:
        return await self._stream(FILE, {}, RequestOptions(**options))


class Driven:
    """One way to call, seen from the outside as blocking."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(self, url: str, work: str, /, *args: Any, **settings: Any) -> Any:
        """Call a method once and close everything; a binary answer is read."""
        options = settings.pop("options", {})
        if self.kind in ("sync", "httpx"):
            with httpx.Client(trust_env=False) as client:
                chosen = client if self.kind == "httpx" else None
                with Client(API, {"api_key": "k"}, base_url=url, http_client=chosen, **settings) as made:
                    result = getattr(Things(made), work)(*args, **options)
                    return result.read() if isinstance(result, BinaryResponse) else result
        return asyncio.run(self._async(url, work, args, options, settings))

    async def _async(self, url: str, work: str, args: Any, options: Any, settings: Any) -> Any:
        outside = httpx.AsyncClient(trust_env=False) if self.kind == "async httpx" else None
        try:
            async with AsyncClient(
                API, {"api_key": "k"}, base_url=url, http_client=outside, **settings
            ) as client:
                result = await getattr(AsyncThings(client), work)(*args, **options)
                return await result.read() if isinstance(result, AsyncBinaryResponse) else result
        finally:
            if outside is not None:
                await outside.aclose()
