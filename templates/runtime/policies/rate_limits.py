"""Rate limits of a provider, kept by everybody in this process together.

Rules:

- Each documented limit is a token bucket. All clients of a process that call the same provider share its buckets.
- A call takes a place in the queue of every bucket that holds for it and goes when all of them have a token for its
  place. Places are served in order, so nobody starves; who does not come although a full bucket waits for him (a
  thread that hangs) is passed over. Tokens are only taken when a call goes: whatever the order of
  events, no window of t seconds sees more than burst + rate * t calls.
- The provider counts a call when it arrives, some time between its leaving and its answer. What a full bucket would
  regain in between, the provider's does not regain; so a bucket is full when it and the calls under way make the burst.
- A 429 pauses a bucket for everybody. Nothing refills meanwhile, and at most one call goes at once afterwards. A pause
  is never longer than LONGEST_PAUSE; where the provider asks for more, calls fail at once until it is over, since the
  provider would refuse them, and then one may try again.
- Waiting is logged once for each pause and once for each call that waits long.
- Waiting is a ``Sleep`` of the flow. Nothing here blocks, except for a lock that is held for microseconds.
- The clock is the flow's monotonic clock. Where it is set back, tokens stay and pauses do not grow.
- A :class:`LimitStore` may share limits with other processes and hosts. Where it fails, the limits of this process
  still hold.
"""

from __future__ import annotations

import logging
import math
import os
import threading
import weakref
from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from ..base import errors
from ..base.timing import LONGEST_RETRY_AFTER, NEVER, Deadline
from ..flow.effects import Flow, acquire, now, offload, release, sleep
from ..http.logs import logger
from ..spec.api import Api, RateLimit
from ..spec.operation import Operation

SHORTEST_SLEEP = 0.001
# Two threads may read the clock in one order and enter here in the other. Only more than this is a clock set back.
CLOCK_JITTER = 1.0
# A longer wait is slept in steps, so that places that became free ahead are noticed before the bucket is full.
LONGEST_STEP = 1.0
# One answer with a strange number must not stop a whole process.
LONGEST_PAUSE = LONGEST_RETRY_AFTER
# Who waits longer than so many seconds may wonder why.
LOUD = 5.0
ENOUGH = 1e-9
# How long a bucket stays full for those in front before others may go.
PATIENCE = 2.0
# A call that is not answered so many seconds later has arrived: a long upload or download holds nobody up.
ARRIVAL = 1.0
STORE_LOCK = "rate limit store"


@dataclass(frozen=True, slots=True)
class LimitKey:
    """What one bucket counts: the calls of a provider at one host, of one account, or of one operation.

    ``account`` is a digest (:func:`account_of`), never the key itself.
    """

    api: str
    scope: str
    host: str
    limit: RateLimit
    operation: str = ""
    account: str = ""

    @property
    def text(self) -> str:
        """The key for stores."""
        limit = self.limit
        size = f"{limit.burst}+{limit.rate:g}/{limit.period:g}"
        return "|".join((self.api, self.scope, self.host, self.operation, self.account, size))


def account_of(secret: str) -> str:
    """A short digest that tells accounts apart without telling their keys."""
    # Loaded only where a provider documents limits.
    import hashlib

    return hashlib.sha256(b"clientome account\0" + secret.encode()).hexdigest()[:16]


def keys_of(api: Api, operation: Operation[Any], host: str, account: str = "") -> tuple[LimitKey, ...]:
    """Every bucket that holds for a call of this operation."""
    found = [(limit, "") for limit in api.rate_limits] + [
        (limit, operation.id) for limit in operation.rate_limits
    ]
    return tuple(
        LimitKey(api.name, limit.scope, host, limit, name, account if limit.scope == "account" else "")
        for limit, name in found
    )


class LimitStore(Protocol):
    """Tokens shared by several processes or hosts. Methods may block; flows call them where that does no harm."""

    def take(self, key: str, limit: RateLimit) -> float:
        """Take a token and return 0, or take none and return the seconds after which to ask again."""
        ...

    def pause(self, key: str, limit: RateLimit, seconds: float) -> None:
        """Give nobody a token for some seconds."""
        ...


