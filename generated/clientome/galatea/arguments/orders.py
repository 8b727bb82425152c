"""Arguments of the operations of GalateaBio Ancestry: orders."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import orders


class ListOrders(ArgumentsModel):
    """Arguments of GET /exec/orders."""

    page: Annotated[StrictInt | None, Field(ge=1)] = None
    page_size: Annotated[StrictInt | None, Field(ge=1)] = None
    filter: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True}, min_length=1)] = (
        None
    )
    status: orders.OrderStatusInput | None = None
    status_group: orders.OrderStatusGroup | None = None
    tags_ids: list[UUID | StrictStr] | None = None
    type: orders.OrderTypeInput | None = None
    model_name: StrictStr | None = None
    model_api_name: orders.ModelApiName | None = None
    org_names: list[StrictStr] | None = None
    min_date: date | None = None
    max_date: date | None = None
    orders_ids: list[UUID | StrictStr] | None = None


class SubmitOrder(ArgumentsModel):
    """Arguments of POST /exec/orders."""

    source_file_id: UUID | StrictStr
    model_name: Annotated[StrictStr, Field(min_length=1)]
    tags_ids: list[UUID | StrictStr] | None = None
    pdf_report_types: list[orders.PrsReportType] | None = None
    pdf_metadata: Annotated[
        orders.PdfMetadataInput | None, Field(json_schema_extra={"x-sdk-sensitive": True})
    ] = None


class UpdateOrderTags(ArgumentsModel):
    """Arguments of PATCH /exec/orders/{order_id}."""

    order_id: UUID | StrictStr
    tags_ids: list[UUID | StrictStr]


class CancelOrder(ArgumentsModel):
    """Arguments of POST /exec/cancel."""

    order_id: UUID | StrictStr
