"""Values inside requests of Alternatives: animals."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import InputModel


class CatInput(InputModel):
    kind: Literal["cat"]
    lives: StrictInt | None = None


class DogInput(InputModel):
    kind: Literal["hound"]
    tricks: list[StrictStr] | None = None


AnimalInput: TypeAlias = Annotated[CatInput | DogInput, Field(discriminator="kind")]
