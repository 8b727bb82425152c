"""Values inside requests of Where null is sent: things."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import InputModel

Words: TypeAlias = Literal["p"] | None

Text: TypeAlias = StrictStr | None

PatchThingBoth: TypeAlias = Annotated[StrictStr, Field(max_length=9)] | None

PatchThingOnePart: TypeAlias = StrictStr

PatchThingOneOf: TypeAlias = Text | StrictInt


class Inner(InputModel):
    must: StrictStr | None
    words: Annotated[Literal[1] | None, Field(json_schema_extra={"x-sdk-nullable": True})] = None
    ref: Annotated[Text | None, Field(json_schema_extra={"x-sdk-nullable": True})] = None
    anything: Annotated[Any | None, Field(json_schema_extra={"x-sdk-nullable": True})] = None
    text: StrictStr | None = None
    list_: Annotated[list[StrictStr | None] | None, Field(alias="list")] = None
