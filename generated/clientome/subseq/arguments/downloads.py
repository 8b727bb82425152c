"""Arguments of the operations of subseq.bio: downloads."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel


class CreateDownloadLink(ArgumentsModel):
    """Arguments of POST /download/presign."""

    type: Literal["job_download", "job_file", "dataset_download", "dataset_file"]
    job_id: StrictStr | None = None
    digest: StrictStr | None = None
    path: StrictStr | None = None
    ttl_seconds: Annotated[StrictInt | None, Field(le=604800)] = None
    accept_partial_data: StrictBool | None = None


class FetchDownload(ArgumentsModel):
    """Arguments of GET /download."""

    token: Annotated[StrictStr, Field(json_schema_extra={"x-sdk-sensitive": True})]


class FetchShortLink(ArgumentsModel):
    """Arguments of GET /d."""

    token: Annotated[StrictStr, Field(json_schema_extra={"x-sdk-sensitive": True})]
