"""Values inside requests of genome.computer: conversions."""

from __future__ import annotations

from typing import Literal

from pydantic import StrictStr

from clientome._runtime.generated import InputModel

from . import shared


class CreateConversionRequest(InputModel):
    source_type: Literal["vcf"]
    """Kind of the source. Only VCF is supported."""
    upload_id: StrictStr
    """Id of a completed upload."""
    retention: shared.RetentionInput | None = None
    """How long the resulting genome is kept. Unlike with orders, the default is to host it."""
