"""The operations of `tags`, each described once for both clients."""

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
from ..arguments import tags as arguments

LIST: Operation[Page[models.Tag]] = Operation(
    id="listTags",
    method="GET",
    path="/exec/tags",
    answers=(Answer(200, "json", type=models.TagPage),),
    arguments=arguments.ListTags,
    parameters=(Parameter("page", "query"), Parameter("page_size", "query"), Parameter("name", "query")),
    pagination=Pagination(
        style="page",
        items=("results",),
        page="page",
        size="page_size",
        total=("count",),
        next=("next",),
        key=(("id",),),
    ),
    retry="safe",
    readonly=True,
    security=(("api_key",), ("login",)),
)

CREATE: Operation[models.Tag] = Operation(
    id="createTag",
    method="POST",
    path="/exec/tags",
    answers=(Answer(201, "json", type=models.Tag),),
    arguments=arguments.CreateTag,
    parameters=(Parameter("name", "body"),),
    body=(Media("application/json", ("name",)),),
    body_required=True,
    security=(("api_key",), ("login",)),
)

GET: Operation[models.Tag] = Operation(
    id="getTag",
    method="GET",
    path="/exec/tags/{tag_id}",
    answers=(Answer(200, "json", type=models.Tag),),
    arguments=arguments.GetTag,
    parameters=(Parameter("tag_id", "path"),),
    retry="safe",
    readonly=True,
    security=(("api_key",), ("login",)),
)

RENAME: Operation[models.Tag] = Operation(
    id="renameTag",
    method="PUT",
    path="/exec/tags/{tag_id}",
    answers=(Answer(200, "json", type=models.Tag),),
    arguments=arguments.RenameTag,
    parameters=(Parameter("tag_id", "path"), Parameter("name", "body")),
    body=(Media("application/json", ("name",)),),
    body_required=True,
    retry="safe",
    security=(("api_key",), ("login",)),
)

DELETE: Operation[None] = Operation(
    id="deleteTag",
    method="DELETE",
    path="/exec/tags/{tag_id}",
    answers=(Answer(200, "none"),),
    arguments=arguments.DeleteTag,
    parameters=(Parameter("tag_id", "path"),),
    retry="safe",
    security=(("api_key",), ("login",)),
)
