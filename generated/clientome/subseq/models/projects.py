"""Answers of subseq.bio: projects."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel, EpochSeconds


class Project(AnswerModel):
    """A label under which jobs, pipelines and datasets are filed."""

    name: str
    """Name of the project."""
    created_at: EpochSeconds
    """When the project was made."""


class ProjectListAnswer(AnswerModel):
    """Answer with all projects."""

    success: bool
    """True when the list could be read."""
    data: list[Project]
    """All projects of the account."""
    error: str | None = None
    """What went wrong; absent on success."""
