"""Arguments of the operations of Numbers as they are given: numbers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel, StrictNumber

from ..inputs import numbers


class PutNumber(ArgumentsModel):
    """Arguments of PUT /numbers/{n}."""

    n: StrictNumber
    q: Annotated[StrictNumber | None, Field(ge=0.0)] = None
    deep: numbers.PutNumberDeep | None = None
    list_: Annotated[list[numbers.PutNumberListItem] | None, Field(alias="list")] = None
    pipes: list[StrictNumber] | None = None
    json_: Annotated[list[StrictNumber] | None, Field(alias="json")] = None
    x_number: StrictNumber | None = None
    cookie: StrictNumber | None = None
    any: Any | None = None
    amount: StrictNumber | None = None
    step: numbers.PutNumberStep | None = None
    steps: list[numbers.PutNumberStepsItem] | None = None
    either: StrictNumber | StrictStr | None = None
    both: StrictInt | StrictNumber | None = None
    one: StrictInt | StrictNumber | None = None
    whole: Literal[1, 2] | None = None
    half: Annotated[StrictInt | None, Field(ge=1, le=9)] = None
    null_or: Annotated[StrictNumber | None, Field(ge=0.0)] = None
    inner: numbers.PutNumberInner | None = None
    free: dict[str, Any] | None = None


class PostForm(ArgumentsModel):
    """Arguments of POST /form."""

    n: StrictNumber | None = None
    many: list[StrictNumber] | None = None
    inner: numbers.PostFormInner | None = None


class PostParts(ArgumentsModel):
    """Arguments of POST /multipart."""

    n: StrictNumber | None = None
    inner: numbers.PostPartsInner | None = None
