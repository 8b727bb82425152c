"""The operations of `jobs`, each described once for both clients."""

from __future__ import annotations

from typing import Any

from clientome._runtime.generated import (
    Acceptor,
    Answer,
    BinaryResponse,
    Cancellation,
    Condition,
    Constraint,
    Download,
    Guide,
    Manifest,
    Media,
    Operation,
    Page,
    Pagination,
    Parameter,
    PriceList,
    Pricing,
    Recovery,
    ResponseInfo,
    StateList,
    Upload,
    Waiter,
)

from .. import models
from ..arguments import jobs as arguments

SUBMIT: Operation[models.JobRef] = Operation(
    id="submitJob",
    method="POST",
    path="/job/submit",
    answers=(Answer(200, "json", type=models.JobSubmitAnswer),),
    arguments=arguments.SubmitJob,
    parameters=(
        Parameter("program", "body"),
        Parameter("args", "body"),
        Parameter("folder", "file", upload=Upload(max_files=20000, relative_paths=True)),
        Parameter("input_src", "body"),
        Parameter("digest", "body"),
        Parameter("from_job", "body"),
        Parameter("project", "body"),
        Parameter("memo", "body"),
        Parameter("deadline_minutes", "body"),
        Parameter("aux", "file", upload=Upload(max_files=20000, relative_paths=True)),
        Parameter("aux_src", "body"),
        Parameter("aux_ref", "body"),
    ),
    body=(
        Media(
            "multipart/form-data",
            (
                "program",
                "args",
                "folder",
                "input_src",
                "digest",
                "from_job",
                "project",
                "memo",
                "deadline_minutes",
                "aux",
                "aux_src",
                "aux_ref",
            ),
        ),
    ),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
    billable=True,
    pricing=Pricing(
        currency="credits",
        prices=PriceList(
            operation="operations.programs:LIST",
            items=("data",),
            key=("name",),
            argument="program",
            fixed=("submit_fee",),
            hourly=("cost_per_hour",),
            least_seconds=("min_run_time",),
            minutes="deadline_minutes",
        ),
    ),
    look_up="jobs.list",
    recovery=Recovery(
        operation="operations.jobs:LIST", inputs={"program": "program"}, note="memo", note_at=("memo",)
    ),
    security=(("bearer",), ("cookie",)),
    constraints=(
        Constraint(
            rule="at-most-one",
            arguments=("folder", "digest", "from_job"),
            message="Give one source of input at most: files in folder, a dataset's digest, or a job in from_job.",
        ),
        Constraint(
            rule="requires",
            arguments=("folder",),
            message="input_src='upload' needs files in folder.",
            when=Condition("input_src", any_of=("upload",)),
        ),
        Constraint(
            rule="requires",
            arguments=("digest",),
            message="input_src='dataset' needs the dataset's digest.",
            when=Condition("input_src", any_of=("dataset",)),
        ),
        Constraint(
            rule="requires",
            arguments=("from_job",),
            message="input_src='job' needs the job in from_job.",
            when=Condition("input_src", any_of=("job",)),
        ),
        Constraint(
            rule="requires",
            arguments=("input_src",),
            message="digest needs input_src='dataset'.",
            when=Condition("digest"),
        ),
        Constraint(
            rule="requires",
            arguments=("input_src",),
            message="from_job needs input_src='job'.",
            when=Condition("from_job"),
        ),
        Constraint(
            rule="forbids",
            arguments=("folder",),
            message="Files in folder go only with input_src='upload' or without input_src.",
            when=Condition("input_src", any_of=("none", "dataset", "job")),
        ),
        Constraint(
            rule="forbids",
            arguments=("digest",),
            message="digest goes only with input_src='dataset'.",
            when=Condition("input_src", any_of=("none", "upload", "job")),
        ),
        Constraint(
            rule="forbids",
            arguments=("from_job",),
            message="from_job goes only with input_src='job'.",
            when=Condition("input_src", any_of=("none", "upload", "dataset")),
        ),
        Constraint(
            rule="at-most-one",
            arguments=("aux", "aux_ref"),
            message="Give one source of auxiliary files at most: files in aux or a reference in aux_ref.",
        ),
        Constraint(
            rule="requires",
            arguments=("aux",),
            message="aux_src='upload' needs files in aux.",
            when=Condition("aux_src", any_of=("upload",)),
        ),
        Constraint(
            rule="requires",
            arguments=("aux_ref",),
            message="aux_src='dataset' or 'job' needs a digest or a job id in aux_ref.",
            when=Condition("aux_src", any_of=("dataset", "job")),
        ),
        Constraint(
            rule="requires",
            arguments=("aux_src",),
            message="aux_ref needs aux_src='dataset' or 'job'.",
            when=Condition("aux_ref"),
        ),
        Constraint(
            rule="forbids",
            arguments=("aux",),
            message="Files in aux go only with aux_src='upload' or without aux_src.",
            when=Condition("aux_src", any_of=("none", "dataset", "job")),
        ),
        Constraint(
            rule="forbids",
            arguments=("aux_ref",),
            message="aux_ref goes only with aux_src='dataset' or 'job'.",
            when=Condition("aux_src", any_of=("none", "upload")),
        ),
    ),
    upload=Upload(max_bytes=68719476736),
    read_timeout=600.0,
)

