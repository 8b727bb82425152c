"""One attempt to bring a file onto an SFTP server, over a session that is logged in.

Rules:

- Content goes to a temporary name. Only when all of it is there, of the right size, and the local file did not change
  meanwhile, is it renamed. The final name never holds half a file.
- Writes are pipelined, but no more than ``WINDOW`` bytes are unconfirmed at any time. So whatever a broken connection
  left behind, a wrong byte can only be among the last ``WINDOW`` ones.
- Before a broken upload is continued, that window is read back and compared. Sending goes on where it stops being
  the same; when nothing of it is the same, from the beginning.
- Calls that upload the same file at the same time share a temporary name. They write the same bytes, never to a file
  that was emptied meanwhile, so one of them finishes and the other finds the file there.
- A different file under the final name stays untouched unless overwriting is asked for.
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
from .session import stalled

WINDOW = 2 * 1024 * 1024
BLOCK = 128 * 1024
_COMPARED = 1024 * 1024
_REPORTED = 256 * 1024
# A folder with more entries takes longer to list than leftovers are worth.
_LOOKED_AT = 2000

Progress = Callable[[int, int | None], object]
_T = TypeVar("_T")


def today() -> datetime:
    """The date that names folders."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Upload:
    """What to upload where, and how far it came. One value lives through all attempts of a call."""

    target: SftpTarget
    local: LocalFile
    name: str
    silence: float | None
    resume: bool
    overwrite: bool
    on_progress: Progress | None
    confirmed: int = 0
    resumed_from: int = 0
    already_there: bool = False
    folder: str | None = None
    token: str = ""
    _reported: int = -1

    @property
    def part(self) -> str:
        """The name while the file is incomplete."""
        return part_name(self.target, self.name).of(self.token)

    @property
    def path(self) -> str:
        """The final path on the server."""
        return posixpath.join(self.folder or "", self.name)

    async def report(self, done: int) -> None:
        """Tell the caller, but not for every block."""
        self.confirmed = done
        step = done - self._reported
        if self.on_progress is not None and (step >= _REPORTED or step < 0 or done == self.local.size):
            self._reported = done
            told: Any = self.on_progress(done, self.local.size)
            if hasattr(told, "__await__"):
                await told


async def attempt(upload: Upload, sftp: asyncssh.SFTPClient) -> None:
    """Bring the file to its final name, or fail in a way that the next attempt can build on."""
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
        # Whatever is there is of no use to anybody, and may be somebody's data.
        with suppress(asyncssh.Error):
            await _within(upload, sftp.remove(part))
        raise
    # What the path leads to now need not be what was written.
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
    """Wait for the server, but not longer than it may be silent."""
    try:
        async with asyncio.timeout(upload.silence):
            return await work
    except TimeoutError as error:
        raise stalled(upload.silence) from error


async def _choose_folder(upload: Upload, sftp: asyncssh.SFTPClient) -> None:
    if upload.folder is not None:
        return
    folder = upload.target.folder
    if folder is None:
        now = today()
        folder = f"{now:%Y-%m-%d}"
        yesterday = f"{now - timedelta(days=1):%Y-%m-%d}"
        # What broke off before midnight is continued where it is.
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
    """Whether the final file exists with this very content; a different one is an error unless it may be replaced."""
    size = await _size(upload, sftp, upload.path)
    if size is None:
        return False
    if upload.local.rewindable and size == upload.local.size:
        # A server that lets nobody read leaves the question open: then the file counts as different.
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
    # One block more than may be wrong: it has to be the same, or this is not the beginning of our file.
    start = max(0, there - WINDOW - BLOCK)
    try:
        same = await _same_until(upload, sftp, part, start, there)
    except (asyncssh.SFTPPermissionDenied, asyncssh.SFTPFailure, asyncssh.SFTPOpUnsupported):
        return 0
    return same if start == 0 or same - start >= BLOCK else 0


