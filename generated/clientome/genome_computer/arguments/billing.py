"""Arguments of the operations of genome.computer: billing."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StrictBool, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import billing


class UpdateBillingAccount(ArgumentsModel):
    """Arguments of PATCH /v1/billing/account."""

    mode: billing.BillingModeInput
    stripe_customer_id: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    stripe_payment_method_id: Annotated[
        StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})
    ] = None
    invoice_terms_days: StrictInt | None = None
    monthly_minimum_cents: StrictInt | None = None
    enterprise_upfront_credit_cents: StrictInt | None = None
    auto_charge: StrictBool | None = None
    metadata: dict[str, Any] | None = None


class ListPeriodCharges(ArgumentsModel):
    """Arguments of GET /v1/billing/periods/{yearMonth}/charges."""

    year_month: Annotated[StrictStr, Field(pattern="^[0-9]{4}-(0[1-9]|1[0-2])$")]


class FinalizeBillingPeriod(ArgumentsModel):
    """Arguments of POST /v1/billing/periods/{yearMonth}/finalize."""

    year_month: Annotated[StrictStr, Field(pattern="^[0-9]{4}-(0[1-9]|1[0-2])$")]


class GeneratePeriodCharges(ArgumentsModel):
    """Arguments of POST /v1/billing/periods/{yearMonth}/generate."""

    year_month: Annotated[StrictStr, Field(pattern="^[0-9]{4}-(0[1-9]|1[0-2])$")]
