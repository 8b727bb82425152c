"""Arguments of the operations of GalateaBio Ancestry: organizations."""

from __future__ import annotations

from uuid import UUID

from pydantic import StrictBool, StrictStr

from clientome._runtime.generated import ArgumentsModel


class ListOrganizationModels(ArgumentsModel):
    """Arguments of GET /organizations/{organization_id}/models."""

    organization_id: UUID | StrictStr
    hide_deprecated: StrictBool | None = None
