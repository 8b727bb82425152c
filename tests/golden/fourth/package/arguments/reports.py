"""Arguments of the operations of Fourth: reports."""

from __future__ import annotations

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel


class ExplainScan(ArgumentsModel):
    """Arguments of GET /reports/{scanId}."""

    scan_id: StrictStr
    kind: StrictStr | None = None
