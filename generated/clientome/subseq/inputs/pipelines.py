"""Values inside requests of subseq.bio: pipelines."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import StrictStr

from clientome._runtime.generated import InputModel


class PipelineStep(InputModel):
    """One job of a chain: a program with either raw arguments or guided parameters, not both. Input sources are set for the whole pipeline, never per step."""

    program: StrictStr
    """Name of the program, as `GET /program/list` gives it."""
    args: list[StrictStr] | None = None
    """Command-line arguments, one entry per argument."""
    params: dict[str, Any] | None = None
    """Guided parameter values by name; see `GET /program/params`."""


class PipelineSubmission(InputModel):
    """A chain of jobs whose input is nothing or a stored dataset."""

    project: StrictStr | None = None
    """Project under which the pipeline is filed."""
    memo: StrictStr | None = None
    """A note of your own that is shown with the pipeline."""
    pipeline_input_src: Literal["none", "upload", "dataset"] | None = None
    """Source of the files that all steps share. Files can be sent only as multipart."""
    pipeline_input_ref: StrictStr | None = None
    """Digest of the dataset; goes with `pipeline_input_src` `dataset`."""
    steps: list[PipelineStep]
    """The jobs in order. From the second on, a step takes the outputs of the one before as its input."""


class PipelineUpload(InputModel):
    """A chain of jobs that brings its input files along."""

    project: StrictStr | None = None
    """Project under which the pipeline is filed."""
    memo: StrictStr | None = None
    """A note of your own that is shown with the pipeline."""
    pipeline_input_src: Literal["none", "upload", "dataset"] | None = None
    """Source of the files that all steps share; `upload` when files are sent."""
    pipeline_input_ref: StrictStr | None = None
    """Digest of the dataset; goes with `pipeline_input_src` `dataset`."""
    steps: list[PipelineStep]
    """The jobs in order; in a form they are one part that holds the JSON array. From the second on, a step takes the outputs of the one before as its input."""
    pipeline_input: list[StrictStr] | None = None
    """Files that all steps share: scripts, configuration, targets, ligands. The name of each part is the file's relative path. At most 20,000 files."""
