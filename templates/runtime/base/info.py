"""What is known about the answer behind a result."""

from __future__ import annotations

from typing import Any, NamedTuple

from .headers import Headers


def first_of(headers: Headers, names: tuple[str, ...]) -> str | None:
    """The first of some headers that is there and not empty."""
    for name in names:
        value = headers.get(name)
        if value:
            return value
    return None


class Note(NamedTuple):
    """One place where an answer differs from its description.

    ``path`` leads there from the whole answer, with names as on the wire, indexes of lists and ``*`` for a key of a
    map. ``expected`` says what the description asks for, and ``got`` the kind of value that came.
    """

    path: str
    expected: str
    got: str

    def __str__(self) -> str:
        return f"{self.path or 'the answer'}: {self.expected}; {self.got} came"


class ResponseInfo:
    """The answer behind a result: ``status``, ``headers``, ``request_id``, ``elapsed`` seconds from the call's start
    to its answer, ``url`` (without secrets), ``attempts`` and ``http_version``. ``notes`` say where the answer differs
    from its description; what differs is in the result as far as it could be read."""

    __slots__ = (
        "_id_headers",
        "attempts",
        "elapsed",
        "headers",
        "http_version",
        "notes",
        "operation",
        "status",
        "url",
    )

    def __init__(
        self,
        status: int,
        headers: Headers,
        id_headers: tuple[str, ...],
        elapsed: float,
        url: str,
        attempts: int,
        http_version: str,
        operation: str,
        notes: tuple[Note, ...] = (),
    ) -> None:
        self.status = status
        self.headers = headers
        self._id_headers = id_headers
        self.elapsed = elapsed
        self.url = url
        self.attempts = attempts
        self.http_version = http_version
        self.operation = operation
        self.notes = notes

    @property
    def request_id(self) -> str | None:
        """The provider's id of the request, to be quoted to its support."""
        return first_of(self.headers, self._id_headers)

    def __reduce__(self) -> tuple[Any, ...]:
        return ResponseInfo, tuple(getattr(self, name) for name in _INFO)

    def __repr__(self) -> str:
        differs = f", notes={len(self.notes)}" if self.notes else ""
        return (
            f"ResponseInfo(status={self.status}, operation={self.operation!r}, request_id={self.request_id!r}, "
            f"elapsed={self.elapsed:.3f}, attempts={self.attempts}{differs})"
        )


_INFO = (
    "status",
    "headers",
    "_id_headers",
    "elapsed",
    "url",
    "attempts",
    "http_version",
    "operation",
    "notes",
)


def response_of(result: object) -> ResponseInfo:
    """The response behind a result: a model, a page or a binary answer.

    Plain values (text, lists, ``None``) cannot carry it; use ``RequestOptions(on_response=...)`` for those. Neither
    can copies and unpickled models.
    """
    info = getattr(result, "__clientome_response__", None)
    if isinstance(info, ResponseInfo):
        return info
    raise TypeError(
        f"no response is attached to this {type(result).__name__}; only models, pages and binary answers as returned "
        "by a method carry one. Use RequestOptions(on_response=...) for other results"
    )
