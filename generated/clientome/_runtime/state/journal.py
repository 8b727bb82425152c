"""A local journal of idempotency keys: a script that crashed and runs again sends the same key again.

::

    journal = Journal("orders.journal")
    with journal.entry("createOrder", order, scope="https://api.genome.computer") as key:
        client.orders.create(**order, options=RequestOptions(idempotency_key=key))

Rules:

- A key is on the disk (fsync) before it is given out.
- The same operation and arguments get the same key again while the entry is open and nobody uses it. A call that is
  under way, in this or another living process, keeps its entry for itself: two equal orders at the same time are two
  orders.
- An entry is closed when its call succeeded, or when every attempt under its key is known to have done nothing (see
  ``outcome``); then the same call is a new call. While the end of one attempt is unknown, only a success closes it.
- Where an open entry fits except for its age, the account or the place, there is neither a key nor a new one, but a
  JournalError: it names the key, and ``done(key)`` closes the entry once you have looked.
- A file that cannot be read, or whose secret is lost, is a JournalError too. Only a last line that was cut off by a
  crash is ignored: its key was never given out.
- Operations without an idempotency key are not written down: nothing could make their repetition safe.
- The file holds keys, times and keyed hashes, no arguments. The key of the hashes is in a file beside it. Both can be
  read by their owner only.
- A success closes the entry just before the call returns. To survive a crash before you have noted the result, take
  the key by ``entry`` and note the result inside the block.
- Age is measured by the time of day; when that is set back, entries live longer, never shorter.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import hashlib
import hmac
import json
import math
import os
import threading
import time
import uuid
import weakref
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar, cast

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from ..base.errors import ArgumentError, ClientomeError, ConfigurationError, JournalError
from ..base.guards import is_list, is_mapping
from ..base.outcome import Outcome, is_known_refusal
from ..files.locks import FileLock, lock
from ..flow.effects import Flow, offload
from ..http.logs import logger
from ..policies.explain import add, clock

T = TypeVar("T")

WEEK = 7 * 24 * 3600.0
COMPACT_ABOVE = 1000
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the file that opens an entry. ``hash`` is that of the operation and its arguments."""

    hash: str
    scope: str
    account: str
    key: str
    at: float
    owner: str


def fingerprint(arguments: Mapping[str, Any]) -> bytes:
    """Arguments as canonical bytes: the same for equal arguments in every process, in whatever order they come."""
    try:
        return _json(_canonical(arguments)).encode()
    except Exception:
        raise ArgumentError("the journal can only tell calls apart whose arguments are JSON values") from None


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


