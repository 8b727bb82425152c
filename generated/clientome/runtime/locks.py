"""Advisory locks on files that end with the process: another process can take them at once when the owner is killed.

They hold between processes and between open files of one process. On network file systems they are as good as those.
"""

from __future__ import annotations

import os
import sys

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

else:
    import fcntl

    def lock(descriptor: int, *, wait: bool) -> bool:
        """Lock an open file; false when somebody else has it and ``wait`` is false."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class FileLock:
    """Holds the lock of a file from ``with`` to its end. The file stays, so that all see the same one."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._descriptor = -1

    def __enter__(self) -> FileLock:
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        _taken = lock(self._descriptor, wait=True)
        return self

    def __exit__(self, *details: object) -> None:
        os.close(self._descriptor)
