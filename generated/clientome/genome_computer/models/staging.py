"""Answers of genome.computer: staging."""

from __future__ import annotations

from typing import Any, TypeAlias

from clientome._runtime.generated import AnswerModel

from . import shared

SandboxGenomes: TypeAlias = dict[str, Any]
"""The sandbox genome, seeded. The provider documents no fields."""


class AdvancedOrder(AnswerModel):
    """The sandbox order after the move, presumably. The provider documents no fields; those named here carry the names of a full order."""

    order_id: str | None = None
    """Public id; starts with `ord_`."""
    status: shared.OrderStatus | None = None
