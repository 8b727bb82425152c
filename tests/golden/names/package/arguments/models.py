"""Arguments of the operations of Names that Python or another thing has: models."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictStr

from clientome._runtime.generated import ArgumentsModel


class FieldModel(ArgumentsModel):
    """Arguments of GET /field."""

    q: Annotated[StrictStr | None, Field(min_length=1)] = None


class ArgumentsModelModel(ArgumentsModel):
    """Arguments of GET /arguments-model."""

    q: StrictStr | None = None
