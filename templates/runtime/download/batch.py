"""Many files into one folder, several at a time.

Rules:

- Relative paths come from a manifest and are not trusted: none leaves the folder, also not through a symbolic link.
  Each names its file: a folder or a link of that name is in the way, and no name of the server counts.
- Two paths that the file system takes for one (where case does not count, for example) are refused.
- A file that is there already and right (digest, else size) counts as done; without either the server is asked for
  the size. One that is there and different is replaced only with ``overwrite``.
- The first failure stops all others and is raised; a note on it says how many files are complete. Those stay, and a
  second call does the rest.
- Files are taken one by one as places become free, so the list may be long, or made on the way.
"""

from __future__ import annotations

import errno
import os
import stat
import threading
import unicodedata
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from ..base.errors import ArgumentError
from ..base.options import RequestOptions, Timeout, deadline_of, whole_number
from ..base.timing import NEVER, Deadline
from ..call.binary import Progress
from ..files.atomic import SaveError
from ..files.integrity import Verifier
from ..files.names import relative_parts
from ..flow.effects import Flow, call_back, now, offload
from .copy import Stopped
from .download import DownloadOptions, DownloadOrigin, save


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadItem:
    """One file: its relative POSIX path, where it comes from, and what is known."""

    relative: str
    origin: Callable[[Deadline], Flow[DownloadOrigin]]
    size: int | None = None
    digests: Mapping[str, bytes] = field(default_factory=dict[str, bytes])


FileListing: TypeAlias = Callable[[Deadline], Flow[tuple[Iterable[DownloadItem], int | None]]]
"""Gets the files, and their size together where that is known."""

_SUFFIXES = (".part", ".part.json")
_BLOCK = 1 << 20
MOST_PARALLEL = 1000


class CombinedProgress:
    """Bytes of all files together, for one progress callback that is never called twice at a time."""

    def __init__(self, on_progress: Progress | None, total: int | None) -> None:
        self._on_progress = on_progress
        self._total = total
        self._done: int = 0
        self._lock = threading.Lock()

    def of_one(self) -> Progress:
        """The callback for one file."""
        before = 0

        def tell(done: int, total: int | None) -> Any:
            nonlocal before
            with self._lock:
                self._done += done - before
                before = done
                return None if self._on_progress is None else self._on_progress(self._done, self._total)

        return tell


class BatchDownload:
    """What is to be saved, and how far it is. ``options`` and ``timeout`` limit the time for all of it."""

    def __init__(
        self,
        listing: FileListing,
        folder: Path,
        parallel: int,
        overwrite: bool,
        on_progress: Progress | None,
        options: RequestOptions,
        timeout: Timeout,
    ) -> None:
        self.folder = folder
        self.parallel = whole_number(parallel, "parallel", least=1, most=MOST_PARALLEL)
        self.overwrite = overwrite
        self.complete = 0
        self.paths: list[Path | None] = []
        self.stop = threading.Event()
        self._listing = listing
        self._limits = options, timeout
        self._deadline = NEVER
        self._items: Iterator[DownloadItem] = iter(())
        self._seen: dict[str, list[str]] = {}
        self._on_progress = on_progress
        self._progress = CombinedProgress(on_progress, None)
        self._lock = threading.Lock()

    def prepare(self) -> Flow[None]:
        """Look at the folder, and learn what there is."""
        self._deadline = deadline_of(*self._limits, (yield from now()))
        there = yield from offload(lambda: os.path.isdir(self.folder))
        if not there:
            raise SaveError(errno.ENOENT, f"{self.folder} is not a folder")
        items, total = yield from self._listing(self._deadline)
        self._items = iter(items)
        self._progress = CombinedProgress(self._on_progress, total)

    def flows(self) -> Iterator[Flow[None]]:
        """A flow for each file, made when it is asked for."""
        for item in self._items:
            if self.stop.is_set():
                return
            parts = relative_parts(item.relative)
            self._claim("/".join(parts))
            number = len(self.paths)
            self.paths.append(None)
            yield self._bring(number, item, parts)

    def _claim(self, name: str) -> None:
        """Refuse names that would be written twice, or that are those of another one's unfinished file."""
        for alike in [name, *(name + suffix for suffix in _SUFFIXES), *_unfinished(name)]:
            others = self._seen.get(_folded(alike), [])
            if alike in others or any(are_one(self.folder, other, alike) for other in others):
                raise ArgumentError(
                    "two relative paths of the list are the same on this file system, or one is the other's "
                    "unfinished file",
                    "relative_path",
                )
        self._seen.setdefault(_folded(name), []).append(name)

    def _bring(self, number: int, item: DownloadItem, parts: tuple[str, ...]) -> Flow[None]:
        target = yield from offload(lambda: make_parents(self.folder, parts))
        tell_one = self._progress.of_one()
        there = yield from offload(lambda: is_complete(target, item.size, item.digests, self.stop.is_set))
        if there:
            _told = yield from call_back(tell_one, item.size or 0, item.size or 0)
        else:
            origin = yield from item.origin(self._deadline)
            wanted = DownloadOptions(
                target=target,
                exact=True,
                overwrite=self.overwrite,
                keep=item.size is None and not item.digests,
                size=item.size,
                digests=item.digests,
                deadline=self._deadline,
                on_progress=tell_one,
                stopped=self.stop.is_set,
            )
            target = yield from save(origin, wanted)
        self.paths[number] = target
        with self._lock:
            self.complete += 1

    def result(self) -> list[Path]:
        """The paths in the order of the rows."""
        return [path for path in self.paths if path is not None]

    def noted(self, error: BaseException) -> BaseException:
        """The failure, saying how far everything came."""
        error.add_note(f"{self.complete} files of this list are complete and stay; call again for the rest")
        return error


