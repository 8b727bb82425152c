"""A content to a path: verified, continued where it broke off, never half and never over another file.

Rules:

- The bytes go into ``<name>.part``, with a note beside it, and move to the name when size and digests are right.
- A part is continued (Range) only when the rest must belong to it: the note names the same source, and either a
  validator guards the request (If-Range) and the answer repeats it, or a digest that the caller knows guards the
  result. Otherwise, and whenever the answer does not fit, the download starts from nothing: servers that ignore
  If-Range exist.
- A broken body is continued within the call as long as new bytes come; without new bytes as often as the call may be
  repeated. Only operations that may be repeated are.
- Content that is proven wrong is removed. Content that is merely incomplete stays for the next call.
- Compressed answers are not asked for, since sizes, ranges and digests are those of the file. Where one comes anyway
  it is decompressed and not continued.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import errors, retry
from .download_state import Saving, Source, Wanted
from .flow import Flow, close, now, offload, random, sleep, tell
from .logs import logger
from .transfer import Transfer

# However much each of them brings, more breaks than this are not a connection.
MAX_BREAKS = 100

Pump = Callable[[Transfer], Any]


def save(source: Source, wanted: Wanted, pump: Pump) -> Flow[Path]:
    """Bring a content to its path."""
    started = yield from now()
    deadline = None if wanted.seconds is None else started + wanted.seconds
    state = Saving(source, wanted)
    try:
        yield from offload(state.prepare)
        while not (yield from _bring(state, deadline, pump)):
            pass
        path = yield from offload(state.finish)
        # Of a kept file nothing was written.
        yield from offload(lambda: state.part.close() if state.part is not None else None)
    except GeneratorExit as error:
        # The flow is thrown away, for example by Ctrl-C: no effect can be asked for any more.
        state.end(error)
        raise
    except BaseException as error:
        failure = error
        yield from offload(lambda: state.end(failure))
        raise
    return path


def _bring(state: Saving, deadline: float | None, pump: Pump) -> Flow[bool]:
    """One request and its body; whether the content is complete."""
    remaining = yield from _remaining(state, deadline)
    try:
        response = yield from state.source.open(state.headers(), remaining)
    except errors.APIError as error:
        return state.accept_refusal(error)
    cause: errors.TransportError | None = None
    ready = True
    try:
        ready = yield from offload(lambda: state.accept(response))
        if ready and state.kept is None:
            yield from tell(pump, state.start(response))
    except errors.TransportError as error:
        cause = error
    except GeneratorExit:
        raise
    except BaseException:
        yield from close(response)
        raise
    yield from close(response)
    state.arrived()
    if state.kept is not None:
        return True
    if cause is None:
        if not ready:
            return False
        if state.is_complete():
            return True
        if state.done == state.promised and state.done > state.best:
            # The server sends so much at a time and no more; that is no break.
            state.best = state.done
            return False
    yield from _continue(state, cause, deadline)
    return False


def _remaining(state: Saving, deadline: float | None) -> Flow[float | None]:
    if deadline is None:
        return None
    remaining = deadline - (yield from now())
    if remaining <= 0:
        raise errors.TimeoutError(
            f"{state.source.name}: the total time limit passed after {state.done} bytes; what has arrived is kept",
            phase="total",
        )
    return remaining


def _continue(state: Saving, cause: errors.TransportError | None, deadline: float | None) -> Flow[None]:
    """Wait before the next request for the rest, or raise."""
    state.breaks += 1
    state.fruitless = 0 if state.done > state.best else state.fruitless + 1
    state.best = max(state.best, state.done)
    repeatable = state.source.repeatable and state.source.repeats > 0
    if not repeatable or state.fruitless > state.source.repeats or state.breaks > MAX_BREAKS:
        raise state.incomplete(cause) from cause
    note = None if state.part is None else state.part.note
    if note is None or (note.validator is None and state.digest is None):
        state.restart()
    chance = yield from random()
    remaining = yield from _remaining(state, deadline)
    seconds = retry.pause(state.fruitless + 1, chance, None, remaining)
    if seconds is None:
        raise state.incomplete(cause) from cause
    logger.info("%s: broke off; going on after %d bytes in %.2f s", state.source.name, state.done, seconds)
    yield from sleep(seconds)
