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
    answers=(Answer(200, "json", type=models.DownloadLinkAnswer),),
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
    unwrap=("data",),
    enveloped=True,
    retry="safe",
    security=(("bearer",), ("cookie",)),
    constraints=(
        Constraint(
            rule="requires",
            arguments=("job_id",),
            message="A link of a job needs job_id.",
            when=Condition("type", any_of=("job_download", "job_file")),
        ),
        Constraint(
            rule="requires",
            arguments=("digest",),
            message="A link of a dataset needs digest.",
            when=Condition("type", any_of=("dataset_download", "dataset_file")),
        ),
        Constraint(
            rule="requires",
            arguments=("path",),
            message="A link of a single file needs path.",
            when=Condition("type", any_of=("job_file", "dataset_file")),
        ),
        Constraint(
            rule="forbids",
            arguments=("digest",),
            message="digest goes only with a link of a dataset.",
            when=Condition("type", any_of=("job_download", "job_file")),
        ),
        Constraint(
            rule="forbids",
            arguments=("job_id",),
            message="job_id goes only with a link of a job.",
            when=Condition("type", any_of=("dataset_download", "dataset_file")),
        ),
        Constraint(
            rule="forbids",
            arguments=("path",),
            message="path goes only with a link of a single file.",
            when=Condition("type", any_of=("job_download", "dataset_download")),
        ),
        Constraint(
            rule="forbids",
            arguments=("accept_partial_data",),
            message="accept_partial_data goes only with type='job_download'.",
            when=Condition("type", any_of=("job_file", "dataset_download", "dataset_file")),
        ),
    ),
)

FETCH: Operation[BinaryResponse] = Operation(
    id="fetchDownload",
    method="GET",
    path="/download",
    answers=(
        Answer(200, "binary", content_type="application/zip"),
        Answer(200, "binary", content_type="*/*"),
    ),
    arguments=arguments.FetchDownload,
    parameters=(Parameter("token", "query", sensitive=True),),
    retry="safe",
    readonly=True,
)

FETCH_SHORT_LINK: Operation[BinaryResponse] = Operation(
    id="fetchShortLink",
    method="GET",
    path="/d",
    answers=(
        Answer(200, "binary", content_type="application/zip"),
        Answer(200, "binary", content_type="*/*"),
    ),
    server="/",
    arguments=arguments.FetchShortLink,
    parameters=(Parameter("token", "query", sensitive=True),),
    retry="safe",
    readonly=True,
)


DOWNLOAD: Download[Any] = Download(operation=CREATE_LINK, link=("data", "url"))

FETCH_TO: Download[Any] = Download(operation=FETCH)

FETCH_SHORT_LINK_TO: Download[Any] = Download(operation=FETCH_SHORT_LINK)
