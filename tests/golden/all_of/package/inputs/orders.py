"""Values inside requests of Schemas put together: orders."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import InputModel, StrictNumber


class BaseInput(InputModel):
    name: StrictStr
    size: Annotated[StrictNumber | None, Field(le=9.0)] = None


class Address(InputModel):
    city: StrictStr


class CreateOrderBody(InputModel):
    name: StrictStr
    size: Annotated[StrictInt | None, Field(ge=1, le=9)] = None
    address: Address
    """Where it goes."""