async def _same_until(upload: Upload, sftp: asyncssh.SFTPClient, path: str, start: int, stop: int) -> int:
    """Where the server's content stops being that of the local file, ``stop`` when all of it is the same."""
    remote = await _within(upload, sftp.open(path, "rb"))
    try:
        while start < stop:
            length = min(_COMPARED, stop - start)
            theirs = await _within(upload, _read(remote, length, start))
            ours = await to_thread(upload.local.at, start, length)
            if theirs != ours or not ours:
                return start + _common(theirs, ours)
            start += length
        return start
    finally:
        with suppress(asyncssh.Error):
            await _within(upload, remote.close())


async def _read(remote: asyncssh.SFTPClientFile, length: int, start: int) -> bytes:
    # asyncssh declares str or bytes; a file opened in binary mode gives bytes.
    return cast(bytes, await remote.read(length, start))  # pyright: ignore[reportUnknownMemberType]


def _common(one: bytes, other: bytes) -> int:
    """How many bytes two blocks have in common at their beginning; found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


async def _send(upload: Upload, sftp: asyncssh.SFTPClient, part: str, offset: int) -> int:
    """Write everything from an offset on; the size that the server then has."""
    if not offset:
        # Removed instead of emptied: another call that still writes to it could leave a hole in what comes now.
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
        # The file will be removed, which some servers refuse while it is open.
        with suppress(asyncssh.Error):
            await _within(upload, remote.close())
        raise
    finally:
        for task in pending:
            _asked = task.cancel()
        _ended = await asyncio.gather(*pending, return_exceptions=True)
    await _within(upload, remote.close())
    return size


async def _confirm(upload: Upload, sftp: asyncssh.SFTPClient, pending: deque[asyncio.Task[int]]) -> None:
    """Wait until the server has taken the oldest block."""
    task = pending[0]
    try:
        written = task.result() if task.done() else await _within(upload, task)
    except asyncssh.SFTPFailure:
        await _blame_full_disk(upload, sftp)
        raise
    _oldest = pending.popleft()
    await upload.report(upload.confirmed + written)


async def _blame_full_disk(upload: Upload, sftp: asyncssh.SFTPClient) -> None:
    """Version 3 of the protocol has one status for a full disk and for everything else: ask for the space left."""
    room: asyncssh.SFTPVFSAttrs | None = None
    with suppress(asyncssh.Error):
        room = await _within(upload, sftp.statvfs(upload.folder or "."))
    if room is not None and room.bavail * room.frsize < WINDOW:
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
    """Rename in one step, replacing what is there only where that is wanted."""
    final = upload.path
    if upload.overwrite:
        try:
            await _within(upload, sftp.posix_rename(part, final))
        except asyncssh.SFTPOpUnsupported:
            with suppress(asyncssh.SFTPNoSuchFile):
                await _within(upload, sftp.remove(final))
            await _within(upload, sftp.rename(part, final))
        return
    # The plain rename refuses to replace a file on servers that follow the protocol; look for those that do not.
    if await _size(upload, sftp, final) is not None:
        raise _exists()
    try:
        await _within(upload, sftp.rename(part, final))
    except (asyncssh.SFTPFailure, asyncssh.SFTPFileAlreadyExists, asyncssh.SFTPOpUnsupported):
        if await _size(upload, sftp, final) is not None:
            raise _exists() from None
        await _within(upload, sftp.posix_rename(part, final))


async def _remove_older_parts(upload: Upload, sftp: asyncssh.SFTPClient) -> None:
    """Remove what broken uploads of other versions of this file left behind. Not being able to is no failure."""
    part = part_name(upload.target, upload.name)
    looked_at = 0
    with suppress(asyncssh.Error, OSError):
        async with asyncio.timeout(upload.silence):
            async for entry in sftp.scandir(upload.folder or "."):
                name = entry.filename if isinstance(entry.filename, str) else ""
                if part.matches(name):
                    await sftp.remove(posixpath.join(upload.folder or "", name))
                looked_at += 1
                if looked_at == _LOOKED_AT:
                    return


def _exists() -> RemoteFileExists:
    return RemoteFileExists(
        "the server has a different file of this name already; give another name, or overwrite=True to replace it",
        code="FILE_ALREADY_EXISTS",
    )
