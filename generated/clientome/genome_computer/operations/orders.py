"""The operations of `orders`, each described once for both clients."""

from __future__ import annotations

from typing import Any

from clientome._runtime.generated import (
    Acceptor,
    Answer,
    Download,
    Media,
    Operation,
    Page,
    Pagination,
    Parameter,
    Pricing,
    Waiter,
)

from .. import models
from ..arguments import orders as arguments

LIST: Operation[Page[models.OrderSummary]] = Operation(
    id="listOrders",
    method="GET",
    path="/v1/orders",
    answers=(Answer(200, "json", type=models.OrderList),),
    arguments=arguments.ListOrders,
    parameters=(Parameter("status", "query"), Parameter("limit", "query")),
    pagination=Pagination(style="single", items=("data",), limit="limit"),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

CREATE: Operation[models.Order] = Operation(
    id="createOrder",
    method="POST",
    path="/v1/orders",
    answers=(Answer(200, "json", type=models.Order), Answer(201, "json", type=models.Order)),
    arguments=arguments.CreateOrder,
    parameters=(
        Parameter("idempotency_key", "header", wire="Idempotency-Key"),
        Parameter("type", "body"),
        Parameter("client_name", "body", sensitive=True),
        Parameter("user_reference", "body"),
        Parameter("retention", "body"),
        Parameter("deliverables", "body"),
        Parameter("customer", "body"),
        Parameter("shipping_address", "body"),
        Parameter("shipping", "body", sensitive=True),
    ),
    body=(
        Media(
            "application/json",
            (
                "type",
                "client_name",
                "user_reference",
                "retention",
                "deliverables",
                "customer",
                "shipping_address",
                "shipping",
            ),
        ),
    ),
    body_required=True,
    retry="keyed",
    idempotency="idempotency_key",
    idempotency_required_in=("production",),
    billable=True,
    pricing=Pricing(currency="usd", charged=("total_cents",), charged_currency=("currency",), digits=2),
    look_up="orders.list",
    security=(("bearer",),),
    read_timeout=300.0,
)

GET: Operation[models.Order] = Operation(
    id="getOrder",
    method="GET",
    path="/v1/orders/{orderId}",
    answers=(Answer(200, "json", type=models.Order),),
    arguments=arguments.GetOrder,
    parameters=(Parameter("order_id", "path", wire="orderId"),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

LIST_EVENTS: Operation[Page[models.OrderEvent]] = Operation(
    id="listOrderEvents",
    method="GET",
    path="/v1/orders/{orderId}/events",
    answers=(Answer(200, "json", type=models.OrderEventList),),
    arguments=arguments.ListOrderEvents,
    parameters=(Parameter("order_id", "path", wire="orderId"),),
    pagination=Pagination(style="single", items=("data",)),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

GET_FILES: Operation[models.FileLinks] = Operation(
    id="getOrderFiles",
    method="GET",
    path="/v1/orders/{orderId}/files",
    answers=(Answer(200, "json", type=models.FileLinks),),
    arguments=arguments.GetOrderFiles,
    parameters=(Parameter("order_id", "path", wire="orderId"),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

GET_SHIPMENT: Operation[models.Shipment] = Operation(
    id="getOrderShipment",
    method="GET",
    path="/v1/orders/{orderId}/shipment",
    answers=(Answer(200, "json", type=models.Shipment),),
    arguments=arguments.GetOrderShipment,
    parameters=(Parameter("order_id", "path", wire="orderId"),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)


GET_WAIT: Waiter[models.Order] = Waiter(
    name="wait",
    operation=GET,
    acceptors=(
        Acceptor(state="success", path=("status",), any_of=("completed",)),
        Acceptor(state="failure", path=("status",), any_of=("failed", "cancelled")),
        Acceptor(
            state="retry",
            path=("status",),
            any_of=(
                "payment_pending",
                "kit_shipped",
                "kit_delivered",
                "sample_registered",
                "sample_returned",
            ),
            max_delay=21600.0,
        ),
    ),
    min_delay=30.0,
    max_delay=3600.0,
    timeout=5184000.0,
    reason=("status_label",),
)

DOWNLOAD_FILES: Download[Any] = Download(operation=GET_FILES, links="anywhere")
