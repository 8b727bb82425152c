"""Arguments of the operations of Names that Python or another thing has: points."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import points


class SetPayloadArguments(ArgumentsModel):
    """Arguments of POST /points/payload."""

    payload: dict[str, Any]


class BatchUpdate(ArgumentsModel):
    """Arguments of POST /points/batch."""

    operations: Annotated[list[points.Operation] | None, Field(alias="operations_")] = None
    both: points.BothInput | None = None


class BothInputArguments(ArgumentsModel):
    """Arguments of POST /points/input."""

    a: StrictStr | None = None


class SetPayloadArgumentsArguments(ArgumentsModel):
    """Arguments of POST /points/arguments."""

    a: StrictStr | None = None
