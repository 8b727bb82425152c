"""Values inside requests of genome.computer: genomes."""

from __future__ import annotations

from clientome._runtime.generated import InputModel

from . import shared


class UpdateRetentionRequest(InputModel):
    retention: shared.RetentionInput
    """The new rule."""
