"""Arguments of the operations of genome.computer: api_keys."""

from __future__ import annotations

from uuid import UUID

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel


class RevokeApiKey(ArgumentsModel):
    """Arguments of DELETE /v1/api-keys/{apiKeyId}."""

    api_key_id: UUID | StrictStr
