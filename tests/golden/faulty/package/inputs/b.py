"""Values inside requests of Mistakes of others: b."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StrictBool

from clientome._runtime.generated import InputModel


class V(InputModel):
    t: Literal["v"]


class W(InputModel):
    t: Literal["w"]
    required: StrictBool | None = None


MappingBody: TypeAlias = Annotated[V | W, Field(discriminator="t")]
