"""One content to a file: verified, continued where it broke off, never half and never over another file.

Rules:

- The bytes go into ``<name>.part``, with a note beside it, and move to the name when size and digests are right.
- A part is continued (Range) only when the rest must belong to it: the note names the same source, and either a
  validator guards the request (If-Range) and the answer repeats it, or a digest that the caller knows guards the
  result. Otherwise, and whenever the answer does not fit, the download starts from nothing: servers that ignore
  If-Range exist.
- A broken body is continued within the call as long as new bytes come; without new bytes as often as the call may be
  repeated. Only operations that may be repeated are.
- Content that is proven wrong is removed. Content that is merely incomplete stays for the next call.
- An answer that is open already comes once: it is not continued, and nothing of it is kept when it breaks.
- Compressed answers are not asked for, since sizes, ranges and digests are those of the file. Where one comes anyway
  it is decompressed and not continued.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Protocol, cast

from ..base import errors, timing
from ..base.headers import Headers
from ..base.options import byte_count
from ..base.timing import NEVER, Deadline
from ..call.binary import Progress
from ..files.atomic import Scratch, check_folder, check_space, exists, target_path
from ..files.integrity import (
    Piece,
    Sink,
    Verifier,
    confirms,
    content_length,
    content_range,
    declared_digests,
    is_encoded,
    merged_digests,
    takes_ranges,
    unsatisfied_size,
    validator,
    wanted_digests,
)
from ..files.names import proposed_name, safe_name
from ..files.partial import Note, Part
from ..flow.effects import Flow, close, do, now, offload, random, sleep
from ..http.logs import logger
from ..http.messages import Response
from .copy import CopyBody, IncompleteError


class DownloadOrigin(Protocol):
    """Where a content comes from. ``open`` answers with an open success; refusals and failures are raised."""

    identity: str
    name: str
    repeats: int
    repeatable: bool

    @property
    def file_name(self) -> str | None:
        """The name in a folder where the server proposes none."""
        ...

    def open(self, headers: Mapping[str, str], deadline: Deadline) -> Flow[Response]:
        """Ask for the content, with some headers more."""
        ...


class AnswerOrigin:
    """An answer that is open already."""

    identity = ""
    repeats = 0
    repeatable = False
    file_name: str | None = None

    def __init__(self, response: Response, name: str) -> None:
        self.name = name
        self._response = response

    def open(self, headers: Mapping[str, str], deadline: Deadline) -> Flow[Response]:
        """The answer."""
        yield from ()
        return self._response


@dataclass(slots=True, kw_only=True)
class DownloadOptions:
    """What is to be saved where: to a path, or (only an open answer) to an open file.

    A path to a folder gets the name that the server proposes, unless it is ``exact``: then it names the file, and a
    folder there is in the way. ``partial`` is false where the content cannot be continued, so that an incomplete file is
    of no use. ``keep`` takes an existing file of the size that the server tells for the wanted one.
    """

    target: Path | IO[bytes]
    exact: bool = False
    partial: bool = True
    resume: bool = True
    overwrite: bool = False
    keep: bool = False
    size: int | None = None
    digests: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    deadline: Deadline = NEVER
    on_progress: Progress | None = None
    stopped: Callable[[], bool] | None = None


def identity_of(*pieces: object) -> str:
    """A hash that stands for where a content comes from."""
    text = json.dumps(pieces, default=str, sort_keys=True)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class _CallersFile:
    """A file that the caller has opened; what is written to it stays there."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, data: Piece) -> None:
        """Write all, also where the file takes less at a time."""
        view = memoryview(data)
        while view:
            # Raw files may write less and tell how much; other objects may tell nothing.
            count = cast("int | None", self._file.write(view))
            view = view[len(view) if count is None else count :]

    def finish(self) -> None:
        """Nothing: the caller closes it."""

    def discard(self) -> None:
        """Nothing: the caller closes it."""


