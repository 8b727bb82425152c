"""What the ways of a managed upload share: the content, the time that is left, and values by expression.

Rules:

- The content is read through :class:`Measured`: digest and size are those of the bytes of the latest pass, so what is
  told to the provider is what was sent.
- An upload counts as complete only when the last byte was handed to the connection, whatever the answer says.
- Nothing but ids, sizes and digests of the content gets into notes: no name, no link, no value that is sensitive.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..base.errors import ArgumentError, ClientomeError, DecodeError
from ..base.headers import mask
from ..base.options import RequestOptions
from ..base.timing import Deadline
from ..base.types import UNSET
from ..body.reader import AsyncReader, Reader
from ..body.sources import BodySource
from ..call.decode import reach
from ..call.invoke import within
from ..call.session import Session
from ..flow.effects import Flow
from ..spec.operation import ManagedUpload, Operation

Progress = Callable[[int, int | None], object]

OCTETS = "application/octet-stream"
_HASHED_IN_LOOP = 1 << 15
_LONGEST_SHOWN = 200
_SHOWABLE = re.compile(r"[\x21-\x7e]+")


class Measured(BodySource):
    """A content that is hashed while it is read. ``asynchronous`` content is read by asynchronous code only."""

    __slots__ = ("_hash", "_inner", "begun", "complete", "position")

    def __init__(self, inner: BodySource) -> None:
        super().__init__(inner.name, inner.content_type, inner.size)
        self._inner = inner
        self._hash = hashlib.sha256()
        self.position = 0
        self.complete = False
        self.begun = False

    @property
    def rewindable(self) -> bool:
        """Whether the content can be read again from its start."""
        return self._inner.rewindable

    @property
    def sendable(self) -> bool:
        """Whether the whole content can still be sent."""
        return self.rewindable or not self.begun

    @property
    def sha256(self) -> str:
        """The digest of what the latest pass has read."""
        return self._hash.hexdigest()

    def take(self, data: bytes) -> None:
        """Count a piece; an empty one is the end."""
        if data:
            self._hash.update(data)
            self.position += len(data)
        else:
            self.complete = True

    def _restart(self) -> None:
        self._hash = hashlib.sha256()
        self.position = 0
        self.complete = False
        self.begun = True

    def reader(self) -> Reader:
        """A pass from the start."""
        self._restart()
        return _MeasuredReader(self, self._inner.reader())

    def areader(self) -> AsyncReader:
        """The same for asynchronous content."""
        self._restart()
        return _AsyncMeasuredReader(self, self._inner.areader())

    def rewind(self) -> None:
        """Go back to the start."""
        self._inner.rewind()


class AsyncMeasured(Measured):
    """A content that only asynchronous code can read."""

    __slots__ = ()

    blocking = False
    asynchronous = True


class _MeasuredReader:
    __slots__ = ("_inner", "_measured")

    def __init__(self, measured: Measured, inner: Reader) -> None:
        self._measured = measured
        self._inner = inner

    @property
    def unbuffered(self) -> bool:
        return self._inner.unbuffered

    def next(self) -> bytes:
        data = self._inner.next()
        self._measured.take(data)
        return data

    def close(self) -> None:
        self._inner.close()


class _AsyncMeasuredReader:
    __slots__ = ("_inner", "_measured")

    def __init__(self, measured: Measured, inner: AsyncReader) -> None:
        self._measured = measured
        self._inner = inner

    async def next(self) -> bytes:
        data = await self._inner.next()
        if len(data) > _HASHED_IN_LOOP:
            from asyncio import to_thread

            await to_thread(self._measured.take, data)
        else:
            self._measured.take(data)
        return data


def measured(source: BodySource) -> Measured:
    """The content with a digest."""
    return AsyncMeasured(source) if source.asynchronous else Measured(source)


class Meter:
    """Stands between a body and the caller's progress callback, and remembers how much was handed over."""

    __slots__ = ("_callback", "done", "total")

    def __init__(self, callback: Progress | None) -> None:
        self._callback = callback
        self.done = -1
        self.total: int | None = None

    def __call__(self, done: int, total: int | None) -> object:
        self.done, self.total = done, total
        return None if self._callback is None else self._callback(done, total)

    def is_whole(self, content: Measured) -> bool:
        """Whether the last byte was handed to the connection."""
        return content.complete and (self.total is None or self.done == self.total)


