"""Says with an error what the call may have done: when it was sent, how to look, what to do next."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ..base.errors import ClientomeError, ResponseError
from ..base.outcome import Outcome
from ..http.logs import logger
from ..spec.operation import Operation


def explain(
    error: BaseException, operation: Operation[Any], outcome: Outcome, sent_at: float | None, key: str | None
) -> None:
    """Set ``outcome`` and ``sent_at``; for a call that costs money or can be looked up, say both in the message too.

    An interrupt and a cancellation are not errors of ours: they get a note, and the log a warning.
    """
    text = ""
    matters = operation.billable or operation.look_up is not None
    if matters and outcome is Outcome.CARRIED_OUT:
        where = "the answer is in `body`" if isinstance(error, ResponseError) else "the answer was lost"
        text = f"{_sent(sent_at)}it was carried out ({where}); {how_to_look(operation)} before you call again"
    elif matters and outcome is Outcome.UNKNOWN:
        text = f"{_sent(sent_at)}it may have been carried out; {how_to_look(operation)} before you call again"
    if text and key is not None:
        text += "; with the same key (idempotency_key of this error, or the same state) it is carried out once at most"
    if isinstance(error, ClientomeError):
        error.outcome = outcome
        error.sent_at = None if sent_at is None else datetime.fromtimestamp(sent_at, UTC)
        add(error, text)
    elif text:
        text = f"{operation.id}: {text}"
        error.add_note(text)
        logger.warning("interrupted by %s: %s", type(error).__name__, text)


def add(error: ClientomeError, text: str) -> None:
    """Say something more in the message."""
    if text and text not in str(error):
        error.args = (f"{error.args[0] if error.args else ''}; {text}", *error.args[1:])


def clock(moment: float) -> str:
    """A time as people read it."""
    return f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%d %H:%M:%S} UTC"


def how_to_look(operation: Operation[Any]) -> str:
    """Where the user finds out whether a call was carried out."""
    return f"look with {operation.look_up}()" if operation.look_up else "look at the provider's site"


def _sent(moment: float | None) -> str:
    return "" if moment is None else f"it was sent at {clock(moment)}, and "
