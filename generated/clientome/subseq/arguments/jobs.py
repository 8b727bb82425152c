"""Arguments of the operations of subseq.bio: jobs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel


class SubmitJob(ArgumentsModel):
    """Arguments of POST /job/submit."""

    program: StrictStr
    args: list[StrictStr] | None = None
    folder: Any | None = None
    input_src: Literal["none", "upload", "dataset", "job"] | None = None
    digest: StrictStr | None = None
    from_job: StrictStr | None = None
    project: StrictStr | None = None
    memo: StrictStr | None = None
    deadline_minutes: StrictInt | None = None
    aux: Any | None = None
    aux_src: Literal["none", "upload", "dataset", "job"] | None = None
    aux_ref: StrictStr | None = None


class SubmitGuidedJob(ArgumentsModel):
    """Arguments of POST /job/submit-guided."""

    program: StrictStr
    params: dict[str, Any]
    folder: Any | None = None
    input_src: Literal["none", "upload", "dataset", "job"] | None = None
    digest: StrictStr | None = None
    from_job: StrictStr | None = None
    project: StrictStr | None = None
    memo: StrictStr | None = None
    aux: Any | None = None
    aux_src: Literal["none", "upload", "dataset", "job"] | None = None
    aux_ref: StrictStr | None = None


class ListJobs(ArgumentsModel):
    """Arguments of GET /job/list."""

    limit: Annotated[StrictInt | None, Field(le=100)] = None
    offset: StrictInt | None = None
    status: StrictStr | None = None
    project: StrictStr | None = None
    program: StrictStr | None = None
    pipeline_id: StrictStr | None = None
    before: date | None = None


class GetJob(ArgumentsModel):
    """Arguments of GET /job/view."""

    job_id: StrictStr


class RerunJob(ArgumentsModel):
    """Arguments of POST /job/rerun."""

    job_id: StrictStr


class CancelJob(ArgumentsModel):
    """Arguments of POST /job/cancel."""

    job_id: StrictStr


class DownloadJob(ArgumentsModel):
    """Arguments of GET /job/download."""

    job_id: StrictStr
    accept_partial_data: StrictBool | None = None


class DownloadJobFile(ArgumentsModel):
    """Arguments of GET /job/file."""

    job_id: StrictStr
    path: StrictStr


class HeadJobFile(ArgumentsModel):
    """Arguments of HEAD /job/file."""

    job_id: StrictStr
    path: StrictStr


class MoveJobToProject(ArgumentsModel):
    """Arguments of POST /job/move-project."""

    job_id: StrictStr
    project: StrictStr
