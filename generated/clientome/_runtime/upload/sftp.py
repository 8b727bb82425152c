"""Upload by SFTP, then find the file among those that the provider lists.

Rules:

- What matches by name before the upload is remembered, so that an older file of the same name is never taken for the
  new one. That question is also the proof that the key works, before hours of sending.
- The file is found by its folder and name on the server. It is asked for with growing pauses, until the time is up.
- Once the file is on the server every error tells so: it need not be sent again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from ..base.errors import (
    APIError,
    ArgumentError,
    ConfigurationError,
    DecodeError,
    TransportError,
    WaitTimeout,
)
from ..base.guards import is_list
from ..base.options import Timeout
from ..base.retry import is_passing, is_repeatable
from ..base.sftp_target import SftpTarget, SftpUploaded, checked_name
from ..base.timing import Deadline
from ..body.sources import Source
from ..call.call import Reply, call
from ..call.decode import reach
from ..flow.effects import Flow, Job, do, now, random, sleep, time_left
from ..paging import fetch, fetch_next
from ..spec.operation import SftpWay
from ..waiting.poller import asked, pause
from .task import OCTETS, Progress, Task, check_used, resolved, uses

if TYPE_CHECKING:
    from ..paging import Chunk

_SHORTEST = 0.001
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")


SftpJob = Callable[[SftpTarget, Source, Progress | None, int, Timeout], Job[SftpUploaded]]
"""Makes the job of uploading a content; the arguments are those of ``sftp.upload.SftpJob``."""


def prepared_target(task: Task, way: SftpWay, target: SftpTarget | None) -> SftpTarget:
    """The target with the provider's server and rule for names, checked with the file's name."""
    if target is None:
        size = task.source.size
        shown = "This content" if size is None else f"A file of {size} bytes"
        raise ArgumentError(
            f"sftp: {shown} goes by SFTP: pass sftp=SftpTarget(username=..., key_file=...) with the login that the "
            "provider gave you, and known_hosts where ~/.ssh/known_hosts does not list the server",
            "sftp",
        )
    if target.host is None:
        environment = task.session.settings.environment
        host = way.hosts.get(environment or "")
        if host is None:
            raise ConfigurationError(
                f"the SFTP server of the environment {environment} is not described; give SftpTarget(host=...)"
            )
        target = replace(target, host=host)
    if target.file_name_pattern is None and way.file_name_pattern is not None:
        target = replace(target, file_name_pattern=way.file_name_pattern)
    if task.source.asynchronous:
        raise ArgumentError(
            "file: an asynchronous iterator cannot go by SFTP; write it to a file first", "file"
        )
    _name = checked_name(target, task.source.name)
    return target


def upload_sftp(
    task: Task, way: SftpWay, target: SftpTarget, sftp_job: SftpJob, timeout: float | None
) -> Flow[Any]:
    """Upload, wait until the file shows and return it as the provider lists it."""
    check_used(task, (way.find,))
    if task.options.idempotency_key is not None:
        raise ArgumentError("idempotency_key: an upload by SFTP takes no key", "idempotency_key")
    search = _Search(task, way)
    yield from search.look_before()
    session, given = task.session, task.options
    limits = Timeout.of(given.timeout, session.timeout)
    left = yield from time_left(task.deadline)
    if left is not None:
        left = max(left, _SHORTEST)
        limits = Timeout(
            connect=limits.connect, read=limits.read, write=limits.write, pool=limits.pool, total=left
        )
    retries = session.retries if given.retries is None else given.retries
    done = yield from do(sftp_job(target, task.source, task.on_progress, retries, limits))
    try:
        item = yield from search.wait(done, way.timeout if timeout is None else timeout)
    except BaseException as error:
        if not isinstance(error, GeneratorExit):
            error.add_note(_where(way, target, done))
        raise
    return item


def _where(way: SftpWay, target: SftpTarget, done: SftpUploaded) -> str:
    folder = done.remote_path.rpartition("/")[0]
    place = f"in the folder {folder} of" if _DATED.fullmatch(folder) else "on"
    return (
        f"All {done.size} bytes of the file are {place} the server {target.server}, under the file's own name. Do not "
        f"send it again: look for it with {way.find.id} later. Calling again with the same file sends nothing as long as "
        "it is still on that server."
    )


@dataclass(slots=True, repr=False)
class _Search:
    """Looks for one file in the provider's list."""

    task: Task
    way: SftpWay
    known: frozenset[bytes] = frozenset()

    def look_before(self) -> Flow[None]:
        """Remember what has the file's name already."""
        if uses(self.way.find_inputs, "$file.sha256"):
            return
        name = self.task.source.name or ""
        limits = yield from self.task.limits()
        found: set[bytes] = set()
        chunk = yield from self._first(None, limits)
        while chunk is not None:
            found.update(self._identity(item) for item in self._matching(chunk, name))
            chunk = yield from self._after(chunk)
        self.known = frozenset(found)

    def wait(self, done: SftpUploaded, limit: float | None) -> Flow[Any]:
        """Ask until the file shows."""
        way = self.way
        started = yield from now()
        deadline = Deadline.after(limit, started)
        number = 0
        while True:
            wanted: float | None = None
            trouble: Exception | None = None
            try:
                item = yield from self._find(done)
                if item is not None:
                    self.task.waited = (yield from now()) - started
                    return item
            except (APIError, TransportError) as error:
                wanted, trouble = self._excuse(error), error
            number += 1
            every = self.task.options.poll_every
            grown = pause(way, number, (yield from random()), wanted)
            seconds = grown if every is None else max(every, asked(wanted))
            moment = yield from now()
            if deadline.passed(moment + _SHORTEST):
                raise WaitTimeout(
                    f"{way.find.id}: the uploaded file does not show after {limit:g} s of waiting", last=done
                ) from trouble
            yield from sleep(deadline.within(seconds, moment))

    def _find(self, done: SftpUploaded) -> Flow[Any]:
        path = done.remote_path.strip("/")
        chunk = yield from self._first(done, self.task.waiting_options())
        while chunk is not None:
            for item in self._matching(chunk, path):
                # What was there before is this file only when nothing had to be sent.
                if done.already_there or self._identity(item) not in self.known:
                    return item
            chunk = yield from self._after(chunk)
        return None

    def _first(self, done: SftpUploaded | None, options: Any) -> Flow[Chunk | Reply[Any] | None]:
        task, find = self.task, self.way.find
        arguments = resolved(
            self.way.find_inputs,
            task.source,
            content_type=task.source.content_type or OCTETS,
            size=task.source.size if done is None else done.size,
            sha256=None if done is None else done.sha256,
        )
        arguments |= task.own(find)
        if find.pagination is not None:
            chunk = yield from fetch(task.session, find, arguments, options)
            return chunk
        reply: Reply[Any] = yield from call(task.session, find, arguments, options)
        return reply

    def _after(self, chunk: Chunk | Reply[Any]) -> Flow[Chunk | None]:
        if isinstance(chunk, Reply):
            return None
        following = yield from fetch_next(self.task.session, chunk)
        return following

    def _matching(self, chunk: Chunk | Reply[Any], path: str) -> list[Any]:
        items = reach(chunk.answer, self.way.items)
        if items is None:
            return []
        if not is_list(items):
            raise DecodeError(f"{self.way.find.id}: the answer has no list of files")
        return [item for item in items if _ends(reach(item, self.way.key), path)]

    def _identity(self, item: Any) -> bytes:
        """What stays the same of a file while its state changes: what it is waited for by, else all of it."""
        paths: Mapping[str, Any] = self.task.managed.then_inputs
        told = [reach(item, path) for path in paths.values()] if paths else item
        return to_json(told, fallback=repr)

    def _excuse(self, error: APIError | TransportError) -> float | None:
        """Let a passing error pass, giving its Retry-After; raise any other."""
        if is_repeatable(self.way.find.retry):
            if isinstance(error, TransportError):
                return None
            if is_passing(error.status, self.task.session.api.retry_statuses):
                return error.retry_after
        raise error


def _ends(value: object, path: str) -> bool:
    """Whether a value is a path, or one that ends in it."""
    return isinstance(value, str) and f"/{value.strip('/')}".endswith(f"/{path}")
