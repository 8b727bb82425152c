"""Values inside requests of Parameters of a path: items."""

from __future__ import annotations

from pydantic import StrictInt

from clientome._runtime.generated import InputModel


class GetPointPoint(InputModel):
    x: StrictInt | None = None
    y: StrictInt | None = None
