"""Wait until something has reached a state, by asking again and again.

Rules:

- The first acceptor that matches decides; without a match the wait goes on.
- The caller may set the pauses himself (``poll_every``); a Retry-After is obeyed nevertheless.
- While the state stays the same, pauses double from ``min_delay`` to the ceiling; each is a random value between
  ``min_delay`` and that. A new state starts again from ``min_delay``. The ceiling is ``max_delay``, or that of the
  "retry" rule that holds. A Retry-After of the provider is obeyed up to the deadline, however long it is.
- A question of retry class ``safe`` that fails on the way or with a retryable status is asked again until the
  deadline, first after ``min_delay``; so is one that was never sent. Every other error ends the wait. Without a
  deadline a connection that has never worked ends it too, after some questions: somebody must look at the settings.
- A timeout is raised only after a question at the deadline: a machine that was asleep asks once more when it wakes. A
  timeout of 0 asks once.
- The caller is told the first state and each change of it.
- Of a list the item with the given id is looked at, on whichever page it is, and no other: a search finds other things
  too. A list without it ends the wait with NotFoundError.
- States that the caller accepts count as a success too, of what must have ended first as well.
- At the end of its time a thing is cancelled where the caller wants that. What refuses to be cancelled is looked at
  once more, since it may have ended meanwhile.
- A waiter that comes after another asks that one's question until it succeeds, and then its own.
- When it failed, the operation that explains it is called once. That this fails never hides the failure.
- Time is monotonic and long pauses are slept in pieces. To wait on after WaitTimeout or a restart, call the wait
  method again: nothing is kept here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, TypeVar, cast
from uuid import UUID

from pydantic_core import from_json

from ..base import errors
from ..base.errors import (
    APIError,
    ArgumentError,
    ClientomeError,
    ResponseError,
    TransportError,
    WaitFailed,
    WaitTimeout,
)
from ..base.guards import is_list
from ..base.headers import is_json, mask
from ..base.info import ResponseInfo
from ..base.models import AnswerModel
from ..base.options import RequestOptions, checked_options
from ..base.options import seconds as seconds_of
from ..base.retry import is_passing, is_repeatable, may_repeat_failure
from ..base.timing import NEVER, Backoff, Deadline, shorter
from ..call.auth import named_value
from ..call.call import Reply, call
from ..call.decode import reach, reach_all, text_body
from ..call.session import Session
from ..flow.effects import Flow, call_back, now, random, read, sleep
from ..http.logs import logger
from ..http.messages import Response
from ..paging import PageData, fetch, fetch_next
from ..spec.operation import Acceptor, Answer, Cancellation, Explanation, Item, Operation, SftpWay, Waiter

T = TypeVar("T")
# Below this there is no time for another question.
_SHORTEST = 0.001
# What the last question may take beyond the deadline.
GRACE = 5.0
# Longer pauses are cut: no operating system then sees a number that is too large or sleeps through an interrupt.
LONGEST_SLEEP = 60.0
LONGEST_WANTED = 3600.0
# So many failures to connect, none of them after an answer, are no passing trouble where nothing else ends the wait.
_HOPELESS = 10
_EXPLANATION_BYTES = 1 << 16
_EXPLANATION_SECONDS = 30.0
_CANCELLATION_SECONDS = 30.0
_SHOWN = 300
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_AS_TEXT: dict[int, tuple[Operation[Any], Operation[Any]]] = {}


def decide(acceptors: tuple[Acceptor, ...], status: int, answer: Any) -> Acceptor | None:
    """The first rule that holds for an answer."""
    for acceptor in acceptors:
        if acceptor.status is not None and acceptor.status != status:
            continue
        if acceptor.path is None:
            if acceptor.status is not None:
                return acceptor
            continue
        values = reach_all(answer, acceptor.path)
        matches = [any(_same(value, wanted) for wanted in acceptor.any_of) for value in values]
        if matches and (all(matches) if acceptor.match == "all" else any(matches)):
            return acceptor
    return None


def verdict(acceptors: tuple[Acceptor, ...], status: int, answer: Any) -> str | None:
    """What the acceptors say about an answer: success, failure, retry, or None where none matches."""
    rule = decide(acceptors, status, answer)
    return None if rule is None else rule.state


def _same(value: Any, wanted: str | bool | int | None) -> bool:
    if isinstance(value, bool) or isinstance(wanted, bool):
        return value is wanted
    return bool(getattr(value, "value", value) == wanted)


def _states(accept: Iterable[str]) -> tuple[str, ...]:
    """The further states that a caller accepts."""
    given = cast(object, accept)
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise ArgumentError("accept: expected a list of states, such as ['failed']", "accept")
    return tuple(accept)


def accepting(waiter: Waiter[T], states: tuple[str, ...]) -> Waiter[T]:
    """The waiter with further states that are a success."""
    if not states:
        return waiter
    rules = [acceptor for acceptor in waiter.acceptors if acceptor.path is not None]
    if not rules:
        raise ArgumentError(f"{waiter.operation.id}: this wait knows no states by name", "accept")
    added: list[Acceptor] = []
    for path in dict.fromkeys(rule.path for rule in rules):
        good = [
            value for rule in rules if (rule.path, rule.state) == (path, "success") for value in rule.any_of
        ]
        added.append(Acceptor(state="success", path=path, any_of=(*states, *good), match="all"))
    return replace(waiter, acceptors=(*added, *waiter.acceptors))


def state_of(acceptors: tuple[Acceptor, ...], status: int, answer: Any) -> int:
    """A digest of what the acceptors look at: when it changes, the caller is told."""
    paths = dict.fromkeys(acceptor.path for acceptor in acceptors if acceptor.path is not None)
    by_status = any(acceptor.status is not None for acceptor in acceptors)
    return hash((status if by_status else None, *(repr(reach_all(answer, path)) for path in paths)))


def pause(
    schedule: Waiter[Any] | SftpWay,
    number: int,
    chance: float,
    wanted: float | None,
    ceiling: float | None = None,
) -> float:
    """Seconds before the next question; ``number`` counts the pauses from 1 since the state is the same."""
    least, cap = schedule.min_delay, schedule.max_delay if ceiling is None else ceiling
    return max(Backoff(least, cap, least).delay(number, chance), asked(wanted))


def asked(wanted: float | None) -> float:
    """The pause that a provider asks for: waits take long, so it may be long, but not any number."""
    return min(wanted or 0.0, LONGEST_WANTED)


def rest(seconds: float) -> Flow[float]:
    """Sleep in pieces and give the time afterwards. Whichever way the clock jumps, it does not get longer."""
    moment = yield from now()
    until = moment + seconds
    while seconds > 0:
        piece = min(seconds, LONGEST_SLEEP)
        yield from sleep(piece)
        moment = yield from now()
        seconds = min(seconds - piece, until - moment)
    return moment


class Watch:
    """What is remembered of one thing between two questions: little, since there may be many."""

    __slots__ = ("argument", "number", "ready", "state", "told", "troubles")

    def __init__(self, argument: Any = "") -> None:
        self.argument = argument
        self.ready = False
        self.state: int | None = None
        self.told: int | None = None
        self.number = 0
        self.troubles = 0

    def note(self, state: int) -> None:
        """The provider has answered; pauses grow only while it answers the same."""
        self.troubles = 0
        if state != self.state:
            self.state = state
            self.number = 0


@dataclass(slots=True)
class Look:
    """What one question brought. ``trouble`` means that nothing was learned; ``ended`` that there are no more."""

    result: Any = None
    verdict: Literal["success", "failure", "retry"] | None = None
    error: Exception | None = None
    ended: bool = False
    changed: bool = False
    trouble: bool = False
    wanted: float | None = None
    ceiling: float | None = None
    short: str | None = None
    waiter: Waiter[Any] | None = None
    given: Mapping[str, object] | None = None


class Poll(Generic[T]):
    """The questions about one thing, or about many of a kind, up to one deadline."""

    def __init__(
        self,
        session: Session,
        waiter: Waiter[T],
        options: RequestOptions | None,
        timeout: float | None,
        accept: Iterable[str] = (),
        cancel_on_timeout: bool = False,
    ) -> None:
        limit = waiter.timeout if timeout is None else timeout
        self.limit = math.inf if limit is None else seconds_of(limit, "timeout", zero=True)
        self.session = session
        self.accept = _states(accept)
        self.waiter = accepting(waiter, self.accept)
        if cancel_on_timeout and waiter.cancel is None:
            raise ArgumentError(
                f"{waiter.operation.id}: what is waited for cannot be cancelled", "cancel_on_timeout"
            )
        self.cancel = waiter.cancel if cancel_on_timeout else None
        self.options = checked_options(options)
        self.deadline = NEVER
        self.began = self.moment = 0.0
        self.connected = self.answered = False
        self.failures = 0
        self.unreachable: TransportError | None = None

    def start(self) -> Flow[None]:
        """From here the time counts."""
        self.moment = yield from now()
        self.deadline = Deadline.after(self.limit, self.moment)

    def limited(self) -> RequestOptions:
        """The options of a question, which may not take much longer than the wait."""
        left = self.deadline.remaining(self.began)
        limit = shorter(self.options.deadline, None if left is None else max(left, GRACE))
        return replace(self.options, deadline=limit)

    def look(
        self,
        watch: Watch,
        arguments: Mapping[str, object],
        on_progress: Callable[[Any], object] | None,
    ) -> Flow[Look]:
        """Ask once, tell the caller a new state, and have a failure explained."""
        self.began = yield from now()
        look = yield from self._ask(watch, arguments)
        if look.changed and on_progress is not None:
            _told = yield from call_back(on_progress, look.result)
        if look.verdict == "failure":
            look.error = yield from self._failure(look, look.given or arguments)
        self.moment = yield from now()
        return look

    def over(self) -> bool:
        """Whether the last question was the last: it was asked at the deadline, or answered at it."""
        left = self.deadline.remaining(self.moment)
        if left is None or left > _SHORTEST:
            return False
        return left >= -GRACE or self.deadline.passed(self.began + _SHORTEST)

    def pause(self, watch: Watch, look: Look, chance: float) -> float:
        """Seconds before the next question about this thing."""
        if self.options.poll_every is not None:
            return max(self.options.poll_every, asked(look.wanted))
        if look.trouble:
            return pause(self.waiter, watch.troubles, chance, look.wanted)
        watch.number += 1
        return pause(self.waiter, watch.number, chance, look.wanted, look.ceiling)

    def give_up(
        self, watch: Watch, arguments: Mapping[str, object], last: Any, cause: Exception | None
    ) -> Flow[Look]:
        """The end at the end of the time: WaitTimeout, after the cancellation that the caller asked for."""
        text = f"{self.waiter.operation.id}: not done after {self.limit:.10g} s of waiting; "
        refusal: ClientomeError | None = None
        if self.cancel is not None:
            refusal = yield from self._cancel(self.cancel, arguments)
            if isinstance(refusal, APIError):
                look = yield from self.look(watch, arguments, None)
                if look.ended:
                    return look
        if self.cancel is None:
            text += "it may still get done, call again to wait on"
        elif refusal is None:
            text += "the provider took the request to cancel it"
        else:
            text += f"it could not be cancelled and may still get done: {refusal}"
        error = WaitTimeout(text, last=last)
        error.cancelled = None if self.cancel is None else refusal is None
        error.__cause__ = cause if refusal is None else refusal
        return Look(error=error, ended=True)

    def _cancel(self, cancel: Cancellation, arguments: Mapping[str, object]) -> Flow[ClientomeError | None]:
        """Ask for the cancellation; what stood in its way. The network is tried once, not again for each of many."""
        if self.unreachable is not None:
            return self.unreachable
        given = _inputs(cancel.operation, cancel.inputs, arguments)
        limits = RequestOptions(
            timeout=self.options.timeout, deadline=_CANCELLATION_SECONDS, headers=self.options.headers
        )
        try:
            _reply: Reply[Any] = yield from call(self.session, cancel.operation, given, limits)
        except TransportError as error:
            self.unreachable = error
            return error
        except ClientomeError as error:
            return error
        return None

    def _ask(self, watch: Watch, arguments: Mapping[str, object]) -> Flow[Look]:
        waiter, after = self.waiter, self.waiter.after
        if after is not None and not watch.ready:
            before: Waiter[Any] = named_value(self.session.api, after.waiter)
            before = accepting(before, self.accept)
            given = {theirs: arguments[mine] for theirs, mine in after.inputs.items()}
            look = yield from self._question(before, watch, given)
            if look.verdict != "success":
                # Its states are not those of what is waited for.
                look.result, look.changed, look.given = None, False, given
                return look
            watch.ready = True
        look = yield from self._question(waiter, watch, arguments)
        return look

    def _question(self, waiter: Waiter[Any], watch: Watch, arguments: Mapping[str, object]) -> Flow[Look]:
        try:
            reply = yield from _reply(self.session, waiter, arguments, self.limited())
        except ArgumentError as error:
            return Look(error=error, ended=True)
        except TransportError as error:
            return self._unanswered(waiter, watch, error)
        except ResponseError as error:
            return self._refused(waiter, watch, error)
        self.connected = self.answered = True
        self.failures = 0
        status, answer = reply.info.status, reply.answer
        watch.note(state_of(waiter.acceptors, status, answer))
        rule = decide(waiter.acceptors, status, answer)
        look = Look(_result(waiter, reply), changed=watch.state != watch.told, waiter=waiter)
        watch.told = watch.state
        if rule is not None:
            look.verdict, look.ended = rule.state, rule.state != "retry"
            look.ceiling = rule.max_delay
        if look.verdict == "failure" and rule is not None:
            found = None if waiter.reason is None else reach(answer, waiter.reason)
            look.short = rule.message if found is None else str(getattr(found, "value", found))
        return look

    def _unanswered(self, waiter: Waiter[Any], watch: Watch, error: TransportError) -> Look:
        """Nothing arrived: ask again, unless that may do harm or cannot help."""
        self.failures += 1
        watch.troubles += 1
        passing = may_repeat_failure(is_repeatable(waiter.operation.retry), error)
        hopeless = (
            isinstance(error, (errors.ConnectError, errors.ConnectTimeout))
            and not self.connected
            and self.deadline == NEVER
            and self.failures >= _HOPELESS
        )
        return Look(error=error, ended=hopeless or not passing, trouble=True)

    def _refused(self, waiter: Waiter[Any], watch: Watch, error: ResponseError) -> Look:
        """The provider said no: that can be a state, or pass, or end the wait."""
        self.connected = True
        if not isinstance(error, APIError):
            return Look(error=error, ended=True)
        acceptors, status = waiter.acceptors, error.status
        rule = decide(acceptors, status, error.body)
        if rule is not None and rule.state == "failure":
            return Look(
                verdict="failure", error=error, ended=True, short=error.message or None, waiter=waiter
            )
        if rule is not None and rule.state == "retry":
            self.failures = 0
            watch.note(state_of(acceptors, status, error.body))
            return Look(verdict="retry", error=error, wanted=error.retry_after, ceiling=rule.max_delay)
        passing = is_passing(status, self.session.api.retry_statuses)
        if not passing or waiter.operation.retry != "safe":
            return Look(error=error, ended=True)
        self.failures += 1
        watch.troubles += 1
        return Look(error=error, trouble=True, wanted=error.retry_after)

    def _failure(self, look: Look, arguments: Mapping[str, object]) -> Flow[WaitFailed]:
        """The error for what has failed. What an explanation says is content: it is kept, but not shown."""
        waiter = look.waiter or self.waiter
        secrets = self.session.auth.secrets()
        hidden = [*secrets, *_sensitive(waiter, arguments)]
        text = f"{waiter.operation.id}: what was waited for has failed"
        reason = None if look.short is None else mask(look.short, secrets)
        if look.error is not None:
            text = f"{waiter.operation.id}: failed: {mask(str(look.error), hidden)}"
        elif reason:
            text += f": {mask(reason, hidden)[:_SHOWN]}"
        if waiter.explanation is not None:
            told = yield from explain(self.session, waiter.explanation, arguments, self.options)
            if told:
                reason = mask(told, secrets)
                text += " (the error's `reason` holds the provider's explanation)"
        failed = WaitFailed(text, reason=reason, last=look.result)
        failed.__cause__ = look.error
        return failed


def _sensitive(waiter: Waiter[Any], arguments: Mapping[str, object]) -> list[str]:
    names = {p.name for p in waiter.operation.parameters if p.sensitive}
    return [str(v) for name, v in arguments.items() if waiter.inputs.get(name, name) in names]


def _reply(
    session: Session, waiter: Waiter[Any], arguments: Mapping[str, object], options: RequestOptions
) -> Flow[Reply[Any]]:
    """What the rules look at: the answer, or the item of a list that is meant."""
    operation, item = waiter.operation, waiter.item
    named = {waiter.inputs.get(name, name): value for name, value in arguments.items()}
    inputs = {**waiter.constants, **named}
    if item is None:
        reply: Reply[Any] = yield from call(session, operation, inputs, options)
        return reply
    wanted = _id(operation, item, arguments[item.argument])
    inputs[waiter.inputs.get(item.argument, item.argument)] = wanted
    if operation.pagination is None:
        reply = yield from call(session, operation, inputs, options)
        pages = [reach(reply.answer, item.items)]
        found, info, count = _pick(item, pages[0], wanted), reply.info, len(pages[0] or ())
    else:
        first = yield from fetch(session, operation, inputs, options)
        found, count, info = None, 0, first.info
        chunk: PageData | None = first
        while chunk is not None and found is None:
            found, info = _pick(item, chunk.items, wanted), chunk.info
            count += len(chunk.items)
            if found is None:
                chunk = yield from fetch_next(session, chunk)
    if found is None:
        raise _absent(waiter, item, wanted, count, info)
    return Reply(found, found, info)


def _id(operation: Operation[Any], item: Item, value: object) -> str:
    """The wanted id as text. What is no id at all would be searched for and find other things."""
    if not item.is_uuid:
        return str(value)
    try:
        return str(UUID(str(value)))
    except ValueError:
        raise ArgumentError(
            f"{operation.id}: {item.argument}: expected an id in the form of a UUID", item.argument
        ) from None


def _pick(item: Item, items: Any, wanted: str) -> Any:
    """The item with the wanted id."""
    for one in items if is_list(items) else ():
        found = reach(one, item.key)
        text = str(found)
        if found is not None and (text.lower() if item.is_uuid else text) == wanted:
            return one
    return None


def _absent(
    waiter: Waiter[Any], item: Item, wanted: str, count: int, info: ResponseInfo
) -> errors.NotFoundError:
    """The error for a list that lacks what is waited for."""
    hidden = not item.is_uuid and wanted in _sensitive(waiter, {item.argument: wanted})
    shown = "***" if hidden else repr(wanted)
    others = f"; {count} of another id came" if count else ""
    return errors.NotFoundError(
        f"{waiter.operation.id}: there is nothing with {item.argument}={shown}{others}",
        status=info.status,
        headers=info.headers,
        request_id=info.request_id,
        operation=waiter.operation.id,
    )


def wait(
    session: Session,
    waiter: Waiter[T],
    arguments: Mapping[str, object],
    *,
    timeout: float | None = None,
    accept: Iterable[str] = (),
    cancel_on_timeout: bool = False,
    on_progress: Callable[[T], object] | None = None,
    options: RequestOptions | None = None,
) -> Flow[T]:
    """Wait and return what the waiter promises. ``timeout`` None means the waiter's own, math.inf none."""
    poll = Poll(session, waiter, options, timeout, accept, cancel_on_timeout)
    watch = Watch()
    last: Any = None
    yield from poll.start()
    while True:
        look = yield from poll.look(watch, arguments, cast("Callable[[Any], object] | None", on_progress))
        if look.error is None:
            last = look.result
        if not look.ended and poll.over():
            look = yield from poll.give_up(watch, arguments, last, look.error)
        if look.ended:
            if look.error is not None:
                raise look.error
            return cast(T, look.result)
        seconds = poll.pause(watch, look, (yield from random()))
        _moment = yield from rest(poll.deadline.within(seconds, poll.moment))


