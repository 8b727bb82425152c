"""The operations of `pipelines`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Acceptor,
    Answer,
    Condition,
    Constraint,
    Media,
    Operation,
    Page,
    Pagination,
    Parameter,
    Recovery,
    Upload,
    Waiter,
)

from .. import models
from ..arguments import pipelines as arguments

SUBMIT: Operation[models.PipelineRef] = Operation(
    id="submitPipeline",
    method="POST",
    path="/pipeline/submit",
    arguments=arguments.SubmitPipeline,
    parameters=(
        Parameter("project", "body"),
        Parameter("memo", "body"),
        Parameter("pipeline_input_src", "body"),
        Parameter("pipeline_input_ref", "body"),
        Parameter("steps", "body", content_type="application/json"),
        Parameter(
            "pipeline_input",
            "file",
            upload=Upload(
                max_files=20000,
                relative_paths=True,
            ),
        ),
    ),
    body=(
        Media("application/json", ("project", "memo", "pipeline_input_src", "pipeline_input_ref", "steps")),
        Media(
            "multipart/form-data",
            ("project", "memo", "pipeline_input_src", "pipeline_input_ref", "steps", "pipeline_input"),
        ),
    ),
    body_required=True,
    answers=(Answer(200, "json", models.PipelineSubmitAnswer),),
    unwrap=("data",),
    enveloped=True,
    retry="never",
    billable=True,
    look_up="pipelines.list",
    recovery=Recovery(
        operation="operations.pipelines:LIST",
        note="memo",
        note_at=("memo",),
        settle=60.0,
    ),
    security=(("bearer",), ("cookie",)),
    constraints=(
        Constraint(
            rule="requires",
            arguments=("pipeline_input_ref",),
            when=Condition("pipeline_input_src", ("dataset",)),
            message="pipeline_input_src='dataset' needs the digest in pipeline_input_ref.",
        ),
        Constraint(
            rule="requires",
            arguments=("pipeline_input",),
            when=Condition("pipeline_input_src", ("upload",)),
            message="pipeline_input_src='upload' needs files in pipeline_input.",
        ),
        Constraint(
            rule="requires",
            arguments=("pipeline_input_src",),
            when=Condition("pipeline_input"),
            message="Files in pipeline_input need pipeline_input_src='upload'.",
        ),
        Constraint(
            rule="requires",
            arguments=("pipeline_input_src",),
            when=Condition("pipeline_input_ref"),
            message="A digest in pipeline_input_ref needs pipeline_input_src='dataset'.",
        ),
        Constraint(
            rule="forbids",
            arguments=("pipeline_input",),
            when=Condition("pipeline_input_src", ("none", "dataset")),
            message="Files in pipeline_input go only with pipeline_input_src='upload'.",
        ),
        Constraint(
            rule="forbids",
            arguments=("pipeline_input_ref",),
            when=Condition("pipeline_input_src", ("none", "upload")),
            message="pipeline_input_ref goes only with pipeline_input_src='dataset'.",
        ),
    ),
    upload=Upload(
        max_bytes=68719476736,
    ),
    read_timeout=600.0,
)

LIST: Operation[Page[models.PipelineSummary]] = Operation(
    id="listPipelines",
    method="GET",
    path="/pipeline/list",
    arguments=arguments.ListPipelines,
    parameters=(
        Parameter("limit", "query"),
        Parameter("offset", "query"),
        Parameter("status", "query"),
        Parameter("project", "query"),
    ),
    answers=(Answer(200, "json", models.PipelineListAnswer),),
    enveloped=True,
    pagination=Pagination(
        style="offset",
        items=("data", "pipelines"),
        offset="offset",
        limit="limit",
        total=("data", "total"),
        key=(("pipeline_id",),),
    ),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)

GET: Operation[models.PipelineDetail] = Operation(
    id="getPipeline",
    method="GET",
    path="/pipeline/info",
    arguments=arguments.GetPipeline,
    parameters=(Parameter("pipeline_id", "query"),),
    answers=(Answer(200, "json", models.PipelineInfoAnswer),),
    unwrap=("data",),
    enveloped=True,
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)

GET_WAIT: Waiter[models.PipelineDetail] = Waiter(
    name="wait",
    operation=GET,
    result=("data",),
    acceptors=(
        Acceptor(state="success", path=("data", "status"), any_of=("completed",)),
        Acceptor(state="failure", path=("data", "status"), any_of=("failed", "canceled")),
    ),
    min_delay=5.0,
    max_delay=60.0,
)
