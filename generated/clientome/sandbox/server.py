"""The ASGI application: route, admit, check, answer."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from . import access, bodies, parameters
from .answers import Reply, choose, error, success
from .description import Description, Operation, describe
from .parameters import Source, split_cookies, split_query
from .routing import Match, Router
from .schemas import Invalid

# What is read of a body that nobody wants, so that a client that is still sending sees the answer.
PATIENCE = 8 * 1024 * 1024


class Engine:
    """One provider as an ASGI application."""

    def __init__(self, description: Description) -> None:
        self.description = description
        self._router = Router(description.operations)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            reply = await self._answer(request)
        except ClientDisconnect:
            return
        _ = reply.headers.setdefault(self.description.request_id_header, uuid.uuid4().hex)
        length = {} if reply.status in (204, 304) else {"content-length": str(self._length(request, reply))}
        body = b"" if request.method == "HEAD" or reply.status in (204, 304) else reply.body
        response = Response(body, reply.status)
        response.raw_headers = _raw_headers({**reply.headers, **length})
        await response(scope, receive, send)

    def _length(self, request: Request, reply: Reply) -> int:
        """The length of the body; for a described HEAD operation, that of the GET beside it."""
        if request.method == "HEAD" and reply.status < 300 and not reply.body:
            found = self._router.match("GET", _raw_path(request))
            if isinstance(found, Match):
                return len(success(self.description, found.operation, "*/*", {}).body)
        return len(reply.body)

    async def _answer(self, request: Request) -> Reply:
        found = self._router.match(request.method, _raw_path(request))
        if not isinstance(found, Match):
            reply = self._unrouted(request, found)
        else:
            reply = await self._operation(request, found)
        if reply.status >= 400:
            await _drain(request, reply)
        return reply

    def _unrouted(self, request: Request, allowed: tuple[str, ...]) -> Reply:
        if not allowed:
            return error(self.description, None, 404, f"There is nothing at {request.url.path}.")
        if request.method == "OPTIONS":
            return Reply(204, headers={"allow": ", ".join(allowed)})
        reply = error(
            self.description, None, 405, f"{request.method} is not possible here, only {', '.join(allowed)}."
        )
        reply.headers["allow"] = ", ".join(allowed)
        return reply

    async def _operation(self, request: Request, match: Match) -> Reply:
        operation = match.operation
        try:
            headers = _headers(request)
            cookies = split_cookies(headers.get("cookie", ()))
            query = split_query(request.scope.get("query_string", b"").decode("latin-1"))
            caller = access.admit(self.description, operation, headers, query, cookies)
            source = Source(match.values, query, headers, cookies)
            self._check_parameters(operation, source, caller)
            stream = request.stream()
            await bodies.check(operation, _content_type(headers), stream, self.description.schemas)
            accept = ", ".join(headers.get("accept", ("*/*",)))
            wanted = _preferences(headers)
            if operation.proof is not None and operation.proof.lower() not in headers:
                _ = wanted.setdefault("code", "402")
            return success(self.description, operation, accept, wanted)
        except access.Refused as refused:
            reply = error(self.description, operation, refused.status, str(refused))
            if refused.status == 401:
                reply.headers["www-authenticate"] = "Bearer"
            return reply
        except Invalid as invalid:
            return error(self.description, operation, choose(operation, _statuses(invalid)), str(invalid))

    def _check_parameters(self, operation: Operation, source: Source, caller: access.Caller) -> None:
        for parameter in operation.parameters:
            parameters.check(parameter, source, self.description.schemas)
            if caller.environment in parameter.required_in and parameter.name.lower() not in source.headers:
                raise Invalid(f"The header {parameter.name} is required in {caller.environment}.")


def _statuses(invalid: Invalid) -> tuple[int, ...]:
    if isinstance(invalid, bodies.TooLarge):
        return (413,)
    if isinstance(invalid, bodies.WrongContentType):
        return (415, 400, 422)
    return (400, 422)


def _raw_path(request: Request) -> str:
    """The path as it was sent, percent-encoding kept."""
    raw = request.scope.get("raw_path")
    if isinstance(raw, bytes):
        return raw.partition(b"?")[0].decode("latin-1")
    return quote(str(request.scope["path"]))


def _headers(request: Request) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in request.headers.raw:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1").strip())
    return found


def _content_type(headers: Mapping[str, list[str]]) -> str:
    """The content type; empty where the request announces no body."""
    given = next(iter(headers.get("content-type", ())), "")
    sent = "transfer-encoding" in headers or headers.get("content-length", ["0"])[0] != "0"
    return given if sent else ""


def _preferences(headers: Mapping[str, list[str]]) -> dict[str, str]:
    """`Prefer: code=404, example=name`, by which a test asks for another documented answer."""
    found: dict[str, str] = {}
    for part in ",".join(headers.get("prefer", ())).replace(";", ",").split(","):
        name, equals, value = part.strip().partition("=")
        if equals and (name.lower() != "code" or (len(value) == 3 and value.isascii() and value.isdigit())):
            found[name.lower()] = value.strip('"')
    return found


def _raw_headers(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [
        (name.lower().encode("latin-1"), value.encode("latin-1", "replace"))
        for name, value in headers.items()
    ]


async def _drain(request: Request, reply: Reply) -> None:
    """Read a little of the rest of a body, and close the connection when there is more."""
    try:
        if await bodies.discard(request.stream(), PATIENCE) > PATIENCE:
            reply.headers["connection"] = "close"
    except RuntimeError:
        # Starlette's way to say that the body was read to its end already.
        return


def build(document: Mapping[str, Any]) -> Starlette:
    """The application that stands in for the provider of a description."""
    return Starlette(routes=[Mount("/", app=Engine(describe(document)))])
