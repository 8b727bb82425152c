"""Arguments of the operations of Mistakes of others: a."""

from __future__ import annotations

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel


class Get(ArgumentsModel):
    """Arguments of GET /required."""

    q: StrictStr | None = None


class Unused(ArgumentsModel):
    """Arguments of GET /unused/{id}."""

    id: StrictStr


class Undeclared(ArgumentsModel):
    """Arguments of GET /undeclared/{id}."""

    id: StrictStr
