"""Unfinished downloads that can be continued, also by another process: ``<name>.part`` and ``<name>.part.json``.

Rules:

- ``<name>.part.json`` says which content the partial file is the beginning of: where it came from (as a hash), the
  validator of the content (for If-Range), its size, and the digest that the caller expects. It is written before the
  first byte.
- A partial file without this information belongs to somebody else, and so does a ``.part.json`` that this module did not
  write: neither is touched. Only an empty partial file may lack it, since a process can be killed between the two.
- Two writers of one partial file would mix their bytes: it is locked while it is open.
- The length of the partial file says how much has arrived.
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
from .atomic import NO_FOLLOW, AtomicFile, SaveError, replace_file, save_error
from .integrity import Verifier
from .locks import lock
from .names import LONGEST, shortened

_FORMAT = "clientome-part-1"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class ResumeInfo:
    """Which content a partial file is the beginning of."""

    identity: str
    validator: str | None = None
    size: int | None = None
    digest: str | None = None


def _read_at(descriptor: int, size: int, position: int) -> bytes:
    """Read without moving the position at which the next bytes are written."""
    if hasattr(os, "pread"):
        return os.pread(descriptor, size, position)
    end = os.lseek(descriptor, 0, os.SEEK_CUR)
    try:
        _position = os.lseek(descriptor, position, os.SEEK_SET)
        return os.read(descriptor, size)
    finally:
        _position = os.lseek(descriptor, end, os.SEEK_SET)


def _read_info(path: Path) -> ResumeInfo | None:
    """The information beside a partial file, None where there is none; SaveError when this module did not write it."""
    content = b""
    try:
        # Do not follow a link, and do not wait for a pipe.
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
            info = ResumeInfo(
                **{field.name: value[field.name] for field in fields(ResumeInfo) if field.name in value}
            )
            if _is_sane(info):
                return info
    raise SaveError(errno.EEXIST, f"{path} does not belong to an unfinished download; move it away first")


def _is_sane(info: ResumeInfo) -> bool:
    """Whether the values are what this module writes; they go into headers and comparisons."""
    given: tuple[Any, ...] = (info.identity, info.validator or "", info.digest or "")
    texts = all(isinstance(text, str) and text.isascii() and text.isprintable() for text in given)
    size: Any = info.size
    return texts and (size is None or type(size) is int)


class PartialFile(AtomicFile):
    """The unfinished file of a target. ``offset`` is its length, ``info`` what is known about it."""

    def __init__(self, target: Path, *, overwrite: bool) -> None:
        super().__init__(target, overwrite=overwrite)
        base = target.name
        if len(os.fsencode(base)) > LONGEST + 40:
            # Two long names that differ only at their ends must not share a partial file.
            from hashlib import sha256

            base = f"{shortened(base, LONGEST)}.{sha256(os.fsencode(base)).hexdigest()[:8]}"
        self.path = target.with_name(f"{base}.part")
        self.info_path = target.with_name(f"{base}.part.json")
        self.info: ResumeInfo | None = None
        self.offset = 0

    def open(self, *, tolerant: bool = False) -> None:
        """Open what an earlier download has left, if there is something. ``tolerant`` leaves it to :meth:`finish` to
        refuse an existing file."""
        self.check_target(tolerant=tolerant)
        with self._lock:
            try:
                self._open_existing()
            except OSError as error:
                self._close()
                raise save_error(error, self.target) from error

    def check_target(self, *, tolerant: bool = False) -> None:
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
                os.unlink(self.info_path)

    def _open_existing(self) -> None:
        info = _read_info(self.info_path)
        try:
            self._fd = self._open(os.O_RDWR)
        except FileNotFoundError:
            return
        except SaveError as error:
            if error.errno == errno.ENOENT:
                return
            raise
        state = os.fstat(self._fd)
        if not stat.S_ISREG(state.st_mode) or (info is None and state.st_size > 0):
            raise SaveError(
                errno.EEXIST, f"{self.path} is not an unfinished download of this kind; move it away first"
            )
        self._lock_file()
        if state.st_nlink > 1:
            # The file has another name too, perhaps that of a finished file: writing would change that one.
            os.unlink(self.path)
            self._close()
            return
        self.info = info
        self.offset = 0 if info is None else os.fstat(self._fd).st_size
        _end = os.lseek(self._fd, self.offset, os.SEEK_SET)

    def _busy(self) -> SaveError:
        return SaveError(errno.EBUSY, f"{self.target} is being downloaded by somebody else at this moment")

    def _lock_file(self) -> None:
        descriptor = self._descriptor()
        try:
            locked = lock(descriptor, wait=False)
        except OSError:
            # File systems without locks say so in several ways.
            locked = True
        if not locked:
            raise self._busy()
        # The previous holder of the lock may have renamed the file: check that this is still the partial file.
        try:
            self._check_own(descriptor)
        except OSError:
            raise self._busy() from None

    def begin(self, info: ResumeInfo) -> None:
        """Start with an empty file. The information is written first, so that no content is without it."""
        with self._lock:
            try:
                if self._fd is None:
                    self._create()
                os.ftruncate(self._descriptor(), 0)
                _start = os.lseek(self._descriptor(), 0, os.SEEK_SET)
                self.offset = 0
                replace_file(self.info_path, json.dumps({"format": _FORMAT, **asdict(info)}).encode())
                self.info = info
            except OSError as error:
                raise save_error(error, self.target) from error

    def _create(self) -> None:
        if os.path.lexists(self.info_path):
            _ours = _read_info(self.info_path)
        try:
            self._fd = self._open(os.O_RDWR | os.O_CREAT | os.O_EXCL)
        except SaveError as error:
            if error.errno == errno.EEXIST:
                raise self._busy() from None
            raise
        self._lock_file()

    def hash_into(self, verifier: Verifier) -> None:
        """Bring a verifier up to the end of what is there."""
        while verifier.position < self.offset:
            size = min(_BLOCK, self.offset - verifier.position)
            # Read through the open descriptor: the name may lead to another file by now. The lock is free between two
            # blocks, so that the download can be abandoned.
            with self._lock:
                try:
                    block = _read_at(self._descriptor(), size, verifier.position)
                except OSError as error:
                    raise save_error(error, self.target) from error
            if not block:
                raise SaveError(errno.EIO, f"{self.path} became shorter while it was read")
            verifier.update(block)

    def close(self) -> None:
        """Keep what has arrived for the next call; an empty file is removed."""
        with self._lock:
            empty = self._fd is not None and os.fstat(self._fd).st_size == 0
        if empty:
            self.discard()
        else:
            super().close()

    def _remove_companions(self) -> None:
        with suppress(OSError):
            os.unlink(self.info_path)
