"""Values inside requests of genome.computer: uploads."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import InputModel


class UploadVcfRequest(InputModel):
    file: StrictStr
    """The VCF file, plain, gzipped or as BCF. The provider speaks of one file field without printing its name; `file` is our reading. Its size limit is not documented either."""


class InitiateUploadRequest(InputModel):
    filename: Annotated[StrictStr, Field(pattern="\\.(vcf|vcf\\.gz|bcf)$")]
    """Original name of the file; must end in `.vcf`, `.vcf.gz` or `.bcf`."""
    content_type: StrictStr | None = None
    """MIME type with which the bytes will be sent."""
    size_bytes: Annotated[StrictInt | None, Field(ge=0)] = None
    """Expected size of the file in bytes."""


class CompleteUploadRequest(InputModel):
    upload_id: StrictStr
    """Id that the start of the upload returned."""
    sha256: Annotated[StrictStr, Field(pattern="^[0-9a-fA-F]{64}$")]
    """SHA-256 of the whole file, as 64 hexadecimal digits."""
    size_bytes: Annotated[StrictInt, Field(ge=0)]
    """Size of the uploaded file in bytes."""
