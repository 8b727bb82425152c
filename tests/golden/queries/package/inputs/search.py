"""Values inside requests of Styles of parameters: search."""

from __future__ import annotations

from pydantic import StrictInt, StrictStr

from clientome._runtime.generated import InputModel


class SearchFilterSize(InputModel):
    min: StrictInt | None = None


class SearchWhere(InputModel):
    a: StrictInt


class SearchFilter(InputModel):
    name: StrictStr | None = None
    size: SearchFilterSize | None = None
