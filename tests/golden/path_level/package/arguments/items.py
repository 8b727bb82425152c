"""Arguments of the operations of Parameters of a path: items."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import items


class GetItem(ArgumentsModel):
    """Arguments of GET /shops/{shopId}/items/{name}.{format}."""

    shop_id: StrictStr
    name: StrictStr
    format: Literal["json", "csv"]
    limit: Annotated[StrictInt, Field(le=99)]


class DeleteItem(ArgumentsModel):
    """Arguments of DELETE /shops/{shopId}/items/{name}.{format}."""

    shop_id: StrictStr
    name: StrictStr
    format: Literal["json", "csv"]
    limit: Annotated[StrictInt | None, Field(le=10)] = None


class GetPoint(ArgumentsModel):
    """Arguments of GET /matrix/{point}."""

    point: items.GetPointPoint
