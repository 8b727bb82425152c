"""Arguments of the operations of Styles of parameters: search."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, StrictBool, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import search


class Search(ArgumentsModel):
    """Arguments of GET /search."""

    filter: search.SearchFilter | None = None
    ids: list[StrictInt] | None = None
    comma: list[StrictStr] | None = None
    pipes: list[StrictStr] | None = None
    spaces: list[StrictStr] | None = None
    where: search.SearchWhere | None = None
    plain: StrictStr | None = None
    path: StrictStr | None = None
    flag: StrictBool | None = None
    since: AwareDatetime | None = None
    colour: Literal["red", "green"] | None = None
