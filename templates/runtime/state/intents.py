"""A paid call between the state file and the wire: its intent is written down before, and ended as the call ends."""

from __future__ import annotations

import threading
from functools import partial
from typing import Any, Generic, TypeVar

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

    @property
    def taken(self) -> Intent:
        """The intent, which there is."""
        intent = self.intent
        assert intent is not None
        return intent

    def take(
        self, operation_id: str, watched: Watched[Any], provider: str, scope: str, account: str
    ) -> Intent:
        """The intent, on the disk."""
        content = watched.identity()
        intent = self.state.take_intent(
            self._taken,
            operation_id,
            content,
            provider,
            scope,
            account,
            keyed=watched.keyed,
            can_look=watched.can_look,
            subject=watched.subject,
            marked=watched.marked,
        )
        with self._lock:
            dropped = self._dropped
        if dropped:
            # Whoever wanted it did not wait, so it was not sent.
            self._let_go(Outcome.NOT_SENT)
        return intent

    def may_repeat(self, keyed: bool) -> bool:
        """Whether the provider knows the key of this intent still, so that sending again does no harm."""
        return keyed and not self.state.is_old(self.taken)

    def note_end(self) -> None:
        """The last attempt ended without an answer."""
        self._taken.intent = self.state.note_end(self.taken)

    def renew(self, marked: bool) -> None:
        """It was not carried out, and is about to be sent anew."""
        self._taken.intent = self.state.renew(self.taken, marked=marked)
        self._taken.adopted = False

    def finish(self, answer: str | None = None) -> None:
        """The call succeeded, and its result is about to be returned."""
        with self._lock:
            if self.intent is not None and not self._dropped:
                self.state.done(self.intent.key, answer)
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


class Watched(Generic[T]):
    """How one call is made, told from others and looked up. ``T`` is its reply."""

    keyed = True
    """Whether the provider carries out what comes again under the same key once."""
    can_look = False
    """Whether a look-up can tell what became of it."""
    advice = "look with the provider"
    """How a person finds out."""
    can_repeat = True
    """Whether its content can be sent twice; known once ``identity`` was asked for."""
    marked = False
    """Whether a new request carries the mark of its intent."""
    subject = b""
    """What a look-up knows the call by; known once ``identity`` was asked for."""

    def identity(self) -> bytes:
        """What tells the call from others; may read files."""
        raise NotImplementedError

    def send(self, intent: Intent) -> Flow[T]:
        """Make the call."""
        raise NotImplementedError

    def look(self, intent: Intent, cause: ClientomeError | None) -> Flow[T | None]:
        """The reply of what was carried out; None where it was shown that nothing was. Raises OutcomeUnknown."""
        raise NotImplementedError

    def answer_id(self, reply: T) -> str | None:
        """The id of what the call made, where look-ups could confuse it with the work of others."""
        raise NotImplementedError


def remembered(
    state: State, operation_id: str, watched: Watched[T], provider: str, scope: str, account: str
) -> Flow[T]:
    """Run a call whose intent is in the state, and end or release the intent as the call ends."""
    claim = Claim(state)
    outcome: Outcome | None = Outcome.NOT_SENT
    try:
        _intent = yield from offload(partial(claim.take, operation_id, watched, provider, scope, account))
        outcome = None
        result = yield from _carried_out(claim, watched)
        outcome = Outcome.CARRIED_OUT
        yield from offload(partial(claim.finish, watched.answer_id(result)))
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


def _carried_out(claim: Claim, watched: Watched[T]) -> Flow[T]:
    """Send the call, and after an end that is not known look. It is sent again once, and only after proven absence."""
    if claim.adopted and not claim.may_repeat(watched.keyed):
        found = yield from _looked_up(claim, watched, None)
        if found is not None:
            return found
    try:
        result = yield from watched.send(claim.taken)
    except ClientomeError as error:
        lost = error.outcome in (Outcome.UNKNOWN, Outcome.CARRIED_OUT) and not error.paid
        if watched.keyed or not watched.can_look or not lost:
            raise
        certain = error.outcome is Outcome.CARRIED_OUT
        found = yield from _looked_up(claim, watched, error)
        if found is not None:
            return found
        if certain or not watched.can_repeat:
            raise
        result = yield from watched.send(claim.taken)
    return result


def _looked_up(claim: Claim, watched: Watched[T], cause: ClientomeError | None) -> Flow[T | None]:
    """What the look-up finds; None where the call may be sent as a new one."""
    if not watched.can_look:
        raise doubtful(claim.taken, "has an end that is not known", watched.advice)
    yield from offload(claim.note_end)
    found = yield from watched.look(claim.taken, cause)
    if found is None:
        yield from offload(partial(claim.renew, watched.marked))
    return found


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