SUBMIT_GUIDED: Operation[models.JobRef] = Operation(
    id="submitGuidedJob",
    method="POST",
    path="/job/submit-guided",
    answers=(Answer(200, "json", type=models.JobSubmitAnswer),),
    arguments=arguments.SubmitGuidedJob,
    parameters=(
        Parameter("program", "body"),
        Parameter("params", "body", content_type="application/json"),
        Parameter("folder", "file", upload=Upload(max_files=20000, relative_paths=True)),
        Parameter("input_src", "body"),
        Parameter("digest", "body"),
        Parameter("from_job", "body"),
        Parameter("project", "body"),
        Parameter("memo", "body"),
        Parameter("aux", "file", upload=Upload(max_files=20000, relative_paths=True)),
        Parameter("aux_src", "body"),
        Parameter("aux_ref", "body"),
    ),
    body=(
        Media(
            "multipart/form-data",
            (
                "program",
                "params",
                "folder",
                "input_src",
                "digest",
                "from_job",
                "project",
                "memo",
                "aux",
                "aux_src",
                "aux_ref",
            ),
        ),
    ),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
    billable=True,
    pricing=Pricing(
        currency="credits",
        prices=PriceList(
            operation="operations.programs:LIST",
            items=("data",),
            key=("name",),
            argument="program",
            fixed=("submit_fee",),
            hourly=("cost_per_hour",),
            least_seconds=("min_run_time",),
        ),
    ),
    look_up="jobs.list",
    recovery=Recovery(
        operation="operations.jobs:LIST", inputs={"program": "program"}, note="memo", note_at=("memo",)
    ),
    security=(("bearer",), ("cookie",)),
    constraints=(
        Constraint(
            rule="at-most-one",
            arguments=("folder", "digest", "from_job"),
            message="Give one source of input at most: files in folder, a dataset's digest, or a job in from_job.",
        ),
        Constraint(
            rule="requires",
            arguments=("folder",),
            message="input_src='upload' needs files in folder.",
            when=Condition("input_src", any_of=("upload",)),
        ),
        Constraint(
            rule="requires",
            arguments=("digest",),
            message="input_src='dataset' needs the dataset's digest.",
            when=Condition("input_src", any_of=("dataset",)),
        ),
        Constraint(
            rule="requires",
            arguments=("from_job",),
            message="input_src='job' needs the job in from_job.",
            when=Condition("input_src", any_of=("job",)),
        ),
        Constraint(
            rule="requires",
            arguments=("input_src",),
            message="digest needs input_src='dataset'.",
            when=Condition("digest"),
        ),
        Constraint(
            rule="requires",
            arguments=("input_src",),
            message="from_job needs input_src='job'.",
            when=Condition("from_job"),
        ),
        Constraint(
            rule="forbids",
            arguments=("folder",),
            message="Files in folder go only with input_src='upload' or without input_src.",
            when=Condition("input_src", any_of=("none", "dataset", "job")),
        ),
        Constraint(
            rule="forbids",
            arguments=("digest",),
            message="digest goes only with input_src='dataset'.",
            when=Condition("input_src", any_of=("none", "upload", "job")),
        ),
        Constraint(
            rule="forbids",
            arguments=("from_job",),
            message="from_job goes only with input_src='job'.",
            when=Condition("input_src", any_of=("none", "upload", "dataset")),
        ),
        Constraint(
            rule="at-most-one",
            arguments=("aux", "aux_ref"),
            message="Give one source of auxiliary files at most: files in aux or a reference in aux_ref.",
        ),
        Constraint(
            rule="requires",
            arguments=("aux",),
            message="aux_src='upload' needs files in aux.",
            when=Condition("aux_src", any_of=("upload",)),
        ),
        Constraint(
            rule="requires",
            arguments=("aux_ref",),
            message="aux_src='dataset' or 'job' needs a digest or a job id in aux_ref.",
            when=Condition("aux_src", any_of=("dataset", "job")),
        ),
        Constraint(
            rule="requires",
            arguments=("aux_src",),
            message="aux_ref needs aux_src='dataset' or 'job'.",
            when=Condition("aux_ref"),
        ),
        Constraint(
            rule="forbids",
            arguments=("aux",),
            message="Files in aux go only with aux_src='upload' or without aux_src.",
            when=Condition("aux_src", any_of=("none", "dataset", "job")),
        ),
        Constraint(
            rule="forbids",
            arguments=("aux_ref",),
            message="aux_ref goes only with aux_src='dataset' or 'job'.",
            when=Condition("aux_src", any_of=("none", "upload")),
        ),
    ),
    upload=Upload(max_bytes=68719476736),
    guide=Guide(operation="operations.programs:GET_PARAMS", inputs={"program": "program"}, values="params"),
    read_timeout=600.0,
)

