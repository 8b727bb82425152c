"""A local journal of idempotency keys: a script that crashed and runs again sends the same key again.

::

    journal = Journal("orders.journal")
    with journal.entry("createOrder", order, scope="https://api.genome.computer") as key:
        client.orders.create(**order, options=RequestOptions(idempotency_key=key))

Rules:

- A key is on the disk (fsync) before it is given out.
- The same operation, arguments and scope get the same key again while the entry is open, nobody uses it and it is not
  too old. A call that is under way, in this or another living process, keeps its entry for itself: two equal orders at
  the same time are two orders.
- An entry is closed when its call succeeded or was refused for good; then the same call is a new call.
- The file holds keys, times and keyed hashes, no arguments. The key of the hashes is in a file beside it. Both can be
  read by their owner only.
- A line that was cut off by a crash was never given out and is ignored.
- Age is measured by the time of day; when that is set back, entries live longer, never shorter.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import hmac
import json
import os
import threading
import time
import uuid
from collections.abc import Callable, Generator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, TypeVar, cast

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from .errors import APIError, ArgumentError, ClientomeError
from .flow import Flow, offload
from .guards import is_list, is_mapping
from .locks import FileLock, lock
from .logs import logger

T = TypeVar("T")

WEEK = 7 * 24 * 3600.0
COMPACT_ABOVE = 1000
NOBODY = ""
# These statuses say nothing about whether the call was carried out, or that it may be repeated as it is.
UNDECIDED = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the file that opens an entry."""

    hash: str
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


def is_final(error: BaseException) -> bool:
    """Whether a failure says for sure that the call was not carried out and will not be in this form."""
    return isinstance(error, APIError) and 400 <= error.status < 500 and error.status not in UNDECIDED


