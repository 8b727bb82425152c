"""Arguments of the operations of Schemas that contain themselves: trees."""

from __future__ import annotations

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import trees


class PlantTree(ArgumentsModel):
    """Arguments of POST /trees."""

    label: StrictStr
    children: list[trees.TreeInput] | None = None
    by_name: dict[str, trees.TreeInput] | None = None
    owner: trees.OwnerInput | None = None