class Download:
    """The state of one download: what is wanted, what has arrived, and what an answer means for it.

    ``file`` gets the bytes; it is a ``part`` where they may be continued.
    """

    def __init__(self, origin: DownloadOrigin, options: DownloadOptions) -> None:
        self.origin = origin
        self.options = options
        self.file: Part | Scratch | _CallersFile | None = None
        self.part: Part | None = None
        self.verifier = Verifier(options.digests)
        self.total = options.size
        self.done = 0
        self.best = 0
        self.fruitless = 0
        self.breaks = 0
        self.promised: int | None = None
        self.kept: Path | None = None
        self.copy: CopyBody | None = None
        self.ended = False

    @property
    def digest(self) -> str | None:
        """The wanted digest as the note keeps it."""
        return next((value.hex() for value in self.options.digests.values()), None)

    def prepare(self) -> None:
        """Look at the target before anything is sent. Blocks."""
        target = self.options.target
        if not isinstance(target, Path):
            self.file = _CallersFile(target)
        elif self.options.exact or not os.path.isdir(target):
            self._take(target)

    def _take(self, target: Path) -> None:
        check_folder(target)
        if not self.options.partial:
            self.file = file = Scratch(target, overwrite=self.options.overwrite)
            if self.ended:
                file.discard()
            file.create()
            return
        self.file = self.part = part = Part(target, overwrite=self.options.overwrite)
        if self.ended:
            # Cancelled while this runs in a thread.
            part.close()
        part.open(tolerant=self.options.keep)
        if self._may_continue(part):
            self.done = self.best = part.offset
            part.hash_into(self.verifier)

    def _may_continue(self, part: Part) -> bool:
        note, size = part.note, self.options.size
        if note is None or not self.options.resume or part.offset == 0:
            return False
        if size is not None and (part.offset > size or note.size not in (None, size)):
            return False
        if None not in (self.digest, note.digest) and note.digest != self.digest:
            return False
        same = note.identity == self.origin.identity or (
            self.digest is not None and note.digest == self.digest
        )
        return same and (note.validator is not None or self.digest is not None)

    def _belongs(self, headers: Headers, note: Note) -> bool:
        """Whether an answer is of the content that the part is a beginning of.

        Only the same validator says so. Without one in the answer a digest that the caller knows will tell in the end;
        a digest that the beginning declared would not, since the content may rightly have changed.
        """
        confirmed = confirms(headers, note.validator)
        return self.digest is not None if confirmed is None else confirmed

    def headers(self) -> dict[str, str]:
        """What the next request must carry."""
        headers = {"Accept-Encoding": "identity"}
        note = None if self.part is None else self.part.note
        if self.done and note is not None:
            headers["Range"] = f"bytes={self.done}-"
            if note.validator is not None:
                headers["If-Range"] = note.validator
        return headers

    def restart(self) -> None:
        """Forget what has arrived."""
        self.done = 0
        self.verifier = Verifier(self.verifier.expected)

    def accept(self, response: Response) -> bool:
        """Make ready for a body, or tell that it must be asked for in another way. Blocks."""
        headers = response.headers
        if response.status == 206 and self.options.partial:
            return self._accept_rest(response)
        if response.status in (204, 205):
            raise errors.DecodeError(
                f"{self.origin.name}: the provider answered without a content", status=response.status
            )
        total = None if is_encoded(headers) else content_length(headers)
        if self.file is None:
            folder = cast("Path", self.options.target)
            name = safe_name(proposed_name(headers.get("content-disposition", "")), self.origin.file_name)
            self._take(folder / name)
            if self.done and self._fits(headers, total):
                return False
        if self._is_kept(total):
            return True
        self.restart()
        self._expect(headers, total)
        note = Note(
            self.origin.identity,
            None if is_encoded(headers) else validator(headers),
            self.total,
            self.digest,
        )
        if self.part is not None:
            self.part.begin(note)
        return True

    def _fits(self, headers: Headers, total: int | None) -> bool:
        """Whether the part of an earlier call, found late since the name came late, is a beginning of this."""
        note = None if self.part is None else self.part.note
        return (
            note is not None
            and takes_ranges(headers)
            and note.validator == validator(headers)
            and note.size in (None, total)
            and (total is None or self.done < total)
        )

    def _is_kept(self, total: int | None) -> bool:
        if not self.options.keep or self.options.overwrite or self.part is None:
            return False
        target = self.part.target
        try:
            there = os.lstat(target)
        except FileNotFoundError:
            return False
        if total is None or not stat.S_ISREG(there.st_mode) or there.st_size != total:
            raise exists(target)
        self.kept = target
        return True

    def _accept_rest(self, response: Response) -> bool:
        headers = response.headers
        found = content_range(headers)
        note = None if self.part is None else self.part.note
        if not self.done or note is None:
            raise errors.DecodeError(
                f"{self.origin.name}: the server sent a part of the content without being asked for one",
                status=response.status,
            )
        total = note.size if found is None or found[2] is None else found[2]
        fits = (
            found is not None
            and found[0] == self.done
            and not is_encoded(headers)
            # Without a size nobody could tell whether this is all of the rest.
            and total is not None
            and note.size in (None, total)
            and found[1] <= total
            and self._belongs(headers, note)
        )
        if found is None or not fits:
            # Another content, or a server that does not know ranges well.
            self.restart()
            return False
        self._expect(headers, total)
        self.promised = found[1]
        return True

    def _expect(self, headers: Headers, total: int | None) -> None:
        """Take over size and digests that an answer declares."""
        size = self.options.size
        if size is not None and total is not None and size != total:
            raise errors.IntegrityError(
                f"{self.origin.name}: the server has {total} bytes instead of the expected {size}: another content"
            )
        self.total = total if size is None else size
        self.promised = self.total
        # A rest need not repeat the digest that the beginning declared.
        known = self.verifier.expected if self.done else self.options.digests
        expected = merged_digests(known, declared_digests(headers))
        if expected != self.verifier.expected:
            self.verifier = Verifier(expected)
        if self.part is not None and self.verifier.position < self.done:
            self.part.hash_into(self.verifier)
        if self.total is not None and isinstance(self.file, Scratch):
            # What a part holds that is not used will be given back.
            there = 0 if self.part is None else max(self.done, self.part.offset)
            check_space(self.file.target, self.total - there)

    def accept_refusal(self, error: errors.APIError) -> bool:
        """After a 416: whether everything is there already. Otherwise start from nothing, or raise."""
        if error.status != 416 or not self.done or self.part is None:
            raise error
        size = unsatisfied_size(error.headers)
        note = self.part.note
        known = note.size if note is not None and self.total is None else self.total
        # Where the size was never told before, it may be that of another content.
        told = size is not None and known is None and note is not None and self._belongs(error.headers, note)
        if self.done == (size if told else known) and size in (None, self.done):
            self.total = self.done
            return True
        self.restart()
        return False

    def start(self, response: Response) -> CopyBody:
        """The transfer of an accepted body."""
        assert self.file is not None
        options = self.options
        self.copy = CopyBody(
            response,
            Sink(self.file.write, self.verifier),
            done=self.done,
            total=self.total,
            limit=self.promised,
            on_progress=options.on_progress,
            stopped=options.stopped,
        )
        return self.copy

    def arrived(self) -> None:
        """Count what a copy has brought, whole or not."""
        if self.copy is not None:
            self.done = self.copy.done
            if self.part is not None:
                self.part.offset = self.done
            self.copy = None

    def is_complete(self) -> bool:
        """Whether nothing is missing, as far as the size is known."""
        return self.total is None or self.done == self.total

    def finish(self) -> Path | None:
        """Check and move; the path, if there is one. Blocks."""
        if self.kept is not None:
            return self.kept
        assert self.file is not None
        self.verifier.check()
        return self.file.finish()

    def end(self, error: BaseException) -> None:
        """Remove what is wrong, keep what is incomplete. Blocks."""
        self.ended = True
        wrong = isinstance(error, errors.IntegrityError) and not isinstance(error, IncompleteError)
        if self.part is not None and not wrong:
            self.part.close()
        elif self.file is not None:
            self.file.discard()

    def incomplete(self, cause: errors.TransportError | None) -> errors.TransportError:
        """The error for a body that ended too early, again and again."""
        error = cause
        if error is None or isinstance(error, errors.ProtocolError):
            of = "" if self.total is None else f" of {self.total}"
            kept = "; what has arrived is kept, call again to go on" if self.options.partial else ""
            error = IncompleteError(
                f"{self.origin.name}: the content broke off after {self.done}{of} bytes{kept}"
            )
            error.__cause__ = cause
        error.operation = self.origin.name
        error.attempts = self.breaks
        error.is_retry_safe = self.origin.repeatable
        return error


