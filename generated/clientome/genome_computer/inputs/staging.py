"""Values inside requests of genome.computer: staging."""

from __future__ import annotations

from clientome._runtime.generated import InputModel

from . import shared


class AdvanceOrderRequest(InputModel):
    status: shared.OrderStatusInput
    """Status that the sandbox order should take. Which moves are allowed is not documented."""
