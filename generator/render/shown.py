"""What the templates show: values with every annotation and docstring spelt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..ir import Operation
from ..vocabulary import operation as v
from .examples import ExampleCall

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentView:
    """One keyword argument of a method."""

    name: str
    annotation: str
    default: str | None
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """One success answer."""

    status: int
    kind: str
    type: str | None
    content_type: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaginationView:
    """`Pagination(...)` with argument names and attribute paths."""

    style: str
    items: tuple[str | int, ...]
    page: str | None
    size: str | None
    offset: str | None
    limit: str | None
    total: tuple[str | int, ...] | None
    next: tuple[str | int, ...] | None
    first_page: int
    key: tuple[tuple[str | int, ...], ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptorView:
    """`Acceptor(...)`."""

    state: str
    path: tuple[str | int, ...] | None
    any_of: tuple[Any, ...]
    status: int | None
    match: str
    max_delay: float | None
    message: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationView:
    """`Explanation(...)`."""

    operation: str
    inputs: Mapping[str, str]
    constants: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """`Item(...)`."""

    items: tuple[str | int, ...]
    key: tuple[str | int, ...]
    argument: str
    is_uuid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterView:
    """`After(...)`."""

    waiter: str
    inputs: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationView:
    """`Cancellation(...)`."""

    operation: str
    inputs: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateListView:
    """`StateList(...)`."""

    operation: str
    items: Path
    key: Path
    state: Path
    constants: Mapping[str, Any]
    ids: str | None
    most_ids: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiterView:
    """One wait method."""

    name: str
    constant: str
    operation: str
    inputs: Mapping[str, str]
    constants: Mapping[str, Any]
    arguments: tuple[ArgumentView, ...]
    result: tuple[str | int, ...]
    reason: tuple[str | int, ...] | None
    acceptors: tuple[AcceptorView, ...]
    knows_states: bool
    min_delay: float
    max_delay: float
    timeout: float | None
    explanation: ExplanationView | None
    item: ItemView | None
    after: AfterView | None
    cancel: CancellationView | None
    state_list: StateListView | None
    annotation: str
    doc: str
    many: str | None
    many_doc: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestView:
    """`Manifest(...)`."""

    operation: str
    inputs: Mapping[str, str]
    items: Path | None
    argument: str | None
    key: Path | None
    name: Path | None
    size: Path | None
    checksum: Path | None
    constants: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadView:
    """One method that downloads to the disk; those of kind "all" share the `Download(...)` of the single one."""

    name: str
    constant: str
    operation: str
    kind: Literal["single", "links", "all"]
    arguments: tuple[ArgumentView, ...]
    file_name: str | None
    manifest: ManifestView | None
    link: Path | str | None
    links: Path | str | None
    verifies: bool
    doc: str
    original: Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class WayView:
    """One way of a managed upload: its fields as source, the arguments that it takes from the caller, and the
    operation whose answer is the result."""

    kind: Literal["direct", "signed", "sftp"]
    fields: Mapping[str, Any]
    taking: tuple[ArgumentView, ...]
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedView:
    """One managed upload."""

    name: str
    constant: str
    arguments: tuple[ArgumentView, ...]
    annotation: str
    file_annotation: str
    ways: tuple[WayView, ...]
    kinds: tuple[str, ...]
    archive: str | None
    upload: v.Upload | None
    then: str | None
    then_inputs: Mapping[str, Path]
    doc: str
    original: Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceListView:
    """`PriceList(...)`."""

    operation: str
    items: Path
    key: Path
    argument: str
    fixed: Path | None
    hourly: Path | None
    least_seconds: Path | None
    minutes: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PricingView:
    """`Pricing(...)`."""

    currency: str
    prices: PriceListView | None
    charged: Path | None
    charged_currency: Path | None
    digits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateView:
    """One method that estimates what a call costs."""

    name: str
    constant: str
    arguments: tuple[ArgumentView, ...]
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """One method, sync and async."""

    name: str
    constant: str
    operation: Operation
    arguments_class: str | None
    arguments: tuple[ArgumentView, ...]
    answers: tuple[AnswerView, ...]
    unwrap: tuple[str | int, ...]
    pagination: PaginationView | None
    call: str
    annotation: str
    async_annotation: str
    doc: str
    idempotency: str | None
    idempotency_required_in: tuple[str, ...]
    security: tuple[tuple[str, ...], ...]
    payment_challenge: str | None
    payment_proof: str | None
    guide: str | None
    look_up: str | None
    pricing: PricingView | None
    uploads: bool
    example: ExampleCall | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceView:
    """One resource: its methods and waiters."""

    name: str
    class_name: str
    description: str
    methods: tuple[MethodView, ...]
    waiters: tuple[WaiterView, ...]
    downloads: tuple[DownloadView, ...]
    managed: tuple[ManagedView, ...]
    estimates: tuple[EstimateView, ...]
    needs: tuple[str, ...]
    imports: tuple[tuple[str, str | None], ...]
