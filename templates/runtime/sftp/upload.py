"""Upload of huge files by SFTP, for providers that take large files that way. Needs ``pip install 'clientome[sftp]'``.

:func:`sftp_upload` blocks, :func:`sftp_upload_async` is the same for asyncio; the blocking one runs the other in a thread of its own,
so that it works in notebooks too, where a loop runs already.

A broken upload is continued: within one call after a pause, and by calling again after the process ended. What
``sftp_transfer`` says about temporary names and verification holds for both.
"""

from __future__ import annotations

import asyncio
import logging
import random
import threading
import time
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..base import errors, timing
from ..base.errors import BodyError, ConfigurationError, TransportError
from ..base.frames import guarded
from ..base.options import DEFAULT_RETRIES, DEFAULT_TIMEOUT, Timeout
from ..base.sftp_target import (
    HostKeyError,
    LoginError,
    RemoteFileExists,
    SftpError,
    SftpTarget,
    SftpUploaded,
    checked_name,
    part_name,
)
from ..body.inputs import FileInput, Source
from ..http.quiet import aquietly, install
from .local import LocalFile

if TYPE_CHECKING:
    from .transfer import Upload

__all__ = [
    "HostKeyError",
    "LoginError",
    "RemoteFileExists",
    "SftpError",
    "SftpTarget",
    "SftpUploaded",
    "sftp_upload_async",
    "sftp_upload",
]

logger = logging.getLogger("clientome")

_WAKE = 1.0  # a wait without limit cannot be interrupted from the keyboard on Windows


@guarded
async def sftp_upload_async(
    target: SftpTarget,
    file: FileInput | Source,
    *,
    name: str | None = None,
    on_progress: Callable[[int, int | None], object] | None = None,
    resume: bool = True,
    overwrite: bool = False,
    retries: int = DEFAULT_RETRIES,
    timeout: Timeout | float | None = None,  # noqa: ASYNC109 - limits each silence, not the whole
) -> SftpUploaded:
    """Upload one file under asyncio; see :func:`sftp_upload`. ``on_progress`` is called in the loop and should be quick."""
    install()
    started = time.monotonic()
    server = target.server
    limits = Timeout.of(timeout, DEFAULT_TIMEOUT)
    transfer = await asyncio.to_thread(_transfer_module)
    local = await asyncio.to_thread(LocalFile.of, file)
    try:
        job = transfer.Upload(
            target=target,
            local=local,
            name=checked_name(target, local.name if name is None else name),
            silence=limits.write,
            resume=resume,
            overwrite=overwrite,
            on_progress=on_progress,
        )
        _allowed = part_name(target, job.name)
        try:
            async with asyncio.timeout(limits.total):
                await aquietly(_attempts(job, limits, retries))
        except TimeoutError as error:
            raise _out_of_time(limits) from error
        seconds = time.monotonic() - started
        logger.info("sftp upload of %d bytes to %s in %.3f s", local.position, server, seconds)
        return SftpUploaded(
            remote_path=job.path,
            size=local.position,
            sha256=local.sha256(),
            seconds=seconds,
            resumed_from=job.resumed_from,
            already_there=job.already_there,
        )
    finally:
        await asyncio.to_thread(local.close)


@guarded
def sftp_upload(
    target: SftpTarget,
    file: FileInput | Source,
    *,
    name: str | None = None,
    on_progress: Callable[[int, int | None], object] | None = None,
    resume: bool = True,
    overwrite: bool = False,
    retries: int = DEFAULT_RETRIES,
    timeout: Timeout | float | None = None,
) -> SftpUploaded:
    """Upload one file and return where it is and its digest.

    ``file`` is a path, bytes, an open binary file or any other file input; it is never held in memory as a whole.
    ``name`` is the file name on the server, by default that of the file. ``on_progress`` is called with the bytes that
    the server has confirmed and the total (``None`` where that is not known); what it raises ends the upload.

    ``resume`` continues what an earlier call left behind, if it is the beginning of this very file. A file of the same
    name with other content is left alone (:class:`RemoteFileExists`), unless ``overwrite`` is true.

    ``retries`` is how often to connect again in a row without any progress between. ``timeout`` limits connecting and
    each silence of the server; as a :class:`Timeout`, ``total`` limits the whole call.

    Raises :class:`HostKeyError` for a server whose key is not known, :class:`LoginError` for refused credentials,
    :class:`SftpError` for what the server refuses, ``IntegrityError`` when the file changes meanwhile, and another
    ``TransportError`` when the connection fails for good. Only without an error there is a final file.
    """
    progress = _Relay(on_progress)

    async def work() -> SftpUploaded:
        return await sftp_upload_async(
            target,
            file,
            name=name,
            on_progress=None if on_progress is None else progress.put,
            resume=resume,
            overwrite=overwrite,
            retries=retries,
            timeout=timeout,
        )

    thread = _LoopThread(work, progress)
    return thread.result()


