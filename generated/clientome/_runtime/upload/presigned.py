"""Upload to a place that an operation gives out: start, send the bytes, finish.

Rules:

- Start and finish are calls like any other: of retry class "never" they are made once, unless nothing was sent.
- The bytes go to a presigned URL (see ``call.presigned``), and are sent again from the start of the content.
- A place that has expired is asked for once more, and the whole content sent again. Content that can be read once
  only is never sent twice.
- An answer of success that came before the last byte was sent is a broken attempt, not a success.
- Finish is called with the digest and size of the successful attempt. When it fails, the error has a note that says
  what is known, so that it can be called by hand: the bytes need not be sent again.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from ..base.errors import (
    APIError,
    ClientomeError,
    DecodeError,
    IntegrityError,
    TransportError,
)
from ..body.body import Body
from ..body.zip import digest_of
from ..call.call import Reply, call
from ..call.invoke import perform
from ..call.links import FoundLink, found_links, shown_path
from ..call.presigned import EXPIRED, Link, call_presigned, link_of
from ..call.request import extra_headers
from ..call.session import Header
from ..flow.effects import Flow, offload, read
from ..spec.operation import SignedWay
from .task import OCTETS, Measured, Meter, Task, check_used, measured, resolved, shown_call, uses

_METHODS = frozenset({"PUT", "POST", "PATCH"})
_FRAMING = frozenset({"content-length", "transfer-encoding", "host", "connection"})
_ANSWER = 1 << 16


@dataclass(slots=True, repr=False)
class _Attempt:
    """What is known of an upload to a signed place."""

    task: Task
    way: SignedWay
    content: Measured
    content_type: str
    sha256: str | None = None

    def inputs(self, inputs: Any, sha256: str | None, started: Any = None) -> dict[str, object]:
        """Inputs of one of the operations."""
        return resolved(
            inputs,
            self.content,
            content_type=self.content_type,
            size=self.content.position if self.content.complete else self.content.size,
            sha256=sha256,
            started=started,
        )


def upload_signed(task: Task, way: SignedWay) -> Flow[Any]:
    """Upload and return the result of the last operation."""
    check_used(task, (way.start, way.send, way.finish))
    kind = way.content_type or task.source.content_type or OCTETS
    attempt = _Attempt(task, way, measured(task.source), kind)
    if uses(way.start_inputs, "$file.sha256"):
        attempt.sha256, _size = yield from offload(lambda: digest_of(task.source))
    again = False
    while True:
        options = yield from task.limits(keyed=not again)
        arguments = attempt.inputs(way.start_inputs, attempt.sha256) | task.own(way.start)
        started: Reply[Any] = yield from perform(task.session, way.start, arguments, options)
        _check_start(attempt, started.result)
        try:
            result = yield from _send(attempt, started)
            break
        except APIError as error:
            if again or error.status not in EXPIRED or not attempt.content.sendable:
                raise
        again = True
    digest = attempt.content.sha256
    if attempt.sha256 is not None and attempt.sha256 != digest:
        raise IntegrityError(
            "the content changed after its digest had been told to the provider; the upload is not valid"
        )
    if way.finish is not None:
        result = yield from _finish(attempt, started.result, digest)
    return started.result if way.send is None and way.finish is None else result


def _check_start(attempt: _Attempt, started: Any) -> None:
    """Find out before hours of sending that the start's answer lacks what the later operations need."""
    for inputs in (attempt.way.send_inputs, attempt.way.finish_inputs):
        needed = {name: value for name, value in inputs.items() if str(value).startswith("$start")}
        _known = attempt.inputs(needed, None, started)


def _send(attempt: _Attempt, started: Reply[Any]) -> Flow[Any]:
    if attempt.way.send is not None:
        result = yield from _send_by_operation(attempt, started)
        return result
    yield from _put(attempt, started)
    return None


def _send_by_operation(attempt: _Attempt, started: Reply[Any]) -> Flow[Any]:
    task, operation = attempt.task, attempt.way.send
    assert operation is not None
    meter = Meter(task.on_progress)
    arguments = attempt.inputs(attempt.way.send_inputs, attempt.sha256, started.result)
    options = replace((yield from task.limits()), on_progress=meter)
    reply: Reply[Any] = yield from call(task.session, operation, arguments | task.own(operation), options)
    if not meter.is_whole(attempt.content):
        raise IntegrityError(
            f"{operation.id}: the provider answered before it had the whole content; look whether the upload is there"
        )
    return reply.result


def _put(attempt: _Attempt, started: Reply[Any]) -> Flow[None]:
    """Bring the content to the signed place, however often that takes within the rules."""
    task, way, content = attempt.task, attempt.way, attempt.content
    place = _place(attempt, started)
    method = (place.method or way.method).upper()
    if method not in _METHODS:
        raise DecodeError(f"{way.start.id}: the answer names a method that uploads nothing")
    meter = Meter(task.on_progress)
    response = yield from call_presigned(
        task.session,
        task.managed.name,
        _link(attempt, place),
        method,
        _headers(attempt, place),
        Body([content], on_progress=meter),
        task.options,
        task.deadline,
        read_timeout=way.start.read_timeout,
        is_sent=lambda: meter.is_whole(content),
    )
    with suppress(TransportError):
        _answer = yield from read(response, _ANSWER)


def _place(attempt: _Attempt, started: Reply[Any]) -> FoundLink:
    way = attempt.way
    where = "anywhere" if way.link is None else way.link
    found = found_links(started.answer, where)
    if len(found) != 1:
        places = ", ".join(shown_path(link.path) for link in found[:8])
        raise DecodeError(
            f"{way.start.id}: one link to send the file to was expected in the answer, {len(found)} are there"
            f"{': ' if places else ''}{places}; nothing of the file was sent",
            body=started.answer,
        )
    return found[0]


def _link(attempt: _Attempt, place: FoundLink) -> Link:
    try:
        return link_of(attempt.task.session, place.url)
    except ClientomeError as error:
        # It is the provider's, not an argument of the caller.
        raise DecodeError(
            f"{attempt.way.start.id}: the answer holds a link that cannot be used: {error}"
        ) from None


def _headers(attempt: _Attempt, place: FoundLink) -> list[Header]:
    """The headers that belong to the link, just as they came, and a content type where they name none."""
    own = {name: value for name, value in place.headers.items() if name.lower() not in _FRAMING}
    if not any(name.lower() == "content-type" for name in own):
        own["Content-Type"] = attempt.content_type
    try:
        return extra_headers(own)
    except ClientomeError:
        raise DecodeError(f"{attempt.way.start.id}: the answer names headers that cannot be sent") from None


def _finish(attempt: _Attempt, started: Any, digest: str) -> Flow[Any]:
    task, operation = attempt.task, attempt.way.finish
    assert operation is not None
    arguments = attempt.inputs(attempt.way.finish_inputs, digest, started) | task.own(operation)
    try:
        options = yield from task.limits()
        reply: Reply[Any] = yield from perform(task.session, operation, arguments, options)
    except BaseException as error:
        if not isinstance(error, GeneratorExit):
            error.add_note(
                f"All {attempt.content.position} bytes of the file are stored (SHA-256 {digest}), but the upload may be "
                f"unfinished. Do not send the file again: {shown_call(task, operation, arguments)} finishes it, or "
                "tells that it is finished."
            )
        raise
    return reply.result
