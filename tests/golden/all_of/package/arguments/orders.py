"""Arguments of the operations of Schemas put together: orders."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import orders


class CreateOrder(ArgumentsModel):
    """Arguments of POST /orders."""

    name: StrictStr
    size: Annotated[StrictInt | None, Field(ge=1, le=9)] = None
    address: orders.Address
