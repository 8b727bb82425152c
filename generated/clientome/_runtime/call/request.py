"""From arguments to a request: the target, the headers and the body, worked out before the first attempt."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from ..base.errors import ArgumentError
from ..base.headers import MASK
from ..base.options import RequestOptions
from ..body.body import Body
from ..flow.effects import AsyncOnly, Flow, do, offload
from .arguments import Checked, check, given_arguments
from .parameters import (
    check_path_text,
    cookie_pairs,
    encode,
    header_parameter,
    header_value,
    path_value,
    query_pairs,
)
from .payload import build
from .plan import Plan

IDEMPOTENCY_KEY = "idempotency-key"
_COVER = "clientomeHiddenValue"
_FRAMING = frozenset({"content-length", "transfer-encoding", "host", "connection"})


class Prepared:
    """What stays the same over all attempts of one logical call."""

    __slots__ = ("body", "checked", "cookies", "headers", "key", "shown", "target")

    def __init__(self, target: str, shown: str, checked: Checked, key: str | None) -> None:
        self.target = target
        self.shown = shown
        self.checked = checked
        self.key = key
        self.headers: list[tuple[bytes, bytes]] = []
        self.cookies: list[str] = []
        self.body: bytes | Body | None = None


def new_key() -> str:
    """A random idempotency key in the form of a UUID 4."""
    data = bytearray(os.urandom(16))
    data[6] = data[6] & 0x0F | 0x40
    data[8] = data[8] & 0x3F | 0x80
    text = data.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def prepare(
    plan: Plan, arguments: Mapping[str, object], options: RequestOptions, base_path: str
) -> Flow[Prepared]:
    """Check the arguments and build the request's parts. The idempotency key is made here, once per logical call."""
    given = given_arguments(arguments, plan.nullable)
    key = _idempotency_key(plan, given, options)
    checked = check(plan.operation, given, plan.files)
    values = checked.values
    target = target_of(plan, base_path, values)
    shown = target
    if plan.hidden:
        covered = {name: _COVER if name in plan.hidden else value for name, value in values.items()}
        shown = target_of(plan, base_path, covered).replace(_COVER, MASK)
    prepared = Prepared(target, shown, checked, key)
    if not plan.bare_headers:
        _write_headers(plan, values, prepared)
    if checked.files:
        body, content_type = yield from offload(lambda: build(plan, checked, options.content_type))
    else:
        body, content_type = build(plan, checked, options.content_type)
    if isinstance(body, Body):
        body.on_progress = options.on_progress
        if body.asynchronous:
            # Before anything is sent.
            refusal = ArgumentError(
                f"{plan.operation.id}: an asynchronous iterator can be sent by an asynchronous client only; "
                "pass a plain iterator"
            )
            yield from do(AsyncOnly(refusal))
    prepared.body = body
    if content_type is not None:
        prepared.headers.append((b"Content-Type", header_value("content_type", content_type)))
    frame(plan, prepared)
    return prepared


def by_hand(
    plan: Plan, arguments: Mapping[str, object], options: RequestOptions
) -> tuple[Mapping[str, object], RequestOptions]:
    """Takes an idempotency key or a proof of payment that came as a header for what it is: that argument."""
    if not options.headers:
        return arguments, options
    others: dict[str, str] = {}
    for header, value in options.headers.items():
        name = plan.decisive.get(str(header).lower())
        if name is None:
            if str(header).lower() == IDEMPOTENCY_KEY:
                raise _takes_no_key(plan)
            others[header] = value
            continue
        elsewhere = options.idempotency_key if name == plan.operation.idempotency else None
        if arguments.get(name) is not None or elsewhere is not None:
            raise ArgumentError(
                f"{plan.operation.id}: {name} is given twice, once as the header {header}", name
            )
        # Nothing is no value, but it must not count as left out.
        arguments = {**arguments, name: "" if (given := cast("str | None", value)) is None else given}
    return arguments, replace(options, headers=others)


def _takes_no_key(plan: Plan) -> ArgumentError:
    # Ignoring it would let a caller believe in a protection that is not there.
    return ArgumentError(f"{plan.operation.id}: this operation takes no idempotency key", "idempotency_key")


