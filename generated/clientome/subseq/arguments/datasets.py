"""Arguments of the operations of subseq.bio: datasets."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel


class CreateDataset(ArgumentsModel):
    """Arguments of POST /dataset/new."""

    project: StrictStr
    name: StrictStr
    folder: Any | None = None
    from_job: StrictStr | None = None


class CreateDatasetUploadLink(ArgumentsModel):
    """Arguments of POST /dataset/upload/presign."""

    project: StrictStr
    name: StrictStr
    size_bytes: StrictInt
    format: Literal["zip"]
    sha256: StrictStr | None = None
    ttl_seconds: StrictInt | None = None


class UploadDatasetArchive(ArgumentsModel):
    """Arguments of PUT /dataset/upload."""

    token: Annotated[StrictStr, Field(json_schema_extra={"x-sdk-sensitive": True})]
    content: Any


class EditDataset(ArgumentsModel):
    """Arguments of POST /dataset/edit."""

    base_digest: StrictStr
    mode: Literal["update", "save_as"]
    delete: list[StrictStr] | None = None
    folder: Any | None = None
    name: StrictStr | None = None


class DeleteDataset(ArgumentsModel):
    """Arguments of POST /dataset/delete."""

    digest: StrictStr | None = None
    name: StrictStr | None = None


class GetDataset(ArgumentsModel):
    """Arguments of GET /dataset/info."""

    digest: StrictStr | None = None
    name: StrictStr | None = None


class ListDatasets(ArgumentsModel):
    """Arguments of GET /dataset/list."""

    limit: StrictInt | None = None
    offset: StrictInt | None = None
    project: StrictStr | None = None


class ListDatasetHistory(ArgumentsModel):
    """Arguments of GET /dataset/history."""

    name: StrictStr
    limit: StrictInt | None = None
    offset: StrictInt | None = None


class DownloadDataset(ArgumentsModel):
    """Arguments of GET /dataset/download."""

    digest: StrictStr


class DownloadDatasetFile(ArgumentsModel):
    """Arguments of GET /dataset/file."""

    digest: StrictStr
    path: StrictStr


class MoveDatasetToProject(ArgumentsModel):
    """Arguments of POST /dataset/move-project."""

    digest: StrictStr
    project: StrictStr


class RenameDataset(ArgumentsModel):
    """Arguments of POST /dataset/rename."""

    name: StrictStr
    new_name: StrictStr