def _result(waiter: Waiter[Any], reply: Reply[Any]) -> Any:
    result = reach(reply.answer, waiter.result)
    if isinstance(result, AnswerModel):
        object.__setattr__(result, "__clientome_response__", reply.info)
    return result


def explain(
    session: Session,
    explanation: Explanation,
    arguments: Mapping[str, object],
    options: RequestOptions,
) -> Flow[str | None]:
    """The text of the operation that tells why it failed, at most 64 kB of it, or None where it cannot be had."""
    operation = explanation.operation
    given = _inputs(operation, explanation.inputs, arguments)
    limits = RequestOptions(
        timeout=options.timeout, retries=0, deadline=_EXPLANATION_SECONDS, headers=options.headers
    )
    try:
        reply: Reply[Any] = yield from call(
            session, _as_text(operation), {**given, **explanation.constants}, limits
        )
        result: object = reply.result
        if not isinstance(result, Response):
            return None
        body = yield from read(result, _EXPLANATION_BYTES)
        return _text(session, operation, body, reply)
    except Exception as error:
        # Whatever it is, the failure is the news.
        logger.debug("%s: no explanation of the failure: %s", operation.id, type(error).__name__)
        return None


def _inputs(
    operation: Operation[Any], inputs: Mapping[str, str], arguments: Mapping[str, object]
) -> dict[str, object]:
    """The arguments of another operation that a waiter's arguments fill: those of the same name, and ``inputs``."""
    names = {parameter.name for parameter in operation.parameters}
    given = {name: value for name, value in arguments.items() if name in names}
    return given | {name: arguments[own] for name, own in inputs.items() if own in arguments}


def _as_text(operation: Operation[Any]) -> Operation[Any]:
    """The operation with every content as a stream, so that no more than wanted is read. Made once."""
    known = _AS_TEXT.get(id(operation))
    if known is None or known[0] is not operation:
        answers = tuple(Answer(a.status, "binary", None, a.content_type) for a in operation.answers)
        known = _AS_TEXT[id(operation)] = (operation, replace(operation, answers=answers))
    return known[1]


def _text(session: Session, operation: Operation[Any], body: bytes, reply: Reply[Any]) -> str | None:
    text = text_body(body, reply.info.headers)
    if is_json(reply.info.headers.get("content-type", "")):
        try:
            value = from_json(body)
        except ValueError:
            value = None
        envelope = session.api.envelope if operation.enveloped else None
        if envelope is not None and envelope.success is not None and reach(value, envelope.success) is False:
            return None
        text = value if isinstance(value, str) else text
    return _CONTROLS.sub(" ", text.replace("\r\n", "\n")).strip() or None
