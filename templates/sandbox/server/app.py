"""The ASGI application: route, admit, check, run, answer."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import traceback
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..api.description import Description, Operation, describe
from ..api.parameters import Source, split_cookies, split_query
from ..api.routing import Match, Router
from ..api.schemas import Invalid
from ..behaviour.engine import Engine
from ..behaviour.scheduler import Scheduler
from . import access, control, handler
from .bodies import discard
from .examples import Reply, error, success
from .faults import Faults
from .guard import Guard
from .handler import Incoming, RequestHandler
from .limits import Limits

# Bytes read of a body that is not needed, so that a client that is still sending sees the answer.
PATIENCE = 8 * 1024 * 1024
IGNORED = "x-sandbox-ignored"
"""The header that names what a request held and the description does not know."""
LOG = logging.getLogger("sandbox")
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Gone(Exception):
    """The client went away while its body was read."""


class Application:
    """One provider as an ASGI application."""

    def __init__(self, description: Description, engine: Engine, guard: Guard, *, rate_limits: bool) -> None:
        self.description = description
        self.guard = guard
        self.engine = engine
        self.faults = Faults(frozenset(operation.id for operation in description.operations))
        self._router = Router(description.operations)
        self._routes = Router(handler.routes(engine))
        document: Mapping[str, Any] = description.schemas.document
        self._limits = Limits(document.get("x-sdk-rate-limit", ()))
        self._performer = RequestHandler(engine, self._limits if rate_limits else None)
        self.ticker = Scheduler(engine)
        self.sftp_address: tuple[str, int] | None = None
        """Where the SFTP side door shall be; nowhere when None."""
        self.sftp_listener: socket.socket | None = None
        """A socket that listens there already."""
        self.door: Any = None

    async def startup(self) -> None:
        """Begin what happens between requests."""
        self.ticker.start()
        if self.sftp_address is not None and self.engine.raw.get("sftp"):
            from .sftp import SideDoor

            self.door = SideDoor(self.engine)
            await self.door.start(*self.sftp_address, self.sftp_listener)

    async def shutdown(self) -> None:
        """End it."""
        await self.ticker.stop()
        if self.door is not None:
            await self.door.stop()

    def reset(self) -> None:
        """Begin anew: no faults, full buckets, and what :meth:`Engine.reset` says."""
        self.engine.reset()
        self._limits.clear()
        self.faults.held.clear()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        if scope["type"] != "http":
            return
        self.ticker.start()
        try:
            reply = await self.respond(scope, receive, guarded=True)
        except Gone:
            return
        self.ticker.wake()
        if reply.faults.get("delay"):
            await asyncio.sleep(reply.faults["delay"])
        await self._send(scope["method"], reply, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self.startup()
                await send({"type": "lifespan.startup.complete"})
            else:
                await self.shutdown()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def respond(self, scope: Scope, receive: Receive, *, guarded: bool = False) -> Reply:
        """The answer to one request. Waits for nothing but the body. `guarded`: it may come from a browser."""
        incoming = _incoming(scope, receive)
        refused = self._refused(incoming) if guarded else None
        if refused is not None:
            await _drain(incoming, refused)
        try:
            reply = refused or await self._answer(incoming)
        except (Gone, asyncio.CancelledError):
            raise
        except Exception as wrong:
            reply = self._failed(None, wrong)
        _ = reply.headers.setdefault(self.description.request_id_header, uuid.uuid4().hex)
        if reply.status not in (204, 304):
            reply.headers["content-length"] = str(self._length(incoming, reply))
        return reply

    async def _send(self, method: str, reply: Reply, send: Send) -> None:
        body, ends = outgoing(self.engine, method, reply)
        headers = [
            (k.lower().encode("latin-1"), v.encode("latin-1", "replace")) for k, v in reply.headers.items()
        ]
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        if reply.file is None and not reply.faults:
            await send({"type": "http.response.body", "body": b"".join(body), "more_body": False})
            return
        for piece in body:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        if ends:
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _length(self, incoming: Incoming, reply: Reply) -> int:
        """The length of the body; for a described HEAD operation, that of the GET beside it."""
        if incoming.method == "HEAD" and reply.status < 300 and not reply.length:
            found = self._router.match("GET", incoming.path)
            if isinstance(found, Match) and found.operation.id not in self.engine.operations:
                return len(success(self.description, found.operation, "*/*", {}).body)
        return reply.length

    def _refused(self, incoming: Incoming) -> Reply | None:
        controlling = control.is_for(incoming.path)
        message = self.guard.refusal(incoming.headers, control=controlling)
        if message is None:
            return None
        return control.refused(message) if controlling else error(self.description, None, 403, message)

    async def _answer(self, incoming: Incoming) -> Reply:
        if control.is_for(incoming.path):
            return await control.answer(self.engine, self.faults, self.reset, incoming)
        found = self._router.match(incoming.method, incoming.path)
        if not isinstance(found, Match):
            other = self._routes.match(incoming.method, incoming.path)
            if isinstance(other, Match):
                found = other
        if not isinstance(found, Match):
            reply = self._unrouted(incoming, found)
        else:
            faults: Mapping[str, Any] = self.faults.strike(found.operation.id) if self.faults.held else {}
            if "status" in faults:
                reply = _fault(self.description, found.operation, faults)
            else:
                reply = await self._operation(incoming, found)
            if incoming.ignored:
                reply.headers[IGNORED] = ", ".join(quote(name, safe="[]") for name in incoming.ignored[:20])
            reply.faults = faults
        if reply.status >= 400:
            await _drain(incoming, reply)
        return reply

    def _unrouted(self, incoming: Incoming, allowed: tuple[str, ...]) -> Reply:
        if not allowed:
            return error(self.description, None, 404, f"There is nothing at {incoming.path[:200]}.")
        if incoming.method == "OPTIONS":
            return Reply(204, headers={"allow": ", ".join(allowed)})
        message = f"{incoming.method} is not possible here, only {', '.join(allowed)}."
        reply = error(self.description, None, 405, message)
        reply.headers["allow"] = ", ".join(allowed)
        return reply

    async def _operation(self, incoming: Incoming, match: Match) -> Reply:
        operation = match.operation
        try:
            cookies = split_cookies(incoming.headers.get("cookie", ()))
            source = Source(match.values, split_query(incoming.query), incoming.headers, cookies)
            return await self._performer.perform(incoming, operation, source)
        except access.Refused as refused:
            reply = error(self.description, operation, refused.status, str(refused))
            if refused.status == 401:
                reply.headers["www-authenticate"] = "Bearer"
            return reply
        except Invalid as invalid:
            return handler.invalid(self.description, operation, invalid)
        except Gone:
            raise
        except Exception as wrong:
            return self._failed(operation, wrong)

    def _failed(self, operation: Operation | None, wrong: Exception) -> Reply:
        """The answer to a request at which the sandbox itself fails: shown by `/_sandbox` and in one line of the log."""
        place = traceback.extract_tb(wrong.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        problem = f"{operation.id if operation else 'request'}: {type(wrong).__name__} at {where}: {wrong}"
        LOG.error("The sandbox failed. %s", problem)
        self.engine.problems.append(problem)
        return error(
            self.description, operation, 500, f"The sandbox failed, which is its own mistake. {problem}"
        )


def outgoing(engine: Engine, method: str, reply: Reply) -> tuple[list[bytes] | Any, bool]:
    """The pieces of the body as they go out, and whether they end as they should."""
    if method == "HEAD" or reply.status in (204, 304):
        return (), True
    pieces = engine.blobs.pieces(*reply.file) if reply.file is not None else iter((reply.body,))
    if not reply.faults:
        return pieces, True
    length, ends = reply.length, True
    if reply.faults.get("wrong_length"):
        announced = max(length + int(reply.faults["wrong_length"]), 0)
        reply.headers["content-length"] = str(announced)
        length, ends = min(length, announced), announced <= length
    if reply.faults.get("cut_after") is not None and int(reply.faults["cut_after"]) < length:
        length, ends = max(int(reply.faults["cut_after"]), 0), False
    return _harmed(pieces, length, reply.faults.get("corrupt_at")), ends


def _harmed(pieces: Any, length: int, corrupt_at: int | None) -> Any:
    place = 0
    for piece in pieces:
        cut = bytearray(piece[: max(length - place, 0)])
        if corrupt_at is not None and place <= corrupt_at < place + len(cut):
            cut[corrupt_at - place] ^= 0xFF
        place += len(piece)
        if cut:
            yield bytes(cut)


def _fault(description: Description, operation: Operation, faults: Mapping[str, Any]) -> Reply:
    status = int(faults["status"])
    if "body" in faults:
        text = faults["body"]
        body = text.encode("utf-8", "replace") if isinstance(text, str) else handler.dump(text)
        reply = Reply(status, body, {"content-type": "application/json"})
    else:
        reply = error(description, operation, status, "A fault that was asked for.")
    reply.headers.update({str(k).lower(): str(v) for k, v in faults.get("headers", {}).items()})
    return reply


def _incoming(scope: Scope, receive: Receive) -> Incoming:
    headers: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1").strip())
    raw = scope.get("raw_path")
    path = raw.partition(b"?")[0].decode("latin-1") if isinstance(raw, bytes) else quote(str(scope["path"]))
    client = scope.get("client")
    host = next(iter(headers.get("host", ())), "")
    return Incoming(
        method=str(scope["method"]),
        path=path,
        query=scope.get("query_string", b"").decode("latin-1"),
        headers=headers,
        address=str(client[0]) if client else "",
        origin=f"{scope.get('scheme', 'http')}://{host}" if host else "",
        stream=_stream(receive),
    )


async def _stream(receive: Receive) -> AsyncIterator[bytes]:
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        more = bool(message.get("more_body"))
        body = message.get("body", b"")
        if body:
            yield body


async def _drain(incoming: Incoming, reply: Reply) -> None:
    """Read a little of the rest of a body, and close the connection when there is more."""
    with contextlib.suppress(RuntimeError):
        if await discard(incoming.stream, PATIENCE) > PATIENCE:
            reply.headers["connection"] = "close"


def build(
    document: Mapping[str, Any],
    sandbox: Mapping[str, Any] | None = None,
    *,
    state: Path | None = None,
    speed: float = 1.0,
    rate_limits: bool = True,
    hosts: Iterable[str] = (),
) -> Application:
    """The application that behaves as the provider of a description."""
    description = describe(document)
    engine = Engine(description, sandbox or {}, state=state, speed=speed)
    return Application(description, engine, Guard(hosts), rate_limits=rate_limits)