class Journal:
    """Idempotency keys in a file. Safe to share between threads, and between processes on one machine.

    ``max_age`` are the seconds for which the provider is trusted to know a key. ``wall_clock`` and ``new_key`` are for
    tests.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        max_age: float = WEEK,
        wall_clock: Callable[[], float] = time.time,
        new_key: Callable[[], str] = lambda: str(uuid.uuid4()),
    ) -> None:
        if not max_age > 0:
            raise ConfigurationError("max_age of a journal must be greater than 0 seconds")
        self._path: str = os.path.abspath(path)
        self._max_age = max_age
        self._wall_clock = wall_clock
        self._new_key = new_key
        self._guard = threading.Lock()
        self._file_lock = FileLock(self._path + ".lock")
        self._in_use: set[str] = set()
        self._inherited: set[str] = set()
        self._ended: set[str] = set()
        self._owner = ""
        self._alive = -1
        _journals.add(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(Journal, max_age=self._max_age), (self._path,)

    def key_for(
        self,
        operation_id: str,
        arguments: Mapping[str, Any] | bytes,
        *,
        scope: str = "",
        account: str = "",
    ) -> str:
        """The key for a call, on the disk before it is returned. End it with :meth:`done` or :meth:`release`.

        ``arguments`` are those of the call, or any bytes that identify them; ``scope`` tells hosts and ``account``
        tells accounts apart. JournalError where an equal call of unknown end has another scope or account, or is too
        old: what to do then is for you to decide.
        """
        return self._take(operation_id, arguments, scope, account, Claim(self))

    def _take(
        self,
        operation_id: str,
        arguments: Mapping[str, Any] | bytes,
        scope: str,
        account: str,
        claim: Claim,
    ) -> str:
        content = arguments if isinstance(arguments, bytes) else fingerprint(arguments)
        with self._guard, _writing(), self._file_lock:
            return self._take_locked(operation_id, content, scope, account, claim)

    def _take_locked(self, operation_id: str, content: bytes, scope: str, account: str, claim: Claim) -> str:
        try:
            owner = self._claimed_owner()
            entries, count = self._read()
            wanted = self._wanted(entries, operation_id, content, scope, account)
            entry = self._adoptable(entries.values(), wanted, owner)
            if entry is not None:
                # From now on this process answers for the entry.
                entry = replace(entry, owner=owner)
                claim.adopted = True
            else:
                if count > COMPACT_ABOVE and len(entries) * 2 < count:
                    self._replace(self._path, b"".join(map(_line, entries.values())))
                entry = replace(wanted, key=self._new_key(), owner=owner)
            claim.entry = entry
            self._in_use.add(entry.key)
            self._append(entry)
        except BaseException:
            if claim.entry is not None:
                self._in_use.discard(claim.entry.key)
            raise
        finally:
            self._rest()
        return entry.key

    def _wanted(
        self, entries: Mapping[str, Entry], operation_id: str, content: bytes, scope: str, account: str
    ) -> Entry:
        """The entry of a call, without a key."""
        secret = self._secret(entries)
        digest = _digest(secret, b"call", operation_id.encode(), content)
        place, who = _digest(secret, b"scope", scope.encode()), _digest(secret, b"account", account.encode())
        return Entry(digest, place[:16], who[:16], "", self._wall_clock(), NOBODY)

    def _adoptable(self, entries: Iterable[Entry], wanted: Entry, owner: str) -> Entry | None:
        """The open entry of an equal call that nobody uses; JournalError where it must not be used like this."""
        free: list[Entry] = []
        for entry in entries:
            if entry.hash != wanted.hash:
                continue
            if self._is_free(entry, owner):
                free.append(entry)
            elif entry.key in self._inherited:
                raise _doubtful(entry, "is under way in the process that this one was forked from")
        same = [entry for entry in free if (entry.scope, entry.account) == (wanted.scope, wanted.account)]
        for entry in same:
            if wanted.at - entry.at <= self._max_age:
                return entry
        if same:
            raise _doubtful(
                same[0], "is older than the journal's max_age, so the provider may not know its key"
            )
        # Other credentials at another place are another account; one of them alone may be the same account.
        for entry in free:
            if entry.scope == wanted.scope:
                raise _doubtful(entry, "was made with other credentials")
            if entry.account == wanted.account:
                raise _doubtful(entry, "was made at another address of the provider")
        return None

    def done(self, key: str) -> None:
        """The call ended: its next repetition is a new call. Never raises: the call itself is over.

        Use it by hand too, when you know what became of a call of unknown end.
        """
        with self._guard:
            self._in_use.discard(key)
            try:
                with self._file_lock:
                    self._append(key)
            except OSError as error:
                self._ended.add(key)
                logger.warning(
                    "the journal cannot be written (%s): another process may send the key of this call again",
                    error.strerror,
                )
            self._rest()

    def release(self, key: str) -> None:
        """The call failed and may have been carried out: its next repetition gets the same key."""
        with self._guard:
            self._in_use.discard(key)
            # For others, who would otherwise wait for the end of this process. If it cannot be written they still do.
            with contextlib.suppress(OSError, JournalError), self._file_lock:
                entry = self._read()[0].get(key)
                if entry is not None:
                    self._append(replace(entry, owner=NOBODY))
            self._rest()

    def reopen(self, entry: Entry) -> None:
        """The call is done, but who made it does not know: its next repetition gets the same key."""
        with self._guard, contextlib.suppress(OSError), self._file_lock:
            self._append(replace(entry, owner=NOBODY))

    @contextlib.contextmanager
    def entry(
        self,
        operation_id: str,
        arguments: Mapping[str, Any] | bytes,
        *,
        scope: str = "",
        account: str = "",
    ) -> Generator[str]:
        """:meth:`key_for`, and then :meth:`done` where the block ends well, else :meth:`release`.

        What happened in the block before it failed is not known here, so a refusal does not close the entry.
        """
        key = self.key_for(operation_id, arguments, scope=scope, account=account)
        try:
            yield key
        except BaseException:
            self.release(key)
            raise
        self.done(key)

    def close(self) -> None:
        """Let go of all entries; those that are open can be taken up by anybody."""
        with self._guard:
            self._in_use.clear()
            self._rest()

    def __del__(self) -> None:
        if getattr(self, "_alive", -1) >= 0:
            self.close()

    def _claimed_owner(self) -> str:
        """The name of this process in the file while it uses entries, with a lock that shows that it is alive."""
        if self._alive < 0:
            for path in glob.glob(glob.escape(self._path) + ".*.alive"):
                _dead = _is_dead(path)
            self._owner = uuid.uuid4().hex
            self._alive = os.open(self._alive_path(self._owner), os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            _taken = lock(self._alive, wait=True)
        return self._owner

    def _rest(self) -> None:
        """Nothing is kept open between calls."""
        if not self._in_use and self._alive >= 0:
            descriptor, self._alive = self._alive, -1
            os.close(descriptor)
            with contextlib.suppress(OSError):
                os.unlink(self._alive_path(self._owner))

    def forget_parent(self) -> None:
        """After a fork: the entries in use and perhaps the lock are the parent's, and end with it, not with us."""
        self._guard = threading.Lock()
        self._inherited |= self._in_use
        self._in_use = set()
        if self._alive >= 0:
            descriptor, self._alive = self._alive, -1
            os.close(descriptor)

    def _alive_path(self, owner: str) -> str:
        return f"{self._path}.{owner}.alive"

    def _is_free(self, entry: Entry, owner: str) -> bool:
        if entry.key in self._ended:
            return False
        if entry.owner in (owner, NOBODY):
            return entry.key not in self._in_use
        return _is_dead(self._alive_path(entry.owner))

    def _secret(self, entries: Mapping[str, Entry]) -> bytes:
        """The key of the hashes, made at the first use; called under the file lock."""
        path = self._path + ".secret"
        with contextlib.suppress(FileNotFoundError):
            with open(path, "rb") as file:
                secret = file.read()
            if len(secret) == 32:
                return secret
        if entries:
            raise JournalError(
                f"the file {path} is missing or damaged, so the {len(entries)} calls of unknown end in the journal "
                "cannot be recognised; nothing was sent. Put the file back; or look with the provider what became of "
                f"those calls, and then move {self._path} away"
            )
        secret = os.urandom(32)
        self._replace(path, secret)
        return secret

    def _read(self) -> tuple[dict[str, Entry], int]:
        """The open entries by key, and the number of lines. A later line of a key replaces an earlier one."""
        try:
            with open(self._path, "rb") as file:
                lines = file.read().split(b"\n")
        except FileNotFoundError:
            return {}, 0
        found: dict[str, Entry] = {}
        for number, raw in enumerate(lines, 1):
            value = _parsed(raw)
            if isinstance(value, Entry):
                found[value.key] = value
            elif isinstance(value, str):
                _gone = found.pop(value, None)
            elif raw.strip() and number < len(lines):
                raise JournalError(
                    f"line {number} of the journal {self._path} cannot be read; it may be a call of unknown end, so "
                    "nothing was sent. Look with the provider what became of your last calls, and then remove the "
                    "line or move the journal away"
                )
        return found, len(lines)

    def _append(self, value: Entry | str) -> None:
        new = not os.path.exists(self._path)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            with open(descriptor, "rb", closefd=False) as file:
                content = file.read()
            tail = content[content.rfind(b"\n") + 1 :]
            line = _line(value)
            end = len(content)
            if tail and _parsed(tail) is not None:
                line = b"\n" + line
            elif tail:
                end -= len(tail)
                os.ftruncate(descriptor, end)
            _place = os.lseek(descriptor, end, os.SEEK_SET)
            if os.write(descriptor, line) != len(line):
                os.ftruncate(descriptor, end)
                raise OSError(errno.ENOSPC, "the disk is full")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if new:
            _sync_folder(self._path)

    def _replace(self, path: str, content: bytes) -> None:
        """Write a file so that a crash leaves the old or the new content."""
        temporary = path + ".new"
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            if os.write(descriptor, content) != len(content):
                raise OSError(errno.ENOSPC, "the disk is full")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(temporary, path)
        _sync_folder(path)

    def __repr__(self) -> str:
        return f"Journal({self._path!r})"


