"""The method that estimates what a call of an operation costs."""

from __future__ import annotations

from ..ir import Operation
from .shown import EstimateView
from .views import OPTIONS_DOC, Builder, constant


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
