"""Values inside requests of subseq.bio: payments."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictInt

from clientome._runtime.generated import InputModel


class CreditPurchase(InputModel):
    """How many credits to buy."""

    credits: Annotated[StrictInt, Field(ge=1)]
    """Number of credits, from 1 to `top_up_max_credits` of `GET /pricing`."""
