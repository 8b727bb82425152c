"""A paid call between the state file and the wire: its intent is written down before, and ended as the call ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from ..base.errors import ClientomeError
from ..base.outcome import Outcome, is_known_refusal
from ..flow.effects import Flow, offload
from ..policies.explain import add, clock
from .state import Intent, State, Taken, doubtful

T = TypeVar("T")


class Claim:
    """An intent on its way from the state to a call and back; the call may be cancelled while a thread writes."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._taken = Taken()
        self._lock = threading.Lock()
        self._dropped = self._closed = False

    @property
    def intent(self) -> Intent | None:
        """The intent, once there is one."""
        return self._taken.intent

    @property
    def adopted(self) -> bool:
        """Whether an earlier run has begun this call, with unknown end."""
        return self._taken.adopted

    def take(
        self,
        operation_id: str,
        content: Callable[[], bytes],
        provider: str,
        scope: str,
        account: str,
        *,
        ages: bool = True,
    ) -> Intent:
        """The intent, on the disk. ``content`` gives what identifies the arguments; it may read files."""
        place = provider, scope, account
        intent = self.state.take_intent(self._taken, operation_id, content(), *place, ages=ages)
        with self._lock:
            dropped = self._dropped
        if dropped:
            # Whoever wanted it did not wait, so it was not sent.
            self._let_go(Outcome.NOT_SENT)
        return intent

    def finish(self) -> None:
        """The call succeeded, and its result is about to be returned."""
        with self._lock:
            if self.intent is not None and not self._dropped:
                self.state.done(self.intent.key)
                self._closed = True

    def drop(self, outcome: Outcome | None) -> None:
        """The call ended without a result."""
        with self._lock:
            self._dropped = True
            if self._closed and self.intent is not None:
                self.state.reopen(self.intent)
                return
        self._let_go(outcome)

    def _let_go(self, outcome: Outcome | None) -> None:
        if self.intent is None:
            return
        known = is_known_refusal(outcome) and not self.adopted
        (self.state.done if known else self.state.release)(self.intent.key)


def remembered(
    state: State,
    operation_id: str,
    content: Callable[[], bytes],
    provider: str,
    scope: str,
    account: str,
    run: Callable[[str], Flow[T]],
    *,
    keyed: bool = True,
) -> Flow[T]:
    """Run a call whose intent is in the state, and end or release the intent as the call ends."""
    claim = Claim(state)
    outcome: Outcome | None = Outcome.NOT_SENT
    try:
        take = partial(claim.take, operation_id, content, provider, scope, account, ages=keyed)
        intent = yield from offload(take)
        if claim.adopted and not keyed:
            raise doubtful(intent, "has an end that is not known")
        outcome = None
        result = yield from run(intent.key)
        outcome = Outcome.CARRIED_OUT
        yield from offload(claim.finish)
    except BaseException as error:
        if isinstance(error, ClientomeError):
            outcome = error.outcome
            _explain_earlier(error, claim)
        elif outcome is Outcome.CARRIED_OUT:
            error.add_note(
                f"{operation_id}: it was carried out; the same call with this state gives its answer"
            )
        if isinstance(error, GeneratorExit):
            # The flow is thrown away: no effect can be asked for any more.
            claim.drop(outcome)
        else:
            try:
                yield from offload(partial(claim.drop, outcome))
            except BaseException:
                # Interrupted once more: the key must not stay in use.
                claim.drop(outcome)
                raise
        raise
    return result


def _explain_earlier(error: ClientomeError, claim: Claim) -> None:
    """A refusal says nothing about what an earlier run has sent under this key."""
    if claim.intent is None or not claim.adopted or not is_known_refusal(error.outcome):
        return
    error.outcome = Outcome.UNKNOWN
    error.sent_at = claim.intent.since
    add(
        error,
        f"an earlier attempt under the same key, of {clock(claim.intent.at)}, may have been carried out, so the state "
        f'keeps it; look with the provider, and when it was not, state.done("{claim.intent.key}") makes the next one '
        "a new call",
    )
