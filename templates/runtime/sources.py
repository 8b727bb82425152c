"""Where the content of a download comes from: an operation whose answer is a file, or a signed link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from . import errors
from .answers import AsyncBinaryResponse, BinaryResponse, response_behind
from .call import call
from .download_state import identity_of
from .flow import Flow, hand_over, now, tell
from .links import STALE, Link, LinkCaller, pause
from .operation import Answer, Operation
from .options import NO_OPTIONS, RequestOptions, Timeout
from .session import Session
from .transport import Response

_AS_FILES: dict[int, tuple[Operation[Any], Operation[Any]]] = {}


def limit_of(options: RequestOptions, timeout: Timeout) -> float | None:
    """The seconds that a whole download may take."""
    limits = [limit for limit in (timeout.total, options.deadline) if limit is not None]
    return min(limits) if limits else None


def as_file(operation: Operation[Any]) -> Operation[Any]:
    """The operation with every content as a stream: what would be read into memory, and what has the same status as a
    file and differs in its type only. Made once."""
    known = _AS_FILES.get(id(operation))
    if known is None or known[0] is not operation:
        statuses = {answer.status for answer in operation.answers if answer.kind in ("binary", "bytes")}
        answers = tuple(
            Answer(answer.status, "binary", None, answer.content_type)
            if answer.status in statuses
            else answer
            for answer in operation.answers
        )
        known = _AS_FILES[id(operation)] = (operation, replace(operation, answers=answers))
    return known[1]


class OperationSource:
    """The answer of an operation. Keys, retries, tokens and redirects are those of every call."""

    def __init__(
        self,
        session: Session,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        options: RequestOptions | None,
        file_name: str | None = None,
    ) -> None:
        self._session = session
        self._operation = as_file(operation)
        self._arguments = arguments
        self._options = options or NO_OPTIONS
        self.timeout = Timeout.of(self._options.timeout, session.timeout)
        origin, base_path = session.place(operation)
        self.identity = identity_of(operation.id, origin + base_path, dict(arguments))
        self.name = operation.id
        self._file_name = file_name
        self.repeats = session.retries if self._options.retries is None else self._options.retries
        self.repeatable = operation.retry == "safe"

    @property
    def file_name(self) -> str | None:
        """The name in a folder where the server proposes none."""
        return self._file_name

    def open(self, headers: Mapping[str, str], remaining: float | None) -> Flow[Response]:
        """Call the operation."""
        given = self._options
        options = replace(
            given,
            headers={**headers, **(given.headers or {})} if given.headers else headers,
            deadline=remaining,
        )
        reply = yield from call(self._session, self._operation, self._arguments, options)
        result: object = reply.result
        if not isinstance(result, (BinaryResponse, AsyncBinaryResponse)):
            raise errors.DecodeError(
                f"{self.name}: the provider answered {reply.info.status}, which brings no file",
                status=reply.info.status,
                headers=reply.info.headers,
                request_id=reply.info.request_id,
                operation=self.name,
            )
        return response_behind(result)


class LinkBox:
    """The current link and, where the caller gave a function, the way to the next. ``mint`` puts it into ``link``."""

    def __init__(self, link: str | None, mint: Callable[[LinkBox], Any] | None) -> None:
        self.link = link
        self.mint = mint

    def __repr__(self) -> str:
        return "<LinkBox>"


class LinkSource:
    """A signed link, fetched without anything of ours: no key, no cookies, no headers of the client."""

    def __init__(
        self, session: Session, box: LinkBox, options: RequestOptions | None, file_name: str | None = None
    ) -> None:
        self._box = box
        self._place: Link | None = None
        self._given_name = file_name
        self.name = "save_link"
        self.identity = ""
        advice = "" if box.mint is not None else ": get a new one, or pass a function that does"
        self._caller = LinkCaller(session, options or NO_OPTIONS, self.name, advice)
        self.timeout = self._caller.timeout
        self.repeats = self._caller.repeats
        self.repeatable = True

    @property
    def file_name(self) -> str | None:
        """The name where the server proposes none."""
        return self._given_name or (None if self._place is None else self._place.file_name)

    def get(self) -> Flow[None]:
        """Get the first link, which tells where the content comes from."""
        if self._box.link is None:
            yield from self._renew()
        place = self._place = self._caller.link(self._box.link)
        self.identity = identity_of("link", place.origin, place.target.split("?", 1)[0])

    def _renew(self) -> Flow[None]:
        assert self._box.mint is not None
        yield from tell(self._box.mint, self._box)

    def open(self, headers: Mapping[str, str], remaining: float | None) -> Flow[Response]:
        """Fetch the link; mint it again once when the server says that it is not valid (any more)."""
        started = yield from now()
        deadline = None if remaining is None else started + remaining
        given = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
        minted = False
        attempts = 0
        while True:
            attempts += 1
            assert self._place is not None
            try:
                response, error = yield from self._caller.send(
                    self._place, "GET", given, None, deadline, attempts
                )
            except errors.TransportError as failure:
                yield from pause(attempts, self.repeats, None, deadline, failure)
                continue
            if error is None:
                yield from hand_over(response)
                return response
            if error.status in STALE and self._box.mint is not None and not minted:
                minted = True
                yield from self._renew()
                self._place = self._caller.link(self._box.link)
                continue
            if not self._caller.is_busy(error):
                raise error
            yield from pause(attempts, self.repeats, error.retry_after, deadline, error)