_journals: weakref.WeakSet[Journal] = weakref.WeakSet()


def _forget_parents() -> None:
    for journal in list(_journals):
        journal.forget_parent()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_parents)


@contextlib.contextmanager
def _writing() -> Generator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise JournalError(f"the journal cannot be written: {reason}; nothing was sent") from error


def _is_dead(path: str) -> bool:
    """Whether the process that made this file has ended; then the file is removed. Called under the file lock."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return True
    try:
        if not lock(descriptor, wait=False):
            return False
        os.unlink(path)
        return True
    finally:
        os.close(descriptor)


def _digest(secret: bytes, *parts: bytes) -> str:
    digest = hmac.new(secret, digestmod=hashlib.sha256)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _line(value: Entry | str) -> bytes:
    """An entry that is open, or the key of one that is done."""
    fields = {"done": value} if isinstance(value, str) else asdict(value)
    return json.dumps(fields, separators=(",", ":")).encode() + b"\n"


def _parsed(line: bytes) -> Entry | str | None:
    """What a line says; None when it cannot be read."""
    try:
        value: object = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not is_mapping(value):
        return None
    if len(value) == 1 and isinstance(done := value.get("done"), str):
        return done
    at = value.get("at")
    texts = [value.get(name) for name in ("hash", "scope", "account", "key", "owner")]
    if len(value) != 6 or not isinstance(at, float) or not math.isfinite(at):
        return None
    if not all(isinstance(text, str) for text in texts):
        return None
    return Entry(**cast("dict[str, Any]", value))


def _doubtful(entry: Entry, why: str) -> JournalError:
    """The error where an equal call stands in the way."""
    error = JournalError(
        f"an equal call of {clock(entry.at)} {why}, and it may have been carried out; nothing was sent now. Look with "
        f'the provider. Then journal.done("{entry.key}") makes the next one a new call; to send this one again, pass '
        "that key as idempotency_key"
    )
    error.outcome = Outcome.UNKNOWN
    error.idempotency_key = entry.key
    error.sent_at = datetime.fromtimestamp(entry.at, UTC)
    return error


def _sync_folder(path: str) -> None:
    """Make the name of a new file last, where folders can be synced."""
    with contextlib.suppress(OSError):
        descriptor = os.open(os.path.dirname(path), os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class Claim:
    """A key on its way from the journal to a call and back; the call may be cancelled while a thread writes.

    Attributes: ``entry`` once there is one; ``adopted`` when an earlier run has used its key, with unknown end.
    """

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.entry: Entry | None = None
        self.adopted = False
        self._lock = threading.Lock()
        self._dropped = self._closed = False

    def take(self, operation_id: str, arguments: Mapping[str, Any] | bytes, scope: str, account: str) -> str:
        """The key."""
        key = self.journal._take(operation_id, arguments, scope, account, self)  # pyright: ignore[reportPrivateUsage]
        with self._lock:
            dropped = self._dropped
        if dropped:
            # Whoever wanted it did not wait, so it was not sent.
            self._let_go(Outcome.NOT_SENT)
        return key

    def finish(self) -> None:
        """The call succeeded, and its result is about to be returned."""
        with self._lock:
            if self.entry is not None and not self._dropped:
                self.journal.done(self.entry.key)
                self._closed = True

    def drop(self, outcome: Outcome | None) -> None:
        """The call ended without a result."""
        with self._lock:
            self._dropped = True
            if self._closed and self.entry is not None:
                self.journal.reopen(self.entry)
                return
        self._let_go(outcome)

    def _let_go(self, outcome: Outcome | None) -> None:
        if self.entry is None:
            return
        known = is_known_refusal(outcome) and not self.adopted
        (self.journal.done if known else self.journal.release)(self.entry.key)


def journalled(
    journal: Journal,
    operation_id: str,
    arguments: Mapping[str, Any] | bytes,
    scope: str,
    account: str,
    run: Callable[[str], Flow[T]],
) -> Flow[T]:
    """Run a call with a key of the journal, and close or release the entry as it ends."""
    claim = Claim(journal)
    outcome: Outcome | None = Outcome.NOT_SENT
    try:
        key = yield from offload(partial(claim.take, operation_id, arguments, scope, account))
        outcome = None
        result = yield from run(key)
        outcome = Outcome.CARRIED_OUT
        yield from offload(claim.finish)
    except BaseException as error:
        if isinstance(error, ClientomeError):
            outcome = error.outcome
            _explain_earlier(error, claim)
        elif outcome is Outcome.CARRIED_OUT:
            error.add_note(
                f"{operation_id}: it was carried out; the same call with this journal gives its answer"
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
    if claim.entry is None or not claim.adopted or not is_known_refusal(error.outcome):
        return
    error.outcome = Outcome.UNKNOWN
    error.sent_at = datetime.fromtimestamp(claim.entry.at, UTC)
    add(
        error,
        f"an earlier attempt under the same key, of {clock(claim.entry.at)}, may have been carried out, so the journal "
        f'keeps it; look with the provider, and when it was not, journal.done("{claim.entry.key}") makes the next one '
        "a new call",
    )
