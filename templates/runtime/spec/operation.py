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
    without it ``None`` means "left out". ``rest`` is a mapping of further fields of the body.
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
    rest: bool = False

    @property
    def wire_name(self) -> str:
        """The name on the wire."""
        return self.wire or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """Limits of an upload: one file field, or a whole body.

    ``relative_paths`` takes folders, whose files go by their paths; ``folder_name`` says whether its name comes first.
    """

    max_bytes: int | None = None
    max_files: int | None = None
    relative_paths: bool = False
    folder_name: bool = True
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

    ``items``, ``total`` and ``next`` are paths inside the whole answer (envelope included). ``key`` are paths to
    what tells an item from all others: each is then given once, although rows move while pages are read.
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
    key: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A 402 that carries a payment challenge in one header and is answered by another (an argument name)."""

    protocol: Literal["x402"]
    version: int
    challenge: str
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceList:
    """Where prices are told before a call: in a list of another operation, a "module:NAME" reference.

    The row is the one of ``items`` whose value at ``key`` equals the call's ``argument``. A call costs what stands at
    ``fixed``, and ``hourly`` for each hour that it runs, ``least_seconds`` at least. ``minutes`` is the argument that
    limits how long it may run.
    """

    operation: str
    items: Path
    key: Path
    argument: str
    fixed: Path | None = None
    hourly: Path | None = None
    least_seconds: Path | None = None
    minutes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """What a call costs, in ``currency``: told before by ``prices``, or afterwards by the answer, at ``charged``.

    There it counts units of which 10 to the power of ``digits`` are one of the currency. An amount of another currency
    than ``charged_currency`` says is not counted.
    """

    currency: str
    prices: PriceList | None = None
    charged: Path | None = None
    charged_currency: Path | None = None
    digits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Where the size and the digest of a file are told before it is downloaded: in an answer of another operation.

    ``inputs`` maps that operation's arguments to the download's. ``items`` leads to the list of files in the answer
    (in one item of it where the operation is paged); without it the answer is the one item. The item is the one whose
    value at ``key`` equals the download's ``argument``; without that argument nothing is known. ``name``, ``size`` and
    ``checksum`` lead from the item to its relative path, its bytes and its digest, an MD5 or SHA-256 in hexadecimal;
    digests of another form cannot be checked and are passed over. ``constants`` are arguments of the download that
    every file of the list takes.
    """

    operation: Operation[Any]
    inputs: Mapping[str, str] = field(default_factory=dict[str, str])
    items: Path | None = None
    argument: str | None = None
    key: Path | None = None
    name: Path | None = None
    size: Path | None = None
    checksum: Path | None = None
    constants: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True, kw_only=True)
