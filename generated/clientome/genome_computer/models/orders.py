"""Answers of genome.computer: orders."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, Field

from clientome._runtime.generated import AnswerModel, SensitiveAnswer

from . import shared

Deliverable: TypeAlias = Literal["genome_bundle", "vcf", "fastq"] | str
"""A kind of file that an order can deliver."""


class Order(AnswerModel):
    """A sequencing order."""

    order_id: str
    """Public id; starts with `ord_`."""
    type: Literal["wgs_30x"] | str
    """Assay."""
    client_name: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Label of the end customer, as given."""
    user_reference: str | None = None
    """Your own id for the order, as given."""
    status: shared.OrderStatus
    status_label: str
    """The status in words, for display."""
    activation_code: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Code with which the person registers the kit."""
    activation_url: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Page on which the person registers the kit."""
    deliverables: list[Deliverable]
    """Kinds of files that were ordered."""
    retention: shared.Retention
    price_cents: int
    """Price of the assay in cents, fixed when the order was placed."""
    shipping_fee_cents: int
    """Shipping fee in cents."""
    total_cents: int
    """Price and shipping fee together, in cents."""
    currency: str
    """Currency code in lower case, for example `usd`."""
    estimated_completion_date: str | None = None
    """When results are expected; null while unknown. Date or date and time, the provider does not say."""
    shipment: Annotated[OrderShipment | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Shipment of the kit; null before there is one. Its fields are not documented here."""
    genome_id: str | None = None
    """Hosted genome that came out of the order; null before there is one."""
    storage_expires_at: AwareDatetime | None = None
    """When stored files will be removed; null while that is not settled."""
    created_at: AwareDatetime
    """When the order was placed."""
    updated_at: AwareDatetime
    """When the order last changed."""


class OrderSummary(AnswerModel):
    """One order in a list. The provider speaks of summaries without listing their fields; those named here carry the names of a full order, all others are kept."""

    order_id: str
    """Public id; starts with `ord_`."""
    status: shared.OrderStatus
    type: Literal["wgs_30x"] | str | None = None
    """Assay."""
    client_name: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Label of the end customer, as given."""
    user_reference: str | None = None
    """Your own id for the order, as given."""
    status_label: str | None = None
    """The status in words, for display."""
    genome_id: str | None = None
    """Hosted genome that came out of the order; null before there is one."""
    created_at: AwareDatetime | None = None
    """When the order was placed."""
    updated_at: AwareDatetime | None = None
    """When the order last changed."""


class OrderList(AnswerModel):
    data: list[OrderSummary]
    """Orders, as many as `limit` allows."""


class OrderEvent(AnswerModel):
    """One step in the life of an order."""

    event_id: str | None = None
    """Id of the event."""
    event_type: str | None = None
    """Type of the event, for example `order.created`."""
    status: shared.OrderStatus | None = None
    """Status of the order after the event."""
    payload: Annotated[OrderEventPayload | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Data of the event, of any shape."""
    created_at: AwareDatetime | None = None
    """When it happened."""


class OrderEventList(AnswerModel):
    data: list[OrderEvent]
    """Events of the order."""


class Shipment(AnswerModel):
    """Carrier and tracking of a kit. Every field can be missing or null until the kit is on its way."""

    carrier: str | None = None
    """Name of the carrier."""
    tracking_number: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Tracking number at the carrier."""
    tracking_url: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Tracking page of the carrier."""
    status: str | None = None
    """Where the shipment stands, in the words of the provider or the carrier."""


class OrderShipment(SensitiveAnswer):
    """Shipment of the kit; null before there is one. Its fields are not documented here."""


class OrderEventPayload(SensitiveAnswer):
    """Data of the event, of any shape."""
