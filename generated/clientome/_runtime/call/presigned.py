"""Signed links to places that are not the provider's: one request to one of them, without anything of ours.

Rules:

- Nothing of the client travels along: no key, no cookies, no headers of the client or of the call. What is sent is a
  user agent, ``Accept`` and the headers that the sender names.
- Only the origin of a link is ever shown, in messages, logs and reprs: its path is as secret as its query. Of the
  headers that a sender names only those of framing and ranges are shown.
- A GET follows redirects, at most 10 and never from https to http. Anything else is never sent on: what is uploaded
  goes where the link says or nowhere.
- A refusal is an error without its body, since storage services quote the link in it.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from urllib.parse import quote, unquote, urlsplit

from ..base import errors, retry, timing
from ..base.options import RequestOptions, Timeout
from ..base.timing import NEVER, Deadline
from ..body.body import Body
from ..flow.effects import Flow, close, now, random, read, send, sleep, wall_clock
from ..http import logs
from ..http.messages import Request, Response
from .redirects import MAX_REDIRECTS, follow
from .session import VERSION, Header, Session, merged
from .settings import split_url

# What storage services say about a link that is no longer, or not yet, valid.
STALE = frozenset({401, 403, 404, 410})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ERROR_BODY = 1 << 16
_SHOWN = frozenset({b"content-type", b"content-length", b"transfer-encoding", b"range", b"if-range"})


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
        try:
            self.target = quote(parts.path or "/", safe="/:@!$&'()*+,;=~%[]|")
            if parts.query:
                self.target += "?" + quote(parts.query, safe="/?:@!$&'()*+,;=~%[]|")
        except UnicodeError:
            raise wrong from None

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


class LinkCaller:
    """Sends single requests to signed links. ``name`` is what errors call the operation.

    ``advice`` is added to the message when a link is not valid (any more). ``read_timeout`` is the described one.
    """

    def __init__(
        self,
        session: Session,
        options: RequestOptions,
        name: str,
        advice: str = "",
        read_timeout: float | None = None,
    ) -> None:
        self._session = session
        self.name = name
        self.advice = advice
        self.timeout = Timeout.of(options.timeout, session.timeout).reading(read_timeout)
        self.repeats = session.retries if options.retries is None else options.retries
        agent = f"clientome/{VERSION} (python {sys.version_info[0]}.{sys.version_info[1]})"
        self._headers: list[Header] = [(b"User-Agent", agent.encode("ascii")), (b"Accept", b"*/*")]

    def link(self, text: object) -> Link:
        """A link that this client may follow; ArgumentError for what is none."""
        return Link(text, secure=self._session.settings.origin.startswith("https:"))

    def is_busy(self, error: errors.APIError) -> bool:
        """Whether a refusal may be over soon, so that repeating the request makes sense."""
        return retry.is_passing(error.status, self._session.api.retry_statuses)

    def send(
        self,
        link: Link,
        method: str,
        headers: list[Header],
        body: bytes | Body | None = None,
        deadline: Deadline = NEVER,
        attempt: int = 1,
    ) -> Flow[tuple[Response, errors.APIError | None]]:
        """One answer that is no redirect: an open success, or a closed refusal with its error.

        Content-Length is set here. A body that was touched is rewound; whether it can be is the caller's question
        (:func:`.can_be_sent`). Failures on the way are raised; nothing is repeated.
        """
        origin, target = link.origin, link.target
        if isinstance(body, Body) and body.touched:
            body.rewind()
        given = [*headers, *_framing(method, body)]
        hops = 0
        while True:
            request = yield from self._request(method, origin, target, given, body, deadline)
            response = yield from self._exchange(request, headers, attempt)
            if method != "GET" or response.status not in _REDIRECTS or "location" not in response.headers:
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
            # Read so that the connection can be used again.
            _body = yield from read(response, _ERROR_BODY)
        return response, (yield from self._refusal(response, method, origin, attempt))

    def _request(
        self,
        method: str,
        origin: str,
        target: str,
        given: list[Header],
        body: bytes | Body | None,
        deadline: Deadline,
    ) -> Flow[Request]:
        moment = yield from now()
        if deadline.passed(moment):
            raise errors.TimeoutError(
                f"{self.name}: the total time limit of the call passed", phase="total", sent=False
            )
        phases = self.timeout.within(deadline, moment)
        headers = merged(self._headers, given)
        return Request(method, origin, target, headers, body, phases, deadline, f"{origin}/***")

    def _exchange(self, request: Request, headers: list[Header], attempt: int) -> Flow[Response]:
        sent_at = yield from now()
        try:
            response = yield from send(request)
        except errors.TransportError as error:
            logs.failure(request, error, attempt)
            error.operation, error.attempts = self.name, attempt
            # Sending the same bytes to the same place twice ends in the same.
            error.is_retry_safe = request.method != "POST" or not error.sent
            raise
        elapsed = (yield from now()) - sent_at
        hidden = [*_pieces(request.target), *(_value(header) for header in headers)]
        logs.attempt(request, response, elapsed, attempt, self._session.request_id, lambda: hidden)
        return response

    def _refusal(self, response: Response, method: str, origin: str, attempts: int) -> Flow[errors.APIError]:
        wait: float | None = None
        if (value := response.headers.get("retry-after")) is not None:
            wait = retry.parse_retry_after(value, (yield from wall_clock()))
        hint = ""
        if response.status in STALE:
            hint = f"; the link is not valid (any more){self.advice}"
        elif response.status in _REDIRECTS:
            hint = "; content is not sent on to another address than the link's"
        return errors.error_class(response.status)(
            f"{self.name}: {origin} answered {response.status}{hint}",
            status=response.status,
            headers=response.headers,
            operation=self.name,
            retry_after=wait,
            attempts=attempts,
            is_retry_safe=method != "POST",
        )


def _framing(method: str, body: bytes | Body | None) -> list[Header]:
    if body is None:
        return [] if method in ("GET", "HEAD", "DELETE") else [(b"Content-Length", b"0")]
    length = len(body) if isinstance(body, bytes) else body.length
    if length is None:
        return [(b"Transfer-Encoding", b"chunked")]
    return [(b"Content-Length", b"%d" % length)]


def _pieces(target: str) -> list[str]:
    """A target, and its parts that other headers may quote."""
    path, _mark, query = target.partition("?")
    return [target, path, query]


def _value(header: Header) -> str:
    """The value of a header that must not be logged, else nothing."""
    return "" if header[0].lower() in _SHOWN else header[1].decode("latin-1")


def pause(
    attempts: int,
    repeats: int,
    wait: float | None,
    deadline: Deadline,
    error: errors.ClientomeError,
) -> Flow[None]:
    """Sleep before the next attempt; raise the error when there is none left or no time for it.

    ``attempts`` were made, ``repeats`` may follow the first; ``wait`` is what the server asks for.
    """
    if attempts > repeats:
        raise error
    chance = yield from random()
    seconds = timing.REPEATS.pause(attempts, chance, wait, deadline, (yield from now()))
    if seconds is None:
        raise error
    yield from sleep(seconds)
