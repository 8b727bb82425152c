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
    ResponseInfo,
    Upload,
    Waiter,
)

from .. import models
from ..arguments import jobs as arguments

SUBMIT: Operation[models.JobRef] = Operation(
    id="submitJob",
    method="POST",
    path="/job/submit",
    arguments=arguments.SubmitJob,
    parameters=(
        Parameter("program", "body"),
        Parameter("args", "body"),
        Parameter(
            "folder",
            "file",
            upload=Upload(
                max_files=20000,
                relative_paths=True,
            ),
        ),
        Parameter("input_src", "body"),
        Parameter("digest", "body"),
        Parameter("from_job", "body"),
        Parameter("project", "body"),
        Parameter("memo", "body"),
        Parameter("deadline_minutes", "body"),
        Parameter(
            "aux",
            "file",
            upload=Upload(
                max_files=20000,
                relative_paths=True,
            ),
        ),
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
    answers=(Answer(200, "json", models.JobSubmitAnswer),),
    unwrap=("data",),
    enveloped=True,
    retry="never",
    billable=True,
    look_up="jobs.list",
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
            when=Condition("input_src", ("upload",)),
            message="input_src='upload' needs files in folder.",
        ),
        Constraint(
            rule="requires",
            arguments=("digest",),
            when=Condition("input_src", ("dataset",)),
            message="input_src='dataset' needs the dataset's digest.",
        ),
        Constraint(
            rule="requires",
            arguments=("from_job",),
            when=Condition("input_src", ("job",)),
            message="input_src='job' needs the job in from_job.",
        ),
        Constraint(
            rule="requires",
            arguments=("input_src",),
            when=Condition("digest"),
            message="digest needs input_src='dataset'.",
        ),
        Constraint(
            rule="requires",
            arguments=("input_src",),
            when=Condition("from_job"),
            message="from_job needs input_src='job'.",
        ),
        Constraint(
            rule="forbids",
            arguments=("folder",),
            when=Condition("input_src", ("none", "dataset", "job")),
            message="Files in folder go only with input_src='upload' or without input_src.",
        ),
        Constraint(
            rule="forbids",
            arguments=("digest",),
            when=Condition("input_src", ("none", "upload", "job")),
            message="digest goes only with input_src='dataset'.",
        ),
        Constraint(
            rule="forbids",
            arguments=("from_job",),
            when=Condition("input_src", ("none", "upload", "dataset")),
            message="from_job goes only with input_src='job'.",
        ),
        Constraint(
            rule="at-most-one",
            arguments=("aux", "aux_ref"),
            message="Give one source of auxiliary files at most: files in aux or a reference in aux_ref.",
        ),
        Constraint(
            rule="requires",
            arguments=("aux",),
            when=Condition("aux_src", ("upload",)),
            message="aux_src='upload' needs files in aux.",
        ),
        Constraint(
            rule="requires",
            arguments=("aux_ref",),
            when=Condition("aux_src", ("dataset", "job")),
            message="aux_src='dataset' or 'job' needs a digest or a job id in aux_ref.",
        ),
        Constraint(
            rule="requires",
            arguments=("aux_src",),
            when=Condition("aux_ref"),
            message="aux_ref needs aux_src='dataset' or 'job'.",
        ),
        Constraint(
            rule="forbids",
            arguments=("aux",),
            when=Condition("aux_src", ("none", "dataset", "job")),
            message="Files in aux go only with aux_src='upload' or without aux_src.",
        ),
        Constraint(
            rule="forbids",
            arguments=("aux_ref",),
            when=Condition("aux_src", ("none", "upload")),
            message="aux_ref goes only with aux_src='dataset' or 'job'.",
        ),
    ),
    upload=Upload(
        max_bytes=68719476736,
    ),
    read_timeout=600.0,
)

