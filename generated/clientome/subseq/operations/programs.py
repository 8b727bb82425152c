"""The operations of `programs`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Page,
    Pagination,
    Parameter,
)

from .. import models
from ..arguments import programs as arguments

LIST: Operation[Page[models.Program]] = Operation(
    id="listPrograms",
    method="GET",
    path="/program/list",
    answers=(Answer(200, "json", type=models.ProgramListAnswer),),
    enveloped=True,
    pagination=Pagination(style="single", items=("data",)),
    retry="safe",
    readonly=True,
)

GET_PARAMS: Operation[models.ProgramParams] = Operation(
    id="getProgramParams",
    method="GET",
    path="/program/params",
    answers=(Answer(200, "json", type=models.ProgramParamsAnswer),),
    arguments=arguments.GetProgramParams,
    parameters=(Parameter("program", "query"),),
    unwrap=("data",),
    enveloped=True,
    retry="safe",
    readonly=True,
)
