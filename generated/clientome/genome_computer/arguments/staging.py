"""Arguments of the operations of genome.computer: staging."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import shared


class AdvanceTestOrder(ArgumentsModel):
    """Arguments of POST /v1/test/orders/{orderId}/advance."""

    order_id: Annotated[StrictStr, Field(min_length=1)]
    status: shared.OrderStatusInput
