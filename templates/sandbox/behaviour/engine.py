"""The engine: what a `sandbox.yaml` declares, running. It knows no HTTP; `server` does.

Everything that changes something happens in one transaction under one lock: due transitions first, in order, then the
steps of the request, then the commit, then the answer. Nothing waits in between.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections import deque
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..api.description import Description
from ..expressions.evaluator import ABSENT, Evaluator, ExpressionError, Names, compiled
from ..expressions.functions import pure
from ..state.blobs import Blobs
from ..state.clock import Clock
from ..state.store import Record, Store
from .functions import EngineFunctions
from .runs import Action, Run, result
from .steps import fits, program
from .transitions import Machines
from .webhooks import Hooks

LOG = logging.getLogger("sandbox")
TRIES = 100
CONSTANTS = {"absent": ABSENT, "null": None, "true": True, "false": False}
ROUND = 200_000


class Engine:
    """One provider: its things, its time, its operations."""

    def __init__(
        self,
        description: Description,
        raw: Mapping[str, Any],
        *,
        state: Path | None = None,
        speed: float = 1.0,
    ) -> None:
        self.description = description
        self.raw = raw
        self.store = Store(state)
        self.blobs = Blobs(state)
        kept = self.store.meta
        start = float(kept["now"]) if "now" in kept else None
        self.clock = Clock(speed, start, float(kept.get("advanced", "0")))
        self.lock = threading.RLock()
        self.origin = "http://127.0.0.1"
        """The address in links that no request asks for."""
        self.problems: deque[str] = deque(maxlen=50)
        self.evaluator = Evaluator({**pure(), **EngineFunctions(self).all_functions()})
        self.secret = self._secret()
        self._compile(raw)
        self.hooks = Hooks(self, raw.get("webhooks", {}))
        if not self.store.meta.get("seeded"):
            self._seed()

    def _compile(self, raw: Mapping[str, Any]) -> None:
        evaluator = self.evaluator
        self.collections: Mapping[str, Mapping[str, Any]] = raw.get("collections", {})
        for name, one in self.collections.items():
            self.store.hide(name, one.get("hidden", ()))
        self._ids = {n: compiled(c.get("id", "= uuid()"), evaluator) for n, c in self.collections.items()}
        self._keys = {n: str(c.get("key", "id")) for n, c in self.collections.items()}
        self._fields = {n: compiled(c.get("fields", {}), evaluator) for n, c in self.collections.items()}
        self._shared = {n for n, c in self.collections.items() if c.get("shared")}
        bare = Run(CONSTANTS, self.clock.now())
        self.settings = compiled(raw.get("settings", {}), evaluator)(bare)
        self.views = {name: compiled(value, evaluator) for name, value in raw.get("views", {}).items()}
        self.machines = Machines(self, self.collections)
        self.routines: dict[str, tuple[Action, ...]] = {}
        for name, steps in raw.get("routines", {}).items():
            self.routines[name] = program(self, steps)
        self.operations = {name: program(self, steps) for name, steps in raw.get("operations", {}).items()}
        self.caller_steps = program(self, raw.get("caller", ()))
        keep: Mapping[str, Any] = raw.get("idempotency", {})
        self.replay_time = compiled(keep.get("keep", 86400.0), evaluator)(bare)
        self.replay_conflict = keep.get("conflict")
        self.replay_status = keep.get("status")

    def _secret(self) -> bytes:
        if "secret" not in self.store.meta:
            self.store.remember("secret", secrets.token_hex(32))
            self.store.save()
        return bytes.fromhex(self.store.meta["secret"])

    def _seed(self) -> None:
        with self.changing() as now:
            _ = result(program(self, self.raw.get("seed", ())), self.run(None, now))
            self.store.remember("seeded", "1")

    # Runs

    def names(self, now: float) -> Names:
        """What every expression sees."""
        return {**CONSTANTS, "settings": self.settings, "now": now, "wall": self.clock.wall()}

    def run(self, account: str | None, now: float) -> Run:
        """A run without a request."""
        caller = {"account": account, "scopes": None, "environment": None, "key": None}
        return Run({**self.names(now), "caller": caller}, now, account)

    @contextmanager
    def changing(self) -> Generator[float]:
        """One transaction; what is due happens before. Undone where it raises."""
        with self.lock:
            now = self.clock.now()
            _ = self.catch_up(now)
            try:
                yield now
            except BaseException:
                self.store.rollback()
                raise
            self.store.commit(now)

    def catch_up(self, now: float) -> int:
        """Carry out everything that is due, in order, and commit it."""
        fired = 0
        timer = self.store.next_timer()
        while timer is not None and timer.due <= now and fired < ROUND:
            self.machines.fire(timer)
            fired += 1
            timer = self.store.next_timer()
        if fired:
            self.store.commit(now)
        return fired

    def note(self, problem: str) -> None:
        """Remember a mistake of the `sandbox.yaml`, for `GET /_sandbox`."""
        self.problems.append(problem)
        LOG.warning("sandbox.yaml of %s: %s", self.description.name, problem)

    # Things

    def visible(self, thing: Record, run: Run) -> bool:
        """Whether a run sees a thing."""
        return run.account is None or thing.owner in (None, run.account) or thing.collection in self._shared

    def things(self, collection: str, account: str | None) -> list[Record]:
        """What an account sees of a collection, oldest first; without an account all."""
        found = self.store.all(collection)
        if account is None or collection in self._shared:
            return found
        return [thing for thing in found if thing.owner is None or thing.owner == account]

    def select(self, collection: str, members: Mapping[str, Any], account: str | None) -> list[Record]:
        """The things that an account sees, with these values."""
        found = self.things(collection, account)
        return [thing for thing in found if fits(thing, members)] if members else found

    def missing(self, collection: str) -> str:
        """What is said where a thing is not found."""
        return str(self.collections.get(collection, {}).get("missing") or "Not found.")

    def create(
        self, collection: str, body: Mapping[str, Any], run: Run, id: Any, owner: str | None
    ) -> Record:
        """A new thing, in its first state."""
        key = self._keys.get(collection, "id")
        chosen = id if id is not None else body.get(key)
        if chosen is None:
            chosen = self._new_id(collection, run)
        fields: dict[str, Any] = self._fields[collection](run) if collection in self._fields else {}
        value = {key: chosen, **fields, **body} if collection in self._keys else dict(body)
        initial = self.machines.initial(collection)
        if initial is not None:
            _ = value.setdefault(*initial)
        thing = Record(value, collection, str(chosen), self.store.number(), owner, run.now)
        self.store.put(thing)
        self.machines.entered(thing, run)
        return thing

    def _new_id(self, collection: str, run: Run) -> Any:
        make = self._ids.get(collection)
        if make is None:
            return f"{self.store.seq + 1}"
        for _ in range(TRIES):
            found = make(run)
            if self.store.find(collection, str(found)) is None:
                return found
        raise ExpressionError(f"the id of {collection} gives only ids that exist")

    def change(
        self,
        thing: Record,
        changes: Mapping[str, Any],
        run: Run,
        unset: Sequence[str] = (),
        *,
        entering: bool = False,
    ) -> Record:
        """A thing with other members; a new state begins its time anew."""
        body = {name: value for name, value in {**thing, **changes}.items() if name not in unset}
        field = self.machines.field(thing.collection)
        enters = entering or body.get(field) != thing.get(field)
        made = thing.changed(body, since=run.now, turn=thing.turn + 1) if enters else thing.changed(body)
        self.store.put(made)
        if enters:
            self.machines.entered(made, run)
        else:
            self.machines.look(made, run)
        return made

    def show(self, view: str, thing: Mapping[str, Any], run: Run) -> Any:
        """A thing as a view shows it."""
        return self.views[view](run.only({**self.names(run.now), "item": thing}))

    # The whole

    def reset(self) -> None:
        """Begin anew: nothing but the seed, present time."""
        with self.lock:
            self.store.clear()
            self.blobs.clear()
            self.clock.restart()
            self.store.remember("advanced", "0")
            self.problems.clear()
            self.hooks.waiting.clear()
            self.machines.fired = 0
            self._seed()

    def close(self) -> None:
        """Let go of files."""
        with self.lock:
            self.store.close(self.clock.now())
            self.blobs.close()
