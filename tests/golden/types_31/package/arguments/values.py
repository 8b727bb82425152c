"""Arguments of the operations of Constants and lists of types: values."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StrictFloat, StrictInt, StrictStr

from clientome.runtime.models import ArgumentsModel


class PutValue(ArgumentsModel):
    """Arguments of PUT /values."""

    mode: Literal["exact"]
    level: Annotated[StrictInt | None, Field(ge=0)] = None
    kind: Literal["value"] | None = None
    amount: StrictFloat | StrictStr | None = None
    note: StrictStr | None = None
    state: Literal["on", "off"] | None = None
    point: tuple[StrictFloat, StrictFloat] | None = None
    anything: Any | None = None
    nothing: Annotated[None, Field(None)] = None
