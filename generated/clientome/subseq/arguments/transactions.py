"""Arguments of the operations of subseq.bio: transactions."""

from __future__ import annotations

from typing import Literal

from pydantic import StrictInt

from clientome._runtime.generated import ArgumentsModel


class ListTransactions(ArgumentsModel):
    """Arguments of GET /tx/list."""

    limit: StrictInt | None = None
    offset: StrictInt | None = None
    status: Literal["pending", "success", "failed", "any"] | None = None
