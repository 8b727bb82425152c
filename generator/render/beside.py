"""Small methods beside an operation: what a call costs, and the same call for many ids."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..ir import Operation
from ..types import python
from . import docstrings
from .views import OPTIONS_DOC, ArgumentView, Builder, constant
from .waiting import plural


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateView:
    """One method that estimates what a call costs."""

    name: str
    constant: str
    arguments: tuple[ArgumentView, ...]
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForManyView:
    """One method that makes the same call for many ids."""

    name: str
    constant: str
    ids: str
    id: ArgumentView
    others: tuple[ArgumentView, ...]
    annotation: str
    doc: str


def for_many(builder: Builder, operation: Operation) -> ForManyView | None:
    """The method beside an operation that is called for many ids."""
    declared = operation.for_many
    if declared is None:
        return None
    arguments = {a.name: a for a in builder.arguments(operation)}
    id = arguments.pop(declared.argument)
    id = replace(id, annotation=python.not_optional(id.annotation), default=None)
    ids, others = plural(id.name), tuple(arguments.values())
    entries = [
        docstrings.argument(
            ids, f"Each as `{id.name}` of `{operation.name}`; the items of a list, for example", {}
        ),
        *(a.doc for a in others),
        OPTIONS_DOC,
    ]
    blocks = [
        f"{(operation.summary or operation.id).rstrip('.')}, for many.",
        "All ids are collected before the first call, so that a list may change by the calls. What fails does not end\n"
        "the others, unless the credentials are refused or there is no connection: then the rest is not sent.",
        f"Endpoint: ``{operation.method} {operation.path}``",
        "Args:\n" + "\n".join(entries),
        "Returns:\n    A result or an error for each, in the order of the ids.",
    ]
    return ForManyView(
        name=declared.method or f"{operation.name}_many",
        constant=constant(operation.name),
        ids=ids,
        id=id,
        others=others,
        annotation=builder.annotations(operation, builder.answers(operation))[1],
        doc="\n\n".join(blocks),
    )


def estimate(builder: Builder, operation: Operation) -> EstimateView | None:
    """The method beside an operation whose price is told before."""
    name, prices = operation.estimate_method, operation.cost.prices if operation.cost else None
    listing = builder.api.operation(prices.operation) if prices else None
    if name is None or prices is None or operation.cost is None or listing is None:
        return None
    wanted = (prices.argument, prices.minutes)
    arguments = tuple(a for a in builder.arguments(operation) if a.name in wanted)
    limit = "" if prices.minutes is None else f" What it costs at most is known with `{prices.minutes}` only."
    blocks = [
        f"Estimate what `{operation.name}` costs, in {operation.cost.currency}.",
        f"The prices are those of `{listing.resource}.{listing.name}`. Nothing is bought.{limit}",
        f"Endpoint: ``{listing.method} {listing.path}``",
        "Args:\n" + "\n".join([*(a.doc for a in arguments), OPTIONS_DOC]),
        "Returns:\n    What it costs at least and at most, each None where it is unknown.",
    ]
    return EstimateView(
        name=name, constant=constant(operation.name), arguments=arguments, doc="\n\n".join(blocks)
    )