class Bucket:
    """One token bucket with a queue. Pure: the time is an argument."""

    __slots__ = (
        "asked_until",
        "burst",
        "full_since",
        "paused_until",
        "queue",
        "rate",
        "tokens",
        "under_way",
        "updated",
    )

    def __init__(self, limit: RateLimit) -> None:
        if limit.burst < 1 or not limit.rate > 0 or not limit.period > 0:
            raise ValueError("a rate limit needs a burst of at least 1 and a rate and a period above 0")
        self.burst = float(limit.burst)
        self.rate = limit.rate / limit.period
        self.tokens = self.burst
        self.full_since: float | None = None
        self.updated: float | None = None
        self.paused_until: float | None = None
        # During a pause: its end if the provider had its way.
        self.asked_until = 0.0
        self.queue: list[int] = []
        # When the calls under way left.
        self.under_way: deque[float] = deque()

    def advance(self, moment: float) -> None:
        """Let time pass: refill, except during a pause."""
        if self.updated is None:
            self.updated = moment
        elapsed = moment - self.updated
        if elapsed < 0:
            if elapsed < -CLOCK_JITTER:
                self.updated = moment
                self.full_since = None
                if self.paused_until is not None:
                    self.paused_until += elapsed
                    self.asked_until += elapsed
                self.under_way = deque(left + elapsed for left in self.under_way)
            return
        since = self.updated
        while self.under_way and (latest := self.under_way[0] + ARRIVAL) <= moment:
            until = max(latest, since)
            self._refill(since, until)
            _ = self.under_way.popleft()
            since = until
        self._refill(since, moment)
        self.updated = moment

    def _refill(self, since: float, moment: float) -> None:
        start = since
        if self.paused_until is not None:
            start = max(start, self.paused_until)
            if moment >= self.paused_until:
                self.paused_until = None
        if moment > start:
            filled = self.tokens + (moment - start) * self.rate
            most = self.burst - len(self.under_way)
            if filled < most:
                self.tokens = filled
            else:
                if self.full_since is None and not self.under_way:
                    self.full_since = moment - (filled - most) / self.rate
                self.tokens = max(self.tokens, most)

    def take(self, moment: float) -> None:
        """Use up one token for a call that leaves now."""
        self.tokens -= 1.0
        self.full_since = None
        self.under_way.append(moment)

    def arrived(self, left: float, moment: float) -> None:
        """The call that left then is answered, so the provider has counted it."""
        self.advance(moment)
        if left in self.under_way:
            self.under_way.remove(left)

    def wait(self, number: int, moment: float) -> float:
        """Seconds until there is a token for the place with this number; 0 when there is one now."""
        self.advance(moment)
        pause = 0.0 if self.paused_until is None else max(self.paused_until - moment, 0.0)
        ahead = bisect_left(self.queue, number)
        if ahead and self.full_since is not None and moment - self.full_since >= PATIENCE:
            ahead = 0
        missing = ahead + 1 - self.tokens
        if pause == 0.0 and missing <= ENOUGH:
            return 0.0
        return max(pause + max(missing, 0.0) / self.rate, SHORTEST_SLEEP)

    def leave(self, number: int) -> None:
        """Give up a place in the queue."""
        index = bisect_left(self.queue, number)
        if index < len(self.queue) and self.queue[index] == number:
            del self.queue[index]

    def pause(self, seconds: float, moment: float) -> bool:
        """Stop for some seconds; the provider has said that we are too fast, so no stock of tokens is left.

        Whether that is news: no pause, or a shorter one, was on.
        """
        self.advance(moment)
        asked = seconds if seconds > 0 else 0.0
        end = moment + min(asked, LONGEST_PAUSE)
        before = self.paused_until
        self.paused_until = end if before is None else max(before, end)
        self.asked_until = moment + asked if before is None else max(self.asked_until, moment + asked)
        self.tokens = min(self.tokens, 1.0)
        self.full_since = None
        return asked > 0 and (before is None or end > before + LOUD)

    def held(self, moment: float) -> tuple[float, float]:
        """Seconds of the pause that are left, and those that the provider has asked for; zeros without a pause."""
        self.advance(moment)
        if self.paused_until is None:
            return 0.0, 0.0
        return max(self.paused_until - moment, 0.0), max(self.asked_until - moment, 0.0)


class Ticket:
    """A place in the queues of some buckets."""

    __slots__ = ("buckets", "number")

    def __init__(self, number: int, buckets: tuple[Bucket, ...]) -> None:
        self.number = number
        self.buckets = buckets


