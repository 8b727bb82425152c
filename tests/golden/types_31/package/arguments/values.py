"""Arguments of the operations of Constants and lists of types: values."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel, StrictNumber

from ..inputs import values


class PutValue(ArgumentsModel):
    """Arguments of PUT /values."""

    mode: Literal["exact"]
    level: Annotated[StrictInt | None, Field(ge=0)] = None
    kind: Literal["value"] | None = None
    amount: StrictNumber | StrictStr | None = None
    note: StrictStr | None = None
    state: Literal["on", "off"] | None = None
    point: values.PutValuePoint | None = None
    anything: Any | None = None
    nothing: Annotated[None, Field(None)] = None
