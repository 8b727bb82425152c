"""The state of one logical call over its attempts, and the request of the next one.

One logical call: prepare, authorise, attempt, decode.

Rules:

- The idempotency key is made once, before the first attempt, and is the same in all of them.
- What may be repeated is decided in ``retry``. Here every attempt is counted, and every end (result or error) knows
  how many there were.
- A 401 renews a token once and repeats the request once; that is no retry and needs no retry class, since a refused
  request was not carried out. A static key is never tried twice.
- Redirects are followed for GET and HEAD only, at most 10, never from https to http. Another origin gets neither
  credentials nor cookies nor headers of the caller. Any other redirect is an error that names the new origin: money
  and patient data do not go where the description does not say.
- Bodies of refusals are read up to a limit; that a refusal's body breaks off does not hide its status.
- An answer that differs from its description is read as far as it can be, with notes in its ``ResponseInfo``. What
  fails after an answer has arrived carries it: the answer may hold the id of something that was paid for.
- Every attempt waits for its turn under the provider's rate limits; a 429 stops everybody who shares them.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import suppress
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urljoin, urlsplit

from ..base import errors, outcome, retry, timing
from ..base.errors import ConfigurationError, UnexpectedStatusError
from ..base.info import ResponseInfo
from ..base.models import AnswerModel, sensitive_values
from ..base.options import Phases, RequestOptions, Timeout, checked_options, deadline_of
from ..base.outcome import Outcome, is_known_refusal, together
from ..body.body import can_be_sent
from ..flow.effects import (
    Effect,
    Flow,
    call_back,
    close,
    hand_over,
    now,
    random,
    read,
    send,
    sleep,
    wall_clock,
)
from ..http import logs
from ..http.messages import Request, Response
from ..policies.explain import explain
from ..policies.rate_limits import LimitKey, admit, pause
from ..spec.operation import Answer, Operation
from . import decode
from .auth import NO_GRANT, Grant
from .plan import Plan, plan_of
from .request import Prepared, by_hand, extra_headers, prepare
from .session import Header, Session, merged
from .settings import split_url

MAX_REDIRECTS = 10
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Target:
    """The next place of a redirected GET or HEAD. ``shown`` has no query, since signed addresses keep secrets there.

    ``same_origin`` is set by the call, which knows the whole chain.
    """

    __slots__ = ("origin", "same_origin", "shown", "target")

    def __init__(self, origin: str, target: str) -> None:
        self.origin = origin
        self.target = target
        self.same_origin = False
        self.shown = origin + target.split("?", 1)[0]


def follow(request: Request, location: str, operation: str, status: int) -> Target:
    """The target of a Location header, or an error when it must not be followed."""

    def refuse(why: str) -> UnexpectedStatusError:
        return UnexpectedStatusError(
            f"{operation}: the provider redirects ({status}) {why}", status=status, operation=operation
        )

    # Location arrives as latin-1 text of what are often UTF-8 bytes.
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        parts = urlsplit(urljoin(request.url, location))
        bare = f"{parts.scheme}://{parts.netloc}"
        origin, _path = split_url(bare, "the redirect's target")
    except (ConfigurationError, ValueError):
        raise refuse("to an address that cannot be used") from None
    if request.method not in ("GET", "HEAD"):
        raise refuse(
            f"a {request.method} to {origin}; it is not sent there. If that host is right, set base_url"
        )
    if request.origin.startswith("https:") and origin.startswith("http:"):
        raise refuse(f"from https to http ({origin}); it is not followed")
    target = quote(parts.path or "/", safe="/:@!$&'()*+,;=~%")
    if parts.query:
        target += "?" + quote(parts.query, safe="/?:@!$&'()*+,;=~%[]")
    return Target(origin, target)


class Call:
    """The state of one logical call, and what is particular to it in the loop of attempts (:func:`exchange`)."""

    anonymous = False

    __slots__ = (
        "attempts",
        "deadline",
        "grant",
        "limits",
        "most",
        "now",
        "options",
        "origin",
        "plan",
        "prepared",
        "redirects",
        "renewed",
        "repeatable",
        "repeats",
        "sent_at",
        "session",
        "settled",
        "started",
        "target",
        "timeout",
        "under_way",
    )

    def __init__(
        self,
        session: Session,
        plan: Plan,
        prepared: Prepared,
        options: RequestOptions,
        origin: str,
        started: float,
        limits: tuple[LimitKey, ...] = (),
    ) -> None:
        self.session = session
        self.plan = plan
        self.prepared = prepared
        self.options = options
        self.origin = origin
        self.limits = limits
        self.started = self.now = started
        self.target: Target | None = None
        self.grant: Grant = NO_GRANT
        timeout = session.timeout if options.timeout is None else Timeout.of(options.timeout, session.timeout)
        self.timeout = timeout.reading(plan.operation.read_timeout)
        self.deadline = deadline_of(options, self.timeout, started)
        self.repeats = session.retries if options.retries is None else options.retries
        self.repeatable = retry.is_repeatable(plan.operation.retry, prepared.key is not None)
        self.most = session.max_answer_bytes if options.max_answer_bytes is None else options.max_answer_bytes
        self.attempts = 0
        self.redirects = 0
        self.renewed = False
        # What the attempts that ended have done together, what the one under way may do, and when the first left of
        # those that were or may have been carried out (time of day).
        self.settled = self.under_way = Outcome.NOT_SENT
        self.sent_at: float | None = None

    def begins(self, wall_clock: float | None) -> None:
        """An attempt is about to leave."""
        self.under_way = Outcome.UNKNOWN
        if self.sent_at is None:
            self.sent_at = wall_clock

    def ends(self, outcome: Outcome) -> None:
        """The attempt ended."""
        self.settled, self.under_way = together(self.settled, outcome), Outcome.NOT_SENT
        if is_known_refusal(self.settled):
            self.sent_at = None

    @property
    def outcome(self) -> Outcome:
        """What is known about what the call has done so far."""
        return together(self.settled, self.under_way)

    @property
    def counted(self) -> tuple[LimitKey, ...]:
        """The limits that hold for the next attempt; none for where a redirect leads."""
        return self.limits if self.target is None else ()

    def secrets(self) -> list[str]:
        """Everything that must not show in a message of this call."""
        checked = self.prepared.checked
        hidden = [str(checked.values[name]) for name in self.plan.hidden if name in checked.values]
        return [*self.session.auth.secrets(), *hidden, *sensitive_values(checked.model)]

    def request(self) -> Request:
        """The next attempt."""
        prepared, plan = self.prepared, self.plan
        timeout = self.phases()
        if self.target is not None:
            return self._redirected(self.target, timeout)
        grant = self.grant
        headers = self.session.headers(plan, grant)
        if prepared.headers:
            headers = merged(headers, prepared.headers)
        cookies = [*grant.cookies, *prepared.cookies]
        if cookies:
            headers = [*headers, (b"Cookie", "; ".join(cookies).encode("ascii"))]
        if self.options.headers is not None:
            headers = merged(headers, extra_headers(self.options.headers))
        target, shown = prepared.target, prepared.shown
        if grant.query:
            joint = "&" if "?" in target else "?"
            target += joint + "&".join(grant.query)
        return Request(
            plan.method,
            self.origin,
            target,
            headers,
            prepared.body,
            timeout,
            self.deadline,
            self.origin + shown,
        )

    def phases(self) -> Phases:
        """The time limits of the next attempt, if there is time for one."""
        if self.deadline.passed(self.now):
            raise errors.TimeoutError(
                f"{self.plan.operation.id}: the total time limit of the call passed",
                phase="total",
                sent=self.attempts > 0,
            )
        return self.timeout.within(self.deadline, self.now)

    def take(self, request: Request, response: Response) -> Flow[bytes]:
        """The body of a success; one that is a file is left open."""
        if response.status == 206:
            _check_part(self, request, response)
        if _streams(self, response):
            return b""
        body = yield from read(response, self.most)
        _check_size(self, response)
        return body

    def renew(self, request: Request, status: int) -> Flow[bool]:
        """After a refusal: whether the request can be sent once more with something new, which is no repeat."""
        return status == 401 and (yield from _renewed(self, request))

    def refusal(self, response: Response, body: bytes, wait: float | None) -> errors.APIError:
        """The error of a refusal."""
        return _refusal(self, response, body, wait)

    def _redirected(self, target: Target, timeout: dict[str, float | None]) -> Request:
        headers: list[Header] = self.session.headers(
            self.plan, self.grant if target.same_origin else NO_GRANT
        )
        if target.same_origin:
            cookies = [*self.grant.cookies, *self.prepared.cookies]
            own = [header for header in self.prepared.headers if not header[0].startswith(b"Content-")]
            headers = merged(headers, own)
            if cookies:
                headers = [*headers, (b"Cookie", "; ".join(cookies).encode("ascii"))]
            headers = merged(headers, extra_headers(self.options.headers or {}))
        else:
            headers = [
                header for header in headers if header[0] in (b"Accept", b"Accept-Encoding", b"User-Agent")
            ]
        return Request(
            self.plan.method,
            target.origin,
            target.target,
            headers,
            None,
            timeout,
            self.deadline,
            target.shown,
        )


T = TypeVar("T")
_ERROR_BODY = 1 << 20


class Reply(Generic[T]):
    """The end of a call: the result, the whole answer around it, and the response's head.

    Where the answer is a file, the result is the open response, which belongs to whoever asked for it.
    """

    __slots__ = ("answer", "info", "result")

    def __init__(self, result: T, answer: Any, info: ResponseInfo) -> None:
        self.result = result
        self.answer = answer
        self.info = info


def call(
    session: Session,
    operation: Operation[T],
    arguments: Mapping[str, object],
    options: RequestOptions | None = None,
    *,
    anonymous: bool = False,
) -> Flow[Reply[T]]:
    """Call an operation and return its result with what surrounds it."""
    plan = plan_of(operation)
    arguments, options = by_hand(plan, arguments, checked_options(options))
    session.admit(operation)
    grant = NO_GRANT if anonymous else session.auth.settled(operation)
    origin, base_path = session.place(operation)
    started = yield from now()
    prepared = yield from prepare(plan, arguments, options, base_path)
    state = Call(session, plan, prepared, options, origin, started, session.limits(operation, origin))
    try:
        if grant is None:
            run = _login_run(session, options)
            grant = yield from session.auth.obtain(operation, run, None, state.deadline.remaining(state.now))
            state.now = yield from now()
        state.grant = grant
        response, body = yield from exchange(state)
        info = _info(state, response)
        reply: Reply[T] = yield from _result(state, response, body, info)
        if session.observer is not None:
            _observe(state, response, reply.answer)
    except BaseException as error:
        _explain(state, error)
        raise
    if session.on_response is not None or options.on_response is not None:
        yield from _call_hooks(state, response, reply.info, body, reply.result)
    return reply


def _explain(state: Call, error: BaseException) -> None:
    """Says with the error what is known about what the call has done."""
    operation, key = state.plan.operation, state.prepared.key
    if isinstance(error, (errors.ArgumentError, errors.ConfigurationError)):
        # Found before a byte left, by whoever was to send it.
        state.ends(outcome.Outcome.NOT_SENT)
    elif isinstance(error, errors.TransportError) and (state.attempts or error.operation is None):
        error.attempts = max(state.attempts, 1)
        error.operation = operation.id
        error.is_retry_safe = state.repeatable or outcome.is_known_refusal(state.outcome)
        error.idempotency_key = key
    explain(error, operation, state.outcome, state.sent_at, key)


def _observe(state: Call, response: Response, value: object) -> None:
    """Shows an answer to the observer. That it fails must not cost the answer."""
    observer, operation = state.session.observer, state.plan.operation
    if observer is not None:
        kind = response.headers.get("content-type", "")
        try:
            observer.see(state.session.api.name, operation, response.status, kind, value)
        except Exception as error:
            logs.logger.warning("%s: the observer failed: %s", operation.id, type(error).__name__)


def _login_run(session: Session, options: RequestOptions) -> Any:
    limits = RequestOptions(timeout=options.timeout, deadline=options.deadline)

    def run(operation: Operation[Any], arguments: Mapping[str, object]) -> Flow[Any]:
        reply = yield from call(session, operation, arguments, limits, anonymous=True)
        return reply.answer

    return run


def exchange(state: Call) -> Flow[tuple[Response, bytes]]:
    """Attempt until there is a success, and take its body. The one loop of attempts."""
    while True:
        if state.counted:
            state.now = yield from admit(
                state.session.limiter,
                state.counted,
                state.deadline,
                state.timeout.pool,
                state.plan.operation.id,
            )
        request = state.request()
        wall = None if state.plan.operation.readonly else (yield from wall_clock())
        state.attempts += 1
        sent_at = state.now
        body = b""
        response: Response | None = None
        state.begins(wall)
        try:
            response = yield from send(request)
            state.ends(outcome.of_status(response.status))
            success = 200 <= response.status < 300
            if success:
                body = yield from state.take(request, response)
        except errors.TransportError as error:
            if response is not None:
                error.status, error.headers = response.status, response.headers
                error.request_id = state.session.request_id(response.headers)
            if state.under_way is outcome.Outcome.UNKNOWN:
                state.ends(outcome.of_failure(error.sent))
            yield from _after_failure(state, request, error)
            continue
        state.now = yield from now()
        if state.counted:
            state.session.limiter.arrived(state.counted, sent_at, state.now)
        logs.attempt(
            request,
            response,
            state.now - sent_at,
            state.attempts,
            state.session.request_id,
            state.secrets,
        )
        if success:
            return response, body
        yield from _after_refusal(state, request, response)


def _check_part(state: Call, request: Request, response: Response) -> None:
    """A part of the content is no result, unless a part was asked for."""
    if 206 in state.plan.answers or any(name.lower() == b"range" for name, _ in request.headers):
        return
    raise errors.DecodeError(
        f"{state.plan.operation.id}: the server sent a part of the content (206) without being asked for one",
        **_details(state, response, _info(state, response), b""),
    )


def _check_size(state: Call, response: Response) -> None:
    if response.is_cut:
        raise errors.DecodeError(
            f"{state.plan.operation.id}: the answer is larger than {state.most} bytes and was not read to its end; "
            "if that can be right, pass RequestOptions(max_answer_bytes=...)",
            **_details(state, response, _info(state, response), b""),
        )


def _streams(state: Call, response: Response) -> bool:
    if not state.plan.binary:
        return False
    answer = decode.choose(state.plan, response.status, response.headers)
    return answer is not None and answer.kind == "binary"


def _after_failure(state: Call, request: Request, error: errors.TransportError) -> Flow[None]:
    """Wait for the next attempt, or raise."""
    logs.failure(request, error, state.attempts)
    state.now = yield from now()
    if not retry.may_repeat_failure(state.repeatable, error):
        raise error
    yield from _pause(state, request, error, None)


def _after_refusal(state: Call, request: Request, response: Response) -> Flow[None]:
    """Return to make another attempt, or raise."""
    status = response.status
    follows = not state.anonymous or request.method == "GET"
    if status in REDIRECTS and "location" in response.headers and follows:
        yield from close(response)
        state.redirects += 1
        try:
            target = follow(request, response.headers["location"], state.plan.operation.id, status)
        except errors.UnexpectedStatusError as refused:
            # After a call that makes something, its Location may be all that tells where it is.
            refused.headers, refused.attempts = response.headers, state.attempts
            refused.request_id = state.session.request_id(response.headers)
            raise
        # Who was sent away from the own origin once stays a stranger, also when led back.
        target.same_origin = target.origin == state.origin and (
            state.target is None or state.target.same_origin
        )
        if state.redirects > MAX_REDIRECTS:
            raise errors.UnexpectedStatusError(
                f"{state.plan.operation.id}: more than {MAX_REDIRECTS} redirects",
                status=status,
                operation=state.plan.operation.id,
            )
        state.target = target
        return
    try:
        body = yield from read(response, _ERROR_BODY)
    except errors.TransportError:
        body = b""
    if (yield from state.renew(request, status)):
        return
    wait: float | None = None
    if (value := response.headers.get("retry-after")) is not None:
        wait = retry.parse_retry_after(value, (yield from wall_clock()))
    if status == 429:
        yield from pause(state.session.limiter, state.counted, wait)
    error = state.refusal(response, body, wait)
    if state.session.observer is not None and not state.anonymous:
        _observe(state, response, None)
    hooked = state.session.on_response is not None or state.options.on_response is not None
    if hooked and not state.anonymous:
        yield from _call_hooks(state, response, _info(state, response), body, None)
    patience = state.timeout.pool
    if status == 429 and wait is not None and patience is not None and wait > patience:
        raise error
    if not retry.may_repeat_status(state.repeatable, status, state.session.api.retry_statuses):
        raise error
    yield from _pause(state, request, error, wait)


def _renewed(state: Call, request: Request) -> Flow[bool]:
    """After a 401: whether there is a new token and the request can be sent once more."""
    store = state.grant.store
    if store is None or state.renewed or state.target is not None or not can_be_sent(request.body):
        return False
    state.renewed = True
    _rewind(request)
    session, operation = state.session, state.plan.operation
    run = _login_run(session, state.options)
    state.grant = yield from session.auth.obtain(
        operation, run, state.grant.token, state.deadline.remaining(state.now)
    )
    state.now = yield from now()
    return True


def _pause(state: Call, request: Request, error: errors.ClientomeError, wait: float | None) -> Flow[None]:
    """Sleep before the next attempt; raise the error when there is none left or no time for it."""
    repeat = state.attempts - state.redirects - int(state.renewed)
    if repeat > state.repeats or not can_be_sent(request.body):
        raise error
    chance = yield from random()
    seconds = timing.REPEATS.pause(max(repeat, 1), chance, wait, state.deadline, state.now)
    if seconds is None:
        raise error
    _rewind(request)
    logs.repeat(request, seconds, state.attempts + 1)
    yield from sleep(seconds)
    state.now = yield from now()


def _rewind(request: Request) -> None:
    body = request.body
    if body is not None and not isinstance(body, bytes) and body.touched:
        body.rewind()


def _credentials_hint(state: Call) -> str:
    hint = state.session.auth.hint(state.plan.operation)
    if state.grant.store is not None and not state.renewed and not can_be_sent(state.prepared.body):
        hint += (
            "; the content can be read only once, so it was not sent again with a new token: "
            "make the call again, if possible with a path"
        )
    return hint


def _refusal(state: Call, response: Response, body: bytes, wait: float | None) -> errors.APIError:
    session = state.session
    return decode.api_error(
        state.plan.operation,
        session.api.errors,
        response.status,
        response.headers,
        body,
        state.secrets(),
        _credentials_hint(state),
        {
            "request_id": session.request_id(response.headers),
            "retry_after": wait,
            "attempts": state.attempts,
            "is_retry_safe": retry.may_repeat_status(state.repeatable, response.status, (response.status,)),
            "idempotency_key": state.prepared.key,
        },
    )


def _info(state: Call, response: Response) -> ResponseInfo:
    shown = state.origin + state.prepared.shown if state.target is None else state.target.shown
    return ResponseInfo(
        response.status,
        response.headers,
        state.session.api.request_id_headers,
        state.now - state.started,
        shown,
        state.attempts,
        response.http_version,
        state.plan.operation.id,
    )


def _call_hooks(state: Call, response: Response, info: ResponseInfo, body: bytes, result: Any) -> Flow[None]:
    """Tells the hooks of an answer. What they raise carries it: the answer may hold the id of what was made."""
    for hook in (state.session.on_response, state.options.on_response):
        if hook is None:
            continue
        try:
            _told = yield from call_back(hook, info)
        except Exception as error:
            streams = isinstance(result, Response)
            if streams:
                yield from close(response)
            raised = errors.HookError(
                f"{info.operation}: on_response failed ({type(error).__name__}) after the provider had answered "
                f"{info.status}; the error's `result` and `body` hold the answer",
                **_details(state, response, info, body),
            )
            raised.result = None if streams else result
            raise raised from error


def _result(
    state: Call, response: Response, body: bytes, info: ResponseInfo
) -> Generator[Effect, Any, Reply[Any]]:
    """The reply of a success."""
    plan = state.plan
    answer = decode.choose(plan, response.status, response.headers)
    kind = "none" if answer is None else answer.kind
    if kind == "binary":
        yield from hand_over(response)
        response.most = state.most
        return Reply(response, response, info)
    if answer is None or kind == "none":
        return Reply(None, None, info)
    if kind == "info":
        return Reply(info, info, info)
    if kind == "bytes":
        return Reply(body, body, info)
    if kind == "text":
        text = decode.text_body(body, response.headers)
        return Reply(text, text, info)
    return _decoded(state, answer, response, body, info)


def _decoded(state: Call, answer: Answer, response: Response, body: bytes, info: ResponseInfo) -> Reply[Any]:
    operation, session = state.plan.operation, state.session
    envelope = session.api.envelope if operation.enveloped else None
    strict = state.options.strict_answers
    strict = session.strict_answers if strict is None else strict
    try:
        value, info.notes = decode.json_value(answer, body, response.headers, envelope, strict)
        result = decode.unwrapped(state.plan, value, info.notes)
    except decode.Refused as refused:
        # That the call failed does not say how far it came.
        state.settled = outcome.Outcome.UNKNOWN
        message = decode.clean(refused.message, state.secrets())
        details = _details(state, response, info, body)
        text = f"{operation.id}: the provider answered {response.status}, but says that the call failed"
        raise errors.EnvelopeError(
            f"{text}: {message}" if message else text, message=message, **details
        ) from None
    except Exception as error:
        raise _unreadable(state, response, body, info, error) from None
    if info.notes:
        logs.differs(operation.id, info.notes)
    if isinstance(result, AnswerModel):
        object.__setattr__(result, "__clientome_response__", info)
    return Reply(result, value, info)


def _unreadable(
    state: Call, response: Response, body: bytes, info: ResponseInfo, cause: Exception
) -> errors.DecodeError:
    """The error for an answer that cannot be read. The call has been made; only what came of it is unclear."""
    known = cause if isinstance(cause, decode.Unreadable) else None
    if decode.looks_like_html(body, response.headers):
        # Perhaps not the provider's answer.
        state.settled = outcome.Outcome.UNKNOWN
    what = known.text if known is not None else f"the answer could not be read ({type(cause).__name__})"
    text = f"{info.operation}: {what}"
    if not state.plan.operation.readonly and not state.plan.operation.billable:
        certain = "was" if known is not None and known.problems else "may have been"
        text += (
            f"; the provider answered {info.status}, so the call {certain} carried out: look at the error's `body` "
            "and at what is there before you make it again"
        )
    if info.request_id:
        text += f" [request id {decode.clean(info.request_id, state.secrets())}]"
    details = _details(state, response, info, body)
    error = errors.DecodeError(text, message=what, **details)
    error.problems = () if known is None else known.problems
    return error


def _details(state: Call, response: Response, info: ResponseInfo, body: bytes) -> dict[str, Any]:
    """What every error about an answer tells."""
    return {
        "status": response.status,
        "headers": response.headers,
        "request_id": info.request_id,
        "operation": info.operation,
        "attempts": state.attempts,
        "is_retry_safe": state.repeatable,
        "idempotency_key": state.prepared.key,
        "body": decode.parse_body(body, response.headers),
    }
