"""Answers of subseq.bio: jobs."""

from __future__ import annotations

from typing import Literal, TypeAlias

from clientome._runtime.generated import AnswerModel, EpochSeconds, EpochSecondsOrZero

JobStatus: TypeAlias = Literal["pending", "running", "completed", "failed", "canceled"] | str
"""Where a job stands. `completed`, `failed` and `canceled` are final. The provider prints no full list, so other words may appear."""

SourceKind: TypeAlias = Literal["none", "upload", "dataset", "job"] | str
"""Where a job's files came from: nothing, files sent with the call, a stored dataset, or the outputs of another job. Other words may appear."""


class JobRef(AnswerModel):
    """A new job."""

    job_id: str
    """Id of the job (16 hexadecimal digits in the examples)."""


class JobRerunRef(AnswerModel):
    """A new job and the one that it repeats."""

    job_id: str
    """Id of the new job."""
    rerun_of_job_id: str
    """Id of the job that was repeated."""


class JobSummary(AnswerModel):
    """One row of the job list."""

    job_id: str
    """Id of the job."""
    status: JobStatus
    cost: int | float
    """Credits charged so far."""
    program: str
    """Program that the job runs."""
    input_src: SourceKind | None = None
    """Source of the input files; only present when earlier data was used."""
    input_ref: str | None = None
    """Dataset digest or job id of the input; goes with `input_src`."""
    project: str | None = None
    """Project of the job, if any."""
    memo: str | None = None
    """The note given at submission; absent without one."""
    aux_src: SourceKind | None = None
    """Source of the auxiliary files; only present when earlier data was used."""
    aux_ref: str | None = None
    """Dataset digest or job id of the auxiliary files; goes with `aux_src`."""
    created_at: EpochSeconds
    """When the job was submitted."""
    started_at: EpochSecondsOrZero = None
    """When it began to run."""
    finished_at: EpochSecondsOrZero = None
    """When it ended."""
    last_charged_at: EpochSecondsOrZero = None
    """When credits were last taken for it."""


class JobFile(AnswerModel):
    """One file that a job left behind."""

    path: str
    """Path of the file, for example `outputs/prediction.pdb`; this is what `/job/file` takes."""
    sha256: str
    """SHA-256 of the content (64 hexadecimal digits)."""
    size: int
    """Size in bytes."""


class JobDetail(AnswerModel):
    """One job in full. The id is the one asked for; the provider does not repeat it in the answer."""

    job_id: str | None = None
    """Id of the job; not in the documented answer."""
    status: JobStatus
    cost: int | float
    """Credits charged so far."""
    program: str
    """Program that the job runs."""
    user_args: str | None = None
    """The caller's arguments as one line of text."""
    server_args: str | None = None
    """Arguments that the service added, as one line of text."""
    project: str | None = None
    """Project of the job, if any."""
    memo: str | None = None
    """The note given at submission; absent without one."""
    input_src: SourceKind | None = None
    """Source of the input files; absent for jobs that the service generated."""
    input_ref: str | None = None
    """Dataset digest or job id of the input; goes with `input_src`."""
    aux_src: SourceKind | None = None
    """Source of the auxiliary files; absent for jobs that the service generated."""
    aux_ref: str | None = None
    """Dataset digest or job id of the auxiliary files; goes with `aux_src`."""
    created_at: EpochSeconds
    """When the job was submitted."""
    started_at: EpochSecondsOrZero = None
    """When it began to run."""
    finished_at: EpochSecondsOrZero = None
    """When it ended."""
    last_charged_at: EpochSecondsOrZero = None
    """When credits were last taken for it; only the list is documented to carry it."""
    log_tail: str | None = None
    """Last lines of the job's log."""
    manifest: list[JobFile] | None = None
    """Files of a finished job."""


class JobList(AnswerModel):
    """A slice of the job list."""

    total: int
    """Number of jobs that match, over all pages."""
    jobs: list[JobSummary]
    """The jobs of this slice."""


class JobSubmitAnswer(AnswerModel):
    """Answer to a submission."""

    success: bool
    """True when the job was accepted."""
    data: JobRef
    error: str | None = None
    """What went wrong; absent on success."""


class JobListAnswer(AnswerModel):
    """Answer of the job list."""

    success: bool
    """True when the list could be read."""
    data: JobList
    error: str | None = None
    """What went wrong; absent on success."""


class JobViewAnswer(AnswerModel):
    """Answer about one job."""

    success: bool
    """True when the job was found."""
    data: JobDetail
    error: str | None = None
    """What went wrong; absent on success."""


class JobRerunAnswer(AnswerModel):
    """Answer to a rerun."""

    success: bool
    """True when the new job was accepted."""
    data: JobRerunRef
    error: str | None = None
    """What went wrong; absent on success."""


class JobCancelAnswer(AnswerModel):
    """Answer to a cancellation."""

    success: bool
    """True when the cancellation was accepted."""
    data: str
    """A sentence for people; do not read a state out of it."""
    error: str | None = None
    """What went wrong; absent on success."""
