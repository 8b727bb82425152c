"""Unfinished downloads that can be continued, also by another process: ``<name>.part`` and ``<name>.part.json``.

Rules:

- The note beside the part says what the part is a beginning of: where it came from (as a hash), the validator of the
  content (for If-Range), its size, and the digest that the caller wants. It is written before the first byte.
- A part without a note is somebody else's file, and so is a note that is not ours: neither is touched. Only an empty
  part may lack its note, for a process can be killed between the two.
- Two writers of one part would mix their bytes: the part is locked as long as it is open.
- The length of the part says how much has arrived.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from ..base.guards import is_mapping
from .atomic import NO_FOLLOW, SaveError, Scratch, trouble
from .integrity import Verifier
from .names import LONGEST, shortened

_FORMAT = "clientome-part-1"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Note:
    """What a part is a beginning of."""

    identity: str
    validator: str | None = None
    size: int | None = None
    digest: str | None = None


def _lock(descriptor: int) -> bool:
    """Whether nobody else writes this file. Where locks do not exist the answer is yes."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # File systems without locks say so in several ways.
        return error.errno not in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES)
    return True


def _read_at(descriptor: int, size: int, position: int) -> bytes:
    """Read without moving the place where the next bytes go."""
    if hasattr(os, "pread"):
        return os.pread(descriptor, size, position)
    place = os.lseek(descriptor, 0, os.SEEK_CUR)
    try:
        _there = os.lseek(descriptor, position, os.SEEK_SET)
        return os.read(descriptor, size)
    finally:
        _back = os.lseek(descriptor, place, os.SEEK_SET)


def _read_note(path: Path) -> Note | None:
    """The note, or None where there is none; SaveError when the file is not ours."""
    content = b""
    try:
        # Whatever lies there: a link is not followed, and a pipe not waited for.
        descriptor = os.open(path, os.O_RDONLY | NO_FOLLOW | getattr(os, "O_NONBLOCK", 0))
        with open(descriptor, "rb") as file:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                content = file.read(1 << 16)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
    with suppress(ValueError, TypeError, RecursionError):
        value: Any = json.loads(content)
        if is_mapping(value) and value.get("format") == _FORMAT:
            note = Note(**{field.name: value[field.name] for field in fields(Note) if field.name in value})
            if _is_sane(note):
                return note
    raise SaveError(errno.EEXIST, f"{path} is not a note of an unfinished download; move it away first")


def _is_sane(note: Note) -> bool:
    """Whether the values are what this module writes; they go into headers and comparisons."""
    given: tuple[Any, ...] = (note.identity, note.validator or "", note.digest or "")
    texts = all(isinstance(text, str) and text.isascii() and text.isprintable() for text in given)
    size: Any = note.size
    return texts and (size is None or type(size) is int)


