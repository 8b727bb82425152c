"""Arguments of the operations of genome.computer: uploads."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel


class UploadVcf(ArgumentsModel):
    """Arguments of POST /v1/uploads/vcf."""

    file: Any


class CompleteUpload(ArgumentsModel):
    """Arguments of POST /v1/uploads/vcf/complete."""

    upload_id: StrictStr
    sha256: Annotated[StrictStr, Field(pattern="^[0-9a-fA-F]{64}$")]
    size_bytes: Annotated[StrictInt, Field(ge=0)]


class InitiateUpload(ArgumentsModel):
    """Arguments of POST /v1/uploads/vcf/initiate."""

    filename: Annotated[StrictStr, Field(pattern="\\.(vcf|vcf\\.gz|bcf)$")]
    content_type: StrictStr | None = None
    size_bytes: Annotated[StrictInt | None, Field(ge=0)] = None
