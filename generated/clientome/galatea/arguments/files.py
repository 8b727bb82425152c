"""Arguments of the operations of GalateaBio Ancestry: files."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StrictBool, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel


class ListFiles(ArgumentsModel):
    """Arguments of GET /data/files."""

    page: Annotated[StrictInt | None, Field(ge=1)] = None
    page_size: Annotated[StrictInt | None, Field(ge=1)] = None
    file: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True}, min_length=1)] = None
    only_acceptable: StrictBool | None = None
    org_names: list[StrictStr] | None = None
    min_date: date | None = None
    max_date: date | None = None
    show_virtual: StrictBool | None = None
    files_ids: list[UUID | StrictStr] | None = None


class UploadFile(ArgumentsModel):
    """Arguments of POST /data/files/upload."""

    file: Any


class SetSampleAlias(ArgumentsModel):
    """Arguments of PUT /data/files/{source_file_id}."""

    source_file_id: UUID | StrictStr
    sample_alias: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True})]


class DeleteFile(ArgumentsModel):
    """Arguments of DELETE /data/files/{source_file_id}."""

    source_file_id: UUID | StrictStr


class DownloadFile(ArgumentsModel):
    """Arguments of GET /data/files/{source_file_id}/download."""

    source_file_id: UUID | StrictStr
