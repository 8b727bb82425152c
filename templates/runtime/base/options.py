"""What a caller may set per client or per call."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, cast

from .errors import ArgumentError
from .money import Money
from .timing import Deadline, shorter
from .types import UNSET, Unset

if TYPE_CHECKING:
    from .info import ResponseInfo

Phases = dict[str, float | None]
DEFAULT_READ = 60.0

# Longer than this is for ever: clocks, sockets and locks of some systems refuse more.
FOR_EVER = 1e8
_BOOL: type[object] = bool
DEFAULT_MAX_ANSWER_BYTES = 64 << 20
"""The default for ``max_answer_bytes``: many times the largest answer that is known, and a share of any machine."""


def _kind(value: object) -> str:
    return type(value).__name__


def seconds(value: object, name: str, *, zero: bool = False) -> float:
    """A time that the caller gives: seconds greater than 0 (or 0, with ``zero``), of any type of number.

    What is longer than :data:`FOR_EVER` is infinite.
    """
    # Whatever registers as a number, numpy's included.
    if isinstance(value, Real) and type(value) is not _BOOL:
        try:
            number = float(value)
        except OverflowError:
            number = math.inf if cast("Any", value) > 0 else -math.inf
        if number > 0 or (zero and number == 0):
            return number if number <= FOR_EVER else math.inf
        raise ArgumentError(f"{name}: must be {'0 or more' if zero else 'greater than 0'} seconds", name)
    several = isinstance(value, (tuple, list))
    hint = "; for several limits pass Timeout(connect=..., read=...)" if several else ""
    raise ArgumentError(f"{name}: expected a number of seconds, not {_kind(value)}{hint}", name)


def time_limit(value: object, name: str) -> float | None:
    """A time limit that the caller gives; None and infinity mean no limit."""
    limit = math.inf if value is None else seconds(value, name)
    return None if limit == math.inf else limit


def whole_number(value: object, name: str, *, least: int, most: int | None = None) -> int:
    """A whole number that the caller gives, of any type of integer."""
    if not isinstance(value, Integral) or type(value) is _BOOL:
        raise ArgumentError(f"{name}: expected a whole number, not {_kind(value)}", name)
    number = int(value)
    if number < least or (most is not None and number > most):
        allowed = f"{least} or more" if most is None else f"{least} to {most}"
        raise ArgumentError(f"{name}: expected {allowed}", name)
    return number


def byte_count(value: object) -> int | None:
    """The size that a caller expects of a file."""
    return None if value is None else whole_number(value, "size", least=0)


class Timeout:
    """Time limits in seconds; ``None`` means no limit.

    ``connect`` covers name lookup, TCP and TLS; ``read`` and ``write`` are the longest silence while bytes should
    flow; ``pool`` is the wait for a free connection, or until a pause is over that the provider has asked everybody
    for. ``total`` limits one call with all its attempts and pauses;
    there is none by default, since an upload may take hours. ``read`` is 60 seconds when it is left out, or the longer
    time that a method's documentation names: what it starts may be made although nobody waited for the answer.
    """

    __slots__ = ("connect", "is_read_given", "phases", "pool", "read", "total", "write")

    def __init__(
        self,
        *,
        connect: float | None = 5.0,
        read: float | Unset | None = UNSET,
        write: float | None = 60.0,
        pool: float | None = 120.0,
        total: float | None = None,
    ) -> None:
        self.is_read_given = not isinstance(read, Unset)
        self.connect = time_limit(connect, "connect")
        self.read = time_limit(DEFAULT_READ if isinstance(read, Unset) else read, "read")
        self.write = time_limit(write, "write")
        self.pool = time_limit(pool, "pool")
        self.total = time_limit(total, "total")
        self.phases: Phases = {
            "connect": self.connect,
            "read": self.read,
            "write": self.write,
            "pool": self.pool,
        }

    @classmethod
    def of(cls, value: Timeout | float | None, default: Timeout) -> Timeout:
        """A number limits each phase, connecting to at most the default's limit; None means the default."""
        if value is None:
            return default
        if isinstance(value, Timeout):
            return value
        limit = time_limit(value, "timeout")
        if limit is None:
            return cls(connect=default.connect, read=None, write=None, pool=None, total=default.total)
        return cls(
            connect=shorter(limit, default.connect), read=limit, write=limit, pool=limit, total=default.total
        )

    def reading(self, seconds: float | None) -> Timeout:
        """The same with the read limit that a description gives, unless somebody has set one."""
        if seconds is None or self.is_read_given:
            return self
        return Timeout(connect=self.connect, read=seconds, write=self.write, pool=self.pool, total=self.total)

    def within(self, deadline: Deadline, now: float) -> Phases:
        """The phases, none longer than the time that is left."""
        if deadline.at is None:
            return self.phases
        return {name: deadline.within(limit, now) for name, limit in self.phases.items()}

    def _key(self) -> tuple[float | None, ...]:
        return (self.connect, self.read, self.write, self.pool, self.total)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Timeout) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __reduce__(self) -> tuple[Callable[..., Timeout], tuple[float | Unset | None, ...]]:
        return _timeout, (
            self.connect,
            self.read if self.is_read_given else UNSET,
            self.write,
            self.pool,
            self.total,
        )

    def __repr__(self) -> str:
        return (
            f"Timeout(connect={self.connect}, read={self.read}, write={self.write}, "
            f"pool={self.pool}, total={self.total})"
        )


