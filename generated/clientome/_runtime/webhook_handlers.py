"""Webhook endpoints for ASGI and WSGI servers, each made by one call.

::

    app = asgi_handler(receiver, on_event)      # for uvicorn, or mounted in Starlette, FastAPI, Django
    app = wsgi_handler(receiver, on_event)      # for gunicorn, or mounted in Flask, Django

``on_event`` gets the event. Answers: 200 (empty) once it has returned, the provider's status for a wrong signature (422
where nothing else is described), 400 for a body that cannot be read, 405 for anything but POST, 413 for a body over the
limit, and 500 without details when ``on_event`` raises, which is logged; then the provider may deliver again.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http import HTTPStatus
from typing import Any, TypeAlias, TypeVar, cast

from pydantic import BaseModel

from .base.errors import ConfigurationError, WebhookError
from .base.frames import callers_trace, guarded
from .http.logs import logger
from .webhooks import Receiver, SignatureError, UnknownEvent

E = TypeVar("E", bound=BaseModel)
MAX_BYTES = 1024 * 1024

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
AsgiApp: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
WsgiApp: TypeAlias = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class _Disconnected(Exception):
    """The sender closed the connection before the whole body came."""


def asgi_handler(
    receiver: Receiver[E], on_event: Callable[[E | UnknownEvent], object], *, max_bytes: int = MAX_BYTES
) -> AsgiApp:
    """An ASGI application. ``on_event`` may be async; otherwise it runs in a thread, so that it may block."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http":
            try:
                status = await handle(scope, receive)
            except _Disconnected:
                return
            await _respond(send, status)
        else:
            await send({"type": "websocket.close", "code": 1008})

    @guarded
    async def handle(scope: Scope, receive: Receive) -> int:
        if scope["method"] != "POST":
            return 405
        body = await _read(scope, receive, max_bytes)
        if body is None:
            return 413
        status, event = _receive(receiver, body, scope["headers"])
        if event is None:
            return status
        try:
            await _call(on_event, event)
        except Exception as error:
            return _failed(error)
        return 200

    return app


def wsgi_handler(
    receiver: Receiver[E], on_event: Callable[[E | UnknownEvent], object], *, max_bytes: int = MAX_BYTES
) -> WsgiApp:
    """A WSGI application. ``on_event`` must not be async."""
    if _is_async(on_event):
        raise ConfigurationError("a WSGI handler cannot await; pass a plain function, or use asgi_handler")

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        status = handle(environ)
        headers = [("Content-Length", "0")] + ([("Allow", "POST")] if status == 405 else [])
        start_response(f"{status} {HTTPStatus(status).phrase}", headers)
        return [b""]

    @guarded
    def handle(environ: dict[str, Any]) -> int:
        if environ["REQUEST_METHOD"] != "POST":
            return 405
        body = _read_wsgi(environ, max_bytes)
        if isinstance(body, int):
            return body
        pairs = [
            (name[5:].replace("_", "-"), str(value))
            for name, value in environ.items()
            if name.startswith("HTTP_")
        ]
        status, event = _receive(receiver, body, pairs)
        if event is None:
            return status
        try:
            result = on_event(event)
            if inspect.isawaitable(result):
                _closed = getattr(result, "close", lambda: None)()
                raise TypeError("a WSGI handler cannot await what on_event returned")
        except Exception as error:
            return _failed(error)
        return 200

    return app


def _receive(receiver: Receiver[E], body: bytes, headers: Any) -> tuple[int, E | UnknownEvent | None]:
    try:
        return 200, receiver.receive(body, headers)
    except SignatureError as error:
        logger.warning("webhook refused: %s", error)
        return receiver.webhooks.refused_status, None
    except WebhookError as error:
        logger.warning("webhook refused: %s", error)
        return 400, None


def _failed(error: Exception) -> int:
    # Only the frames from the handler on: those above hold the delivery, and running frames cannot be cleared.
    logger.error(
        "the webhook handler failed: %s",
        type(error).__name__,
        exc_info=(type(error), error, callers_trace(error.__traceback__)),
    )
    return 500


def _is_async(function: object) -> bool:
    # An object may have an async __call__.
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(type(function).__call__)


async def _call(on_event: Callable[[Any], object], event: object) -> None:
    if _is_async(on_event):
        result = on_event(event)
    else:
        from asyncio import to_thread

        result = await to_thread(on_event, event)
    if inspect.isawaitable(result):
        _done = await cast("Awaitable[object]", result)


async def _read(scope: Scope, receive: Receive, limit: int) -> bytes | None:
    """The body, or None when it is over the limit."""
    for name, value in scope["headers"]:
        if name.lower() == b"content-length" and value.isdigit() and _length(value) > limit:
            return None
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Disconnected
        piece = message.get("body", b"")
        size += len(piece)
        if size > limit:
            return None
        pieces.append(piece)
        if not message.get("more_body", False):
            return b"".join(pieces)


def _length(digits: str | bytes) -> int:
    """The number in a Content-Length, cut to 19 digits: ``int`` refuses very long texts."""
    text = digits if isinstance(digits, str) else digits.decode("ascii")
    return int(text.lstrip("0")[:19] or "0")


def _read_wsgi(environ: dict[str, Any], limit: int) -> bytes | int:
    """The body, or the status of a refusal."""
    given = str(environ.get("CONTENT_LENGTH") or "")
    if given:
        if not (given.isascii() and given.isdigit()):
            return 400
        length = _length(given)
        if length > limit:
            return 413
    elif environ.get("wsgi.input_terminated"):
        length = limit + 1
    else:
        # Without a length a read may block for ever on some WSGI servers.
        return 400
    pieces: list[bytes] = []
    left = length
    while left > 0:
        piece: bytes = environ["wsgi.input"].read(left)
        if not piece:
            break
        pieces.append(piece)
        left -= len(piece)
    if given and left:
        return 400
    return 413 if not given and not left else b"".join(pieces)


async def _respond(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0")] + ([(b"allow", b"POST")] if status == 405 else [])
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
