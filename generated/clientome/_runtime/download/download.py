"""One download to a path: what is wanted, what has arrived, and what an answer means for it.

A content to a path: verified, continued where it broke off, never half and never over another file.

Rules:

- The bytes go into ``<name>.part``, with a note beside it, and move to the name when size and digests are right.
- A part is continued (Range) only when the rest must belong to it: the note names the same source, and either a
  validator guards the request (If-Range) and the answer repeats it, or a digest that the caller knows guards the
  result. Otherwise, and whenever the answer does not fit, the download starts from nothing: servers that ignore
  If-Range exist.
- A broken body is continued within the call as long as new bytes come; without new bytes as often as the call may be
  repeated. Only operations that may be repeated are.
- Content that is proven wrong is removed. Content that is merely incomplete stays for the next call.
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
from typing import Any, Protocol

from ..base import errors, timing
from ..base.headers import Headers
from ..base.timing import NEVER, Deadline
from ..call.binary import Progress
from ..files.atomic import check_folder, check_space, target_exists
from ..files.integrity import (
    HashingWriter,
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
)
from ..files.names import proposed_name, safe_name
from ..files.partial import PartialFile, ResumeInfo
from ..flow.effects import Flow, close, now, offload, random, sleep, tell
from ..http.logs import logger
from ..http.messages import Response
from .transfer import IncompleteError, Transfer


class Source(Protocol):
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


@dataclass(slots=True, kw_only=True)
class Wanted:
    """What is to be saved where. A ``path`` that is a folder gets the name that the server proposes, unless the path is
    ``exact``: then it names the file, and a folder there is in the way.

    ``keep`` takes an existing file of the size that the server tells for the wanted one.
    """

    path: Path
    exact: bool = False
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


class Saving:
    """The state of one download."""

    def __init__(self, source: Source, wanted: Wanted) -> None:
        self.source = source
        self.wanted = wanted
        self.part: PartialFile | None = None
        self.verifier = Verifier(wanted.digests)
        self.total = wanted.size
        self.done = 0
        self.best = 0
        self.fruitless = 0
        self.breaks = 0
        self.promised: int | None = None
        self.kept: Path | None = None
        self.transfer: Transfer | None = None
        self.ended = False

    @property
    def digest(self) -> str | None:
        """The wanted digest as the note keeps it."""
        return next((value.hex() for value in self.wanted.digests.values()), None)

    def prepare(self) -> None:
        """Look at the target before anything is sent. Blocks."""
        path = self.wanted.path
        if self.wanted.exact or not os.path.isdir(path):
            check_folder(path)
            self._take(path)

    def _take(self, target: Path) -> None:
        self.part = part = PartialFile(target, overwrite=self.wanted.overwrite)
        if self.ended:
            # Cancelled while this runs in a thread.
            part.close()
        part.open(tolerant=self.wanted.keep)
        if self._may_continue(part):
            self.done = self.best = part.offset
            part.hash_into(self.verifier)

    def _may_continue(self, part: PartialFile) -> bool:
        note, size = part.info, self.wanted.size
        if note is None or not self.wanted.resume or part.offset == 0:
            return False
        if size is not None and (part.offset > size or note.size not in (None, size)):
            return False
        if None not in (self.digest, note.digest) and note.digest != self.digest:
            return False
        same = note.identity == self.source.identity or (
            self.digest is not None and note.digest == self.digest
        )
        return same and (note.validator is not None or self.digest is not None)

    def _belongs(self, headers: Headers, note: ResumeInfo) -> bool:
        """Whether an answer is of the content that the part is a beginning of.

        Only the same validator says so. Without one in the answer a digest that the caller knows will tell in the end;
        a digest that the beginning declared would not, since the content may rightly have changed.
        """
        confirmed = confirms(headers, note.validator)
        return self.digest is not None if confirmed is None else confirmed

    def headers(self) -> dict[str, str]:
        """What the next request must carry."""
        headers = {"Accept-Encoding": "identity"}
        note = None if self.part is None else self.part.info
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
        if response.status == 206:
            return self._accept_rest(response)
        if response.status in (204, 205):
            raise errors.DecodeError(
                f"{self.source.name}: the provider answered without a content", status=response.status
            )
        total = None if is_encoded(headers) else content_length(headers)
        if self.part is None:
            name = safe_name(proposed_name(headers.get("content-disposition", "")), self.source.file_name)
            self._take(self.wanted.path / name)
            if self.done and self._fits(headers, total):
                return False
        if self._is_kept(total):
            return True
        self.restart()
        self._expect(headers, total)
        note = ResumeInfo(
            self.source.identity,
            None if is_encoded(headers) else validator(headers),
            self.total,
            self.digest,
        )
        if self.part is not None:
            self.part.begin(note)
        return True

    def _fits(self, headers: Headers, total: int | None) -> bool:
        """Whether the part of an earlier call, found late since the name came late, is a beginning of this."""
        note = None if self.part is None else self.part.info
        return (
            note is not None
            and takes_ranges(headers)
            and note.validator == validator(headers)
            and note.size in (None, total)
            and (total is None or self.done < total)
        )

    def _is_kept(self, total: int | None) -> bool:
        if not self.wanted.keep or self.wanted.overwrite or self.part is None:
            return False
        target = self.part.target
        try:
            there = os.lstat(target)
        except FileNotFoundError:
            return False
        if total is None or not stat.S_ISREG(there.st_mode) or there.st_size != total:
            raise target_exists(target)
        self.kept = target
        return True

    def _accept_rest(self, response: Response) -> bool:
        headers = response.headers
        found = content_range(headers)
        note = None if self.part is None else self.part.info
        if not self.done or note is None:
            raise errors.DecodeError(
                f"{self.source.name}: the server sent a part of the content without being asked for one",
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
        size = self.wanted.size
        if size is not None and total is not None and size != total:
            raise errors.IntegrityError(
                f"{self.source.name}: the server has {total} bytes instead of the expected {size}: another content"
            )
        self.total = total if size is None else size
        self.promised = self.total
        # A rest need not repeat the digest that the beginning declared.
        known = self.verifier.expected if self.done else self.wanted.digests
        expected = merged_digests(known, declared_digests(headers))
        if expected != self.verifier.expected:
            self.verifier = Verifier(expected)
        if self.part is None:
            return
        if self.verifier.position < self.done:
            self.part.hash_into(self.verifier)
        if self.total is not None:
            # What a part holds that is not used will be given back.
            check_space(self.part.target, self.total - max(self.done, self.part.offset))

    def accept_refusal(self, error: errors.APIError) -> bool:
        """After a 416: whether everything is there already. Otherwise start from nothing, or raise."""
        if error.status != 416 or not self.done or self.part is None:
            raise error
        size = unsatisfied_size(error.headers)
        note = self.part.info
        known = note.size if note is not None and self.total is None else self.total
        # Where the size was never told before, it may be that of another content.
        told = size is not None and known is None and note is not None and self._belongs(error.headers, note)
        if self.done == (size if told else known) and size in (None, self.done):
            self.total = self.done
            return True
        self.restart()
        return False

    def start(self, response: Response) -> Transfer:
        """The transfer of an accepted body."""
        assert self.part is not None
        wanted = self.wanted
        self.transfer = Transfer(
            response,
            HashingWriter(self.part.write, self.verifier),
            done=self.done,
            total=self.total,
            limit=self.promised,
            on_progress=wanted.on_progress,
            stopped=wanted.stopped,
        )
        return self.transfer

    def arrived(self) -> None:
        """Count what a transfer has brought, whole or not."""
        if self.transfer is not None:
            self.done = self.transfer.done
            if self.part is not None:
                self.part.offset = self.done
            self.transfer = None

    def is_complete(self) -> bool:
        """Whether nothing is missing, as far as the size is known."""
        return self.total is None or self.done == self.total

    def finish(self) -> Path:
        """Check and move. Blocks."""
        if self.kept is not None:
            return self.kept
        assert self.part is not None
        self.verifier.check()
        return self.part.finish()

    def end(self, error: BaseException) -> None:
        """Remove what is wrong, keep what is incomplete. Blocks."""
        self.ended = True
        part = self.part
        if part is None:
            return
        wrong = isinstance(error, errors.IntegrityError) and not isinstance(error, IncompleteError)
        if wrong:
            part.discard()
        else:
            part.close()

    def incomplete(self, cause: errors.TransportError | None) -> errors.TransportError:
        """The error for a body that ended too early, again and again."""
        error = cause
        if error is None or isinstance(error, errors.ProtocolError):
            of = "" if self.total is None else f" of {self.total}"
            error = IncompleteError(
                f"{self.source.name}: the content broke off after {self.done}{of} bytes; what has arrived is kept, "
                "call again to go on"
            )
        error.operation = self.source.name
        error.attempts = self.breaks
        error.is_retry_safe = self.source.repeatable
        return error


# However much each of them brings, more breaks than this are not a connection.
MAX_BREAKS = 100

Pump = Callable[[Transfer], Any]


def save(source: Source, wanted: Wanted, pump: Pump) -> Flow[Path]:
    """Bring a content to its path."""
    state = Saving(source, wanted)
    try:
        yield from offload(state.prepare)
        while not (yield from _bring(state, pump)):
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


def _bring(state: Saving, pump: Pump) -> Flow[bool]:
    """One request and its body; whether the content is complete."""
    _moment = yield from _check_time(state)
    try:
        response = yield from state.source.open(state.headers(), state.wanted.deadline)
    except errors.APIError as error:
        return state.accept_refusal(error)
    cause: errors.TransportError | None = None
    ready = True
    try:
        ready = yield from offload(lambda: state.accept(response))
        if ready and state.kept is None:
            yield from tell(pump, state.start(response))
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


def _check_time(state: Saving) -> Flow[float]:
    """The time, where there is some left."""
    moment = yield from now()
    if state.wanted.deadline.passed(moment):
        raise errors.TimeoutError(
            f"{state.source.name}: the total time limit passed after {state.done} bytes; what has arrived is kept",
            phase="total",
        )
    return moment


def _continue(state: Saving, cause: errors.TransportError | None) -> Flow[None]:
    """Wait before the next request for the rest, or raise."""
    state.breaks += 1
    state.fruitless = 0 if state.done > state.best else state.fruitless + 1
    state.best = max(state.best, state.done)
    repeatable = state.source.repeatable and state.source.repeats > 0
    if not repeatable or state.fruitless > state.source.repeats or state.breaks > MAX_BREAKS:
        raise state.incomplete(cause) from cause
    note = None if state.part is None else state.part.info
    if note is None or (note.validator is None and state.digest is None):
        state.restart()
    chance = yield from random()
    moment = yield from _check_time(state)
    seconds = timing.REPEATS.pause(state.fruitless + 1, chance, None, state.wanted.deadline, moment)
    if seconds is None:
        raise state.incomplete(cause) from cause
    logger.info("%s: broke off; going on after %d bytes in %.2f s", state.source.name, state.done, seconds)
    yield from sleep(seconds)
