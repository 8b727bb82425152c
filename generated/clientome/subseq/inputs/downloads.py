"""Values inside requests of subseq.bio: downloads."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, StrictStr

from clientome._runtime.generated import InputModel


class DownloadLinkRequest(InputModel):
    """What the link shall lead to."""

    type: Literal["job_download", "job_file", "dataset_download", "dataset_file"]
    """Archive or single file, of a job or of a dataset."""
    job_id: Annotated[StrictStr | None, Field(alias="jobid")] = None
    """The job; for the two kinds of job link."""
    digest: StrictStr | None = None
    """The dataset version; for the two kinds of dataset link."""
    path: StrictStr | None = None
    """The file's path in the manifest or the dataset; for the two kinds of file link."""
    ttl_seconds: Annotated[StrictInt | None, Field(le=604800)] = None
    """Seconds for which the link works, at most 604800 (seven days)."""
    accept_partial_data: StrictBool | None = None
    """True to accept what a failed or canceled job left behind; for `job_download` only."""
