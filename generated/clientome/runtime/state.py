"""The state of one logical call over its attempts, and the request of the next one."""

from __future__ import annotations

from . import errors, retry
from .auth import NO_GRANT, Grant
from .limits import LimitKey
from .models import sensitive_values
from .options import RequestOptions, Timeout
from .outcome import Outcome, is_known_refusal, together
from .plan import Plan
from .prepare import Prepared, extra_headers
from .redirects import Target
from .session import Header, Session, merged
from .transport import Request


class Call:
    """The state of one logical call."""

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
    ) -> None:
        self.session = session
        self.plan = plan
        self.prepared = prepared
        self.options = options
        self.origin = origin
        self.limits = session.limits(plan.operation, origin)
        self.started = self.now = started
        self.target: Target | None = None
        self.grant: Grant = NO_GRANT
        timeout = session.timeout if options.timeout is None else Timeout.of(options.timeout, session.timeout)
        self.timeout = timeout.reading(plan.operation.read_timeout)
        limits = [limit for limit in (self.timeout.total, options.deadline) if limit is not None]
        self.deadline = started + min(limits) if limits else None
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

    def remaining(self) -> float | None:
        """Seconds until the deadline."""
        return None if self.deadline is None else self.deadline - self.now

    def secrets(self) -> list[str]:
        """Everything that must not show in a message of this call."""
        checked = self.prepared.checked
        hidden = [str(checked.values[name]) for name in self.plan.hidden if name in checked.values]
        return [*self.session.auth.secrets(), *hidden, *sensitive_values(checked.model)]

    def request(self) -> Request:
        """The next attempt."""
        prepared, plan = self.prepared, self.plan
        timeout, remaining = self.timeout.phases, self.remaining()
        if remaining is not None:
            if remaining <= 0:
                raise errors.TimeoutError(
                    f"{plan.operation.id}: the total time limit of the call passed",
                    phase="total",
                    sent=self.attempts > 0,
                )
            timeout = self.timeout.within(remaining)
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
