"""Arguments of the operations of subseq.bio: payments."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel


class CreateCheckout(ArgumentsModel):
    """Arguments of POST /payment/create-checkout."""

    credits: Annotated[StrictInt, Field(ge=1)]


class VerifyPayment(ArgumentsModel):
    """Arguments of GET /payment/verify."""

    session_id: Annotated[StrictStr, Field(json_schema_extra={"x-sdk-sensitive": True})]
    tx: StrictStr


class TopUpArguments(ArgumentsModel):
    """Arguments of POST /payment/x402/topup."""

    payment_signature: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    credits: Annotated[StrictInt, Field(ge=1)]