@dataclass(slots=True, repr=False)
class SftpJob:
    """An upload that is part of a longer flow."""

    target: SftpTarget
    source: Source
    on_progress: Callable[[int, int | None], object] | None
    retries: int
    timeout: Timeout

    def run(self) -> SftpUploaded:
        """Upload, blocking."""
        return sftp_upload(self.target, self.source, **self._settings())

    async def arun(self) -> SftpUploaded:
        """Upload under asyncio."""
        return await sftp_upload_async(self.target, self.source, **self._settings())

    def _settings(self) -> dict[str, Any]:
        return {"on_progress": self.on_progress, "retries": self.retries, "timeout": self.timeout}


async def _attempts(job: Upload, limits: Timeout, retries: int) -> None:
    """Attempt after attempt, as long as each gets further or there are repeats left."""
    from . import session, transfer

    repeat = 0
    reached = -1
    number = 1
    while True:
        try:
            async with session.session(job.target, limits, job.name) as client:
                await transfer.attempt(job, client)
            return
        except TransportError as error:
            error.attempts = number
            final = isinstance(error, (HostKeyError, LoginError, BodyError)) or not job.local.rewindable
            repeat = 1 if job.confirmed > reached >= 0 else repeat + 1
            reached = max(reached, job.confirmed)
            if final or repeat > retries:
                raise
            logger.info(
                "sftp upload to %s broke off at byte %d: %s",
                job.target.host,
                job.confirmed,
                type(error).__name__,
            )
        await asyncio.sleep(timing.REPEATS.delay(repeat, random.random()))  # noqa: S311 - jitter, not a secret
        number += 1
        # What is on the server now is our own, whatever was there before.
        job.resume = True


def _transfer_module() -> Any:
    try:
        from . import transfer
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "asyncssh":
            raise
        raise ConfigurationError(
            "uploading by SFTP needs an additional package: pip install 'clientome[sftp]'"
        ) from None
    return transfer


def _out_of_time(limits: Timeout) -> errors.TimeoutError:
    error = errors.TimeoutError(
        f"the upload took longer than {limits.total} s; call again to continue where it stopped",
        phase="total",
    )
    error.is_retry_safe = True
    return error


class _Relay:
    """Carries progress to the calling thread: only the latest, so that a slow reader holds nothing up."""

    def __init__(self, callback: Callable[[int, int | None], object] | None) -> None:
        self._callback = callback
        self._latest: deque[tuple[int, int | None]] = deque(maxlen=1)
        self.awake = threading.Event()

    def put(self, done: int, total: int | None) -> None:
        """From the working thread."""
        self._latest.append((done, total))
        self.awake.set()

    def deliver(self) -> None:
        """In the calling thread."""
        if self._latest and self._callback is not None:
            _ignored = self._callback(*self._latest.popleft())


class _LoopThread:
    """A coroutine in a loop and thread of its own, while the calling thread reports progress and can interrupt."""

    def __init__(self, work: Callable[[], Coroutine[Any, Any, SftpUploaded]], progress: _Relay) -> None:
        self._work = work
        self._progress = progress
        self._ready = threading.Event()
        self._finished = False
        self._cancel: Callable[[], object] = lambda: None
        self._outcome: SftpUploaded | BaseException | None = None

    async def _main(self) -> SftpUploaded:
        loop = asyncio.get_running_loop()
        task = asyncio.ensure_future(self._work())
        self._cancel = lambda: loop.call_soon_threadsafe(task.cancel)
        self._ready.set()
        return await task

    def _run(self) -> None:
        try:
            with asyncio.Runner() as runner:
                self._outcome = runner.run(self._main())
        except BaseException as error:  # handed to the calling thread
            self._outcome = error
        finally:
            self._finished = True
            self._ready.set()
            self._progress.awake.set()

    def result(self) -> SftpUploaded:
        """Run to the end. An interrupt of the calling thread ends the upload first, then goes on."""
        thread = threading.Thread(target=self._run, name="clientome-sftp")
        thread.start()
        try:
            while not self._finished:
                _woken = self._progress.awake.wait(_WAKE)
                self._progress.awake.clear()
                self._progress.deliver()
        except BaseException:
            _started = self._ready.wait()
            with suppress(RuntimeError):  # the loop ended by itself meanwhile
                _handle = self._cancel()
            thread.join()
            raise
        thread.join()
        self._progress.deliver()
        if isinstance(self._outcome, SftpUploaded):
            return self._outcome
        raise self._outcome or RuntimeError("the upload ended without a result")
