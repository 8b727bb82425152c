"""Values inside requests of Numbers as they are given: numbers."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from clientome._runtime.generated import Exact, InputModel, StrictNumber

PutNumberInnerN: TypeAlias = Annotated[float, Exact(0.1)]

PutNumberListItem: TypeAlias = Annotated[StrictNumber, Field(le=9007199254740993)]

PutNumberStep: TypeAlias = Annotated[Annotated[float, Exact(0.1)], Field(ge=0)]

PutNumberStepsItem: TypeAlias = Annotated[float, Exact(0.01)]


class PutNumberDeep(InputModel):
    a: StrictNumber | None = None


class PutNumberInner(InputModel):
    n: PutNumberInnerN | None = None
    m: dict[str, StrictNumber] | None = None


class PostFormInner(InputModel):
    a: StrictNumber | None = None


class PostPartsInner(InputModel):
    a: StrictNumber | None = None