def _idempotency_key(plan: Plan, given: dict[str, Any], options: RequestOptions) -> str | None:
    name, key = plan.operation.idempotency, options.idempotency_key
    if name is None:
        if key is not None:
            raise _takes_no_key(plan)
        return None
    own = given.get(name)
    if own is not None and key is not None and own != key:
        raise ArgumentError(f"{plan.operation.id}: two different idempotency keys are given", name)
    chosen: object = own if own is not None else key if key is not None else new_key()
    if not isinstance(chosen, str) or not chosen.isascii() or not chosen.isprintable() or not chosen.strip():
        raise ArgumentError(
            f"{plan.operation.id}: {name} must be text of visible ASCII characters; leave it out to have one made",
            name,
        )
    if chosen != chosen.strip():
        raise ArgumentError(f"{plan.operation.id}: {name} must not begin or end with a blank", name)
    given[name] = chosen
    return chosen


def target_of(plan: Plan, base_path: str, values: Mapping[str, Any]) -> str:
    """Path and query, percent-encoded."""
    path = base_path + (plan.fixed_path if plan.fixed_path is not None else _path(plan, values))
    pairs: list[str] = []
    try:
        for parameter in plan.query:
            if parameter.name in values:
                pairs.extend(query_pairs(parameter, values[parameter.name]))
    except ValueError as error:
        raise _unwritable(plan, error) from error
    if not pairs:
        return path or "/"
    return f"{path}{'&' if '?' in path else '?'}{'&'.join(pairs)}"


def _unwritable(plan: Plan, error: ValueError) -> ArgumentError:
    if isinstance(error, ArgumentError):
        return ArgumentError(f"{plan.operation.id}: {error}", error.argument)
    return ArgumentError(
        f"{plan.operation.id}: a value cannot be written as text (lone surrogate, NaN or infinity)"
    )


def _path(plan: Plan, values: Mapping[str, Any]) -> str:
    written: list[str] = []
    for segment in plan.segments:
        text = ""
        for piece in segment:
            if isinstance(piece, str):
                text += piece
                continue
            value = values.get(piece.name)
            if value is None:
                raise ArgumentError(f"{plan.operation.id}: {piece.name}: is required", piece.name)
            try:
                check_path_text(piece, value)
                text += path_value(piece, value)
            except ValueError as error:
                raise _unwritable(plan, error) from error
        if text in (".", "..") or (not text and segment):
            raise ArgumentError(f"{plan.operation.id}: the path would contain an empty or dot segment")
        written.append(text)
    return "/" + "/".join(written)


def _write_headers(plan: Plan, values: Mapping[str, Any], prepared: Prepared) -> None:
    try:
        for parameter in plan.header:
            if parameter.name in values:
                name = parameter.wire_name.encode("ascii")
                prepared.headers.append((name, header_parameter(parameter, values[parameter.name])))
        for parameter in plan.cookie:
            if parameter.name in values:
                prepared.cookies.extend(cookie_pairs(parameter, values[parameter.name]))
    except ValueError as error:
        raise _unwritable(plan, error) from error


def frame(plan: Plan, prepared: Prepared) -> None:
    """Tell how long the body is."""
    body = prepared.body
    if body is None:
        if plan.method in ("POST", "PUT", "PATCH"):
            prepared.headers.append((b"Content-Length", b"0"))
        return
    length = len(body) if isinstance(body, bytes) else body.length
    if length is None:
        prepared.headers.append((b"Transfer-Encoding", b"chunked"))
    else:
        prepared.headers.append((b"Content-Length", b"%d" % length))


def extra_headers(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Headers that a caller adds, checked."""
    written: list[tuple[bytes, bytes]] = []
    for name, value in headers.items():
        if not name or not name.isascii() or not all(c.isalnum() or c in "!#$%&'*+-.^_`|~" for c in name):
            raise ArgumentError(
                "headers: a header name may hold only letters, digits and !#$%&'*+-.^_`|~", "headers"
            )
        if name.lower() in _FRAMING:
            raise ArgumentError(f"headers: {name} is set by the client itself", "headers")
        written.append((name.encode("ascii"), header_value(name, value)))
    return written


def query_secret(wire: str, secret: str) -> str:
    """A credential that travels in the query."""
    return f"{encode(wire)}={encode(secret)}"
