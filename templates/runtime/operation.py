"""One API operation as a frozen value: everything the runtime must know to call it, described once.

Generated code makes these values; the sync and the async method of an operation share one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from .api import Path, RateLimit

T_co = TypeVar("T_co", covariant=True)
S_co = TypeVar("S_co", covariant=True)

Location = Literal["path", "query", "header", "cookie", "body", "file"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument of the method and its place in the request.

    ``style`` and ``explode`` are those of OpenAPI. ``location`` "body" is a top-level field of the request body (or,
    with ``whole``, the body itself) and "file" one that holds file content. ``content_type`` serialises a query
    parameter or a form part as that media type (JSON). With ``nullable`` an argument of ``None`` is sent as null;
    without it ``None`` means "left out".
    """

    name: str
    location: Location
    wire: str = ""
    style: str = ""
    explode: bool | None = None
    whole: bool = False
    content_type: str | None = None
    sensitive: bool = False
    allow_reserved: bool = False
    upload: Upload | None = None
    nullable: bool = False

    @property
    def wire_name(self) -> str:
        """The name on the wire."""
        return self.wire or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """Limits of an upload: one file field, or a whole body."""

    max_bytes: int | None = None
    max_files: int | None = None
    relative_paths: bool = False
    file_name_pattern: str | None = None
    extensions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """One content type that the body may have, and the arguments it can carry (Python names)."""

    content_type: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a success status brings. ``status`` 0 stands for every other 2xx.

    ``kind``: "json" (decoded into ``type``), "text" (str), "binary" (a stream), "bytes" (read whole; used only beside
    another kind), "none" (no content), "info" (the :class:`ResponseInfo` itself, for HEAD). ``type`` is anything that
    pydantic can validate.
    """

    status: int
    kind: Literal["json", "text", "binary", "bytes", "none", "info"]
    type: Any = None
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """True when the argument is given and, where ``any_of`` is set, equals or contains one of its values."""

    argument: str
    any_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """A rule over arguments, checked before anything is sent."""

    rule: Literal["requires", "forbids", "exactly-one", "at-least-one", "at-most-one"]
    arguments: tuple[str, ...]
    message: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """How a list operation is paged; ``page``, ``size``, ``offset`` and ``limit`` are argument names.

    ``items``, ``total`` and ``next`` are paths inside the whole answer (envelope included).
    """

    style: Literal["page", "offset", "single"]
    items: Path
    page: str | None = None
    size: str | None = None
    offset: str | None = None
    limit: str | None = None
    total: Path | None = None
    next: Path | None = None
    first_page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A 402 that carries a payment challenge in one header and is answered by another (an argument name)."""

    protocol: Literal["x402"]
    version: int
    challenge: str
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(Generic[T_co]):
    """One operation of an API. ``T_co`` is what the method returns.

    ``path`` is the template; ``server`` replaces the base URL's path where the description says so.
    ``arguments`` validates all arguments together. ``unwrap`` leads from the answer to the result, ``first`` turns a
    list of one into its element. ``security`` lists alternatives, each a tuple of scheme names; empty means no auth.
    ``retry`` is "never", "safe" or "keyed"; ``idempotency`` names the argument that carries the key.
    """

    id: str
    method: str
    path: str
    answers: tuple[Answer, ...]
    server: str | None = None
    arguments: Any = None
    parameters: tuple[Parameter, ...] = ()
    body: tuple[Media, ...] = ()
    body_required: bool = False
    unwrap: Path = ()
    first: bool = False
    enveloped: bool = False
    pagination: Pagination | None = None
    retry: Literal["never", "safe", "keyed"] = "never"
    idempotency: str | None = None
    idempotency_required_in: tuple[str, ...] = ()
    readonly: bool = False
    billable: bool = False
    environments: tuple[str, ...] = ()
    security: tuple[tuple[str, ...], ...] = ()
    constraints: tuple[Constraint, ...] = ()
    upload: Upload | None = None
    rate_limits: tuple[RateLimit, ...] = ()
    payment: Payment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptor:
    """One rule of a waiter."""

    state: Literal["success", "failure", "retry"]
    path: Path | None = None
    any_of: tuple[str | bool | int | None, ...] = ()
    status: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter(Generic[S_co]):
    """Poll ``operation`` until an acceptor decides. ``S_co`` is what waiting returns.

    ``inputs`` maps arguments of the wait method to arguments of the operation. Paths lead into the whole answer.
    Delays, in seconds, grow from ``min_delay`` to ``max_delay``.
    """

    name: str
    operation: Operation[Any]
    acceptors: tuple[Acceptor, ...]
    min_delay: float
    max_delay: float
    timeout: float | None = None
    inputs: Mapping[str, str] = field(default_factory=dict[str, str])
    result: Path = ()
    reason: Path | None = None
