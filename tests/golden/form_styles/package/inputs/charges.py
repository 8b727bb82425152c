"""Values inside requests of Forms with styles: charges."""

from __future__ import annotations

from pydantic import StrictStr

from clientome._runtime.generated import InputModel


class PostChargesCardHolder(InputModel):
    name: StrictStr | None = None


class PostChargesCard(InputModel):
    number: StrictStr | None = None
    holder: PostChargesCardHolder | None = None
