"""Values inside requests of Tuples: tuples."""

from __future__ import annotations

from typing import TypeAlias

from pydantic import StrictInt, StrictStr

from clientome._runtime.generated import InputModel, StrictNumber

Pair: TypeAlias = tuple[StrictStr, StrictInt]

PostTuplesInnerPair: TypeAlias = tuple[StrictStr, StrictStr]

PostTuplesOwnItem: TypeAlias = tuple[StrictStr, StrictInt]

PostTuplesNestedItem1: TypeAlias = tuple[StrictNumber]


class PostTuplesNestedItem2(InputModel):
    a: StrictStr | None = None


class PostTuplesInner(InputModel):
    pair: PostTuplesInnerPair | None = None


PostTuplesNested: TypeAlias = tuple[PostTuplesNestedItem1, PostTuplesNestedItem2]
