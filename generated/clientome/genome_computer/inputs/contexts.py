"""Values inside requests of genome.computer: contexts."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import StrictStr

from clientome._runtime.generated import InputModel

from . import shared

DetailLevelInput: TypeAlias = Literal["brief", "standard", "deep"]
"""How much structured detail a context holds."""


class BuildContextRequest(InputModel):
    genome_id: StrictStr
    """Public id of the hosted genome; starts with `gen_`."""
    domain: shared.ContextDomainInput | None = None
    """Field of life that the context is about."""
    detail_level: DetailLevelInput | None = None
    """How much structured detail to include."""
