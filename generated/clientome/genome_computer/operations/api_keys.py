"""The operations of `api_keys`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import api_keys as arguments

LIST: Operation[models.ApiKeyList] = Operation(
    id="listApiKeys",
    method="GET",
    path="/v1/api-keys",
    answers=(Answer(200, "json", type=models.ApiKeyList),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

REVOKE: Operation[models.RevokedApiKey] = Operation(
    id="revokeApiKey",
    method="DELETE",
    path="/v1/api-keys/{apiKeyId}",
    answers=(Answer(200, "json", type=models.RevokedApiKey),),
    arguments=arguments.RevokeApiKey,
    parameters=(Parameter("api_key_id", "path", wire="apiKeyId"),),
    retry="safe",
    security=(("bearer",),),
)
