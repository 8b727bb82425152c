"""The operations of `organizations`, each described once for both clients."""

from __future__ import annotations

import builtins

from clientome._runtime.generated import (
    Answer,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import organizations as arguments

LIST_MODELS: Operation[builtins.list[models.OrganizationModel]] = Operation(
    id="listOrganizationModels",
    method="GET",
    path="/organizations/{organization_id}/models",
    answers=(Answer(200, "json", type=builtins.list[models.OrganizationModel]),),
    arguments=arguments.ListOrganizationModels,
    parameters=(Parameter("organization_id", "path"), Parameter("hide_deprecated", "query")),
    retry="safe",
    readonly=True,
    security=(("api_key",), ("login",)),
)
