"""The same call for many ids, one after the other.

Rules:

- The ids are collected before the first call: cancelling what a list holds changes the list.
- A result or an error for each id, in their order; equal ids count once. What fails does not end the others.
- Refused credentials and a connection that cannot be made concern everybody: what is left gets that error, unsent.
- A wrong setting or a wrong argument beside the id is raised where it is found at the first call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from ..base.errors import (
    APIError,
    ArgumentError,
    ClientomeError,
    ConfigurationError,
    ConnectError,
    ConnectTimeout,
)
from ..base.options import RequestOptions
from ..call.invoke import perform
from ..call.session import Session
from ..flow.effects import Flow
from ..spec.operation import Operation
from .many import CREDENTIALS, Waited

T = TypeVar("T")


def call_each(
    session: Session,
    operation: Operation[T],
    argument: str,
    ids: Iterable[Any],
    others: Mapping[str, object],
    options: RequestOptions,
) -> Flow[list[Waited[T]]]:
    """Call an operation for each id. They are collected here, not by the flow: that may take calls of its own."""
    if isinstance(ids, (str, bytes)):
        raise ArgumentError(f"{operation.id}: expected several ids, not one text", argument)
    return _each(session, operation, argument, list(dict.fromkeys(ids)), others, options)


def _each(
    session: Session,
    operation: Operation[T],
    argument: str,
    ids: list[Any],
    others: Mapping[str, object],
    options: RequestOptions,
) -> Flow[list[Waited[T]]]:
    is_sensitive = any(p.name == argument and p.sensitive for p in operation.parameters)
    done: list[Waited[T]] = []
    final: ClientomeError | None = None
    for one in ids:
        result: T | None = None
        error = final
        if final is None:
            try:
                result = (yield from perform(session, operation, {**others, argument: one}, options)).result
            except ClientomeError as caught:
                beside = isinstance(caught, ArgumentError) and caught.argument not in (None, argument)
                if not done and (beside or isinstance(caught, ConfigurationError)):
                    raise
                error = caught
                if _concerns_everybody(caught):
                    final = caught
        done.append(Waited(one, result, error, is_sensitive))
    return done


def _concerns_everybody(error: ClientomeError) -> bool:
    if isinstance(error, APIError):
        return error.status in CREDENTIALS
    return isinstance(error, (ConnectError, ConnectTimeout, ConfigurationError))
