"""Arguments of the operations of genome.computer: usage."""

from __future__ import annotations

from pydantic import StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel


class ListUsage(ArgumentsModel):
    """Arguments of GET /v1/usage."""

    limit: StrictInt | None = None
    event_type: StrictStr | None = None
