"""Wait until something has reached a state, by asking again and again.

Rules:

- The first acceptor that matches decides; without a match the wait goes on.
- Pauses double from ``min_delay`` to ``max_delay``; each is a random value between ``min_delay`` and that. A
  Retry-After of the provider is obeyed. The last question is asked at the deadline, not before.
- A question of retry class ``safe`` that fails on the way or with a retryable status is asked again until the
  deadline; every other error ends the wait.
- The caller is told the first state and each change of it.
- Time is monotonic. To wait on after WaitTimeout, call the wait method again: nothing is kept here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from . import errors
from .call import Reply, call
from .decode import reach
from .errors import APIError, TransportError, WaitFailed, WaitTimeout
from .flow import Flow, now, random, sleep, tell
from .masking import mask
from .models import AnswerModel
from .operation import Acceptor, Operation, Waiter
from .options import NO_OPTIONS, RequestOptions
from .retry import NEVER_REPEATED
from .session import Session

T = TypeVar("T")
# Below this there is no time for another question.
_SHORTEST = 0.001


def verdict(acceptors: tuple[Acceptor, ...], status: int, answer: Any) -> str | None:
    """What the acceptors say about an answer: success, failure, retry, or None where none matches."""
    for acceptor in acceptors:
        if acceptor.status is not None and acceptor.status != status:
            continue
        if acceptor.path is not None:
            value = reach(answer, acceptor.path)
            if not any(_same(value, wanted) for wanted in acceptor.any_of):
                continue
        elif acceptor.status is None:
            continue
        return acceptor.state
    return None


def _same(value: Any, wanted: str | bool | int | None) -> bool:
    if isinstance(value, bool) or isinstance(wanted, bool):
        return value is wanted
    return bool(getattr(value, "value", value) == wanted)


def state_of(acceptors: tuple[Acceptor, ...], status: int, answer: Any) -> tuple[Any, ...]:
    """What the acceptors look at: when it changes, the caller is told."""
    paths = dict.fromkeys(acceptor.path for acceptor in acceptors if acceptor.path is not None)
    by_status = any(acceptor.status is not None for acceptor in acceptors)
    return (status if by_status else None, *(repr(reach(answer, path)) for path in paths))


def pause(waiter: Waiter[Any], number: int, chance: float, wanted: float | None) -> float:
    """Seconds before the next question; ``number`` counts the pauses from 1."""
    ceiling = min(waiter.max_delay, waiter.min_delay * 2.0 ** min(number - 1, 60))
    seconds = waiter.min_delay + chance * (ceiling - waiter.min_delay)
    return max(seconds, wanted or 0.0)


def wait(
    session: Session,
    waiter: Waiter[T],
    arguments: Mapping[str, object],
    *,
    timeout: float | None = None,
    on_progress: Callable[[T], object] | None = None,
    options: RequestOptions | None = None,
) -> Flow[T]:
    """Wait and return what the waiter promises."""
    operation: Operation[Any] = waiter.operation
    inputs = {waiter.inputs.get(name, name): value for name, value in arguments.items()}
    limit = waiter.timeout if timeout is None else timeout
    deadline = math.inf if limit is None else (yield from now()) + limit
    last: Any = None
    state: tuple[Any, ...] | None = None
    number = 0
    trouble: Exception | None = None
    while True:
        wanted: float | None = None
        try:
            reply = yield from _ask(session, operation, inputs, options, deadline)
        except (APIError, TransportError) as error:
            trouble, wanted = error, _excuse(session, waiter, error)
        else:
            trouble = None
            last = _result(waiter, reply)
            decided = verdict(waiter.acceptors, reply.info.status, reply.answer)
            latest = state_of(waiter.acceptors, reply.info.status, reply.answer)
            if on_progress is not None and latest != state:
                yield from tell(cast("Callable[[Any], Any]", on_progress), last)
            state = latest
            if decided == "success":
                return cast(T, last)
            if decided == "failure":
                raise _failed(session, waiter, reply.answer, last)
        number += 1
        seconds = pause(waiter, number, (yield from random()), wanted)
        remaining = deadline - (yield from now())
        if remaining <= _SHORTEST:
            raise WaitTimeout(
                f"{operation.id}: not done after {limit:g} s of waiting", last=last
            ) from trouble
        yield from sleep(min(seconds, remaining))


def _ask(
    session: Session,
    operation: Operation[Any],
    inputs: Mapping[str, object],
    options: RequestOptions | None,
    deadline: float,
) -> Flow[Reply[Any]]:
    """One question, which must not outlive the wait by more than the moment it takes to be answered."""
    given = options or NO_OPTIONS
    if deadline < math.inf:
        remaining = max(deadline - (yield from now()), 1.0)
        given = RequestOptions(
            timeout=given.timeout,
            retries=given.retries,
            deadline=remaining if given.deadline is None else min(remaining, given.deadline),
            headers=given.headers,
            idempotency_key=given.idempotency_key,
            content_type=given.content_type,
            on_response=given.on_response,
        )
    reply: Reply[Any] = yield from call(session, operation, inputs, given)
    return reply


def _excuse(session: Session, waiter: Waiter[Any], error: APIError | TransportError) -> float | None:
    """Let a passing error pass, giving its Retry-After; raise any other."""
    if isinstance(error, APIError):
        decided = verdict(waiter.acceptors, error.status, error.body)
        if decided == "failure":
            raise WaitFailed(
                f"{waiter.operation.id}: failed: {error}", reason=error.message or None
            ) from error
        passing = error.status in session.api.retry_statuses and error.status not in NEVER_REPEATED
        if decided == "retry" or (passing and waiter.operation.retry == "safe"):
            return error.retry_after
    elif waiter.operation.retry == "safe" and not isinstance(error, errors.BodyError):
        return None
    raise error


def _result(waiter: Waiter[Any], reply: Reply[Any]) -> Any:
    result = reach(reply.answer, waiter.result)
    if isinstance(result, AnswerModel):
        object.__setattr__(result, "__clientome_response__", reply.info)
    return result


def _failed(session: Session, waiter: Waiter[Any], answer: Any, last: Any) -> WaitFailed:
    found = reach(answer, waiter.reason) if waiter.reason is not None else None
    reason = None if found is None else mask(str(getattr(found, "value", found)), session.auth.secrets())
    text = f"{waiter.operation.id}: what was waited for has failed"
    return WaitFailed(f"{text}: {reason[:300]}" if reason else text, reason=reason, last=last)
