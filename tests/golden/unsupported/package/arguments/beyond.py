"""Arguments of the operations of Beyond this generator: beyond."""

from __future__ import annotations

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel


class PostMixed(ArgumentsModel):
    """Arguments of POST /mixed."""

    a: StrictStr | None = None


class GetParameter(ArgumentsModel):
    """Arguments of GET /parameter."""

    where: StrictStr | None = None
