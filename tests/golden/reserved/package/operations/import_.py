"""The operations of `import_`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import import_ as arguments

IMPORT_: Operation[models.NoneModel] = Operation(
    id="import",
    method="POST",
    path="/import",
    answers=(Answer(200, "json", type=models.NoneModel),),
    arguments=arguments.Import,
    parameters=(
        Parameter("from_", "query", wire="from"),
        Parameter("self_", "query", wire="self"),
        Parameter("options_", "query", wire="options"),
        Parameter("operations_", "query", wire="operations"),
        Parameter("none", "header", wire="None"),
        Parameter("class_", "body", wire="class"),
        Parameter("list", "body"),
        Parameter("model_config", "body"),
        Parameter("copy", "body"),
    ),
    body=(Media("application/json", ("class_", "list", "model_config", "copy")),),
)
