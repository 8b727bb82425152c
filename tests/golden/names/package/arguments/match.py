"""Arguments of the operations of Names that Python or another thing has: match."""

from __future__ import annotations

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel


class Match(ArgumentsModel):
    """Arguments of GET /match."""

    type: StrictStr | None = None


class Print(ArgumentsModel):
    """Arguments of GET /print."""

    object: StrictStr | None = None


class Init(ArgumentsModel):
    """Arguments of GET /init."""

    class_: StrictStr | None = None


class GetEmpty(ArgumentsModel):
    """Arguments of GET /empty."""

    q: StrictStr | None = None
