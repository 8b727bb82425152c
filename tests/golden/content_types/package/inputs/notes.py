"""Values inside requests of One body in several content types: notes."""

from __future__ import annotations

from pydantic import StrictStr

from clientome._runtime.generated import InputModel


class Note(InputModel):
    title: StrictStr
    picture: StrictStr | None = None
    labels: list[StrictStr] | None = None
