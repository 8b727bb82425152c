"""Answers of subseq.bio: datasets."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, Field

from clientome._runtime.generated import AnswerModel, EpochSeconds

DatasetEditMode: TypeAlias = Literal["update", "save_as"] | str
"""How an edit was stored."""


class DatasetRef(AnswerModel):
    """A version of a dataset."""

    digest: str
    """Digest of the version (64 hexadecimal digits)."""


class DatasetUploadLink(AnswerModel):
    """An upload address that needs no key and expires."""

    upload_url: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """Address that takes the archive; treat it as opaque and secret."""
    token: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """The token inside the address."""
    expires_at: EpochSeconds
    """When the address stops working."""
    method: str | None = None
    """HTTP method to use, `PUT`."""
    max_bytes: int | None = None
    """Largest archive that the address takes, in bytes."""


class DatasetEditResult(AnswerModel):
    """Outcome of an edit."""

    base_digest: str
    """Version that was edited."""
    digest: str
    """Version that now holds the outcome."""
    name: str
    """Name under which it is stored."""
    project: str | None = None
    """Project of the dataset, if any."""
    mode: DatasetEditMode
    changed: bool
    """False when the edit left everything as it was."""


class DatasetFile(AnswerModel):
    """One file of a dataset."""

    path: str
    """Path of the file; this is what `/dataset/file` takes."""
    sha256: str
    """SHA-256 of the content (64 hexadecimal digits)."""
    size: int
    """Size in bytes."""


class DatasetMeta(AnswerModel):
    """What is known about one version of a dataset."""

    name: str
    """Name that all versions share."""
    digest: str
    """Digest of this version."""
    project: str | None = None
    """Project of the dataset, if any."""
    job_id: str | None = None
    """Job whose outputs were copied; empty when there was none."""
    size: int
    """Size in bytes."""
    ready: bool
    """True once single files can be read and the dataset can be edited."""
    dl_ready: bool
    """True once the archive and presigned links can be had."""
    created_at: AwareDatetime
    """When this version was made. Text here, unlike the epoch seconds of all other times."""


class DatasetInfo(AnswerModel):
    """One version of a dataset with its files."""

    files: list[DatasetFile]
    """The files."""
    meta: DatasetMeta


class DatasetSummary(AnswerModel):
    """One row of the dataset list or of a dataset's history."""

    digest: str
    """Digest of the version."""
    name: str
    """Name that all versions share."""
    project: str | None = None
    """Project of the dataset, if any."""
    job_id: str | None = None
    """Job whose outputs were copied; empty when there was none."""
    size: int
    """Size in bytes."""
    ready: bool
    """True once single files can be read and the dataset can be edited."""
    dl_ready: bool
    """True once the archive and presigned links can be had."""
    created_at: EpochSeconds
    """When the version was made."""


class DatasetList(AnswerModel):
    """A slice of a list of datasets or versions."""

    total: int
    """Number of entries that match, over all pages."""
    datasets: list[DatasetSummary]
    """The entries of this slice."""


class DatasetDigestAnswer(AnswerModel):
    """Answer to a call that made a dataset."""

    success: bool
    """True when the dataset was accepted."""
    data: DatasetRef
    error: str | None = None
    """What went wrong; absent on success."""


class DatasetUploadLinkAnswer(AnswerModel):
    """Answer with an upload address."""

    success: bool
    """True when the address was made."""
    data: DatasetUploadLink
    error: str | None = None
    """What went wrong; absent on success."""


class DatasetEditAnswer(AnswerModel):
    """Answer to an edit."""

    success: bool
    """True when the edit was accepted."""
    data: DatasetEditResult
    error: str | None = None
    """What went wrong; absent on success."""


class DatasetInfoAnswer(AnswerModel):
    """Answer about one dataset."""

    success: bool
    """True when the dataset was found."""
    data: DatasetInfo
    error: str | None = None
    """What went wrong; absent on success."""


class DatasetListAnswer(AnswerModel):
    """Answer of the dataset list and of a dataset's history."""

    success: bool
    """True when the list could be read."""
    data: DatasetList
    error: str | None = None
    """What went wrong; absent on success."""