def _timeout(
    connect: float | None,
    read: float | Unset | None,
    write: float | None,
    pool: float | None,
    total: float | None,
) -> Timeout:
    return Timeout(connect=connect, read=read, write=write, pool=pool, total=total)


DEFAULT_TIMEOUT = Timeout()
DEFAULT_RETRIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOptions:
    """Settings of one call; what is not set comes from the client.

    ``timeout`` as for the client; ``deadline`` limits the whole call in seconds, attempts and pauses included.
    ``retries`` is the number of repeats after the first attempt. ``headers`` are added, or replace headers of the same
    name. ``idempotency_key`` is used instead of a new one. ``content_type`` chooses between the body types of an
    operation that has several. ``on_response`` is called with the :class:`ResponseInfo` of the answer. ``on_progress``
    is called with the bytes of the request body sent so far and their total; for operations that upload. The total is
    None where it is not known; a repeat counts from 0 again. What ``on_progress`` raises ends the upload. ``guided``
    false sends named values without checking them against the provider's own description first. ``poll_every`` is the
    pause in seconds between two questions of a wait, instead of the described ones; documented rate limits are kept.
    ``strict_answers`` true makes every difference between an answer and its description a DecodeError; else it is a
    note in ``response_of(result).notes``. The error comes after the call was carried out.
    ``max_answer_bytes`` is the size up to which an answer is read into memory, decompressed; files that are saved or
    read in pieces may be larger. ``dry_run`` true checks everything and sends nothing: the call ends in the error
    :class:`DryRun`, whose ``request`` is what would have been sent. ``max_cost`` is what a call that costs money may
    cost at most; where the price cannot be known before, such a call is made only with ``allow_unknown_cost``.
    """

    timeout: Timeout | float | None = None
    retries: int | None = None
    deadline: float | None = None
    headers: Mapping[str, str] | None = None
    idempotency_key: str | None = None
    content_type: str | None = None
    on_response: Callable[[ResponseInfo], object] | None = None
    on_progress: Callable[[int, int | None], object] | None = None
    guided: bool = True
    poll_every: float | None = None
    strict_answers: bool | None = None
    max_answer_bytes: int | None = None
    dry_run: bool = False
    max_cost: Money | None = None
    allow_unknown_cost: bool = False

    def __post_init__(self) -> None:
        take = object.__setattr__
        if self.timeout is not None and not isinstance(self.timeout, Timeout):
            take(self, "timeout", seconds(self.timeout, "timeout"))
        if self.retries is not None:
            take(self, "retries", whole_number(self.retries, "retries", least=0))
        take(self, "deadline", time_limit(self.deadline, "deadline"))
        if self.poll_every is not None:
            take(self, "poll_every", min(seconds(self.poll_every, "poll_every"), FOR_EVER))
        if self.max_answer_bytes is not None:
            most = whole_number(self.max_answer_bytes, "max_answer_bytes", least=1)
            take(self, "max_answer_bytes", most)
        if self.max_cost is not None and not isinstance(cast("object", self.max_cost), Money):
            raise ArgumentError("max_cost: expected Money, such as Money('20', 'credits')", "max_cost")

    def __repr__(self) -> str:
        # Header values and keys may be secret.
        names = sorted(self.headers) if self.headers else None
        return f"RequestOptions(timeout={self.timeout}, retries={self.retries}, headers={names})"


NO_OPTIONS = RequestOptions()


def deadline_of(options: RequestOptions, timeout: Timeout, now: float) -> Deadline:
    """When what begins now must be over."""
    return Deadline.after(shorter(timeout.total, options.deadline), now)


def checked_options(options: RequestOptions | None) -> RequestOptions:
    """The options of a call, those that say nothing where none are given."""
    if options is None:
        return NO_OPTIONS
    given = cast("object", options)
    if not isinstance(given, RequestOptions):
        raise ArgumentError(
            f"options: expected RequestOptions(...), not {_kind(given)}; for example "
            "RequestOptions(timeout=5)",
            "options",
        )
    return given


def with_progress(
    options: RequestOptions | None, on_progress: Callable[[int, int | None], object] | None
) -> RequestOptions | None:
    """The options with a progress callback, for methods that take one as an argument of their own."""
    if on_progress is None:
        return options
    return replace(checked_options(options), on_progress=on_progress)