class Limiter:
    """All buckets of a process. One lock guards them; it is never held while anybody waits."""

    def __init__(self, store: LimitStore | None = None) -> None:
        self.store = store
        self._buckets: dict[LimitKey, Bucket] = {}
        self._lock = threading.Lock()
        self._next = 0
        self._store_failed = False
        _LIMITERS.add(self)

    def __reduce__(self) -> tuple[type[Limiter], tuple[LimitStore | None]]:
        # Another process has its own buckets; what is shared is the store.
        return Limiter, (self.store,)

    def take(self, keys: Sequence[LimitKey], moment: float) -> bool:
        """Go at once if nobody waits and there are tokens: the usual case, without a place in the queues."""
        with self._lock:
            buckets = [self._bucket(key) for key in keys]
            for bucket in buckets:
                if bucket.queue or bucket.wait(0, moment) > 0.0:
                    return False
            for bucket in buckets:
                bucket.take(moment)
            return True

    def enter(self, keys: Sequence[LimitKey]) -> Ticket:
        """Take a place at the end of every queue."""
        with self._lock:
            buckets = tuple(self._bucket(key) for key in keys)
            self._next += 1
            for bucket in buckets:
                bucket.queue.append(self._next)
            return Ticket(self._next, buckets)

    def poll(self, ticket: Ticket, moment: float) -> float:
        """Go (0: a token of each bucket is taken and the place is left), or wait so many seconds and ask again."""
        with self._lock:
            number = ticket.number
            wait = max((bucket.wait(number, moment) for bucket in ticket.buckets), default=0.0)
            if wait == 0.0:
                for bucket in ticket.buckets:
                    bucket.take(moment)
                    bucket.leave(number)
            return wait

    def leave(self, ticket: Ticket) -> None:
        """Give up a place; without effect on a ticket that went."""
        with self._lock:
            for bucket in ticket.buckets:
                bucket.leave(ticket.number)

    def arrived(self, keys: Sequence[LimitKey], left: float, moment: float) -> None:
        """The call that went then is answered."""
        with self._lock:
            for key in keys:
                self._bucket(key).arrived(left, moment)

    def pause(self, keys: Sequence[LimitKey], seconds: float, moment: float) -> bool:
        """Stop everybody who shares these buckets; whether that is news."""
        with self._lock:
            news = [self._bucket(key).pause(seconds, moment) for key in keys]
        return any(news)

    def held(self, keys: Sequence[LimitKey], moment: float) -> tuple[float, float]:
        """The longest pause of these buckets: the seconds that are left, and those that were asked for."""
        with self._lock:
            return max((self._bucket(key).held(moment) for key in keys), default=(0.0, 0.0))

    def waiting(self, key: LimitKey) -> int:
        """How many calls stand in the queue of one bucket."""
        with self._lock:
            return len(self._bucket(key).queue)

    def forget_others(self) -> None:
        """After a fork: the queue and perhaps the lock belong to threads that do not exist here."""
        self._lock = threading.Lock()
        for bucket in self._buckets.values():
            bucket.queue.clear()

    def _bucket(self, key: LimitKey) -> Bucket:
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = Bucket(key.limit)
        return bucket

    def taken(self, key: LimitKey) -> float:
        """Ask the store for a token. A store that fails is reported once and then does not count."""
        if self.store is None:
            return 0.0
        try:
            wait = float(self.store.take(key.text, key.limit))
            if not math.isfinite(wait):
                raise ValueError("no number of seconds")
        except Exception as error:
            self._report(error)
            return 0.0
        self._store_failed = False
        return max(wait, SHORTEST_SLEEP) if wait > 0 else 0.0

    def pause_others(self, keys: Sequence[LimitKey], seconds: float) -> None:
        """Tell the store about a pause."""
        if self.store is None:
            return
        try:
            for key in keys:
                self.store.pause(key.text, key.limit, min(seconds, LONGEST_PAUSE))
        except Exception as error:
            self._report(error)

    def _report(self, error: Exception) -> None:
        if not self._store_failed:
            self._store_failed = True
            logger.warning(
                "the store of rate limits fails (%s); until it is back, only this process keeps the limits",
                type(error).__name__,
            )


_LIMITERS: weakref.WeakSet[Limiter] = weakref.WeakSet()

LIMITER = Limiter()
"""The limiter that clients share unless they are given another."""


def _forget_others() -> None:
    for limiter in list(_LIMITERS):
        limiter.forget_others()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_others)


