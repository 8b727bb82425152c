"""What a sandbox remembers: things by collection and id, in memory for reading and in SQLite for good.

A thing is never changed in place: every change is a new object, so that what was read stays what it was and an undone
transaction only puts the old objects back. A transaction is committed before its answer leaves.
"""

from __future__ import annotations

import bisect
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

TABLES = """
create table if not exists things (
  collection text not null, id text not null, seq integer not null, owner text, state_since real, turn integer,
  body text not null, primary key (collection, id)
) without rowid;
create table if not exists timers (
  collection text not null, id text not null, due real not null, seq integer not null, rule integer not null,
  primary key (collection, id)
) without rowid;
create table if not exists meta (name text primary key, value text not null) without rowid;
"""


class StateError(Exception):
    """A state file cannot be used; the message says why and what to do."""


class Record(dict[str, Any]):
    """A JSON object with what the engine knows of it."""

    __slots__ = ("collection", "hidden", "id", "owner", "seq", "since", "turn")

    def __init__(
        self,
        body: Mapping[str, Any],
        collection: str,
        id: str,
        seq: int,
        owner: str | None,
        since: float = 0.0,
        turn: int = 0,
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(body)
        self.collection, self.id, self.seq, self.owner = collection, id, seq, owner
        self.since, self.turn, self.hidden = since, turn, hidden

    def changed(self, body: Mapping[str, Any], **more: Any) -> Record:
        """The thing with another body."""
        made = Record(
            body, self.collection, self.id, self.seq, self.owner, self.since, self.turn, self.hidden
        )
        for name, value in more.items():
            setattr(made, name, value)
        return made


class Timer(NamedTuple):
    """A transition on the clock; ordered by time, then by when it was put there."""

    due: float
    seq: int
    collection: str
    id: str
    rule: int


class Store:
    """Things, timers and a few values, with transactions."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._connection = _open(path)
        self._closed = False
        self._things: dict[str, dict[str, Record]] = {}
        self._timers: dict[tuple[str, str], Timer] = {}
        self._queue: list[Timer] = []
        self._undo: list[tuple[Any, ...]] = []
        self._written: dict[tuple[str, str], Record | None] = {}
        self._timed: dict[tuple[str, str], Timer | None] = {}
        self._unsorted: set[str] = set()
        self.meta: dict[str, str] = {}
        self.seq = 0
        self.hidden: dict[str, frozenset[str]] = {}
        self._load()

    def _load(self) -> None:
        try:
            rows = self._connection.execute("select * from things order by seq").fetchall()
            for collection, id, seq, owner, since, turn, body in rows:
                thing = Record(json.loads(body), collection, id, seq, owner, since, turn)
                self._things.setdefault(collection, {})[id] = thing
                self.seq = max(self.seq, seq)
            for collection, id, due, seq, rule in self._connection.execute("select * from timers"):
                self._set_timer((collection, id), Timer(due, seq, collection, id, rule))
                self.seq = max(self.seq, seq)
            self.meta = dict(self._connection.execute("select name, value from meta"))
        except (sqlite3.Error, ValueError) as error:
            raise StateError(f"{self.path} is not a state file of a sandbox: {error}.") from None
        self.seq = max(self.seq, int(self.meta.get("seq", "0")))

    def hide(self, collection: str, names: Iterable[str]) -> None:
        """Name the members of a collection's things that no answer shows."""
        hidden = self.hidden[collection] = frozenset(names)
        for thing in self._things.get(collection, {}).values():
            thing.hidden = hidden

    # Reading

    def find(self, collection: str, id: str) -> Record | None:
        """A thing."""
        return self._things.get(collection, {}).get(id)

    def all(self, collection: str) -> list[Record]:
        """All things of a collection, oldest first."""
        if collection in self._unsorted:
            kept = sorted(self._things[collection].values(), key=lambda thing: thing.seq)
            self._things[collection] = {thing.id: thing for thing in kept}
            self._unsorted.discard(collection)
        return list(self._things.get(collection, {}).values())

    def counts(self) -> dict[str, int]:
        """Number of things by collection."""
        return {name: len(things) for name, things in sorted(self._things.items()) if things}

    def next_timer(self) -> Timer | None:
        """The timer that is due first."""
        return self._queue[0] if self._queue else None

    def timer_of(self, thing: Record) -> Timer | None:
        """The timer of a thing."""
        return self._timers.get((thing.collection, thing.id))

    def timers(self) -> Iterator[Timer]:
        """All timers in order."""
        return iter(self._queue)

    # Writing

    def number(self) -> int:
        """The next number of the sequence of everything; never given twice."""
        self.seq += 1
        return self.seq

    def put(self, thing: Record) -> None:
        """Keep a new or changed thing."""
        thing.hidden = self.hidden.get(thing.collection, frozenset())
        things = self._things.setdefault(thing.collection, {})
        old = things.get(thing.id)
        self._undo.append(("thing", thing.collection, thing.id, old))
        things[thing.id] = thing
        if old is not None and old.seq != thing.seq:
            self._unsorted.add(thing.collection)
        self._written[thing.collection, thing.id] = thing

    def remove(self, thing: Record) -> None:
        """Forget a thing and its timer."""
        old = self._things.get(thing.collection, {}).pop(thing.id, None)
        if old is not None:
            self._undo.append(("thing", thing.collection, thing.id, old))
            self._written[thing.collection, thing.id] = None
            self.schedule(thing, None)

    def schedule(self, thing: Record, timer: Timer | None) -> None:
        """Set or clear the timer of a thing."""
        key = (thing.collection, thing.id)
        old = self._timers.get(key)
        if old is None and timer is None:
            return
        self._undo.append(("timer", key, old))
        self._set_timer(key, timer)
        self._timed[key] = timer

    def _set_timer(self, key: tuple[str, str], timer: Timer | None) -> None:
        old = self._timers.pop(key, None)
        if old is not None:
            del self._queue[bisect.bisect_left(self._queue, old)]
        if timer is not None:
            self._timers[key] = timer
            bisect.insort(self._queue, timer)

    def remember(self, name: str, value: str) -> None:
        """Keep a value under a name."""
        self.meta[name] = value
        _ = self._connection.execute("insert or replace into meta values (?, ?)", (name, value))

    @property
    def dirty(self) -> bool:
        """Whether something waits to be committed."""
        return bool(self._written or self._timed)

    def mark(self) -> int:
        """A point to go back to."""
        return len(self._undo)

    def rollback(self, mark: int = 0) -> None:
        """Undo everything since the last commit, or since a mark."""
        while len(self._undo) > mark:
            kind, *rest = self._undo.pop()
            if kind == "thing":
                collection, id, old = rest
                if old is None:
                    _ = self._things[collection].pop(id, None)
                else:
                    self._things[collection][id] = old
                    self._unsorted.add(collection)
                self._written[collection, id] = old
            else:
                key, old = rest
                self._set_timer(key, old)
                self._timed[key] = old
        if not self._undo:
            self._written.clear()
            self._timed.clear()

    def commit(self, now: float) -> None:
        """Write what has changed; when this returns it survives the end of the process."""
        self._undo.clear()
        if not self.dirty:
            if self._connection.in_transaction:
                self._connection.commit()
            return
        execute = self._connection.execute
        for (collection, id), thing in self._written.items():
            if thing is None:
                _ = execute("delete from things where collection = ? and id = ?", (collection, id))
            else:
                body = json.dumps(thing, ensure_ascii=True, separators=(",", ":"))
                row = (collection, id, thing.seq, thing.owner, thing.since, thing.turn, body)
                _ = execute("insert or replace into things values (?, ?, ?, ?, ?, ?, ?)", row)
        for (collection, id), timer in self._timed.items():
            if timer is None:
                _ = execute("delete from timers where collection = ? and id = ?", (collection, id))
            else:
                times = (collection, id, timer.due, timer.seq, timer.rule)
                _ = execute("insert or replace into timers values (?, ?, ?, ?, ?)", times)
        self.remember("seq", str(self.seq))
        self.remember("now", repr(now))
        self._connection.commit()
        self._written.clear()
        self._timed.clear()

    def save(self) -> None:
        """Commit the values of :meth:`remember` where nothing else changed."""
        self._connection.commit()

    def clear(self) -> None:
        """Forget everything but the sequence, so that no id or number comes again."""
        self.rollback()
        for table in ("things", "timers"):
            _ = self._connection.execute(f"delete from {table}")  # noqa: S608
        self._connection.commit()
        for held in (self._things, self._timers, self._queue, self._unsorted):
            cast("Any", held).clear()

    def close(self, now: float) -> None:
        """Close the file, in which time goes on from now."""
        if not self._closed:
            self._closed = True
            self.remember("now", repr(now))
            self.save()
            self._connection.close()


def _open(path: Path | None) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            ":memory:" if path is None else str(path), check_same_thread=False, timeout=2
        )
        if path is not None:
            _ = connection.execute("pragma locking_mode = exclusive")
            _ = connection.execute("pragma journal_mode = wal")
            _ = connection.execute("pragma synchronous = normal")
        _ = connection.executescript(TABLES)
        connection.commit()
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise StateError(f"{path} is in use by another sandbox; stop it or name another file.") from None
        raise StateError(f"{path} cannot be used as a state file: {error}. Name another one.") from None
    return connection