def _unfinished(name: str) -> list[str]:
    return [name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix)]


def _folded(name: str) -> str:
    """What names have in common that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def are_one(folder: Path, one: str, other: str) -> bool:
    """Whether the file system of a folder takes two relative paths for one. Blocks."""
    import tempfile

    try:
        with tempfile.TemporaryDirectory(prefix=".clientome-", dir=folder) as scratch:
            path = Path(scratch, one)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
            return os.path.lexists(Path(scratch, other))
    except OSError:
        # Where it cannot be tried out nothing is risked.
        return True


def make_parents(folder: Path, parts: tuple[str, ...]) -> Path:
    """The path of a file below the folder, whose folders are made; none of them may be a symbolic link. Blocks."""
    current = folder
    for part in parts[:-1]:
        current = current / part
        try:
            os.mkdir(current)
        except FileExistsError:
            pass
        except OSError as error:
            raise SaveError(
                error.errno or 0, f"the folder {current} cannot be made: {error.strerror}"
            ) from error
        if not stat.S_ISDIR(os.lstat(current).st_mode):
            raise SaveError(
                0, f"{current} is a symbolic link or a file: what belongs below it would land elsewhere"
            )
    return current / parts[-1]


def is_complete(
    target: Path, size: int | None, digests: Mapping[str, bytes], stopped: Callable[[], bool]
) -> bool:
    """Whether the file is there and right, as far as size or digest are known. Blocks."""
    if not os.path.lexists(target) or (size is None and not digests):
        return False
    right = stat.S_ISREG(os.lstat(target).st_mode) and (size is None or target.stat().st_size == size)
    if right and digests:
        verifier = Verifier(digests)
        block = memoryview(bytearray(_BLOCK))
        with open(target, "rb", buffering=0) as file:
            while (count := file.readinto(block)) and not stopped():
                verifier.update(block[:count])
        right = verifier.matches()
    return right


def save_all(run: Callable[[Flow[None]], None], batch: BatchDownload) -> list[Path]:
    """Save all files, blocking, in as many threads as may run in parallel."""
    from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

    run(batch.prepare())
    running: set[Future[None]] = set()
    failure: BaseException | None = None
    with ThreadPoolExecutor(batch.parallel, thread_name_prefix="clientome-save") as pool:
        try:
            for flow in batch.flows():
                running.add(pool.submit(run, flow))
                if len(running) >= batch.parallel:
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    failure = _first_failure(done)
                    if failure is not None:
                        break
            while running and failure is None:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                failure = _first_failure(done)
        except BaseException as error:
            failure = error
        if failure is not None:
            batch.stop.set()
            _rest = wait(running)
    if failure is not None:
        raise batch.noted(failure)
    return batch.result()


def _first_failure(done: Iterable[Any]) -> BaseException | None:
    failures: list[BaseException | None] = [future.exception() for future in done]
    # Those that were stopped are not the reason.
    return next((error for error in failures if error is not None and not isinstance(error, Stopped)), None)


async def asave_all(run: Callable[[Flow[None]], Awaitable[None]], batch: BatchDownload) -> list[Path]:
    """Save all files in as many tasks as may run in parallel."""
    from asyncio import TaskGroup

    await run(batch.prepare())
    flows = batch.flows()
    failures: list[BaseException] = []

    async def work() -> None:
        try:
            for flow in flows:
                await run(flow)
        except Exception as error:
            failures.append(error)
            raise

    try:
        async with TaskGroup() as group:
            for _worker in range(batch.parallel):
                _task = group.create_task(work())
    except BaseExceptionGroup:
        if not failures:
            raise
        raise batch.noted(failures[0]) from None
    finally:
        batch.stop.set()
    return batch.result()
