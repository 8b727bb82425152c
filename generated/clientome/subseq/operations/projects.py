"""The operations of `projects`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Page,
    Pagination,
    Parameter,
)

from .. import models
from ..arguments import projects as arguments

CREATE: Operation[None] = Operation(
    id="createProject",
    method="POST",
    path="/project/new",
    answers=(Answer(200, "json", type=models.DoneAnswer),),
    arguments=arguments.CreateProject,
    parameters=(Parameter("name", "body"),),
    body=(Media("application/json", ("name",)),),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
    retry="safe",
    security=(("bearer",), ("cookie",)),
)

LIST: Operation[Page[models.Project]] = Operation(
    id="listProjects",
    method="GET",
    path="/project/list",
    answers=(Answer(200, "json", type=models.ProjectListAnswer),),
    enveloped=True,
    pagination=Pagination(style="single", items=("data",)),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)

DELETE: Operation[None] = Operation(
    id="deleteProject",
    method="POST",
    path="/project/delete",
    answers=(Answer(200, "json", type=models.DoneAnswer),),
    arguments=arguments.DeleteProject,
    parameters=(Parameter("name", "body"),),
    body=(Media("application/json", ("name",)),),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
    security=(("bearer",), ("cookie",)),
)
