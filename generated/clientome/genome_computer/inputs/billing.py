"""Values inside requests of genome.computer: billing."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, StrictBool, StrictInt, StrictStr

from clientome._runtime.generated import InputModel

BillingModeInput: TypeAlias = Literal["card_on_file", "enterprise_prepaid", "invoice_arrears"]
"""How the organisation pays."""


class UpdateBillingAccountRequest(InputModel):
    mode: BillingModeInput
    """How the organisation pays; must be given with every change."""
    stripe_customer_id: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Customer id at Stripe."""
    stripe_payment_method_id: Annotated[
        StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})
    ] = None
    """Payment method id at Stripe."""
    invoice_terms_days: StrictInt | None = None
    """Days until an invoice is due."""
    monthly_minimum_cents: StrictInt | None = None
    """Monthly minimum in cents."""
    enterprise_upfront_credit_cents: StrictInt | None = None
    """Credit paid in advance, in cents."""
    auto_charge: StrictBool | None = None
    """Whether to charge the payment method automatically."""
    metadata: dict[str, Any] | None = None
    """Data of any shape to keep with the account."""
