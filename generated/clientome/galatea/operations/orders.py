"""The operations of `orders`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Acceptor,
    Answer,
    Cancellation,
    Condition,
    Constraint,
    Explanation,
    Item,
    Media,
    Operation,
    Page,
    Pagination,
    Parameter,
    Recovery,
    StateList,
    Waiter,
)

from .. import models
from ..arguments import orders as arguments

LIST: Operation[Page[models.Order]] = Operation(
    id="listOrders",
    method="GET",
    path="/exec/orders",
    answers=(Answer(200, "json", type=models.OrderPage),),
    arguments=arguments.ListOrders,
    parameters=(
        Parameter("page", "query"),
        Parameter("page_size", "query"),
        Parameter("filter", "query", sensitive=True),
        Parameter("status", "query"),
        Parameter("status_group", "query"),
        Parameter("tags_ids", "query", explode=False),
        Parameter("type", "query"),
        Parameter("model_name", "query"),
        Parameter("model_api_name", "query"),
        Parameter("org_names", "query", explode=False),
        Parameter("min_date", "query"),
        Parameter("max_date", "query"),
        Parameter("orders_ids", "query", explode=False),
    ),
    pagination=Pagination(
        style="page",
        items=("results",),
        page="page",
        size="page_size",
        total=("count",),
        next=("next",),
        key=(("id",),),
    ),
    retry="safe",
    readonly=True,
    security=(("api_key",), ("login",)),
)

SUBMIT: Operation[models.Order] = Operation(
    id="submitOrder",
    method="POST",
    path="/exec/orders",
    answers=(Answer(200, "json", type=models.SubmitAnswer), Answer(201, "json", type=models.SubmitAnswer)),
    arguments=arguments.SubmitOrder,
    parameters=(
        Parameter("source_file_id", "body"),
        Parameter("model_name", "body"),
        Parameter("tags_ids", "body"),
        Parameter("pdf_report_types", "body"),
        Parameter("pdf_metadata", "body", sensitive=True),
    ),
    body=(
        Media(
            "application/json",
            ("source_file_id", "model_name", "tags_ids", "pdf_report_types", "pdf_metadata"),
        ),
    ),
    body_required=True,
    first=True,
    billable=True,
    look_up="orders.list",
    recovery=Recovery(
        operation="operations.orders:LIST",
        inputs={"filter": "source_file_id"},
        match={("src_file_id",): "source_file_id", ("model",): "model_name"},
        since=("started_at",),
        id=("id",),
    ),
    security=(("api_key",), ("login",)),
    constraints=(
        Constraint(
            rule="requires",
            arguments=("pdf_metadata.sex",),
            message="A cancer report needs the biological sex, Male or Female, in pdf_metadata.sex.",
            when=Condition("pdf_report_types", any_of=("PRS_RUO_CANCER", "PRS_CLINICAL_CANCER")),
        ),
    ),
    read_timeout=300.0,
)

UPDATE_TAGS: Operation[models.Order] = Operation(
    id="updateOrderTags",
    method="PATCH",
    path="/exec/orders/{order_id}",
    answers=(Answer(200, "json", type=models.Order),),
    arguments=arguments.UpdateOrderTags,
    parameters=(Parameter("order_id", "path"), Parameter("tags_ids", "body")),
    body=(Media("application/json", ("tags_ids",)),),
    body_required=True,
    retry="safe",
    security=(("api_key",), ("login",)),
)

CANCEL: Operation[models.CancelAnswer] = Operation(
    id="cancelOrder",
    method="POST",
    path="/exec/cancel",
    answers=(Answer(200, "json", type=models.CancelAnswer),),
    arguments=arguments.CancelOrder,
    parameters=(Parameter("order_id", "body"),),
    body=(Media("application/json", ("order_id",)),),
    body_required=True,
    security=(("api_key",), ("login",)),
)

from . import results as results_operations

LIST_WAIT: Waiter[models.Order] = Waiter(
    name="wait",
    operation=LIST,
    acceptors=(
        Acceptor(state="success", path=("status",), any_of=("Completed",)),
        Acceptor(
            state="failure", path=("status",), any_of=("Failed", "Canceled", "Reports failed", "QC failed")
        ),
    ),
    min_delay=30.0,
    max_delay=60.0,
    timeout=18000.0,
    inputs={"order_id": "filter"},
    reason=("status",),
    explanation=Explanation(
        operation=results_operations.DOWNLOAD,
        inputs={"order_id": "order_id"},
        constants={"result_type": "EXEC_ERRORS"},
    ),
    item=Item(items=("results",), key=("id",), argument="order_id", is_uuid=True),
    cancel=Cancellation(operation=CANCEL),
    many=StateList(
        operation=LIST,
        items=("results",),
        key=("id",),
        state=("status",),
        constants={"page_size": 100},
        ids="orders_ids",
    ),
)
