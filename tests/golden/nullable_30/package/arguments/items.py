"""Arguments of the operations of Null the old way: items."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel, StrictNumber

from ..inputs import items


class ChangeItem(ArgumentsModel):
    """Arguments of PATCH /items/{id}."""

    id: Annotated[StrictInt, Field(gt=0)]
    name: StrictStr | None = None
    size: Annotated[StrictNumber | None, Field(lt=10.0)] = None
    owner: items.OwnerInput | None = None
