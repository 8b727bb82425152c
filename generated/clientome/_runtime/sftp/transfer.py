"""One attempt to upload a file to an SFTP server, over a session that is logged in.

Rules:

- Content is written to a temporary name. It is renamed only when all of it is on the server, its size is right, and the
  local file has not changed meanwhile. The final name never holds half a file.
- Writes are pipelined, with at most ``WINDOW`` unconfirmed bytes. So after a broken connection a wrong byte can only be
  among the last ``WINDOW`` ones.
- Before a broken upload is continued, that window is read back and compared. Sending goes on at the first difference;
  when nothing is the same, from the beginning.
- Calls that upload the same file at the same time share a temporary name. They write the same bytes, never to a file
  that was emptied meanwhile, so one of them finishes and the other finds the final file.
- A different file under the final name stays untouched unless ``overwrite`` is true.
"""

from __future__ import annotations

import asyncio
import posixpath
from asyncio import to_thread
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, cast

import asyncssh

from ..base.errors import IntegrityError
from ..base.sftp_target import RemoteFileExists, SftpError, SftpTarget, part_name
from .local import LocalFile
from .session import idle_error

WINDOW = 2 * 1024 * 1024
BLOCK = 128 * 1024
_COMPARE_SIZE = 1024 * 1024
_REPORT_EVERY = 256 * 1024
# A longer list of entries takes more time than finding leftovers is worth.
_MOST_ENTRIES = 2000

Progress = Callable[[int, int | None], object]
_T = TypeVar("_T")