SUBMIT_GUIDED: Operation[models.JobRef] = Operation(
    id="submitGuidedJob",
    method="POST",
    path="/job/submit-guided",
    arguments=arguments.SubmitGuidedJob,
    parameters=(
        Parameter("program", "body"),
        Parameter("params", "body", content_type="application/json"),
        Parameter(
            "folder",
            "file",
            upload=Upload(
                max_files=20000,
                relative_paths=True,
            ),
        ),
        Parameter("input_src", "body"),
        Parameter("digest", "body"),
        Parameter("from_job", "body"),
        Parameter("project", "body"),
        Parameter("memo", "body"),
        Parameter(
            "aux",
            "file",
            upload=Upload(
                max_files=20000,
                relative_paths=True,
            ),
        ),
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
    answers=(Answer(200, "json", models.JobSubmitAnswer),),
    unwrap=("data",),
    enveloped=True,
    retry="never",
    billable=True,
    look_up="jobs.list",
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
            when=Condition("input_src", ("upload",)),
            message="input_src='upload' needs files in folder.",
        ),
        Constraint(
            rule="requires",
            arguments=("digest",),
            when=Condition("input_src", ("dataset",)),
            message="input_src='dataset' needs the dataset's digest.",
        ),
        Constraint(
            rule="requires",
            arguments=("from_job",),
            when=Condition("input_src", ("job",)),
            message="input_src='job' needs the job in from_job.",
        ),
        Constraint(
            rule="requires",
            arguments=("input_src",),
            when=Condition("digest"),
            message="digest needs input_src='dataset'.",
        ),
        Constraint(
            rule="requires",
            arguments=("input_src",),
            when=Condition("from_job"),
            message="from_job needs input_src='job'.",
        ),
        Constraint(
            rule="forbids",
            arguments=("folder",),
            when=Condition("input_src", ("none", "dataset", "job")),
            message="Files in folder go only with input_src='upload' or without input_src.",
        ),
        Constraint(
            rule="forbids",
            arguments=("digest",),
            when=Condition("input_src", ("none", "upload", "job")),
            message="digest goes only with input_src='dataset'.",
        ),
        Constraint(
            rule="forbids",
            arguments=("from_job",),
            when=Condition("input_src", ("none", "upload", "dataset")),
            message="from_job goes only with input_src='job'.",
        ),
        Constraint(
            rule="at-most-one",
            arguments=("aux", "aux_ref"),
            message="Give one source of auxiliary files at most: files in aux or a reference in aux_ref.",
        ),
        Constraint(
            rule="requires",
            arguments=("aux",),
            when=Condition("aux_src", ("upload",)),
            message="aux_src='upload' needs files in aux.",
        ),
        Constraint(
            rule="requires",
            arguments=("aux_ref",),
            when=Condition("aux_src", ("dataset", "job")),
            message="aux_src='dataset' or 'job' needs a digest or a job id in aux_ref.",
        ),
        Constraint(
            rule="requires",
            arguments=("aux_src",),
            when=Condition("aux_ref"),
            message="aux_ref needs aux_src='dataset' or 'job'.",
        ),
        Constraint(
            rule="forbids",
            arguments=("aux",),
            when=Condition("aux_src", ("none", "dataset", "job")),
            message="Files in aux go only with aux_src='upload' or without aux_src.",
        ),
        Constraint(
            rule="forbids",
            arguments=("aux_ref",),
            when=Condition("aux_src", ("none", "upload")),
            message="aux_ref goes only with aux_src='dataset' or 'job'.",
        ),
    ),
    upload=Upload(
        max_bytes=68719476736,
    ),
    read_timeout=600.0,
    guide=Guide(
        operation="operations.programs:GET_PARAMS",
        inputs={"program": "program"},
        values="params",
    ),
)

LIST: Operation[Page[models.JobSummary]] = Operation(
    id="listJobs",
    method="GET",
    path="/job/list",
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
    answers=(Answer(200, "json", models.JobListAnswer),),
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
    arguments=arguments.GetJob,
    parameters=(Parameter("job_id", "query", wire="jobid"),),
    answers=(Answer(200, "json", models.JobViewAnswer),),
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
    arguments=arguments.RerunJob,
    parameters=(Parameter("job_id", "body"),),
    body=(Media("application/json", ("job_id",)),),
    body_required=True,
    answers=(Answer(200, "json", models.JobRerunAnswer),),
    unwrap=("data",),
    enveloped=True,
    retry="never",
    billable=True,
    look_up="jobs.list",
    security=(("bearer",), ("cookie",)),
    read_timeout=300.0,
)

CANCEL: Operation[str] = Operation(
    id="cancelJob",
    method="POST",
    path="/job/cancel",
    arguments=arguments.CancelJob,
    parameters=(Parameter("job_id", "query", wire="jobid"),),
    answers=(Answer(200, "json", models.JobCancelAnswer),),
    unwrap=("data",),
    enveloped=True,
    retry="never",
    security=(("bearer",), ("cookie",)),
)

DOWNLOAD: Operation[BinaryResponse] = Operation(
    id="downloadJob",
    method="GET",
    path="/job/download",
    arguments=arguments.DownloadJob,
    parameters=(
        Parameter("job_id", "query", wire="jobid"),
        Parameter("accept_partial_data", "query"),
    ),
    answers=(Answer(200, "binary", content_type="application/zip"),),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)

DOWNLOAD_FILE: Operation[BinaryResponse] = Operation(
    id="downloadJobFile",
    method="GET",
    path="/job/file",
    arguments=arguments.DownloadJobFile,
    parameters=(
        Parameter("job_id", "query", wire="jobid"),
        Parameter("path", "query"),
    ),
    answers=(
        Answer(200, "binary", content_type="chemical/x-pdb"),
        Answer(200, "binary", content_type="*/*"),
    ),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)

HEAD_FILE: Operation[ResponseInfo] = Operation(
    id="headJobFile",
    method="HEAD",
    path="/job/file",
    arguments=arguments.HeadJobFile,
    parameters=(
        Parameter("job_id", "query", wire="jobid"),
        Parameter("path", "query"),
    ),
    answers=(Answer(200, "info"),),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)

MOVE_TO_PROJECT: Operation[None] = Operation(
    id="moveJobToProject",
    method="POST",
    path="/job/move-project",
    arguments=arguments.MoveJobToProject,
    parameters=(
        Parameter("job_id", "body"),
        Parameter("project", "body"),
    ),
    body=(Media("application/json", ("job_id", "project")),),
    body_required=True,
    answers=(Answer(200, "json", models.DoneAnswer),),
    unwrap=("data",),
    enveloped=True,
    retry="never",
    security=(("bearer",), ("cookie",)),
)

GET_WAIT: Waiter[models.JobDetail] = Waiter(
    name="wait",
    operation=GET,
    result=("data",),
    reason=("data", "log_tail"),
    acceptors=(
        Acceptor(state="success", path=("data", "status"), any_of=("completed",)),
        Acceptor(state="failure", path=("data", "status"), any_of=("failed", "canceled")),
    ),
    cancel=Cancellation(operation=CANCEL),
    min_delay=5.0,
    max_delay=60.0,
)


DOWNLOAD_TO: Download[Any] = Download(
    operation=DOWNLOAD,
)

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
