"""The operations of `keys`, each described once for both clients."""

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
from ..arguments import keys as arguments

LIST: Operation[Page[models.ClientKey]] = Operation(
    id="listKeys",
    method="GET",
    path="/key/list",
    answers=(Answer(200, "json", type=models.KeyListAnswer),),
    enveloped=True,
    pagination=Pagination(style="single", items=("data",)),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)

CREATE: Operation[models.NewClientKey] = Operation(
    id="createKey",
    method="POST",
    path="/key/new",
    answers=(Answer(200, "json", type=models.KeyCreateAnswer),),
    arguments=arguments.CreateKey,
    parameters=(Parameter("label", "body"), Parameter("expires_in_days", "body")),
    body=(Media("application/json", ("label", "expires_in_days")),),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
    security=(("bearer",), ("cookie",)),
)

DELETE: Operation[None] = Operation(
    id="deleteKey",
    method="POST",
    path="/key/delete",
    answers=(Answer(200, "json", type=models.DoneAnswer),),
    arguments=arguments.DeleteKey,
    parameters=(Parameter("key_hash", "body"),),
    body=(Media("application/json", ("key_hash",)),),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
    security=(("bearer",), ("cookie",)),
)
