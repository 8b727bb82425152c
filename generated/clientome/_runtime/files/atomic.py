"""Files that appear under their name only when they are complete.

Rules:

- Bytes go into a temporary file in the same folder, which is forced to the disk and then renamed in one step. Nobody
  ever sees half a file under the final name.
- An existing file is replaced only on request. Without it the rename fails when the name was taken meanwhile.
- Every method takes the lock of the object, and after ``close`` or ``discard`` nothing is written any more, not even by
  a thread that is still running.
"""

from __future__ import annotations

import errno
import os
import shutil
import threading
from contextlib import suppress
from pathlib import Path
from typing import cast

from ..base.errors import ArgumentError, ClientomeError
from .integrity import Chunk
from .names import shortened

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
# What file systems without hard links answer.
_NO_LINKS = frozenset(
    {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES}
)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class SaveError(ClientomeError, OSError):
    """A file cannot be written where it should be: disk full, no permission, in use. Also an OSError with its errno."""


class TargetExists(SaveError, FileExistsError):
    """The file is there already and was left as it is; pass ``overwrite=True`` to replace it."""


def target_exists(target: Path) -> TargetExists:
    """The error for a name that is taken."""
    return TargetExists(
        errno.EEXIST, f"{target} exists already and was left as it is; pass overwrite=True to replace it"
    )


def save_error(error: OSError, target: Path) -> SaveError:
    """An error of the system as a SaveError that says what to do."""
    if isinstance(error, SaveError):
        return error
    code = error.errno or 0
    if code in _FULL:
        return SaveError(
            code,
            f"no space is left for {target}; what has arrived is kept where it can be continued: "
            "free some space and call again",
        )
    return SaveError(code, f"{target} cannot be written: {error.strerror or type(error).__name__}")


def target_path(path: object, argument: str = "path") -> Path:
    """The path that a caller gives for a file or a folder; ArgumentError for what cannot be one.

    A path that ends in a slash means a folder: a file of that name is not what the caller wants.
    """
    if not isinstance(path, (str, os.PathLike)):
        raise ArgumentError(f"{argument}: expected a path as text or as a Path", argument)
    given = cast("object", os.fspath(cast("os.PathLike[str]", path)))
    try:
        if not isinstance(given, str) or not given or b"\0" in os.fsencode(given):
            raise ValueError
    except ValueError:
        raise ArgumentError(
            f"{argument}: expected a path as text that is not empty and that a file system can hold", argument
        ) from None
    if given.endswith((os.sep, os.altsep or os.sep)) and not os.path.isdir(given):
        raise SaveError(
            errno.ENOENT,
            f"{given} is not a folder; make it first, or leave the last {given[-1]} out to name a file",
        )
    return Path(given)


def check_folder(target: Path) -> None:
    """Fail before the transfer when there is no folder for the target, or the name cannot be one."""
    if not os.path.isdir(target.parent):
        raise SaveError(errno.ENOENT, f"{target} cannot be written: its folder does not exist")
    try:
        _there = os.lstat(target)
    except FileNotFoundError:
        return
    except OSError as error:
        raise save_error(error, target) from error


def check_space(target: Path, needed: int) -> None:
    """Fail before the transfer when the file system has not enough space for it."""
    try:
        free = shutil.disk_usage(target.parent).free
    except OSError:
        # Some mounts do not tell; then writing will.
        return
    if needed > free:
        raise SaveError(
            errno.ENOSPC,
            f"{target} needs {needed} more bytes, but only {free} are free there; free some space and call again",
        )


