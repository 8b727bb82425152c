"""Arguments of the operations of Prose "with" quotes \\ and lines \"\"\": prose."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictStr

from clientome._runtime.generated import ArgumentsModel


class GetProse(ArgumentsModel):
    """Arguments of GET /prose/{id}."""

    id: Annotated[StrictStr, Field(pattern="^\\d+\\\\$")]
    kind: Literal['a"b', "c\\d", "e'f", "g\nh"] | None = None