# However much each of them brings, more breaks than this are not a connection.
MAX_BREAKS = 100


def save(origin: DownloadOrigin, options: DownloadOptions) -> Flow[Path]:
    """Bring a content to its path."""
    path = yield from _save(Download(origin, options))
    assert path is not None
    return path


def save_answer(
    response: Response,
    name: str,
    target: str | os.PathLike[str] | IO[bytes],
    *,
    overwrite: bool,
    sha256: str | None,
    md5: str | None,
    size: int | None,
    on_progress: Progress | None,
) -> Flow[Path | None]:
    """Bring the body of an open answer to a path, or into an open file. The caller closes the answer."""
    is_path = isinstance(target, (str, os.PathLike)) or not hasattr(target, "write")
    options = DownloadOptions(
        target=target_path(target, "target") if is_path else cast("IO[bytes]", target),
        partial=False,
        overwrite=overwrite,
        size=byte_count(size),
        digests=wanted_digests(sha256, md5),
        on_progress=on_progress,
    )
    return _save(Download(AnswerOrigin(response, name), options))


def _save(state: Download) -> Flow[Path | None]:
    try:
        yield from offload(state.prepare)
        while not (yield from _bring(state)):
            pass
        path = yield from offload(state.finish)
        # Of a kept file nothing was written.
        yield from offload(lambda: state.part.close() if state.part is not None else None)
    except GeneratorExit as error:
        # The flow is thrown away, for example by Ctrl-C: no effect can be asked for any more.
        state.end(error)
        raise
    except BaseException as error:
        failure = error
        yield from offload(lambda: state.end(failure))
        raise
    return path


