"""Advisory locks on files that end with the process: another process can take them at once when the owner is killed.

They hold between processes and between open files of one process. On network file systems they are as good as those.
"""

from __future__ import annotations

import contextlib
import os
import sys
import weakref

if sys.platform == "win32":
    import msvcrt

    def lock(descriptor: int, *, wait: bool) -> bool:
        """Lock an open file; false when somebody else has it and ``wait`` is false."""
        while True:
            try:
                _start = os.lseek(descriptor, 0, os.SEEK_SET)
                # LK_LOCK tries for ten seconds and then gives up.
                msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    return False
            else:
                return True

    def unlock(descriptor: int) -> None:
        """Give the lock back."""
        _start = os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def lock(descriptor: int, *, wait: bool) -> bool:
        """Lock an open file; false when somebody else has it and ``wait`` is false."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def unlock(descriptor: int) -> None:
        """Give the lock back."""
        fcntl.flock(descriptor, fcntl.LOCK_UN)


class FileLock:
    """Holds the lock of a file from ``with`` to its end. The file stays, so that all see the same one.

    It can be used again and again, by one thread at a time. What an interrupt left locked ends with the next use.
    """

    _descriptor = -1

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> FileLock:
        self._close()
        _held.add(self)
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _taken = lock(self._descriptor, wait=True)
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(self, *details: object) -> None:
        self._close()

    def forget(self) -> None:
        """In a forked child: the lock is the parent's. Only the copy of its open file ends, which would prolong it."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def __del__(self) -> None:
        self._close()

    def _close(self) -> None:
        # An interrupt between two of these lines leaves no lock behind that nobody knows of.
        if self._descriptor >= 0:
            with contextlib.suppress(OSError):
                unlock(self._descriptor)
        self.forget()


_held: weakref.WeakSet[FileLock] = weakref.WeakSet()


def _close_inherited() -> None:
    """A forked child has copies of the open files of its parent; while they are open its locks do not end."""
    for held in list(_held):
        held.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_close_inherited)
