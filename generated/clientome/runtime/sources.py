"""Where the content of a download comes from: an operation whose answer is a file, or a signed link."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from . import errors, logs, retry
from .answers import AsyncBinaryResponse, BinaryResponse, response_behind
from .call import call
from .download_state import identity_of
from .flow import Flow, close, hand_over, now, random, read, send, sleep, tell, wall_clock
from .operation import Answer, Operation
from .options import NO_OPTIONS, RequestOptions, Timeout
from .redirects import MAX_REDIRECTS, follow
from .session import VERSION, Header, Session, merged
from .settings import split_url
from .transport import Request, Response

_AS_FILES: dict[int, tuple[Operation[Any], Operation[Any]]] = {}
_ERROR_BODY = 1 << 16
# What storage services say about a link that is no longer, or not yet, valid.
_STALE = frozenset({401, 403, 404, 410})


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


class Link:
    """A link cut into what is sent. Nothing of it but the origin is ever shown."""

    __slots__ = ("origin", "target")

    def __init__(self, link: object, *, secure: bool) -> None:
        wrong = errors.ArgumentError("link: expected an http(s) URL without user and password", "link")
        if not isinstance(link, str):
            raise wrong
        try:
            parts = urlsplit(link.strip())
            self.origin, _path = split_url(f"{parts.scheme}://{parts.netloc}", "link")
        except (errors.ConfigurationError, ValueError):
            raise wrong from None
        if secure and not self.origin.startswith("https:"):
            raise errors.ArgumentError(
                "link: an http link is not followed by a client that speaks https", "link"
            )
        # A signature covers the exact bytes: what is encoded stays as it is.
        self.target = quote(parts.path or "/", safe="/:@!$&'()*+,;=~%[]|")
        if parts.query:
            self.target += "?" + quote(parts.query, safe="/?:@!$&'()*+,;=~%[]|")

    @property
    def shown(self) -> str:
        """For logs and errors: paths of links are secrets as often as their queries."""
        return f"{self.origin}/***"

    @property
    def file_name(self) -> str | None:
        """The last piece of the path, where that looks like a file."""
        last = unquote(self.target.split("?", 1)[0].rsplit("/", 1)[-1])
        return last if "." in last.strip(".") else None

    def __repr__(self) -> str:
        return f"<Link {self.shown}>"


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
        self._session = session
        self._box = box
        self._options = options or NO_OPTIONS
        self._place: Link | None = None
        self._given_name = file_name
        self.timeout = Timeout.of(self._options.timeout, session.timeout)
        self.repeats = session.retries if self._options.retries is None else self._options.retries
        self.repeatable = True
        self.name = "save_link"
        self.identity = ""
        agent = f"clientome/{VERSION} (python {sys.version_info[0]}.{sys.version_info[1]})"
        self._headers: list[Header] = [(b"User-Agent", agent.encode("ascii")), (b"Accept", b"*/*")]

    @property
    def file_name(self) -> str | None:
        """The name where the server proposes none."""
        return self._given_name or (None if self._place is None else self._place.file_name)

    def get(self) -> Flow[None]:
        """Get the first link, which tells where the content comes from."""
        if self._box.link is None:
            yield from self._renew()
        place = self._place = Link(self._box.link, secure=self._session.settings.origin.startswith("https:"))
        self.identity = identity_of("link", place.origin, place.target.split("?", 1)[0])

    def _renew(self) -> Flow[None]:
        assert self._box.mint is not None
        yield from tell(self._box.mint, self._box)

    def open(self, headers: Mapping[str, str], remaining: float | None) -> Flow[Response]:
        """Fetch the link; mint it again once when the server says that it is not valid (any more)."""
        started = yield from now()
        deadline = None if remaining is None else started + remaining
        minted = False
        attempts = 0
        while True:
            attempts += 1
            try:
                response, error = yield from self._fetch(headers, deadline, attempts)
            except errors.TransportError as failure:
                failure.operation, failure.attempts, failure.is_retry_safe = self.name, attempts, True
                yield from self._pause(attempts, None, deadline, failure)
                continue
            if error is None:
                yield from hand_over(response)
                return response
            if error.status in _STALE and self._box.mint is not None and not minted:
                minted = True
                yield from self._renew()
                self._place = Link(self._box.link, secure=self._session.settings.origin.startswith("https:"))
                continue
            if error.status not in self._session.api.retry_statuses:
                raise error
            yield from self._pause(attempts, error.retry_after, deadline, error)

    def _fetch(
        self, headers: Mapping[str, str], deadline: float | None, attempt: int
    ) -> Flow[tuple[Response, errors.APIError | None]]:
        """One answer that is no redirect: an open success, or an error."""
        place = self._place
        assert place is not None
        origin, target = place.origin, place.target
        given = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
        hops = 0
        while True:
            request = yield from self._request(origin, target, given, deadline)
            response = yield from self._send(request, attempt)
            if response.status not in (301, 302, 303, 307, 308) or "location" not in response.headers:
                break
            yield from close(response)
            hops += 1
            if hops > MAX_REDIRECTS:
                raise errors.UnexpectedStatusError(
                    f"{self.name}: more than {MAX_REDIRECTS} redirects",
                    status=response.status,
                    operation=self.name,
                )
            there = follow(request, response.headers["location"], self.name, response.status)
            origin, target = there.origin, there.target
        if 200 <= response.status < 300:
            return response, None
        with suppress(errors.TransportError):
            # Read so that the connection can be used again; storage services quote the link in it.
            _body = yield from read(response, _ERROR_BODY)
        return response, (yield from self._refusal(response, origin, attempt))

    def _request(
        self, origin: str, target: str, given: list[Header], deadline: float | None
    ) -> Flow[Request]:
        phases = self.timeout.phases
        if deadline is not None:
            phases = self._phases(deadline - (yield from now()))
        headers = merged(self._headers, given)
        return Request("GET", origin, target, headers, None, phases, deadline, f"{origin}/***")

    def _send(self, request: Request, attempt: int) -> Flow[Response]:
        sent_at = yield from now()
        try:
            response = yield from send(request)
        except errors.TransportError as error:
            logs.failure(request, error, attempt)
            raise
        elapsed = (yield from now()) - sent_at
        logs.attempt(request, response, elapsed, attempt, self._session.request_id, lambda: [request.target])
        return response

    def _phases(self, remaining: float) -> dict[str, float | None]:
        if remaining <= 0:
            raise errors.TimeoutError(f"{self.name}: the total time limit of the call passed", phase="total")
        return self.timeout.within(remaining)

    def _refusal(self, response: Response, origin: str, attempts: int) -> Flow[errors.APIError]:
        wait: float | None = None
        if (value := response.headers.get("retry-after")) is not None:
            wait = retry.parse_retry_after(value, (yield from wall_clock()))
        hint = ""
        if response.status in _STALE:
            hint = "; the link is not valid (any more)"
            if self._box.mint is None:
                hint += ": get a new one, or pass a function that does"
        return errors.error_class(response.status)(
            f"{self.name}: {origin} answered {response.status}{hint}",
            status=response.status,
            headers=response.headers,
            operation=self.name,
            retry_after=wait,
            attempts=attempts,
            is_retry_safe=True,
        )

    def _pause(
        self, attempts: int, wait: float | None, deadline: float | None, error: errors.ClientomeError
    ) -> Flow[None]:
        if attempts > self.repeats:
            raise error
        remaining = None if deadline is None else deadline - (yield from now())
        seconds = retry.pause(attempts, (yield from random()), wait, remaining)
        if seconds is None:
            raise error
        yield from sleep(seconds)
