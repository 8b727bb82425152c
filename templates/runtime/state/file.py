"""A SQLite file that several threads and processes use, and the secret beside it.

Rules:

- The file, its ``-wal`` and ``-shm``, and the secret can be read by their owner only.
- A change is a transaction of one function. It is on the disk (fsync) when the function returns, where it must be.
- One connection for each process; none outlives a fork: it is closed before, and made anew on both sides when needed.
- The process that has unfinished calls holds a lock on a file of its own (``.<owner>.alive``). The lock ends with the
  process, however that ends.
- A file of somebody else, of a newer version, or one that is damaged is never written to.
- The file must be on a local disk: SQLite's write-ahead log and the locks do not hold between hosts.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import hashlib
import hmac
import os
import sqlite3
import threading
import uuid
import weakref
from collections.abc import Callable
from typing import TypeVar

from ..base.errors import StateError
from ..files.locks import lock

T = TypeVar("T")

APPLICATION = 0x434C5345
VERSION = 1
LONGEST_LOCK = 30.0
"""Seconds for which another process may keep the file for itself."""
FORK_PATIENCE = LONGEST_LOCK + 5.0
"""Seconds that a fork waits for a thread that is in the file. Without that the child finds the file locked."""

SCHEMA = """
create table intents (
    key text primary key not null check (typeof(key) = 'text'),
    call text not null check (typeof(call) = 'text'),
    subject text not null,
    marked integer not null,
    scope text not null,
    account text not null,
    provider text not null,
    operation text not null,
    at real not null check (typeof(at) = 'real' and at between -1e12 and 1e12),
    ended real,
    owner text not null
) without rowid;
create index intents_by_call on intents (call);
create index intents_by_subject on intents (subject);
create table answers (item text primary key not null, key text not null, at real not null) without rowid;
create table charges (
    key text primary key not null,
    provider text not null,
    operation text not null,
    currency text not null,
    amount text,
    settled integer not null default 0,
    at real not null check (typeof(at) = 'real')
) without rowid;
create index charges_by_currency on charges (currency, at);
create table limits (
    key text primary key not null,
    tokens real not null,
    updated real not null,
    paused_until real not null
) without rowid;
create table secret (digest text not null);
"""
TABLES = frozenset({"intents", "answers", "charges", "limits", "secret"})


class StateFile:
    """The file: opening, transactions, errors, forks, owners, keyed digests."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path: str = os.path.abspath(path)
        self._guard = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._owner = ""
        self._alive = -1
        self._secret = b""
        _files.add(self)

    # -- transactions ---------------------------------------------------------------------------------------------

    def run(self, work: Callable[[sqlite3.Connection], T], *, durable: bool = True) -> T:
        """Run a function as one transaction. Raises StateError, and then nothing has changed."""
        with self._guard:
            return self._transaction(self._connected(), work, durable)

    def _transaction(
        self, connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T], durable: bool
    ) -> T:
        try:
            if connection.in_transaction:
                # An interrupt came before the rollback of the last one.
                connection.rollback()
            _ = connection.execute(f"pragma synchronous = {'full' if durable else 'normal'}")
            _ = connection.execute("begin immediate")
            result = work(connection)
            _ = connection.execute("commit")
        except sqlite3.Error as error:
            raise self._problem(error) from error
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from error
        finally:
            if connection.in_transaction:
                connection.rollback()
        return result

    def shrink(self) -> None:
        """Give the space of what was removed back, so that nothing of it stays in the files."""
        with self._guard:
            self._shrink(self._connected())

    def _shrink(self, connection: sqlite3.Connection) -> None:
        try:
            _ = connection.execute("vacuum")
            _ = connection.execute("pragma wal_checkpoint(truncate)").fetchall()
        except sqlite3.Error as error:
            raise self._problem(error) from error

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = self._open()
            try:
                self._prepare(connection)
            except BaseException as error:
                connection.close()
                if isinstance(error, sqlite3.Error):
                    raise self._problem(error) from error
                raise
            self._connection = connection
        return self._connection

    def _open(self) -> sqlite3.Connection:
        try:
            # An existing file is not opened here: closing it would end the locks that SQLite has on it.
            with contextlib.suppress(FileExistsError):
                os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            if os.stat(self.path).st_mode & 0o077 and os.name != "nt":
                os.chmod(self.path, 0o600)
            return sqlite3.connect(
                self.path, timeout=LONGEST_LOCK, isolation_level=None, check_same_thread=False
            )
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from error
        except sqlite3.Error as error:
            raise self._problem(error) from error

    def _prepare(self, connection: sqlite3.Connection) -> None:
        application = _number(connection, "pragma application_id")
        tables = {
            str(row[0]) for row in connection.execute("select name from sqlite_master where type = 'table'")
        }
        if application != APPLICATION and (application or tables):
            raise self._foreign()
        version = _number(connection, "pragma user_version")
        if version > VERSION:
            raise StateError(
                f"the state file {self.path} was written by a newer clientome (version {version} of its format, "
                f"this one knows {VERSION}); nothing was sent. Install that version, or pass another path"
            )
        self._use_log(connection)
        for setting in ("secure_delete = on", "foreign_keys = on", "trusted_schema = off"):
            _ = connection.execute(f"pragma {setting}")
        if not tables:
            self._make_tables(connection)
        elif not tables >= TABLES or _text(connection, "pragma quick_check(1)") != "ok":
            raise self._damaged()

    def _use_log(self, connection: sqlite3.Connection) -> None:
        mode = _text(connection, "pragma journal_mode = wal")
        if mode != "wal":
            raise StateError(
                f"the state file {self.path} cannot have a write-ahead log ({mode}), as on network file systems; "
                "nothing was sent. Put it on a local disk"
            )

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        _ = connection.execute("begin immediate")
        try:
            if not _number(connection, "select count(*) from sqlite_master"):
                for statement in SCHEMA.split(";\n"):
                    _ = connection.execute(statement)
                _ = connection.execute(f"pragma application_id = {APPLICATION}")
                _ = connection.execute(f"pragma user_version = {VERSION}")
            _ = connection.execute("commit")
        finally:
            if connection.in_transaction:
                connection.rollback()

    def _problem(self, error: sqlite3.Error) -> StateError:
        """What went wrong, and what to do."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_NOTADB:
            return self._foreign()
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_ERROR):
            return self._damaged()
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            why = f"another process has kept it for itself for more than {LONGEST_LOCK:g} seconds"
        elif code == sqlite3.SQLITE_FULL:
            why = "the disk is full"
        elif code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
            why = (
                "it or its folder cannot be written; check whose they are, and that the disk is not read-only"
            )
        else:
            why = f"{error}; a state file must be on a local disk that works"
        return self._unusable(why)

    def _unusable(self, why: str) -> StateError:
        return StateError(f"the state file {self.path} cannot be used: {why}; nothing was sent")

    def _foreign(self) -> StateError:
        return StateError(
            f"{self.path} is not a state file of clientome, so it was left alone and nothing was sent; pass another path"
        )

    def _damaged(self) -> StateError:
        return StateError(
            f"the state file {self.path} is damaged, and it may know of calls of unknown end, so nothing was sent. "
            "Look with the providers what became of your last calls, and then move the file away"
        )

    # -- processes ------------------------------------------------------------------------------------------------

    def claimed_owner(self) -> str:
        """The name of this process in the file, with a lock that shows that it is alive. Inside a transaction."""
        if self._alive < 0:
            for path in glob.glob(glob.escape(self.path) + ".*.alive"):
                _dead = _is_dead(path)
            self._owner = uuid.uuid4().hex
            self._alive = os.open(self._alive_path(self._owner), os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            _taken = lock(self._alive, wait=True)
        return self._owner

    def is_alive(self, owner: str) -> bool:
        """Whether another process with this name still runs. Inside a transaction."""
        return not _is_dead(self._alive_path(owner))

    def _alive_path(self, owner: str) -> str:
        return f"{self.path}.{owner}.alive"

    def close(self) -> None:
        """Close the file. It opens again when it is used again; calls that are not finished can be taken up by anybody."""
        with self._guard:
            self._close()

    def _close(self) -> None:
        if self._alive >= 0:
            descriptor, self._alive = self._alive, -1
            os.close(descriptor)
            with contextlib.suppress(OSError):
                os.unlink(self._alive_path(self._owner))
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def __del__(self) -> None:
        if getattr(self, "_connection", None) is not None or getattr(self, "_alive", -1) >= 0:
            self._close()

    def before_fork(self) -> bool:
        """No connection may be open in two processes. False where another thread does not let go of it."""
        if not self._guard.acquire(timeout=FORK_PATIENCE):
            return False
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        return True

    def after_fork(self, *, child: bool, held: bool) -> None:
        """What is under way is the parent's, and ends with it."""
        if not child:
            if held:
                self._guard.release()
            return
        self._guard = threading.Lock()
        if self._connection is not None:
            # Closing it here could harm the parent's.
            _abandoned.append(self._connection)
            self._connection = None
        if self._alive >= 0:
            descriptor, self._alive = self._alive, -1
            os.close(descriptor)
        self.forked()

    def forked(self) -> None:
        """In a forked child."""

    # -- the secret -----------------------------------------------------------------------------------------------

    def digest(self, connection: sqlite3.Connection, *parts: bytes) -> str:
        """A keyed digest: it tells values apart for whoever has the secret, and nothing to others."""
        digest = hmac.new(self._key(connection), digestmod=hashlib.sha256)
        for part in parts:
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.hexdigest()

    def _key(self, connection: sqlite3.Connection) -> bytes:
        """The secret, which must be the one that the file was written with. Inside a transaction."""
        known = connection.execute("select digest from secret").fetchone()
        if self._secret and known is not None and _check(self._secret) == known[0]:
            return self._secret
        path = self.path + ".secret"
        secret = b""
        with contextlib.suppress(FileNotFoundError), open(path, "rb") as file:
            secret = file.read()
        if len(secret) != 32 or (known is not None and _check(secret) != known[0]):
            count = _number(connection, "select count(*) from intents")
            if count:
                raise StateError(
                    f"the file {path} is missing, damaged or another one, so the {count} calls of unknown end in "
                    f"{self.path} cannot be recognised; nothing was sent. Put the file back; or look with the "
                    "providers what became of those calls, and then move both files away"
                )
            secret = os.urandom(32)
            _replace(path, secret)
            known = None
        if known is None:
            _ = connection.execute("delete from secret")
            _ = connection.execute("delete from answers")
            _ = connection.execute("insert into secret values (?)", (_check(secret),))
        self._secret = secret
        return secret

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.path!r})"


_files: weakref.WeakSet[StateFile] = weakref.WeakSet()
_forking: list[tuple[StateFile, bool]] = []
_abandoned: list[sqlite3.Connection] = []


def _before_fork() -> None:
    _forking[:] = [(file, file.before_fork()) for file in list(_files)]


def _after_fork_in_parent() -> None:
    for file, held in _forking:
        file.after_fork(child=False, held=held)
    _forking.clear()


def _after_fork_in_child() -> None:
    for file, held in _forking:
        file.after_fork(child=True, held=held)
    _forking.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before_fork,
        after_in_parent=_after_fork_in_parent,
        after_in_child=_after_fork_in_child,
    )


def _check(secret: bytes) -> str:
    return hmac.new(secret, b"clientome state", hashlib.sha256).hexdigest()


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


def _text(connection: sqlite3.Connection, query: str) -> str:
    return str(connection.execute(query).fetchone()[0])


def _is_dead(path: str) -> bool:
    """Whether the process that made this file has ended; then the file is removed."""
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


def _replace(path: str, content: bytes) -> None:
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
    with contextlib.suppress(OSError):
        folder = os.open(os.path.dirname(path), os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
