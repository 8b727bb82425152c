"""Arguments of the operations of Where null is sent: things."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import things


class PatchThing(ArgumentsModel):
    """Arguments of PATCH /things."""

    words: Literal["x", "y"] | None = None
    ref: things.Words | None = None
    nothing: Annotated[None, Field(None)] = None
    all: things.Text | None = None
    both: things.PatchThingBoth | None = None
    one_part: things.PatchThingOnePart | None = None
    anything: Any | None = None
    free: Any | None = None
    length: Any | None = None
    any_of: StrictStr | None = None
    one_of: things.PatchThingOneOf | None = None
    types: StrictInt | None = None
    text: StrictStr | None = None
    plain: Literal["x", "y"] | None = None
    object: dict[str, Any] | None = None
    list_: Annotated[Any | None, Field(alias="list")] = None
    inner: things.Inner | None = None


class PutWhole(ArgumentsModel):
    """Arguments of PUT /whole."""

    body: Any | None = None
