"""What a lab knows about its paid calls after a crash: calls of unknown end, what was spent, rate limits of one host.

::

    state = State("lab.state")
    client = GenomeComputer(state=state, limiter=Limiter(state))

Pass one state to all clients; other processes of this machine may use the same file. A call that costs money is written
down before its first byte leaves. A script that crashed and runs again makes the same calls with the same arguments:
what was carried out is not paid again.

Rules of calls that are not finished:

- The same operation and arguments get the same key again while the call is of unknown end and nobody makes it. A call
  that is under way, in this or another living process, keeps its key for itself: two equal orders at the same time are
  two orders.
- A call is finished when it succeeded, or when every attempt under its key is known to have done nothing (see
  ``outcome``); then the same call is a new call. While the end of one attempt is unknown, only a success ends it.
- Where a call of unknown end fits except for its age, the account or the place, there is neither a key nor a new one, but
  OutcomeUnknown: it names the key, and ``done(key)`` ends the call once you have looked.
- A success ends a call just before it returns. To survive a crash before you have noted the result, take the key by
  ``entry`` and note the result inside the block.
- Age is measured by the time of day; when that is set back, calls stay open longer, never shorter.

The ledger. ``charge(provider, operation, currency, amount, key)`` reserves what a call will cost, before the call; the
same key is charged once. ``settle(key, amount)`` says after the answer what it was, 0 where nothing was carried out.
``spent(currency, since=None, provider=None)`` is what was settled and what is reserved: a reservation of a process that
died stays, since the money may be gone. All of it is shared by threads, processes and forks.

What the file holds: names of providers and operations, times, keys, amounts, hosts of rate limits; digests of arguments,
accounts, hosts and of the ids of answers, made with the secret in the file beside it (``.secret``). It holds no argument,
no answer and no credential. Both files can be read by their owner only. :meth:`State.purge` removes what is old.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import sqlite3
import time
import uuid
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, cast

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from ..base.errors import ArgumentError, ConfigurationError, OutcomeUnknown, StateError
from ..base.guards import is_list, is_mapping
from ..base.outcome import Outcome
from ..http.logs import logger
from ..policies.explain import clock
from ..spec.api import RateLimit
from .file import StateFile

WEEK = 7 * 24 * 3600.0
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Intent:
    """A call that is about to be made, or whose end is unknown.

    ``call`` is the digest of operation and arguments, ``subject`` that of what a look-up knows it by. ``marked`` tells
    that the request carries :attr:`mark`. ``ended`` is when its last attempt ended without an answer.
    """

    key: str
    call: str
    subject: str
    marked: bool
    scope: str
    account: str
    provider: str
    operation: str
    at: float
    ended: float | None
    owner: str

    @property
    def mark(self) -> str:
        """What a visible field of the request carries, so that a look-up can tell this call from others."""
        return f"[clientome {self.key[:13]}]"

    @property
    def since(self) -> datetime:
        """When it was written down."""
        return datetime.fromtimestamp(self.at, UTC)


@dataclass(frozen=True, slots=True)
class Charge:
    """One line of the ledger. ``amount`` is None while a price is unknown; ``settled`` is false for a reservation."""

    key: str
    provider: str
    operation: str
    currency: str
    amount: Decimal | None
    settled: bool
    at: datetime


class Taken:
    """What :meth:`State.take_intent` gives: ``adopted`` is true for a call that an earlier run has begun."""

    __slots__ = ("adopted", "intent")

    def __init__(self) -> None:
        self.intent: Intent | None = None
        self.adopted = False


class State(StateFile):
    """Paid calls, money and rate limits in a file. Threads, and processes of one machine, may share it.

    ``max_age`` are the seconds for which a provider is trusted to know an idempotency key. ``mark_calls`` allows to append
    a short mark such as ``[clientome 6d2c3c1e-4a53]`` to a note that the provider shows with what is made (the methods'
    documentation names it), so that a call whose answer was lost can be found again. ``wall_clock`` and ``new_key`` are
    for tests.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        max_age: float = WEEK,
        mark_calls: bool = False,
        wall_clock: Callable[[], float] = time.time,
        new_key: Callable[[], str] = lambda: str(uuid.uuid4()),
    ) -> None:
        if not max_age > 0:
            raise ConfigurationError("max_age of a state must be greater than 0 seconds")
        super().__init__(path)
        self.mark_calls = mark_calls
        self._max_age = max_age
        self._wall_clock = wall_clock
        self._new_key = new_key
        self._in_use: set[str] = set()
        self._inherited: set[str] = set()
        self._ended: set[str] = set()

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(State, max_age=self._max_age, mark_calls=self.mark_calls), (self.path,)

    # -- calls that are not finished --------------------------------------------------------------------------------

    def key_for(
        self,
        operation_id: str,
        arguments: Mapping[str, Any] | bytes,
        *,
        provider: str = "",
        scope: str = "",
        account: str = "",
    ) -> str:
        """The key for a call, on the disk before it is returned. End it with :meth:`done` or :meth:`release`.

        ``arguments`` are those of the call, or any bytes that identify them; ``scope`` tells hosts and ``account``
        tells accounts apart. OutcomeUnknown where an equal call of unknown end has another scope or account, or is too
        old: what to do then is for you to decide.
        """
        return self.take_intent(Taken(), operation_id, arguments, provider, scope, account).key

    def take_intent(
        self,
        taken: Taken,
        operation_id: str,
        arguments: Mapping[str, Any] | bytes,
        provider: str,
        scope: str,
        account: str,
        *,
        keyed: bool = True,
        can_look: bool = False,
        subject: bytes = b"",
        marked: bool = False,
    ) -> Intent:
        """As :meth:`key_for`; ``taken`` has the intent as soon as it may be in the file.

        Only a key gets too old, and only where no look-up can tell what became of the call.
        """
        content = arguments if isinstance(arguments, bytes) else fingerprint(arguments)

        def work(connection: sqlite3.Connection) -> Intent:
            owner = self.claimed_owner()
            wanted = Intent(
                "",
                self.digest(connection, b"call", operation_id.encode(), content),
                self.digest(connection, b"subject", operation_id.encode(), scope.encode(), subject),
                marked,
                self.digest(connection, b"scope", scope.encode())[:16],
                self.digest(connection, b"account", account.encode())[:16],
                provider,
                operation_id,
                self._wall_clock(),
                None,
                owner,
            )
            found = self._adoptable(connection, wanted, keyed and not can_look)
            # From now on this process answers for the call.
            if found is None:
                intent = replace(wanted, key=self._new_key())
            else:
                # What comes again under the same key begins again; else the last attempt has ended by now.
                ended = wanted.at if found.ended is None else found.ended
                again = keyed and not self.is_old(found)
                intent = replace(found, owner=owner, ended=None if again else ended)
            taken.adopted = found is not None
            taken.intent = intent
            self._in_use.add(intent.key)
            _put(connection, intent)
            return intent

        try:
            return self.run(work)
        except BaseException:
            if taken.intent is not None:
                self._in_use.discard(taken.intent.key)
            raise

    def _adoptable(self, connection: sqlite3.Connection, wanted: Intent, ages: bool) -> Intent | None:
        """The equal call of unknown end that nobody makes; OutcomeUnknown where it must not be used like this."""
        free: list[Intent] = []
        for intent in _intents(connection, "where call = ? order by at", wanted.call):
            if self._is_free(intent, wanted.owner):
                free.append(intent)
            elif intent.key in self._inherited:
                raise doubtful(intent, "is under way in the process that this one was forked from")
        same = [intent for intent in free if (intent.scope, intent.account) == (wanted.scope, wanted.account)]
        for intent in same:
            if not ages or wanted.at - intent.at <= self._max_age:
                return intent
        if same:
            raise doubtful(same[0], "is older than the state's max_age, so the provider may not know its key")
        # Other credentials at another place are another account; one of them alone may be the same account.
        for intent in free:
            if intent.scope == wanted.scope:
                raise doubtful(intent, "was made with other credentials")
            if intent.account == wanted.account:
                raise doubtful(intent, "was made at another address of the provider")
        return None

    def _is_free(self, intent: Intent, owner: str) -> bool:
        if intent.key in self._ended:
            return False
        if intent.owner in (owner, NOBODY):
            return intent.key not in self._in_use
        return not self.is_alive(intent.owner)

    def done(self, key: str, answer: str | None = None) -> None:
        """The call ended: its next repetition is a new call. Never raises: the call itself is over.

        Use it by hand too, when you know what became of a call of unknown end. ``answer`` is the id of what it made,
        which no look-up takes for the work of another call then.
        """
        # While this is written nobody in this process takes it up.
        self._ended.add(key)
        self._in_use.discard(key)
        try:
            self.run(partial(self._end, key=key, answer=answer), durable=False)
        except StateError as error:
            logger.warning("another process may send the key of this call again: %s", error)
        else:
            self._ended.discard(key)

    def release(self, key: str) -> None:
        """The call failed and may have been carried out: its next repetition gets the same key."""
        try:
            # For others, who would otherwise wait for the end of this process. If it cannot be written they still do.
            with contextlib.suppress(StateError):
                self.run(partial(_free, key=key, at=self._wall_clock()), durable=False)
        finally:
            self._in_use.discard(key)

    def _end(self, connection: sqlite3.Connection, key: str, answer: str | None) -> None:
        for intent in _intents(connection, "where key = ?", key) if answer is not None else ():
            self._claim(connection, intent, answer or "")
        _forget(connection, key)

    def _claim(self, connection: sqlite3.Connection, intent: Intent, answer: str) -> None:
        """From now on no look-up takes this answer for the work of another call."""
        values = self._item(connection, intent, answer), intent.key, self._wall_clock()
        _ = connection.execute("insert or ignore into answers values (?, ?, ?)", values)

    def _item(self, connection: sqlite3.Connection, intent: Intent, answer: str) -> str:
        parts = intent.operation, intent.scope, answer
        return self.digest(connection, b"answer", *(part.encode() for part in parts))

    # -- looking before repeating --------------------------------------------------------------------------------------

    def note_end(self, intent: Intent) -> Intent:
        """The last attempt ended without an answer: from now on absence may be proven. The first such time counts."""
        noted = intent if intent.ended is not None else replace(intent, ended=self._wall_clock())
        self.run(partial(_put, intent=noted))
        return noted

    def is_old(self, intent: Intent) -> bool:
        """Whether the provider may have forgotten the key."""
        return self._wall_clock() - intent.at > self._max_age

    def renew(self, intent: Intent, *, marked: bool) -> Intent:
        """It was shown that the call was not carried out: it is about to be sent again, as if for the first time."""
        renewed = replace(intent, at=self._wall_clock(), ended=None, marked=marked)
        self.run(partial(_put, intent=renewed))
        return renewed

    def choose(self, intent: Intent, answers: Sequence[str]) -> str | None:
        """Which of the ids that a look-up found is the work of this call; None where that cannot be told.

        What other calls have made is left out. Calls of the same subject that ended without an answer may stand for
        each other; while one is under way, nobody knows whose work is whose.
        """

        def work(connection: sqlite3.Connection) -> str | None:
            left = self._unclaimed(connection, intent, answers)
            others = [
                o for o in _intents(connection, "where subject = ?", intent.subject) if o.key != intent.key
            ]
            open_ends = sum(o.ended is not None or self._is_free(o, self._owner) for o in others)
            if not left or open_ends < len(others) or len(left) > 1 + open_ends:
                return None
            self._claim(connection, intent, left[0])
            return left[0]

        return self.run(work)

    def unclaimed(self, intent: Intent, answers: Sequence[str]) -> list[str]:
        """The ids that no other call is known to have made."""
        return self.run(lambda connection: self._unclaimed(connection, intent, answers), durable=False)

    def _unclaimed(self, connection: sqlite3.Connection, intent: Intent, answers: Sequence[str]) -> list[str]:
        left: list[str] = []
        for answer in answers:
            item = self._item(connection, intent, answer)
            row = connection.execute("select key from answers where item = ?", (item,)).fetchone()
            if row is None or row[0] == intent.key:
                left.append(answer)
        return left

    def reopen(self, intent: Intent) -> None:
        """The call is done, but who made it does not know: its next repetition gets the same key."""
        with contextlib.suppress(StateError):
            self.run(partial(_put, intent=replace(intent, owner=NOBODY)))

    @contextlib.contextmanager
    def entry(
        self,
        operation_id: str,
        arguments: Mapping[str, Any] | bytes,
        *,
        provider: str = "",
        scope: str = "",
        account: str = "",
    ) -> Generator[str]:
        """:meth:`key_for`, and then :meth:`done` where the block ends well, else :meth:`release`.

        What happened in the block before it failed is not known here, so a refusal does not end the call.
        """
        key = self.key_for(operation_id, arguments, provider=provider, scope=scope, account=account)
        try:
            yield key
        except BaseException:
            self.release(key)
            raise
        self.done(key)

    def unfinished(self) -> list[Intent]:
        """The calls that are under way, and those of unknown end, the oldest first."""
        return self.run(lambda connection: list(_intents(connection, "order by at")), durable=False)

    def close(self) -> None:
        """Close the file. It opens again when it is used again; calls that are not finished can be taken up by anybody."""
        self._in_use.clear()
        super().close()

    def forked(self) -> None:
        """In a forked child: the calls under way are the parent's."""
        self._inherited |= self._in_use
        self._in_use = set()

    # -- the ledger ---------------------------------------------------------------------------------------------------

    def charge(
        self,
        provider: str,
        operation: str,
        currency: str,
        amount: Decimal | int | None,
        key: str,
        *,
        limit: Decimal | int | None = None,
        since: datetime | None = None,
        limit_provider: str | None = None,
    ) -> bool:
        """Reserve what a call will cost, on the disk before this returns; ``amount`` None where the price is unknown.

        A key that was charged before is charged once: a repetition costs nothing. With ``limit`` nothing is reserved,
        and the result is false, where :meth:`spent` (``since``, and of ``limit_provider``) would become more than that.
        Nobody else can spend between the question and the reservation.
        """
        price = None if amount is None else _decimal(amount)

        def work(connection: sqlite3.Connection) -> bool:
            if connection.execute("select 1 from charges where key = ?", (key,)).fetchone() is not None:
                return True
            if limit is not None:
                spent = _spent(connection, currency, since, limit_provider)
                if spent + (price or Decimal()) > _decimal(limit):
                    return False
            text = None if price is None else str(price)
            values = key, provider, operation, currency, text, 0, self._wall_clock()
            _ = connection.execute("insert into charges values (?, ?, ?, ?, ?, ?, ?)", values)
            return True

        return self.run(work)

    def settle(self, key: str, amount: Decimal | int | None = None) -> None:
        """Say what a charge came to: 0 where nothing was carried out, None for what was reserved.

        A key that was not charged is passed over.
        """
        price = None if amount is None else str(_decimal(amount))

        def work(connection: sqlite3.Connection) -> None:
            query = "update charges set settled = 1, amount = coalesce(?, amount) where key = ?"
            _ = connection.execute(query, (price, key))

        self.run(work)

    def spent(
        self, currency: str, since: datetime | timedelta | None = None, provider: str | None = None
    ) -> Decimal:
        """What was spent or is reserved; ``since`` a time, or within a ``timedelta``. Unknown prices count as nothing."""
        if isinstance(since, timedelta):
            since = datetime.fromtimestamp(self._wall_clock(), UTC) - since
        return self.run(partial(_spent, currency=currency, since=since, provider=provider), durable=False)

    def charges(self, since: datetime | None = None) -> list[Charge]:
        """The lines of the ledger, the oldest first."""

        def work(connection: sqlite3.Connection) -> list[Charge]:
            query = (
                "select key, provider, operation, currency, amount, settled, at from charges where at >= ? "
                "order by at, key"
            )
            rows = connection.execute(query, (_moment(since),))
            return [
                Charge(
                    key,
                    provider,
                    operation,
                    currency,
                    None if amount is None else Decimal(amount),
                    bool(settled),
                    datetime.fromtimestamp(at, UTC),
                )
                for key, provider, operation, currency, amount, settled, at in rows
            ]

        return self.run(work, durable=False)

    # -- rate limits: a store for Limiter -------------------------------------------------------------------------------

    def take(self, key: str, limit: RateLimit) -> float:
        """Take a token of a limit and return 0, or take none and return the seconds after which to ask again."""
        rate = limit.rate / limit.period

        def work(connection: sqlite3.Connection) -> float:
            now = self._wall_clock()
            tokens, paused_until = _bucket(connection, key, limit, now)
            wait = max(paused_until - now, 0.0)
            if wait == 0.0 and tokens < 1.0:
                wait = (1.0 - tokens) / rate
            if wait == 0.0:
                tokens -= 1.0
            _put_bucket(connection, key, tokens, now, paused_until)
            return wait

        return self.run(work, durable=False)

    def pause(self, key: str, limit: RateLimit, seconds: float) -> None:
        """Give nobody a token of a limit for some seconds."""

        def work(connection: sqlite3.Connection) -> None:
            now = self._wall_clock()
            tokens, paused_until = _bucket(connection, key, limit, now)
            # The provider has said that we are too fast, so no stock of tokens is left.
            _put_bucket(connection, key, min(tokens, 1.0), now, max(paused_until, now + max(seconds, 0.0)))

        self.run(work, durable=False)

    # -- cleaning -----------------------------------------------------------------------------------------------------

    def purge(self, older_than: timedelta | float = 0.0, *, unfinished: bool = False) -> int:
        """Remove what is older, a ``timedelta`` or seconds, and return how many lines those were.

        What is removed is overwritten in the file. Calls of unknown end stay, since without them the next equal call
        could be paid twice; ``unfinished`` removes them too, except those under way. What was spent before is forgotten,
        so keep as much as the longest budget looks back.
        """
        seconds = older_than.total_seconds() if isinstance(older_than, timedelta) else float(older_than)
        if not seconds >= 0:
            raise ArgumentError("older_than: must be 0 or more seconds", "older_than")

        def work(connection: sqlite3.Connection) -> int:
            before = self._wall_clock() - seconds
            count = 0
            for query in (
                "delete from answers where at <= ?",
                "delete from charges where at <= ?",
                "delete from limits where updated <= ?",
            ):
                count += connection.execute(query, (before,)).rowcount
            if unfinished:
                for intent in list(_intents(connection, "where at <= ?", before)):
                    if self._is_free(intent, self._owner):
                        _forget(connection, intent.key)
                        count += 1
            return count

        removed = self.run(work)
        self.shrink()
        return removed


