"""The body of an open answer to a path or an open file. It is taken once and not continued."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, cast

from ..base import errors
from ..base.options import byte_count
from ..call.binary import Checks, Progress
from ..files.atomic import AtomicFile, check_folder, check_space, target_path
from ..files.integrity import (
    Chunk,
    HashingWriter,
    Verifier,
    content_length,
    declared_digests,
    expected_digests,
    is_encoded,
    merged_digests,
)
from ..files.names import proposed_name, safe_name
from ..http.messages import Response
from .copy import apump, pump
from .transfer import IncompleteError, Transfer


class _File:
    """Writes to a file of the caller."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, data: Chunk) -> None:
        """Write all, also where the file takes less at a time."""
        view = memoryview(data)
        while view:
            # Raw files may write less and tell how much; other objects may tell nothing.
            count = cast("int | None", self._file.write(view))
            view = view[len(view) if count is None else count :]


class _Saving:
    """One body on its way to a target."""

    def __init__(
        self,
        response: Response,
        target: str | os.PathLike[str] | IO[bytes],
        overwrite: bool,
        checks: Checks,
        on_progress: Progress | None,
    ) -> None:
        self._response = response
        self._target = target
        self._overwrite = overwrite
        self._size = byte_count(checks.size)
        self._digests = expected_digests(checks.sha256, checks.md5)
        self._on_progress = on_progress
        self._scratch: AtomicFile | None = None
        self._ended = False

    def begin(self) -> Transfer:
        """Make the file. Blocks."""
        headers = self._response.headers
        total = None if is_encoded(headers) else content_length(headers)
        if self._size is not None and total is not None and self._size != total:
            raise errors.IntegrityError(
                f"the server has {total} bytes instead of the expected {self._size}: another content"
            )
        self._size = total if self._size is None else self._size
        self._verifier = Verifier(merged_digests(self._digests, declared_digests(headers)))
        return Transfer(
            self._response,
            HashingWriter(self._open().write, self._verifier),
            total=self._size,
            limit=self._size,
            on_progress=self._on_progress,
        )

    def _open(self) -> AtomicFile | _File:
        target = self._target
        if not isinstance(target, (str, os.PathLike)) and hasattr(target, "write"):
            return _File(target)
        path = target_path(target, "target")
        if os.path.isdir(path):
            path /= safe_name(proposed_name(self._response.headers.get("content-disposition", "")))
        check_folder(path)
        check_space(path, self._size or 0)
        self._scratch = AtomicFile(path, overwrite=self._overwrite)
        if self._ended:
            self._scratch.discard()
        self._scratch.create()
        return self._scratch

    def finish(self, transfer: Transfer) -> Path | None:
        """Check and move. Blocks."""
        if self._size is not None and transfer.done != self._size:
            raise IncompleteError(f"the content broke off after {transfer.done} of {self._size} bytes")
        self._verifier.check()
        return None if self._scratch is None else self._scratch.finish()

    def abandon(self) -> None:
        """Remove what was written. Blocks."""
        self._ended = True
        if self._scratch is not None:
            self._scratch.discard()


def _broken(error: errors.ProtocolError, transfer: Transfer) -> IncompleteError:
    of = "" if transfer.total is None else f" of {transfer.total}"
    return IncompleteError(f"the content broke off after {transfer.done}{of} bytes: {error}")


def save_body(
    response: Response,
    target: str | os.PathLike[str] | IO[bytes],
    overwrite: bool,
    checks: Checks,
    on_progress: Progress | None,
) -> Path | None:
    """Write the body of a response, blocking."""
    try:
        saving = _Saving(response, target, overwrite, checks, on_progress)
        try:
            transfer = saving.begin()
            try:
                pump(transfer)
            except errors.ProtocolError as error:
                raise _broken(error, transfer) from error
            return saving.finish(transfer)
        except BaseException:
            saving.abandon()
            raise
    finally:
        response.close()


async def asave_body(
    response: Response,
    target: str | os.PathLike[str] | IO[bytes],
    overwrite: bool,
    checks: Checks,
    on_progress: Progress | None,
) -> Path | None:
    """Write the body of a response under asyncio; files are the business of threads."""
    from asyncio import to_thread

    try:
        saving = _Saving(response, target, overwrite, checks, on_progress)
        try:
            transfer = await to_thread(saving.begin)
            try:
                await apump(transfer)
            except errors.ProtocolError as error:
                raise _broken(error, transfer) from error
            return await to_thread(saving.finish, transfer)
        except BaseException:
            await to_thread(saving.abandon)
            raise
    finally:
        await response.aclose()
