"""One method that uploads a file in the way that suits its size: in one request, to a signed place, or by SFTP.

Rules:

- What can be checked is checked before anything is sent: the name, the size, the way, and the login for SFTP.
- "auto" takes the first described way that admits the size; content of unknown size goes only in ways that need none.
- A folder or a list of files goes as one archive where the description says so.
- Operations keep their retry class: an upload that starts something is sent once, unless nothing was sent.
- The time limit of the options is for the upload; ``timeout`` is for the waiting after it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ..base.errors import ArgumentError, ClientomeError, DecodeError, WaitFailed
from ..base.guards import is_list
from ..base.options import RequestOptions, Timeout, checked_options, deadline_of, seconds
from ..body.folders import is_folder, path_of
from ..body.inputs import FileInput, source_of
from ..body.sources import Source
from ..body.zip import archive_source
from ..call.call import Reply
from ..call.decode import reach
from ..call.invoke import perform
from ..call.payload import check_names
from ..call.session import Session
from ..flow.effects import AsyncOnly, Flow, do, now, offload
from ..spec.operation import DirectWay, ManagedUpload, SftpWay, SignedWay
from ..waiting.poller import wait as wait_for
from .presigned import upload_signed
from .sftp import SftpJob, prepared_target, upload_sftp
from .task import Progress, Task, check_used, given, shown_call, uses

if TYPE_CHECKING:
    from ..base.sftp_target import SftpTarget

T = TypeVar("T")
Way = DirectWay | SignedWay | SftpWay

_KINDS: Mapping[str, type[Way]] = {"direct": DirectWay, "signed": SignedWay, "sftp": SftpWay}


def upload(
    session: Session,
    managed: ManagedUpload[T],
    file: FileInput | list[Any],
    arguments: Mapping[str, object],
    *,
    via: str = "auto",
    sftp: SftpTarget | None = None,
    wait: bool = True,
    timeout: float | None = None,
    on_progress: Progress | None = None,
    on_status: Callable[[T], object] | None = None,
    options: RequestOptions | None = None,
    sftp_job: SftpJob,
) -> Flow[T]:
    """Upload a file and return what became of it.

    ``via`` is "auto", "direct", "signed" or "sftp". With ``wait`` the described waiter follows, for at most
    ``timeout`` seconds; ``on_status`` is told its states. ``on_progress`` gets bytes and total.

    Raises ArgumentError before anything is sent; IntegrityError for content that changes meanwhile; APIError and
    TransportError as every call, with a note where the bytes are stored already; WaitFailed and WaitTimeout.
    """
    chosen = checked_options(options)
    timeout = None if timeout is None else seconds(timeout, "timeout", zero=True)
    on_progress = chosen.on_progress if on_progress is None else on_progress
    deadline = deadline_of(chosen, Timeout.of(chosen.timeout, session.timeout), (yield from now()))
    task = Task(
        session=session,
        managed=managed,
        source=(yield from offload(lambda: content_of(managed, file))),
        arguments=given(arguments),
        options=chosen,
        on_progress=on_progress,
        deadline=deadline,
    )
    if task.source.asynchronous:
        message = "file: an asynchronous iterator can be sent by an asynchronous client only"
        yield from do(AsyncOnly(ArgumentError(message, "file")))
    way = choose(managed, task.source, via, sftp is not None)
    target = prepared_target(task, way, sftp) if isinstance(way, SftpWay) else None
    if isinstance(way, DirectWay):
        result: Any = yield from _direct(task, way)
    elif isinstance(way, SignedWay):
        result = yield from upload_signed(task, way)
    else:
        assert target is not None
        result = yield from upload_sftp(task, way, target, sftp_job, timeout)
    if wait and managed.then is not None:
        rest = None if timeout is None else max(timeout - task.waited, 0.0)
        result = yield from _then(task, result, rest, on_status)
    return cast(T, result)


def content_of(managed: ManagedUpload[Any], file: object) -> Source:
    """The content, checked against the description's limits."""
    where, limits = "file", managed.upload
    several = is_list(file) and not isinstance(file, tuple)
    if several or is_folder(file):
        if managed.archive is None:
            raise ArgumentError("file: expected one file, got a folder or a list of files", where)
        name = "files" if several else os.path.basename(os.path.abspath(path_of(cast(str, file))))
        inputs = cast("FileInput | list[FileInput | Source]", file)
        return archive_source(inputs, where, f"{name or 'files'}.{managed.archive}", limits)
    source = source_of(cast(FileInput, file), where)
    if limits is not None:
        check_names(where, [source], limits)
        if limits.max_bytes is not None and source.size is not None and source.size > limits.max_bytes:
            raise ArgumentError(
                f"file: {source.size} bytes are more than the limit of {limits.max_bytes} bytes", where
            )
    return source