def fingerprint(arguments: Mapping[str, Any]) -> bytes:
    """Arguments as canonical bytes: the same for equal arguments in every process, in whatever order they come."""
    try:
        return _json(_canonical(arguments)).encode()
    except Exception:
        raise ArgumentError("a state can only tell calls apart whose arguments are JSON values") from None


def _canonical(value: object) -> Any:
    if isinstance(value, BaseModel):
        value = value.model_dump(by_alias=True, exclude_unset=True)
    if is_mapping(value):
        return {str(name): _canonical(inner) for name, inner in value.items()}
    if is_list(value):
        return [_canonical(inner) for inner in value]
    if isinstance(value, (set, frozenset)):
        # The order of a set differs from process to process.
        return sorted((_canonical(inner) for inner in cast("set[Any]", value)), key=_json)
    return to_jsonable_python(value)


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def _intents(connection: sqlite3.Connection, rest: str, *values: Any) -> Iterator[Intent]:
    query = "select key, call, subject, marked, scope, account, provider, operation, at, ended, owner from intents "
    for row in connection.execute(query + rest, values).fetchall():
        key, call, subject, marked, *rest_of_row = row
        yield Intent(key, call, subject, bool(marked), *rest_of_row)


def _put(connection: sqlite3.Connection, intent: Intent) -> None:
    values = (
        *(intent.key, intent.call, intent.subject, int(intent.marked), intent.scope, intent.account),
        *(intent.provider, intent.operation, intent.at, intent.ended, intent.owner),
    )
    _ = connection.execute("insert or replace into intents values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)


def _forget(connection: sqlite3.Connection, key: str) -> None:
    _ = connection.execute("delete from intents where key = ?", (key,))


def _free(connection: sqlite3.Connection, key: str, at: float) -> None:
    query = "update intents set owner = ?, ended = coalesce(ended, ?) where key = ?"
    _ = connection.execute(query, (NOBODY, at, key))


def doubtful(intent: Intent, why: str, advice: str = "look with the provider") -> OutcomeUnknown:
    """The error where an equal call stands in the way."""
    error = OutcomeUnknown(
        f"an equal call of {clock(intent.at)} {why}, and it may have been carried out; nothing was sent now: {advice}. "
        f'Then state.done("{intent.key}") makes the next one a new call; where calls take an idempotency key, this key '
        "sends the same one again"
    )
    error.outcome = Outcome.UNKNOWN
    error.operation = intent.operation
    error.idempotency_key = intent.key
    error.sent_at = intent.since
    return error


def _decimal(amount: object) -> Decimal:
    if isinstance(amount, bool) or not isinstance(amount, (int, Decimal)):
        raise ArgumentError("amount: expected a whole number or a Decimal", "amount")
    price = Decimal(amount)
    if not price.is_finite() or price < 0:
        raise ArgumentError("amount: must be 0 or more", "amount")
    return price


def _moment(since: datetime | None) -> float:
    return -math.inf if since is None else since.timestamp()


def _spent(
    connection: sqlite3.Connection, currency: str, since: datetime | None, provider: str | None
) -> Decimal:
    query = "select amount from charges where currency = ? and at >= ? and amount is not null"
    values: list[Any] = [currency, _moment(since)]
    if provider is not None:
        query += " and provider = ?"
        values.append(provider)
    return sum((Decimal(row[0]) for row in connection.execute(query, values)), Decimal())


def _bucket(connection: sqlite3.Connection, key: str, limit: RateLimit, now: float) -> tuple[float, float]:
    """The tokens that a bucket has now, and the end of its pause. A clock that was set back refills nothing."""
    row = connection.execute(
        "select tokens, updated, paused_until from limits where key = ?", (key,)
    ).fetchone()
    if row is None:
        return float(limit.burst), 0.0
    tokens, updated, paused_until = row
    if now < updated:
        # The clock was set back: tokens stay and the pause does not grow.
        return tokens, paused_until + (now - updated)
    # Nothing refills during a pause.
    passed = max(now - max(updated, paused_until), 0.0)
    return min(tokens + passed * limit.rate / limit.period, float(limit.burst)), paused_until


def _put_bucket(
    connection: sqlite3.Connection, key: str, tokens: float, updated: float, paused_until: float
) -> None:
    values = key, tokens, updated, paused_until
    _ = connection.execute("insert or replace into limits values (?, ?, ?, ?)", values)
