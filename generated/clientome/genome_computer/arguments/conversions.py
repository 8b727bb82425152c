"""Arguments of the operations of genome.computer: conversions."""

from __future__ import annotations

from typing import Literal

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import shared


class CreateConversion(ArgumentsModel):
    """Arguments of POST /v1/conversions."""

    source_type: Literal["vcf"]
    upload_id: StrictStr
    retention: shared.RetentionInput | None = None