@dataclass(slots=True, kw_only=True, repr=False)
class Task:
    """One managed upload. ``deadline`` is for all but the waiting; ``waited`` are the seconds that the file was waited
    for already.
    """

    session: Session
    managed: ManagedUpload[Any]
    source: BodySource
    arguments: Mapping[str, object]
    options: RequestOptions
    on_progress: Progress | None
    deadline: Deadline
    waited: float = 0.0

    def limits(self, *, keyed: bool = False) -> Flow[RequestOptions]:
        """The options for one call: what concerns it, within the time that is left.

        A key of the caller is for the call that begins the upload; any other call, a second beginning too, gets its own.
        """
        options = yield from within(self.options, self.deadline, self.managed.name)
        key = options.idempotency_key if keyed else None
        return replace(options, idempotency_key=key, content_type=None, on_progress=None)

    def waiting_options(self) -> RequestOptions:
        """The options for questions after the upload, which have a time limit of their own."""
        return replace(self.options, deadline=None, idempotency_key=None, content_type=None, on_progress=None)

    def own(self, operation: Operation[Any]) -> dict[str, object]:
        """The caller's arguments that an operation takes."""
        names = {parameter.name for parameter in operation.parameters}
        return {name: value for name, value in self.arguments.items() if name in names}


def given(arguments: Mapping[str, object]) -> dict[str, object]:
    """The arguments that were given."""
    return {name: value for name, value in arguments.items() if value is not None and value is not UNSET}


def check_used(task: Task, operations: tuple[Operation[Any] | None, ...]) -> None:
    """Refuse an argument that the chosen way cannot carry: dropping it would change what the caller meant."""
    used = {name for operation in operations if operation is not None for name in task.own(operation)}
    for name in task.arguments:
        if name not in used:
            raise ArgumentError(
                f"{task.managed.name}: {name} cannot be sent in the way that this file goes", name
            )


def uses(inputs: Mapping[str, object], expression: str) -> bool:
    """Whether inputs ask for something."""
    return expression in inputs.values()


def resolved(
    inputs: Mapping[str, object],
    content: BodySource,
    *,
    content_type: str,
    size: int | None,
    sha256: str | None,
    started: Any = None,
) -> dict[str, object]:
    """Inputs with their expressions replaced by values; what the provider did not give is an error."""
    facts: dict[str, object] = {
        "$file": content,
        "$file.name": content.name,
        "$file.size": size,
        "$file.sha256": sha256,
        "$file.content_type": content_type,
    }
    values: dict[str, object] = {}
    for name, expression in inputs.items():
        if not isinstance(expression, str) or not expression.startswith("$"):
            values[name] = expression
        elif expression in facts:
            values[name] = facts[expression]
            if values[name] is None:
                raise ArgumentError(f"file: {_missing(expression)}", "file")
        elif expression == "$start" or expression.startswith("$start/"):
            steps = [int(step) if step.isdigit() else step for step in expression.split("/")[1:]]
            values[name] = reach(started, tuple(steps))
            if values[name] is None:
                raise DecodeError(
                    f"the answer to the start of the upload lacks {'/'.join(map(str, steps))}; nothing of the file "
                    "was sent",
                    body=started,
                )
        else:
            raise ClientomeError(f"unknown expression in the description of an upload: {expression}")
    return values


def _missing(expression: str) -> str:
    if expression == "$file.name":
        return "this content has no name of its own; pass (name, content) or File(..., name=...)"
    return "the size of this content must be known before it is sent; pass File(..., size=...) or a path"


def shown_call(task: Task, operation: Operation[Any], arguments: Mapping[str, object]) -> str:
    """A call that the caller can make himself, as text without anything that must not be shown."""
    hidden = {parameter.name for parameter in operation.parameters if parameter.sensitive}
    pieces: list[str] = []
    for name, value in arguments.items():
        text = str(value)
        harmless = _SHOWABLE.fullmatch(text) and "://" not in text and len(text) <= _LONGEST_SHOWN
        if name not in hidden and isinstance(value, (str, int)) and harmless:
            pieces.append(f"{name}={value!r}")
        else:
            pieces.append(f"{name}=...")
    return mask(f"{operation.id}({', '.join(pieces)})", task.session.auth.secrets())