@dataclass(slots=True)
class _Turn:
    """What one call waits for, and how long at most."""

    keys: Sequence[LimitKey]
    deadline: Deadline
    patience: float | None
    name: str
    told: bool = False

    def check(self, wait: float, moment: float) -> None:
        """Raise where the turn comes too late; say once that it takes long."""
        left = self.deadline.remaining(moment)
        if left is not None and wait > left:
            raise self.too_late(wait)
        if wait >= LOUD and not self.told:
            self.told = True
            logger.info("%s: waiting %.0f s for the turn under the rate limit", self.name, wait)

    def check_pause(self, left: float, asked: float) -> None:
        """Raise where the provider has asked for more than a call waits for."""
        if asked > LONGEST_RETRY_AFTER or (self.patience is not None and left > self.patience):
            raise errors.RateLimitError(
                f"{self.name}: an earlier call was told to wait, and {asked:.10g} s of that are left; nothing was "
                "sent, call again then",
                status=429,
                operation=self.name,
                retry_after=asked,
                attempts=0,
                is_retry_safe=True,
            )

    def too_late(self, wait: float | None) -> errors.TimeoutError:
        """The error for a turn after the time limit."""
        when = "" if wait is None else f" (in {wait:.1f} s)"
        return errors.TimeoutError(
            f"{self.name}: under the rate limit the turn of this call comes after its time limit{when}; "
            "nothing was sent",
            phase="total",
            sent=False,
        )


def admit(
    limiter: Limiter,
    keys: Sequence[LimitKey],
    deadline: Deadline = NEVER,
    patience: float | None = None,
    name: str = "",
) -> Flow[float]:
    """Wait for the turn of one request; the result is the time then.

    ``deadline`` is that of the call: a turn that would come later is not waited for. ``patience`` are the seconds
    of a pause that the provider has asked for: a longer one is a RateLimitError. ``name`` is
    what errors call the operation.
    """
    moment = yield from now()
    if not keys:
        return moment
    turn = _Turn(keys, deadline, patience, name or keys[0].api)
    if not limiter.take(keys, moment):
        moment = yield from _queue(limiter, turn, moment)
    if limiter.store is not None:
        moment = yield from _admit_shared(limiter, turn, moment)
    return moment


def _queue(limiter: Limiter, turn: _Turn, moment: float) -> Flow[float]:
    """Stand in the queues until it is our turn."""
    ticket = limiter.enter(turn.keys)
    try:
        while (wait := limiter.poll(ticket, moment)) > 0:
            turn.check_pause(*limiter.held(turn.keys, moment))
            turn.check(wait, moment)
            # Whoever is far behind looks less often, so that many who wait cost little.
            yield from sleep(min(wait, max(LONGEST_STEP, wait / 64)))
            moment = yield from now()
    finally:
        limiter.leave(ticket)
    return moment


def pause(limiter: Limiter, keys: Sequence[LimitKey], seconds: float | None) -> Flow[None]:
    """After a 429: stop everybody who shares the limits. Without a Retry-After only the stock of tokens is dropped."""
    if not keys:
        return
    moment = yield from now()
    if limiter.pause(keys, seconds or 0.0, moment) and seconds is not None:
        logger.log(
            logging.WARNING if seconds >= LOUD else logging.INFO,
            "%s: too many calls: the provider asks everybody to wait %.10g s",
            keys[0].api,
            seconds,
        )
    if limiter.store is not None and seconds:
        yield from offload(partial(limiter.pause_others, keys, seconds))


def _admit_shared(limiter: Limiter, turn: _Turn, moment: float) -> Flow[float]:
    """Take a token of each limit from the store. One call of a client asks at a time, so that they do not stampede."""
    taken = yield from acquire(STORE_LOCK, turn.deadline.within(None, moment))
    if not taken:
        raise turn.too_late(None)
    try:
        moment = yield from now()
        for key in turn.keys:
            # What a full store makes a call wait is at most one token, and what others were told is a pause.
            longest = max(key.limit.period / key.limit.rate, LONGEST_PAUSE) + LOUD
            while (wait := (yield from offload(partial(limiter.taken, key)))) > 0:
                if wait > longest:
                    turn.check_pause(wait, wait)
                turn.check(wait, moment)
                yield from sleep(min(max(wait / 2, LONGEST_STEP), wait))
                moment = yield from now()
    finally:
        yield from release(STORE_LOCK)
    return moment
