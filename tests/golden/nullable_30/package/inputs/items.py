"""Values inside requests of Null the old way: items."""

from __future__ import annotations

from pydantic import StrictInt

from clientome._runtime.generated import InputModel


class OwnerInput(InputModel):
    id: StrictInt