LIST: Operation[Page[models.JobSummary]] = Operation(
    id="listJobs",
    method="GET",
    path="/job/list",
    answers=(Answer(200, "json", type=models.JobListAnswer),),
    arguments=arguments.ListJobs,
    parameters=(
        Parameter("limit", "query"),
        Parameter("offset", "query"),
        Parameter("status", "query"),
        Parameter("project", "query"),
        Parameter("program", "query"),
        Parameter("pipeline_id", "query"),
        Parameter("before", "query"),
    ),
    enveloped=True,
    pagination=Pagination(
        style="offset",
        items=("data", "jobs"),
        offset="offset",
        limit="limit",
        total=("data", "total"),
        key=(("job_id",),),
    ),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)

GET: Operation[models.JobDetail] = Operation(
    id="getJob",
    method="GET",
    path="/job/view",
    answers=(Answer(200, "json", type=models.JobViewAnswer),),
    arguments=arguments.GetJob,
    parameters=(Parameter("job_id", "query", wire="jobid"),),
    unwrap=("data",),
    enveloped=True,
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)

RERUN: Operation[models.JobRerunRef] = Operation(
    id="rerunJob",
    method="POST",
    path="/job/rerun",
    answers=(Answer(200, "json", type=models.JobRerunAnswer),),
    arguments=arguments.RerunJob,
    parameters=(Parameter("job_id", "body"),),
    body=(Media("application/json", ("job_id",)),),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
    billable=True,
    look_up="jobs.list",
    recovery=Recovery(
        operation="operations.jobs:LIST",
        match={("memo",): "job_id"},
        prefix="Rerun of ",
        since=("created_at",),
        id=("job_id",),
    ),
    security=(("bearer",), ("cookie",)),
    read_timeout=300.0,
)

CANCEL: Operation[str] = Operation(
    id="cancelJob",
    method="POST",
    path="/job/cancel",
    answers=(Answer(200, "json", type=models.JobCancelAnswer),),
    arguments=arguments.CancelJob,
    parameters=(Parameter("job_id", "query", wire="jobid"),),
    unwrap=("data",),
    enveloped=True,
    security=(("bearer",), ("cookie",)),
)

DOWNLOAD: Operation[BinaryResponse] = Operation(
    id="downloadJob",
    method="GET",
    path="/job/download",
    answers=(Answer(200, "binary", content_type="application/zip"),),
    arguments=arguments.DownloadJob,
    parameters=(Parameter("job_id", "query", wire="jobid"), Parameter("accept_partial_data", "query")),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)

DOWNLOAD_FILE: Operation[BinaryResponse] = Operation(
    id="downloadJobFile",
    method="GET",
    path="/job/file",
    answers=(Answer(200, "binary", content_type="chemical/x-pdb"), Answer(200, "binary", content_type="*/*")),
    arguments=arguments.DownloadJobFile,
    parameters=(Parameter("job_id", "query", wire="jobid"), Parameter("path", "query")),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)

HEAD_FILE: Operation[ResponseInfo] = Operation(
    id="headJobFile",
    method="HEAD",
    path="/job/file",
    answers=(Answer(200, "info"),),
    arguments=arguments.HeadJobFile,
    parameters=(Parameter("job_id", "query", wire="jobid"), Parameter("path", "query")),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)

MOVE_TO_PROJECT: Operation[None] = Operation(
    id="moveJobToProject",
    method="POST",
    path="/job/move-project",
    answers=(Answer(200, "json", type=models.DoneAnswer),),
    arguments=arguments.MoveJobToProject,
    parameters=(Parameter("job_id", "body"), Parameter("project", "body")),
    body=(Media("application/json", ("job_id", "project")),),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
    security=(("bearer",), ("cookie",)),
)


GET_WAIT: Waiter[models.JobDetail] = Waiter(
    name="wait",
    operation=GET,
    acceptors=(
        Acceptor(state="success", path=("data", "status"), any_of=("completed",)),
        Acceptor(state="failure", path=("data", "status"), any_of=("failed", "canceled")),
    ),
    min_delay=5.0,
    max_delay=60.0,
    result=("data",),
    reason=("data", "log_tail"),
    cancel=Cancellation(operation=CANCEL),
    many=StateList(
        operation=LIST, items=("data", "jobs"), key=("job_id",), state=("status",), constants={"limit": 100}
    ),
)

DOWNLOAD_TO: Download[Any] = Download(operation=DOWNLOAD)

DOWNLOAD_FILE_TO: Download[Any] = Download(
    operation=DOWNLOAD_FILE,
    file_name="path",
    manifest=Manifest(
        operation=GET,
        inputs={"job_id": "job_id"},
        items=("data", "manifest"),
        argument="path",
        key=("path",),
        name=("path",),
        size=("size",),
        checksum=("sha256",),
    ),
)
