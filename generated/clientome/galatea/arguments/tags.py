"""Arguments of the operations of GalateaBio Ancestry: tags."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel


class ListTags(ArgumentsModel):
    """Arguments of GET /exec/tags."""

    page: Annotated[StrictInt | None, Field(ge=1)] = None
    page_size: Annotated[StrictInt | None, Field(ge=1)] = None
    name: StrictStr | None = None


class CreateTag(ArgumentsModel):
    """Arguments of POST /exec/tags."""

    name: Annotated[StrictStr, Field(min_length=1)]


class GetTag(ArgumentsModel):
    """Arguments of GET /exec/tags/{tag_id}."""

    tag_id: UUID | StrictStr


class RenameTag(ArgumentsModel):
    """Arguments of PUT /exec/tags/{tag_id}."""

    tag_id: UUID | StrictStr
    name: Annotated[StrictStr, Field(min_length=1)]


class DeleteTag(ArgumentsModel):
    """Arguments of DELETE /exec/tags/{tag_id}."""

    tag_id: UUID | StrictStr
