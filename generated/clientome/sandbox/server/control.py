"""`/_sandbox`: the control interface, for tests and users. No credential is asked for; pages of other origins are
refused.

``GET /_sandbox`` time, counts, faults, problems, messages. ``POST /_sandbox/advance`` {"seconds": n} or {"until": iso}: time passes at once, also for tokens, codes and links.
``POST /_sandbox/reset``. ``POST /_sandbox/faults`` one fault or a list; ``DELETE /_sandbox/faults``.
``GET /_sandbox/things/COLLECTION`` everything of one kind. ``POST /_sandbox/webhooks`` {"url", "secret"} one more
address for all events, or {"url", "host"} the place where deliveries to a host really go (for providers that refuse
local addresses); ``DELETE /_sandbox/webhooks``. ``POST /_sandbox/speed`` {"speed": n}.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any, cast

from ..api.schemas import Invalid
from ..behaviour.engine import Engine
from ..behaviour.webhooks import TARGETS
from ..expressions.functions.times import iso_ms, time_of
from .bodies import discard
from .examples import Reply, dump
from .faults import Faults, WrongFault
from .handler import Incoming

Reset = Callable[[], None]
ROOT = "/_sandbox"
LIMIT = 4 * 1024 * 1024
FARTHEST = 1000 * 365 * 86400.0
# Nothing of it is shown inside a page of another origin either.
HEADERS = {
    "content-type": "application/json",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
}


def is_for(path: str) -> bool:
    """Whether a request with this path is for the sandbox itself."""
    return path == ROOT or path.startswith(ROOT + "/")


def refused(message: str) -> Reply:
    """The answer to one who may not use it."""
    return _json({"message": message}, 403)


async def answer(engine: Engine, faults: Faults, reset: Reset, incoming: Incoming) -> Reply:
    """The answer to a request below `/_sandbox`."""
    try:
        body = await _body(incoming)
        return _dispatch(engine, faults, reset, incoming.method, incoming.path[len(ROOT) :].strip("/"), body)
    except (Invalid, WrongFault) as error:
        return _json({"message": str(error)}, 400)


async def _body(incoming: Incoming) -> dict[str, Any] | list[Any]:
    found = bytearray()
    async for chunk in incoming.stream:
        found += chunk
        if len(found) > LIMIT:
            _ = await discard(incoming.stream, LIMIT)
            raise Invalid("The body is too large.")
    try:
        value: Any = json.loads(bytes(found)) if found else {}
    except (ValueError, RecursionError):
        raise Invalid("The body is not JSON.") from None
    if not isinstance(value, dict | list):
        raise Invalid("The body must be an object or a list.")
    return cast("dict[str, Any] | list[Any]", value)


def _dispatch(engine: Engine, faults: Faults, reset: Reset, method: str, path: str, body: Any) -> Reply:
    if method in ("GET", "HEAD") and path == "":
        return _json(state(engine, faults))
    if method in ("GET", "HEAD") and path.startswith("things/"):
        with engine.lock:
            return _json([dict(thing) for thing in engine.store.all(path.removeprefix("things/"))])
    if path == "faults" and method in ("POST", "DELETE"):
        if method == "DELETE":
            faults.held.clear()
        else:
            faults.add(body)
        return _json({"faults": faults.shown()})
    if not isinstance(body, dict):
        raise Invalid("The body must be an object.")
    given = cast("dict[str, Any]", body)
    if path == "webhooks" and method in ("POST", "DELETE"):
        return _targets(engine, method, given)
    if method == "POST" and path == "advance":
        return _json(advance(engine, _seconds(engine, given)))
    if method == "POST" and path == "speed":
        return _speed(engine, given)
    if method == "POST" and path == "reset":
        reset()
        return _json(state(engine, faults))
    return _json({"message": (__doc__ or "").strip()}, 404)


def state(engine: Engine, faults: Faults) -> dict[str, Any]:
    """What `GET /_sandbox` answers."""
    with engine.changing() as now:
        timer = engine.store.next_timer()
        return {
            "provider": engine.description.name,
            "webhook_host": engine.description.webhook_host(),
            "now": iso_ms(now),
            "speed": engine.clock.speed,
            "next_transition": None if timer is None else iso_ms(timer.due),
            "transitions": engine.machines.fired,
            "things": engine.store.counts(),
            "messages": [dict(message) for message in engine.store.all("_messages")[-50:]],
            "faults": faults.shown(),
            "problems": list(engine.problems),
        }


def advance(engine: Engine, seconds: float) -> dict[str, Any]:
    """Let virtual time pass and carry out what becomes due."""
    with engine.lock:
        before = engine.machines.fired
        engine.clock.advance(seconds)
        with engine.changing() as now:
            engine.store.remember("now", repr(now))
            engine.store.remember("advanced", repr(engine.clock.advanced))
        return {"now": iso_ms(now), "transitions": engine.machines.fired - before}


def _seconds(engine: Engine, given: dict[str, Any]) -> float:
    until, seconds = given.get("until"), given.get("seconds")
    if isinstance(until, str):
        time = time_of(until)
        if time is None:
            raise Invalid("`until` is not a time in ISO 8601.")
        seconds = max(time - engine.clock.now(), 0.0)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise Invalid('Say how far: {"seconds": 3600} or {"until": "2030-01-01T00:00:00Z"}.')
    if not math.isfinite(seconds) or not 0 <= seconds <= FARTHEST:
        raise Invalid("Time goes only forward, and at most a thousand years.")
    return float(seconds)


def _speed(engine: Engine, given: dict[str, Any]) -> Reply:
    speed = given.get("speed")
    if isinstance(speed, bool) or not isinstance(speed, int | float) or not 0 <= speed <= 1e9:
        raise Invalid('Say how fast: {"speed": 1000}; 0 stops the clock.')
    with engine.lock:
        engine.clock.pace(float(speed))
    return _json({"speed": engine.clock.speed})


def _targets(engine: Engine, method: str, given: dict[str, Any]) -> Reply:
    with engine.changing() as now:
        run = engine.run(None, now)
        if method == "DELETE":
            for thing in engine.store.all(TARGETS):
                engine.store.remove(thing)
        elif isinstance(given.get("url"), str):
            host = given.get("host")
            target = {
                "url": given["url"],
                "secret": given.get("secret"),
                "host": host.lower() if isinstance(host, str) else None,
            }
            _ = engine.create(TARGETS, target, run, None, None)
        else:
            raise Invalid('Say where to: {"url": "http://127.0.0.1:9000/hook", "secret": "..."}.')
        return _json({"webhooks": [thing["url"] for thing in engine.store.all(TARGETS)]})


def _json(value: Any, status: int = 200) -> Reply:
    return Reply(status, dump(value), dict(HEADERS))
