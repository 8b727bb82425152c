"""A call that is checked and not sent: ``RequestOptions(dry_run=True)``.

Rules:

- Everything that is checked before a byte leaves is checked: arguments, files and their sizes, the environment, the
  credentials, and the price against the limits where it is known. What goes wrong is the same error as of the call.
- Nothing is sent, also not to log in, to ask for a price or for a description of named values; nothing is written down,
  and no money is reserved. What could not be checked for that reason stands in ``unchecked``.
- Methods of several requests, such as uploads and waits, end before the first of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..base.errors import ClientomeError
from ..base.guards import is_mapping
from ..base.headers import MASK, Headers, mask, may_show_header
from ..base.outcome import Outcome
from ..body.body import Body
from ..body.sources import BodySource
from ..http.messages import Request
from ..policies.spending import Cost
from .request import Prepared


@dataclass(frozen=True, slots=True)
class CheckedRequest:
    """A request that would have been sent. Secrets and sensitive values are masked.

    ``arguments`` are shown as text. ``size`` is the size of the body in bytes, None where it is not known. ``files`` are
    names and sizes of the files in it. ``cost`` is what is known of the price. ``unchecked`` says what could not be
    checked without sending anything.
    """

    operation: str
    method: str
    url: str
    headers: Headers
    arguments: Mapping[str, str]
    size: int | None
    files: tuple[tuple[str | None, int | None], ...] = field(repr=False)
    cost: Cost | None
    unchecked: tuple[str, ...]


class DryRun(ClientomeError):
    """Nothing was sent, as was asked for: ``request`` is what would have been."""

    outcome: Outcome | None = Outcome.NOT_SENT

    def __init__(self, request: CheckedRequest) -> None:
        super().__init__(
            f"{request.operation}: checked and not sent, since dry_run is set; see the error's `request`"
        )
        self.request = request

    def __reduce__(self) -> tuple[type[DryRun], tuple[CheckedRequest]]:
        return DryRun, (self.request,)


def checked_request(
    operation: str,
    request: Request,
    prepared: Prepared,
    hidden: frozenset[str],
    secrets: list[str],
    unchecked: tuple[str, ...],
) -> CheckedRequest:
    """What a request would be, without what must not be seen."""
    body = request.body
    sources = (
        [piece for piece in body.pieces if isinstance(piece, BodySource)] if isinstance(body, Body) else []
    )
    headers = [
        (name, value if may_show_header(name.decode()) else MASK.encode()) for name, value in request.headers
    ]
    return CheckedRequest(
        operation=operation,
        method=request.method,
        url=request.shown or request.origin,
        headers=Headers(headers),
        arguments={name: mask(text, secrets) for name, text in _shown(prepared, hidden)},
        size=0 if body is None else len(body) if isinstance(body, bytes) else body.length,
        files=tuple((source.name, source.size) for source in sources),
        cost=None,
        unchecked=unchecked,
    )


def _shown(prepared: Prepared, hidden: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The arguments as text: models mask what is sensitive themselves."""
    checked = prepared.checked
    model: Any = checked.model
    pairs: Iterable[tuple[str | None, Any]] = model.items() if is_mapping(model) else model.__repr_args__()
    for name, value in pairs:
        if name is not None and name not in checked.files:
            yield name, MASK if name in hidden else repr(value)
