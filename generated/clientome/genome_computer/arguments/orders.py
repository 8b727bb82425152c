"""Arguments of the operations of genome.computer: orders."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import orders, shared


class ListOrders(ArgumentsModel):
    """Arguments of GET /v1/orders."""

    status: shared.OrderStatusInput | None = None
    limit: Annotated[StrictInt | None, Field(ge=1, le=100)] = None


class CreateOrder(ArgumentsModel):
    """Arguments of POST /v1/orders."""

    idempotency_key: Annotated[StrictStr | None, Field(min_length=1)] = None
    type: Literal["wgs_30x"]
    client_name: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    user_reference: StrictStr | None = None
    retention: shared.RetentionInput | None = None
    deliverables: list[orders.DeliverableInput] | None = None
    customer: orders.Customer | None = None
    shipping_address: orders.ShippingAddress | None = None
    shipping: Annotated[dict[str, Any] | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None


class GetOrder(ArgumentsModel):
    """Arguments of GET /v1/orders/{orderId}."""

    order_id: Annotated[StrictStr, Field(min_length=1)]


class ListOrderEvents(ArgumentsModel):
    """Arguments of GET /v1/orders/{orderId}/events."""

    order_id: Annotated[StrictStr, Field(min_length=1)]


class GetOrderFiles(ArgumentsModel):
    """Arguments of GET /v1/orders/{orderId}/files."""

    order_id: Annotated[StrictStr, Field(min_length=1)]


class GetOrderShipment(ArgumentsModel):
    """Arguments of GET /v1/orders/{orderId}/shipment."""

    order_id: Annotated[StrictStr, Field(min_length=1)]
