"""Arguments of the operations of subseq.bio: pipelines."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import pipelines


class SubmitPipeline(ArgumentsModel):
    """Arguments of POST /pipeline/submit."""

    project: StrictStr | None = None
    memo: StrictStr | None = None
    pipeline_input_src: Literal["none", "upload", "dataset"] | None = None
    pipeline_input_ref: StrictStr | None = None
    steps: list[pipelines.PipelineStep]
    pipeline_input: Any | None = None


class ListPipelines(ArgumentsModel):
    """Arguments of GET /pipeline/list."""

    limit: Annotated[StrictInt | None, Field(le=100)] = None
    offset: StrictInt | None = None
    status: StrictStr | None = None
    project: StrictStr | None = None


class GetPipeline(ArgumentsModel):
    """Arguments of GET /pipeline/info."""

    pipeline_id: StrictStr
