"""Values inside requests of subseq.bio: datasets."""

from __future__ import annotations

from typing import Literal

from pydantic import StrictInt, StrictStr

from clientome._runtime.generated import InputModel


class DatasetCreation(InputModel):
    """A new dataset, filled from files sent along or from the outputs of a job."""

    project: StrictStr
    """Project under which the dataset is filed."""
    name: StrictStr
    """A short label. Leave dates out; the service records when the dataset was made."""
    folder: list[StrictStr] | None = None
    """Files of the dataset. The name of each part is the file's relative path; the service drops the top folder, so that `run1/inputs/a.fa` is kept as `inputs/a.fa`. At most 20,000 files."""
    from_job: StrictStr | None = None
    """Job whose outputs are copied into the dataset."""


class DatasetUploadLinkRequest(InputModel):
    """What will be uploaded through the link."""

    project: StrictStr
    """Project under which the dataset will be filed."""
    name: StrictStr
    """Name of the dataset to create."""
    size_bytes: StrictInt
    """Size of the archive in bytes."""
    format: Literal["zip"]
    """Kind of archive."""
    sha256: StrictStr | None = None
    """SHA-256 of the archive (64 hexadecimal digits). Not said to be required."""
    ttl_seconds: StrictInt | None = None
    """Seconds for which the link holds. The provider gives no default and no maximum for uploads."""


class DatasetEdit(InputModel):
    """Changes to a dataset, which make a new version of it or a dataset of another name."""

    base_digest: StrictStr
    """Digest of the version to start from; it must be ready."""
    mode: Literal["update", "save_as"]
    """`update` keeps the name; `save_as` stores the outcome under a new one."""
    delete: list[StrictStr] | None = None
    """Paths to remove, sent as repeated form fields."""
    folder: list[StrictStr] | None = None
    """Files to add or replace. The name of each part is the file's path in the dataset; that an edit drops no top folder, as making a dataset does, is our reading. At most 20,000 files."""
    name: StrictStr | None = None
    """The new name for `save_as`. The provider says that a new name is used but not in which field; this one is assumed and unverified."""


class DatasetMove(InputModel):
    """Which dataset goes to which project."""

    digest: StrictStr
    """Digest of any version of the dataset."""
    project: StrictStr
    """Name of an existing project; an empty string takes the dataset out of its project."""


class DatasetRename(InputModel):
    """The old and the new name of a dataset."""

    name: StrictStr
    """Present name."""
    new_name: StrictStr
    """Name from now on."""
