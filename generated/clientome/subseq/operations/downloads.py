"""The operations of `downloads`, each described once for both clients."""

from __future__ import annotations

from typing import Any

from clientome._runtime.generated import (
    Answer,
    BinaryResponse,
    Condition,
    Constraint,
    Download,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import downloads as arguments

CREATE_LINK: Operation[models.DownloadLink] = Operation(
    id="createDownloadLink",
    method="POST",
    path="/download/presign",
    arguments=arguments.CreateDownloadLink,
    parameters=(
        Parameter("type", "body"),
        Parameter("job_id", "body", wire="jobid"),
        Parameter("digest", "body"),
        Parameter("path", "body"),
        Parameter("ttl_seconds", "body"),
        Parameter("accept_partial_data", "body"),
    ),
    body=(
        Media("application/json", ("type", "job_id", "digest", "path", "ttl_seconds", "accept_partial_data")),
    ),
    body_required=True,
    answers=(Answer(200, "json", models.DownloadLinkAnswer),),
    unwrap=("data",),
    enveloped=True,
    retry="safe",
    security=(("bearer",), ("cookie",)),
    constraints=(
        Constraint(
            rule="requires",
            arguments=("job_id",),
            when=Condition("type", ("job_download", "job_file")),
            message="A link of a job needs job_id.",
        ),
        Constraint(
            rule="requires",
            arguments=("digest",),
            when=Condition("type", ("dataset_download", "dataset_file")),
            message="A link of a dataset needs digest.",
        ),
        Constraint(
            rule="requires",
            arguments=("path",),
            when=Condition("type", ("job_file", "dataset_file")),
            message="A link of a single file needs path.",
        ),
        Constraint(
            rule="forbids",
            arguments=("digest",),
            when=Condition("type", ("job_download", "job_file")),
            message="digest goes only with a link of a dataset.",
        ),
        Constraint(
            rule="forbids",
            arguments=("job_id",),
            when=Condition("type", ("dataset_download", "dataset_file")),
            message="job_id goes only with a link of a job.",
        ),
        Constraint(
            rule="forbids",
            arguments=("path",),
            when=Condition("type", ("job_download", "dataset_download")),
            message="path goes only with a link of a single file.",
        ),
        Constraint(
            rule="forbids",
            arguments=("accept_partial_data",),
            when=Condition("type", ("job_file", "dataset_download", "dataset_file")),
            message="accept_partial_data goes only with type='job_download'.",
        ),
    ),
)

FETCH: Operation[BinaryResponse] = Operation(
    id="fetchDownload",
    method="GET",
    path="/download",
    arguments=arguments.FetchDownload,
    parameters=(Parameter("token", "query", sensitive=True),),
    answers=(
        Answer(200, "binary", content_type="application/zip"),
        Answer(200, "binary", content_type="*/*"),
    ),
    retry="safe",
    readonly=True,
)

FETCH_SHORT_LINK: Operation[BinaryResponse] = Operation(
    id="fetchShortLink",
    method="GET",
    path="/d",
    server="/",
    arguments=arguments.FetchShortLink,
    parameters=(Parameter("token", "query", sensitive=True),),
    answers=(
        Answer(200, "binary", content_type="application/zip"),
        Answer(200, "binary", content_type="*/*"),
    ),
    retry="safe",
    readonly=True,
)


DOWNLOAD: Download[Any] = Download(
    operation=CREATE_LINK,
    link=("data", "url"),
)

FETCH_TO: Download[Any] = Download(
    operation=FETCH,
)

FETCH_SHORT_LINK_TO: Download[Any] = Download(
    operation=FETCH_SHORT_LINK,
)