class Journal:
    """Idempotency keys in a file. Safe to share between threads, and between processes on one machine."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        max_age: float = WEEK,
        wall_clock: Callable[[], float] = time.time,
        new_key: Callable[[], str] = lambda: str(uuid.uuid4()),
    ) -> None:
        self._path: str = os.path.abspath(path)
        self._max_age = max_age
        self._wall_clock = wall_clock
        self._new_key = new_key
        self._guard = threading.Lock()
        self._in_use: set[str] = set()
        self._ended: set[str] = set()
        self._owner = ""
        self._process = -1
        self._alive = -1

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(Journal, max_age=self._max_age), (self._path,)

    def key_for(self, operation_id: str, arguments: Mapping[str, Any] | bytes, *, scope: str = "") -> str:
        """The key for a call, on the disk before it is returned. End it with :meth:`done` or :meth:`release`.

        ``arguments`` are those of the call, or any bytes that identify them; ``scope`` tells hosts or accounts apart.
        """
        content = arguments if isinstance(arguments, bytes) else fingerprint(arguments)
        with self._guard, _writing(), FileLock(self._path + ".lock"):
            owner = self._claimed_owner()
            digest = self._hash(operation_id, content, scope)
            lines = self._read()
            now = self._wall_clock()
            for entry in _open_entries(lines).values():
                if entry.hash == digest and now - entry.at <= self._max_age and self._is_free(entry, owner):
                    # Adopted: from now on this process answers for the entry.
                    self._append(asdict(Entry(digest, entry.key, entry.at, owner)))
                    self._in_use.add(entry.key)
                    return entry.key
            if len(lines) > COMPACT_ABOVE:
                self._compact(lines, now)
            key = self._new_key()
            self._append(asdict(Entry(digest, key, now, owner)))
            self._in_use.add(key)
            return key

    def done(self, key: str) -> None:
        """The call ended: its next repetition is a new call. Never raises: the call itself is over."""
        with self._guard:
            self._in_use.discard(key)
            try:
                with FileLock(self._path + ".lock"):
                    self._append({"done": key})
            except OSError as error:
                self._ended.add(key)
                logger.warning(
                    "the journal cannot be written (%s): another process may send the key of this call again",
                    error.strerror,
                )

    def release(self, key: str) -> None:
        """The call failed and may have been carried out: its next repetition gets the same key."""
        with self._guard:
            self._in_use.discard(key)
            # For others, who would otherwise wait for the end of this process. If it cannot be written they still do.
            with contextlib.suppress(OSError), FileLock(self._path + ".lock"):
                entry = _open_entries(self._read()).get(key)
                if entry is not None:
                    self._append(asdict(Entry(entry.hash, key, entry.at, NOBODY)))

    @contextlib.contextmanager
    def entry(
        self, operation_id: str, arguments: Mapping[str, Any] | bytes, *, scope: str = ""
    ) -> Generator[str]:
        """:meth:`key_for`, and then :meth:`done` or :meth:`release` as the block ends."""
        key = self.key_for(operation_id, arguments, scope=scope)
        try:
            yield key
        except BaseException as error:
            (self.done if is_final(error) else self.release)(key)
            raise
        self.done(key)

    def close(self) -> None:
        """Let go of all entries; those that are open can be taken up by anybody."""
        with self._guard:
            self._in_use.clear()
            if self._alive >= 0:
                os.close(self._alive)
                self._alive = -1
                with contextlib.suppress(OSError):
                    os.unlink(self._alive_path(self._owner))

    def _claimed_owner(self) -> str:
        """The name of this process in the file, with a lock that shows that it is alive."""
        if self._process != os.getpid() or self._alive < 0:
            # After a fork the entries in use belong to the parent.
            self._in_use = set()
            self._process = os.getpid()
            for path in glob.glob(glob.escape(self._path) + ".*.alive"):
                _dead = _is_dead(path)
            self._owner = uuid.uuid4().hex
            self._alive = os.open(self._alive_path(self._owner), os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            _taken = lock(self._alive, wait=True)
        return self._owner

    def _alive_path(self, owner: str) -> str:
        return f"{self._path}.{owner}.alive"

    def _is_free(self, entry: Entry, owner: str) -> bool:
        if entry.key in self._ended:
            return False
        if entry.owner in (owner, NOBODY):
            return entry.key not in self._in_use
        return _is_dead(self._alive_path(entry.owner))

    def _hash(self, operation_id: str, content: bytes, scope: str) -> str:
        digest = hmac.new(self._secret(), digestmod=hashlib.sha256)
        for part in (operation_id.encode(), scope.encode(), content):
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.hexdigest()

    def _secret(self) -> bytes:
        """The key of the hashes, made at the first use; called under the file lock."""
        path = self._path + ".secret"
        with contextlib.suppress(FileNotFoundError):
            with open(path, "rb") as file:
                secret = file.read()
            if len(secret) == 32:
                return secret
        secret = os.urandom(32)
        self._replace(path, secret)
        return secret

    def _read(self) -> list[Mapping[str, Any]]:
        try:
            with open(self._path, "rb") as file:
                raw = file.read()
        except FileNotFoundError:
            return []
        found: list[Mapping[str, Any]] = []
        for line in raw.split(b"\n"):
            with contextlib.suppress(ValueError):
                value: object = json.loads(line)
                if is_mapping(value):
                    found.append(value)
        return found

    def _append(self, value: Mapping[str, Any]) -> None:
        new = not os.path.exists(self._path)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            end = os.lseek(descriptor, 0, os.SEEK_END)
            torn = (
                end > 0
                and os.lseek(descriptor, end - 1, os.SEEK_SET) >= 0
                and os.read(descriptor, 1) != b"\n"
            )
            line = (b"\n" if torn else b"") + json.dumps(value, separators=(",", ":")).encode() + b"\n"
            if os.write(descriptor, line) != len(line):
                raise OSError("the disk is full")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if new:
            _sync_folder(self._path)

    def _compact(self, lines: list[Mapping[str, Any]], now: float) -> None:
        """Write the file anew without what is done or too old, when that is most of it."""
        kept = [entry for entry in _open_entries(lines).values() if now - entry.at <= self._max_age]
        if len(kept) * 2 < len(lines):
            text = "".join(json.dumps(asdict(entry), separators=(",", ":")) + "\n" for entry in kept)
            self._replace(self._path, text.encode())

    def _replace(self, path: str, content: bytes) -> None:
        """Write a file so that a crash leaves the old or the new content."""
        temporary = path + ".new"
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            if os.write(descriptor, content) != len(content):
                raise OSError("the disk is full")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(temporary, path)
        _sync_folder(path)

    def __repr__(self) -> str:
        return f"Journal({self._path!r})"


@contextlib.contextmanager
def _writing() -> Generator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ClientomeError(f"the journal cannot be written: {reason}; nothing was sent") from error


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


def _open_entries(lines: list[Mapping[str, Any]]) -> dict[str, Entry]:
    """Entries that are not done, by key; a later line of the same key replaces an earlier one."""
    found: dict[str, Entry] = {}
    for line in lines:
        if "done" in line:
            _gone = found.pop(str(line["done"]), None)
            continue
        with contextlib.suppress(KeyError, TypeError, ValueError):
            entry = Entry(str(line["hash"]), str(line["key"]), float(line["at"]), str(line["owner"]))
            found[entry.key] = entry
    return found


def _sync_folder(path: str) -> None:
    """Make the name of a new file last, where folders can be synced."""
    with contextlib.suppress(OSError):
        descriptor = os.open(os.path.dirname(path), os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def journalled(
    journal: Journal,
    operation_id: str,
    arguments: Mapping[str, Any] | bytes,
    scope: str,
    run: Callable[[str], Flow[T]],
) -> Flow[T]:
    """Run a call with a key of the journal, and close or release the entry as it ends."""
    key = yield from offload(partial(journal.key_for, operation_id, arguments, scope=scope))
    try:
        result = yield from run(key)
    except GeneratorExit:
        # The flow is thrown away: no effect can be asked for any more.
        journal.release(key)
        raise
    except BaseException as error:
        if is_final(error):
            yield from offload(partial(journal.done, key))
        else:
            yield from offload(partial(journal.release, key))
        raise
    yield from offload(partial(journal.done, key))
    return result
