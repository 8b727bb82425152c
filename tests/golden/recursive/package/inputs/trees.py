"""Values inside requests of Schemas that contain themselves: trees."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictStr

from clientome._runtime.generated import InputModel


class TreeInput(InputModel):
    label: StrictStr
    children: list[TreeInput] | None = None
    by_name: dict[str, TreeInput] | None = None
    owner: OwnerInput | None = None


class OwnerInput(InputModel):
    favourite: Annotated[TreeInput | None, Field(json_schema_extra={"x-sdk-nullable": True})] = None