def choose(managed: ManagedUpload[Any], source: Source, via: str, has_target: bool) -> Way:
    """The way to go: the first that takes the content, or the one that the caller names."""
    ways = managed.ways
    if has_target and not any(isinstance(way, SftpWay) for way in ways):
        raise ArgumentError("sftp: this upload does not go by SFTP", "sftp")
    if via != "auto":
        kind = _KINDS.get(via)
        ways = tuple(way for way in ways if kind is not None and isinstance(way, kind))
        if not ways:
            known = ", ".join(repr(name) for name, kind in _KINDS.items() if _any(managed.ways, kind))
            raise ArgumentError(f"via: expected 'auto' or one of {known}", "via")
    fitting = [way for way in ways if _refusal(way, source) is None]
    # A way that needs a login which was not given comes last, so that its error tells what it needs.
    fitting.sort(key=lambda way: isinstance(way, SftpWay) and not has_target)
    if fitting:
        return fitting[0]
    reasons = "; ".join(dict.fromkeys(_refusal(way, source) or "" for way in ways))
    raise ArgumentError(f"file: {reasons}", "file")


def _any(ways: tuple[Way, ...], kind: type[Way]) -> bool:
    return any(isinstance(way, kind) for way in ways)


def _refusal(way: Way, source: Source) -> str | None:
    """Why a way does not take a content, or None where it does."""
    name = next(name for name, kind in _KINDS.items() if isinstance(way, kind))
    if isinstance(way, SftpWay):
        return None
    if source.size is None and (way.max_bytes is not None or _needs_size(way)):
        return f"the {name} way needs to know the size; pass a path, or File(..., size=...)"
    if way.max_bytes is not None and source.size is not None and source.size > way.max_bytes:
        return f"{source.size} bytes are more than the {way.max_bytes} bytes of the {name} way"
    if isinstance(way, SignedWay) and uses(way.start_inputs, "$file.sha256") and not source.rewindable:
        return f"the {name} way needs the digest first, but this content can be read only once; pass a path"
    return None


def _needs_size(way: Way) -> bool:
    # Storage services refuse content of unknown length.
    return isinstance(way, SignedWay) and (
        way.send is None or uses(way.start_inputs, "$file.size") or uses(way.send_inputs, "$file.size")
    )


def _direct(task: Task, way: DirectWay) -> Flow[Any]:
    check_used(task, (way.operation,))
    options = yield from task.limits(keyed=True)
    options = replace(options, on_progress=task.on_progress, content_type=task.options.content_type)
    arguments = {**task.arguments, way.argument: task.source}
    reply: Reply[Any] = yield from perform(task.session, way.operation, arguments, options)
    return reply.result


def _then(
    task: Task, result: Any, timeout: float | None, on_status: Callable[[Any], object] | None
) -> Flow[Any]:
    """Wait for what the upload becomes."""
    managed, waiter = task.managed, task.managed.then
    assert waiter is not None
    inputs = {name: reach(result, path) for name, path in managed.then_inputs.items()}
    for name, value in inputs.items():
        if value is None:
            raise DecodeError(
                f"{managed.name}: the file is uploaded, but the answer lacks {name}, which is needed to wait for it",
                body=result,
            )
    try:
        final = yield from wait_for(
            task.session,
            waiter,
            inputs,
            timeout=timeout,
            on_progress=on_status,
            options=task.waiting_options(),
        )
    except BaseException as error:
        if isinstance(error, ClientomeError):
            error.result = result
        if isinstance(error, (WaitFailed, GeneratorExit)):
            raise
        asked = {waiter.inputs.get(name, name): value for name, value in inputs.items()}
        error.add_note(
            "The upload itself is complete, do not send the file again. What is asked: "
            f"{shown_call(task, waiter.operation, asked)}"
        )
        raise
    return final
