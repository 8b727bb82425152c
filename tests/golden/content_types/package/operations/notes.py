"""The operations of `notes`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from ..arguments import notes as arguments

ADD_NOTE: Operation[None] = Operation(
    id="addNote",
    method="POST",
    path="/notes",
    answers=(Answer(201, "none"),),
    arguments=arguments.AddNote,
    parameters=(
        Parameter("title", "body"),
        Parameter("picture", "body"),
        Parameter("labels", "body"),
        Parameter("picture_file", "file", wire="picture"),
        Parameter("text", "body", whole=True),
        Parameter("content", "file", whole=True),
    ),
    body=(
        Media("application/json", ("title", "picture", "labels")),
        Media("multipart/form-data", ("title", "picture_file", "labels")),
        Media("application/xml", ("text",)),
        Media("application/octet-stream", ("content",)),
    ),
    body_required=True,
)

PUT_TEXT: Operation[None] = Operation(
    id="putText",
    method="PUT",
    path="/notes/{id}/text",
    answers=(Answer(204, "none"),),
    arguments=arguments.PutText,
    parameters=(Parameter("id", "path"), Parameter("text", "body", whole=True)),
    body=(Media("text/plain", ("text",)),),
    body_required=True,
    retry="safe",
)

PATCH_NOTE: Operation[None] = Operation(
    id="patchNote",
    method="PATCH",
    path="/notes/{id}/patch",
    answers=(Answer(204, "none"),),
    arguments=arguments.PatchNote,
    parameters=(
        Parameter("id", "path"),
        Parameter("body", "body", whole=True),
        Parameter("title", "body"),
        Parameter("picture", "body"),
        Parameter("labels", "body"),
    ),
    body=(
        Media("application/json-patch+json", ("body",)),
        Media("application/merge-patch+json", ("title", "picture", "labels")),
    ),
)
