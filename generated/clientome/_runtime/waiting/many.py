"""Wait for many things of a kind at once, as one poller.

Rules:

- One question at a time: about the thing that is due first. Each thing is on its own schedule, with the rules of
  ``waiting``; who is late is asked as soon as those before him were. So a thousand waits ask no faster than one
  connection and the rate limit allow.
- Where a list tells the states of many, it is asked first. It only says about whom nothing needs to be asked: what it
  does not hold, what it says has ended, and what has changed where the caller wants to be told, is asked about itself,
  so that each result and each failure is the thing's own answer. All that it holds is on one schedule then.
- At most as many pages are read as half the things that are waited for. A list that tells about no more things than it
  has pages is not asked again; nor is one that is refused. When it fails for another reason, who is due is asked.
- What has reached its end is given out and forgotten. Of the others an id, two digests and two counters are kept, no
  answers.
- Equal ids are asked about once and given out once. Ids are taken when the wait is made; the time counts from the
  first question.
- What concerns one thing is its own error: WaitFailed, a refusal such as 404, an answer that cannot be read. What
  concerns everybody is raised: a refused credential (401, 407, and 403 before anything was answered), a wrong set-up,
  a connection that never worked, an error of the caller's function.
- A Retry-After of a refusal that passes stops all questions, and so do two questions in a row of which nothing was
  learned: then the whole poller asks at growing pauses, as one wait would.
- At the deadline each thing left is asked about once more, so that a timeout of 0 asks about each once; the first of
  these questions that brings nothing ends them, and the others time out without one.
- No connection is open between two results: to stop, stop iterating. To wait on, call again with the ids left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heapreplace
from typing import Any, Generic, TypeVar, cast

from ..base.errors import (
    APIError,
    ArgumentError,
    ClientomeError,
    PermissionDeniedError,
    RateLimitError,
    TransportError,
)
from ..base.guards import is_list
from ..base.options import RequestOptions, checked_options
from ..base.retry import is_passing
from ..call.call import Reply, call
from ..call.decode import reach
from ..call.session import Session
from ..flow.effects import Flow, now, random
from ..paging import PageData, fetch, fetch_next
from ..spec.operation import StateList, Waiter
from .poller import Look, Poll, Watch, asked, decide, pause, rest, state_of

T = TypeVar("T")
CREDENTIALS = frozenset({401, 407})


@dataclass(frozen=True, slots=True)
class Waited(Generic[T]):
    """The end of waiting for one of many things: ``argument`` is its id, and either ``error`` or ``result`` is set.

    ``error`` is WaitFailed, WaitTimeout (it may still get done), or what made asking impossible, such as
    NotFoundError.
    """

    argument: str
    result: T | None
    error: Exception | None = None
    is_sensitive: bool = field(default=False, repr=False, compare=False)

    def unwrap(self) -> T:
        """The result; raises the error where there is one."""
        if self.error is not None:
            raise self.error
        return cast(T, self.result)

    def __repr__(self) -> str:
        shown = "***" if self.is_sensitive else repr(self.argument)
        end = f"result={self.result!r}" if self.error is None else f"error={type(self.error).__name__}"
        return f"<Waited {shown} {end}>"


class Waits(Generic[T]):
    """Things that are waited for together. ``step`` waits until the next of them has ended."""

    def __init__(
        self,
        session: Session,
        waiter: Waiter[T],
        argument: str,
        ids: Iterable[str],
        others: Mapping[str, object] | None = None,
        *,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        cancel_on_timeout: bool = False,
        on_progress: Callable[[str, T], object] | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        if isinstance(ids, (str, bytes)):
            raise ArgumentError(f"{waiter.operation.id}: expected several ids, not one text", argument)
        given = checked_options(options)
        # Repeats are questions too: they go by the schedule, unless the caller wants them at once.
        given = given if given.retries is not None else replace(given, retries=0)
        self._poll: Poll[T] = Poll(session, waiter, given, timeout, accept, cancel_on_timeout)
        self._argument = argument
        self._name = waiter.inputs.get(argument, argument)
        self._sensitive = any(p.name == self._name and p.sensitive for p in waiter.operation.parameters)
        self._others = dict(others or {})
        self._on_progress = on_progress
        # A list of equal times in the order of the ids is a heap.
        self._heap = [(0.0, number, Watch(one)) for number, one in enumerate(dict.fromkeys(ids))]
        self._list = waiter.many
        path = None if waiter.many is None else waiter.many.state
        rules = self._poll.waiter.acceptors
        self._rules = tuple(replace(rule, path=path) for rule in rules if rule.path is not None)
        # By id: the state in the list when the thing itself was asked last; who is to be asked next, and who always,
        # since the list has not got him; and what the list said at the deadline.
        self._listed: dict[str, int] = {}
        self._next: set[str] = set()
        self._absent: set[str] = set()
        self._last: dict[str, Any] = {}
        self._started = False
        self._held_until = 0.0
        self._given_up: Exception | None = None

    def step(self) -> Flow[Waited[T] | None]:
        """Ask until one thing has ended and give it out; None when there is none left."""
        poll = self._poll
        if not self._started:
            yield from poll.start()
            self._started = True
            self._held_until = poll.moment
        while self._heap:
            due, number, watch = self._heap[0]
            arguments = {**self._others, self._argument: watch.argument}
            if self._given_up is not None:
                return (yield from self._timeout(watch, arguments, None, self._given_up))
            if watch.argument in self._last:
                return (yield from self._timeout(watch, arguments, self._last.pop(watch.argument), None))
            moment = yield from now()
            _moment = yield from rest(poll.deadline.within(max(due, self._held_until) - moment, moment))
            if self._list is not None and self._is_listed(watch):
                yield from self._survey(self._list)
                continue
            self._next.discard(watch.argument)
            look = yield from poll.look(watch, arguments, self._teller(watch))
            if look.ended:
                if look.error is not None and self._concerns_everybody(look.error):
                    raise look.error
                return self._out(watch, look.result, look.error)
            if poll.over():
                return (yield from self._late(watch, arguments, look))
            seconds = poll.pause(watch, look, (yield from random()))
            _entry = heapreplace(self._heap, (poll.moment + seconds, number, watch))
            yield from self._hold(look)
        return None

    def _is_listed(self, watch: Watch) -> bool:
        """Whether the list may spare a question about this thing."""
        return len(self._heap) > 1 and watch.argument not in self._next and watch.argument not in self._absent

    def _survey(self, listing: StateList) -> Flow[None]:
        """Ask the list about everything that is left, and say when each thing is due next."""
        poll = self._poll
        poll.began = yield from now()
        found: dict[str, Any] = {}
        try:
            pages = yield from self._read(listing, found)
        except ClientomeError as error:
            if isinstance(error, APIError) and error.status in CREDENTIALS:
                raise
            passing = isinstance(error, APIError) and is_passing(
                error.status, poll.session.api.retry_statuses
            )
            if not passing and not isinstance(error, TransportError):
                self._list = None
            # Whatever it is, the thing's own question meets it too, if it matters.
            self._next.add(self._heap[0][2].argument)
            return
        poll.connected = poll.answered = True
        poll.failures = 0
        poll.moment = yield from now()
        if len(found) <= pages:
            self._list = None
        chance, over = (yield from random()), poll.over()
        self._heap = [
            (self._due(watch, due, found.get(watch.argument), chance, over), number, watch)
            for due, number, watch in self._heap
        ]
        heapify(self._heap)

    def _due(self, watch: Watch, due: float, item: Any, chance: float, over: bool) -> float:
        """When a thing is to be asked about, or looked up in the list, after the list was read."""
        name, moment = watch.argument, self._poll.moment
        if item is None:
            self._absent.add(name)
            return due
        self._absent.discard(name)
        rule, state = decide(self._rules, 200, item), state_of(self._rules, 200, item)
        is_new = self._listed.get(name) != state
        self._listed[name] = state
        if (rule is not None and rule.state != "retry") or (is_new and self._on_progress is not None):
            self._next.add(name)
            return moment
        if over:
            self._last[name] = item
            return moment
        if is_new:
            watch.number = 0
        elif due > moment:
            # Told before its time: that makes its pauses no longer.
            watch.number = max(watch.number - 1, 0)
        return moment + self._poll.pause(
            watch, Look(ceiling=None if rule is None else rule.max_delay), chance
        )

    def _read(self, listing: StateList, found: dict[str, Any]) -> Flow[int]:
        """Read the list as far as it is worth it: the items by id, and the number of requests."""
        poll, session = self._poll, self._poll.session
        names = {str(watch.argument).lower(): watch.argument for _due, _number, watch in self._heap}
        options = poll.limited()
        if listing.ids is not None:
            ids = list(names.values())
            parts = [ids[start : start + listing.most_ids] for start in range(0, len(ids), listing.most_ids)]
            for part in parts:
                arguments = {**listing.constants, listing.ids: part}
                reply: Reply[Any] = yield from call(session, listing.operation, arguments, options)
                _pick(listing, reach(reply.answer, listing.items), names, found)
            return len(parts)
        chunk: PageData | None = yield from fetch(
            session, listing.operation, dict(listing.constants), options
        )
        pages = 0
        while chunk is not None:
            pages += 1
            _pick(listing, chunk.items, names, found)
            if len(found) == len(names) or pages >= len(names) // 2:
                break
            chunk = yield from fetch_next(session, chunk)
        return pages

    def _teller(self, watch: Watch) -> Callable[[Any], object] | None:
        told = self._on_progress
        return None if told is None else lambda state: told(watch.argument, state)

    def _concerns_everybody(self, error: Exception) -> bool:
        if isinstance(error, APIError):
            alone = isinstance(error, PermissionDeniedError) and not self._poll.answered
            return error.status in CREDENTIALS or alone
        if isinstance(error, ArgumentError):
            return error.argument not in (None, self._name, self._argument)
        return isinstance(error, TransportError)

    def _late(self, watch: Watch, arguments: Mapping[str, object], look: Look) -> Flow[Waited[T]]:
        """The time is over, and this thing's last question has not brought its end."""
        if look.trouble and look.error is not None:
            if not self._poll.connected:
                raise look.error
            self._given_up = _bare(look.error)
        return (yield from self._timeout(watch, arguments, look.result, look.error))

    def _timeout(
        self, watch: Watch, arguments: Mapping[str, object], last: Any, cause: Exception | None
    ) -> Flow[Waited[T]]:
        look = yield from self._poll.give_up(watch, arguments, last, cause)
        return self._out(watch, look.result, look.error)

    def _out(self, watch: Watch, result: Any, error: Exception | None) -> Waited[T]:
        """Forget a thing and tell its end."""
        _entry = heappop(self._heap)
        if error is None:
            return Waited(watch.argument, cast(T, result), None, self._sensitive)
        return Waited(watch.argument, None, _bare(error), self._sensitive)

    def _hold(self, look: Look) -> Flow[None]:
        """After a question that brought nothing, spare the provider the same question about everything else."""
        poll = self._poll
        if not look.trouble:
            return
        if look.wanted is not None:
            seconds = asked(look.wanted)
        elif poll.failures > 1 or isinstance(look.error, RateLimitError):
            seconds = pause(poll.waiter, max(poll.failures - 1, 1), (yield from random()), None)
        else:
            return
        self._held_until = max(self._held_until, poll.moment + seconds)


def _pick(listing: StateList, items: Any, names: Mapping[str, str], found: dict[str, Any]) -> None:
    """Remember the items that are waited for."""
    for item in items if is_list(items) else ():
        # Ids are compared without regard to case, as UUIDs are written in both; the thing's own answer decides.
        name = names.get(str(reach(item, listing.key)).lower())
        if name is not None:
            found[name] = item


def _bare(error: Exception) -> Exception:
    """The error without the frames that it came through: they would keep the whole call in memory."""
    link: BaseException | None = error
    while link is not None:
        link.__traceback__ = None
        link = link.__cause__ or link.__context__
    return error