def today() -> datetime:
    """The date that names a folder of the server."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Upload:
    """What to upload where, and the progress. One value is used for all attempts of a call."""

    target: SftpTarget
    local: LocalFile
    name: str
    idle_timeout: float | None
    resume: bool
    overwrite: bool
    on_progress: Progress | None
    confirmed: int = 0
    resumed_from: int = 0
    already_there: bool = False
    folder: str | None = None
    token: str = ""
    _last_report: int = -1

    @property
    def part(self) -> str:
        """The name while the file is incomplete."""
        return part_name(self.target, self.name).of(self.token)

    @property
    def path(self) -> str:
        """The final path on the server."""
        return posixpath.join(self.folder or "", self.name)

    async def report(self, done: int) -> None:
        """Call ``on_progress``, but not for every block."""
        self.confirmed = done
        step = done - self._last_report
        if self.on_progress is not None and (step >= _REPORT_EVERY or step < 0 or done == self.local.size):
            self._last_report = done
            result: Any = self.on_progress(done, self.local.size)
            if hasattr(result, "__await__"):
                await result


async def attempt(upload: Upload, sftp: asyncssh.SFTPClient) -> None:
    """Upload the file to its final name; after a failure the next attempt continues."""
    local = upload.local
    await to_thread(local.restart)
    if not upload.token:
        upload.token = await to_thread(local.token)
    await _choose_folder(upload, sftp)
    if await _is_there(upload, sftp):
        upload.already_there = True
        await upload.report(local.position)
        return
    part = posixpath.join(upload.folder or "", upload.part)
    offset = await _resume_point(upload, sftp, part)
    if offset:
        await to_thread(local.skip, offset)
    upload.resumed_from = offset
    try:
        size = await _send(upload, sftp, part, offset)
        await to_thread(local.check_unchanged)
        if size != local.position:
            raise IntegrityError(
                f"the server has {size} bytes of {local.position}; there is no final file, call again to repeat"
            )
    except IntegrityError:
        # Delete the partial file: it is unusable and may hold personal data.
        with suppress(asyncssh.Error):
            await _within(upload, sftp.remove(part))
        raise
    # Another call may have replaced the temporary file meanwhile.
    if await _size(upload, sftp, part) == size and await _rename(upload, sftp, part):
        await _remove_older_parts(upload, sftp)
    elif await _is_there(upload, sftp):
        upload.already_there = True
    else:
        raise SftpError(
            "the temporary file disappeared from the server before it got its final name, so there is no final file; "
            "is the same file being uploaded twice at once?",
            code="NO_SUCH_FILE",
        )


async def _within(upload: Upload, work: Awaitable[_T]) -> _T:
    """Wait for the server, at most for the idle timeout."""
    try:
        async with asyncio.timeout(upload.idle_timeout):
            return await work
    except TimeoutError as error:
        raise idle_error(upload.idle_timeout) from error


async def _choose_folder(upload: Upload, sftp: asyncssh.SFTPClient) -> None:
    if upload.folder is not None:
        return
    folder = upload.target.folder
    if folder is None:
        now = today()
        folder = f"{now:%Y-%m-%d}"
        yesterday = f"{now - timedelta(days=1):%Y-%m-%d}"
        # An upload that broke off before midnight is continued in its folder.
        if upload.resume and await _size(upload, sftp, posixpath.join(yesterday, upload.part)) is not None:
            folder = yesterday
    if folder and not await _within(upload, sftp.isdir(folder)):
        await _within(upload, sftp.makedirs(folder, exist_ok=True))
    upload.folder = folder


async def _size(upload: Upload, sftp: asyncssh.SFTPClient, path: str) -> int | None:
    """The size of a file on the server; None when there is none."""
    try:
        return (await _within(upload, sftp.stat(path))).size or 0
    except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
        return None


async def _is_there(upload: Upload, sftp: asyncssh.SFTPClient) -> bool:
    """Whether the final file exists with the same content; a different one is an error unless it may be replaced."""
    size = await _size(upload, sftp, upload.path)
    if size is None:
        return False
    if upload.local.rewindable and size == upload.local.size:
        # Where the server does not allow reading, the file counts as different.
        with suppress(asyncssh.SFTPPermissionDenied, asyncssh.SFTPFailure, asyncssh.SFTPOpUnsupported):
            if await _same_until(upload, sftp, upload.path, 0, size) == size:
                await to_thread(upload.local.skip, size)
                await to_thread(upload.local.check_unchanged)
                return True
    if not upload.overwrite:
        raise _exists()
    return False


async def _resume_point(upload: Upload, sftp: asyncssh.SFTPClient, part: str) -> int:
    """How many bytes on the server can be kept."""
    local = upload.local
    if not upload.resume or not local.rewindable or local.size is None:
        return 0
    there = await _size(upload, sftp, part)
    if not there or there > local.size:
        return 0
    # One block more than may be wrong: it must be the same, or this is not the beginning of this file.
    start = max(0, there - WINDOW - BLOCK)
    try:
        same = await _same_until(upload, sftp, part, start, there)
    except (asyncssh.SFTPPermissionDenied, asyncssh.SFTPFailure, asyncssh.SFTPOpUnsupported):
        return 0
    return same if start == 0 or same - start >= BLOCK else 0


async def _same_until(upload: Upload, sftp: asyncssh.SFTPClient, path: str, start: int, stop: int) -> int:
    """The offset of the first difference between the server's file and the local one; ``stop`` when there is none."""
    remote = await _within(upload, sftp.open(path, "rb"))
    try:
        while start < stop:
            length = min(_COMPARE_SIZE, stop - start)
            theirs = await _within(upload, _read(remote, length, start))
            ours = await to_thread(upload.local.at, start, length)
            if theirs != ours or not ours:
                return start + _common_length(theirs, ours)
            start += length
        return start
    finally:
        with suppress(asyncssh.Error):
            await _within(upload, remote.close())


async def _read(remote: asyncssh.SFTPClientFile, length: int, start: int) -> bytes:
    # asyncssh declares str or bytes; a file opened in binary mode gives bytes.
    return cast(bytes, await remote.read(length, start))  # pyright: ignore[reportUnknownMemberType]