class Download(Generic[T_co]):
    """A file that an operation brings, or one or several signed links to files.

    ``link`` leads to the link in the whole answer, ``links`` to the list of links; "anywhere" takes the http(s)
    addresses that stand anywhere in it, for providers that do not document the place. Without both the answer is the
    file. ``file_name`` is the argument whose last segment is the name in a folder where the server proposes none.
    """

    operation: Operation[T_co]
    file_name: str | None = None
    manifest: Manifest | None = None
    link: Path | Literal["anywhere"] | None = None
    links: Path | Literal["anywhere"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """Another operation describes the named values that an argument takes; they are checked before anything is sent.

    ``operation`` is a "module:NAME" reference below the provider's package. ``inputs`` maps its arguments to those of
    the operation that has the guide; ``values`` is the argument that takes the named values.
    """

    operation: str
    inputs: Mapping[str, str]
    values: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """How to find out whether a call was carried out whose answer was lost: in a list of what there is.

    ``operation`` is a "module:NAME" reference below the provider's package; ``inputs`` maps its arguments to those of
    the call (or to ``$file.name``, ``$file.size``, ``$file.md5``), ``constants`` are others of its arguments. ``match``
    maps paths in an item to what must stand there (with ``prefix``: what it begins with, after that text); ``note`` is an argument that can carry
    a mark of ours, and ``note_at`` where an item shows it. ``since`` leads to the time at which the item was made and
    ``id`` to its id, which the call's own result has at the same place. After ``settle`` seconds absence counts.
    """

    operation: str
    inputs: Mapping[str, str] = field(default_factory=dict[str, str])
    constants: Mapping[str, object] = field(default_factory=dict[str, object])
    match: Mapping[Path, str] = field(default_factory=dict[Path, str])
    prefix: str | None = None
    note: str | None = None
    note_at: Path | None = None
    since: Path | None = None
    id: Path | None = None
    settle: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectWay:
    """A file goes in a request of an operation, up to ``max_bytes``. ``argument`` takes the file."""

    operation: Operation[Any]
    argument: str
    max_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedWay:
    """A file goes to a place that an operation gives out: ``start``, then the bytes, then perhaps ``finish``.

    Inputs map an operation's arguments to ``$file.name``, ``$file.size``, ``$file.sha256``, ``$file.content_type``,
    ``$file`` (the content), ``$start`` followed by a path like ``/upload_id`` in the start's result, or a literal.
    The bytes go by ``send`` where the description has an operation for it, else with ``method`` to the signed
    ``link`` in the start's whole answer ("anywhere": its only http(s) address), without any credential of ours. A
    ``method`` and ``headers`` beside the link win. ``$file.sha256`` in the start's inputs means that the content is
    read twice; for ``finish`` the digest is worked out while the bytes are sent. The method's own arguments go to the
    operations that have a parameter of that name. The result is that of the last operation.
    """

    start: Operation[Any]
    start_inputs: Mapping[str, object]
    send: Operation[Any] | None = None
    send_inputs: Mapping[str, object] = field(default_factory=dict[str, object])
    link: Path | Literal["anywhere"] | None = None
    method: str = "PUT"
    content_type: str | None = None
    finish: Operation[Any] | None = None
    finish_inputs: Mapping[str, object] = field(default_factory=dict[str, object])
    max_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SftpWay:
    """A file goes to an SFTP server; then the operation ``find`` is asked until the file shows.

    ``hosts`` are the servers by environment. ``find_inputs`` is as for :class:`SignedWay`, without ``$start``; the
    file is the item of ``items`` (a path in the whole answer) whose value at ``key`` ends in the uploaded file's
    folder and name. It is asked once before the upload too, to tell older files of the same name apart.
    """

    hosts: Mapping[str, str]
    find: Operation[Any]
    find_inputs: Mapping[str, object]
    items: Path
    key: Path
    file_name_pattern: str | None = None
    min_delay: float = 30.0
    max_delay: float = 60.0
    timeout: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedUpload(Generic[T_co]):
    """One method that uploads a file by the first way that takes its size. ``T_co`` is what it returns.

    With ``archive`` a folder or a list of files goes as one archive, made on the way. ``then`` waits for what the
    upload becomes; ``then_inputs`` maps the waiter's arguments to paths in the upload's result.
    """

    name: str
    ways: tuple[DirectWay | SignedWay | SftpWay, ...]
    archive: Literal["zip"] | None = None
    upload: Upload | None = None
    then: Waiter[T_co] | None = None
    then_inputs: Mapping[str, Path] = field(default_factory=dict[str, Path])


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(Generic[T_co]):
    """One operation of an API. ``T_co`` is what the method returns.

    ``path`` is the template; ``server`` replaces the base URL's path where the description says so.
    ``arguments`` validates all arguments together. ``unwrap`` leads from the answer to the result, ``first`` turns a
    list of one into its element. ``security`` lists alternatives, each a tuple of scheme names; empty means no auth.
    ``retry`` is "never", "safe" or "keyed"; ``idempotency`` names the argument that carries the key. ``read_timeout``
    is the longest silence in seconds before and within the answer, where the usual one is too short. ``look_up`` is the
    method that shows whether a call whose answer was lost has been carried out, such as "orders.list"; ``recovery`` says
    how a state does so by itself.
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
    pricing: Pricing | None = None
    look_up: str | None = None
    recovery: Recovery | None = None
    environments: tuple[str, ...] = ()
    security: tuple[tuple[str, ...], ...] = ()
    constraints: tuple[Constraint, ...] = ()
    upload: Upload | None = None
    rate_limits: tuple[RateLimit, ...] = ()
    payment: Payment | None = None
    guide: Guide | None = None
    read_timeout: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptor:
    """One rule of a waiter.

    A path with ``"*"`` leads to a list of values, of which ``match`` "any" or "all" must be one of ``any_of``; of an
    empty list neither holds. ``max_delay`` replaces the waiter's while a "retry" rule holds: for states that need a
    human. ``message`` is what the caller is told of a failure that the answer has no words for.
    """

    state: Literal["success", "failure", "retry"]
    path: Path | None = None
    any_of: tuple[str | bool | int | None, ...] = ()
    status: int | None = None
    match: Literal["any", "all"] = "any"
    max_delay: float | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The item of a list that is waited for: whose value at ``key`` equals the waiter's ``argument``, a UUID or text."""

    items: Path
    key: Path
    argument: str
    is_uuid: bool = False


@dataclass(frozen=True, slots=True)
class After:
    """What must have ended in a success first: a waiter, as a "module:NAME" reference below the provider's package.

    ``inputs`` maps its arguments to those of the waiter that has this.
    """

    waiter: str
    inputs: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Another operation that tells why it failed. Its arguments are the waiter's (``inputs``) and ``constants``."""

    operation: Operation[Any]
    inputs: Mapping[str, str] = field(default_factory=dict[str, str])
    constants: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """Another operation that ends what is waited for. Its arguments are the waiter's; ``inputs`` maps other names."""

    operation: Operation[Any]
    inputs: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class StateList:
    """A list that tells the states of many things, so that a wait for many asks it and not about each.

    ``state`` leads to what the waiter's rules look at, in the item of ``items`` whose id stands at ``key``. ``ids`` is
    the argument that takes the wanted ids, at most ``most_ids`` in a request; without it the list is read page by page.
    """

    operation: Operation[Any]
    items: Path
    key: Path
    state: Path
    constants: Mapping[str, object] = field(default_factory=dict[str, object])
    ids: str | None = None
    most_ids: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter(Generic[S_co]):
    """Poll ``operation`` until an acceptor decides. ``S_co`` is what waiting returns.

    ``inputs`` maps arguments of the wait method to arguments of the operation; ``constants`` are others of its
    arguments. Paths lead into the whole answer, or into the ``item`` where the answer is a list.
    Delays, in seconds, grow from ``min_delay`` to ``max_delay``. ``cancel`` is for callers who do not want to pay on
    for what took too long.
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
    explanation: Explanation | None = None
    constants: Mapping[str, object] = field(default_factory=dict[str, object])
    item: Item | None = None
    after: After | None = None
    cancel: Cancellation | None = None
    many: StateList | None = None
