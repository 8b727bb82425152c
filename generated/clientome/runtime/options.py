"""What a caller may set per client or per call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .types import UNSET, Unset

if TYPE_CHECKING:
    from .info import ResponseInfo

Phases = dict[str, float | None]
DEFAULT_READ = 60.0


class Timeout:
    """Time limits in seconds; ``None`` means no limit.

    ``connect`` covers name lookup, TCP and TLS; ``read`` and ``write`` are the longest silence while bytes should
    flow; ``pool`` is the wait for a free connection. ``total`` limits one call with all its attempts and pauses;
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
        pool: float | None = 60.0,
        total: float | None = None,
    ) -> None:
        self.is_read_given = not isinstance(read, Unset)
        read = DEFAULT_READ if isinstance(read, Unset) else read
        for limit in (connect, read, write, pool, total):
            if limit is not None and not limit > 0:
                raise ValueError("a timeout must be greater than 0 seconds, or None for no limit")
        self.connect = connect
        self.read = read
        self.write = write
        self.pool = pool
        self.total = total
        self.phases: Phases = {"connect": connect, "read": read, "write": write, "pool": pool}

    @classmethod
    def of(cls, value: Timeout | float | None, default: Timeout) -> Timeout:
        """A number limits each phase, connecting to at most the default's limit; None means the default."""
        if value is None:
            return default
        if isinstance(value, Timeout):
            return value
        limit = float(value)
        connect = limit if default.connect is None else min(limit, default.connect)
        return cls(connect=connect, read=limit, write=limit, pool=limit, total=default.total)

    def reading(self, seconds: float | None) -> Timeout:
        """The same with the read limit that a description gives, unless somebody has set one."""
        if seconds is None or self.is_read_given:
            return self
        return Timeout(connect=self.connect, read=seconds, write=self.write, pool=self.pool, total=self.total)

    def within(self, remaining: float) -> Phases:
        """The phases, none longer than the time that is left."""
        return {
            name: remaining if limit is None else min(limit, remaining) for name, limit in self.phases.items()
        }

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

    def __post_init__(self) -> None:
        if self.retries is not None and self.retries < 0:
            raise ValueError("retries must be 0 or more")
        if self.deadline is not None and not self.deadline > 0:
            raise ValueError("deadline must be greater than 0 seconds")
        if self.poll_every is not None and not self.poll_every > 0:
            raise ValueError("poll_every must be greater than 0 seconds")

    def __repr__(self) -> str:
        # Header values and keys may be secret.
        names = sorted(self.headers) if self.headers else None
        return f"RequestOptions(timeout={self.timeout}, retries={self.retries}, headers={names})"


NO_OPTIONS = RequestOptions()


def with_progress(
    options: RequestOptions | None, on_progress: Callable[[int, int | None], object] | None
) -> RequestOptions | None:
    """The options with a progress callback, for methods that take one as an argument of their own."""
    if on_progress is None:
        return options
    return replace(options or NO_OPTIONS, on_progress=on_progress)
