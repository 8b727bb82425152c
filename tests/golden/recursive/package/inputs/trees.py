"""Values inside requests of Schemas that contain themselves: trees."""

from __future__ import annotations

from pydantic import StrictStr

from clientome.runtime.models import InputModel


class TreeInput(InputModel):
    label: StrictStr
    children: list[TreeInput] | None = None
    by_name: dict[str, TreeInput] | None = None
    owner: OwnerInput | None = None


class OwnerInput(InputModel):
    favourite: TreeInput | None = None
