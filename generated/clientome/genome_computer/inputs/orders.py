"""Values inside requests of genome.computer: orders."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, StrictStr

from clientome._runtime.generated import InputModel

from . import shared

DeliverableInput: TypeAlias = Literal["genome_bundle", "vcf", "fastq"]
"""A kind of file that an order can deliver."""


class Customer(InputModel):
    """The person who receives the kit."""

    name: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Full name."""
    email: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """E-mail address."""
    phone: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Phone number."""


class ShippingAddress(InputModel):
    """Where the kit goes. The provider accepts several spellings of the same thing; the snake_case ones are preferred here, the others are deprecated. Which fields are required is not documented."""

    line1: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Street and number."""
    line2: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Further address line, for example a flat."""
    city: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Town or city."""
    state: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """State, where the country has states."""
    region: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Region or province, where that is the word."""
    postal_code: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Postal code."""
    postal_code_alias: Annotated[
        StrictStr | None, Field(alias="postalCode", json_schema_extra={"x-sdk-sensitive": True})
    ] = None
    """Other spelling of `postal_code`; use that.

    Deprecated.
    """
    country: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Other name for `country_code`; use that.

    Deprecated.
    """
    country_code: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Country, as a code. The provider does not say which list of codes."""
    country_code_alias: Annotated[
        StrictStr | None, Field(alias="countryCode", json_schema_extra={"x-sdk-sensitive": True})
    ] = None
    """Other spelling of `country_code`; use that.

    Deprecated.
    """


class CreateOrderRequest(InputModel):
    type: Literal["wgs_30x"]
    """Assay. Only whole-genome sequencing at 30x is sold."""
    client_name: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Label of the end customer, for dashboards."""
    user_reference: StrictStr | None = None
    """Your own id for the order. It comes back in reads and webhook deliveries."""
    retention: shared.RetentionInput | None = None
    """How long sequencing artifacts are kept."""
    deliverables: list[DeliverableInput] | None = None
    """Kinds of files to deliver; all three when left out."""
    customer: Customer | None = None
    shipping_address: ShippingAddress | None = None
    shipping: Annotated[dict[str, Any] | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Further shipping data of any shape; the provider merges it into what it hands to the carrier."""