class Part(Scratch):
    """The unfinished file of a target. ``offset`` is its length, ``note`` what is known about it."""

    def __init__(self, target: Path, *, overwrite: bool) -> None:
        super().__init__(target, overwrite=overwrite)
        base = target.name
        if len(os.fsencode(base)) > LONGEST + 40:
            # Two long names that differ in their ends only must not share a part.
            from hashlib import sha256

            base = f"{shortened(base, LONGEST)}.{sha256(os.fsencode(base)).hexdigest()[:8]}"
        self.path = target.with_name(f"{base}.part")
        self.note_path = target.with_name(f"{base}.part.json")
        self.note: Note | None = None
        self.offset = 0

    def open(self, *, tolerant: bool = False) -> None:
        """Take over what an earlier download has left, if there is something. ``tolerant`` leaves it to
        :meth:`finish` to refuse an existing file."""
        self.look(tolerant=tolerant)
        with self._lock:
            try:
                self._take_over()
            except OSError as error:
                self._close()
                raise trouble(error, self.target) from error

    def look(self, *, tolerant: bool = False) -> None:
        """Raise TargetExists when the final name is taken and may not be replaced."""
        if not self.overwrite:
            self._forget_finished()
        if tolerant:
            self.refuse_folder()
        else:
            self.refuse_existing()

    def _forget_finished(self) -> None:
        """Remove the second name of a finished file, left by a process that was killed just then."""
        with suppress(OSError):
            if os.path.samestat(os.lstat(self.path), os.lstat(self.target)):
                os.unlink(self.path)
                os.unlink(self.note_path)

    def _take_over(self) -> None:
        note = _read_note(self.note_path)
        try:
            self._fd = self._open(os.O_RDWR)
        except FileNotFoundError:
            return
        except SaveError as error:
            if error.errno == errno.ENOENT:
                return
            raise
        state = os.fstat(self._fd)
        if not stat.S_ISREG(state.st_mode) or (note is None and state.st_size > 0):
            raise SaveError(
                errno.EEXIST, f"{self.path} is not an unfinished download of this kind; move it away first"
            )
        self._own()
        if state.st_nlink > 1:
            # Also known under another name, perhaps as a finished file: writing into it would change that.
            os.unlink(self.path)
            self._close()
            return
        self.note = note
        self.offset = 0 if note is None else os.fstat(self._fd).st_size
        _end = os.lseek(self._fd, self.offset, os.SEEK_SET)

    def _own(self) -> None:
        descriptor = self._descriptor()
        busy = SaveError(errno.EBUSY, f"{self.target} is being downloaded by somebody else at this moment")
        if not _lock(descriptor):
            raise busy
        # Who held the lock until now may have finished and taken the name away.
        try:
            self._check_own(descriptor)
        except OSError:
            raise busy from None

    def begin(self, note: Note) -> None:
        """Start from nothing. The note comes first, so that no part with content lacks one."""
        with self._lock:
            try:
                if self._fd is None:
                    self._create()
                os.ftruncate(self._descriptor(), 0)
                _start = os.lseek(self._descriptor(), 0, os.SEEK_SET)
                self.offset = 0
                self._write_note(note)
            except OSError as error:
                raise trouble(error, self.target) from error

    def _create(self) -> None:
        if os.path.lexists(self.note_path):
            _ours = _read_note(self.note_path)
        try:
            self._fd = self._open(os.O_RDWR | os.O_CREAT | os.O_EXCL)
        except SaveError as error:
            if error.errno == errno.EEXIST:
                raise SaveError(
                    errno.EBUSY, f"{self.target} is being downloaded by somebody else at this moment"
                ) from None
            raise
        self._own()

    def _write_note(self, note: Note) -> None:
        temporary = self.path.with_name(f"{self.note_path.name}.{os.urandom(4).hex()}")
        try:
            with open(temporary, "x", encoding="utf-8") as file:
                json.dump({"format": _FORMAT, **asdict(note)}, file)
            os.replace(temporary, self.note_path)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
        self.note = note

    def is_open(self) -> bool:
        """Whether there is a part."""
        return self._fd is not None

    def hash_into(self, verifier: Verifier) -> None:
        """Bring a verifier up to the end of what is there."""
        while verifier.position < self.offset:
            size = min(_BLOCK, self.offset - verifier.position)
            # From the file that is written to, whatever its name leads to by now. The lock is free between two blocks,
            # so that the download can be abandoned.
            with self._lock:
                try:
                    block = _read_at(self._descriptor(), size, verifier.position)
                except OSError as error:
                    raise trouble(error, self.target) from error
            if not block:
                raise SaveError(errno.EIO, f"{self.path} became shorter while it was read")
            verifier.update(block)

    def close(self) -> None:
        """Keep what has arrived for the next call; nothing is kept of nothing."""
        with self._lock:
            empty = self._fd is not None and os.fstat(self._fd).st_size == 0
        if empty:
            self.discard()
        else:
            super().close()

    def _tidy(self) -> None:
        with suppress(OSError):
            os.unlink(self.note_path)