class AtomicFile:
    """A file that appears as ``target`` with :meth:`finish`, and never without it.

    Without ``durable`` a power cut may undo the writing.
    """

    def __init__(self, target: Path, *, overwrite: bool, mode: int = 0o666, durable: bool = True) -> None:
        self.target = target
        self.overwrite = overwrite
        self._mode = mode
        self._durable = durable
        stem = shortened(target.name, 180)
        self.path = target.with_name(f".{stem}.{os.urandom(6).hex()}.part")
        self._fd: int | None = None
        self._ended = False
        # Reentrant: a thread that is interrupted while it holds the lock must be able to close the file.
        self._lock = threading.RLock()

    def create(self) -> None:
        """Make the file under its temporary name."""
        self.refuse_existing()
        with self._lock:
            self._fd = self._open(os.O_RDWR | os.O_CREAT | os.O_EXCL)

    def refuse_existing(self) -> None:
        """Raise TargetExists when the final name is taken and may not be replaced."""
        if not self.overwrite and os.path.lexists(self.target):
            raise target_exists(self.target)
        self.refuse_folder()

    def refuse_folder(self) -> None:
        """Raise SaveError when a folder, or a link to one, has the final name."""
        if os.path.isdir(self.target):
            raise SaveError(errno.EISDIR, f"{self.target} is a folder; the file cannot take its place")

    def _open(self, flags: int) -> int:
        if self._ended:
            raise self._ended_error()
        try:
            return os.open(self.path, flags | NO_FOLLOW, self._mode)
        except OSError as error:
            raise save_error(error, self.target) from error

    def _descriptor(self) -> int:
        if self._fd is None:
            raise self._ended_error()
        return self._fd

    def _ended_error(self) -> SaveError:
        return SaveError(errno.EBADF, f"{self.target}: the writing of this file has ended")

    def write(self, data: Chunk) -> None:
        """Append bytes."""
        with self._lock:
            descriptor = self._descriptor()
            try:
                written = os.write(descriptor, data)
                if written < len(data):
                    view = memoryview(data)
                    while written < len(view):
                        written += os.write(descriptor, view[written:])
            except OSError as error:
                raise save_error(error, self.target) from error

    def finish(self) -> Path:
        """Force the content to the disk and move it to its name."""
        with self._lock:
            descriptor = self._descriptor()
            try:
                if self._durable:
                    os.fsync(descriptor)
                self._check_own(descriptor)
                self._move()
            except OSError as error:
                raise save_error(error, self.target) from error
            # Before the lock ends: afterwards these files may belong to the next writer.
            self._remove_companions()
            self._close()
            if self._durable:
                _sync_folder(self.target.parent)
        return self.target

    def _check_own(self, descriptor: int) -> None:
        own, named = os.fstat(descriptor), os.lstat(self.path)
        if (own.st_dev, own.st_ino) != (named.st_dev, named.st_ino):
            raise SaveError(errno.ESTALE, f"{self.path} was replaced by something else meanwhile")

    def _move(self) -> None:
        if os.name == "nt":
            self._close()
            (os.replace if self.overwrite else os.rename)(self.path, self.target)
        elif self.overwrite:
            os.replace(self.path, self.target)
        else:
            self._link()
            with suppress(OSError):
                os.unlink(self.path)

    def _link(self) -> None:
        """Give the file its name, unless the name is taken: looking first and moving then would leave a gap."""
        try:
            os.link(self.path, self.target)
        except FileExistsError:
            raise target_exists(self.target) from None
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            self._reserve()

    def _reserve(self) -> None:
        """Without hard links: take the name with an empty file, then replace that."""
        try:
            os.close(os.open(self.target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW, 0o666))
        except FileExistsError:
            raise target_exists(self.target) from None
        try:
            os.replace(self.path, self.target)
        except BaseException:
            os.unlink(self.target)
            raise

    def _close(self) -> None:
        descriptor, self._fd = self._fd, None
        if descriptor is not None:
            os.close(descriptor)

    def _remove_companions(self) -> None:
        """Remove the files that belong to the temporary one."""

    def close(self) -> None:
        """Stop writing; what was written stays under the temporary name."""
        with self._lock:
            self._ended = True
            self._close()

    def discard(self) -> None:
        """Stop writing and remove the temporary file."""
        with self._lock:
            self._ended = True
            if self._fd is not None:
                if os.name == "nt":
                    self._close()
                with suppress(OSError):
                    os.unlink(self.path)
                self._remove_companions()
                self._close()


def replace_file(target: Path, content: bytes, mode: int = 0o666, *, durable: bool = False) -> None:
    """Write a small file in one step, replacing an existing one."""
    file = AtomicFile(target, overwrite=True, mode=mode, durable=durable)
    try:
        file.create()
        file.write(content)
        _path = file.finish()
    finally:
        file.discard()


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where the system can do that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
