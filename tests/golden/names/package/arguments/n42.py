"""Arguments of the operations of Names that Python or another thing has: n42."""

from __future__ import annotations

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel


class N42(ArgumentsModel):
    """Arguments of GET /digits."""

    n7: StrictStr | None = None
