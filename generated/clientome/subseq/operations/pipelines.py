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
    StateList,
    Upload,
    Waiter,
)

from .. import models
from ..arguments import pipelines as arguments

SUBMIT: Operation[models.PipelineRef] = Operation(
    id="submitPipeline",
    method="POST",
    path="/pipeline/submit",
    answers=(Answer(200, "json", type=models.PipelineSubmitAnswer),),
    arguments=arguments.SubmitPipeline,
    parameters=(
        Parameter("project", "body"),
        Parameter("memo", "body"),
        Parameter("pipeline_input_src", "body"),
        Parameter("pipeline_input_ref", "body"),
        Parameter("steps", "body", content_type="application/json"),
        Parameter("pipeline_input", "file", upload=Upload(max_files=20000, relative_paths=True)),
    ),
    body=(
        Media("application/json", ("project", "memo", "pipeline_input_src", "pipeline_input_ref", "steps")),
        Media(
            "multipart/form-data",
            ("project", "memo", "pipeline_input_src", "pipeline_input_ref", "steps", "pipeline_input"),
        ),
    ),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
    billable=True,
    look_up="pipelines.list",
    recovery=Recovery(operation="operations.pipelines:LIST", note="memo", note_at=("memo",)),
    security=(("bearer",), ("cookie",)),
    constraints=(
        Constraint(
            rule="requires",
            arguments=("pipeline_input_ref",),
            message="pipeline_input_src='dataset' needs the digest in pipeline_input_ref.",
            when=Condition("pipeline_input_src", any_of=("dataset",)),
        ),
        Constraint(
            rule="requires",
            arguments=("pipeline_input",),
            message="pipeline_input_src='upload' needs files in pipeline_input.",
            when=Condition("pipeline_input_src", any_of=("upload",)),
        ),
        Constraint(
            rule="requires",
            arguments=("pipeline_input_src",),
            message="Files in pipeline_input need pipeline_input_src='upload'.",
            when=Condition("pipeline_input"),
        ),
        Constraint(
            rule="requires",
            arguments=("pipeline_input_src",),
            message="A digest in pipeline_input_ref needs pipeline_input_src='dataset'.",
            when=Condition("pipeline_input_ref"),
        ),
        Constraint(
            rule="forbids",
            arguments=("pipeline_input",),
            message="Files in pipeline_input go only with pipeline_input_src='upload'.",
            when=Condition("pipeline_input_src", any_of=("none", "dataset")),
        ),
        Constraint(
            rule="forbids",
            arguments=("pipeline_input_ref",),
            message="pipeline_input_ref goes only with pipeline_input_src='dataset'.",
            when=Condition("pipeline_input_src", any_of=("none", "upload")),
        ),
    ),
    upload=Upload(max_bytes=68719476736),
    read_timeout=600.0,
)

LIST: Operation[Page[models.PipelineSummary]] = Operation(
    id="listPipelines",
    method="GET",
    path="/pipeline/list",
    answers=(Answer(200, "json", type=models.PipelineListAnswer),),
    arguments=arguments.ListPipelines,
    parameters=(
        Parameter("limit", "query"),
        Parameter("offset", "query"),
        Parameter("status", "query"),
        Parameter("project", "query"),
    ),
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
    answers=(Answer(200, "json", type=models.PipelineInfoAnswer),),
    arguments=arguments.GetPipeline,
    parameters=(Parameter("pipeline_id", "query"),),
    unwrap=("data",),
    enveloped=True,
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)


GET_WAIT: Waiter[models.PipelineDetail] = Waiter(
    name="wait",
    operation=GET,
    acceptors=(
        Acceptor(state="success", path=("data", "status"), any_of=("completed",)),
        Acceptor(state="failure", path=("data", "status"), any_of=("failed", "canceled")),
    ),
    min_delay=5.0,
    max_delay=60.0,
    result=("data",),
    many=StateList(
        operation=LIST,
        items=("data", "pipelines"),
        key=("pipeline_id",),
        state=("status",),
        constants={"limit": 100},
    ),
)
