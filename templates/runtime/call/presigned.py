"""Presigned URLs: anonymous calls at the origin of somebody else, a storage service most of the time.

Rules:

- Nothing of the client travels along: no key, no cookies, no headers of the client or of the call. What is sent is a
  user agent, ``Accept`` and the headers that the sender names.
- Only the origin of a link is ever shown, in messages, logs and reprs: its path is as secret as its query. Of the
  headers that a sender names only those of framing and ranges are shown.
- A GET follows redirects. Anything else is never sent on: what is uploaded goes where the link says or nowhere.
- GET and PUT may be repeated: the same bytes at the same place end in the same.
- A refusal is an error without its body, since storage services quote the link in it. A link that is not valid (any
  more) is renewed once where that is possible.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, unquote, urlsplit

from ..base import errors
from ..base.options import RequestOptions
from ..base.timing import Deadline
from ..body.body import Body
from ..flow.effects import Flow, now
from ..http.messages import Request, Response
from ..spec.operation import Operation
from .arguments import Checked
from .call import REDIRECTS, Call, exchange
from .plan import Plan
from .request import Prepared, frame
from .session import AGENT, Header, Session, merged
from .settings import split_url

# What storage services say about a link that is no longer, or not yet, valid.
EXPIRED = frozenset({401, 403, 404, 410})
_HEADERS: list[Header] = [(b"User-Agent", f"{AGENT})".encode("ascii")), (b"Accept", b"*/*")]
_SHOWN = frozenset({b"content-type", b"content-length", b"transfer-encoding", b"range", b"if-range"})
_REPEATABLE = ("GET", "PUT")

Renew = Callable[[], Flow["Link"]]


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


def link_of(session: Session, text: object) -> Link:
    """A link that a client may follow; ArgumentError for what is none."""
    return Link(text, secure=session.settings.origin.startswith("https:"))


class _PresignedCall(Call):
    """The state of a call at a presigned URL."""

    anonymous = True

    __slots__ = ("_advice", "_is_sent", "_link", "_renew")

    def __init__(
        self,
        session: Session,
        plan: Plan,
        prepared: Prepared,
        options: RequestOptions,
        started: float,
        link: Link,
        advice: str,
        renew: Renew | None,
        is_sent: Callable[[], bool] | None,
    ) -> None:
        super().__init__(session, plan, prepared, options, link.origin, started)
        self._link = link
        self._advice = advice
        self._renew = renew
        self._is_sent = is_sent

    def request(self) -> Request:
        place = self._link if self.target is None else self.target
        headers = merged(_HEADERS, self.prepared.headers)
        shown = f"{place.origin}/***"
        return Request(
            self.plan.method,
            place.origin,
            place.target,
            headers,
            self.prepared.body,
            self.phases(),
            self.deadline,
            shown,
        )

    def take(self, request: Request, response: Response) -> Flow[bytes]:
        yield from ()
        if self._is_sent is not None and not self._is_sent():
            raise errors.ProtocolError(
                f"{self.plan.operation.id}: the storage answered before it had the whole content"
            )
        return b""

    def renew(self, request: Request, status: int) -> Flow[bool]:
        if status not in EXPIRED or self._renew is None or self.renewed:
            return False
        self.renewed = True
        self._link, self.target = (yield from self._renew()), None
        self.now = yield from now()
        return True

    def refusal(self, response: Response, body: bytes, wait: float | None) -> errors.APIError:
        name, status = self.plan.operation.id, response.status
        hint = ""
        if status in EXPIRED:
            hint = f"; the link is not valid (any more){self._advice}"
        elif status in REDIRECTS:
            hint = "; content is not sent on to another address than the link's"
        place = self._link if self.target is None else self.target
        return errors.error_class(status)(
            f"{name}: {place.origin} answered {status}{hint}",
            status=status,
            headers=response.headers,
            operation=name,
            retry_after=wait,
            attempts=self.attempts,
            is_retry_safe=self.repeatable,
        )

    def secrets(self) -> list[str]:
        pieces: list[str] = []
        for place in (self._link, self.target):
            if place is not None:
                path, _mark, query = place.target.partition("?")
                pieces += [place.target, path, query]
        hidden = (value for name, value in self.prepared.headers if name.lower() not in _SHOWN)
        return [piece for piece in (*pieces, *(value.decode("latin-1") for value in hidden)) if piece]


def call_presigned(
    session: Session,
    name: str,
    link: Link,
    method: str,
    headers: list[Header],
    body: Body | bytes | None,
    options: RequestOptions,
    deadline: Deadline,
    *,
    read_timeout: float | None = None,
    advice: str = "",
    renew: Renew | None = None,
    is_sent: Callable[[], bool] | None = None,
) -> Flow[Response]:
    """The open answer of a success. ``name`` is what errors call the operation.

    ``advice`` is added to the message when a link is not valid (any more); ``renew`` gets another one. ``is_sent`` tells
    whether the whole body has left: an answer of success that came before is none.
    """
    operation: Operation[None] = Operation(
        id=name,
        method=method,
        path="/",
        answers=(),
        retry="safe" if method in _REPEATABLE else "never",
        readonly=method == "GET",
        read_timeout=read_timeout,
    )
    plan = Plan(operation)
    prepared = Prepared(link.target, "/***", Checked({}, {}, None), None)
    prepared.headers, prepared.body = [*headers], body
    frame(plan, prepared)
    started = yield from now()
    state = _PresignedCall(session, plan, prepared, options, started, link, advice, renew, is_sent)
    state.deadline = deadline
    try:
        response, _body = yield from exchange(state)
    except errors.TransportError as error:
        error.operation, error.attempts = name, max(state.attempts, 1)
        error.is_retry_safe = state.repeatable or not error.sent
        raise
    return response
