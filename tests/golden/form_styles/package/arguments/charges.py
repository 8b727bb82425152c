"""Arguments of the operations of Forms with styles: charges."""

from __future__ import annotations

from pydantic import StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import charges


class PostCharges(ArgumentsModel):
    """Arguments of POST /charges."""

    amount: StrictInt
    card: charges.PostChargesCard | None = None
    ids: list[StrictStr] | None = None
    expand: list[StrictStr] | None = None
    plain: dict[str, StrictStr] | None = None
