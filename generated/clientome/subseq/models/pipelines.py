"""Answers of subseq.bio: pipelines."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from clientome._runtime.generated import AnswerModel, EpochSecondsOrZero, JsonText

PipelineStatus: TypeAlias = Literal["pending", "running", "completed", "failed", "canceled"] | str
"""Where a pipeline stands. The provider shows `running` only; the other words are taken over from jobs. More may appear."""


class PipelineStepRecord(AnswerModel):
    """One step as the service keeps it."""

    program: str
    """Name of the program."""
    args: list[str] | None = None
    """Command-line arguments, when the step was given as such."""
    params: dict[str, Any] | None = None
    """Guided parameter values, when the step was given as such."""


class PipelineRef(AnswerModel):
    """A new pipeline."""

    pipeline_id: str
    """Id of the pipeline (8 hexadecimal digits in the examples)."""
    total_steps: int
    """Number of steps that were accepted."""


class PipelineSummary(AnswerModel):
    """One row of the pipeline list."""

    pipeline_id: str
    """Id of the pipeline."""
    status: PipelineStatus
    project: str | None = None
    """Project of the pipeline, if any."""
    memo: str | None = None
    """The note given at submission."""
    active_job_id: str | None = None
    """Job of the step that is running."""
    active_program: str | None = None
    """Program of the step that is running."""
    next_step: int
    """Number of the step that comes next, counted from 1 in the example."""
    total_steps: int
    """Number of steps."""
    finished_at: EpochSecondsOrZero = None
    """When the pipeline ended; the wire value 0 means that it has not."""


class PipelineDetail(AnswerModel):
    """One pipeline in full."""

    pipeline_id: str
    """Id of the pipeline."""
    project: str | None = None
    """Project of the pipeline, if any."""
    memo: str | None = None
    """The note given at submission."""
    status: PipelineStatus
    steps_json: JsonText | None = None
    """The steps as the service normalised them, as JSON text."""
    active_job_id: str | None = None
    """Job of the step that is running."""
    active_program: str | None = None
    """Program of the step that is running; only the list is documented to carry it."""
    next_step: int
    """Number of the step that comes next, counted from 1 in the example."""
    total_steps: int
    """Number of steps."""
    finished_at: EpochSecondsOrZero = None
    """When the pipeline ended; the wire value 0 means that it has not."""


class PipelineList(AnswerModel):
    """A slice of the pipeline list."""

    total: int
    """Number of pipelines that match, over all pages."""
    pipelines: list[PipelineSummary]
    """The pipelines of this slice."""


class PipelineSubmitAnswer(AnswerModel):
    """Answer to a submission."""

    success: bool
    """True when the pipeline was accepted."""
    data: PipelineRef
    error: str | None = None
    """What went wrong; absent on success."""


class PipelineListAnswer(AnswerModel):
    """Answer of the pipeline list."""

    success: bool
    """True when the list could be read."""
    data: PipelineList
    error: str | None = None
    """What went wrong; absent on success."""


class PipelineInfoAnswer(AnswerModel):
    """Answer about one pipeline."""

    success: bool
    """True when the pipeline was found."""
    data: PipelineDetail
    error: str | None = None
    """What went wrong; absent on success."""
