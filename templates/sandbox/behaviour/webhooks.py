"""Webhooks: what is to be delivered, signed as described, and repeated with growing virtual delays.

A delivery is a thing of the collection `_deliveries`, so it outlives the process with the state file. Sending itself
is the courier's business (`courier`). Only addresses of this machine are sent to, unless `outside` is set.
"""

from __future__ import annotations

import ipaddress
import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from ..expressions.evaluator import compiled
from ..state.store import Record, Timer
from . import signing
from .runs import Run, shown
from .transitions import DELIVERY

if TYPE_CHECKING:
    from .engine import Engine

DELIVERIES = "_deliveries"
TARGETS = "_targets"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt to make."""

    id: str
    url: str
    headers: Mapping[str, str]
    body: bytes


def is_here(url: str) -> bool:
    """Whether an address is on this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Hooks:
    """The webhooks of one engine."""

    def __init__(self, engine: Engine, raw: Mapping[str, Any]) -> None:
        self._engine = engine
        self._to = compiled(raw.get("to", []), engine.evaluator)
        self._secret = compiled(raw.get("secret", "sandbox"), engine.evaluator)
        retry = raw.get("retry", [10.0, 60.0, 600.0, 3600.0])
        self._retry = [compiled(one, engine.evaluator) for one in retry]
        # Addresses of examples are real: nothing leaves this machine without `--deliver-outside`.
        self.outside = False
        self.waiting: deque[str] = deque()
        for thing in engine.store.all(DELIVERIES):
            if thing["status"] == "sending":
                self.waiting.append(thing.id)

    def emit(self, event: str, body: Any, to: Any, run: Run) -> None:
        """Put the deliveries of an event to all its targets on the clock."""
        scope = run.given(event=event, account=run.account)
        found: Any = self._to(scope) if to is None else to
        targets: list[Any] = list(cast("Sequence[Any]", found)) if isinstance(found, list) else [found]
        targets += [thing for thing in self._engine.store.all(TARGETS) if thing.get("host") is None]
        for target in targets:
            given: Mapping[str, Any] = {"url": target} if isinstance(target, str) else target or {}
            url = given.get("url")
            if not isinstance(url, str) or not _sendable(url):
                continue
            secret = str(given.get("secret") or self._secret(scope))
            caller: Mapping[str, Any] = run.get("caller") or {}
            delivery: dict[str, Any] = {
                "event": event, "url": url, "secret": secret, "body": shown(body), "status": "waiting", "attempts": 0,
                "environment": caller.get("environment"),
            }  # fmt: skip
            thing = self._engine.create(DELIVERIES, delivery, run, None, run.account)
            self._schedule(thing, run.now)

    def _schedule(self, thing: Record, due: float) -> None:
        number = self._engine.store.number()
        self._engine.store.schedule(thing, Timer(due, number, thing.collection, thing.id, DELIVERY))

    def due(self, thing: Record) -> None:
        """An attempt is due."""
        self._engine.store.put(thing.changed({**thing, "status": "sending"}))
        self.waiting.append(thing.id)

    def next(self) -> Delivery | None:
        """The next attempt to make."""
        while self.waiting:
            thing = self._engine.store.find(DELIVERIES, self.waiting.popleft())
            if thing is None or thing["status"] != "sending":
                continue
            delivery = self._delivery(thing)
            if self.outside or is_here(delivery.url):
                return delivery
            self._engine.store.put(thing.changed({**thing, "status": "kept: not on this machine"}))
        return None

    def _delivery(self, thing: Record) -> Delivery:
        body = json.dumps(thing["body"], ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        headers = {"content-type": "application/json", "user-agent": "sandbox-webhooks"}
        webhooks: Mapping[str, Any] = self._engine.description.schemas.document.get("webhooks", {})
        item: Mapping[str, Any] = self._engine.description.schemas.resolve(webhooks.get(thing["event"], {}))
        term: Mapping[str, Any] = item.get("post", {}).get("x-sdk-webhook", {})
        if term:
            host = self._engine.description.webhook_host(thing.get("environment"))
            headers[str(term["header"])] = signing.webhook(
                str(thing["secret"]), term["message"], str(term["encoding"]), host, body
            )
        return Delivery(thing.id, self._place(str(thing["url"])), headers, body)

    def _place(self, url: str) -> str:
        """Where a delivery goes: the address itself, or what `POST /_sandbox/webhooks` says for its host."""
        host = urlsplit(url).hostname
        for one in self._engine.store.all(TARGETS):
            if one.get("host") == host:
                return str(one["url"])
        return url

    def done(self, id: str, status: int | None) -> None:
        """How an attempt ended: the status, or None where none came."""
        with self._engine.changing() as now:
            thing = self._engine.store.find(DELIVERIES, id)
            if thing is None:
                return
            attempts = int(thing["attempts"]) + 1
            good = status is not None and 200 <= status < 300
            again = not good and attempts <= len(self._retry)
            state = "delivered" if good else "waiting" if again else "failed"
            changed = thing.changed({**thing, "attempts": attempts, "answered": status, "status": state})
            self._engine.store.put(changed)
            if again:
                self._schedule(changed, now + float(self._retry[attempts - 1](self._engine.run(None, now))))


def _sendable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
