"""Answers of genome.computer: billing."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from clientome._runtime.generated import AnswerModel

BillingMode: TypeAlias = Literal["card_on_file", "enterprise_prepaid", "invoice_arrears"] | str
"""How the organisation pays."""

BalanceTransactionList: TypeAlias = dict[str, Any]
"""Movements of the balance. The provider documents no fields."""

BillingPeriodList: TypeAlias = dict[str, Any]
"""Billing periods. The provider documents no fields."""

PeriodChargeList: TypeAlias = dict[str, Any]
"""Charges of one billing period. The provider documents no fields."""

FinalizedPeriod: TypeAlias = dict[str, Any]
"""A closed billing period or its invoice. The provider documents no fields."""

GeneratedCharges: TypeAlias = dict[str, Any]
"""What generating the charges of a period brought. The provider documents no fields."""


class BillingAccount(AnswerModel):
    """The billing account. The provider documents no fields; those named here are the ones that can be set."""

    mode: BillingMode | None = None
    stripe_customer_id: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Customer id at Stripe."""
    stripe_payment_method_id: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Payment method id at Stripe."""
    invoice_terms_days: int | None = None
    """Days until an invoice is due."""
    monthly_minimum_cents: int | None = None
    """Monthly minimum in cents."""
    enterprise_upfront_credit_cents: int | None = None
    """Credit paid in advance, in cents."""
    auto_charge: bool | None = None
    """Whether the payment method is charged automatically."""
    metadata: dict[str, Any] | None = None
    """Data of any shape."""