def _common_length(one: bytes, other: bytes) -> int:
    """The length of the common beginning of two blocks, by binary search."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


async def _send(upload: Upload, sftp: asyncssh.SFTPClient, part: str, offset: int) -> int:
    """Write everything from an offset on, and return the size of the server's file."""
    if not offset:
        # Removed instead of emptied: another call that still writes to it could leave a hole in the new content.
        with suppress(asyncssh.SFTPError):
            await _within(upload, sftp.remove(part))
    # block_size=0: one request for each write; the pipeline is here.
    remote = await _within(upload, sftp.open(part, "r+b" if offset else "wb", block_size=0))
    block = min(BLOCK, sftp.limits.max_write_len or BLOCK)
    pending: deque[asyncio.Task[int]] = deque()
    await upload.report(offset)
    try:
        while piece := await to_thread(upload.local.next):
            for start in range(0, len(piece), block):
                if len(pending) * block >= WINDOW:
                    await _confirm(upload, sftp, pending)
                data = piece[start : start + block]
                pending.append(asyncio.create_task(remote.write(data, offset)))
                offset += len(data)
        while pending:
            await _confirm(upload, sftp, pending)
        size = (await _within(upload, remote.stat())).size or 0
    except IntegrityError:
        # The file will be removed; some servers refuse that while it is open.
        with suppress(asyncssh.Error):
            await _within(upload, remote.close())
        raise
    finally:
        for task in pending:
            _cancelled = task.cancel()
        _ended = await asyncio.gather(*pending, return_exceptions=True)
    await _within(upload, remote.close())
    return size


async def _confirm(upload: Upload, sftp: asyncssh.SFTPClient, pending: deque[asyncio.Task[int]]) -> None:
    """Wait until the server has confirmed the oldest block."""
    task = pending[0]
    try:
        written = task.result() if task.done() else await _within(upload, task)
    except asyncssh.SFTPFailure:
        await _check_disk_full(upload, sftp)
        raise
    _oldest = pending.popleft()
    await upload.report(upload.confirmed + written)


async def _check_disk_full(upload: Upload, sftp: asyncssh.SFTPClient) -> None:
    """Raise an SftpError when the disk is full; version 3 of the protocol has no status of its own for that."""
    space: asyncssh.SFTPVFSAttrs | None = None
    with suppress(asyncssh.Error):
        space = await _within(upload, sftp.statvfs(upload.folder or "."))
    if space is not None and space.bavail * space.frsize < WINDOW:
        raise SftpError(
            "the SFTP server's disk is full; there is no final file", code="NO_SPACE_ON_FILESYSTEM"
        )


async def _rename(upload: Upload, sftp: asyncssh.SFTPClient, part: str) -> bool:
    """Give the file its final name; false when the temporary file is gone."""
    try:
        await _move(upload, sftp, part)
    except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
        return False
    return True


async def _move(upload: Upload, sftp: asyncssh.SFTPClient, part: str) -> None:
    """Rename in one step, replacing an existing file only with ``overwrite``."""
    final = upload.path
    if upload.overwrite:
        try:
            await _within(upload, sftp.posix_rename(part, final))
        except asyncssh.SFTPOpUnsupported:
            with suppress(asyncssh.SFTPNoSuchFile):
                await _within(upload, sftp.remove(final))
            await _within(upload, sftp.rename(part, final))
        return
    # By the protocol a plain rename never replaces a file. Check first, for servers that do it nevertheless.
    if await _size(upload, sftp, final) is not None:
        raise _exists()
    try:
        await _within(upload, sftp.rename(part, final))
    except (asyncssh.SFTPFailure, asyncssh.SFTPFileAlreadyExists, asyncssh.SFTPOpUnsupported):
        if await _size(upload, sftp, final) is not None:
            raise _exists() from None
        await _within(upload, sftp.posix_rename(part, final))


async def _remove_older_parts(upload: Upload, sftp: asyncssh.SFTPClient) -> None:
    """Remove what broken uploads of other versions of this file left behind, best effort."""
    part = part_name(upload.target, upload.name)
    entries = 0
    with suppress(asyncssh.Error, OSError):
        async with asyncio.timeout(upload.idle_timeout):
            async for entry in sftp.scandir(upload.folder or "."):
                name = entry.filename if isinstance(entry.filename, str) else ""
                if part.matches(name):
                    await sftp.remove(posixpath.join(upload.folder or "", name))
                entries += 1
                if entries == _MOST_ENTRIES:
                    return


def _exists() -> RemoteFileExists:
    return RemoteFileExists(
        "the server has a different file of this name already; give another name, or overwrite=True to replace it",
        code="FILE_ALREADY_EXISTS",
    )