def _bring(state: Download) -> Flow[bool]:
    """One request and its body; whether the content is complete."""
    _moment = yield from _check_time(state)
    try:
        response = yield from state.origin.open(state.headers(), state.options.deadline)
    except errors.APIError as error:
        return state.accept_refusal(error)
    cause: errors.TransportError | None = None
    ready = True
    try:
        ready = yield from offload(lambda: state.accept(response))
        if ready and state.kept is None:
            yield from do(state.start(response))
    except errors.TransportError as error:
        cause = error
    except GeneratorExit:
        raise
    except BaseException:
        yield from close(response)
        raise
    yield from close(response)
    state.arrived()
    if state.kept is not None:
        return True
    if cause is None:
        if not ready:
            return False
        if state.is_complete():
            return True
        if state.done == state.promised and state.done > state.best:
            # The server sends so much at a time and no more; that is no break.
            state.best = state.done
            return False
    yield from _continue(state, cause)
    return False


def _check_time(state: Download) -> Flow[float]:
    """The time, where there is some left."""
    moment = yield from now()
    if state.options.deadline.passed(moment):
        raise errors.TimeoutError(
            f"{state.origin.name}: the total time limit passed after {state.done} bytes; what has arrived is kept",
            phase="total",
        )
    return moment


def _continue(state: Download, cause: errors.TransportError | None) -> Flow[None]:
    """Wait before the next request for the rest, or raise."""
    state.breaks += 1
    state.fruitless = 0 if state.done > state.best else state.fruitless + 1
    state.best = max(state.best, state.done)
    repeatable = state.origin.repeatable and state.origin.repeats > 0
    if not repeatable or state.fruitless > state.origin.repeats or state.breaks > MAX_BREAKS:
        raise state.incomplete(cause)
    note = None if state.part is None else state.part.note
    if note is None or (note.validator is None and state.digest is None):
        state.restart()
    chance = yield from random()
    moment = yield from _check_time(state)
    seconds = timing.REPEATS.pause(state.fruitless + 1, chance, None, state.options.deadline, moment)
    if seconds is None:
        raise state.incomplete(cause)
    logger.info("%s: broke off; going on after %d bytes in %.2f s", state.origin.name, state.done, seconds)
    yield from sleep(seconds)
