"""What the templates show: values with every annotation and docstring spelt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..ir import Operation
from .examples import ExampleCall


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptorView:
    """`Acceptor(...)`."""

    state: str
    path: tuple[str | int, ...] | None
    any_of: tuple[Any, ...]
    status: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiterView:
    """One wait method."""

    name: str
    constant: str
    operation: str
    inputs: Mapping[str, str]
    arguments: tuple[ArgumentView, ...]
    result: tuple[str | int, ...]
    reason: tuple[str | int, ...] | None
    acceptors: tuple[AcceptorView, ...]
    min_delay: float
    max_delay: float
    timeout: float | None
    annotation: str
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
    example: ExampleCall | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceView:
    """One resource: its methods and waiters."""

    name: str
    class_name: str
    description: str
    methods: tuple[MethodView, ...]
    waiters: tuple[WaiterView, ...]
    imports: tuple[tuple[str, str | None], ...]
